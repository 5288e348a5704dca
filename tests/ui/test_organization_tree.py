"""The tree on the left: progress, search, menu and dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDrag
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QMenu

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.standing import Progress, Tally
from app.domain.tree import grow
from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from app.ui.history_dialog import HistoryDialog
from app.ui.organization_model import MIME, PROGRESS_ROLE, OrganizationModel
from app.ui.organization_tree import OrganizationPane
from app.ui.organization_view import OrganizationTree
from app.ui.page import PageName, Place
from app.ui.settings import Settings
from tests.builders import organization_id, unit
from tests.ui.hands import press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.tree import Tree
    from app.ops.desk import Desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
OUTLINE = """
局党组 [党组] 书记=王一
  机关党委 [党委]
    一支部 [党支部]
      一小组 [党小组]
    二支部 [党支部]
  信息中心党总支 [党总支]
    三支部 [党支部]
"""
MOVE = Qt.DropAction.MoveAction


def small_tree() -> Tree:
    return grow(unit(OUTLINE).records.organizations)


@pytest.fixture
def pane(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[OrganizationPane]:
    made = OrganizationPane(desk, Settings(tmp_path / "settings.json"))
    made.resize(265, 600)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def line(pane: OrganizationPane) -> QLineEdit:
    found = pane.findChild(QLineEdit)
    assert found is not None
    return found


def view(pane: OrganizationPane) -> OrganizationTree:
    found = pane.findChild(OrganizationTree)
    assert found is not None
    return found


def current_name(pane: OrganizationPane) -> str:
    return str(view(pane).currentIndex().data())


# ---- the model -----------------------------------------------------------------------------------


def test_progress_stands_beside_names_and_in_words(qapp: QApplication) -> None:
    del qapp
    model = OrganizationModel(small_tree())
    QAbstractItemModelTester(model, FATAL)
    branch = model.index_of(organization_id("一支部"))
    assert branch.data(PROGRESS_ROLE) is None
    found = Progress(Tally(1, 1), Tally(5, 2, 1, 1))
    model.show_progress({organization_id("一支部"): found})
    assert branch.data(PROGRESS_ROLE) == found
    spoken = str(branch.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "一支部（党支部），应点评 6，已点评 3，未点评 1，免点评 1，缺点评人 1"


def test_an_ended_organisation_says_since_when(qapp: QApplication) -> None:
    del qapp
    ended = unit("局党组 [党组]\n  一支部 [党支部] 撤销=2010-10-01")
    model = OrganizationModel(grow(ended.records.organizations))
    hint = str(model.index_of(organization_id("一支部")).data(Qt.ItemDataRole.ToolTipRole))
    assert "2010年10月01日起撤销" in hint


@pytest.mark.parametrize(
    ("dragged", "target", "allowed"),
    [
        ("一支部", "信息中心党总支", True),
        ("一支部", "局党组", True),
        ("一支部", "机关党委", False),  # stands there already
        ("机关党委", "机关党委", False),
        ("机关党委", "一小组", False),  # stands below itself
        ("局党组", "机关党委", False),
    ],
)
def test_only_possible_places_take_a_drop(
    qapp: QApplication, dragged: str, target: str, allowed: bool
) -> None:
    del qapp
    model = OrganizationModel(small_tree())
    told: list[tuple[str, str]] = []
    model.dropped.connect(lambda *ids: told.append(ids))
    data = model.mimeData([model.index_of(organization_id(dragged))])
    parent = model.index_of(organization_id(target))
    assert model.canDropMimeData(data, MOVE, -1, -1, parent) is allowed
    assert model.dropMimeData(data, MOVE, -1, -1, parent) is False
    assert told == ([(organization_id(dragged), organization_id(target))] if allowed else [])


def test_nothing_foreign_is_taken_and_the_head_is_not_dragged(qapp: QApplication) -> None:
    del qapp
    model = OrganizationModel(small_tree())
    foreign = model.mimeData([])
    foreign.setText("一支部")
    assert not model.canDropMimeData(foreign, MOVE, -1, -1, model.index(0, 0))
    data = model.mimeData([model.index_of(organization_id("一支部"))])
    assert not model.canDropMimeData(data, MOVE, 0, 0, QModelIndex())
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsDragEnabled
    below = model.index_of(organization_id("一支部"))
    assert below.flags() & Qt.ItemFlag.ItemIsDragEnabled


# ---- the pane ------------------------------------------------------------------------------------


def test_progress_comes_after_the_tree(pane: OrganizationPane, desk: Desk, qtbot: QtBot) -> None:
    round_ = desk.rounds.all()[0]
    pane.reload(round_)
    index = view(pane).currentIndex()
    qtbot.waitUntil(lambda: index.data(PROGRESS_ROLE) is not None)
    found = desk.tasks.list(round_, desk.workspace.root_id)
    assert index.data(PROGRESS_ROLE).due == len(found.rows) + len(found.gaps)


def test_typing_jumps_by_name_pinyin_and_initials(
    pane: OrganizationPane, desk: Desk, qtbot: QtBot
) -> None:
    names = [o.name for o in view(pane).organizations.tree]
    wanted = next(n for n in names if n.startswith("特种设备"))
    for words in ("特种", "tezhong", "tzsb"):
        pane.choose(desk.workspace.root_id)
        with qtbot.waitSignal(pane.chosen) as heard:
            line(pane).setText(words)
        assert current_name(pane) == wanted, words
        assert heard.args == [pane.current_id()]
    line(pane).setText("没有这个支部")
    assert current_name(pane) == wanted
    label = next(x for x in pane.findChildren(QLabel) if x.accessibleName() == "查找结果")
    assert label.text() == "没有"


def test_enter_and_f3_go_on_and_shift_f3_goes_back(pane: OrganizationPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    line(pane).setFocus()
    fitting = [o.name for o in view(pane).organizations.tree if "第二党支部" in o.name]
    assert len(fitting) > 2
    line(pane).setText("第二党支部")
    seen = [current_name(pane)]
    press(line(pane), Qt.Key.Key_Return)
    seen.append(current_name(pane))
    press(line(pane), Qt.Key.Key_F3)
    seen.append(current_name(pane))
    assert seen == fitting[:3]
    press(line(pane), Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert current_name(pane) == fitting[1]
    press(line(pane), Qt.Key.Key_Escape)
    assert line(pane).text() == ""
    assert view(pane).hasFocus()


def test_reloading_the_same_choice_tells_nobody(
    pane: OrganizationPane, desk: Desk, qtbot: QtBot
) -> None:
    below = desk.workspace.directory(desk.workspace.today()).tree.organizations[2]
    pane.choose(below.id)
    with qtbot.assertNotEmitted(pane.chosen):
        desk.workspace.structure_changed()
        pane.reload(None)
    assert pane.current_id() == below.id


def open_menu(pane: OrganizationPane) -> QMenu:
    tree = view(pane)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(tree.viewport(), event)
    return next(menu for menu in pane.findChildren(QMenu) if menu.isVisible())


def choose_entry(pane: OrganizationPane, text: str) -> None:
    menu = open_menu(pane)
    action = next(a for a in menu.actions() if a.text() == text)
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_the_menu_key_opens_the_menu_and_the_head_stays_where_it_is(
    pane: OrganizationPane, desk: Desk
) -> None:
    menu = open_menu(pane)
    disabled = {a.text() for a in menu.actions() if not a.isEnabled() and a.text()}
    assert disabled == {"迁移…", "合并…", "撤销党组织…", "导出登记表…", "删除录错的…"}
    menu.close()
    pane.reload(desk.rounds.all()[0])
    pane.choose(view(pane).organizations.tree.organizations[2].id)
    menu = open_menu(pane)
    assert all(a.isEnabled() for a in menu.actions())
    menu.close()


def test_menu_goes_to_the_records_and_expands(pane: OrganizationPane, qtbot: QtBot) -> None:
    below = next(o for o in view(pane).organizations.tree if o.name.endswith("党总支"))
    pane.choose(below.id)
    with qtbot.waitSignal(pane.wanted) as heard:
        choose_entry(pane, "点评记录")
    assert heard.args == [Place(page=PageName.LEDGER, organization=below.id)]
    tree = view(pane)
    choose_entry(pane, "全部展开")
    assert tree.isExpanded(tree.currentIndex())
    choose_entry(pane, "全部收起")
    assert not tree.isExpanded(tree.currentIndex())


def test_the_menu_shows_the_history_of_an_organisation(pane: OrganizationPane, desk: Desk) -> None:
    branch = next(o for o in view(pane).organizations.tree if o.name.endswith("第一党支部"))
    desk.structure.rename(branch.id, "新名党支部", desk.workspace.today())
    pane.reload(None)
    pane.choose(branch.id)
    choose_entry(pane, "变更记录…")
    (dialog,) = pane.findChildren(HistoryDialog)
    assert "新名党支部" in dialog.windowTitle()
    assert dialog._model.line(0).told.new == "新名党支部"
    dialog.close()


def test_the_menu_deletes_an_organisation_entered_by_mistake(
    pane: OrganizationPane, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.mistakes.ask_reason", lambda *given: given[-1])
    root, kind = desk.workspace.root_id, OrganizationKind.BRANCH
    made = Organization(OrganizationId("mistake"), "误录党支部", kind, root)
    desk.workspace.stores.structure.save([made])
    desk.workspace.structure_changed()
    pane.reload(None)
    pane.choose(made.id)
    with qtbot.waitSignal(pane.told) as heard:
        choose_entry(pane, "删除录错的…")
    assert Topic.STRUCTURE in heard.args[0].topics
    assert [item.title for item in desk.bin.all()] == ["误录党支部"]


def test_a_drop_asks_before_anything_moves(
    pane: OrganizationPane, desk: Desk, qtbot: QtBot
) -> None:
    pytest.importorskip("app.ui.structure.reorganizing")
    tree = view(pane).organizations.tree
    moved = next(o for o in tree if o.name.endswith("第一党支部") and o.parent_id)
    target = next(o for o in tree if o.name.endswith("党总支") and o.id != moved.parent_id)
    model = view(pane).organizations
    data = model.mimeData([model.index_of(moved.id)])
    model.dropMimeData(data, MOVE, -1, -1, model.index_of(target.id))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert desk.workspace.directory(desk.workspace.today()).tree[moved.id] == moved
    dialog.close()
    assert OrganizationId(moved.id) in model.tree


def test_a_drag_shows_a_tag_and_the_head_cannot_be_dragged(
    pane: OrganizationPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, int]] = []

    def run(drag: QDrag, *actions: object) -> Qt.DropAction:
        del actions
        data = drag.mimeData()
        started.append((bytes(data.data(MIME).data()).decode(), drag.pixmap().width()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", run)
    tree = view(pane)
    tree.startDrag(MOVE)
    assert not started
    below = tree.organizations.tree.organizations[2]
    pane.choose(below.id)
    tree.startDrag(MOVE)
    ((dragged, width),) = started
    assert dragged == below.id
    assert 0 < width < tree.width()


def test_a_window_begins_in_the_tree(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window = QMainWindow()
    pane = OrganizationPane(desk, Settings(tmp_path / "settings.json"))
    window.setCentralWidget(pane)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert view(pane).hasFocus()
    window.close()


def test_letters_typed_in_the_tree_begin_a_search(pane: OrganizationPane) -> None:
    view(pane).keyboardSearch("d")
    assert line(pane).text() == "d"
