"""The dialog 再写一次: where a package goes that was submitted before; its 校验码 stays."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.handoff import SUFFIX
from app.export.drives import is_removable
from app.export.file_names import file_name
from app.ops.changes import Topic, changed
from app.ui.dialogs import FormLikeDialog
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import WhereBox
from app.ui.handoff.enter import enter_goes_on
from app.ui.handoff.passphrase_box import PassphraseBox
from app.ui.handoff.places import free_path
from app.ui.handoff.submitted_dialog import EJECT
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.domain.submission import Submission
    from app.ops.desk import Desk
    from app.ui.settings import Settings


class RewriteDialog(FormLikeDialog):
    """Writes the same content once more: for a lost stick, or one that was full."""

    told = Signal(object)
    """The ``Changes`` of the writing."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        submission: "Submission",
        parent: QWidget | None,
    ) -> None:
        """Offer the folder used last.

        Args:
            desk: the ledger.
            settings: where the folder used last is remembered.
            submission: which one.
            parent: the main window.
        """
        super().__init__("再写一次", "写出", parent)
        self._desk, self._submission = desk, submission
        self._where = WhereBox(settings, "")
        self._passphrase = PassphraseBox()
        code = submission.check_code
        text = f"第 {submission.sequence} 号，内容和上报时完全一样，校验码 {code} 不变。"
        what = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.rows.addRow(dressed(what, accessibleName="说明"))
        self.row("保存到", self._where)
        self.row("口令", self._passphrase)
        fit(self, 540, 240)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; it does not press the default button."""
        if not enter_goes_on(self, event):
            super().keyPressEvent(event)

    def do_it(self) -> None:
        """Write the package, and say where it is."""
        report, folder = self._submission.report, self._where.folder()
        number = f"第{self._submission.sequence}号"
        name = file_name(report.unit.name, "上报", number, report.day, SUFFIX.lstrip("."))
        path, passphrase = free_path(folder, name), self._passphrase.value()

        def work(progress: "Progress") -> None:
            progress(0, 0)
            self._desk.submissions.write_again(self._submission.package, path, passphrase)

        wait_for(self, "正在写出…", work)
        self.told.emit(changed(Topic.HANDOFF))
        reminder = EJECT if is_removable(path) else ""
        ResultDialog(f"已写出“{path.name}”。{reminder}", folder, "", (), self.parentWidget()).open()
