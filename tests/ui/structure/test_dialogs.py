"""What happens in the dialogs: deeds are done, faults stand beside fields, nothing is lost."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.dates import PartialDate, Span
from app.domain.membership import LEFT_FOR
from app.domain.organization import HOST
from app.domain.words import MemberStatus, OrganizationKind, OversightKind, PostKind
from app.ops.changes import Changes, Topic
from app.ui.letters import unlettered
from app.ui.structure.choose_organization import ChooseOrganizationDialog
from app.ui.structure.deeds import Deed, open_deed
from app.ui.structure.frame import FieldDialog
from app.ui.structure.member_deeds import LeaveDialog, ReturnDialog, TransferDialog
from app.ui.structure.member_dialog import MemberDialog
from app.ui.structure.opening import deed_dialog
from app.ui.structure.organization_dialog import (
    COMMITTEE,
    ENDED,
    LEADERS,
    PLACE,
    OrganizationDialog,
)
from app.ui.structure.reorganizing import (
    DissolveDialog,
    MergeDialog,
    MoveDialog,
    RenameDialog,
)
from app.ui.structure.split_dialog import SplitDialog
from app.ui.structure.value_dialogs import OversightDialog, PersonDialog, PostDialog
from tests.ops.refusals import refused
from tests.ui.hands import click, compose, press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.domain.organization import Organization
    from app.ops.desk import Desk

DAY = date(2011, 1, 10)
WRITTEN = "2011年1月10日"


class Listener(QWidget):
    """A window that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.news: list[Changes] = []

    def take(self, changes: Changes) -> None:
        self.news.append(changes)


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[Listener]:
    made = Listener()
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(FieldDialog):
        dialog.is_ready = False
        dialog.close()


@pytest.fixture
def branch(desk: Desk) -> Organization:
    directory = desk.editing.directory
    return next(
        o
        for o in directory.tree
        if o.kind is OrganizationKind.BRANCH and len(directory.members_in(o.id)) > 1
    )


def another(desk: Desk, branch: Organization) -> Organization:
    tree = desk.editing.directory.tree
    return next(o for o in tree if o.kind is OrganizationKind.BRANCH and o.id != branch.id)


def opened(deed: Deed, parent: Listener, desk: Desk, branch: Organization, *persons: str) -> Any:  # noqa: ANN401 - each test knows which dialog it asked for
    open_deed(deed, parent, desk, branch.id, persons, parent.take)  # type: ignore[arg-type]
    return parent.findChildren(FieldDialog)[-1]


def answer(text: str) -> None:
    """Press a button of the question that comes up next."""

    def press_it() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        click(box, text)

    QTimer.singleShot(0, press_it)


# ---- organisations ---------------------------------------------------------------------------


def test_a_new_branch_is_entered_with_secretary_and_leader(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    assert branch.parent_id is not None
    above = desk.editing.directory.tree[branch.parent_id]
    dialog = opened(Deed.NEW_ORGANIZATION, parent, desk, above)
    assert isinstance(dialog, OrganizationDialog)
    compose(dialog._name, "𠮷村联合党支部")
    assert dialog._kind.currentText() == "联合党支部"
    compose(dialog._tags, "机关、非公有制企业")
    compose(dialog._founded, "2011.1.10")
    click(dialog._posts, "新增")
    post = dialog.findChildren(PostDialog)[-1]
    leader = desk.editing.find_people("")[0]
    post.person.show_person(leader.id, leader.identity)
    post.agree.click()
    click(dialog._leaders, "新增")
    oversight = dialog.findChildren(OversightDialog)[-1]
    oversight.person.outside_asked.emit("赵钱孙")
    outsider = oversight.findChildren(PersonDialog)[-1]
    compose(outsider._unit, "示例市委")
    compose(outsider._post, "副书记")
    outsider.agree.click()
    oversight.agree.click()
    dialog.agree.click()
    assert Topic.STRUCTURE in parent.news[0].topics
    directory = desk.editing.directory
    made = directory.tree.named("𠮷村联合党支部")[0]
    assert made.parent_id == above.id
    assert made.kind is OrganizationKind.JOINT_BRANCH
    assert made.tags == {"机关", "非公有制企业"}
    assert made.active == Span(DAY)
    assert directory.secretary(made.id) == leader.id
    overseers = directory.overseers(made.id, OversightKind.IN_CHARGE)
    assert [directory.identity(o) for o in overseers] == ["赵钱孙，示例市委副书记"]


def test_nothing_changes_where_nothing_was_changed(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    before = desk.workspace.records
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    dialog.agree.click()
    assert parent.news == [Changes()]
    assert desk.workspace.records is before


def test_posts_are_ended_moved_and_removed(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    posts = dialog._posts
    first, second = posts.appointments()[:2]
    click(posts, "编辑")
    post = dialog.findChildren(PostDialog)[-1]
    compose(post.until, "2011-1-10")
    post.agree.click()
    assert posts._table.item(0, 4).text() == "2011.01.10"
    click(posts, "下移")
    assert [a.id for a in posts.appointments()[:2]] == [second.id, first.id]
    posts._table.selectRow(0)
    click(posts, "删除")
    dialog.agree.click()
    kept = desk.editing.sheet(branch.id).appointments
    assert second.id not in {a.id for a in kept}
    assert next(a for a in kept if a.id == first.id).held.until == DAY


def test_enter_and_delete_belong_to_the_row(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    dialog.show_tab(COMMITTEE)
    rows = dialog._posts._table
    rows.setFocus()
    press(rows, Qt.Key.Key_Return)
    assert dialog.isVisible()
    post = dialog.findChildren(PostDialog)[-1]
    assert post.isVisible()
    post.close()
    count = len(dialog._posts.appointments())
    press(rows, Qt.Key.Key_Delete)
    assert len(dialog._posts.appointments()) == count - 1


def test_a_post_without_a_known_person_is_refused_beside_the_field(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    click(dialog._posts, "新增")
    post = dialog.findChildren(PostDialog)[-1]
    post.agree.click()
    assert post.fields["人员"].note() == "没有填写人员。请填写。"
    compose(post.person, "没有这个人")
    post.agree.click()
    assert "没有找到“没有这个人”" in post.fields["人员"].note()
    assert post.isVisible()
    post.is_ready = False
    post.close()


def test_a_post_of_somebody_of_whom_there_are_two_is_refused_until_one_is_chosen(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    for unit in ("示例市委", "示例市政府"):
        desk.editing.add_outside_person("赵钱孙", unit, "副书记")
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    click(dialog._posts, "新增")
    post = dialog.findChildren(PostDialog)[-1]
    compose(post.person, "赵钱孙")
    assert refused(post.do_it) == ["person.ambiguous"]
    post.agree.click()
    assert "有 2 个人叫“赵钱孙”" in post.fields["人员"].note()
    one = desk.editing.people_named("赵钱孙")[0]
    post.person.show_person(one.id, one.identity)
    post.agree.click()
    assert not post.isVisible()


def test_an_outsider_is_mended_where_he_is_named_and_a_member_is_not(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    outsider, _ = desk.editing.add_outside_person("赵钱孙", "示例市位", "副书记")
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    click(dialog._leaders, "新增")
    oversight = dialog.findChildren(OversightDialog)[-1]
    member = desk.editing.directory.members_in(branch.id)[0].person_id
    oversight.person.show_person(member, "在册党员")
    oversight.refresh()
    assert not oversight._mend.isEnabled()
    oversight.person.show_person(outsider, "赵钱孙，示例市位副书记")
    oversight.refresh()
    oversight._mend.click()
    mended = oversight.findChildren(PersonDialog)[-1]
    mended._unit.setText("示例市委")
    mended.agree.click()
    oversight.agree.click()
    dialog.agree.click()
    assert desk.editing.directory.identity(outsider) == "赵钱孙，示例市委副书记"
    assert desk.editing.directory.persons[outsider].outside


def test_the_own_order_is_changed(desk: Desk, parent: Listener, branch: Organization) -> None:
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    place = dialog.fields[PLACE].control
    place.setCurrentIndex(place.count() - 1)
    dialog.agree.click()
    assert branch.parent_id is not None
    assert desk.editing.directory.tree.children(branch.parent_id)[-1].id == branch.id


def test_a_corrected_name_says_what_it_reaches(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    dialog._name.setText("更正党支部")
    dialog._name.editingFinished.emit()
    assert "名称将在所有记录和报表里更正（党员 " in dialog._effect.text()
    assert "份）" in dialog._effect.text()


def test_two_secretaries_are_doubted_in_the_tab(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, branch)
    click(dialog._posts, "新增")
    post = dialog.findChildren(PostDialog)[-1]
    leader = next(p for p in desk.editing.find_people("") if p.id != dialog._sheet.appointments[0])
    post.person.show_person(leader.id, leader.identity)
    post._post.setCurrentText("书记")
    post.agree.click()
    assert "不止一名书记" in dialog.fields[COMMITTEE].note()
    dialog.agree.click()
    kept = desk.editing.sheet(branch.id).appointments
    assert [a.post for a in kept].count(PostKind.SECRETARY) == 2


def test_the_head_of_the_tree_is_told_to_enter_its_superior(desk: Desk, parent: Listener) -> None:
    root = desk.editing.directory.tree.root
    dialog = opened(Deed.EDIT_ORGANIZATION, parent, desk, root)
    dialog.show_tab(LEADERS)
    assert "最高一级" in " ".join(
        label.text() for label in dialog.findChildren(type(dialog._effect)) if label.isVisible()
    )
    compose(dialog._ended, WRITTEN)
    dialog.agree.click()
    assert dialog.isVisible()
    assert "最高一级党组织" in dialog.fields[ENDED].note()


def test_renaming_moving_merging_dissolving(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    other = another(desk, branch)
    rename = opened(Deed.RENAME, parent, desk, branch)
    assert isinstance(rename, RenameDialog)
    compose(rename._name, "综合党支部")
    rename.day.setText("2011-1-10")
    rename.agree.click()
    assert desk.workspace.directory(DAY).tree[branch.id].name == "综合党支部"
    assert desk.workspace.directory(date(2011, 1, 9)).tree[branch.id].name == branch.name

    move = opened(Deed.MOVE, parent, desk, branch)
    assert isinstance(move, MoveDialog)
    move.agree.click()
    assert move.fields["新的上级"].note() == "没有选择新的上级。请选择。"
    assert refused(move.prepared) == ["choice.missing"]
    move._parent.choose(desk.workspace.root_id)
    assert "一并迁移" in move._effect.text()
    assert move._effect.text().startswith(f"从{move.day.text()}起")
    move.agree.click()
    assert desk.editing.directory.tree[branch.id].parent_id == desk.workspace.root_id

    third = next(
        o
        for o in desk.editing.directory.tree.children(other.parent_id)  # type: ignore[arg-type]
        if o.kind is OrganizationKind.BRANCH and o.id != other.id
    )
    merge = opened(Deed.MERGE, parent, desk, branch)
    assert isinstance(merge, MergeDialog)
    merge._into.choose(third.id)
    merge.agree.click()
    assert not desk.editing.directory.is_active(desk.editing.directory.tree[branch.id])

    dissolve = opened(Deed.DISSOLVE, parent, desk, other)
    assert isinstance(dissolve, DissolveDialog)
    dissolve._heir.choose(other.id)
    assert dissolve._heir.organization() is None
    dissolve._heir.choose(third.id)
    dissolve.agree.click()
    assert not desk.editing.directory.is_active(desk.editing.directory.tree[other.id])
    assert len(parent.news) == 4


def test_the_head_of_the_tree_cannot_be_moved(desk: Desk, parent: Listener) -> None:
    root = desk.editing.directory.tree.root
    dialog = opened(Deed.DISSOLVE, parent, desk, root)
    dialog._heir._chosen = desk.editing.directory.tree.children(root.id)[0].id
    dialog.agree.click()
    assert "最高一级党组织" in dialog._fault.text()


def test_a_branch_is_split_by_ticking(desk: Desk, parent: Listener, branch: Organization) -> None:
    members = [m.person_id for m in desk.editing.directory.members_under(branch.id)]
    dialog = opened(Deed.SPLIT, parent, desk, branch)
    assert isinstance(dialog, SplitDialog)
    first = dialog._parts.pages[0]
    compose(first.name, "新一党支部")
    first.members.tick(members[:2])
    click(dialog, "再增一个")
    second = dialog._parts.pages[1]
    second.members.tick(members[1:3])
    dialog.agree.click()
    assert dialog.fields["新的党组织"].note() == "没有填写名称。请填写。"
    compose(second.name, "新二党支部")
    dialog.agree.click()
    assert "被划入两个党组织" in dialog.fields["新的党组织"].note()
    assert refused(dialog.prepared) == ["split.twice"]
    second.members.tick(members[2:3])
    assert f"划入党员 3 名，原党组织留下 {len(members) - 3} 名" in dialog._effect.text()
    dialog.agree.click()
    directory = desk.editing.directory
    made = [directory.tree.named(name)[0].id for name in ("新一党支部", "新二党支部")]
    assert [len(directory.members_in(each)) for each in made] == [2, 1]


# ---- members ---------------------------------------------------------------------------------


def test_a_new_member_is_entered_with_every_field(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    dialog = opened(Deed.NEW_MEMBER, parent, desk, branch)
    assert isinstance(dialog, MemberDialog)
    for line, text in (
        (dialog._name, "𠮷　野"),
        (dialog._birth, "1980.05"),
        (dialog._joined, "2001年7月1日"),
        (dialog._full, "20020701"),
        (dialog._post, "工程师"),
        (dialog._entered_day, WRITTEN),
        (dialog._tags, "离退休 流入"),
        (dialog._host, "别处党支部"),
        (dialog._number, "11010519491231002x"),
        (dialog._phone, "0532-1234567"),
    ):
        compose(line, text)
    dialog._sex.setCurrentText("女")
    dialog._category.setCurrentText("预备党员")
    dialog.told.connect(dialog._name.editingFinished)  # a progress dialog takes the keyboard
    dialog.agree.click()
    person = desk.editing.people_named("𠮷野")[0]
    member = desk.editing.member_sheet(person.id).member
    assert member.organization_id == branch.id
    assert (member.birth, member.joined) == (PartialDate(1980, 5), PartialDate(2001, 7, 1))
    assert member.full_since == PartialDate(2002, 7, 1)
    assert (member.sex, member.post, member.category.value) == ("女", "工程师", "probationary")
    assert member.on_books == Span(DAY)
    assert member.tags == {"离退休", "流入"}
    assert member.extra == ((HOST, "别处党支部"),)
    assert (member.id_number, member.phone) == ("11010519491231002X", "0532-1234567")


def test_doubts_stand_beside_the_fields_and_refuse_nothing(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    person = desk.editing.directory.members_in(branch.id)[0].person_id
    dialog = opened(Deed.EDIT_MEMBER, parent, desk, branch, person)
    dialog._number.setText("123")
    dialog._number.editingFinished.emit()
    assert dialog.fields["身份证号"].note().startswith("身份证号校验不通过")
    dialog._joined.setText("1985")
    dialog._joined.editingFinished.emit()
    assert dialog.fields["入党时间"].note().startswith("入党时年龄不足")
    dialog.agree.click()
    assert desk.editing.member_sheet(person).member.id_number == "123"


def test_a_member_kept_unchanged_changes_nothing(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    for member in desk.editing.directory.members_in(branch.id):
        dialog = opened(Deed.EDIT_MEMBER, parent, desk, branch, member.person_id)
        assert not dialog.is_changed()
        dialog.agree.click()
        assert parent.news.pop() == Changes()


def test_a_known_holder_of_a_post_becomes_a_member_himself(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    outsider, _ = desk.editing.add_outside_person("钱孙李", "示例市委", "副书记")
    dialog = opened(Deed.NEW_MEMBER, parent, desk, branch)
    compose(dialog._name, "钱孙李")
    dialog._name.editingFinished.emit()
    assert dialog._who.currentText() == "钱孙李，示例市委副书记"
    dialog.agree.click()
    assert outsider in desk.editing.directory.members
    assert not desk.editing.directory.persons[outsider].outside


def test_a_second_membership_is_refused_with_the_way_out(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    member = desk.editing.directory.members_in(branch.id)[0]
    name = desk.editing.directory.name(member.person_id)
    dialog = opened(Deed.NEW_MEMBER, parent, desk, branch)
    compose(dialog._name, name)
    dialog._name.editingFinished.emit()
    assert dialog._who.currentIndex() == 0
    dialog._who.setCurrentIndex(1)
    dialog.agree.click()
    assert "转接组织关系" in dialog.fields["姓名"].note()


def test_members_are_transferred_leave_and_come_back(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    other = another(desk, branch)
    secretary = desk.editing.directory.secretary(branch.id)
    assert secretary is not None
    transfer = opened(Deed.TRANSFER, parent, desk, branch, secretary)
    assert isinstance(transfer, TransferDialog)
    transfer._branch._search.setText(other.name[:4])
    assert transfer._branch.organization() is not None
    transfer._branch.choose(other.id)
    transfer.day.setText("2011-1-10")
    transfer.agree.click()
    assert desk.editing.directory.members[secretary].organization_id == other.id
    assert desk.editing.directory.secretary(branch.id) is None

    leave = opened(Deed.LEAVE, parent, desk, branch, secretary)
    assert isinstance(leave, LeaveDialog)
    leave._how.setCurrentText("停止党籍")
    leave.day.setText("2011-1-20")
    compose(leave._why, "失去联系")
    leave.agree.click()
    gone = desk.editing.member_sheet(secretary).member
    assert gone.status is MemberStatus.SUSPENDED
    assert dict(gone.extra)[LEFT_FOR] == "失去联系"
    assert secretary not in desk.editing.directory.members

    back = opened(Deed.RETURN, parent, desk, branch, secretary)
    assert isinstance(back, ReturnDialog)
    back.day.setText("2011-1-22")
    back.agree.click()
    assert desk.editing.directory.members[secretary].organization_id == other.id
    assert len(parent.news) == 3


def test_members_go_nowhere_until_a_place_is_chosen(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    person = desk.editing.directory.members_in(branch.id)[0].person_id
    transfer = opened(Deed.TRANSFER, parent, desk, branch, person)
    transfer.agree.click()
    assert transfer.isVisible()
    assert transfer.fields["转到哪个党组织"].note() == "没有选择转到哪个党组织。请选择。"
    assert refused(transfer.prepared) == ["choice.missing"]
    chooser = ChooseOrganizationDialog(
        desk.editing.directory.tree, "党组织", None, lambda _: True, parent
    )
    chooser.open()
    chooser.agree.click()
    assert chooser.isVisible()
    assert refused(chooser.do_it) == ["choice.missing"]


def test_a_deed_without_members_is_refused_in_words(
    desk: Desk, parent: Listener, branch: Organization
) -> None:
    for deed in (Deed.EDIT_MEMBER, Deed.TRANSFER, Deed.LEAVE, Deed.RETURN):
        open_deed(deed, parent, desk, branch.id, (), parent.take)
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.text() == "没有选择党员。"
        click(box, "确定")
        assert refused(deed_dialog, deed, parent, desk, branch.id, ()) == ["choice.missing"]


# ---- nothing typed is lost, nothing stays behind -----------------------------------------------


@pytest.mark.parametrize("deed", list(Deed))
def test_closing_asks_where_something_was_entered(
    desk: Desk, parent: Listener, branch: Organization, deed: Deed
) -> None:
    persons = [desk.editing.directory.members_in(branch.id)[0].person_id]
    dialog = deed_dialog(deed, parent, desk, branch.id, persons)
    dialog.open()
    before = desk.workspace.records
    assert not dialog.is_changed()
    line = getattr(dialog, "_name", None) or getattr(dialog, "day", None)
    if line is None:
        dialog._parts.pages[0].name.setText("改")  # type: ignore[attr-defined]
    else:
        line.setText("改动")
    answer("取消")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answer("放弃")
    dialog.close()
    assert not dialog.isVisible()
    assert desk.workspace.records is before
    assert parent.news == []


@pytest.mark.parametrize("deed", list(Deed))
def test_a_closed_dialog_is_freed(
    desk: Desk, parent: Listener, branch: Organization, deed: Deed
) -> None:
    persons = [desk.editing.directory.members_in(branch.id)[0].person_id]
    open_deed(deed, parent, desk, branch.id, persons, parent.take)
    dialog = parent.findChildren(FieldDialog)[-1]
    known = weakref.ref(dialog)
    dialog.close()
    del dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert known() is None


@pytest.mark.parametrize("deed", list(Deed))
def test_typing_begins_in_the_first_field(
    desk: Desk, parent: Listener, branch: Organization, deed: Deed
) -> None:
    persons = [desk.editing.directory.members_in(branch.id)[0].person_id]
    dialog = deed_dialog(deed, parent, desk, branch.id, persons)
    dialog.open()
    QApplication.processEvents()
    first = next(iter(dialog.fields.values()))
    focused = dialog.focusWidget()
    assert focused is not None
    assert first.isAncestorOf(focused)
    dialog.is_ready = False
    dialog.close()


@pytest.mark.parametrize("deed", list(Deed))
def test_every_control_has_a_name_for_screen_readers(
    desk: Desk, parent: Listener, branch: Organization, deed: Deed
) -> None:
    persons = [desk.editing.directory.members_in(branch.id)[0].person_id]
    dialog = deed_dialog(deed, parent, desk, branch.id, persons)
    dialog.open()
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or widget.objectName().startswith("qt_")
            assert named, widget
    dialog.is_ready = False
    dialog.close()


def test_the_button_says_what_it_does(parent: Listener, desk: Desk) -> None:
    unit = desk.editing.directory.tree.root
    verbs = {
        deed: unlettered(opened(deed, parent, desk, unit).agree.text())
        for deed in (Deed.NEW_ORGANIZATION, Deed.EDIT_ORGANIZATION, Deed.NEW_MEMBER)
    }
    assert [*verbs.values()] == ["新增", "保存", "新增"]
