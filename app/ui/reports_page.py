"""The page 报告: the marked cases, and the report and the bulletin as they print."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain.ids import RecordId
from app.domain.progress import Cancelled
from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from app.ui.as_of_day import AsOfDay
from app.ui.faults import refusals_shown
from app.ui.list_deeds import ListDeed, Where, change_deed, new_deed, removal_deed
from app.ui.list_view import Counted, ListView
from app.ui.page import Place
from app.ui.questions import first_of
from app.ui.reports.case_lines import (
    NONE,
    WIDTHS,
    CaseModel,
    case_lines,
    if_from_review,
    if_left_out,
    if_not_first,
    if_not_last,
    if_told,
    told_count,
)
from app.ui.reports.paper_pane import PaperPane
from app.ui.round_page import RoundPage
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from datetime import date

    from app.domain.cycle.cases import ModelCase
    from app.domain.ids import OrganizationId
    from app.domain.official_document import OfficialDocument
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.printing.official import OfficialPages
    from app.ui.settings import Settings

REPORT, BULLETIN = "工作报告", "情况通报"
SHARES = (470, 510)
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})
NOT_A_BRANCH = "情况通报按支部写：请在左边选一个党支部。"
STOPPED = "已停止，没有生成。"
MANY = "登记表较多，按“生成”后显示。"
COUNTED = Counted("条", none=NONE, further=told_count)
AT_ONCE = 5_000
"""With more members the documents are made only where that is asked for."""


@dataclass(frozen=True)
class _Made:
    """A document, and its pages."""

    document: "OfficialDocument"
    pages: "OfficialPages"


class ReportsPage(RoundPage):
    """About the chosen organisation with all below it, in the chosen round."""

    topics: ClassVar = frozenset(
        {Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS, Topic.CYCLE, Topic.HANDOFF}
    )

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self._made: _Made | None = None
        self.cases = ListView(
            "典型", CaseModel(), settings, WIDTHS, self._case_deeds(), COUNTED, sortable=False
        )
        self.paper = PaperPane("预览")
        self._kind = dressed(QComboBox(), accessibleName="显示哪份文稿")
        self._kind.addItems((REPORT, BULLETIN))
        self.as_of = AsOfDay("数据截至日期", desk.workspace)
        self._word = push_button("Word", "存为 Word", "存成 Word 文件，可以接着修改")
        self._print = push_button("打印", hint="打印或存为 PDF")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for widget in (self._kind, self.as_of):
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
        column.addWidget(self.as_of.fault)
        column.addWidget(self.paper, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=8)
        split.addWidget(self.cases)
        split.addWidget(right)
        split.setSizes(list(SHARES))
        for place, share in enumerate(SHARES):
            split.setStretchFactor(place, share)
        self.column.addWidget(split)

    def _case_deeds(self) -> tuple[ListDeed, ...]:
        leaves = "不再作典型，登记表不变"
        up, down, nowhere = "在报告里往前排（Alt+↑）", "在报告里往后排（Alt+↓）", Where.NOWHERE
        opens = "打开这条典型出自的登记表"
        return (
            new_deed(self.new_case, "典型", "写一条登记表里没有的做法或事例"),
            change_deed(self.edit_case, "典型"),
            removal_deed(self.remove_cases, "典型", leaves),
            ListDeed("上移", self._move_up, "", up, if_not_first, "U", "Alt+Up"),
            ListDeed("下移", self._move_down, "", down, if_not_last, "N", "Alt+Down"),
            ListDeed("登记表", self._open_review, "打开登记表", opens, if_from_review, "F"),
            ListDeed("写进报告", self._turn, when=if_left_out, letter="R", where=nowhere),
            ListDeed("不写进报告", self._turn, when=if_told, letter="X", where=nowhere),
        )

    def _connect(self) -> None:
        self.cases.opened.connect(self.edit_case)
        self._kind.activated.connect(self.make)
        self.as_of.changed.connect(self.make)
        self._word.clicked.connect(self.save_word)
        self._print.clicked.connect(self.print_it)
        self.paper.made_wanted.connect(self.make)

    # ---- reading -----------------------------------------------------------------------------

    def show_no_round(self) -> None:
        """Forget what was made."""
        self._made = None

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show what was marked in a unit, and its report."""
        reports = self.desk.reports
        self.as_of.show_round(round_)
        self.fill(self.cases, case_lines(reports.cases(round_, unit), reports.whose))
        if len(self.desk.workspace.records.members) > AT_ONCE:
            self._show_none(MANY)
        else:
            self.make()

    def day(self, round_: "Round") -> "date":
        """Return the day as of which is told: the one typed, else the round's own."""
        return self.as_of.day(round_)

    def make(self) -> None:
        """Make the chosen document anew and show it."""
        if self.where is None:
            return
        round_, unit = self.where
        if self._kind.currentText() == BULLETIN and not self._is_branch(unit):
            self._show_none(NOT_A_BRANCH, can_make=False)
        else:
            with refusals_shown(self, "没有生成"):
                self._make(round_, unit)

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
        if self.where is not None:
            self._show_case(self.desk.reports.new_case(*self.where), is_new=True)

    def edit_case(self) -> None:
        """Show the chosen case to be changed."""
        line = self.cases.current()
        if line is not None:
            self._show_case(line.record)

    def _show_case(self, case: "ModelCase", *, is_new: bool = False) -> None:
        from app.ui.reports.case_dialog import CaseDialog

        self.show_dialog(CaseDialog(self.desk.reports, case, self.window(), is_new=is_new))

    def remove_cases(self) -> None:
        """Take the chosen marks away, after a question."""
        lines, ids = self.cases.chosen(), self.cases.chosen_ids()
        if lines:
            named = f"典型{first_of(lines[0].record.title, len(lines), '条')}"
            remove = partial(self.desk.reports.remove_cases, ids)
            self.ask_removal("典型", named, remove, "登记表不变。")

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        """Let the chosen case change places with the one before or after it."""
        line = self.cases.current()
        if line is None or self.round is None:
            return
        ids = [RecordId(each.id) for each in self.cases.model.lines]
        row = ids.index(RecordId(line.id))
        ids[row], ids[row + step] = ids[row + step], ids[row]
        with refusals_shown(self):
            self.tell(self.desk.reports.arrange_cases(self.round, tuple(ids)))

    def _turn(self) -> None:
        """Let the report tell of the chosen case, or leave it out."""
        line = self.cases.current()
        if line is not None:
            with refusals_shown(self):
                turned = replace(line.record, reported=not line.record.reported)
                self.tell(self.desk.reports.save_case(turned))

    def _open_review(self) -> None:
        line = self.cases.current()
        if line is not None:
            self.wanted.emit(Place(review=line.record.review_id))
