"""Rosters: rows become members of their branches, matched to those who are there already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.dates import Span
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member
from app.domain.plausibility import agree
from app.domain.words import MemberStatus, OrganizationKind
from app.intake.cells import filled
from app.intake.draft import Draft
from app.intake.member_changes import renewed
from app.intake.member_values import (
    BIRTH,
    BRANCH,
    GROUP,
    ID_NUMBER,
    NAME,
    MemberValues,
    differ,
    read_member,
)
from app.intake.names import OrganizationNames, paths
from app.intake.people import Newcomer, People
from app.intake.report import ANOTHER_PERSON, Entry

SAME_PERSON = "同一个人"
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})


@dataclass(slots=True, eq=False)
class RosterRow:
    """A row on its way to becoming a member."""

    entry: Entry
    values: MemberValues
    branch: OrganizationId
    place: OrganizationId
    """The branch, or a group of it."""
    group_given: bool
    member: Member | None = None
    twin: "RosterRow | None" = None
    """An earlier row of the same person."""


def enroll(
    draft: Draft,
    people: People,
    entries: Sequence[Entry],
    names: OrganizationNames,
    under: OrganizationId | None,
) -> list[RosterRow]:
    """Put the rows of all rosters into the draft; returns those that became members."""
    enrolment = _Enrolment(draft, people, names, under)
    rows = [row for entry in entries if (row := enrolment.read(entry)) is not None]
    rows = enrolment.without_doubles(rows)
    enrolment.match(rows)
    enrolment.write(rows)
    return [row for row in rows if row.member is not None]


class _Enrolment:
    def __init__(
        self, draft: Draft, people: People, names: OrganizationNames, under: OrganizationId | None
    ) -> None:
        self._draft = draft
        self._people = people
        self._names = names
        self._default = under
        root = draft.tree.root
        if under is None and root.kind in _BRANCHES:
            self._default = root.id
        self._taken: set[MemberId] = set()
        self._born: dict[tuple[str, str], OrganizationId] = {
            (draft.persons[m.person_id].name, str(m.birth)): m.organization_id
            for m in draft.members.values()
            if m.status is MemberStatus.ACTIVE
        }

    # ---- reading -----------------------------------------------------------------------------

    def read(self, entry: Entry) -> RosterRow | None:
        values = read_member(entry)
        place = self._place(entry)
        if values is None or place is None or not entry.open:
            return None
        tree = self._draft.tree
        branch = tree.branch_of(place)
        if branch.kind not in _BRANCHES:
            entry.warn(BRANCH, "row.not_branch", name=branch.name)
        group = self._group(entry, branch.id)
        given = group is not None or place != branch.id
        return RosterRow(entry, values, branch.id, group or place, given)

    def _place(self, entry: Entry) -> OrganizationId | None:
        text = filled(entry.text(BRANCH))
        if not text:
            if self._default is None:
                entry.reject(BRANCH, "row.missing", column=BRANCH)
            return self._default
        found = self._names.find(text)
        if len(found) == 1:
            return found[0].id
        if not found:
            entry.reject(BRANCH, "row.organization_unknown", name=text)
            return None
        choices = paths(self._draft.tree, found)
        answer = entry.ask(
            "row.organization_ambiguous", (BRANCH, text), choices, name=text, count=len(found)
        )
        return choices[answer].id if answer else None

    def _group(self, entry: Entry, branch: OrganizationId) -> OrganizationId | None:
        text = filled(entry.text(GROUP))
        if not text:
            return None
        found = self._names.within(text, branch)
        if len(found) == 1:
            return found[0].id
        entry.warn(GROUP, "row.organization_unknown", name=text)
        return None

    # ---- the same person twice ---------------------------------------------------------------

    def without_doubles(self, rows: Sequence[RosterRow]) -> list[RosterRow]:
        """Refuse rows that say the same twice; ask about rows that nothing tells apart."""
        by_name: defaultdict[tuple[str, str], list[RosterRow]] = defaultdict(list)
        by_number: dict[str, RosterRow] = {}
        for row in rows:
            number = row.values.id_number
            if number and number in by_number:
                row.entry.reject(ID_NUMBER, "row.duplicate", row=by_number[number].entry.number)
                continue
            earlier = by_name[row.branch, row.values.name]
            same = [r for r in earlier if not differ(row.values, r.values)]
            if same and not self._is_another(row, same):
                continue
            earlier.append(row)
            if number:
                by_number[number] = row
        return [row for row in rows if row.entry.open]

    def _is_another(self, row: RosterRow, same: Sequence[RosterRow]) -> bool:
        """Tell whether a row is to be taken beside earlier ones that look like it."""
        for earlier in same:
            if _said(earlier.entry) == _said(row.entry):
                row.entry.reject(NAME, "row.duplicate", row=earlier.entry.number)
                return False
        where = self._draft.tree.path(row.branch)
        said = "\x1f".join(f"{k}={v}" for k, v in sorted(_said(row.entry).items()))
        answer = row.entry.ask(
            "row.same_person",
            (where, said),
            (SAME_PERSON, ANOTHER_PERSON),
            organization=where,
            name=row.values.name,
        )
        if answer == SAME_PERSON:
            row.twin = same[0]
        return answer is not None

    # ---- who is there already ----------------------------------------------------------------

    def match(self, rows: Iterable[RosterRow]) -> None:
        """Match by ID number, else by name, birth and branch, else by name and branch."""
        left = []
        for row in rows:
            row.member = self._by_number(row) or self._by_birth(row)
            if row.member is not None:
                self._taken.add(row.member.id)
            elif row.twin is None:
                left.append(row)
        for row in left:
            self._by_name(row)
            if row.member is not None:
                self._taken.add(row.member.id)

    def _by_number(self, row: RosterRow) -> Member | None:
        number = row.values.id_number
        found = self._draft.member_by_id_number(number) if number else None
        return found if found is not None and found.id not in self._taken else None

    def _in_branch(self, row: RosterRow) -> list[Member]:
        tree = self._draft.tree
        return [
            m
            for m in self._draft.members_named(row.values.name)
            if m.id not in self._taken
            and tree.branch_of(m.organization_id).id == row.branch
            and not (m.id_number and row.values.id_number and m.id_number != row.values.id_number)
        ]

    def _by_birth(self, row: RosterRow) -> Member | None:
        birth = row.values.birth
        found = [m for m in self._in_branch(row) if birth and m.birth and agree(birth, m.birth)]
        return found[0] if len(found) == 1 else None

    def _by_name(self, row: RosterRow) -> None:
        """Match by name and branch; ask where the births differ or several fit."""
        found = self._in_branch(row)
        births_differ = any(
            m.birth and row.values.birth and not agree(m.birth, row.values.birth) for m in found
        )
        if len(found) == 1 and not births_differ:
            row.member = found[0]
        elif found:
            where = self._draft.tree.path(row.branch)
            labels = [self._people.label(m.person_id) for m in found]
            answer = row.entry.ask(
                "row.same_person",
                (where, row.values.name, str(row.values.birth or "")),
                (*labels, ANOTHER_PERSON),
                organization=where,
                name=row.values.name,
            )
            if answer in labels:
                row.member = found[labels.index(answer)]

    # ---- the outcome -------------------------------------------------------------------------

    def write(self, rows: Sequence[RosterRow]) -> None:
        """Write members, those who are new bound to the posts they hold already."""
        newcomers: defaultdict[str, list[RosterRow]] = defaultdict(list)
        for row in rows:
            if row.entry.open and row.member is None and row.twin is None:
                newcomers[row.values.name].append(row)
        persons: dict[int, PersonId] = {}
        for name, those in newcomers.items():
            cards = [
                Newcomer(r.entry, name, r.place, r.values.birth.for_form if r.values.birth else "")
                for r in those
            ]
            bound = self._people.bind(name, cards)
            persons.update({id(those[i]): person for i, person in bound.items()})
        for row in rows:
            if row.entry.open:
                self._write(row, persons.get(id(row)))

    def _write(self, row: RosterRow, person: PersonId | None) -> None:
        draft = self._draft
        if row.member is None and row.twin is not None:
            row.member = row.twin.member
        if row.member is None:
            self._warn_of_double(row)
            row.entry.report.added(row.entry.number)
            new_person = person or draft.new_person(row.values.name)
            draft.bring_inside(new_person)
            fresh = Member(MemberId(draft.new_id()), new_person, row.place)
            row.member = renewed(draft, None, fresh, row.values)
        else:
            old = draft.members[row.member.id]
            place = self._transferred(row, old) or self._moved(row, old)
            row.member = renewed(draft, row.entry, place, row.values, old)
        draft.put_member(row.member)
        self._born[row.values.name, str(row.member.birth)] = row.member.organization_id

    def _transferred(self, row: RosterRow, old: Member) -> Member | None:
        """Return a membership of its own for another branch from 转入日期 on.

        The one before ends on that day and keeps its place for the days before.
        """
        day, span = row.values.entered, old.on_books
        in_branch = self._draft.tree.branch_of(old.organization_id).id == row.branch
        if in_branch or day is None or day == span.since or not span.covers(day):
            return None
        self._draft.put_member(replace(old, on_books=Span(span.since, day)))
        return replace(
            old,
            id=MemberId(self._draft.new_id()),
            organization_id=row.place,
            on_books=Span(day, span.until),
        )

    def _moved(self, row: RosterRow, old: Member) -> Member:
        """Return the membership in the row's place; a group is kept where none is given."""
        tree = self._draft.tree
        in_branch = tree.branch_of(old.organization_id).id == row.branch
        if in_branch and not row.group_given:
            return old
        return replace(old, organization_id=row.place)

    def _warn_of_double(self, row: RosterRow) -> None:
        """Doubt a new member whom another branch has with the same name and birth."""
        birth = row.values.birth
        other = self._born.get((row.values.name, str(birth))) if birth else None
        if other is not None:
            where = self._draft.tree.path(other)
            row.entry.warn(BIRTH, "row.possible_double", organization=where)


def _said(entry: Entry) -> dict[str, str]:
    return {k: v for k, v in {**entry.row.cells, **entry.row.extra}.items() if k != "序号"}
