"""Rows of a 台账: which round, form, target and reviewers they mean."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain import ledger_columns as column
from app.domain.errors.fault import Fault
from app.domain.form import FormSpec
from app.domain.ids import OrganizationId, PersonId, RoundId
from app.domain.organization import Organization
from app.domain.review import Review, ReviewTask, Round, Target
from app.domain.scheme import FormDeclaration, Scheme
from app.domain.typed import plain_name
from app.domain.words import REVIEW_STATES, ReviewState, TargetKind
from app.intake.cells import filled, organization_key, people, read_date, without_daytime
from app.intake.draft import Draft
from app.intake.names import OrganizationNames, paths
from app.intake.people import People
from app.intake.report import ANOTHER_PERSON, Entry, numbered

_STATES = {word: state for state, word in REVIEW_STATES.items()}


def no_mode(review: Review) -> str:
    """The default mode where no rule gives one."""
    return review.mode


@dataclass(frozen=True)
class ReviewContext:
    """What is needed to read a 台账."""

    scheme: Scheme
    forms: Mapping[str, FormSpec]
    """By id."""
    rounds: Sequence[Round]
    reviews: Iterable[Review] = ()
    """Every record of the ledger."""
    default_mode: Callable[[Review], str] = field(default=no_mode)
    """The mode (its title) of the rule that a record answers, for forms without such a cell."""
    bodies: Mapping[tuple[RoundId, str, Target], Sequence[ReviewTask]] = field(default_factory=dict)
    """Tasks whose reviewer is no person of the ledger but a name: by round, form and target."""
    planned: Mapping[tuple[RoundId, str, Target], Collection[frozenset[PersonId]]] = field(
        default_factory=dict
    )
    """Who has a task of his own: the reviewers of each task by round, form and target."""
    editions: Sequence[FormSpec] = ()
    """Earlier editions of forms that records still stand on."""


@dataclass(slots=True, eq=False)
class ReviewRow:
    """A row on its way to becoming a record."""

    entry: Entry
    round: Round
    declared: FormDeclaration
    spec: FormSpec
    target: Target
    organization_id: OrganizationId
    day: date | None
    reviewers: tuple[PersonId, ...]
    names: tuple[str, ...]
    state: ReviewState | None = None
    """As written."""
    task: ReviewTask | None = None
    """The task of the body that reviewed, where it was one."""
    review: Review | None = None


class ReviewReader:
    """Finds what the rows mean; adds reviewers from outside to the draft."""

    wanted: tuple[str, ...] = (column.ROUND, column.FORM, column.TARGET)
    """The columns that a row has to fill."""

    def __init__(
        self,
        draft: Draft,
        finder: People,
        names: OrganizationNames,
        context: ReviewContext,
        under: OrganizationId | None,
    ) -> None:
        """Search in ``draft``, first below ``under``."""
        self._draft = draft
        self._finder = finder
        self._names = names
        self._context = context
        self._under = under
        self._rounds = {organization_key(r.name): r for r in context.rounds}

    def read(self, entry: Entry) -> ReviewRow | None:
        """Read a row; None where it was refused or waits."""
        name = filled(entry.text(column.TARGET))
        entry.report.name(entry.number, name)
        for wanted in self.wanted:
            if not filled(entry.text(wanted)):
                entry.reject(wanted, "row.missing", column=wanted)
        if not entry.open:
            return None
        round_, declared, day = self._round(entry), self._form(entry), self._day(entry)
        state = _state(entry)
        if declared is None or round_ is None or not entry.open:
            return None
        found = self._target(entry, declared, name)
        if found is None:
            return None
        target, place = found
        if day is not None and not round_.start <= day <= round_.end:
            entry.warn(column.DAY, "row.outside_round", round=round_.name)
        written = self._written(entry)
        task = self._body_task(written, (round_.id, declared.id, target))
        named = self._named(entry, written.removesuffix(task.body) if task else written)
        reviewers = self._reviewers(entry, named, place)
        if reviewers is None:
            return None
        return ReviewRow(
            entry,
            round_,
            declared,
            self._context.forms[declared.id],
            target,
            place,
            day,
            reviewers,
            tuple(named),
            state,
            task,
        )

    def _written(self, entry: Entry) -> str:
        """What the row says about who reviewed."""
        return filled(entry.text(column.REVIEWER))

    def _named(self, entry: Entry, written: str) -> list[str]:
        """The names in that."""
        del entry
        return [name for name, _ in people(written)]

    def _likely_organizations(
        self, entry: Entry, found: Sequence[Organization]
    ) -> Sequence[Organization]:
        """Those of several organisations that the rest of the row fits."""
        del entry
        return found

    def _likely_persons(
        self, entry: Entry, found: Mapping[PersonId, OrganizationId]
    ) -> Mapping[PersonId, OrganizationId]:
        """Those of several people that the rest of the row fits."""
        del entry
        return found

    def _body_task(self, written: str, place: tuple[RoundId, str, Target]) -> ReviewTask | None:
        """Return the task whose body is written as the reviewer, alone or after persons."""
        tasks = (t for t in self._context.bodies.get(place, ()) if written.endswith(t.body))
        return max(tasks, key=lambda task: len(task.body), default=None)

    # ---- round, form, day --------------------------------------------------------------------

    def _round(self, entry: Entry) -> Round | None:
        text = entry.text(column.ROUND)
        found = self._rounds.get(organization_key(text))
        if found is None:
            entry.reject(column.ROUND, "row.round_unknown", name=text)
        return found

    def _form(self, entry: Entry) -> FormDeclaration | None:
        text = organization_key(entry.text(column.FORM))
        forms = self._context.scheme.forms
        for form in forms:
            if text in {organization_key(t) for t in (form.id, form.title, form.short_title)}:
                return form
        known = "、".join(form.title for form in forms)
        entry.reject(column.FORM, "row.form_unknown", name=entry.text(column.FORM), known=known)
        return None

    def _day(self, entry: Entry) -> date | None:
        text = filled(entry.text(column.DAY))
        found = read_date(text) if text else None
        day, rest = without_daytime(text)
        if isinstance(found, Fault) and rest and not isinstance(read_date(day), Fault):
            found = read_date(day)
            entry.warn(column.DAY, "row.day_taken", text=text, day=found, rest=rest)
        if isinstance(found, Fault):
            entry.report.reject(entry.number, column.DAY, found)
            return None
        if found is not None and not found.day:
            entry.reject(column.DAY, "row.day", text=text)
            return None
        return found.first_day if found else None

    # ---- target ------------------------------------------------------------------------------

    def _target(
        self, entry: Entry, form: FormDeclaration, name: str
    ) -> tuple[Target, OrganizationId] | None:
        where = filled(entry.text(column.ORGANIZATION))
        places = [o.id for o in self._names.find(where)] if where else []
        if where and not places:
            entry.reject(column.ORGANIZATION, "row.organization_unknown", name=where)
            return None
        if form.target is TargetKind.ORGANIZATION:
            return self._organization(entry, name, where, places)
        return self._person(entry, plain_name(name), where, places)

    def _organization(
        self, entry: Entry, name: str, where: str, places: Sequence[OrganizationId]
    ) -> tuple[Target, OrganizationId] | None:
        tree = self._draft.tree
        found = [
            o
            for o in self._names.find(name)
            if not places or any(tree.within(o.id, place) for place in places)
        ]
        if places and len(found) > 1:
            direct = [o for o in found if o.parent_id in places]
            found = direct or found
        if len(found) > 1:
            found = list(self._likely_organizations(entry, found))
        if not found:
            entry.reject(column.TARGET, "row.organization_unknown", name=name)
            return None
        choices = paths(tree, found)
        answer = next(iter(choices))
        if len(found) > 1:
            asked = entry.ask(
                "row.organization_ambiguous",
                (column.TARGET, name, where),
                choices,
                name=name,
                count=len(found),
            )
            if asked is None:
                return None
            answer = asked
        place = choices[answer].id
        return Target(TargetKind.ORGANIZATION, place), place

    def _person(
        self, entry: Entry, name: str, where: str, places: Sequence[OrganizationId]
    ) -> tuple[Target, OrganizationId] | None:
        found: Mapping[PersonId, OrganizationId] = self._persons(name, places)
        if len(found) > 1:
            found = self._likely_persons(entry, found)
        if not found:
            entry.reject(column.TARGET, "row.person_unknown", name=name)
            return None
        chosen = next(iter(found))
        if len(found) > 1:
            labels = numbered(self._finder.label(p) for p in found)
            answer = entry.ask(
                "row.person_ambiguous",
                (column.TARGET, name, where),
                labels,
                name=name,
                count=len(found),
            )
            if answer is None:
                return None
            chosen = list(found)[labels.index(answer)]
        return Target(TargetKind.MEMBER, chosen), found[chosen]

    def _persons(
        self, name: str, places: Sequence[OrganizationId]
    ) -> dict[PersonId, OrganizationId]:
        """Return members of this name, else holders of posts, with where they were found."""
        draft, tree = self._draft, self._draft.tree

        def fits(organization_id: OrganizationId, tops: Sequence[OrganizationId]) -> bool:
            return not tops or any(tree.within(organization_id, top) for top in tops)

        members = {m.person_id: m.organization_id for m in draft.members_named(name)}
        holders = {
            p: a.organization_id
            for p in draft.persons_named(name)
            for a in draft.posts_of(p)
            if p not in members and fits(a.organization_id, places)
        }
        inside = {p: o for p, o in members.items() if fits(o, places)}
        found = inside or holders
        if not found and places:  # sits in that committee, is a member elsewhere
            found = {
                p: members[p]
                for p in members
                if any(fits(a.organization_id, places) for a in draft.posts_of(p))
            }
        if len(found) > 1 and self._under is not None:
            near = {p: o for p, o in found.items() if tree.within(o, self._under)}
            found = near or found
        return found

    # ---- reviewers ---------------------------------------------------------------------------

    def _reviewers(
        self, entry: Entry, names: Sequence[str], place: OrganizationId
    ) -> tuple[PersonId, ...] | None:
        standings = _standings(names, filled(entry.text(column.REVIEWER_STANDING)))
        found = []
        for name, standing in zip(names, standings, strict=True):
            person = self._reviewer(entry, name, standing, place)
            if person is None:
                return None
            found.append(person)
        return tuple(dict.fromkeys(found))

    def _reviewer(
        self, entry: Entry, name: str, standing: str, place: OrganizationId
    ) -> PersonId | None:
        draft = self._draft
        every = draft.persons_named(name)
        inside = [p for p in every if draft.members_of(p) or draft.has_duty(p)]
        found: Sequence[PersonId] = inside or every
        outside = [p for p in every if draft.persons[p].outside]
        same = [p for p in outside if standing and _standing(draft, p) == standing]
        if len(same) == 1:
            return same[0]
        if len(found) > 1:
            found = self._likely(found, place) or found
        if len(found) == 1:
            return found[0]
        if not found:
            return draft.new_person(name, standing, outside=True)
        labels = numbered([*(self._finder.label(p) for p in found), ANOTHER_PERSON])
        where = draft.tree.path(place)
        answer = entry.ask(
            "row.person_ambiguous",
            (column.REVIEWER, name, where),
            labels,
            name=name,
            count=len(found),
        )
        if answer is None:
            return None
        if answer == ANOTHER_PERSON:
            return draft.new_person(name, standing, outside=True)
        return found[labels.index(answer)]

    def _likely(self, found: Iterable[PersonId], place: OrganizationId) -> list[PersonId]:
        """Return who of several leads the target's organisation or one above, or answers for it."""
        draft = self._draft
        above = {place, *(o.id for o in draft.tree.ancestors(place))}
        return [
            p
            for p in found
            if any(a.organization_id in above for a in draft.posts_of(p))
            or any(o.organization_id in above for o in draft.oversights_of(p))
        ]


def _state(entry: Entry) -> ReviewState | None:
    text = re.sub(r"\s", "", filled(entry.text(column.STATE)))
    found = _STATES.get(text)
    if text and found is None:
        known = "、".join(_STATES)
        entry.reject(column.STATE, "row.state_unknown", text=text, known=known)
    return found


def _standings(names: Sequence[str], text: str) -> list[str]:
    """Split 点评领导单位及职务 of several reviewers: 甲职务；乙，乙职务."""
    parts = text.split("；") if len(names) > 1 else [text]
    parts += [""] * (len(names) - len(parts))
    return [
        part.removeprefix(f"{name}，").strip() for name, part in zip(names, parts, strict=False)
    ]


def _standing(draft: Draft, person_id: PersonId) -> str:
    person = draft.persons[person_id]
    return person.unit + person.post
