"""Random units, with every trouble that real ones have: vacancies, double posts, dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from app.domain.dates import Span
from app.domain.directory import Directory
from app.domain.ids import (
    AppointmentId,
    MemberId,
    OrganizationId,
    OversightId,
    PersonId,
    ReviewId,
    RoundId,
)
from app.domain.organization import Appointment, Member, Organization, Oversight, Person, Records
from app.domain.review import Review, Target
from app.domain.words import (
    MemberCategory,
    MemberStatus,
    OrganizationKind,
    OversightKind,
    PostKind,
    ReviewState,
    TargetKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2010, 12, 20)
DAYS = (date(2010, 7, 1), date(2010, 12, 1), TODAY, date(2010, 12, 21), date(2011, 1, 25))
GROUP = OrganizationKind.GROUP
BRANCHES = (OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH)
ABOVE = tuple(kind for kind in OrganizationKind if kind is not GROUP)

_maybe_day = st.one_of(st.none(), st.sampled_from(DAYS))


def _span(since: date | None, until: date | None) -> Span:
    return Span(until, since) if since and until and until < since else Span(since, until)


_spans = st.one_of(st.just(Span()), st.builds(_span, _maybe_day, _maybe_day))


@st.composite
def organizations(draw: Callable, most: int = 9) -> tuple[Organization, ...]:
    """A tree in any shape; groups hang below branches or other groups."""
    made: list[Organization] = []
    for i in range(draw(st.integers(1, most))):
        parent = made[draw(st.integers(0, i - 1))] if i else None
        kinds = ABOVE
        if parent is not None and parent.kind is GROUP:
            kinds = (GROUP,)
        elif parent is not None and parent.kind in BRANCHES:
            kinds = (GROUP, *BRANCHES)
        made.append(
            Organization(
                OrganizationId(f"o{i}"),
                f"组织{i}",
                draw(st.sampled_from(kinds)),
                parent.id if parent else None,
                tags=frozenset(draw(st.sets(st.sampled_from(["机关", "企业"])))),
                active=draw(_spans) if i else Span(),
            )
        )
    return tuple(made)


@st.composite
def records(draw: Callable) -> Records:
    """A tree with people, memberships, posts and oversight."""
    places = draw(organizations())
    persons = tuple(
        Person(PersonId(f"p{i}"), f"某人{i}", outside=draw(st.sampled_from([False, False, True])))
        for i in range(draw(st.integers(1, 12)))
    )
    place, person = (
        st.sampled_from([o.id for o in places]),
        st.sampled_from([p.id for p in persons]),
    )
    members = tuple(
        Member(
            MemberId(f"m{i}"),
            each.id,
            draw(place),
            category=draw(st.sampled_from(MemberCategory)),
            status=draw(st.sampled_from([MemberStatus.ACTIVE, *MemberStatus])),
            on_books=draw(_spans),
        )
        for i, each in enumerate(persons)
        if draw(st.booleans())
    )
    appointments = tuple(
        Appointment(
            AppointmentId(f"a{i}"),
            draw(person),
            draw(place),
            draw(st.sampled_from([PostKind.SECRETARY, *PostKind])),
            held=draw(_spans),
            position=draw(st.integers(0, 2)),
        )
        for i in range(draw(st.integers(0, 12)))
    )
    oversights = tuple(
        Oversight(
            OversightId(f"v{i}"),
            draw(person),
            draw(place),
            draw(st.sampled_from(OversightKind)),
            draw(_spans),
        )
        for i in range(draw(st.integers(0, 5)))
    )
    return Records(places, persons, members, appointments, oversights)


@st.composite
def directories(draw: Callable) -> Directory:
    """Random records as they stand on ``TODAY``."""
    return Directory(draw(records()), TODAY)


@dataclass(frozen=True)
class Reviewed:
    """Random records and the reviews of one round, in any state and of any day."""

    directory: Directory
    reviews: tuple[Review, ...]


@st.composite
def reviewed(draw: Callable) -> Reviewed:
    """A random unit with reviews."""
    directory = draw(directories())
    people = [p.id for p in directory.records.persons]
    places = [o.id for o in directory.tree]
    made = []
    for i in range(draw(st.integers(0, 15))):
        of_member = draw(st.booleans())
        target = draw(st.sampled_from(people if of_member else places))
        made.append(
            Review(
                ReviewId(f"r{i}"),
                RoundId("round"),
                "member-review" if of_member else "org-review",
                Target(TargetKind.MEMBER if of_member else TargetKind.ORGANIZATION, target),
                draw(st.sampled_from(places)) if of_member else OrganizationId(target),
                reviewers=tuple(draw(st.lists(st.sampled_from(people), max_size=2, unique=True))),
                secretary_id=None if of_member else draw(st.sampled_from([None, *people])),
                day=draw(st.one_of(st.none(), st.sampled_from(DAYS))),
                state=draw(st.sampled_from([*ReviewState, ReviewState.REVIEWED])),
            )
        )
    return Reviewed(directory, tuple(made))
