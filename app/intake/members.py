"""Rosters: rows become members of their branches, matched to those who are there already."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from app.domain.dates import Span
from app.domain.errors.catalogue import fault
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member, Person
from app.domain.words import MemberStatus, OrganizationKind
from app.intake.cells import filled, organization_key
from app.intake.draft import Draft
from app.intake.member_changes import fresh, renewed, says_nothing_new
from app.intake.member_matching import SAME_PERSON, Matching, RosterRow, still_open
from app.intake.member_values import (
    BIRTH,
    BRANCH,
    GROUP,
    ID_NUMBER,
    NAME,
    differ,
    read_members,
)
from app.intake.names import OrganizationNames, paths
from app.intake.people import Newcomer, People
from app.intake.renamings import Waiting
from app.intake.report import ANOTHER_PERSON, Entry, Report

_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})


def enroll(
    draft: Draft,
    people: People,
    reports: Sequence[Report],
    names: OrganizationNames,
    under: OrganizationId | None,
    waiting: Waiting,
) -> list[RosterRow]:
    """Put the rows of all rosters into the draft; returns those that become members.

    Args:
        draft: as it stands.
        people: finds persons.
        reports: of the rosters.
        names: finds organisations.
        under: the branch where none is written.
        waiting: organisations that wait for an answer; their members wait with them.
    """
    if not reports:
        return []
    reader = _Reader(draft, names, under, waiting)
    read = [row for report in reports for row in reader.rows(report)]
    rows = _without_doubles(draft, read)
    matching = Matching(draft, people)
    matching.match(rows)
    _Writer(draft, people, matching).write(rows)
    return still_open(rows)


# ---- reading ---------------------------------------------------------------------------------


class _Reader:
    """Finds the branch and the group of every row, each distinct text once."""

    def __init__(
        self,
        draft: Draft,
        names: OrganizationNames,
        under: OrganizationId | None,
        waiting: Waiting,
    ) -> None:
        self._waiting = waiting
        self._tree = draft.tree
        self._names = names
        self._default = under
        root = draft.tree.root
        if under is None and root.kind in _BRANCHES:
            self._default = root.id
        self._groups: dict[tuple[str, OrganizationId], OrganizationId | None] = {}

    def rows(self, report: Report) -> Iterator[RosterRow]:
        """Give the rows of a table that can be taken."""
        found = list(read_members(report))
        numbers, closed = report.columns.numbers, report.closed
        blank = [""] * len(numbers)
        branches = report.columns.cells.get(BRANCH, blank)
        groups = report.columns.cells.get(GROUP, blank)
        places = self._places(report, branches, [index for index, _ in found])
        for index, values in found:
            if numbers[index] in closed:
                continue
            place, branch = places[branches[index]]
            group = self._group(report, index, groups[index], branch) if groups[index] else None
            yield RosterRow(
                report,
                index,
                values,
                branch,
                group or place,
                group is not None or place != branch,
            )

    def _places(
        self, report: Report, texts: Sequence[str], indexes: Sequence[int]
    ) -> dict[str, tuple[OrganizationId, OrganizationId]]:
        """Return place and branch by what is written; rows without one are told so."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for index in indexes:
            rows[texts[index]].append(report.columns.numbers[index])
        found = {}
        for text, numbers in rows.items():
            place = self._place(report, filled(text), numbers)
            if place is None:
                continue
            branch = self._tree.branch_of(place)
            found[text] = place, branch.id
            if branch.kind not in _BRANCHES:
                for number in numbers:
                    if number not in report.closed:
                        doubt = fault("row.not_branch", "", name=branch.name)
                        report.warn(number, BRANCH, doubt)
        return found

    def _place(self, report: Report, text: str, numbers: Sequence[int]) -> OrganizationId | None:
        if not text:
            if self._default is None:
                _reject_all(report, numbers, "row.missing", column=BRANCH)
            return self._default
        found = self._names.find(text)
        ask = self._waiting.get(organization_key(text))
        if ask is not None:
            ask(report, numbers)
            return None
        if len(found) == 1:
            return found[0].id
        if not found:
            _reject_all(report, numbers, "row.organization_unknown", name=text)
            return None
        choices = paths(self._tree, found)
        answer = report.ask(
            numbers,
            "row.organization_ambiguous",
            (BRANCH, text),
            choices,
            name=text,
            count=len(found),
        )
        return choices[answer].id if answer else None

    def _group(
        self, report: Report, index: int, text: str, branch: OrganizationId
    ) -> OrganizationId | None:
        text = filled(text)
        if not text:
            return None
        if (text, branch) not in self._groups:
            found = self._names.within(text, branch)
            self._groups[text, branch] = found[0].id if len(found) == 1 else None
        group = self._groups[text, branch]
        if group is None:
            doubt = fault("row.organization_unknown", "", name=text)
            report.warn(report.columns.numbers[index], GROUP, doubt)
        return group


def _reject_all(report: Report, numbers: Sequence[int], code: str, **details: object) -> None:
    for number in numbers:
        report.reject(number, BRANCH, fault(code, "", **details))


# ---- the same person twice -------------------------------------------------------------------


def _without_doubles(draft: Draft, rows: Sequence[RosterRow]) -> list[RosterRow]:
    """Refuse rows that say the same twice; ask about rows that nothing tells apart."""
    by_name: defaultdict[tuple[str, str], list[RosterRow]] = defaultdict(list)
    by_number: dict[str, RosterRow] = {}
    for row in rows:
        number = row.values.id_number
        if number and number in by_number:
            row.entry.reject(ID_NUMBER, "row.duplicate", row=by_number[number].entry.number)
            continue
        earlier = by_name[row.branch, row.values.name]
        if earlier:
            same = [r for r in earlier if not differ(row.values, r.values)]
            if same and not _is_another(draft, row, same):
                continue
        earlier.append(row)
        if number:
            by_number[number] = row
    return still_open(rows)


def _is_another(draft: Draft, row: RosterRow, same: Sequence[RosterRow]) -> bool:
    """Tell whether a row is to be taken beside earlier ones that look like it."""
    for earlier in same:
        if _said(earlier.entry) == _said(row.entry):
            row.entry.reject(NAME, "row.duplicate", row=earlier.entry.number)
            return False
    where = draft.tree.path(row.branch)
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


def _said(entry: Entry) -> dict[str, str]:
    row = entry.row
    return {k: v for k, v in {**row.cells, **row.extra}.items() if k != "序号"}


# ---- the outcome -----------------------------------------------------------------------------


class _Writer:
    """Writes members into the draft, those who are new bound to the posts they hold already."""

    def __init__(self, draft: Draft, people: People, matching: Matching) -> None:
        self._draft = draft
        self._people = people
        self._branch_of = matching.branch_of

    @cached_property
    def _born(self) -> dict[tuple[str, int], OrganizationId]:
        """Where those who are there were entered, by name and month of birth."""
        draft = self._draft
        return {
            (draft.persons[m.person_id].name, m.birth.year * 100 + m.birth.month): m.organization_id
            for m in draft.members.values()
            if m.status is MemberStatus.ACTIVE and m.birth is not None
        }

    def write(self, rows: Sequence[RosterRow]) -> None:
        rows = still_open(rows)
        holders = self._bound(rows)
        rows = still_open(rows) if holders is not None else rows
        coming = [row for row in rows if row.member is None and row.twin is None]
        self._tell_new(coming)
        for row in rows:
            if row.member is not None:
                self._renew(row)
        self._draft.later(partial(self._enter, coming, holders))
        for row in rows:
            if row.twin is not None:
                self._draft.settle()
                row.member = row.twin.member
                self._renew(row)

    def _bound(self, rows: Sequence[RosterRow]) -> dict[int, PersonId] | None:
        """Return who of the new members has a post already, by the row's id; None: nobody has."""
        unbound = self._draft.unbound_names()
        if not unbound:
            return None
        newcomers: defaultdict[str, list[RosterRow]] = defaultdict(list)
        for row in rows:
            if row.values.name in unbound and row.member is None and row.twin is None:
                newcomers[row.values.name].append(row)
        persons: dict[int, PersonId] = {}
        for name, those in newcomers.items():
            cards = [
                Newcomer(r.entry, name, r.place, r.values.birth.for_form if r.values.birth else "")
                for r in those
            ]
            bound = self._people.bind(name, cards)
            persons.update({id(those[i]): person for i, person in bound.items()})
        return persons

    def _tell_new(self, rows: Sequence[RosterRow]) -> None:
        """Tell who is new, and doubt whom another branch has with the same name and birth."""
        born = self._born if rows else {}
        for row in rows:
            values = row.values
            number = row.report.columns.numbers[row.index]
            row.report.added(number)
            birth = values.birth
            if birth is None:
                continue
            other = born.setdefault((values.name, birth.year * 100 + birth.month), row.place)
            if other != row.place:
                where = self._draft.tree.path(other)
                doubt = fault("row.possible_double", "", organization=where)
                row.report.warn(number, BIRTH, doubt)

    def _enter(self, rows: Sequence[RosterRow], holders: Mapping[int, PersonId] | None) -> None:
        """Enter those who are new."""
        draft, new_id = self._draft, self._draft.new_id
        for row in rows:
            holder = holders.get(id(row)) if holders else None
            if holder is None:
                person = Person(PersonId(new_id()), row.values.name)
                row.member = fresh(MemberId(new_id()), person.id, row.place, row.values)
                draft.add_member(person, row.member)
            else:
                draft.bring_inside(holder)
                row.member = fresh(MemberId(new_id()), holder, row.place, row.values)
                draft.put_member(row.member)

    def _renew(self, row: RosterRow) -> None:
        """Put what a row says into the membership that is there."""
        if row.member is None:
            return
        draft = self._draft
        old = draft.members[row.member.id]
        here = self._branch_of(old.organization_id) == row.branch
        stays = here and (not row.group_given or old.organization_id == row.place)
        name = draft.persons[old.person_id].name
        if stays and says_nothing_new(old, name, row.values):
            return
        place = self._transferred(row, old, here=here)
        if place is None:
            place = old if stays else replace(old, organization_id=row.place)
        row.member = renewed(draft, row.entry, place, row.values, old)
        draft.put_member(row.member)

    def _transferred(self, row: RosterRow, old: Member, *, here: bool) -> Member | None:
        """Return a membership of its own for another branch from 转入日期 on.

        The one before ends on that day and keeps its place for the days before.
        """
        day, span = row.values.entered, old.on_books
        if here or day is None or day == span.since or not span.covers(day):
            return None
        self._draft.put_member(replace(old, on_books=Span(span.since, day)))
        return replace(
            old,
            id=MemberId(self._draft.new_id()),
            organization_id=row.place,
            on_books=Span(day, span.until),
        )
