"""Which member that is there already a roster's row means, or the question about it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.dates import PartialDate
from app.domain.ids import MemberId, OrganizationId
from app.domain.organization import Member
from app.domain.plausibility import agree, birth_of, is_valid_id
from app.domain.words import MemberStatus
from app.intake.draft import Draft
from app.intake.member_changes import says_nothing_new
from app.intake.member_values import PARTY_POST, MemberValues
from app.intake.people import People
from app.intake.report import ANOTHER_PERSON, Entry, Report, numbered

SAME_PERSON = "同一个人"
TRANSFERRED = "转接组织关系"
NAMESAKE = "同名的另一个人"
_MOVABLE = frozenset({MemberStatus.ACTIVE, MemberStatus.MOVED_OUT})


@dataclass(slots=True, eq=False)
class RosterRow:
    """A row on its way to becoming a member."""

    report: Report
    index: int
    values: MemberValues
    branch: OrganizationId
    place: OrganizationId
    """The branch, or a group of it."""
    group_given: bool
    member: Member | None = None
    twin: "RosterRow | None" = None
    """An earlier row of the same person."""

    @property
    def entry(self) -> Entry:
        """The row in its table."""
        return Entry(self.report, self.index)


def still_open(rows: Sequence[RosterRow]) -> list[RosterRow]:
    """Return the rows that are neither refused nor waiting."""
    if not any(report.closed for report in {row.report for row in rows}):
        return list(rows)
    return [r for r in rows if r.report.columns.numbers[r.index] not in r.report.closed]


class Matching:
    """Finds who the rows are: by ID number, else by name, birth and branch; else asks."""

    def __init__(self, draft: Draft, people: People) -> None:
        """Search among the members of ``draft``."""
        self._draft = draft
        self._people = people
        self._taken: set[MemberId] = set()
        self._branches: dict[OrganizationId, OrganizationId] = {}

    @cached_property
    def _named(self) -> Mapping[str, list[Member]]:
        """Those who are there by name."""
        persons = self._draft.persons
        found: defaultdict[str, list[Member]] = defaultdict(list)
        for member in self._draft.members.values():
            found[persons[member.person_id].name].append(member)
        return dict(found)

    def match(self, rows: Sequence[RosterRow]) -> None:
        """Give rows the member that they mean; what is certain first, whatever their order."""
        if not self._draft.members:
            return
        for row in rows:
            number = row.values.id_number
            found = self._draft.member_by_id_number(number) if number else None
            if found is not None:
                self._take(row, found)
        for step in (
            self._as_listed,
            self._by_birth,
            self._any_as_listed,
            self._by_name,
            self._by_other_number,
            self._elsewhere,
        ):
            self._each(rows, step)

    def branch_of(self, place: OrganizationId) -> OrganizationId:
        """Return the branch of a group; any other organisation is its own."""
        found = self._branches.get(place)
        if found is None:
            found = self._branches[place] = self._draft.tree.branch_of(place).id
        return found

    def _each(self, rows: Sequence[RosterRow], step: Callable[[RosterRow], Member | None]) -> None:
        for row in rows:
            if row.member is None and row.twin is None and row.values.name in self._named:
                found = step(row) if row.entry.open else None
                if found is not None:
                    self._take(row, found)

    def _take(self, row: RosterRow, found: Member) -> None:
        if found.id not in self._taken:
            row.member = found
            self._taken.add(found.id)

    def _here(self, row: RosterRow) -> list[Member]:
        """Return the members of this name in the row's branch whom no other row means."""
        return [
            m
            for m in self._named.get(row.values.name, ())
            if m.id not in self._taken and self.branch_of(m.organization_id) == row.branch
        ]

    def _as_listed(self, row: RosterRow) -> Member | None:
        """Match the one of whom everything that the row says is known already."""
        found = self._known(row)
        return found[0] if len(found) == 1 else None

    def _any_as_listed(self, row: RosterRow) -> Member | None:
        """Match one of several whom the row would all leave as they are."""
        found = [] if row.entry.text(PARTY_POST) else self._known(row)
        return found[0] if found else None

    def _known(self, row: RosterRow) -> list[Member]:
        values = row.values
        return [m for m in self._here(row) if says_nothing_new(m, values.name, values)]

    def _by_birth(self, row: RosterRow) -> Member | None:
        birth = row.values.birth
        found = [
            m
            for m in self._here(row)
            if birth and m.birth and agree(birth, m.birth) and not _other_number(row, m)
        ]
        return found[0] if len(found) == 1 else None

    def _by_name(self, row: RosterRow) -> Member | None:
        """Match by name and branch; ask where the births differ or several fit."""
        found = [m for m in self._here(row) if not _other_number(row, m)]
        birth = row.values.birth
        differ = any(m.birth and birth and not agree(m.birth, birth) for m in found)
        if len(found) == 1 and not differ:
            return found[0]
        return self._ask(row, "row.same_person", found) if found else None

    def _by_other_number(self, row: RosterRow) -> Member | None:
        """Ask about a member of the same name, birth and branch with another ID number."""
        found = [m for m in self._here(row) if _other_number(row, m) and not _other_birth(row, m)]
        if not found:
            return None
        labels = numbered([SAME_PERSON] * len(found))
        answer = row.entry.ask(
            "row.other_number",
            (self._where(row.branch), row.values.name, row.values.id_number),
            (*labels, ANOTHER_PERSON),
            organization=self._where(row.branch),
            name=row.values.name,
            old="、".join(m.id_number[-4:] for m in found),
            new=row.values.id_number[-4:],
        )
        return found[labels.index(answer)] if answer in labels else None

    def _elsewhere(self, row: RosterRow) -> Member | None:
        """Ask about a member of the same name in another branch, whom no row there speaks of."""
        found = [
            m
            for m in self._named[row.values.name]
            if m.id not in self._taken
            and m.status in _MOVABLE
            and self.branch_of(m.organization_id) != row.branch
            and not (_other_number(row, m) or _other_birth(row, m) or _unlike(row, m))
        ]
        if not found:
            return None
        places = [self._where(m.organization_id) for m in found]
        one = len(found) == 1
        labels = numbered([TRANSFERRED if one else f"{TRANSFERRED}（{p}）" for p in places])
        answer = row.entry.ask(
            "row.other_branch",
            (self._where(row.branch), row.values.name, str(row.values.birth or ""), *places),
            (*labels, NAMESAKE),
            organization="、".join(places),
            name=row.values.name,
        )
        return found[labels.index(answer)] if answer in labels else None

    def _ask(self, row: RosterRow, code: str, found: Sequence[Member]) -> Member | None:
        where = self._where(row.branch)
        labels = [self._people.label(m.person_id) for m in found]
        answer = row.entry.ask(
            code,
            (where, row.values.name, str(row.values.birth or "")),
            (*labels, ANOTHER_PERSON),
            organization=where,
            name=row.values.name,
        )
        return found[labels.index(answer)] if answer in labels else None

    def _where(self, place: OrganizationId) -> str:
        return self._draft.tree.path(place)


def _other_number(row: RosterRow, member: Member) -> bool:
    number = row.values.id_number
    return bool(member.id_number and number and member.id_number != number)


def _birth(birth: PartialDate | None, id_number: str) -> PartialDate | None:
    return birth or (birth_of(id_number) if is_valid_id(id_number) else None)


def _other_birth(row: RosterRow, member: Member) -> bool:
    one = _birth(row.values.birth, row.values.id_number)
    other = _birth(member.birth, member.id_number)
    return bool(one and other and not agree(one, other))


def _unlike(row: RosterRow, member: Member) -> bool:
    values = row.values
    if values.sex and member.sex and values.sex != member.sex:
        return True
    return bool(values.joined and member.joined and not agree(values.joined, member.joined))
