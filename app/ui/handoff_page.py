"""The page 报送与汇总: what is due, up, in and down, who has reported, and what went and came."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ops.changes import Topic
from app.ops.reporting import UnitState
from app.ops.units import UnitStanding
from app.ui.banner import Banner
from app.ui.faults import refusals_shown
from app.ui.handoff.deeds import HandoffDeeds
from app.ui.handoff.due_strip import DueStrip
from app.ui.handoff.journal_view import JournalView, package_lines
from app.ui.handoff.remarks_view import RemarksView
from app.ui.handoff.submissions_view import SubmissionsView, submission_lines
from app.ui.handoff.units_view import UnitsView
from app.ui.list_page import ListPage
from app.ui.page import PageName, Place, Scope
from app.ui.step_card import CardText, StepCard
from app.ui.waiting import wait_for
from app.ui.widgets import push_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.domain.submission import Submission
    from app.ops.desk import Desk
    from app.ops.reception import JournalLine, RemarkView
    from app.ops.submission_views import Later
    from app.ops.unit_comparison import UnitComparison
    from app.ops.units import Due
    from app.ui.settings import Settings

UNITS, SUBMISSIONS, JOURNAL, REMARKS = range(4)
PARTS = ("units", "submissions", "journal", "remarks")
"""What ``Place.part`` calls the tabs."""
TITLES = ("下级单位", "上报记录", "收发记录", "退回意见")
UP = CardText("报", "上报", "把数据包交上级", "上报", "work")
IN = CardText("收", "接收", "下级上报、上级下发", "接收", "done")
DOWN = CardText("发", "下发", "方案、登记表等", "下发", "warning")


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    due: "tuple[Due, ...]"
    units: "tuple[UnitStanding, ...]"
    submissions: "tuple[Submission, ...]"
    journal: "tuple[JournalLine, ...]"
    received: "tuple[RemarkView, ...]"
    given: "tuple[RemarkView, ...]"
    conflicts: int
    later: "tuple[Later, ...]"


class HandoffPage(ListPage):
    """About the whole ledger and the chosen round; a branch without units below sees less."""

    topics: ClassVar = frozenset(
        {Topic.HANDOFF, Topic.ROUNDS, Topic.STRUCTURE, Topic.REVIEWS, Topic.QUESTIONS}
    )

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.deeds = HandoffDeeds(desk, settings, self)
        self._view: _View | None = None
        self._due = DueStrip()
        self._verify = push_button("查验校验码…", "查验校验码", "核对纸质统计表和数据包是否一致")
        self._conflicts = push_button("处理冲突…", "处理冲突", "两边都改过、还没有决定的内容")
        self._sent_back = push_button("退回意见…", "上级退回意见", "上级退回、要在这里改正的登记表")
        self._again = Banner("")
        self._up, self._in, self._down = (StepCard(text) for text in (UP, IN, DOWN))
        self.units = UnitsView(self.deeds, settings)
        self.submissions = SubmissionsView(self.deeds, settings)
        self.journal = JournalView(self.deeds, settings)
        self.remarks = RemarksView(self.deeds, settings)
        self._lay_out()
        views = (self.units, self.submissions, self.journal, self.remarks)
        self._tabs = self.add_tabs("报送与汇总", list(zip(TITLES, views, strict=True)))
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._due, 1)
        for button in (self._sent_back, self._conflicts, self._verify):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        cards = QHBoxLayout()
        for card in (self._up, self._in, self._down):
            cards.addWidget(card, 1)
        self.column.addLayout(top)
        self.column.addLayout(cards)
        self.column.addWidget(self._again)
        self.setLayout(self.column)

    def _connect(self) -> None:
        deeds = self.deeds
        deeds.told.connect(self.tell)
        deeds.remarks_wanted.connect(self.show_remarks)
        self._up.clicked.connect(self.submit)
        self._in.clicked.connect(self.receive)
        self._down.clicked.connect(self.issue)
        self._verify.clicked.connect(deeds.verify)
        self._sent_back.clicked.connect(self.show_remarks)
        self._conflicts.clicked.connect(self._settle)
        self.units.opened.connect(self._open_chosen_unit)
        self.units.comparison_wanted.connect(self.compare_units)
        self.units.summary_wanted.connect(self._show_summary)
        self.remarks.opened.connect(self._open_review)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show how things stand in a round."""
        self.scope = scope
        self._view = view = wait_for(self, "正在读取…", self._read)
        has_units = bool(view.units)
        if scope.round is None:
            self._due.show_no_round()
        else:
            past = self.desk.overview.has_passed_deadlines(scope.round)
            self._due.show_due(view.due, has_units=has_units, have_passed=past)
        self._again.say(later_words(view.later, self.desk.workspace.root_id))
        self.units.show_units(view.units, scope.round)
        self.fill(self.submissions, submission_lines(view.submissions, view.later))
        self.fill(self.journal, package_lines(view.journal))
        self.remarks.show_remarks(view.received, view.given)
        self._up.setEnabled(scope.round is not None)
        self._down.setVisible(has_units)
        self._conflicts.setVisible(bool(view.conflicts))
        self._conflicts.setText(f"处理冲突 {view.conflicts}…")
        self._tabs.setTabVisible(UNITS, has_units)
        open_ = len(view.received)
        self._sent_back.setVisible(bool(open_))
        self._sent_back.setText(f"退回意见 {open_}…")
        self._tabs.setTabText(REMARKS, f"{TITLES[REMARKS]} {open_}" if open_ else TITLES[REMARKS])

    def _read(self, progress: "Progress") -> _View:
        progress(0, 0)
        desk, round_ = self.desk, self.round
        day = desk.workspace.day_of(round_) if round_ is not None else desk.workspace.today()
        journal = desk.receiving.journal()
        return _View(
            due=desk.units.due(round_) if round_ is not None else (),
            units=_units(desk, round_, day) if round_ is not None else (),
            submissions=desk.submissions.all(),
            journal=journal,
            received=desk.receiving.remarks(),
            given=desk.issuing.remarks(),
            conflicts=sum(line.open_conflicts for line in journal),
            later=desk.submissions.later(round_) if round_ is not None else (),
        )

    def show_place(self, place: Place) -> None:
        """Bring the part that is meant to the front; none: the units, where there are any."""
        part = PARTS.index(place.part) if place.part in PARTS else UNITS
        if self._tabs.isTabVisible(part):
            self._tabs.setCurrentIndex(part)
            self.take_keyboard()

    def show_remarks(self) -> None:
        """Bring what was sent back to the front."""
        self.show_place(Place(part=PARTS[REMARKS]))

    # ---- doing -------------------------------------------------------------------------------

    def submit(self) -> None:
        """Ask what is to be submitted."""
        if self.where is not None:
            self.deeds.submit(*self.where)

    def receive(self) -> None:
        """Ask for packages to take in."""
        self.deeds.receive()

    def issue(self) -> None:
        """Ask which units get a package."""
        self.deeds.issue()

    def _open_chosen_unit(self) -> None:
        unit = self.units.current_unit()
        if unit is not None:
            self.open_unit(unit)

    def open_unit(self, unit: "UnitStanding") -> None:
        """Show everything about a unit."""
        from app.ui.handoff.unit_dialog import UnitDialog

        view, round_ = self._view, self.round
        if view is None or round_ is None:
            return
        within = _with_those_in_it(view.units, unit)
        journal = [j for j in view.journal if j.unit_id in within]

        def work(progress: "Progress") -> "UnitComparison | None":
            progress(0, 0)
            return self.desk.comparisons.of(round_, unit)

        found = None
        with refusals_shown(self):  # a scheme without a table has nothing to compare
            found = wait_for(self, "正在核对…", work) if unit.sequence is not None else None
        dialog = UnitDialog(unit, view.due, journal, found, self.settings, self.window())
        dialog.figures_wanted.connect(self._enter_figures)
        dialog.conflicts_wanted.connect(self._settle_unit)
        dialog.take_out_wanted.connect(self.deeds.take_out)
        dialog.paper_wanted.connect(self.deeds.print_received)
        dialog.open()

    def compare_units(self) -> None:
        """Show what the units have submitted, beside what is counted here."""
        from app.ui.handoff.side_by_side_dialog import SideBySideDialog

        view, round_ = self._view, self.round
        if view is None or round_ is None:
            return

        def work(progress: "Progress") -> "tuple[UnitComparison, ...]":
            return self.desk.comparisons.all(round_, view.units, progress)

        with refusals_shown(self):
            found = wait_for(self, "正在核对…", work)
            dialog = SideBySideDialog(found, round_.name, self.settings, self.window())
            dialog.unit_opened.connect(self.open_unit)
            dialog.open()

    def _enter_figures(self, unit: "UnitStanding") -> None:
        if self.round is not None:
            self.deeds.figures(self.round, unit)

    def _show_summary(self) -> None:
        self.wanted.emit(Place(PageName.STATISTICS))

    def _settle(self) -> None:
        self.deeds.conflicts()

    def _settle_unit(self, unit: "UnitStanding") -> None:
        self.deeds.conflicts(unit.name)

    def _open_review(self) -> None:
        line = self.remarks.current()
        if line is not None:
            self.wanted.emit(Place(review=line.review))


def later_words(later: "Sequence[Later]", root: "OrganizationId") -> str:
    """Return what is to be submitted again, a line for each unit; empty: nothing is.

    Args:
        later: what came after the last submissions.
        root: the unit of the whole ledger, which needs no name.
    """
    lines = []
    for each in later:
        unit = each.submission.report.unit
        counts = (("有", each.records, "份登记表改动"), ("接收了", each.packages, "个数据包"))
        what = "，".join(f"{verb} {n} {words}" for verb, n, words in counts if n)
        name = "" if unit.id == root else f"{unit.name}："
        lines.append(f"{name}上报第 {each.submission.sequence} 号以后{what}，请再上报。")
    return "\n".join(lines)


def _with_those_in_it(
    units: "Sequence[UnitStanding]", unit: "UnitStanding"
) -> "set[OrganizationId]":
    """Return a unit and those in it that report here; each stands before those in it."""
    found = {unit.id}
    for each in units:
        if each.above in found:
            found.add(each.id)
    return found


def _units(desk: "Desk", round_: "Round", day: "date") -> "tuple[UnitStanding, ...]":
    """Return how the units below stand; where none was asked to report, their records are here."""
    found = desk.units.standing(round_, day)
    if found:
        return found
    tree = desk.workspace.directory(day).tree
    return tuple(
        UnitStanding(unit.id, unit.name, tree.path(unit.id), unit.kind, UnitState.OWN)
        for unit in desk.units.reporting(day)
    )
