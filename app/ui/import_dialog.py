"""The dialog 导入: choose or drop files of any kind, see what would happen, then do it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.proposal import Proposal, SheetProposal
from app.ui.backing_up import backed_up_before
from app.ui.dropping import dropped_files
from app.ui.faults import refusals_shown
from app.ui.file_dialog import ask_file_name, ask_files, ask_folder, documents
from app.ui.file_kinds import EXCEL_FILTER, INTAKE_FILTER
from app.ui.letters import lettered
from app.ui.proposal_model import KINDS, STATUSES, ProposalLine, proposal_lines
from app.ui.proposal_view import ProposalView
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.backups import BackupOps
    from app.ops.changes import Changes
    from app.ops.imports import ImportOps

WIDTH, HEIGHT = 940, 600
MOST_NAMED = 3
"""More files than these are counted together."""
HINT = (
    "请选择或拖入：党组织名单、党员名册、台账（Excel、WPS 表格、CSV），"
    "填好的 Word 登记表，或下级单位的统计表；可同时选几个。"
)


class ImportDialog(QDialog):
    """Nothing is written before 导入; rejected rows never stop the others."""

    applied = Signal(object)
    """The ``Changes`` of an import."""
    asked = Signal()
    """Something has to be decided after the import."""
    own_form_found = Signal(object)
    """The path of a Word form that the scheme does not know, and that the user wants to add."""

    def __init__(
        self,
        imports: "ImportOps",
        backups: "BackupOps",
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        """Wait for files.

        Args:
            imports: reads files and takes them in.
            backups: makes a copy of the ledger before anything is written.
            settings: where the tables remember their columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, acceptDrops=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._imports = imports
        self._backups = backups
        self._proposal: Proposal | None = None
        self._choose = push_button(lettered("选择文件…"), "选择文件")
        self._choose_folder = push_button("文件夹…", "选择放登记表的文件夹")
        self._files = QLabel(HINT, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._counts = dressed(
            QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True), accessibleName="导入小计"
        )
        self._view = ProposalView(settings)
        self._rejects = push_button("另存未导入…", "另存未导入的行")
        self._own_form = push_button("加为自有表样…", "把不认识的登记表加为自有表样")
        self._do = dressed(QPushButton(lettered("导入")), accessibleName="导入", enabled=False)
        self._cancel = push_button(lettered("取消"), "取消")
        self._lay_out()
        self._connect()
        self._show(None)
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._choose)
        top.addWidget(self._choose_folder)
        top.addWidget(self._files, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self._rejects)
        bottom.addWidget(self._own_form)
        bottom.addStretch(1)
        bottom.addWidget(self._do)
        bottom.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._counts)
        column.addWidget(self._view, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_files)
        self._choose_folder.clicked.connect(self.choose_folder)
        self._view.chosen.connect(self._show_own_form)
        self._rejects.clicked.connect(self.save_rejects)
        self._own_form.clicked.connect(self._ask_own_form)
        self._do.clicked.connect(self.apply)
        self._cancel.clicked.connect(self.reject)

    # ---- files ---------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files and show what importing them would do."""
        names = ask_files(self, "选择要导入的文件", documents(), INTAKE_FILTER)
        if names:
            self.propose(names)

    def choose_folder(self) -> None:
        """Ask for a folder of Word forms and show what importing them would do."""
        folder = ask_folder(self, "选择放登记表的文件夹", documents())
        if folder is not None:
            self.propose([folder])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what importing the dropped files would do."""
        event.acceptProposedAction()
        self.propose(dropped_files(event.mimeData()))

    def propose(self, paths: Sequence[Path]) -> None:
        """Show what importing these files, or folders of Word forms, would do."""

        def work(progress: "Progress") -> "tuple[Proposal, tuple[ProposalLine, ...]]":
            proposal = self._imports.propose(paths)
            progress(0, 0)
            return proposal, proposal_lines(proposal)

        self._show(None)
        self._files.setText("、".join(path.name for path in paths))
        with refusals_shown(self, "没有读入"):
            self._show(*wait_for(self, "正在读入…", work))

    # ---- preview -------------------------------------------------------------------------

    def _show(self, proposal: Proposal | None, lines: "Sequence[ProposalLine]" = ()) -> None:
        self._proposal = proposal
        self._view.show_lines(lines)
        brings = proposal is not None and proposal.brings_something
        asks = proposal is not None and any(sheet.questions for sheet in proposal.sheets)
        self._do.setEnabled(brings or asks)
        self._do.setDefault(brings or asks)
        self._choose.setDefault(proposal is None)
        self._rejects.setVisible(
            proposal is not None and any(sheet.rejected for sheet in proposal.sheets)
        )
        self._counts.setText(counts(proposal) if proposal else "")
        self._counts.setVisible(proposal is not None)
        self.setWindowTitle("导入前核对" if proposal is not None else "导入")

    def _show_own_form(self) -> None:
        self._own_form.setVisible(self._view.own_form() is not None)

    def _ask_own_form(self) -> None:
        path = self._view.own_form()
        if path is not None:
            self.reject()
            self.own_form_found.emit(path)

    # ---- doing it ------------------------------------------------------------------------

    def save_rejects(self) -> None:
        """Write the rejected rows with their reasons."""
        rejected = self._proposal
        if rejected is None:
            return
        proposed = documents() / "未导入.xlsx"
        path = ask_file_name(self, "另存未导入的行", proposed, EXCEL_FILTER)

        def work(progress: "Progress") -> None:
            del progress
            if path is not None:
                self._imports.write_rejects(rejected, path, overwrite=True)

        if path is not None:
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
    """Return how many rows of each file are new, changed and so on; many files as one."""
    if not proposal.sheets:
        return "没有认出可以导入的表格。"
    groups: dict[tuple[str, str], list[SheetProposal]] = {}
    many = len(proposal.sheets) > MOST_NAMED
    unread = [Path(s.table.file).name for s in proposal.sheets if s.table.is_unread]
    for sheet in proposal.sheets:
        if sheet.table.is_unread:
            continue
        file = "" if many else Path(sheet.table.file).name
        groups.setdefault((KINDS[sheet.table.kind], file), []).append(sheet)
    lines = [_counted(kind, file, sheets) for (kind, file), sheets in groups.items()]
    if unread:
        names = "、".join(unread[:MOST_NAMED]) + ("等" if len(unread) > MOST_NAMED else "")
        lines.append(f"没有读入 {len(unread)} 个文件：{names}")
    return "\n".join(lines)


def _counted(kind: str, file: str, sheets: "Sequence[SheetProposal]") -> str:
    rows = sum(len(sheet.rows) for sheet in sheets)
    head = f"{file or f'{len(sheets)} 个文件'}：{kind} {rows} {sheets[0].table.row_word}"
    numbers = {word: sum(s.count(status) for s in sheets) for status, word in STATUSES.items()}
    return "，".join([head, *(f"{word} {number}" for word, number in numbers.items() if number)])
