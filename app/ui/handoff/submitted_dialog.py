"""What came of 上报: the 校验码, where the package is, and the reminder to eject the stick."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.export.drives import is_removable
from app.ui.banner import Banner
from app.ui.faults import fault_text
from app.ui.handoff.printing import print_submission
from app.ui.letters import lettered
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from app.ops.submission_views import Submitted
    from app.ui.settings import Settings

ENCRYPTED = (
    "数据包已用口令加密。口令请当面或打电话告诉上级，不要和U盘放在一起；"
    "没有口令谁也打不开，忘记了无法找回，只能“再写一次”。"
)
EJECT = "已完成，请弹出U盘后再拔出。"
LARGER = 2.4
SIZE = (480, 290)


class SubmittedDialog(QDialog):
    """Shows the 校验码 in large letters; it also stands on the printed table."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        done: "Submitted",
        parent: QWidget | None,
        *,
        encrypted: bool = False,
    ) -> None:
        """Tell about a submission.

        Args:
            desk: the ledger.
            settings: where the page set-up is remembered.
            done: what was submitted.
            parent: the main window.
            encrypted: a passphrase opens the package.
        """
        super().__init__(parent)
        dressed(self, windowTitle="上报完成")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._settings, self._done = desk, settings, done
        report = done.submission.report
        self._head = QLabel(
            f"{report.unit.name}　{report.round.name}　第 {done.submission.sequence} 号",
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        code = done.manifest.check_code
        self._code = dressed(
            QLabel(code, alignment=Qt.AlignmentFlag.AlignCenter),
            accessibleName=f"校验码 {code}",
            textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
        )
        font = self._code.font()
        font.setPointSizeF(font.pointSizeF() * LARGER)
        font.setBold(True)
        self._code.setFont(font)
        self._place = dressed(
            QLineEdit(str(done.file), readOnly=True), accessibleName="数据包所在位置"
        )
        self._print = push_button("打印统计表", hint="打印这次上报的统计表，表上印有校验码")
        self._open = push_button("打开文件夹")
        self._close = dressed(QPushButton(lettered("关闭"), default=True), accessibleName="关闭")
        self._lay_out(encrypted=encrypted)
        self._connect()
        self._close.setFocus()

    def _lay_out(self, *, encrypted: bool) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(dressed(QLabel("校验码"), alignment=Qt.AlignmentFlag.AlignCenter))
        column.addWidget(self._code)
        column.addWidget(
            QLabel("纸质统计表上印有同样的校验码，上级据此核对纸和数据包是否一致。", wordWrap=True)
        )
        column.addWidget(self._place)
        if encrypted:
            column.addWidget(Banner(ENCRYPTED))
        if is_removable(self._done.file):
            column.addWidget(Banner(EJECT))
        else:
            column.addWidget(QLabel("已完成。请把数据包交给上级。"))
        for each in self._done.warnings:
            column.addWidget(Banner(fault_text(each)))
        column.addStretch(1)
        column.addLayout(buttons)
        fit(self, *SIZE)

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for everything that is said."""
        super().showEvent(event)
        rows = self.layout()
        if rows is not None and not event.spontaneous():
            width, height = SIZE
            fit(self, width, max(height, rows.totalHeightForWidth(width)))

    def _connect(self) -> None:
        self._print.clicked.connect(self.print_table)
        self._open.clicked.connect(self.open_folder)
        self._close.clicked.connect(self.close)

    def print_table(self) -> None:
        """Show the submitted table as it prints."""
        print_submission(self, self._desk, self._settings, self._done.submission)

    def open_folder(self) -> None:
        """Show the folder in the system's own program for files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.file.parent)))
