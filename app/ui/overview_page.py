"""The page 总览: what to do next, until when, and how far the units below have come."""

from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId, PersonId
from app.domain.scheme import Deadline
from app.domain.standing import Progress
from app.ops.changes import Topic
from app.ops.overview import DueDate, Step, UnitCoverage
from app.ui.coverage_bars import CoverageBars
from app.ui.coverage_model import MEASURES, CoverageColumn
from app.ui.empty_hint import EmptyHint
from app.ui.faults import refusals_shown
from app.ui.heading import Heading
from app.ui.names_dialog import NamesDialog
from app.ui.page import Page, PageName, Place, Scope
from app.ui.step_list import StepList
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from datetime import date

    from app.domain.coverage_names import NameList
    from app.domain.progress import Progress as Watch
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

_STEPS_WIDTH = 370
_NARROW, _NARROW_SHARE = 760, 43
"""Below this width of the page the cards get so many per cent of it."""
_BUSY_MS = 200
_LOOKS_BEFORE_SHOWING = 20
_AT_ONCE_SECONDS = 0.05
"""So long the records are looked through before anything is shown: enough for a small ledger."""
_WORDS = {
    MEASURES[CoverageColumn.ORGANIZATIONS]: "党组织点评情况",
    MEASURES[CoverageColumn.MEMBERS]: "党员点评情况",
}


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows about one scope."""

    name: str
    progress: Progress
    steps: tuple[Step, ...]
    deadlines: tuple[DueDate, ...]
    coverage: tuple[UnitCoverage, ...]


class OverviewPage(Page):
    """Cards lead to the work, bars to the names behind them."""

    topics = frozenset(Topic) - {Topic.PHRASES}

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._view: _View | None = None
        self._looks = 0
        self._narrow = False
        self._heading = dressed(Heading(), accessibleName="单位")
        self._summary = dressed(QLabel(wordWrap=True), accessibleName="进度")
        self._demands = push_button("工作要求…", hint="方案规定的环节、期限和其他要求，各做到哪里")
        self._steps = StepList()
        self._bars = CoverageBars(settings)
        self._hint = EmptyHint()
        self._look = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        title = QLabel("覆盖情况")
        bold = title.font()
        bold.setBold(True)
        title.setFont(bold)
        title.setBuddy(self._bars)
        title.setToolTip("按统计表的口径：已点评数/总数；点击看计入和未计入的名单")
        column.addWidget(title)
        column.addWidget(self._bars, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._split.addWidget(self._steps)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([_STEPS_WIDTH, 1000])
        self._split.setHandleWidth(8)
        self._whole = QWidget()
        rows = QVBoxLayout(self._whole)
        rows.setContentsMargins(12, 10, 12, 10)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._demands, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(top)
        rows.addWidget(self._summary)
        rows.addWidget(self._split, 1)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._whole)
        self._layers.addWidget(self._hint)

    def _connect(self) -> None:
        self._steps.step_chosen.connect(self._go_to_step)
        self._steps.deadline_chosen.connect(self._go_to_deadline)
        self._bars.figure_opened.connect(self.show_names)
        self._bars.unit_opened.connect(self._go_to_unit)
        self._hint.asked.connect(self.asked)
        self._demands.clicked.connect(self._ask_for_demands)
        self._look.timeout.connect(self._look_further)

    # ---- showing -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show what there is to do in an organisation."""
        self._scope = scope
        self._look.stop()
        has_members = bool(self.desk.workspace.records.members)
        if scope.round is None or not has_members:
            self._view = None
            if scope.round is not None:
                has_units = bool(self.desk.issuing.units())
                self._hint.show_members_missing(has_units=has_units)
            else:
                self._hint.show_step(has_members=has_members)
            self._layers.setCurrentWidget(self._hint)
            return
        self._view = wait_for(
            self, "正在统计进度…", partial(_read, self.desk, scope.round, scope.unit)
        )
        self._layers.setCurrentWidget(self._whole)
        self._show_view(self._view)
        self._begin_looking()

    def offer_first_step(self) -> None:
        """Bring the keyboard to the button that leads on, where there is nobody to review."""
        if self._layers.currentWidget() is self._hint:
            self._hint.take_keyboard()

    def _show_view(self, view: _View) -> None:
        self._heading.setText(view.name)
        self._summary.setText(_summary(view.progress))
        self._bars.units.show_units(view.coverage)
        self._show_steps()

    def _show_steps(self) -> None:
        view, scope = self._view, self._scope
        if view is None or scope is None or scope.round is None:
            return
        overview = self.desk.overview
        day = self.desk.workspace.day_of(scope.round)
        more = overview.record_steps(scope.round, scope.unit, day)
        looking = not overview.record_check(scope.round).ended
        self._steps.show_steps((*view.steps, *more), view.deadlines, looking=looking)

    # ---- looking through the records while nothing else happens ------------------------------

    def _begin_looking(self) -> None:
        if self.isVisible() and self._view is not None:
            self._look.start(0)

    def _look_further(self) -> None:
        """Look at some more records; the window stays alive between two looks."""
        scope, database = self._scope, self.desk.workspace.database
        if scope is None or scope.round is None or not database.is_open:
            return
        if database.is_busy:
            self._look.start(_BUSY_MS)
            return
        check = self.desk.overview.record_check(scope.round)
        more = not check.ended and check.look_further()
        self._looks += 1
        if not more or self._looks % _LOOKS_BEFORE_SHOWING == 0:
            self._show_steps()
        if more:
            self._look.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on looking through the records."""
        super().showEvent(event)
        self._begin_looking()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self._look.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards less where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            share = self.width() * _NARROW_SHARE // 100 if narrow else _STEPS_WIDTH
            self._split.setSizes([share, self.width() - share])

    # ---- going somewhere ---------------------------------------------------------------------

    def _go_to_step(self, step: Step | None) -> None:
        if step is None:
            self.wanted.emit(Place(page=PageName.STATISTICS))
        elif step.action:
            self.asked.emit(step.action)
        else:
            place = Place(page=PageName(step.page), state=step.state, part=step.part)
            self.wanted.emit(place)

    def _go_to_deadline(self, deadline: Deadline) -> None:
        if deadline.table:
            self.wanted.emit(Place(page=PageName.STATISTICS))
        else:
            self.asked.emit("export_forms")

    def _ask_for_demands(self) -> None:
        self.asked.emit("demands")

    def _go_to_unit(self, unit: str) -> None:
        self.wanted.emit(Place(organization=OrganizationId(unit)))

    def _go_to_person(self, person: str) -> None:
        workspace = self.desk.workspace
        if person in workspace.directory(workspace.today()).tree:  # a unit counted by figures
            self._go_to_unit(person)
            return
        self.wanted.emit(Place(page=PageName.MEMBERS, person=PersonId(person)))

    def show_names(self, unit: str, measure: str) -> None:
        """Open the names behind a bar: who has been reviewed, who has not and why."""
        scope = self._scope
        if scope is None or scope.round is None:
            return
        with refusals_shown(self):
            day = self.desk.workspace.day_of(scope.round)
            about = (self.desk, scope.round, OrganizationId(unit), day, measure)
            names = wait_for(self, "正在列出名单…", partial(_names, *about))
            name = self.desk.workspace.directory(day).tree[OrganizationId(unit)].name
            dialog = NamesDialog(
                f"{name}：{_WORDS[measure]}",
                names.counted,
                names.not_counted,
                self.settings,
                self.window(),
                words=("已点评", "未点评"),
                units=names.units,
            )
            is_person = measure == MEASURES[CoverageColumn.MEMBERS]
            dialog.name_opened.connect(self._go_to_person if is_person else self._go_to_unit)
            dialog.name_opened.connect(dialog.accept)
            dialog.open()


def _read(desk: "Desk", round_: "Round", unit: OrganizationId, watch: "Watch") -> _View:
    del watch
    workspace, overview = desk.workspace, desk.overview
    day = workspace.day_of(round_)
    deadlines = overview.deadlines(round_)
    check, until = overview.record_check(round_), monotonic() + _AT_ONCE_SECONDS
    while not check.ended and monotonic() < until:
        check.look_further()
    return _View(
        workspace.directory(day).tree[unit].name,
        overview.progress(round_, day)[unit],
        overview.next_steps(round_, unit, day),
        (*(d for d in deadlines if d.days >= 0), *(d for d in deadlines if d.days < 0)),
        overview.coverage(round_, unit, day),
    )


def _names(
    desk: "Desk", round_: "Round", unit: OrganizationId, day: "date", measure: str, watch: "Watch"
) -> "NameList":
    del watch
    return desk.overview.names(round_, unit, day)[measure]


def _summary(progress: Progress) -> str:
    parts = [f"应点评 {progress.due}", f"已点评 {progress.done}", f"未点评 {progress.open}"]
    if progress.exempt:
        parts.append(f"免点评 {progress.exempt}")
    if progress.gaps:
        parts.append(f"缺点评人 {progress.gaps}")
    return "　".join(parts)
