"""The official table on screen as it prints; every figure can be clicked."""

from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from app.domain.form import Align, TextStyle
from app.domain.table import TableCell
from app.ops.official_table import OfficialTable
from app.ui.paper_form.colours import FOCUS, INK, WHITE, paper_palette
from app.ui.paper_form.paper_room import screen_font
from app.ui.widgets import dressed

MARGIN = 300
"""Twips of white around the table."""
LEAST, MOST = 1 / 36, 1 / 13
"""Pixels per twip."""
AROUND = 12
"""Pixels of desk that stay free beside the sheet."""
ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.BOTH: Qt.AlignmentFlag.AlignLeft,
}


class SheetView(QWidget):
    """A white sheet with the table; nothing on it depends on the theme."""

    figure_clicked = Signal(str)
    """The measure whose figure was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, accessibleName="统计表")
        self.setPalette(paper_palette())
        self.setAutoFillBackground(True)
        self._sheet: OfficialTable | None = None
        self._scale = 1 / 15
        self._columns: list[int] = [0]
        self._lines: list[int] = [0]
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)

    def show_sheet(self, sheet: OfficialTable, titles: dict[str, str]) -> None:
        """Show a filled table; ``titles`` gives the spoken name of each measure."""
        self._sheet = sheet
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._keys = [key for key in titles if key in sheet.spec.cell_by_field]
        for number, key in enumerate(self._keys):
            button = FigureButton(str(sheet.values.get(key, "")), titles[key], self)
            button.show()
            self._group.addButton(button, number)
        self.set_scale(self._scale)

    def page_size(self) -> tuple[int, int]:
        """Return width and height of the sheet in twips."""
        spec = self._sheet.spec if self._sheet else None
        width, height = (sum(spec.widths), sum(spec.heights)) if spec else (0, 0)
        return width + 2 * MARGIN, height + 2 * MARGIN

    def fit_into(self, room: QSize) -> None:
        """Show the whole sheet as large as the room allows, within what can be read."""
        width, height = self.page_size()
        scale = min((room.width() - AROUND) / width, (room.height() - AROUND) / height)
        self.set_scale(min(MOST, max(LEAST, scale)))

    def set_scale(self, pixels_per_twip: float) -> None:
        """Show the sheet in this size."""
        self._scale = pixels_per_twip
        if self._sheet is None:
            return
        spec = self._sheet.spec
        self._columns = [round(edge * self._scale) for edge in _edges(spec.widths)]
        self._lines = [round(edge * self._scale) for edge in _edges(spec.heights)]
        for number, key in enumerate(self._keys):
            button = self._group.button(number)
            cell = spec.cell_by_field[key]
            button.setFont(self._font(cell))
            button.setGeometry(self._place(cell))
        self.setFixedSize(self.sizeHint())
        self.update()

    def choose(self, measure: str) -> None:
        """Mark a figure as the one whose names are shown."""
        for number, key in enumerate(self._keys):
            button = self._group.button(number)
            button.setChecked(key == measure)

    def _clicked(self, number: int) -> None:
        self.figure_clicked.emit(self._keys[number])

    def sizeHint(self) -> QSize:
        """Return the size of the table with a margin of white."""
        margin = round(MARGIN * self._scale)
        return QSize(self._columns[-1] + margin, self._lines[-1] + margin)

    def _place(self, cell: TableCell) -> QRect:
        columns, lines = self._columns, self._lines
        right = min(cell.column + cell.column_span, len(columns) - 1)
        bottom = min(cell.row + cell.row_span, len(lines) - 1)
        return QRect(
            QPoint(columns[cell.column], lines[cell.row]), QPoint(columns[right], lines[bottom])
        )

    def _font(self, cell: TableCell) -> QFont:
        style = TextStyle(font=cell.font, half_points=cell.half_points, bold=cell.bold)
        return screen_font(style, self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frames and printed text."""
        del event
        if self._sheet is None:
            return
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), WHITE)
            for cell in self._sheet.spec.cells:
                self._draw(painter, cell, self._sheet)

    def _draw(self, painter: QPainter, cell: TableCell, sheet: OfficialTable) -> None:
        place = self._place(cell)
        if cell.framed:
            painter.setPen(QPen(INK, 0))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        if cell.field in self._keys:
            return
        value = sheet.values.get(cell.field) if cell.field else cell.text
        option = QTextOption(ALIGNMENTS[cell.align] | Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.setPen(INK)
        painter.setFont(self._font(cell))
        box = QRectF(place).adjusted(3, 0, -3, 0)
        painter.drawText(box, "" if value is None else str(value), option)


class FigureButton(QAbstractButton):
    """A figure in its cell: looks printed, and can be clicked."""

    def __init__(self, text: str, title: str, parent: QWidget) -> None:
        super().__init__(parent, text=text, checkable=True)
        dressed(
            self,
            accessibleName=f"{title} {text}",
            toolTip=f"{title}：点击查看名单",
            focusPolicy=Qt.FocusPolicy.StrongFocus,
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figure; underlined under the mouse, tinted while chosen."""
        del event
        with QPainter(self) as painter:
            if self.isChecked():
                painter.fillRect(self.rect().adjusted(2, 2, -3, -3), FOCUS)
            font = self.font()
            font.setUnderline(self.underMouse())
            painter.setFont(font)
            painter.setPen(INK)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
            if self.hasFocus():
                painter.setPen(QPen(INK, 1, Qt.PenStyle.DotLine))
                painter.drawRect(self.rect().adjusted(3, 3, -5, -5))


def sheet_rows(sheet: OfficialTable) -> list[list[str]]:
    """Return what stands in the table as rows of texts, for the clipboard, without empty rows."""
    spec = sheet.spec
    rows = [[""] * len(spec.widths) for _ in spec.heights]
    for cell in spec.cells:
        value = sheet.values.get(cell.field) if cell.field else cell.text
        rows[cell.row][cell.column] = "" if value is None else str(value)
    return [row for row in rows if any(row)]


def _edges(lengths: tuple[int, ...]) -> list[int]:
    return list(accumulate(lengths, initial=MARGIN))
