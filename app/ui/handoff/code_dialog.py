"""The dialog 查验校验码: which submission a code on paper belongs to, and its figures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.handoff import CODE_DIGITS
from app.domain.submission import Submission
from app.ui.faults import refusals_shown
from app.ui.handoff.days import day_words, time_words
from app.ui.handoff.printing import print_received, print_submission
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel
from app.ui.line_table import line_table, stretch_first
from app.ui.tones import AMBER, text_style
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ops.received_reports import ReceivedReport
    from app.ops.replaced import Replacement
    from app.ui.settings import Settings

    _Found = tuple[Submission | ReceivedReport | None, Replacement | None]

WIDTHS = {0: 320, 1: 90}
HINT = "输入纸质统计表上的 8 位校验码，程序找出对应的那次上报和它的数字。"
UNKNOWN = (
    "没有这个校验码。校验码里只有数字 0—9 和字母 a—f，请核对是否看错；"
    "没有看错时，纸表和数据包不是同一份。"
)


class CodeDialog(QDialog):
    """Agrees the sealed paper with the electronic copy."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None) -> None:
        """Wait for a code.

        Args:
            desk: the ledger.
            settings: where the table remembers its columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle="查验校验码")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._settings = desk, settings
        self._found: Submission | ReceivedReport | None = None
        self._code = dressed(
            QLineEdit(placeholderText="例如 9f3a07c2", clearButtonEnabled=True),
            accessibleName="校验码",
            maxLength=3 * CODE_DIGITS,
        )
        self._check = dressed(QPushButton(lettered("查验"), default=True), accessibleName="查验")
        self._said = dressed(
            QLabel(HINT, wordWrap=True, textFormat=Qt.TextFormat.PlainText),
            accessibleName="查验结果",
        )
        self._model: LineModel[Line] = LineModel(("项目", "上报数"), self, numbers=frozenset({1}))
        self._table = line_table("查验校验码", self._model, settings, WIDTHS)
        stretch_first(self._table)
        self._print = push_button("打印统计表")
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self._show(None)
        fit(self, 540, 420)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        label = QLabel("校验码")
        label.setBuddy(self._code)
        top.addWidget(label)
        top.addWidget(self._code, 1)
        top.addWidget(self._check)
        buttons = QHBoxLayout()
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._said)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._check.clicked.connect(self.verify)
        self._print.clicked.connect(self._print_table)
        self._close.clicked.connect(self.reject)

    def verify(self) -> None:
        """Look the code up."""
        code = "".join(self._code.text().split()).lower()
        if not code:
            self._said.setText(HINT)
            self._said.setStyleSheet("")
            self._show(None)
            return

        def work(progress: "Progress") -> "_Found":
            progress(0, 0)
            return self._look_up(code)

        with refusals_shown(self):
            found, later = wait_for(self, "正在查验…", work)
            self._said.setText(told(found, later) if found is not None else UNKNOWN)
            self._said.setStyleSheet(text_style(AMBER) if later is not None else "")
            self._show(found)

    def _look_up(self, code: str) -> "_Found":
        from app.ops.received_reports import report_with_code
        from app.ops.replaced import replaced_own, replaced_received

        own = self._desk.submissions.verify(code)
        if own is not None:
            return own, replaced_own(own, self._desk.submissions.all())
        workspace = self._desk.workspace
        found = report_with_code(workspace, code)
        return found, replaced_received(workspace, found) if found is not None else None

    def _show(self, found: "Submission | ReceivedReport | None") -> None:
        report = found.report if found is not None else None
        self._found = found
        self._model.show_lines(
            [
                Line(measure, (title, str(report.told.get(measure, ""))), (), "")
                for measure, title in report.titles.items()
            ]
            if report is not None
            else []
        )
        self._table.setVisible(found is not None)
        self._print.setVisible(self._found is not None)

    def _print_table(self) -> None:
        found = self._found
        if isinstance(found, Submission):
            print_submission(self, self._desk, self._settings, found)
        elif found is not None:
            print_received(self, self._desk, self._settings, found)


def told(found: "Submission | ReceivedReport", later: "Replacement | None" = None) -> str:
    """Return which submission a code belongs to, made here or taken in from below.

    Args:
        found: the submission.
        later: what replaced it; None: it holds.
    """
    report, time = found.report, time_words(found.time)
    own = isinstance(found, Submission)
    unit = report.unit.name if isinstance(found, Submission) else found.unit
    lines = [
        f"{found.check_code}　第 {found.sequence} 号",
        f"{unit}　{report.round.name}",
        f"数据截至 {day_words(report.day)}　{time} {'上报' if own else '接收'}",
    ]
    if not isinstance(found, Submission) and found.is_taken_out:
        lines.append("这份数据包接收后已经取出，现在不计入。")
    if later is not None:
        by = f"已被第 {later.sequence} 号（{later.check_code}）代替"
        lines.append(f"{by}：这张纸表上的数字不是最后上报的。")
    if report.missing:
        lines.append(f"不完整：未报单位 {len(report.missing)} 个。")
    return "\n".join(lines)
