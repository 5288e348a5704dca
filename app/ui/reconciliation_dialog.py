"""The dialog 核对名单: an outside list beside the ledger; nothing is written into it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.reconciliation import HEADINGS, Reconciliation
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.file_dialog import ask_file_name, ask_files, documents
from app.ui.file_kinds import EXCEL_FILTER, SHEET_FILTER
from app.ui.filter_row import Facet, FilterRow
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.ops.reconciliation import ReconciliationOps
    from app.ui.settings import Settings

WIDTH, HEIGHT = 900, 540
WIDTHS = {0: 110, 1: 80, 2: 90, 3: 110, 4: 230}
HINT = (
    "选择别处的党员名单（如上级或其他系统导出的），程序列出台账里缺的、多的和不一致的；只看不改。"
)


class ReconciliationDialog(QDialog):
    """Compares; what is to be changed is imported or mended elsewhere."""

    def __init__(
        self,
        reconciliation: "ReconciliationOps",
        unit: "OrganizationId",
        unit_name: str,
        settings: "Settings",
        parent: QWidget | None,
    ) -> None:
        """Wait for a list.

        Args:
            reconciliation: compares.
            unit: whose members are compared, with all below it.
            unit_name: its name, as shown.
            settings: where the table remembers its columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle=f"核对名单 — {unit_name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reconciliation = reconciliation
        self._unit = unit
        self._found: Reconciliation | None = None
        self._lines: Sequence[Line] = ()
        self._choose = push_button("选择名单…", "选择名单")
        self._said = dressed(
            QLabel(HINT, wordWrap=True, textFormat=Qt.TextFormat.PlainText),
            accessibleName="核对结果小计",
        )
        self._filters = FilterRow((Facet("类别"),))
        self._table = DataTable("核对名单", settings)
        self._model: LineModel[Line] = LineModel(HEADINGS, self._table, numbers=frozenset({1}))
        self._table.setModel(self._model)
        self._table.remember_columns(WIDTHS)
        self._table.verticalHeader().hide()
        self._copy = push_button("复制", "复制核对结果")
        self._export = push_button("导出…", "导出核对结果")
        self._close = push_button(lettered("关闭"), "关闭")
        self._lay_out()
        self._connect()
        self._show(None)
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._choose)
        top.addWidget(self._said, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self._copy)
        bottom.addWidget(self._export)
        bottom.addStretch(1)
        bottom.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addWidget(self._table, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_files)
        self._filters.changed.connect(self._filter)
        self._copy.clicked.connect(self._table.copy)
        self._export.clicked.connect(self.export)
        self._close.clicked.connect(self.reject)

    def choose_files(self) -> None:
        """Ask for lists and compare them."""
        files = ask_files(self, "选择要核对的名单", documents(), SHEET_FILTER)
        if files:
            self.compare(files)

    def compare(self, files: Sequence[Path]) -> None:
        """Show how these lists differ from the ledger."""

        def work(progress: "Progress") -> Reconciliation:
            progress(0, 0)
            return self._reconciliation.compare(files, self._unit)

        with refusals_shown(self, "没有读入"):
            self._show(wait_for(self, "正在核对…", work))

    def _show(self, found: Reconciliation | None) -> None:
        self._found = found
        rows = found.lines() if found is not None else ()
        self._lines = [
            Line(str(number), cells, (cells[0],), folded(" ".join(cells)))
            for number, cells in enumerate(rows)
        ]
        if found is not None:
            self._said.setText(summary(found))
        for button in (self._copy, self._export):
            button.setEnabled(bool(rows))
        self._filters.setEnabled(bool(rows))
        self._filter()

    def _filter(self) -> None:
        self._model.show_lines(self._filters.kept(self._lines))

    def export(self) -> None:
        """Write the result as Excel."""
        found = self._found
        path = ask_file_name(self, "导出核对结果", documents() / "名册核对.xlsx", EXCEL_FILTER)
        if found is not None and path is not None:
            with refusals_shown(self, "没有保存"):
                self._reconciliation.write(found, path, overwrite=True)


def summary(found: Reconciliation) -> str:
    """Return in one sentence what comparing showed."""
    if found.agrees:
        return f"名单和台账一致：{found.same} 人。"
    counts = Counter(cells[0] for cells in found.lines())
    parts = [f"一致 {found.same} 人", *(f"{word} {count}" for word, count in counts.items())]
    return "，".join(parts) + "。"
