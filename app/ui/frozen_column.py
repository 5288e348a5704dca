"""The first column of a wide table, which stays while the others go by."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.ui.data_table import DataTable
from app.ui.widgets import dressed


class FrozenColumn(QTableView):
    """Lies over the first column of a table and shows the same; the keyboard stays in the table."""

    def __init__(self, table: DataTable) -> None:
        """Lie over a table that has its model; it shows whatever the model shows later too."""
        super().__init__(table, showGrid=False, wordWrap=False)
        self._table = table
        dressed(
            self,
            accessibleName=f"{table.accessibleName()}的单位",
            frameShape=QFrame.Shape.NoFrame,
            focusPolicy=Qt.FocusPolicy.NoFocus,
            alternatingRowColors=True,
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=table.selectionMode(),
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            verticalScrollMode=table.verticalScrollMode(),
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            verticalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        )
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        header = self.horizontalHeader()
        header.setDefaultAlignment(table.horizontalHeader().defaultAlignment())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        self._wire()

    def _wire(self) -> None:
        table = self._table
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalHeader().sectionResized.connect(self._lie)
        table.horizontalHeader().geometriesChanged.connect(self._lie)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.doubleClicked.connect(table.row_opened)
        table.model().modelReset.connect(self._lie)
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the height of the table."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._lie()
        return super().eventFilter(watched, event)

    def _lie(self) -> None:
        """Show only the first column, where and as large as it is in the table."""
        table, header = self._table, self._table.horizontalHeader()
        for column in range(1, self.model().columnCount(QModelIndex())):
            self.setColumnHidden(column, True)
        width = header.sectionSize(0) if header.count() else 0
        self.setVisible(bool(width))
        self.horizontalHeader().setFixedHeight(header.height())
        self.setColumnWidth(0, width)
        edge = table.frameWidth()
        place = QPoint(edge + table.verticalHeader().width(), edge)
        height = table.viewport().height() + header.height()
        self.setGeometry(place.x(), place.y(), width, height)

    def _sort(self) -> None:
        """Sort by this column, and at the next click the other way round."""
        header = self._table.horizontalHeader()
        falling = Qt.SortOrder.DescendingOrder
        is_rising = (
            header.sortIndicatorSection() == 0 and header.sortIndicatorOrder() is not falling
        )
        self._table.sortByColumn(0, falling if is_rising else Qt.SortOrder.AscendingOrder)
