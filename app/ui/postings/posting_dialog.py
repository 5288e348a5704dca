"""A posting: what is put up, whose, where, by what, and from when to when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.domain.cycle.postings import (
    CHANNELS,
    POSTED_MATTERS,
    Channel,
    PostedMatter,
    Posting,
    last_day,
    working_days,
)
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.organization import Organization
from app.domain.progress import Progress
from app.domain.review import Round
from app.domain.typed import NAME_LENGTH
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ops.postings import MATTER, PostableReview
from app.ui.date_line import DateLine
from app.ui.postings.records_box import RecordsBox
from app.ui.settings import Settings
from app.ui.structure.choose_organization import OrganizationLine
from app.ui.structure.frame import FieldDialog
from app.ui.text_line import TextLine
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

UNIT, TITLE, RECORDS = "公示单位", "标题", "点评记录"
CHANNEL, PLACE, BASIS, CONTACT = "公示方式", "地点", "依据", "受理意见"
FIRST, DAYS, LAST = "开始日期", "工作日", "结束日期"
MOST_DAYS = 60


class PostingDialog(FieldDialog):
    """Makes a posting or changes one; what it shows is checked before anything is printed."""

    told = Signal(object)
    """The ``Changes`` that were written."""
    kept = Signal(str)
    """The id of the posting that was written."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        round_: Round,
        given: Posting,
        parent: QWidget | None,
        *,
        is_new: bool = False,
    ) -> None:
        """Show a posting.

        Args:
            desk: the ledger.
            settings: where widths of columns are remembered.
            round_: the round of the records.
            given: what stands in the fields first.
            parent: the window it belongs to.
            is_new: True: it is made here, for whatever is chosen.
        """
        super().__init__("新建公示" if is_new else "修改公示", "保存", parent)
        self._desk, self._ops, self._round = desk, desk.postings, round_
        self._given, self._is_new = given, is_new
        self._holidays = self._ops.holidays()
        self._proposed = given.title
        self._make_controls(settings)
        self._lay_out()
        self._connect()
        self._list(given)
        if is_new and given.matter is PostedMatter.FORMS and self._records.without_copies:
            self._matter.setCurrentIndex(self._matter.findData(self._ops.usual_matter))
        self._count_days()
        fit(self, 700, 490)
        self.begin()

    def _make_controls(self, settings: Settings) -> None:
        given, workspace = self._given, self._desk.workspace
        self._matter = dressed(QComboBox(), enabled=self._is_new)
        for matter, word in POSTED_MATTERS.items():
            self._matter.addItem(word, matter)
        self._matter.setCurrentIndex(self._matter.findData(given.matter))
        tree = workspace.directory(workspace.today()).tree
        self._unit = OrganizationLine(
            tree, UNIT, given.organization_id, _any_unit, fixed=not self._is_new
        )
        self._title = TextLine(TITLE, given.title, NAME_LENGTH)
        self._records = RecordsBox(settings)
        self._channel = QComboBox()
        for channel, word in CHANNELS.items():
            self._channel.addItem(word, channel)
        self._channel.setCurrentIndex(self._channel.findData(given.channel))
        self._place = TextLine(PLACE, given.place)
        self._place.setPlaceholderText("例如 机关一楼公示栏")
        self._basis = TextLine(BASIS, given.basis)
        self._contact = TextLine(CONTACT, given.contact)
        self._contact.setPlaceholderText("部门、联系人、电话；印在公示上")
        self._first = DateLine(FIRST, given.day, wanted=True, whole_day=True)
        self._days = dressed(QSpinBox(minimum=1, maximum=MOST_DAYS, suffix=" 个"))
        self._last = DateLine(LAST, given.until, wanted=True, whole_day=True)

    def _lay_out(self) -> None:
        self.make_tabs("公示")
        matter = ((MATTER, self._matter), (UNIT, self._unit), (TITLE, self._title))
        self.rows_tab("内容", matter).addRow(self._records)
        self.rows_tab(
            "时间和方式",
            (
                (FIRST, self._first),
                (DAYS, self._days),
                (LAST, self._last),
                (CHANNEL, self._channel),
                (PLACE, self._place),
                (BASIS, self._basis),
                (CONTACT, self._contact),
            ),
        )

    def _connect(self) -> None:
        self._matter.currentIndexChanged.connect(self._propose)
        self._unit.edited.connect(self._propose)
        self._records.edited.connect(self.refresh)
        self._first.editingFinished.connect(self._reckon)
        self._days.valueChanged.connect(self._reckon)
        self._last.editingFinished.connect(self._count_days)

    # ---- what is put up ------------------------------------------------------------------------

    @property
    def records(self) -> RecordsBox:
        """The records that are put up."""
        return self._records

    def _propose(self) -> None:
        """Fill in anew what follows from matter and unit; a title of one's own stays."""
        matter, unit = PostedMatter(self._matter.currentData()), self._unit.organization()

        def work(progress: Progress) -> Posting:
            progress(0, 0)
            return self._ops.new(self._round, unit, matter)

        new = wait_for(self, "正在列出点评记录…", work)
        if self._title.text() == self._proposed:
            self._title.setText(new.title)
            self._proposed = new.title
        self._list(new)
        self.refresh()

    def _list(self, posting: Posting) -> None:
        """Show the records of a posting, and those that its unit has."""
        has_records = posting.matter is not PostedMatter.COMMITMENTS

        def work(progress: Progress) -> tuple[tuple[PostableReview, ...], ...]:
            progress(0, 0)
            whole = self._ops.postable(self._round, posting.organization_id)
            return whole, self._ops.chosen(posting)

        whole, chosen = wait_for(self, "正在列出点评记录…", work) if has_records else ((), ())
        self._records.setEnabled(has_records)
        forms = posting.matter is PostedMatter.FORMS
        self._records.show_records(whole, chosen, forms=forms)

    # ---- from when to when ---------------------------------------------------------------------

    def _reckon(self) -> None:
        """Give the last day that follows from the first and the working days."""
        first = _day(self._first)
        if first is not None:
            self._last.show_value(last_day(first, self._days.value(), self._holidays))
            self.refresh()

    def _count_days(self) -> None:
        """Show how many working days there are."""
        first, last = _day(self._first), _day(self._last)
        if first is None or last is None or last < first:
            return
        self._days.blockSignals(True)  # the last day stays as it was typed
        self._days.setValue(min(MOST_DAYS, max(1, working_days(first, last, self._holidays))))
        self._days.blockSignals(False)

    def doubts(self) -> Iterable[Fault]:
        """Return what somebody should look at again."""
        matter = PostedMatter(self._matter.currentData())
        if matter is PostedMatter.FORMS and self._records.without_copies:
            yield fault("posting.no_copies", MATTER, count=len(self._records.ids))
        first, last = _day(self._first), _day(self._last)
        if first is None or last is None or last < first:
            return
        count, wanted = working_days(first, last, self._holidays), self._ops.usual_days
        if count < wanted:
            yield fault("posting.short", LAST, count=count, wanted=wanted)

    def effect(self) -> str:
        """Return what will be put up, and how long."""
        first, last = self._first.wanted_day(), self._last.wanted_day()
        if last < first:
            return ""
        count = working_days(first, last, self._holidays)
        words = POSTED_MATTERS[PostedMatter(self._matter.currentData())]
        period = f"{self._first.text()}至{self._last.text()}，{count} 个工作日"
        return f"公示{words}，{period}。保存后核对全部文字，再打印或存为 Word。"

    # ---- writing -------------------------------------------------------------------------------

    def _filled(self) -> Posting:
        matter = PostedMatter(self._matter.currentData())
        reviews = self._records.ids if matter is not PostedMatter.COMMITMENTS else ()
        if matter is not PostedMatter.COMMITMENTS and not reviews:
            raise refusal("choice.missing", label=RECORDS)
        return replace(
            self._given,
            organization_id=self._unit.organization(),
            matter=matter,
            title=self._title.value(),
            reviews=reviews,
            channel=Channel(self._channel.currentData()),
            place=self._place.value(),
            basis=self._basis.value(),
            contact=self._contact.value(),
            day=self._first.wanted_day(),
            until=self._last.wanted_day(),
        )

    def do_it(self) -> None:
        """Keep the posting."""
        filled = self._filled()

        def work(progress: Progress) -> Changes:
            progress(0, 0)
            return self._ops.save(filled)

        self.told.emit(wait_for(self, "正在保存…", work))
        self.kept.emit(filled.id)


def _any_unit(organization: Organization) -> bool:
    del organization
    return True


def _day(line: DateLine) -> date | None:
    """Return the day that stands in a line, or None while there is none."""
    try:
        return line.day()
    except Refusal:
        return None
