"""The page 会议: meetings that fill forms, draws that anybody can repeat, and talks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.domain.cycle.meetings import MEETING_STATES
from app.domain.ids import TaskId
from app.ops.changes import Topic
from app.ops.tasks import target_name
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet
from app.ui.line_table import stretch_first
from app.ui.list_deeds import (
    ListDeed,
    always,
    change_deed,
    new_deed,
    printing_deed,
    removal_deed,
)
from app.ui.list_view import Counted, ListView
from app.ui.meetings.lines import (
    DRAW_WIDTHS,
    MEETING_WIDTHS,
    STANDINGS,
    TALK_WIDTHS,
    DrawLine,
    DrawModel,
    MeetingLine,
    MeetingModel,
    TalkLine,
    TalkModel,
    day_text,
    draw_lines,
    drawn_count,
    filled_count,
    late_count,
    meeting_lines,
    talk_line,
)
from app.ui.page import Place
from app.ui.questions import first_of
from app.ui.round_page import RoundPage
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.cycle.meetings import Draw, Interview, Meeting
    from app.domain.ids import OrganizationId
    from app.domain.official_document import OfficialDocument
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ops.meetings import Filled
    from app.ui.settings import Settings

MEETINGS, DRAWS, TALKS = range(3)
TITLES = ("会议", "随机抽取", "专门约谈")
NO_MEETING = "本轮次还没有会议。按“新建”，一次会议可以同时填写许多份登记表。"
NO_DRAW = "本轮次还没有随机抽取。按“抽取”，结果谁都可以重算核对。"
NO_TALK = "本轮次还没有专门约谈。"


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    meetings: Sequence[MeetingLine]
    draws: Sequence[DrawLine]
    talks: Sequence[TalkLine]


class MeetingsPage(RoundPage):
    """The meetings, draws and talks of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.CYCLE, Topic.ROUNDS, Topic.STRUCTURE})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.meetings = ListView(
            "会议",
            MeetingModel(),
            settings,
            MEETING_WIDTHS,
            self._meeting_deeds(),
            Counted("次", "会议", NO_MEETING, filled_count),
            facets=(Facet("状态", tuple(MEETING_STATES.values())), Facet("点评形式")),
        )
        stretch_first(self.meetings.table)
        self.draws = ListView(
            "随机抽取",
            DrawModel(),
            settings,
            DRAW_WIDTHS,
            self._draw_deeds(),
            Counted("次", "抽取", NO_DRAW, drawn_count),
            facets=(Facet("类别"),),
        )
        self.talks = ListView(
            "专门约谈",
            TalkModel(),
            settings,
            TALK_WIDTHS,
            self._talk_deeds(),
            Counted("次", "约谈", NO_TALK, late_count),
            facets=(Facet("结果", STANDINGS),),
        )
        self._parts: tuple[ListView[Any], ...] = self.meetings, self.draws, self.talks
        self._tabs = self.add_tabs("会议", list(zip(TITLES, self._parts, strict=True)))
        self.meetings.opened.connect(self.change_meeting)
        self.draws.opened.connect(self.show_draw)
        self.talks.opened.connect(self.change_talk)

    def _meeting_deeds(self) -> tuple[ListDeed, ...]:
        return (
            new_deed(self.new_meeting, "会议", "登记一次点评会，并填写登记表"),
            change_deed(self.change_meeting, "会议"),
            ListDeed("签到表", self.show_sign_in_sheet, hint="预览、打印签到表，或存为 Word"),
            ListDeed("议程", self.show_agenda, hint="预览、打印议程，或存为 Word"),
            ListDeed("会议记录", self.show_minutes, hint="预览、打印会议记录，或存为 Word"),
            removal_deed(self.remove, "会议"),
            printing_deed(self._print, "会议"),
        )

    def _draw_deeds(self) -> tuple[ListDeed, ...]:
        looks = "看抽中了谁，重算核对，点评他们（双击或回车）"
        draws, prints = "抽取随机点评的对象（Insert）", "预览、打印抽取记录，或存为 Word"
        return (
            ListDeed("抽取…", self.new_draw, "随机抽取", draws, always, keys="Ins"),
            ListDeed("查看…", self.show_draw, "查看抽取结果", looks),
            ListDeed("抽取记录", self._show_chosen_draw_record, hint=prints),
            removal_deed(self.remove, "随机抽取"),
            printing_deed(self._print, "随机抽取"),
        )

    def _talk_deeds(self) -> tuple[ListDeed, ...]:
        return (
            new_deed(self.new_talk, "约谈", "登记一次专门约谈"),
            change_deed(self.change_talk, "约谈"),
            ListDeed("约谈记录", self.show_talk_record, hint="预览、打印约谈记录，或存为 Word"),
            removal_deed(self.remove, "约谈"),
            printing_deed(self._print, "约谈"),
        )

    # ---- reading -----------------------------------------------------------------------------

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show what happened in a round."""

        def work(progress: "Progress") -> _View:
            progress(0, 0)
            ops, today = self.desk.gatherings, self.desk.workspace.today()
            directory = self.desk.workspace.directory(today)
            talks = tuple(
                talk_line(each, target_name(directory, each.target) if each.target else "", today)
                for each in ops.interviews(round_, unit)
            )
            meetings, draws = ops.meetings(round_, unit), ops.draws(round_, unit)
            return _View(meeting_lines(meetings), draw_lines(draws), talks)

        view = wait_for(self, "正在读取…", work)
        self.fill(self.meetings, view.meetings)
        self.fill(self.draws, view.draws)
        self.fill(self.talks, view.talks)

    def show_place(self, place: Place) -> None:
        """Bring the meetings to the front."""
        del place
        self._tabs.setCurrentIndex(MEETINGS)

    # ---- meetings ----------------------------------------------------------------------------

    def new_meeting(self) -> None:
        """Ask for a meeting of the chosen organisation."""
        if self.where is not None:
            self._edit_meeting(self.desk.gatherings.new_meeting(*self.where), is_new=True)

    def change_meeting(self) -> None:
        """Show the chosen meeting to be changed."""
        line = self.meetings.current()
        if line is not None:
            self._edit_meeting(line.record)

    def _edit_meeting(self, record: "Meeting", *, is_new: bool = False) -> None:
        from app.ui.meetings.opening import meeting_dialog

        if self.round is not None:
            desk, settings, window = self.desk, self.settings, self.window()
            self.show_dialog(
                meeting_dialog(desk, settings, self.round, record, window, is_new=is_new)
            )

    def meet_about(self, tasks: Sequence[TaskId], mode: str = "") -> None:
        """Ask for a meeting that reviews these tasks.

        Args:
            tasks: those that are ticked.
            mode: 点评形式; empty: still to be chosen.
        """
        from app.ui.meetings.opening import meeting_about

        if self.where is not None:
            desk, settings, window = self.desk, self.settings, self.window()
            self.show_dialog(meeting_about(desk, settings, *self.where, tasks, window, mode=mode))

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

        if self.where is not None:
            dialog = DrawDialog(self.desk, *self.where, self.window())
            dialog.drawn.connect(self._show_drawn)
            self.show_dialog(dialog)

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
        if self.round is None:
            return None
        draws = self.desk.gatherings.draws(self.round)
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
            self.tell(filled.changes)
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

        if self.where is not None:
            self.show_dialog(InterviewDialog(self.desk, *self.where, record, self.window()))

    def show_talk_record(self) -> None:
        """Show the record of the chosen talk as it prints."""
        line = self.talks.current()
        if line is not None:
            document = self.desk.gatherings.interview_record(line.record)
            self._show_document(document, line.name)

    # ---- all three ---------------------------------------------------------------------------

    @property
    def _in_front(self) -> ListView[Any]:
        return self._parts[self._tabs.currentIndex()]

    def remove(self) -> None:
        """Take away what is chosen in the part in front, after a question."""
        view, what = self._in_front, TITLES[self._tabs.currentIndex()]
        chosen = view.chosen()
        if chosen:
            named = f"{what}{first_of(chosen[0].cells[0], len(chosen), '次')}"
            remove = partial(self.desk.gatherings.remove, view.chosen_ids())
            self.ask_removal(what, named, remove, "填好的登记表不受影响。")

    def _print(self) -> None:
        self.print_lines(f"{TITLES[self._tabs.currentIndex()]}一览表", self._in_front)
