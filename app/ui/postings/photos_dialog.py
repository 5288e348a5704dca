"""Photos and scans of what was put up, kept in the ledger."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.ids import RecordId
from app.domain.progress import Progress
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ui.faults import refusals_shown
from app.ui.kept_files import KeptFiles, write_and_open
from app.ui.letters import lettered
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

HINT = "公示栏照片、会议照片、网页截图等，存入台账，随数据包上报。可以把文件拖进来。"


class PhotosDialog(QDialog):
    """Shows the files of one posting; what is added or taken away is written at once."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(self, desk: Desk, posting_id: RecordId, parent: QWidget | None) -> None:
        """Show the files of a posting.

        Args:
            desk: the ledger.
            posting_id: of the posting.
            parent: the window it belongs to.

        Raises:
            Refusal: ``posting.unknown``.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._id = desk, posting_id
        self._posting = desk.postings.get(posting_id)
        dressed(self, windowTitle=f"公示照片：{self._posting.title}")
        self.files = KeptFiles("公示照片")
        self._close = push_button(lettered("关闭"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(dressed(QLabel(HINT, wordWrap=True), accessibleName="说明"))
        column.addWidget(self.files, 1)
        column.addLayout(buttons)
        self.files.added.connect(self.keep)
        self.files.removed.connect(self.drop)
        self.files.opened.connect(self.open_file)
        self._close.clicked.connect(self.close)
        self._show_again()
        fit(self, 460, 300)

    def _show_again(self) -> None:
        self._posting = self._desk.postings.get(self._id)
        self.files.show_files([(each.name, each.bytes) for each in self._posting.attachments])

    def keep(self, paths: Sequence[Path]) -> None:
        """Keep files."""

        def work(progress: Progress) -> Changes:
            progress(0, 0)
            return self._desk.annexes.keep_with(self._id, paths)

        with refusals_shown(self, "没有添加"):
            self.told.emit(wait_for(self, "正在存入台账…", work))
        self._show_again()

    def drop(self, number: int) -> None:
        """Take a file away, after asking."""
        file = self._posting.attachments[number]
        sentence = f"要从这次公示里移除 1 个文件“{file.name}”吗？"
        if confirm(self, "移除照片", sentence, "移除", "可以用“撤销”找回。"):
            with refusals_shown(self, "没有移除"):
                self.told.emit(self._desk.annexes.take_off(self._id, [file]))
            self._show_again()

    def open_file(self, number: int) -> None:
        """Write a file elsewhere and open it."""
        write_and_open(self, self._desk.annexes, self._posting.attachments[number])
