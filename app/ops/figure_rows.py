"""统计表 among the files of an import: whose figures they are, and what holding them would do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff_records import UnitFigures
from app.domain.ids import OrganizationId
from app.domain.matches import searched
from app.domain.organization import Organization
from app.domain.proposal import (
    FieldChange,
    Proposal,
    ProposedRow,
    RowFault,
    RowStatus,
    SheetKind,
    SheetProposal,
    SheetTable,
    Writes,
)
from app.domain.review import Round
from app.domain.unit_figures import GivenFigures
from app.intake.figures_rows import DAY, PARTIAL, UNIT
from app.ops.figures_held import day_doubts
from app.ops.reporting import PARTIAL as MARKED_PARTIAL
from app.ops.units import UnitOps, sheet_doubts
from app.ops.workspace import Workspace

_UNIT = "填报单位"
_DAY, _SOURCE, _WAY = "填报时间", "来源", "统计方式"
_BY_RECORDS, _BY_FIGURES = "按记录", "按报表数"


class FigureRows:
    """Proposes the 统计表 of one import; no unit is given figures of one day by two of them."""

    def __init__(
        self,
        workspace: Workspace,
        units: UnitOps,
        round_name: str | None = None,
        under: OrganizationId | None = None,
    ) -> None:
        """Propose nothing yet.

        Args:
            workspace: the ledger.
            units: holds the figures.
            round_name: of which round; None: the latest.
            under: whose figures they are; None: whose name stands on the table.
        """
        self._workspace, self._units = workspace, units
        self._round_name, self._under = round_name, under
        self._tree = workspace.directory(workspace.today()).tree
        self._files: dict[tuple[OrganizationId, str], str] = {}
        self.figures: list[UnitFigures] = []
        """What would be held, of all tables that were proposed."""

    def propose(self, table: SheetTable) -> SheetProposal:
        """Return what taking one table in would do; a wrong unit rejects it."""
        (row,) = table.rows
        file = Path(table.file).name
        try:
            round_ = self._workspace.round(self._round_name)
            unit = self._unit(row.cells, file)
        except Refusal as refused:
            wrong = tuple(_said(table, row.number, each) for each in refused.faults)
            rejected = ProposedRow(row.number, RowStatus.REJECTED, row.cells[UNIT])
            return SheetProposal(table, (rejected,), wrong)
        given = _given(row.cells, unit, round_, file)
        before = self._units.given(unit.id, round_)
        status, changes = self._difference(given, before)
        if status is not RowStatus.UNCHANGED:
            self.figures.append(given)
        told = [*table.warnings, *self._doubts(row.cells, unit, round_, before)]
        told += day_doubts(self._workspace, before, given, round_)
        return SheetProposal(
            table,
            (ProposedRow(row.number, status, unit.name, changes),),
            warnings=tuple(_said(table, 0, each) for each in told),
        )

    def _unit(self, cells: Mapping[str, str], file: str) -> Organization:
        """Return whose figures a table has.

        Raises:
            Refusal: ``figures.unit_*``, ``figures.not_a_unit``.
        """
        found = self._tree[self._under] if self._under else self._named(cells[UNIT])
        self._units.require_unit(found.id)
        same = found.id, cells[DAY]
        if same in self._files:
            raise refusal("figures.unit_twice", name=found.name, file=self._files[same])
        self._files[same] = file
        return found

    def _named(self, written: str) -> Organization:
        wanted = searched(written)
        if not wanted:
            raise refusal("figures.unit_missing")
        directory = self._workspace.directory(self._workspace.today())
        every = [o for o in self._tree.organizations if directory.is_active(o)]
        found = [o for o in every if wanted in (searched(o.name), searched(o.short_name))]
        if not found:
            raise refusal("figures.unit_unknown", name=written)
        if len(found) > 1:
            paths = "；".join(self._tree.path(each.id) for each in found)
            raise refusal("figures.unit_ambiguous", name=written, count=len(found), paths=paths)
        return found[0]

    def _difference(
        self, given: UnitFigures, before: GivenFigures | None
    ) -> tuple[RowStatus, tuple[FieldChange, ...]]:
        """Return how what would be held differs from what is, as of its day or an earlier one."""
        if before is None or not before.newest.values:
            return RowStatus.NEW, ()
        day = given.as_of or date.min
        held = before.of(given.as_of) or before.on(day)
        if held is None and before.held:
            return RowStatus.NEW, ()
        held = held or before.newest
        if before.used and replace(held, id=0, time="", who="") == given:
            return RowStatus.UNCHANGED, ()
        changes = tuple(_changes(held, given, self._units.titles()))
        return RowStatus.CHANGED, changes

    def _doubts(
        self,
        cells: Mapping[str, str],
        unit: Organization,
        round_: Round,
        before: GivenFigures | None,
    ) -> Iterator[Fault]:
        yield from sheet_doubts(cells[UNIT], unit, is_partial=bool(cells[PARTIAL]))
        is_held = before is not None and before.used
        if not is_held and self._units.has_records(unit.id, round_):
            yield fault("figures.for_records", name=unit.name)


def _given(cells: Mapping[str, str], unit: Organization, round_: Round, file: str) -> UnitFigures:
    """Return what would be held, without the time."""
    beside = (UNIT, DAY, PARTIAL)
    return UnitFigures(
        round=round_.id,
        unit=unit.id,
        as_of=date.fromisoformat(cells[DAY]) if cells[DAY] else None,
        source=file + (MARKED_PARTIAL if cells[PARTIAL] else ""),
        time="",
        values={name: int(text) for name, text in cells.items() if name not in beside},
    )


def _changes(
    held: UnitFigures, given: UnitFigures, titles: Mapping[str, str]
) -> Iterator[FieldChange]:
    if not held.used:
        yield FieldChange(_WAY, _BY_RECORDS, _BY_FIGURES)
    for measure, title in titles.items():
        old, new = held.values.get(measure), given.values.get(measure)
        if old != new:
            yield FieldChange(title, *("" if n is None else str(n) for n in (old, new)))
    for column, before, after in (
        (_DAY, held.as_of, given.as_of),
        (_SOURCE, held.source, given.source),
    ):
        if before != after:
            yield FieldChange(column, str(before or ""), str(after or ""))


def _said(table: SheetTable, row: int, said: Fault) -> RowFault:
    return RowFault(row, _UNIT if row else "", said, table.row_word)


# ---- among other files -----------------------------------------------------------------------


def holds_figures(table: SheetTable) -> bool:
    """Tell whether a table of an import is a 统计表 that could be read."""
    return table.kind is SheetKind.FIGURES and not table.is_unread


def with_figures(tables: Sequence[SheetTable], proposal: Proposal, figures: FigureRows) -> Proposal:
    """Return what an import would do with its 统计表, too.

    Args:
        tables: those of all files, in their order.
        proposal: what it would do with all others.
        figures: says it of each 统计表.

    Raises:
        Refusal: with the faults of all files, where there are only 统计表 and none is taken.
    """
    others = iter(proposal.sheets)
    sheets = tuple(figures.propose(t) if holds_figures(t) else next(others) for t in tables)
    if all(map(_is_refused, sheets)):
        raise Refusal(*(replace(r.fault, place=s.table.file) for s in sheets for r in s.rejected))

    def writes() -> Writes:
        return replace(proposal.writes, figures=tuple(figures.figures))

    return Proposal(sheets, writes)


def _is_refused(sheet: SheetProposal) -> bool:
    is_whole = sheet.table.kind is SheetKind.FIGURES or sheet.table.is_unread
    return is_whole and bool(sheet.rejected)
