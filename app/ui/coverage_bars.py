"""Coverage as bars: one row for each unit, one bar for its organisations, one for its members."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.bars import paint_bar
from app.ui.coverage_model import GAP, MEASURES, SHARE_ROLE, CoverageColumn, CoverageModel
from app.ui.data_table import DataTable
from app.ui.settings import Settings
from app.ui.widgets import dressed

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 30
_BAR_HEIGHT, _THIN_HEIGHT = 8, 3
_MARGIN = 8
_LEAST_BAR = 36
_USUAL_TEXT = "000/000　00%"


class CoverageBars(DataTable):
    """Click or Enter on a bar opens the names behind it, on a unit goes to it."""

    figure_opened = Signal(str, str)
    """The id of a unit, and the official figure whose names are wanted."""
    unit_opened = Signal(str)
    """The id of the unit that is wanted in the tree."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("覆盖情况", settings, len(CoverageColumn), parent)
        dressed(
            self,
            mouseTracking=True,
            alternatingRowColors=False,
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectItems,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
        )
        self._units = CoverageModel(self)
        self.setModel(self._units)
        self.setItemDelegate(BarDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(False)
        self._connect()

    def _connect(self) -> None:
        self.clicked.connect(self._open)
        self.row_opened.connect(self._open)
        self.doubleClicked.disconnect(self.row_opened)  # the first click has opened it

    @property
    def units(self) -> CoverageModel:
        """The model behind the table."""
        return self._units

    def _open(self, index: QModelIndex) -> None:
        unit, column = self._units.unit(index.row()), CoverageColumn(index.column())
        if column is CoverageColumn.UNIT:
            self.unit_opened.emit(unit.id)
        elif index.data(SHARE_ROLE)[1]:
            self.figure_opened.emit(unit.id, MEASURES[column])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the hand where a click opens something."""
        over = self.indexAt(event.position().toPoint())
        share = over.data(SHARE_ROLE) if over.isValid() else None
        opens = over.isValid() and (share is None or share[1])
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give names two parts of five, and each bar the half of the rest."""
        super().resizeEvent(event)
        width = self.viewport().width()
        least = self.fontMetrics().horizontalAdvance(_USUAL_TEXT) + 2 * _MARGIN
        bar = max(width * 3 // 10, min(least, width // 3))
        self.setColumnWidth(CoverageColumn.UNIT, width - 2 * bar)
        self.setColumnWidth(CoverageColumn.ORGANIZATIONS, bar)
        self.setColumnWidth(CoverageColumn.MEMBERS, bar)


class BarDelegate(QStyledItemDelegate):
    """Paints a bar with its numbers at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), _ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell; the first row is the whole and stands out."""
        full: Any = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        full.font.setBold(index.row() == 0)
        share = index.data(SHARE_ROLE)
        text, full.text = full.text, "" if share else full.text
        style = full.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, full, painter, full.widget)
        if not share:
            return
        chosen = bool(full.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        ink = full.palette.color(role)
        painter.save()
        painter.setFont(full.font)
        painter.setPen(ink)
        room = full.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        widest = _widest(full, index)
        if widest > room.width():
            text = text.partition(GAP)[0]  # the bar itself shows the share
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        bar = _place_of_bar(QRectF(room), widest + _MARGIN)
        if share[1]:
            done, total = share
            paint_bar(painter, bar, done, total, ink, chosen=chosen)
        painter.restore()


def _place_of_bar(room: QRectF, taken: float) -> QRectF:
    """Return where a bar goes: left of the numbers, or thin below them where there is no room."""
    width = room.width() - taken
    if width < _LEAST_BAR:
        return QRectF(room.left(), room.bottom() - _THIN_HEIGHT - 1, room.width(), _THIN_HEIGHT)
    top = room.center().y() - _BAR_HEIGHT / 2 + 1
    return QRectF(room.left(), top, width, _BAR_HEIGHT)


def _widest(option: Any, index: Index) -> int:  # noqa: ANN401 - Qt's stubs know no fields
    """Return the width of the largest numbers of a column: those of the whole, in bold."""
    bold = QFont(option.font)
    bold.setBold(True)
    whole = str(index.sibling(0, index.column()).data()).partition(GAP)[0]
    return QFontMetrics(bold).horizontalAdvance(f"{whole}{GAP}100%")
