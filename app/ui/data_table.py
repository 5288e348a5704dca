"""The table that all lists use: Enter opens, Ctrl+C copies, the header chooses columns."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from app.ui.settings import Settings
from app.ui.widgets import dressed

ROW_HEIGHT = 28
USUAL_POINTS = 10
"""The size of letters that widths of columns are given for."""
MOST_COPIED = 100_000


class DataTable(QTableView):
    """Rows of one thing each; sorting is the model's own matter."""

    row_opened = Signal(QModelIndex)
    """The row that was double-clicked, or current when Enter was pressed."""

    def __init__(
        self, name: str, settings: Settings, fixed: int = 1, parent: QWidget | None = None
    ) -> None:
        """Make an empty table.

        Args:
            name: its name for people who cannot see it, and the key of its remembered columns.
            settings: where hidden columns and widths are remembered.
            fixed: how many columns from the left are always shown.
            parent: the widget around it.
        """
        super().__init__(parent, showGrid=False, wordWrap=False, cornerButtonEnabled=False)
        dressed(
            self,
            accessibleName=name,
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=QAbstractItemView.SelectionMode.ExtendedSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            alternatingRowColors=True,
            tabKeyNavigation=False,
            horizontalScrollMode=QAbstractItemView.ScrollMode.ScrollPerPixel,
        )
        self._key = f"columns.{name}"
        self._settings = settings
        self._fixed = fixed
        self._widths: dict[int, float] = {}
        self._scale = self._font_scale()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setStretchLastSection(True)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(
            self.verticalHeader().ResizeMode.Fixed  # a million rows need one height
        )
        header.customContextMenuRequested.connect(self._ask_columns)
        self.doubleClicked.connect(self.row_opened)

    def remember_columns(self, widths: dict[int, int], hidden: tuple[int, ...] = ()) -> None:
        """Give columns their usual widths, hide the usual ones, then bring back the user's own.

        Called once, after the model was set.
        """
        header = self.horizontalHeader()
        self._widths = {column: float(width) for column, width in widths.items()}
        self._scale = self._font_scale()
        self._widen()
        kept = self._settings.get(self._key)
        chosen = kept if isinstance(kept, list) else list(hidden)
        for column in range(header.count()):
            self.setColumnHidden(column, column in chosen and column >= self._fixed)

    def changeEvent(self, event: QEvent) -> None:
        """Let the columns grow and shrink with the letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._widths:
            scale = self._font_scale()
            if scale != self._scale:
                self._keep_widths()
                self._scale = scale
                self._widen()

    def _font_scale(self) -> float:
        return max(1.0, self.fontInfo().pointSizeF() / USUAL_POINTS)

    def _keep_widths(self) -> None:
        """Take over what the user has dragged, as of letters of the usual size."""
        header = self.horizontalHeader()
        for column, width in self._widths.items():
            now = header.sectionSize(column)
            if now and now != round(width * self._scale):
                self._widths[column] = now / self._scale

    def _widen(self) -> None:
        for column, width in self._widths.items():
            self.horizontalHeader().resizeSection(column, round(width * self._scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Ctrl+C copies the chosen rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            if self.currentIndex().isValid():
                self.row_opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def choose_row(self, index: QModelIndex) -> None:
        """Make a row the current and the only chosen one, and show it.

        Qt's own ``setCurrentIndex`` chooses nothing while Ctrl is held, as at Ctrl+Enter.
        """
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def make_current(self, index: QModelIndex) -> None:
        """Make a row the current one and select nothing, so that 复制 takes all rows."""
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        model.setCurrentIndex(index, flags.Clear)
        self.scrollTo(index)

    def chosen_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top down."""
        parts = self.selectionModel().selection().toList()
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def copy(self) -> None:
        """Copy the selected rows with their headings as text and as a table; none: all rows."""
        model, header = self.model(), self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        columns = [column for column in places if not header.isSectionHidden(column)]
        rows = self.chosen_rows() or range(min(model.rowCount(), MOST_COPIED))
        headings = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
        copy_table([headings, *self.texts(rows, columns)])

    def texts(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """Return what stands in some columns of some rows."""
        model = self.model()
        return [[str(model.index(row, c).data() or "") for c in columns] for row in rows]

    def _ask_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header, model = self.horizontalHeader(), self.model()
        for column in range(self._fixed, header.count()):
            title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(column))
            action.setData(column)
        menu.triggered.connect(self._turn_column)
        menu.popup(header.mapToGlobal(place))

    def _turn_column(self, action: QAction) -> None:
        column = int(action.data())
        self.setColumnHidden(column, not action.isChecked())
        header = self.horizontalHeader()
        hidden = [c for c in range(header.count()) if header.isSectionHidden(c)]
        self._settings.set(self._key, hidden)


def copy_table(rows: list[list[str]]) -> None:
    """Put rows on the clipboard: as text with tabs, and as a table for Word and Excel."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_one_line(cell) for cell in row) for row in rows))
    body = "".join(
        f"<tr>{''.join(f'<td>{_marked_up(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    data.setHtml(f'<meta charset="utf-8"><table border="1">{body}</table>')
    QGuiApplication.clipboard().setMimeData(data)


def _one_line(cell: str) -> str:
    return " ".join(cell.split("\n")).replace("\t", " ")


def _marked_up(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")
