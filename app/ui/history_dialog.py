"""The dialog 变更记录: who changed what, when and why; for records, or for the whole ledger."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.ops.history import MOST_LINES
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet, FilterRow
from app.ui.history_model import (
    FIELD,
    KIND,
    NAME,
    NEW,
    OLD,
    TIME,
    WHO,
    HistoryModel,
    HistoryRow,
    history_rows,
)
from app.ui.letters import lettered
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ops.history import HistoryLine
    from app.ui.printing.document import TableDocument
    from app.ui.settings import Settings

WIDTHS = {TIME: 122, KIND: 66, NAME: 120, FIELD: 100, OLD: 130, NEW: 130, WHO: 64}
FACETS = (Facet("类别"), Facet("项目"), Facet("操作人"))
DETAIL_HEIGHT = 92


class HistoryDialog(QDialog):
    """Lists lines of the change log in words; they can be filtered, copied and printed."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        parent: QWidget | None,
        kind: str = "",
        record_ids: Sequence[str] = (),
        name: str = "",
    ) -> None:
        """Show a history.

        Args:
            desk: the open ledger.
            settings: where the columns of the table are remembered.
            parent: the window it belongs to.
            kind: of the records, as ``HistoryOps.of`` takes it; empty: the whole ledger.
            record_ids: of the records.
            name: what the records are called, for the title.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self._title = f"“{name}”的变更记录" if name else "变更记录"
        dressed(self, windowTitle=self._title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._settings = desk, settings
        self._kind, self._ids = kind, tuple(record_ids)
        self._rows: list[HistoryRow] = []
        self._model = HistoryModel(self)
        self._filter = FilterRow(FACETS)
        self._table = DataTable("变更记录", settings)
        self._table.setModel(self._model)
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._table.horizontalHeader().setSortIndicatorClearable(True)
        self._table.setSortingEnabled(True)
        self._table.remember_columns(WIDTHS)
        self._detail = dressed(
            QPlainTextEdit(readOnly=True),
            accessibleName="所选变更的全文",
            tabChangesFocus=True,
            minimumHeight=DETAIL_HEIGHT // 2,
        )
        self._count = dressed(QLabel(), accessibleName="条数")
        self._copy = push_button("复制", hint="把所选各行复制成表格；没有选择时复制全部")
        self._print = push_button("打印…", hint="打印所列各行")
        self._close = push_button(lettered("关闭"), hint="")
        self._lay_out()
        self._connect()
        self._load()
        fit(self, 940, 560)

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        parts.addWidget(self._table)
        parts.addWidget(self._detail)
        parts.setStretchFactor(0, 1)
        parts.setSizes([400, DETAIL_HEIGHT])
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._print)
        buttons.addSpacing(8)
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._filter)
        column.addWidget(parts, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._filter.changed.connect(self._show)
        self._copy.clicked.connect(self._table.copy)
        self._print.clicked.connect(self.print_lines)
        self._close.clicked.connect(self.reject)
        self._table.selectionModel().currentRowChanged.connect(self._show_detail)

    def _load(self) -> None:
        def work(progress: "Progress") -> "Sequence[HistoryLine]":
            progress(0, 0)
            history = self._desk.history
            if not self._kind:
                return history.latest()
            lines = [line for id_ in self._ids for line in history.of(self._kind, id_)]
            return sorted(lines, key=_sequence, reverse=True)

        with refusals_shown(self):
            self._rows = history_rows(wait_for(self.parentWidget(), "正在读取…", work))
        self._show()

    def _show(self) -> None:
        kept = self._filter.kept(self._rows)
        self._model.show_lines(kept)
        text = f"共 {len(kept)} 条"
        if not self._kind and len(self._rows) >= MOST_LINES:
            text = f"最近的 {len(self._rows)} 条中有 {len(kept)} 条"
        self._count.setText(text)
        self._print.setEnabled(bool(kept))
        self._copy.setEnabled(bool(kept))
        self._detail.clear()
        if kept:
            self._table.selectRow(0)

    def _show_detail(self, current: QModelIndex) -> None:
        if not current.isValid():
            self._detail.clear()
            return
        told = self._model.line(current.row()).told
        why = f"，原因：{told.reason}" if told.reason else ""
        head = f"{told.time}　{told.who}　{told.kind}“{told.name}”　{told.field}{why}"
        both = (("原来", told.old), ("改为", told.new))
        texts = [f"{word}：{text}" for word, text in both if text]
        self._detail.setPlainText("\n".join([head, *texts]))

    def print_lines(self) -> None:
        """Show the lines as they print, on A4 across."""
        from app.ui.printing.preview import PrintPreview

        lines = [row.told for row in self._model.lines]

        def work(progress: "Progress") -> "TableDocument":
            from app.paper.table_pages import list_pages
            from app.ui.printing.document import TableDocument

            progress(0, 0)
            table = self._desk.history.table(self._title, lines)
            return TableDocument(self._title, list_pages(self._title, table, landscape=True))

        with refusals_shown(self, "没有打印"):
            document = wait_for(self, "正在排版…", work)
            PrintPreview(document, self._settings, self).open()


def _sequence(line: "HistoryLine") -> int:
    return line.sequence
