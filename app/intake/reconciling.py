"""Compares rosters from elsewhere with the members of a unit; nothing is proposed or written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.dates import PartialDate
from app.domain.directory import Directory
from app.domain.ids import OrganizationId
from app.domain.organization import Member
from app.domain.plausibility import agree
from app.domain.proposal import FieldChange, SheetTable
from app.domain.reconciliation import Listed, Reconciliation, Unsure, reconcile
from app.domain.words import MEMBER_CATEGORIES, MEMBER_STATUSES
from app.intake.cells import filled
from app.intake.member_values import (
    BIRTH,
    BRANCH,
    CATEGORY,
    FULL,
    ID_NUMBER,
    JOINED,
    NAME,
    PHONE,
    POST,
    SEX,
    STATUS,
    MemberValues,
    read_members,
)
from app.intake.names import OrganizationNames
from app.intake.report import Report


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says, and where it puts the member."""

    values: MemberValues
    branch: str
    places: frozenset[OrganizationId] | None
    """The organisations that the branch can mean; None: nothing is written."""


def compare(
    tables: Sequence[SheetTable], directory: Directory, top: OrganizationId
) -> Reconciliation:
    """Compare rosters with the members of a unit and below who are on the books.

    Args:
        tables: recognised rosters.
        directory: the structure on the day of comparison.
        top: the unit.
    """
    comparison = _Comparison(directory, top)
    listed, unread = [], []
    for table in tables:
        report = Report(table, {})
        listed += comparison.listed(report)
        faults = report.finish().rejected
        names = report.columns.cells.get(NAME, ())
        at = {number: index for index, number in enumerate(report.columns.numbers)}
        for found in faults:
            name = names[at[found.row]] if names else ""
            unread.append(Unsure(found.row, name, found.message))
    return reconcile(listed, comparison.here(), comparison.fields, unread)


class _Comparison:
    def __init__(self, directory: Directory, top: OrganizationId) -> None:
        self._directory = directory
        self._top = top
        self._names = OrganizationNames(directory.tree, top)
        self._said: dict[int, _Said] = {}
        self._members: dict[int, Member] = {}

    def listed(self, report: Report) -> list[Listed]:
        branches: Sequence[str] = report.columns.cells.get(BRANCH, ())
        found = []
        for index, values in read_members(report):
            number = report.columns.numbers[index]
            if number in report.closed:
                continue
            branch = filled(branches[index]) if branches else ""
            places = frozenset(o.id for o in self._names.find(branch)) if branch else None
            one = self._directory.tree.path(*places) if places and len(places) == 1 else branch
            person = Listed(values.name, one, values.birth, values.id_number, number)
            self._said[id(person)] = _Said(values, branch, places)
            found.append(person)
        return found

    def here(self) -> list[Listed]:
        directory, found = self._directory, []
        for member in directory.on_books:
            if directory.tree.within(member.organization_id, self._top):
                name = directory.persons[member.person_id].name
                branch = directory.tree.branch_of(member.organization_id).id
                where = directory.tree.path(branch)
                number = member.id_number.upper()
                person = Listed(name, where, member.birth, number, 0, member.person_id)
                self._members[id(person)] = member
                found.append(person)
        return found

    def fields(self, listed: Listed, here: Listed) -> Iterator[FieldChange]:
        said, member = self._said[id(listed)], self._members[id(here)]
        if listed.name != here.name:
            yield FieldChange(NAME, here.name, listed.name)
        if said.places is not None and not self._is_in(member, said.places):
            yield FieldChange(BRANCH, here.place, said.branch)
        values = said.values
        yield from _dates(
            {
                BIRTH: (member.birth, values.birth),
                JOINED: (member.joined, values.joined),
                FULL: (member.full_since, values.full_since),
            }
        )
        texts = (
            (SEX, member.sex, values.sex),
            (POST, member.post, values.post),
            (
                CATEGORY,
                MEMBER_CATEGORIES[member.category],
                MEMBER_CATEGORIES[values.category] if values.category else "",
            ),
            (
                STATUS,
                MEMBER_STATUSES[member.status],
                MEMBER_STATUSES[values.status] if values.status else "",
            ),
            (ID_NUMBER, member.id_number, values.id_number),
            (PHONE, member.phone, values.phone),
        )
        for column, old, new in texts:
            if new and old != new:
                yield FieldChange(column, old, new)

    def _is_in(self, member: Member, places: Iterable[OrganizationId]) -> bool:
        tree = self._directory.tree
        return any(tree.within(member.organization_id, place) for place in places)


def _dates(
    pairs: Mapping[str, tuple[PartialDate | None, PartialDate | None]],
) -> Iterator[FieldChange]:
    for column, (old, new) in pairs.items():
        if new is not None and (old is None or not agree(old, new)):
            yield FieldChange(column, str(old or ""), str(new))
