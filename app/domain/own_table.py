"""A unit's own statistics table while it is being taken in: which figure stands in which cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.scheme import TableDeclaration
from app.domain.table import TableCell, TableSpec

HEAD_TITLES: Mapping[str, str] = {"unit": "填报单位", "date": "填报时间"}
"""What is filled in beside the figures; what is printed before it stays."""


@dataclass(frozen=True)
class SheetDraft:
    """One sheet of the workbook."""

    spec: TableSpec
    """Every cell of the used part, without marks."""
    formulas: frozenset[str] = frozenset()
    """References of cells with a formula."""
    guesses: Mapping[str, str] = field(default_factory=dict)
    """Figure → reference, as the headings say."""


@dataclass(frozen=True)
class TableDraft:
    """An Excel file with the cells chosen for the figures."""

    file: str
    excel: bytes
    title: str
    sheets: tuple[SheetDraft, ...]
    sheet: int
    chosen: Mapping[str, str]
    """Figure → reference of its cell (A6)."""
    warnings: tuple[Fault, ...] = ()

    @property
    def shown(self) -> SheetDraft:
        """The sheet that is chosen."""
        return self.sheets[self.sheet]

    @cached_property
    def figure_of(self) -> Mapping[str, str]:
        """Reference → figure."""
        return {reference: figure for figure, reference in self.chosen.items()}

    def on_sheet(self, sheet: int) -> "TableDraft":
        """Return the draft on another sheet, with what its headings say."""
        return replace(self, sheet=sheet, chosen=dict(self.sheets[sheet].guesses))

    def with_figure(self, reference: str, figure: str) -> "TableDraft":
        """Return the draft with a figure chosen for a cell; empty: none.

        A figure that another cell had moves here.
        """
        kept = {f: r for f, r in self.chosen.items() if reference != r and f != figure}
        return replace(self, chosen={**kept, figure: reference} if figure else kept)


def reference_of(cell: TableCell) -> str:
    """Return the reference of a cell (A6)."""
    letters, column = "", cell.column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{cell.row + 1}"


def table_faults(draft: TableDraft) -> list[Fault]:
    """Return everything that stands in the way of taking the table in."""
    faults = []
    if not draft.title.strip():
        faults.append(fault("own.title", draft.file))
    if not set(draft.chosen) - set(HEAD_TITLES):
        faults.append(fault("own.no_figures", draft.file))
    cells = {reference_of(cell): cell for cell in draft.shown.spec.cells}
    for figure, reference in draft.chosen.items():
        faults += cell_faults(draft, figure, reference, cells)
    return faults


def cell_faults(
    draft: TableDraft, figure: str, reference: str, cells: Mapping[str, TableCell]
) -> list[Fault]:
    """Return what is wrong with one cell for one figure."""
    cell = cells.get(reference)
    if cell is None:
        return [fault("own.figure_outside", draft.file, cell=reference)]
    if reference in draft.shown.formulas:
        return [fault("own.figure_formula", draft.file, cell=reference)]
    if cell.text.strip() and figure not in HEAD_TITLES:
        return [fault("own.figure_text", draft.file, cell=reference, text=cell.text.strip()[:20])]
    return []


def own_declaration(
    draft: TableDraft, old: TableDeclaration | None, titles: Mapping[str, str]
) -> TableDeclaration:
    """Return what the scheme is to say about the table.

    Args:
        draft: as the user agreed to it.
        old: the scheme's table, whose place it takes, if there is one.
        titles: the headings of all figures.
    """
    measures = {figure: title for figure, title in titles.items() if figure in draft.chosen}
    columns = {figure: title for figure, title in measures.items() if "." not in figure}
    if old is None:
        return TableDeclaration("coverage", draft.title, "coverage.xlsx", (), columns=columns)
    return replace(old, title=draft.title, columns=columns)
