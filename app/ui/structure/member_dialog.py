"""新增和编辑党员: every particular of a member, with doubts but no refusal of what may be true."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain import membership as words
from app.domain import plausibility
from app.domain.dates import Span
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId, PersonId
from app.domain.membership import MemberSheet
from app.domain.organization import HOST
from app.domain.typed import NAME_LENGTH, plain_name
from app.domain.words import (
    MEMBER_CATEGORIES,
    MEMBER_STATUSES,
    MemberCategory,
    MemberStatus,
)
from app.ops.desk import Desk
from app.ui.date_line import DateLine
from app.ui.structure.choose_organization import OrganizationLine
from app.ui.structure.frame import DeedDialog, Work
from app.ui.structure.tag_line import TagLine
from app.ui.text_line import TextLine
from app.ui.window_size import fit

CATEGORY, SAME = "人员类别", "同名的人"
ENTERED, LEFT = "转入日期", "离开日期"
ANOTHER = "另一个人（新录入）"
SEXES = ("", "男", "女")


class MemberDialog(DeedDialog):
    """All particulars of one member in tabs."""

    def __init__(
        self,
        desk: Desk,
        person_id: PersonId | None,
        parent: QWidget | None,
        branch: OrganizationId | None = None,
    ) -> None:
        """Show a member, or an empty sheet for a new one.

        Args:
            desk: the open ledger.
            person_id: who is edited; None: a new member.
            parent: the window it belongs to.
            branch: where a new member is proposed to be; None: the head of the tree.

        Raises:
            Refusal: ``member.unknown`` for somebody who never was a member.
        """
        title, verb = ("新增党员", "新增") if person_id is None else ("编辑党员", "保存")
        super().__init__(title, verb, parent)
        self.desk = desk
        self.directory = desk.editing.directory
        self._is_new = person_id is None
        if person_id is None:
            self._sheet = desk.editing.new_member_sheet(branch or desk.workspace.root_id)
        else:
            self._sheet = desk.editing.member_sheet(person_id)
        self._same: list[PersonId] = []
        self.make_tabs("党员资料")
        self._make_person()
        self._make_membership()
        self._make_rest()
        self._name.editingFinished.connect(self._find_same)
        fit(self, 560, 470)
        self.begin()
        self._name.setFocus()

    # ---- the tabs ----------------------------------------------------------------------------

    def _make_person(self) -> None:
        member, rows = self._sheet.member, self.rows_tab("基本情况", scrolls=True)
        self._name = TextLine(words.NAME, self._sheet.person.name, NAME_LENGTH)
        self._who = QComboBox(
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._sex = _combo(SEXES, member.sex)
        self._birth = DateLine(plausibility.BIRTH, member.birth)
        self._joined = DateLine(plausibility.JOINED, member.joined)
        self._full = DateLine(plausibility.FULL, member.full_since)
        self._post = TextLine(words.POST, member.post)
        self._branch = OrganizationLine(
            self.directory.tree,
            words.BRANCH,
            member.organization_id,
            self.directory.is_active,
            fixed=not self._is_new,
        )
        self.field(words.NAME, self._name, rows)
        self._who_field = self.field(SAME, self._who, rows)
        rows.setRowVisible(self._who_field, False)
        self._person_rows = rows
        self.field(plausibility.SEX, self._sex, rows)
        self.field(plausibility.BIRTH, self._birth, rows)
        self.field(plausibility.JOINED, self._joined, rows)
        self.field(plausibility.FULL, self._full, rows)
        self.field(words.POST, self._post, rows)
        self.field(words.BRANCH, self._branch, rows)

    def _make_membership(self) -> None:
        member, rows = self._sheet.member, self.rows_tab("党籍和联系方式", scrolls=True)
        self._category = _combo(MEMBER_CATEGORIES.values(), MEMBER_CATEGORIES[member.category])
        self._status = _combo(MEMBER_STATUSES.values(), MEMBER_STATUSES[member.status])
        self._entered_day = DateLine(ENTERED, member.on_books.since, whole_day=True)
        self._entered_day.setPlaceholderText("不详可不填，按一直在册计")
        self._left_day = DateLine(LEFT, member.on_books.until, whole_day=True)
        self._left_day.setPlaceholderText("在册的不填")
        self._tags = TagLine(words.TAGS, member.tags)
        self._tags.setPlaceholderText("用顿号分开，例如 离退休、流动党员")
        self._host = TextLine(HOST, member.host)
        self._host.setPlaceholderText("流动党员的流入地党组织，可不填")
        self._number = TextLine(words.ID_NUMBER, member.id_number, NAME_LENGTH)
        self._phone = TextLine(words.PHONE, member.phone, NAME_LENGTH)
        self._number.setPlaceholderText("可不填")
        self._phone.setPlaceholderText("可不填")
        self.field(CATEGORY, self._category, rows)
        self.field(words.STATUS, self._status, rows)
        self.field(ENTERED, self._entered_day, rows)
        self.fields[words.ON_BOOKS] = self.field(LEFT, self._left_day, rows)
        self.field(words.TAGS, self._tags, rows)
        self.field(HOST, self._host, rows)
        self.field(words.ID_NUMBER, self._number, rows)
        self.field(words.PHONE, self._phone, rows)

    def _make_rest(self) -> None:
        """Show what a roster brought beyond the usual columns."""
        self._rest: dict[str, TextLine] = {}
        extra = [(key, text) for key, text in self._sheet.member.extra if key != HOST]
        if not extra:
            return
        rows = self.rows_tab("其他", scrolls=True)
        for key, text in extra:
            self._rest[key] = TextLine(key, text)
            self.field(f"{key} ", self._rest[key], rows)

    def _find_same(self) -> None:
        """Offer those of this name who are known without being on the books."""
        if not self._is_new or not self.is_ready:
            return
        name = plain_name(self._name.text())
        found = self.desk.editing.people_named(name) if name else ()
        self._same = [each.id for each in found]
        chosen = self._who.currentIndex()
        self._who.blockSignals(True)
        self._who.clear()
        self._who.addItems([ANOTHER, *(each.identity for each in found)])
        free = [n for n, each in enumerate(found, 1) if each.id not in self.directory.members]
        proposed = free[0] if len(free) == 1 and len(found) == 1 else 0
        self._who.setCurrentIndex(chosen if 0 < chosen < self._who.count() else proposed)
        self._who.blockSignals(False)
        self._person_rows.setRowVisible(self._who_field, bool(found))
        self.refresh()

    # ---- what was entered --------------------------------------------------------------------

    def _entered(self) -> MemberSheet:
        """Return what stands in the tabs; may raise Refusal."""
        since, until = self._entered_day.day(), self._left_day.day()
        if since is not None and until is not None and until < since:
            raise refusal("span.reversed", LEFT, label=LEFT, since=since, until=until)
        person = self._sheet.person
        chosen = self._who.currentIndex()
        if self._is_new and 0 < chosen <= len(self._same):
            person = self.directory.persons[self._same[chosen - 1]]
        member = replace(
            self._sheet.member,
            person_id=person.id,
            organization_id=self._branch.organization(),
            sex=self._sex.currentText(),
            birth=self._birth.entered(),
            joined=self._joined.entered(),
            full_since=self._full.entered(),
            post=self._post.value(),
            category=list(MemberCategory)[self._category.currentIndex()],
            status=list(MemberStatus)[self._status.currentIndex()],
            on_books=Span(since, until),
            tags=self._tags.tags(),
            id_number="".join(self._number.value().split()).upper(),
            phone=self._phone.value(),
            extra=self._extra(),
        )
        return MemberSheet(replace(person, name=plain_name(self._name.value())), member)

    def _extra(self) -> tuple[tuple[str, str], ...]:
        """Return what stands beside the usual columns, in its order."""
        entered = {key: line.value() for key, line in self._rest.items()}
        host = self._host.value()
        before = dict(self._sheet.member.extra)
        found = {key: host if key == HOST else entered[key] for key in before}
        if host:
            found[HOST] = host
        return tuple((key, text) for key, text in found.items() if text)

    def doubts(self) -> Iterable[Fault]:
        """Doubt ages, order of dates, number, doubles."""
        return self.desk.editing.member_doubts(self._entered())

    def effect(self) -> str:
        """Say where the member counts."""
        entered = self._entered()
        branch = self.directory.tree[entered.member.organization_id].name
        if self._is_new:
            return f"将在“{branch}”新增一名党员，未结束轮次的任务随之更新。"
        if entered.member.status is not self._sheet.member.status:
            return "党员状态将更正，在册人数和未结束轮次的任务随之更新。"
        return "资料将更正；已完成的点评记录不变，换支部请用“转接组织关系”。"

    def prepared(self) -> Work:
        """Read the tabs."""
        return partial(self.desk.editing.save_member, self._entered())


def _combo(words_: Iterable[str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words_))
    if box.findText(chosen) < 0:
        box.addItem(chosen)
    box.setCurrentText(chosen)
    return box
