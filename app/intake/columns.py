"""Reads the cells of a table column by column, each distinct text only once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.errors.fault import Fault
from app.domain.proposal import SheetRows
from app.intake.report import Report

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Cell(Generic[V_co]):
    """What a text says, and what is wrong with it."""

    value: V_co
    doubt: Fault | None = None
    refused: Fault | None = None
    """Why its row cannot be taken."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of a table by column, and where to tell what is wrong with them."""

    report: Report
    rows: SheetRows

    def read(self, column: str, read: Callable[[str], Cell[V]], nothing: V) -> list[V]:
        """Return the value of a column for every row, told what is wrong.

        Args:
            column: canonical name.
            read: makes out one text.
            nothing: the value where the table has no such column.
        """
        texts = self.rows.cells.get(column)
        if texts is None:
            return [nothing] * len(self.rows)
        cells = {text: read(text) for text in set(texts)}
        faulty = {text for text, cell in cells.items() if cell.doubt or cell.refused}
        if faulty:
            for number, text in zip(self.rows.numbers, texts, strict=True):
                if text in faulty:
                    self._tell(number, column, cells[text])
        values = {text: cell.value for text, cell in cells.items()}
        return [values[text] for text in texts]

    def _tell(self, number: int, column: str, cell: Cell[object]) -> None:
        if cell.refused is not None:
            self.report.reject(number, column, cell.refused)
        if cell.doubt is not None:
            self.report.warn(number, column, cell.doubt)
