"""The page 会议: meetings that fill forms, draws that anybody can repeat, and talks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domain.ids import TaskId
from app.ops.changes import Topic
from app.ops.tasks import target_name
from app.ui.faults import refusals_shown
from app.ui.meetings.lines import (
    DrawLine,
    MeetingLine,
    TalkLine,
    day_text,
    draw_lines,
    meeting_lines,
    talk_line,
)
from app.ui.meetings.views import DrawsView, MeetingsView, RecordsView, TalksView
from app.ui.page import Page, Place, Scope
from app.ui.print_list import print_list
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.cycle.meetings import Draw, Interview, Meeting
    from app.domain.official_document import OfficialDocument
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ops.meetings import Filled
    from app.ui.meetings.gathering_dialog import GatheringDialog
    from app.ui.settings import Settings

MEETINGS, DRAWS, TALKS = range(3)
TITLES = ("会议", "随机抽取", "专门约谈")
CAN_BE_UNDONE = "填好的登记表不受影响。删除后可以按 Ctrl+Z 撤销。"


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    meetings: Sequence[MeetingLine] = ()
    draws: Sequence[DrawLine] = ()
    talks: Sequence[TalkLine] = ()


class MeetingsPage(Page):
    """About the chosen organisation with all below it, in the chosen round."""

    topics: ClassVar = frozenset({Topic.CYCLE, Topic.ROUNDS, Topic.STRUCTURE})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self.meetings = MeetingsView(settings)
        self.draws = DrawsView(settings)
        self.talks = TalksView(settings)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="会议")
        parts: tuple[QWidget, ...] = self._views()
        for title, part in zip(TITLES, parts, strict=True):
            self._tabs.addTab(part, title)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._insert, self._delete = (
            QShortcut(QKeySequence(key), self._tabs, context=inside) for key in ("Ins", "Del")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._tabs, 1)
        self._connect()

    def _views(
        self,
    ) -> tuple[RecordsView[MeetingLine], RecordsView[DrawLine], RecordsView[TalkLine]]:
        return self.meetings, self.draws, self.talks

    def _connect(self) -> None:
        meetings, draws, talks = self.meetings, self.draws, self.talks
        meetings.new_wanted.connect(self.new_meeting)
        meetings.opened.connect(self.change_meeting)
        meetings.sign_in_wanted.connect(self.show_sign_in_sheet)
        meetings.agenda_wanted.connect(self.show_agenda)
        meetings.minutes_wanted.connect(self.show_minutes)
        draws.new_wanted.connect(self.new_draw)
        draws.opened.connect(self.show_draw)
        draws.record_wanted.connect(self._show_chosen_draw_record)
        talks.new_wanted.connect(self.new_talk)
        talks.opened.connect(self.change_talk)
        talks.record_wanted.connect(self.show_talk_record)
        for view in self._views():
            view.removal_wanted.connect(self.remove)
            view.print_wanted.connect(self._print)
        self._insert.activated.connect(self._new)
        self._delete.activated.connect(self.remove)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show what happened in a round."""
        self._scope = scope
        view = wait_for(self, "正在读取…", self._read)
        self.meetings.show_lines(view.meetings)
        self.draws.show_lines(view.draws)
        self.talks.show_lines(view.talks)
        for part in self._views():
            part.allow_new(scope.round is not None)

    def _read(self, progress: "Progress") -> _View:
        progress(0, 0)
        scope = self._scope
        if scope is None or scope.round is None:
            return _View()
        ops, today = self.desk.gatherings, self.desk.workspace.today()
        directory = self.desk.workspace.directory(today)
        talks = tuple(
            talk_line(each, target_name(directory, each.target) if each.target else "", today)
            for each in ops.interviews(scope.round, scope.unit)
        )
        return _View(
            meeting_lines(ops.meetings(scope.round, scope.unit)),
            draw_lines(ops.draws(scope.round, scope.unit)),
            talks,
        )

    def show_place(self, place: Place) -> None:
        """Bring the meetings to the front."""
        del place
        self._tabs.setCurrentIndex(MEETINGS)

    @property
    def _in_front(self) -> int:
        return self._tabs.currentIndex()

    def _new(self) -> None:
        """Add to the part in front."""
        if self._scope is not None and self._scope.round is not None:
            (self.new_meeting, self.new_draw, self.new_talk)[self._in_front]()

    # ---- meetings ----------------------------------------------------------------------------

    def new_meeting(self) -> None:
        """Ask for a meeting of the chosen organisation."""
        from app.ui.meetings.opening import meeting_dialog

        scope = self._scope
        if scope is not None and scope.round is not None:
            new = self.desk.gatherings.new_meeting(scope.round, scope.unit)
            window, round_ = self.window(), scope.round
            self._show(meeting_dialog(self.desk, self.settings, round_, new, window, is_new=True))

    def meet_about(self, tasks: Sequence[TaskId], mode: str = "") -> None:
        """Ask for a meeting that reviews these tasks.

        Args:
            tasks: those that are ticked.
            mode: 点评形式; empty: still to be chosen.
        """
        from app.ui.meetings.opening import meeting_about

        scope = self._scope
        if scope is not None and scope.round is not None:
            self._show(
                meeting_about(
                    self.desk,
                    self.settings,
                    scope.round,
                    scope.unit,
                    tasks,
                    self.window(),
                    mode=mode,
                )
            )

    def change_meeting(self) -> None:
        """Show the chosen meeting to be changed."""
        from app.ui.meetings.opening import meeting_dialog

        line, round_ = self.meetings.current(), self._round
        if line is not None and round_ is not None:
            window = self.window()
            self._show(meeting_dialog(self.desk, self.settings, round_, line.record, window))

    def _show(self, dialog: "GatheringDialog") -> None:
        dialog.told.connect(self.told)
        dialog.open()

    def show_sign_in_sheet(self) -> None:
        """Show the sign-in sheet of the chosen meeting as it prints."""
        self._show_paper(self.desk.gatherings.sign_in_sheet)

    def show_agenda(self) -> None:
        """Show the agenda of the chosen meeting as it prints."""
        self._show_paper(self.desk.gatherings.agenda)

    def show_minutes(self) -> None:
        """Show 会议记录 of the chosen meeting as it prints."""
        self._show_paper(self.desk.gatherings.minutes)

    def _show_paper(self, paper: "Callable[[Meeting], OfficialDocument]") -> None:
        line = self.meetings.current()
        if line is not None:
            with refusals_shown(self.window(), "没有打印"):
                self._show_document(paper(line.record))

    def _show_document(self, document: "OfficialDocument", about: str = "") -> None:
        from app.ui.printing.official import show_official

        name = f"{document.title}_{about}" if about else document.title
        show_official(self.window(), self.desk, self.settings, document, name)

    # ---- draws -------------------------------------------------------------------------------

    def new_draw(self) -> None:
        """Ask what is to be drawn."""
        from app.ui.meetings.draw_dialog import DrawDialog

        scope = self._scope
        if scope is not None and scope.round is not None:
            dialog = DrawDialog(self.desk, scope.round, scope.unit, self.window())
            dialog.told.connect(self.told)
            dialog.drawn.connect(self._show_drawn)
            dialog.open()

    def show_draw(self) -> None:
        """Show whom the chosen draw gave."""
        line = self.draws.current()
        if line is not None:
            self._show_drawn(line.id)

    def _show_drawn(self, draw_id: str) -> None:
        from app.ui.meetings.draw_dialog import DrawnDialog

        draw = self._draw(draw_id)
        if draw is not None:
            mode = self.desk.gatherings.drawn_mode
            dialog = DrawnDialog(draw, day_text(draw.day), mode, self.window())
            dialog.record_wanted.connect(self.show_draw_record)
            dialog.meeting_wanted.connect(self._meet_about_drawn)
            dialog.forms_wanted.connect(self.review_drawn)
            dialog.open()

    def _draw(self, draw_id: str) -> "Draw | None":
        if self._round is None:
            return None
        draws = self.desk.gatherings.draws(self._round)
        return next((each for each in draws if each.id == draw_id), None)

    def _show_chosen_draw_record(self) -> None:
        line = self.draws.current()
        if line is not None:
            self.show_draw_record(line.id)

    def show_draw_record(self, draw_id: str) -> None:
        """Show the record of a draw as it prints."""
        draw = self._draw(draw_id)
        if draw is not None:
            self._show_document(self.desk.gatherings.draw_record(draw), draw.pool_title)

    def _meet_about_drawn(self, draw_id: str) -> None:
        draw = self._draw(draw_id)
        if draw is not None:
            ops = self.desk.gatherings
            self.meet_about(ops.tasks_of(draw), ops.drawn_mode)

    def review_drawn(self, draw_id: str) -> None:
        """Fill 点评形式 into the open forms of those drawn, and lead to the first of them."""
        draw = self._draw(draw_id)
        if draw is None:
            return
        with refusals_shown(self.window()):
            ops = self.desk.gatherings

            def work(progress: "Progress") -> "Filled":
                progress(0, 0)
                return ops.fill_drawn(draw)

            filled = wait_for(self, "正在填写登记表…", work)
            if filled.changes:
                self.told.emit(filled.changes)
            tasks = ops.tasks_of(draw)
            if tasks:
                self.wanted.emit(Place(task=tasks[0], tasks=tasks))

    # ---- talks -------------------------------------------------------------------------------

    def new_talk(self) -> None:
        """Ask for a talk."""
        self._edit_talk(None)

    def change_talk(self) -> None:
        """Show the chosen talk to be changed."""
        line = self.talks.current()
        if line is not None:
            self._edit_talk(line.record)

    def _edit_talk(self, record: "Interview | None") -> None:
        from app.ui.meetings.interview_dialog import InterviewDialog

        scope = self._scope
        if scope is not None and scope.round is not None:
            dialog = InterviewDialog(self.desk, scope.round, scope.unit, record, self.window())
            dialog.told.connect(self.told)
            dialog.open()

    def show_talk_record(self) -> None:
        """Show the record of the chosen talk as it prints."""
        line = self.talks.current()
        if line is not None:
            document = self.desk.gatherings.interview_record(line.record)
            self._show_document(document, line.name)

    # ---- all three ---------------------------------------------------------------------------

    @property
    def _round(self) -> "Round | None":
        return self._scope.round if self._scope is not None else None

    def remove(self) -> None:
        """Take away what is chosen in the part in front, after a question."""
        view, title = self._views()[self._in_front], TITLES[self._in_front]
        chosen = view.chosen()
        if not chosen:
            return
        more = f"等 {len(chosen)} 次" if len(chosen) > 1 else ""
        sentence = f"要删除{title}“{chosen[0].cells[0]}”{more}吗？"
        if confirm(self.window(), f"删除{title}", sentence, "删除", CAN_BE_UNDONE):
            with refusals_shown(self.window(), "没有删除"):
                self.told.emit(self.desk.gatherings.remove(view.chosen_ids()))

    def _print(self) -> None:
        view, what = self._views()[self._in_front], f"{TITLES[self._in_front]}一览表"
        title = self._title(what)
        print_list(self.window(), self.settings, title, view.as_table(title))

    def _title(self, what: str) -> str:
        """Return the title of a list: whose it is, and of which round."""
        scope = self._scope
        if scope is None or scope.round is None:
            return what
        workspace = self.desk.workspace
        unit = workspace.directory(workspace.day_of(scope.round)).tree[scope.unit]
        return f"{unit.short_name or unit.name}　{scope.round.name}　{what}"
