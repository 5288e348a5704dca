"""The dialog 上报: the figures of a day, the checks with their 说明, and where the package goes."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTabWidget, QWidget

from app.domain.dates import parse_day
from app.domain.errors.fault import Refusal
from app.domain.handoff import SUFFIX
from app.domain.progress import Cancelled
from app.export.file_names import file_name
from app.ops.changes import Topic, changed
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.export.where_box import WhereBox
from app.ui.faults import fault_text, refusals_shown
from app.ui.handoff.check_panel import CheckPanel
from app.ui.handoff.days import day_words
from app.ui.handoff.enter import enter_goes_on
from app.ui.handoff.figure_grid import FigureGrid
from app.ui.handoff.passphrase_box import PassphraseBox
from app.ui.handoff.places import KEY, UNWRITTEN, free_path
from app.ui.handoff.submitted_dialog import SubmittedDialog
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ops.submission_views import Prepared, Submitted
    from app.ui.settings import Settings

SIZE = (820, 560)
FIGURES, CHECKS = range(2)
STOPPED = "已停止，没有上报。"
DIFFERS = "T1-06"
"""The check whose 说明 tells why other figures were reported than were counted, here or below."""


class SubmitDialog(FormLikeDialog):
    """Freezes the figures and writes one package; an 错误 keeps it from being done."""

    told = Signal(object)
    """The ``Changes`` of a submission."""

    def __init__(
        self,
        desk: "Desk",
        settings: "Settings",
        round_: "Round",
        unit: "OrganizationId",
        parent: QWidget | None,
    ) -> None:
        """Count as of the round's own day.

        Args:
            desk: the ledger.
            settings: where the folder used last is remembered.
            round_: whose figures.
            unit: the organisation that is chosen; the whole ledger is offered first.
            parent: the main window.
        """
        super().__init__("上报", "上报", parent)
        self._desk, self._settings, self._round = desk, settings, round_
        self._prepared: Prepared | None = None
        self._units = dressed(QComboBox(), accessibleName="上报单位")
        self._day = DateLine("数据截至日期", desk.workspace.day_of(round_), wanted=True)
        self._said = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="上报情况"
        )
        self._figures = FigureGrid("上报数")
        self._checks = CheckPanel()
        self._where = WhereBox(settings, "")
        self._passphrase = PassphraseBox()
        self._offer_units(unit)
        self._lay_out()
        self._wire()
        fit(self, *SIZE)
        self._prepare()

    def _offer_units(self, unit: "OrganizationId") -> None:
        workspace = self._desk.workspace
        tree = workspace.directory(workspace.today()).tree
        for id_ in dict.fromkeys((tree.root.id, unit)):
            name = tree[id_].name
            self._units.addItem(f"{name}（全部）" if id_ == tree.root.id else name, id_)

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._units, 1)
        label = QLabel("截至")
        label.setBuddy(self._day)
        line.addWidget(label)
        line.addWidget(self._day)
        head.setFocusProxy(self._units)
        self.row("单位", head)
        self.rows.addRow(self._said)
        self._tabs = dressed(QTabWidget(), accessibleName="上报内容")
        self._tabs.addTab(self._figures, "数字")
        self._tabs.addTab(self._checks, "核对")
        self.column.insertWidget(1, self._tabs, 1)
        self.column.setStretch(self.column.count() - 2, 0)
        below = QWidget()
        line = QHBoxLayout(below)
        line.setContentsMargins(0, 0, 0, 0)
        label = dressed(QLabel("保存到"), contentsMargins=QMargins(0, 5, 0, 0))
        label.setBuddy(self._where)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._where, 1)
        self.column.insertWidget(2, below)
        self.column.insertWidget(3, self._passphrase)
        self.column.setSpacing(8)

    def _wire(self) -> None:
        self._units.activated.connect(self._prepare)
        self._day.editingFinished.connect(self._take_day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; it does not press the default button."""
        if not enter_goes_on(self, event):
            super().keyPressEvent(event)

    # ---- counting --------------------------------------------------------------------------

    def _take_day(self) -> None:
        if self._prepared is None or self._typed_day() != self._prepared.day:
            self._prepare()

    def _typed_day(self) -> date | None:
        try:
            return parse_day(self._day.text())
        except Refusal:
            return None

    def _prepare(self) -> None:
        """Count, check, and show both; what was typed stays."""
        unit, day = self._units.currentData(), self._typed_day()
        self._prepared = None
        self.agree.setEnabled(False)
        self._fault.hide()
        if day is None:
            self.show_fault(self._day.problem() or "请填写数据截至日期。")
            return

        def work(progress: "Progress") -> "Prepared":
            progress(0, 0)
            return self._desk.submissions.prepare(self._round, unit, day)

        with refusals_shown(self, "不能上报"):
            over = self if self.isVisible() else self.parentWidget()
            self._show(wait_for(over, "正在统计…", work))

    def _show(self, prepared: "Prepared") -> None:
        typed = self._typed_figures()
        self._prepared = prepared
        self._figures.show_figures(prepared.titles, prepared.figures, with_counted=True)
        self._figures.set_numbers(typed)
        self._checks.show_checks(prepared.checks, prepared.explanations, prepared.earlier)
        failed = self._checks.count
        self._tabs.setTabText(CHECKS, f"核对 {failed}" if failed else "核对")
        open_remarks = len(self._desk.receiving.remarks())
        self._said.setText(told(prepared, open_remarks))
        self._said.setVisible(bool(self._said.text()))
        self.agree.setEnabled(not prepared.blocking)
        if prepared.blocking:
            self._tabs.setCurrentIndex(CHECKS)

    def _typed_figures(self) -> Mapping[str, int]:
        try:
            return self._figures.numbers()
        except Refusal:
            return {}

    # ---- submitting ------------------------------------------------------------------------

    def try_it(self) -> None:
        """Submit; what is wrong is said before anything is asked; stay where that was stopped."""
        self._fault.hide()
        try:
            self._require_all()
        except Refusal as refused:
            self.show_fault("\n".join(fault_text(fault) for fault in refused.faults))
            return
        if self._unexplained_wanted():
            try:
                super().try_it()
            except Cancelled:
                self.show_fault(STOPPED)

    def _require_all(self) -> None:
        """Refuse what cannot go up as it is typed, and show where.

        Raises:
            Refusal: ``figures.not_whole``, ``text.*``, ``file.no_folder``, ``handoff.*``.
        """
        for tab, look in ((FIGURES, self._reasons), (CHECKS, self._checks.explanations)):
            try:
                look()
            except Refusal:
                self._tabs.setCurrentIndex(tab)
                look()  # the keyboard goes to what is wrong once that can be seen
        self._where.folder()
        self._passphrase.value()

    def _reasons(self) -> str:
        return self._figures.reasons_text(self._figures.different())

    def _unexplained_wanted(self) -> bool:
        """Ask where a 核实 has no 说明 yet."""
        open_ = [id_ for id_, line in self._checks.lines.items() if not line.text().strip()]
        if not open_:
            return True
        sentence = f"有 {len(open_)} 项核实没有写说明，仍要上报吗？"
        if confirm(self, "核实没有说明", sentence, "上报", "上级收到后会要求补写说明。"):
            return True
        self._tabs.setCurrentIndex(CHECKS)
        self._checks.lines[open_[0]].setFocus()
        return False

    def do_it(self) -> None:
        """Write the package behind a progress dialog, and say what came of it."""
        prepared = self._prepared
        if prepared is None:
            return
        reported = self._figures.different()
        explanations = self._checks.explanations()
        if reported:
            reasons, said = self._reasons(), explanations.get(DIFFERS, "")
            explanations[DIFFERS] = (
                said if reasons in said else "；".join(filter(None, (said, reasons)))
            )
        passphrase, folder = self._passphrase.value(), self._where.folder()
        path = free_path(folder, package_name(prepared))

        def work(progress: "Progress") -> "Submitted":
            progress(0, 0)
            return self._desk.submissions.submit(
                path,
                prepared.round,
                prepared.unit.id,
                prepared.day,
                reported=reported,
                explanations=explanations,
                passphrase=passphrase,
            )

        try:
            done = wait_for(self, "正在上报…", work)
        except Refusal as refused:
            if refused.fault.code == UNWRITTEN:
                self.told.emit(changed(Topic.HANDOFF, Topic.REVIEWS, Topic.TASKS))
            raise
        self._settings.set(KEY, str(folder))
        self.told.emit(done.changes)
        shown = SubmittedDialog(
            self._desk, self._settings, done, self.parentWidget(), encrypted=bool(passphrase)
        )
        shown.open()


def told(prepared: "Prepared", open_remarks: int = 0) -> str:
    """Return what there is to say before a submission.

    Args:
        prepared: what it would say.
        open_remarks: how many remarks from above are not met yet.
    """
    lines = []
    if open_remarks:
        lines.append(f"上级退回的意见还有 {open_remarks} 条没有标记为改正，见“退回意见”。")
    if prepared.blocking:
        lines.append(f"有 {len(prepared.errors)} 项错误，改正后才能上报。")
    if prepared.last is not None:
        last = prepared.last
        lines.append(
            f"本轮已上报过：第 {last.sequence} 号，数据截至 {day_words(last.report.day)}，"
            f"校验码 {last.check_code}。再次上报后，以新的一份为准。"
        )
    if prepared.unwritten is not None:
        lines.append(
            f"第 {prepared.unwritten.sequence} 号已定稿，文件没有写成：不用重新上报，"
            "在“上报记录”里“再写一次”即可。"
        )
    if prepared.missing:
        names = "、".join(prepared.missing[:5])
        more = f"等 {len(prepared.missing)} 个" if len(prepared.missing) > 5 else ""
        lines.append(f"不完整：未报单位 {len(prepared.missing)} 个：{names}{more}。")
    elif prepared.partial:
        lines.append("不完整：有下级单位的数据不完整。")
    return "\n".join(lines)


def package_name(prepared: "Prepared") -> str:
    """Return the name of the package: 单位_上报_轮次_日期."""
    unit = prepared.unit.short_name or prepared.unit.name
    return file_name(unit, "上报", prepared.round.name, prepared.day, SUFFIX.lstrip("."))
