"""新增和编辑党组织: particulars, the committee, the leaders who answer for it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from app.domain import organization_sheet as words
from app.domain.dates import Span
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId
from app.domain.organization_sheet import OrganizationSheet
from app.domain.typed import NAME_LENGTH
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind, kind_from_name
from app.ops.desk import Desk
from app.ui.date_line import DateLine
from app.ui.structure.frame import DeedDialog, Work
from app.ui.structure.held_table import OversightTable, PostTable
from app.ui.structure.tag_line import TagLine
from app.ui.structure.words import reach
from app.ui.text_line import TextLine
from app.ui.widgets import dressed
from app.ui.window_size import fit

FOUNDED, ENDED, PLACE = "成立日期", "撤销日期", "排列位置"
COMMITTEE, LEADERS = "班子", "分管和联系"
FIRST = "排在最前"
MOST_SIBLINGS = 300
"""With more of them the own order is changed in the tree."""


class OrganizationDialog(DeedDialog):
    """Everything about one organisation in three tabs."""

    def __init__(
        self,
        desk: Desk,
        organization_id: OrganizationId | None,
        parent: QWidget | None,
        above: OrganizationId | None = None,
    ) -> None:
        """Show an organisation, or an empty sheet for a new one.

        Args:
            desk: the open ledger.
            organization_id: what is edited; None: a new one.
            parent: the window it belongs to.
            above: below which organisation a new one stands; None: the head of the tree.
        """
        is_new = organization_id is None
        title, verb = ("新增党组织", "新增") if is_new else ("编辑党组织", "保存")
        super().__init__(title, verb, parent)
        self.desk = desk
        self.directory = desk.editing.directory
        self._is_new = is_new
        if organization_id is None:
            self._sheet = desk.editing.new_sheet(above or desk.workspace.root_id)
        else:
            self._sheet = desk.editing.sheet(organization_id)
        self._reach: str | None = None
        self.make_tabs("党组织资料")
        self._make_basics()
        self._make_tables()
        self._connect()
        fit(self, 640, 500)
        self.begin()
        self._name.setFocus()

    # ---- the tabs ----------------------------------------------------------------------------

    def _make_basics(self) -> None:
        own = self._sheet.organization
        rows = self.rows_tab("基本情况", scrolls=True)
        self._name = TextLine(words.NAME, own.name, NAME_LENGTH)
        self._short = TextLine(words.SHORT_NAME, own.short_name, NAME_LENGTH)
        self._kind = QComboBox()
        self._kind.addItems(list(ORGANIZATION_KINDS.values()))
        self._kind.setCurrentText(ORGANIZATION_KINDS[own.kind])
        self._kind_chosen = not self._is_new
        above = own.parent_id
        parent = dressed(
            QLabel(self.directory.tree[above].name if above else "（最高一级）", wordWrap=True),
            accessibleName="上级党组织",
        )
        self._tags = TagLine(words.TAGS, own.tags)
        self._founded = DateLine(FOUNDED, own.active.since, whole_day=True)
        self._ended = DateLine(ENDED, own.active.until, whole_day=True)
        self._ended.setPlaceholderText("没有撤销的不填")
        self.field(words.NAME, self._name, rows)
        self.field(words.SHORT_NAME, self._short, rows)
        self.field(words.KIND, self._kind, rows)
        rows.addRow("上级党组织", parent)
        self._make_place(rows)
        self.field(words.TAGS, self._tags, rows)
        self.field(FOUNDED, self._founded, rows)
        self.fields[words.ACTIVE] = self.field(ENDED, self._ended, rows)

    def _make_place(self, rows: QFormLayout) -> None:
        """Offer the places between the siblings, where there are any and not too many."""
        own = self._sheet.organization
        self._place = QComboBox(
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        siblings = self.directory.tree.children(own.parent_id) if own.parent_id else ()
        self._siblings = [o for o in siblings if o.id != own.id]
        if not self._siblings or len(self._siblings) > MOST_SIBLINGS:
            self._siblings = []
            self._place.setParent(self)
            self._place.hide()
            return
        self._place.addItems([FIRST, *(f"排在“{o.name}”之后" for o in self._siblings)])
        before = [o.id for o in siblings]
        self._own_place = before.index(own.id) if own.id in before else len(before)
        self._place.setCurrentIndex(self._own_place)
        self.field(PLACE, self._place, rows)

    def _make_tables(self) -> None:
        own, editing = self._sheet.organization, self.desk.editing
        self._posts = PostTable(editing, self._sheet.appointments, own)
        self._leaders = OversightTable(editing, self._sheet.oversights, own.id)
        self.box_tab(
            COMMITTEE,
            self._posts,
            "书记、副书记、委员（党小组为组长）。离任的填写任职止，不要删除。",
        )
        hint = "分管领导和联系点领导；系统外的领导也可以录入。"
        if own.parent_id is None:
            hint = (
                "本党组织是最高一级：请录入点评它的上级领导（系统外人员），"
                "没有录入时列为“缺点评人”。"
            )
        self.box_tab(LEADERS, self._leaders, hint)

    def _connect(self) -> None:
        self._kind.activated.connect(self._keep_kind)
        self._name.textEdited.connect(self._guess_kind)

    def _keep_kind(self) -> None:
        self._kind_chosen = True

    def _guess_kind(self, name: str) -> None:
        """Take the kind from the name's ending until one was chosen."""
        kind = kind_from_name(name.strip())
        if kind is not None and not self._kind_chosen:
            self._kind.setCurrentText(ORGANIZATION_KINDS[kind])

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front: 班子, 分管和联系."""
        for place in range(self.tabs.count()):
            if self.tabs.tabText(place) == title:
                self.tabs.setCurrentIndex(place)

    # ---- what was entered --------------------------------------------------------------------

    def _entered(self) -> OrganizationSheet:
        """Return what stands in the tabs; may raise Refusal."""
        founded, ended = self._founded.day(), self._ended.day()
        if founded is not None and ended is not None and ended <= founded:
            raise refusal("span.reversed", ENDED, label=ENDED, since=founded, until=ended)
        own = replace(
            self._sheet.organization,
            name=self._name.value(),
            short_name=self._short.value(),
            kind=list(OrganizationKind)[self._kind.currentIndex()],
            tags=self._tags.tags(),
            active=Span(founded, ended),
        )
        newcomers = {p.id: p for p in (*self._posts.newcomers(), *self._leaders.newcomers())}
        return OrganizationSheet(
            own,
            self._posts.appointments(),
            self._leaders.oversights(),
            tuple(newcomers.values()),
        )

    def _order(self) -> list[OrganizationId]:
        """Return the siblings in their wanted order; empty where nothing moved."""
        place = self._place.currentIndex()
        if not self._siblings or place == self._own_place:
            return []
        order = [o.id for o in self._siblings]
        order.insert(place, self._sheet.organization.id)
        return order

    def doubts(self) -> Iterable[Fault]:
        """Doubt doubles, vacancies that are none, days."""
        for doubt in self.desk.editing.doubts(self._entered()):
            yield replace(doubt, place=COMMITTEE) if doubt.code.startswith("post.") else doubt

    def effect(self) -> str:
        """Say what a correction reaches."""
        entered = self._entered().organization
        if self._is_new:
            above = entered.parent_id
            parent = self.directory.tree[above].name if above else ""
            return f"将在“{parent}”下面新增一个党组织，未结束轮次的任务随之更新。"
        if entered.name != self._sheet.organization.name:
            return (
                f"名称将在所有记录和报表里更正（{self._reached()}）。"
                "如是从某一天起更名，请改用“更名”。"
            )
        return "未结束轮次的任务随之更新；已有的点评记录不变。"

    def _reached(self) -> str:
        if self._reach is None:
            self._reach = reach(self.desk.editing.touched([self._sheet.organization.id]))
        return self._reach

    def prepared(self) -> Work:
        """Read the tabs."""
        return partial(self.desk.editing.save, self._entered(), self._order())
