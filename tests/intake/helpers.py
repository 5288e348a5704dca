"""Writes the sheets that people bring and runs them through the whole of intake."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import openpyxl

from app.domain.directory import Directory
from app.domain.ids import OrganizationId
from app.domain.organization import Organization, Person, Records
from app.domain.words import OrganizationKind, PostKind
from app.intake.propose import propose
from app.intake.sheets import read_sheets
from app.intake.tables import recognise
from app.specs.column_reader import read_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from app.domain.proposal import Proposal, SheetKind, SheetTable
    from app.domain.review import Review
    from app.intake.review_rows import ReviewContext

BOOKS = read_columns()
ORGANIZATIONS = ("党组织名称", "党组织类别", "上级党组织")


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id-{next(numbers)}"


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
    book.save(path)
    book.close()
    return path


def read(path: Path, kind: SheetKind | None = None) -> list[SheetTable]:
    return recognise(path.name, read_sheets(path), BOOKS, kind)


class Ledger:
    """Records that imports are applied to, as the program would."""

    def __init__(
        self,
        folder: Path,
        root: str = "城阳分局党委",
        kind: str = "committee",
        context: Callable[[Sequence[Review]], ReviewContext] | None = None,
    ) -> None:
        top = Organization(OrganizationId("root"), root, OrganizationKind(kind))
        self.folder = folder
        self.records = Records(organizations=(top,))
        self.answers: dict[Any, str] = {}
        self.reviews: tuple[Review, ...] = ()
        self.context = context
        self.new_id = ids()
        self.waiting: list[SheetTable] = []
        self._files = count(1)

    def propose(self, *sheets: Sequence[Sequence[Any]], under: str | None = None) -> Proposal:
        tables = [
            table
            for rows in sheets
            for table in read(write_xlsx(self.folder / f"{next(self._files)}.xlsx", rows))
        ]
        return self.propose_tables(tables, under)

    def propose_tables(self, tables: Sequence[SheetTable], under: str | None = None) -> Proposal:
        top = self.organization(under).id if under else None
        context = self.context(self.reviews) if self.context else None
        return propose(tables, self.records, self.new_id, self.answers, top, context)

    def take(self, *sheets: Sequence[Sequence[Any]], under: str | None = None) -> Proposal:
        return self.apply(self.propose(*sheets, under=under))

    def answer(self, proposal: Proposal, option: str) -> Proposal:
        """Answer the one open question and apply the rows that waited."""
        (question,) = [q for s in proposal.sheets for q in s.questions]
        assert option in question.options
        self.answers[question.id] = option
        waiting = [s.waiting for s in proposal.sheets if s.waiting]
        return self.apply(self.propose_tables(waiting))

    def apply(self, proposal: Proposal) -> Proposal:
        writes, old = proposal.writes, self.records
        self.records = Records(
            _merge(old.organizations, writes.organizations),
            _merge(old.persons, writes.persons),
            _merge(old.members, writes.members),
            _without(_merge(old.appointments, writes.appointments), writes.ended_appointments),
            _without(_merge(old.oversights, writes.oversights), writes.ended_oversights),
        )
        known = {o.id for o in self.records.organizations}
        people = {p.id for p in self.records.persons}
        assert all(o.parent_id in known for o in self.records.organizations if o.parent_id)
        held: tuple[Any, ...] = (
            *self.records.members,
            *self.records.appointments,
            *self.records.oversights,
        )
        assert all(x.organization_id in known and x.person_id in people for x in held)
        self.reviews = _merge(self.reviews, writes.reviews)
        return proposal

    def organization(self, name: str) -> Organization:
        (found,) = [o for o in self.records.organizations if o.name == name]
        return found

    def person(self, name: str) -> Person:
        (found,) = [p for p in self.records.persons if p.name == name]
        return found

    def directory(self, day: date) -> Directory:
        return Directory(self.records, day)

    def paths(self) -> set[str]:
        tree = self.directory(date(2010, 12, 1)).tree
        return {tree.path(o.id) for o in tree}

    def holders(self, name: str, post: PostKind = PostKind.SECRETARY) -> list[str]:
        place = self.organization(name).id
        persons = {p.id: p.name for p in self.records.persons}
        return [
            persons[a.person_id]
            for a in self.records.appointments
            if a.organization_id == place and a.post is post and a.held.until is None
        ]

    def members(self, name: str) -> list[str]:
        place = self.organization(name).id
        persons = {p.id: p.name for p in self.records.persons}
        return [persons[m.person_id] for m in self.records.members if m.organization_id == place]


def _merge(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
    return tuple({**{x.id: x for x in old}, **{x.id: x for x in new}}.values())


def _without(things: Sequence[Any], gone: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(x for x in things if x.id not in gone)


def statuses(proposal: Proposal) -> list[str]:
    return [row.status.value for sheet in proposal.sheets for row in sheet.rows]


def codes(proposal: Proposal) -> list[tuple[int, str]]:
    return [(f.row, f.code) for sheet in proposal.sheets for f in sheet.rejected]


def warnings(proposal: Proposal) -> list[tuple[int, str]]:
    return [(f.row, f.code) for sheet in proposal.sheets for f in sheet.warnings]


def questions(proposal: Proposal) -> list[tuple[str, tuple[int, ...]]]:
    return [(q.code, q.rows) for sheet in proposal.sheets for q in sheet.questions]


def table(header: Sequence[str], *rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [header, *rows]


def rows_of(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[Sequence[Any]]:
    return [header, *([row.get(name) for name in header] for row in rows)]
