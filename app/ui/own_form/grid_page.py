"""A sheet of an Excel file; a click on a cell tells which one it was."""

from collections.abc import Mapping
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from app.domain.form import Align, TextStyle
from app.domain.own_form import Certainty
from app.domain.own_table import reference_of
from app.domain.table import TableCell, TableSpec
from app.ui.own_form.colours import CHOSEN, FILLS, WORDS
from app.ui.paper_form.colours import INK, WHITE, paper_palette
from app.ui.paper_form.paper_room import screen_font
from app.ui.sheet_view import ALIGNMENTS
from app.ui.widgets import dressed

MARGIN = 200
"""Twips of white around the sheet."""
FAINT = QColor("#dfe3e8")
SMALLEST, LARGEST = 8, 13
"""Pixels of the words in chosen cells."""
LETTERS = 0.62


class GridPage(QWidget):
    """White paper with the cells of a sheet; chosen ones show which figure they take."""

    clicked = Signal(str)
    """The reference of a cell (A6)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        dressed(self, accessibleName="工作表", autoFillBackground=True)
        self.setPalette(paper_palette())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._spec: TableSpec | None = None
        self._names: Mapping[str, str] = {}
        self._chosen = ""
        self._scale = 1 / 18
        self._columns: list[int] = [0]
        self._lines: list[int] = [0]

    def show_sheet(self, spec: TableSpec, names: Mapping[str, str]) -> None:
        """Show a sheet; ``names`` are the words in the chosen cells: reference → figure."""
        self._spec, self._names = spec, names
        self.set_scale(self._scale)

    def page_width(self) -> float:
        """Return the width of the sheet in twips."""
        return sum(self._spec.widths) + 2 * MARGIN if self._spec else 1

    def set_scale(self, pixels_per_twip: float) -> None:
        """Show the sheet in this size."""
        self._scale = pixels_per_twip
        if self._spec is not None:
            self._columns = [
                round(edge * self._scale) for edge in accumulate(self._spec.widths, initial=MARGIN)
            ]
            self._lines = [
                round(edge * self._scale) for edge in accumulate(self._spec.heights, initial=MARGIN)
            ]
        self.setFixedSize(self.sizeHint())
        self.update()

    def choose(self, reference: str) -> None:
        """Mark a cell as the one that is looked at."""
        self._chosen = reference
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the sheet with its margin."""
        margin = round(MARGIN * self._scale)
        return QSize(self._columns[-1] + margin, self._lines[-1] + margin)

    def place_of(self, cell: TableCell) -> QRect:
        """Return where a cell stands, in pixels."""
        columns, lines = self._columns, self._lines
        right = min(cell.column + cell.column_span, len(columns) - 1)
        bottom = min(cell.row + cell.row_span, len(lines) - 1)
        return QRect(
            QPoint(columns[cell.column], lines[cell.row]), QPoint(columns[right], lines[bottom])
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which cell was clicked."""
        at = event.position().toPoint()
        for cell in self._spec.cells if self._spec else ():
            if self.place_of(cell).contains(at):
                self.clicked.emit(reference_of(cell))
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint cells, texts and the names of figures."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), WHITE)
            for cell in self._spec.cells if self._spec else ():
                self._draw(painter, cell)

    def _draw(self, painter: QPainter, cell: TableCell) -> None:
        place, reference = self.place_of(cell), reference_of(cell)
        figure = self._names.get(reference, "")
        if figure:
            painter.fillRect(place, FILLS[Certainty.CERTAIN])
        painter.setPen(QPen(INK if cell.framed else FAINT, 0))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        box = QRectF(place).adjusted(3, 1, -3, -1)
        if cell.text:
            self._print(painter, cell, box)
        elif figure:
            font = self.font()
            font.setPixelSize(max(SMALLEST, min(LARGEST, round(box.height() * LETTERS))))
            painter.setFont(font)
            painter.setPen(WORDS)
            shown = painter.fontMetrics().elidedText(
                figure, Qt.TextElideMode.ElideRight, round(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        if reference == self._chosen:
            painter.setPen(QPen(CHOSEN, 2.5))
            painter.drawRect(place.adjusted(1, 1, -2, -2))

    def _print(self, painter: QPainter, cell: TableCell, box: QRectF) -> None:
        """Paint what is printed; a text without a frame may run over the cells beside it."""
        option = QTextOption(ALIGNMENTS[cell.align] | Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if not cell.framed and cell.align is Align.LEFT:
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            box.setRight(self.width())
        style = TextStyle(font=cell.font, half_points=cell.half_points, bold=cell.bold)
        painter.setFont(screen_font(style, self._scale))
        painter.setPen(INK)
        painter.drawText(box, cell.text, option)
