"""Domain values for the tests of the ledger: drawn by hypothesis, or made in one line."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from app.domain.controls import as_line, as_text
from app.domain.dates import PartialDate, Span
from app.domain.ids import (
    AppointmentId,
    MemberId,
    OrganizationId,
    OversightId,
    PersonId,
    ReviewId,
    RoundId,
    TaskId,
)
from app.domain.organization import (
    Appointment,
    FormerPlace,
    Member,
    Organization,
    Oversight,
    Person,
    Records,
)
from app.domain.review import Block, Review, ReviewTask, Round, Target
from app.domain.words import (
    MemberCategory,
    MemberStatus,
    OrganizationKind,
    OversightKind,
    PostKind,
    ReviewerKind,
    ReviewState,
    TargetKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROUND = Round(RoundId("round"), "2010年下半年", date(2010, 7, 1), date(2010, 12, 31))

_TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("张三李四〇一二㛃𠮷·'\"%_\\\n"),
    max_size=12,
).map(as_text)
_LINES = _TEXTS.map(as_line)
_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_SPANS = st.builds(Span, st.none() | _DAYS, st.none() | _DAYS)
_TAGS = st.frozensets(_TEXTS, max_size=3)
_PARTIAL = st.none() | st.one_of(
    st.builds(PartialDate, st.integers(1900, 2100)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
    _DAYS.map(lambda day: PartialDate(day.year, day.month, day.day)),
)


@st.composite
def records(draw: st.DrawFn) -> Records:
    """A whole structure in which every reference leads somewhere."""
    organizations = draw(_some("o", _organization))
    persons = draw(_some("p", _person))
    places = st.sampled_from([o.id for o in organizations])
    people = st.sampled_from([p.id for p in persons])
    return Records(
        organizations,
        persons,
        draw(_some("m", lambda id_, _: _member(id_, people, places))),
        draw(_some("a", lambda id_, _: _appointment(id_, people, places))),
        draw(_some("v", lambda id_, _: _oversight(id_, people, places))),
    )


def _some(prefix: str, make: Callable[[str, int], st.SearchStrategy]) -> st.SearchStrategy:
    return st.integers(1, 6).flatmap(
        lambda size: st.tuples(*(make(f"{prefix}{number}", number) for number in range(size)))
    )


def _organization(id_: str, number: int) -> st.SearchStrategy[Organization]:
    above = st.sampled_from([None, *(OrganizationId(f"o{n}") for n in range(number))])
    return st.builds(
        Organization,
        st.just(OrganizationId(id_)),
        _LINES,
        st.sampled_from(OrganizationKind),
        above,
        _TEXTS,
        _TAGS,
        _SPANS,
        st.integers(0, 99),
        st.lists(st.builds(FormerPlace, _DAYS, _TEXTS, above, _TEXTS), max_size=2).map(tuple),
    )


def _person(id_: str, _: int) -> st.SearchStrategy[Person]:
    return st.builds(Person, st.just(PersonId(id_)), _LINES, _TEXTS, _TEXTS, st.booleans())


def _member(
    id_: str, people: st.SearchStrategy[PersonId], places: st.SearchStrategy[OrganizationId]
) -> st.SearchStrategy[Member]:
    return st.builds(
        Member,
        st.just(MemberId(id_)),
        people,
        places,
        sex=_TEXTS,
        birth=_PARTIAL,
        joined=_PARTIAL,
        full_since=_PARTIAL,
        post=_TEXTS,
        category=st.sampled_from(MemberCategory),
        status=st.sampled_from(MemberStatus),
        on_books=_SPANS,
        tags=_TAGS,
        id_number=_TEXTS,
        phone=_TEXTS,
        extra=st.lists(st.tuples(_TEXTS, _TEXTS), max_size=2).map(tuple),
    )


def _appointment(
    id_: str, people: st.SearchStrategy[PersonId], places: st.SearchStrategy[OrganizationId]
) -> st.SearchStrategy[Appointment]:
    post, title = st.sampled_from(PostKind), _TEXTS
    order = st.integers(0, 99)
    id_only = st.just(AppointmentId(id_))
    return st.builds(Appointment, id_only, people, places, post, title, _SPANS, order)


def _oversight(
    id_: str, people: st.SearchStrategy[PersonId], places: st.SearchStrategy[OrganizationId]
) -> st.SearchStrategy[Oversight]:
    kind = st.sampled_from(OversightKind)
    return st.builds(Oversight, st.just(OversightId(id_)), people, places, kind, _SPANS)


@st.composite
def reviews(draw: st.DrawFn, known: Records) -> Review:
    """A review of something in a structure."""
    organizations = [o.id for o in known.organizations]
    people = [p.id for p in known.persons]
    targets = [
        *(Target(TargetKind.ORGANIZATION, id_) for id_ in organizations),
        *(Target(TargetKind.MEMBER, id_) for id_ in people),
    ]
    target = draw(st.sampled_from(targets))
    is_organization = target.kind is TargetKind.ORGANIZATION
    values = st.dictionaries(_TEXTS, _TEXTS, max_size=3)
    return Review(
        id=ReviewId(draw(st.sampled_from(["r1", "r2", "r3"]))),
        round_id=ROUND.id,
        form=draw(_TEXTS),
        target=target,
        organization_id=target.organization_id
        if is_organization
        else draw(st.sampled_from(organizations)),
        task_id=draw(st.none() | _TEXTS.map(TaskId)),
        reviewers=tuple(draw(st.lists(st.sampled_from(people), max_size=3, unique=True))),
        reviewer_kind=draw(st.sampled_from(ReviewerKind)),
        secretary_id=draw(st.none() | st.sampled_from(people)),
        day=draw(st.none() | _DAYS),
        place=draw(_TEXTS),
        mode=draw(_TEXTS),
        state=draw(st.sampled_from(ReviewState)),
        snapshot=draw(values),
        blocks=tuple(draw(st.lists(st.builds(Block, _TEXTS, values, st.none() | _DAYS)))),
        form_edition=draw(_TEXTS),
    )


def task(number: int, *, round_id: str = ROUND.id, **more: object) -> ReviewTask:
    """A task, as plain as can be."""
    given: dict = {
        "rules": ("甲", "乙"),
        "form": "member",
        "target": Target(TargetKind.MEMBER, f"p{number}"),
        "organization_id": None,
        "reviewer_kind": ReviewerKind.PERSON,
        "reviewers": (PersonId("p0"),),
        **more,
    }
    return ReviewTask(id=TaskId(f"t{number}"), round_id=RoundId(round_id), **given)


class RandomLedger:
    """A structure and reviews drawn at random, with everything that makes counting hard."""

    def __init__(self, seed: int, organizations: int = 40, people: int = 300) -> None:
        self.draw = random.Random(seed)
        self._numbers = count()
        self.organizations = [self._organization(n) for n in range(organizations)]
        self.persons = [Person(PersonId(f"p{n}"), f"人{n}") for n in range(people)]
        self.members = [member for p in self.persons for member in self._memberships(p.id)]
        self.appointments = [
            appointment for o in self.organizations for appointment in self._posts(o.id)
        ]
        self.reviews = [
            *(self._review_of_member() for _ in range(people)),
            *(self._review_of_organization() for _ in range(organizations)),
        ]

    @property
    def records(self) -> Records:
        """The structure."""
        return Records(
            tuple(self.organizations),
            tuple(self.persons),
            tuple(self.members),
            tuple(self.appointments),
        )

    def day(self) -> date:
        """A day in or around the round."""
        return date(2010, 6, 1) + timedelta(days=self.draw.randrange(280))

    def _organization(self, number: int) -> Organization:
        parent = OrganizationId(f"o{self.draw.randrange(number)}") if number else None
        kind = self.draw.choice(list(OrganizationKind))
        return Organization(OrganizationId(f"o{number}"), f"组织{number}", kind, parent)

    def _place(self) -> OrganizationId:
        return self.draw.choice(self.organizations).id

    def _memberships(self, person_id: PersonId) -> list[Member]:
        """None, one, or a first one that ended and a second one elsewhere."""
        fate = self.draw.random()
        if fate < 0.1:
            return []
        if fate < 0.25:
            moved = self.day()
            return [
                self._member(person_id, MemberStatus.MOVED_OUT, Span(None, moved)),
                self._member(person_id, MemberStatus.ACTIVE, Span(moved, None)),
            ]
        since = self.day() if fate < 0.5 else None
        until = self.day() if fate > 0.9 else None
        status = self.draw.choice([MemberStatus.ACTIVE] * 6 + list(MemberStatus))
        return [self._member(person_id, status, Span(since, until))]

    def _member(self, person_id: PersonId, status: MemberStatus, span: Span) -> Member:
        id_ = MemberId(f"m{next(self._numbers)}")
        return Member(id_, person_id, self._place(), status=status, on_books=span)

    def _posts(self, organization_id: OrganizationId) -> list[Appointment]:
        """A secretary or a vacancy, at times two; one person may hold several posts."""
        return [
            Appointment(
                AppointmentId(f"a{next(self._numbers)}"),
                self.draw.choice(self.persons[:30]).id,
                organization_id,
                post,
                held=Span(
                    self.day() if self.draw.random() < 0.2 else None,
                    self.day() if self.draw.random() < 0.2 else None,
                ),
            )
            for post in self.draw.choices(list(PostKind), k=self.draw.randrange(4))
        ]

    def _review_of_member(self) -> Review:
        target = self.draw.choice(self.persons).id
        places = [m.organization_id for m in self.members if m.person_id == target]
        place = self.draw.choice(places or [self._place()])
        return self._review(Target(TargetKind.MEMBER, target), place, None)

    def _review_of_organization(self) -> Review:
        place = self._place()
        secretary = self.draw.choice([None, *(p.id for p in self.persons[:60])])
        return self._review(Target(TargetKind.ORGANIZATION, place), place, secretary)

    def _review(self, target: Target, place: OrganizationId, secretary: PersonId | None) -> Review:
        reviewers = [self.draw.choice(self.persons[:30]).id]
        if secretary is not None and self.draw.random() < 0.2:
            reviewers.append(secretary)
        return Review(
            id=ReviewId(f"r{next(self._numbers)}"),
            round_id=RoundId(self.draw.choice(["round", "round", "other"])),
            form="form",
            target=target,
            organization_id=place,
            reviewers=tuple(dict.fromkeys(reviewers)),
            secretary_id=secretary,
            day=self.draw.choice([self.day(), self.day(), self.day(), None]),
            state=self.draw.choice([*ReviewState, ReviewState.REVIEWED, ReviewState.REVIEWED]),
        )
