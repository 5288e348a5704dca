"""The page 整改: every problem that reviews name, to the end, with the replies and the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.domain.cycle.rectification import RECTIFICATION_STATES
from app.domain.ids import ReviewId
from app.domain.schedule import ENTRY_KINDS
from app.ops.changes import Topic
from app.ops.schedule import ScheduleOps
from app.ui.filter_row import Facet
from app.ui.list_deeds import (
    ListDeed,
    Where,
    always,
    change_deed,
    export_deed,
    if_listed,
    if_some,
    new_deed,
    printing_deed,
    removal_deed,
)
from app.ui.list_view import Counted, ListView
from app.ui.page import Place
from app.ui.questions import first_of
from app.ui.rectification import calendar_lines, lines
from app.ui.rectification.calendar_lines import CalendarLine, CalendarModel, own_dates
from app.ui.rectification.deeds import RectificationDeeds
from app.ui.rectification.lines import (
    IN_TIME,
    OVERDUE,
    SOON,
    RectificationLine,
    RectificationModel,
    if_all_done,
    if_any_open,
    if_one_review,
    if_unchecked,
    rectification_lines,
    reviews_of,
)
from app.ui.round_page import RoundPage
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.official_document import OfficialDocument
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.domain.schedule import OwnDate
    from app.ops.desk import Desk
    from app.ui.settings import Settings

ITEMS, CALENDAR = range(2)
CARRY = "转入上轮未完成…"
NO_ITEMS = "还没有整改事项。按“列出事项”，从已点评的登记表取出“存在的问题和不足”。"
NO_DATES = "本轮次还没有期限和日程。"
_FACETS = (
    Facet("状态", tuple(RECTIFICATION_STATES.values())),
    Facet("时限", (OVERDUE, SOON, IN_TIME)),
    Facet("党组织"),
)


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    items: Sequence[RectificationLine]
    left: int
    """How many problems of the round before are not finished."""
    days: Sequence[CalendarLine]
    overdue: int
    """How many targets were not reviewed as often as they ought to be."""


class RectificationsPage(RoundPage):
    """The problems and the calendar of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.CYCLE, Topic.ROUNDS, Topic.STRUCTURE, Topic.REVIEWS})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.deeds = RectificationDeeds(desk, settings, self)
        self.schedule = ScheduleOps(desk.workspace, desk.overview, desk.postings)
        self.items = ListView(
            "整改",
            RectificationModel(),
            settings,
            lines.WIDTHS,
            self._item_deeds(),
            Counted("项", none=NO_ITEMS, further=lines.how_far),
            facets=_FACETS,
        )
        self.calendar = ListView(
            "期限日程",
            CalendarModel(),
            settings,
            calendar_lines.WIDTHS,
            self._calendar_deeds(),
            Counted("项", none=NO_DATES),
            facets=(Facet("类别", tuple(ENTRY_KINDS.values())),),
        )
        parts: list[tuple[str, QWidget]] = [("整改事项", self.items), ("期限日程", self.calendar)]
        self._tabs = self.add_tabs("整改", parts)
        self.deeds.told.connect(self.tell)
        self.items.opened.connect(self.edit)
        self.calendar.opened.connect(self.change_date)

    def _item_deeds(self) -> tuple[ListDeed, ...]:
        lists = "从已点评的登记表取出存在的问题，逐条列出"
        measures = "分条修改问题，填措施、责任人、时限、附件（双击或回车）"
        replies = "给点评领导的书面回复、送达、核实和年底评价"
        notes, checks = "给所选的事项填写进展", "核实所选的已整改事项，予以销号"
        more = Where.MORE
        return (
            ListDeed("列出事项", self.gather, hint=lists, when=always),
            ListDeed("措施…", self.edit, "填写整改措施", measures, if_some, "E"),
            ListDeed("进展…", self.note_progress, "填写整改进展", notes, if_unchecked, "P"),
            ListDeed("完成…", self.finish, "整改完成", "所选的事项已整改", if_any_open, "W"),
            ListDeed("销号…", self.check_off, "整改销号", checks, if_all_done, "S"),
            ListDeed("回复…", self.reply, "书面回复", replies, if_one_review, "R"),
            removal_deed(self.remove, "整改事项"),
            printing_deed(self._print, "整改事项"),
            export_deed(self._export, "整改", "把所列的事项存为 Excel"),
            ListDeed("安排时限…", self.set_due, when=if_some, letter="N", where=more),
            ListDeed("重新整改…", self.reopen, when=if_all_done, letter="O", where=more),
            ListDeed("打开登记表", self.open_form, when=if_one_review, letter="F", where=more),
            ListDeed(CARRY, self.carry, when=always, letter="C", where=more),
            ListDeed("导出书面回复…", self.export_letters, when=if_listed, letter="L", where=more),
            ListDeed("归档文件夹…", self.archive, when=always, letter="A", where=more),
        )

    def _calendar_deeds(self) -> tuple[ListDeed, ...]:
        derives = "由上级期限提前若干天，定出下级的期限"
        files = "按要求报上级备案的登记表（主要负责同志点评的）"
        prints = "按月打印，可存为 Word 或 PDF"
        return (
            ListDeed("推算期限…", self.derive, hint=derives, when=always),
            new_deed(self.new_date, "期限", "自己定一个期限"),
            replace(change_deed(self.change_date, "本级期限"), when=_if_one_own),
            replace(removal_deed(self.remove_dates, "本级期限"), when=_if_own),
            ListDeed("备案清单", self.print_filed, hint=files, when=always),
            ListDeed("打印日程", self.print_calendar, hint=prints, when=always),
        )

    # ---- reading -----------------------------------------------------------------------------

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show how far the problems of a round are mended."""
        ops, schedule = self.desk.rectifications, self.schedule
        today = self.desk.workspace.today()

        def work(progress: "Progress") -> _View:
            progress(0, 0)
            return _View(
                rectification_lines(ops.rows(round_, unit)),
                len(ops.unfinished_before(round_)),
                calendar_lines.calendar_lines(schedule.entries(round_, unit), today),
                schedule.overdue(round_, unit),
            )

        view = wait_for(self, "正在读取…", work)
        left = f"　上轮未完成 {view.left} 项" if view.left else ""
        late = f"　超过规定点评间隔的对象 {view.overdue} 个，见“检查”页" if view.overdue else ""
        self.items.permit(CARRY, permitted=bool(view.left))
        self.fill(self.items, view.items, left)
        self.fill(self.calendar, view.days, late)

    def show_place(self, place: Place) -> None:
        """Bring the problems to the front, or the calendar where it is asked for."""
        self._tabs.setCurrentIndex(CALENDAR if place.part == "calendar" else ITEMS)

    def chosen_reviews(self) -> tuple[ReviewId, ...]:
        """Return the records that the chosen problems were named in."""
        return reviews_of(self.items.chosen())

    # ---- problems ----------------------------------------------------------------------------

    def gather(self) -> None:
        """List the problems of all reviewed records that have none listed yet."""
        if self.where is not None:
            self.deeds.gather(*self.where)

    def edit(self) -> None:
        """Show the problems of the record that the current one was named in."""
        line = self.items.current()
        if line is not None:
            self.deeds.edit(line)

    def note_progress(self) -> None:
        """Ask what was done about the chosen problems."""
        self.deeds.note_progress(self.items.chosen())

    def finish(self) -> None:
        """Ask what has come of the chosen problems."""
        self.deeds.finish(self.items.chosen())

    def check_off(self) -> None:
        """Ask who has checked the chosen problems."""
        self.deeds.check_off(self.items.chosen())

    def set_due(self) -> None:
        """Ask by when the chosen problems are to be mended."""
        self.deeds.set_due(self.items.chosen())

    def reopen(self) -> None:
        """Take the chosen problems up again, with a reason."""
        self.deeds.reopen(self.items.chosen())

    def reply(self) -> None:
        """Show the written reply to the leader."""
        line = self.items.current()
        if line is not None:
            self.deeds.reply(line)

    def open_form(self) -> None:
        """Go to the form that the chosen problems were named in."""
        reviews = self.chosen_reviews()
        if reviews:
            self.wanted.emit(Place(review=reviews[0]))

    def carry(self) -> None:
        """Take over what was left unfinished in the round before."""
        if self.round is not None:
            self.deeds.carry(self.round)

    def remove(self) -> None:
        """Take the chosen problems away, after a question."""
        chosen, ids = self.items.chosen(), self.items.chosen_ids()
        if chosen:
            named = f"整改事项{first_of(chosen[0].record.problem, len(chosen), '项')}"
            self.ask_removal("整改事项", named, partial(self.desk.rectifications.remove, ids))

    def export_letters(self) -> None:
        """Write the replies of several chosen problems, otherwise of all that are listed."""
        chosen = self.items.chosen()
        self.deeds.export_letters(reviews_of(chosen if len(chosen) > 1 else self.items.model.lines))

    def _export(self) -> None:
        rows = [line.row for line in self.items.model.lines]
        self.deeds.export_list(rows, self.title("整改清单").replace("　", "_"))

    def _print(self) -> None:
        rows = [line.row for line in self.items.model.lines]
        self.deeds.print_list(rows, self.title("整改清单"))

    def archive(self) -> None:
        """Ask which archive folder is wanted, and where."""
        if self.where is not None:
            self.deeds.archive(*self.where)

    # ---- the calendar ------------------------------------------------------------------------

    def derive(self) -> None:
        """Ask how many days earlier the units below are to be ready."""
        from app.ui.rectification.date_dialogs import DeriveDialog

        if self.round is not None:
            deadlines = self.schedule.deadlines(self.round)
            self.show_dialog(DeriveDialog(self.schedule, self.round, deadlines, self.window()))

    def new_date(self) -> None:
        """Ask for a day of one's own."""
        self._show_date(self.schedule.new(self.desk.workspace.today()))

    def change_date(self) -> None:
        """Show the chosen day of one's own to be changed."""
        for own in own_dates(self.calendar.chosen())[:1]:
            self._show_date(own)

    def _show_date(self, own: "OwnDate") -> None:
        from app.ui.rectification.date_dialogs import OwnDateDialog

        self.show_dialog(OwnDateDialog(self.schedule, own, self.window()))

    def remove_dates(self) -> None:
        """Take the chosen days of one's own away, after a question."""
        own = own_dates(self.calendar.chosen())
        if own:
            named = f"本级期限{first_of(own[0].what, len(own), '项')}"
            remove = partial(self.schedule.remove, [each.id for each in own])
            self.ask_removal("本级期限", named, remove)

    def print_filed(self) -> None:
        """Show the list of forms that are filed with the level above as it prints."""
        if self.where is not None:
            self._show_paper(self.schedule.filed(*self.where), "备案清单")

    def print_calendar(self) -> None:
        """Show the calendar as it prints."""
        if self.where is not None:
            self._show_paper(self.schedule.document(*self.where), "工作日程")

    def _show_paper(self, document: "OfficialDocument", what: str) -> None:
        from app.ui.printing.official import show_official

        if self.round is not None:
            name = f"{what}_{self.round.name}"
            show_official(self.window(), self.desk, self.settings, document, name)


def _if_own(chosen: Sequence[CalendarLine], listed: int) -> bool:
    """What is done with days that the unit has set itself."""
    del listed
    return bool(own_dates(chosen))


def _if_one_own(chosen: Sequence[CalendarLine], listed: int) -> bool:
    """What is done with one day that the unit has set itself."""
    del listed
    return len(own_dates(chosen)) == 1
