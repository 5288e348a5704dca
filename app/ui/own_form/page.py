"""The page of a form as it will look, with every cell to fill marked by how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from app.domain.form import FormSpec
from app.domain.own_form import Certainty, DraftCell
from app.ui.own_form.colours import CHOSEN, FILLS, SKIPPED, WORDS
from app.ui.paper_form.colours import WHITE, paper_palette
from app.ui.paper_form.paper_room import PrintedForm, print_form
from app.ui.widgets import dressed

INSIDE = 1.0
LETTERS = 0.62
"""Height of the words in a cell as a share of the least of its height and a line's."""
LINE = 300


@dataclass(frozen=True, slots=True)
class _Place:
    index: int
    rect: QRectF
    """On the sheet, in twips."""


class FormPage(QWidget):
    """White paper; a click on a cell tells which one it was."""

    clicked = Signal(int)
    """The place of a cell among those of the draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        dressed(self, accessibleName="表样预览", autoFillBackground=True)
        self.setPalette(paper_palette())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._printed: PrintedForm | None = None
        self._cells: Sequence[DraftCell] = ()
        self._fields: Mapping[str, str] = {}
        self._places: list[_Place] = []
        self._chosen = -1
        self._scale = 1 / 18

    def show_form(
        self, spec: FormSpec, cells: Sequence[DraftCell], fields: Mapping[str, str]
    ) -> None:
        """Show a form.

        Args:
            spec: the form as it will look.
            cells: those that could be filled in.
            fields: what people call each field; others show their own name.
        """
        self._fields = fields
        self._printed = print_form(spec, {})
        self._cells = cells
        at = {(cell.row, cell.column): index for index, cell in enumerate(cells)}
        flow = self._printed.flow
        self._places = [
            _Place(at[cell.row, cell.column], flow.place(cell))
            for cell in spec.cells
            if (cell.row, cell.column) in at
        ]
        self._resize()

    def page_width(self) -> float:
        """Return the width of the paper in twips."""
        return self._printed.flow.width if self._printed else 1.0

    def set_scale(self, pixels_per_twip: float) -> None:
        """Show the page in this size."""
        self._scale = pixels_per_twip
        self._resize()

    def choose(self, index: int) -> None:
        """Mark a cell as the one that is looked at; -1: none."""
        self._chosen = index
        self.update()

    def place_of(self, index: int) -> QRectF:
        """Return where a cell stands on the widget, in pixels."""
        found = next((place.rect for place in self._places if place.index == index), QRectF())
        return self._pixels(found)

    def sizeHint(self) -> QSize:
        """Return the size of the paper in pixels."""
        if self._printed is None:
            return QSize(10, 10)
        flow = self._printed.flow
        return QSize(round(flow.width * self._scale), round(flow.height * self._scale))

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def _pixels(self, twips: QRectF) -> QRectF:
        s = self._scale
        return QRectF(twips.x() * s, twips.y() * s, twips.width() * s, twips.height() * s)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which cell was clicked."""
        for place in self._places:
            if self._pixels(place.rect).contains(event.position()):
                self.clicked.emit(place.index)
                return

    # ---- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, and what is printed over them."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), WHITE)
            if self._printed is None:
                return
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            for place in self._places:
                colour = FILLS.get(self._cells[place.index].certainty)
                if colour is not None:
                    painter.fillRect(self._inner(place), colour)
            self._printed.paint(painter, self._scale)
            for place in self._places:
                self._name(painter, place)

    def _inner(self, place: _Place) -> QRectF:
        return self._pixels(place.rect).adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)

    def _name(self, painter: QPainter, place: _Place) -> None:
        cell, inner = self._cells[place.index], self._inner(place)
        if cell.certainty is Certainty.PRINTED:
            painter.setPen(QPen(SKIPPED, 1, Qt.PenStyle.DotLine))
            painter.drawRect(inner.adjusted(1, 1, -1, -1))
        else:
            font = self.font()
            font.setPixelSize(max(8, round(min(inner.height(), LINE * self._scale) * LETTERS)))
            painter.setFont(font)
            painter.setPen(WORDS)
            option = QTextOption(Qt.AlignmentFlag.AlignCenter)
            option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
            words = self._fields.get(cell.key, cell.label)
            painter.drawText(inner, words + (" *" if cell.required else ""), option)
        if place.index == self._chosen:
            painter.setPen(QPen(CHOSEN, 2.5))
            painter.drawRect(inner)
