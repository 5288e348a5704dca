"""The page 报告: the marked cases, and the report and the bulletin as they print."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import parse_day
from app.domain.errors.fault import Refusal
from app.domain.ids import ReviewId
from app.domain.progress import Cancelled
from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from app.ui.date_line import DateLine
from app.ui.empty_hint import EmptyHint
from app.ui.faults import refusals_shown
from app.ui.page import Page, Place, Scope
from app.ui.questions import confirm
from app.ui.reports.case_list import CaseLine, CaseList, case_line
from app.ui.reports.paper_pane import PaperPane
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from app.domain.cycle.cases import ModelCase
    from app.domain.ids import OrganizationId, RecordId
    from app.domain.official_document import OfficialDocument
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.printing.official import OfficialPages
    from app.ui.settings import Settings

REPORT, BULLETIN = "工作报告", "情况通报"
SHARES = (420, 560)
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})
NOT_A_BRANCH = "情况通报按支部写：请在左边选一个党支部。"
STOPPED = "已停止，没有生成。"
MANY = "登记表较多，按“生成”后显示。"
AT_ONCE = 5_000
"""With more members the documents are made only where that is asked for."""


@dataclass(frozen=True)
class _Made:
    """A document, and its pages."""

    document: "OfficialDocument"
    pages: "OfficialPages"


class ReportsPage(Page):
    """About the chosen organisation with all below it, in the chosen round."""

    topics: ClassVar = frozenset(
        {Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS, Topic.CYCLE, Topic.HANDOFF}
    )

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._chosen_day: date | None = None
        self._made: _Made | None = None
        self.cases = CaseList(settings)
        self.paper = PaperPane("预览")
        self._kind = dressed(QComboBox(), accessibleName="显示哪份文稿")
        self._kind.addItems((REPORT, BULLETIN))
        self._day = DateLine("数据截至日期", wanted=True)
        self._day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word = push_button("Word", "存为 Word", "存成 Word 文件，可以接着修改")
        self._print = push_button("打印", hint="打印或存为 PDF")
        self._fault = dressed(QLabel(wordWrap=True), accessibleName="日期问题", visible=False)
        self._fault.setForegroundRole(QPalette.ColorRole.BrightText)
        self._empty = EmptyHint()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        label = QLabel("截至")
        label.setBuddy(self._day)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for widget in (self._kind, label, self._day):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self._word, self._print):
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 18)
            bar.addWidget(button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(self._fault)
        column.addWidget(self.paper, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=8)
        split.addWidget(self.cases)
        split.addWidget(right)
        split.setSizes(list(SHARES))
        for place, share in enumerate(SHARES):
            split.setStretchFactor(place, share)
        filled = QWidget()
        whole = QVBoxLayout(filled)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(split)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)

    def _connect(self) -> None:
        cases = self.cases
        cases.new_wanted.connect(self.new_case)
        cases.edit_wanted.connect(self.edit_case)
        cases.removal_wanted.connect(self.remove_cases)
        cases.order_wanted.connect(self._arrange)
        cases.telling_wanted.connect(self._tell_or_not)
        cases.review_wanted.connect(self._open_review)
        self._kind.activated.connect(self.make)
        self._day.editingFinished.connect(self._take_day)
        self._word.clicked.connect(self.save_word)
        self._print.clicked.connect(self.print_it)
        self.paper.made_wanted.connect(self.make)
        self._empty.asked.connect(self.asked)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show what was marked in a unit, and its report."""
        if self._scope is None or scope.round != self._scope.round:
            self._chosen_day = None
        self._scope = scope
        if scope.round is None:
            self._made = None
            self._empty.show_step(has_members=bool(self.desk.workspace.records.members))
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self._day.show_value(self.day(scope.round))
        self.cases.show_cases(self._lines(scope.round, scope.unit), can_add=True)
        if len(self.desk.workspace.records.members) > AT_ONCE:
            self._show_none(MANY)
        else:
            self.make()

    def _lines(self, round_: "Round", unit: "OrganizationId") -> list[CaseLine]:
        reports = self.desk.reports
        return [case_line(each, reports.whose(each)) for each in reports.cases(round_, unit)]

    def day(self, round_: "Round") -> date:
        """Return the day as of which is told: the one typed, else the round's own."""
        return self._chosen_day or self.desk.workspace.day_of(round_)

    def make(self) -> None:
        """Make the chosen document anew and show it."""
        scope = self._scope
        if scope is None or scope.round is None:
            return
        if self._kind.currentText() == BULLETIN and not self._is_branch(scope.unit):
            self._show_none(NOT_A_BRANCH, can_make=False)
        else:
            with refusals_shown(self, "没有生成"):
                self._make(scope.round, scope.unit)

    def _show_none(self, why: str, *, can_make: bool = True) -> None:
        self._made = None
        self.paper.show_nothing(why, can_make=can_make)
        self._allow()

    def _allow(self) -> None:
        for button in (self._word, self._print):
            button.setEnabled(self._made is not None)

    def _make(self, round_: "Round", unit: "OrganizationId") -> None:
        day, kind = self.day(round_), self._kind.currentText()

        def work(progress: "Progress") -> _Made:
            from app.ui.printing.official import OfficialPages

            reports = self.desk.reports
            make = reports.report if kind == REPORT else reports.bulletin
            document = make(round_, unit, day, progress)
            name = reports.file_name(kind, round_, unit, day)
            return _Made(document, OfficialPages(name, [document]))

        try:
            self._made = wait_for(self, f"正在生成{kind}…", work)
        except Cancelled:
            self._show_none(STOPPED)
        else:
            self.paper.show_document(self._made.pages)
            self._allow()

    def _is_branch(self, unit: "OrganizationId") -> bool:
        tree = self.desk.workspace.directory(self.desk.workspace.today()).tree
        return tree[unit].kind in _BRANCHES or not tree.children(unit)

    def _take_day(self) -> None:
        scope = self._scope
        if scope is None or scope.round is None:
            return
        try:
            typed = parse_day(self._day.text())
        except Refusal as refusal:
            self._fault.setText(f"{refusal.fault.message}{refusal.fault.remedy}")
            self._fault.show()
            return
        self._fault.hide()
        if typed != self.day(scope.round):
            self._chosen_day = typed
            self._day.show_value(typed)
            self.make()

    # ---- paper and files ---------------------------------------------------------------------

    def save_word(self) -> None:
        """Ask for a name and write the shown document as a Word file."""
        from app.ui.printing.official import save_word

        if self._made is not None:
            save_word(self.window(), self.desk, self._made.document, self._made.pages.title)

    def print_it(self) -> None:
        """Show the document as it prints; it goes to paper, PDF or Word from there."""
        from app.ui.printing.official import show_official

        if self._made is not None:
            made, window = self._made, self.window()
            show_official(window, self.desk, self.settings, made.document, made.pages.title)

    # ---- cases -------------------------------------------------------------------------------

    def new_case(self) -> None:
        """Write a case that no review tells of."""
        scope = self._scope
        if scope is not None and scope.round is not None:
            self._show_case(self.desk.reports.new_case(scope.round, scope.unit), is_new=True)

    def edit_case(self, case: "ModelCase") -> None:
        """Show a case to be changed."""
        self._show_case(case, is_new=False)

    def _show_case(self, case: "ModelCase", *, is_new: bool) -> None:
        from app.ui.reports.case_dialog import CaseDialog

        dialog = CaseDialog(self.desk.reports, case, self.window(), is_new=is_new)
        dialog.told.connect(self.told)
        dialog.open()

    def remove_cases(self, cases: "tuple[ModelCase, ...]") -> None:
        """Take marks away, after a question."""
        more = f"等 {len(cases)} 条典型" if len(cases) > 1 else ""
        sentence = f"要删除典型“{cases[0].title}”{more}吗？"
        if confirm(self, "删除典型", sentence, "删除", "登记表不变；可以用“撤销”找回。"):
            with refusals_shown(self, "没有删除"):
                self.told.emit(self.desk.reports.remove_cases([each.id for each in cases]))

    def _arrange(self, ids: "tuple[RecordId, ...]") -> None:
        if self._scope is not None and self._scope.round is not None:
            with refusals_shown(self):
                self.told.emit(self.desk.reports.arrange_cases(self._scope.round, ids))

    def _tell_or_not(self, case: "ModelCase") -> None:
        with refusals_shown(self):
            turned = replace(case, reported=not case.reported)
            self.told.emit(self.desk.reports.save_case(turned))

    def _open_review(self, review: str) -> None:
        self.wanted.emit(Place(review=ReviewId(review)))
