"""The page 公示: everything that the chosen organisation puts up, and what people said about it."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.domain.cycle.postings import POSTING_STATES, PostedMatter, PostingState
from app.domain.ids import RecordId
from app.ops.changes import Topic
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet
from app.ui.list_deeds import (
    ListDeed,
    Where,
    always,
    change_deed,
    new_deed,
    printing_deed,
    removal_deed,
)
from app.ui.list_view import Counted, ListView
from app.ui.postings.lines import TITLE, WIDTHS, PostingModel, posting_line, what_waits
from app.ui.questions import first_of
from app.ui.round_page import RoundPage
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.cycle.postings import Posting
    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

_FACETS = (Facet("状态", tuple(POSTING_STATES.values())), Facet("单位"), Facet("内容"))
NOTHING = "还没有公示。按“新建”，程序列出已点评的记录，核对全部文字后打印或存为 Word。"


class PostingsPage(RoundPage):
    """The postings of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.CYCLE})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.postings = ListView(
            "公示",
            PostingModel(),
            settings,
            WIDTHS,
            self._deeds(),
            Counted("次", "公示", NOTHING, what_waits),
            facets=_FACETS,
            hidden=(TITLE,),
        )
        self.column.addWidget(self.postings)
        self.postings.opened.connect(self.go_on)

    def _deeds(self) -> tuple[ListDeed, ...]:
        checks = "先看公开什么、隐去什么，再打印、存为 PDF 或 Word"
        changes = "内容、记录、时间、方式、地点、依据"
        hears, photos = "登记和处理反映的意见，办结公示", "存入公示栏照片等"
        days = "工作日怎样算，意见向谁反映"
        return (
            new_deed(self.make_new, "公示", "选内容、单位和点评记录，定时间和方式"),
            ListDeed("核对打印", self.check, hint=checks, letter="P"),
            change_deed(self.edit, "公示", changes),
            ListDeed("反馈", self.show_feedback, "公示反馈", hears, letter="F"),
            ListDeed("照片", self.show_photos, "公示照片", photos, letter="I"),
            ListDeed("节假日", self.show_holidays, "节假日和受理意见", days, always),
            removal_deed(self.remove, "公示"),
            printing_deed(self._print, "公示"),
            ListDeed("办结", self.settle, letter="S", where=Where.NOWHERE),
        )

    # ---- reading -----------------------------------------------------------------------------

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show the postings of an organisation and what is below it."""
        workspace, ops = self.desk.workspace, self.desk.postings
        names = workspace.directory(workspace.day_of(round_)).tree
        today, holidays = workspace.today(), ops.holidays()
        lines = [
            posting_line(each, names[each.organization_id].name, today, holidays)
            for each in ops.all(round_, unit)
        ]
        self.fill(self.postings, lines)

    def go_on(self) -> None:
        """Go on where a posting stands: it is checked and printed, or feedback is handled."""
        line = self.postings.current()
        if line is not None:
            waits = line.record.open_feedback or line.standing is PostingState.ENDED
            (self.show_feedback if waits else self.check)()

    # ---- what is done ------------------------------------------------------------------------

    def make_new(self) -> None:
        """Make a posting of the chosen unit."""
        if self.where is None:
            return
        new = partial(self.desk.postings.new, *self.where, PostedMatter.FORMS)

        def work(progress: "Progress") -> "Posting":
            progress(0, 0)
            return new()

        self._show_posting(wait_for(self, "正在列出点评记录…", work), is_new=True)

    def edit(self) -> None:
        """Show and change the chosen posting."""
        line = self.postings.current()
        if line is not None:
            self._show_posting(line.record)

    def _show_posting(self, given: "Posting", *, is_new: bool = False) -> None:
        from app.ui.postings.posting_dialog import PostingDialog

        if self.round is None:
            return
        dialog = PostingDialog(
            self.desk, self.settings, self.round, given, self.window(), is_new=is_new
        )
        if is_new:
            dialog.kept.connect(self._check)
        self.show_dialog(dialog)

    def check(self) -> None:
        """Show what the chosen posting lets everybody read; it is printed from there."""
        line = self.postings.current()
        if line is not None:
            self._check(line.id)

    def _check(self, posting_id: str) -> None:
        from app.ui.postings.check_dialog import CheckDialog

        with refusals_shown(self.window()):
            made = CheckDialog(self.desk, self.settings, RecordId(posting_id), self.window())
            self.show_dialog(made)

    def show_feedback(self) -> None:
        """Show what people said about the chosen posting."""
        from app.ui.postings.feedback_dialog import FeedbackDialog

        line = self.postings.current()
        if line is not None:
            ops, today = self.desk.postings, self.desk.workspace.today()
            found = line.record.id
            self.show_dialog(FeedbackDialog(ops, self.settings, found, today, self.window()))

    def show_photos(self) -> None:
        """Show the photos of the chosen posting."""
        from app.ui.postings.photos_dialog import PhotosDialog

        line = self.postings.current()
        if line is not None:
            self.show_dialog(PhotosDialog(self.desk, line.record.id, self.window()))

    def show_holidays(self) -> None:
        """Show the table of holidays, and where to object."""
        from app.ui.postings.holidays_dialog import HolidaysDialog

        year = self.desk.workspace.today().year
        self.show_dialog(HolidaysDialog(self.desk.postings, year, self.window()))

    def settle(self) -> None:
        """Say that the chosen posting has ended and everything said was handled."""
        line = self.postings.current()
        if line is not None:
            with refusals_shown(self.window(), "没有办结"):
                self.tell(self.desk.postings.settle(line.record.id))

    def remove(self) -> None:
        """Delete the chosen postings, after asking."""
        lines, ids = self.postings.chosen(), self.postings.chosen_ids()
        if lines:
            named = f"公示{first_of(lines[0].record.title, len(lines), '次')}及其反馈、照片"
            remove = partial(self.desk.postings.remove, ids)
            self.ask_removal("公示", named, remove, "点评记录不变。")

    def _print(self) -> None:
        self.print_lines("公示一览表", self.postings)
