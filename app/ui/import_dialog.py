"""The dialog 导入: choose files, see what would happen, then do it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.proposal import Proposal, RowStatus
from app.ui.backing_up import backed_up_before
from app.ui.faults import refusals_shown
from app.ui.file_kinds import EXCEL_FILTER, SHEET_FILTER
from app.ui.proposal_model import (
    KINDS,
    STATUSES,
    Column,
    ProposalLine,
    ProposalModel,
    proposal_lines,
)
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.backups import BackupOps
    from app.ops.changes import Changes
    from app.ops.imports import ImportOps

MOST_MEASURED = 500
WIDTHS = {Column.SHEET: 80, Column.ROW: 60, Column.NAME: 200, Column.STATUS: 80}


class ImportDialog(QDialog):
    """Nothing is written before 导入; rejected rows never stop the others."""

    applied = Signal(object)
    """The ``Changes`` of an import."""
    asked = Signal()
    """Something has to be decided after the import."""

    def __init__(self, imports: "ImportOps", backups: "BackupOps", parent: QWidget | None) -> None:
        """Wait for files.

        Args:
            imports: reads files and takes them in.
            backups: makes a copy of the ledger before anything is written.
            parent: the main window.
        """
        super().__init__(parent)
        dressed(self, windowTitle="导入党组织和党员")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._imports = imports
        self._backups = backups
        self._proposal: Proposal | None = None
        self._choose = dressed(
            QPushButton("选择文件…", autoDefault=False), accessibleName="选择文件"
        )
        self._files = QLabel(
            "请选择党组织名单、党员名册或点评记录（Excel、WPS 表格、CSV），可同时选几个。",
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        self._filter = dressed(QComboBox(), accessibleName="只看")
        self._filter.addItem("全部")
        self._filter.addItems([*STATUSES.values()])
        self._counts = dressed(
            QLabel(textFormat=Qt.TextFormat.PlainText), accessibleName="导入小计"
        )
        self._model = ProposalModel(self)
        self._table = dressed(
            QTableView(showGrid=False, wordWrap=True),
            accessibleName="导入预览",
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            alternatingRowColors=True,
            tabKeyNavigation=False,
        )
        self._table.setModel(self._model)
        self._rejects = dressed(
            QPushButton("另存未导入…", autoDefault=False), accessibleName="另存未导入的行"
        )
        self._do = dressed(QPushButton("导入"), accessibleName="导入", enabled=False)
        self._cancel = dressed(QPushButton("取消", autoDefault=False), accessibleName="取消")
        self._lay_out()
        self._connect()
        self._show(None)
        self.resize(860, 520)

    def _lay_out(self) -> None:
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in WIDTHS.items():
            header.resizeSection(place, width)
        header.setSectionResizeMode(Column.DETAIL, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(26)
        top = QHBoxLayout()
        top.addWidget(self._choose)
        top.addWidget(self._files, 1)
        middle = QHBoxLayout()
        middle.addWidget(self._counts, 1)
        label = QLabel("只看")
        label.setBuddy(self._filter)
        middle.addWidget(label)
        middle.addWidget(self._filter)
        bottom = QHBoxLayout()
        bottom.addWidget(self._rejects)
        bottom.addStretch(1)
        bottom.addWidget(self._do)
        bottom.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self._table, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_files)
        self._filter.activated.connect(self._filter_rows)
        self._rejects.clicked.connect(self.save_rejects)
        self._do.clicked.connect(self.apply)
        self._cancel.clicked.connect(self.reject)

    def choose_files(self) -> None:
        """Ask for files and show what importing them would do."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择要导入的文件", "", SHEET_FILTER)
        if names:
            self.propose([Path(name) for name in names])

    def propose(self, paths: Sequence[Path]) -> None:
        """Show what importing these files would do."""

        def work(progress: "Progress") -> "tuple[Proposal, tuple[ProposalLine, ...]]":
            proposal = self._imports.propose(paths)
            progress(0, 0)
            return proposal, proposal_lines(proposal)

        self._show(None)
        self._files.setText("、".join(path.name for path in paths))
        with refusals_shown(self, "没有读入"):
            self._show(*wait_for(self, "正在读入…", work))

    def _show(self, proposal: Proposal | None, lines: "Sequence[ProposalLine]" = ()) -> None:
        self._proposal = proposal
        self._model.show_lines(lines)
        self._fit_rows()
        writes = proposal is not None and proposal.brings_something
        asks = proposal is not None and any(sheet.questions for sheet in proposal.sheets)
        self._do.setEnabled(writes or asks)
        self._do.setDefault(writes or asks)
        self._choose.setDefault(proposal is None)
        self._rejects.setVisible(
            proposal is not None and any(sheet.rejected for sheet in proposal.sheets)
        )
        self._counts.setText(counts(proposal) if proposal else "")

    def _filter_rows(self, place: int) -> None:
        self._model.show_only(list(STATUSES)[place - 1] if place else None)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Show reasons in full, as long as the list is short enough to be measured."""
        if self._model.rowCount() <= MOST_MEASURED:
            self._table.resizeRowsToContents()

    def save_rejects(self) -> None:
        """Write the rejected rows with their reasons."""
        if self._proposal is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "另存未导入的行", "未导入.xlsx", EXCEL_FILTER)
        rejected = self._proposal

        def work(progress: "Progress") -> None:
            del progress
            self._imports.write_rejects(rejected, Path(name), overwrite=True)

        if name:
            with refusals_shown(self, "没有保存"):
                wait_for(self, "正在保存…", work)

    def apply(self) -> None:
        """Write what the preview shows, and close."""
        proposal = self._proposal
        if proposal is None or not backed_up_before(self, self._backups, "导入前"):
            return

        def work(progress: "Progress") -> "Changes":
            del progress
            return self._imports.apply(proposal)

        with refusals_shown(self, "没有导入"):
            changes = wait_for(self, "正在导入…", work)
            asks = any(sheet.questions for sheet in proposal.sheets)
            self.accept()
            self.applied.emit(changes)
            if asks:
                self.asked.emit()


def counts(proposal: Proposal) -> str:
    """Return how many rows of each sheet are new, changed and so on."""
    parts = []
    for sheet in proposal.sheets:
        numbers = [
            f"{word} {sheet.count(status)}"
            for status, word in STATUSES.items()
            if sheet.count(status) or status is RowStatus.NEW
        ]
        parts.append(f"{KINDS[sheet.table.kind]} {len(sheet.rows)} 行：" + "，".join(numbers))
    return "；".join(parts) or "没有认出可以导入的表格。"
