"""Making and changing a vote: what, when, who votes, who is voted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import ENTRIES, Entry
from app.domain.cycle.scales import Rounding
from app.ui.assessments.assessment_dialog import AssessmentDialog
from app.ui.assessments.objects_box import AddObjectsDialog, ObjectsBox
from app.ui.data_table import DataTable
from app.ui.letters import unlettered
from tests.ops.votes import enter_all, last_round, make_planned
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def open_dialog(
    qtbot: QtBot, desk: Desk, settings: Settings
) -> Callable[[Assessment], AssessmentDialog]:
    def opened(given: Assessment) -> AssessmentDialog:
        shown = AssessmentDialog(desk, settings, given, None, is_new=True)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(shown, before_close_func=_forget)
        shown.show()
        return shown

    return opened


def _forget(dialog: AssessmentDialog) -> None:
    dialog.is_ready = False


@pytest.fixture
def blank(desk: Desk) -> Assessment:
    return desk.assessments.blank(desk.workspace.root_id, last_round(desk))


def groups(dialog: AssessmentDialog) -> QTableWidget:
    found = dialog.findChild(QTableWidget)
    assert isinstance(found, QTableWidget)
    return found


def put(table: QTableWidget, row: int, column: int, text: str) -> None:
    item = table.item(row, column)
    assert item is not None
    item.setText(text)


def add_people(dialog: AssessmentDialog, count: int) -> None:
    box = dialog.findChild(ObjectsBox)
    assert isinstance(box, ObjectsBox)
    button(box, "添加…").click()
    choice = active_dialog()
    assert isinstance(choice, AddObjectsDialog)
    table = choice.findChild(DataTable)
    assert isinstance(table, DataTable)
    for row in range(count):
        table.selectionModel().select(
            table.model().index(row, 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )
    assert unlettered(choice.agree.text()) == f"添加 {count} 个"
    choice.agree.click()


def test_a_vote_of_ones_own_is_made(
    open_dialog: Callable[[Assessment], AssessmentDialog], blank: Assessment, desk: Desk
) -> None:
    dialog = open_dialog(blank)
    add_people(dialog, 3)
    dialog._rounding.setCurrentIndex(list(Rounding).index(Rounding.FORCED))
    dialog._best.setCurrentText("不超过三分之一")
    dialog._least.setText("80")
    dialog.try_it()
    made = desk.assessments.get(blank.id)
    assert [each.kind for each in made.objects] == [AssessedKind.MEMBER] * 3
    assert (made.rounding, made.best_share, made.least_participation) == (
        Rounding.FORCED,
        (1, 3),
        80,
    )
    assert not dialog.isVisible()


def test_who_is_there_already_is_not_added_again(
    open_dialog: Callable[[Assessment], AssessmentDialog], blank: Assessment
) -> None:
    dialog = open_dialog(blank)
    add_people(dialog, 2)
    add_people(dialog, 3)
    box = dialog.findChild(ObjectsBox)
    assert isinstance(box, ObjectsBox)
    assert len(box.objects) == 3
    table = box.findChild(DataTable)
    assert isinstance(table, DataTable)
    table.selectRow(0)
    click(box, "移除")
    assert len(box.objects) == 2


def test_every_class_is_offered(desk: Desk, settings: Settings, qtbot: QtBot) -> None:
    scope = (desk.workspace.root_id, last_round(desk))
    choice = AddObjectsDialog(desk.assessments, settings, scope, desk.assessments.lists(), None)
    choice.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(choice)
    choice.show()
    for place in range(len(AssessedKind)):
        choice._kind.setCurrentIndex(place)
        assert choice._model.rowCount()
    choice._search.setText("没有这样的名字")
    assert choice._model.rowCount() == 0
    choice.try_it()
    assert "没有选择评议对象" in choice._fault.text()


def test_weights_must_be_a_hundred(
    open_dialog: Callable[[Assessment], AssessmentDialog], blank: Assessment, desk: Desk
) -> None:
    dialog = open_dialog(blank)
    table = groups(dialog)
    put(table, 0, 1, "60")
    dialog.try_it()
    assert "合计 60%" in dialog._fault.text()
    dialog._groups._add_empty()
    put(table, 1, 0, "服务对象")
    put(table, 1, 1, "40%")
    dialog.try_it()
    made = desk.assessments.get(blank.id)
    assert [(group.name, group.weight) for group in made.groups] == [
        ("群众代表", 60),
        ("服务对象", 40),
    ]
    assert len({group.id for group in made.groups}) == 2


def test_a_weight_that_is_no_number_is_told(
    open_dialog: Callable[[Assessment], AssessmentDialog], blank: Assessment
) -> None:
    dialog = open_dialog(blank)
    put(groups(dialog), 0, 1, "一半")
    dialog.try_it()
    assert dialog.isVisible()
    assert "不是整数" in dialog.fields["参评人员"].note()


def test_a_source_is_asked_only_for_results_from_elsewhere(
    open_dialog: Callable[[Assessment], AssessmentDialog], blank: Assessment, desk: Desk
) -> None:
    dialog = open_dialog(blank)
    assert not dialog._source.isEnabled()
    dialog._entry.setCurrentText(ENTRIES[Entry.ELSEWHERE])
    assert dialog._source.isEnabled()
    dialog.try_it()
    assert "没有写明来源" in dialog._fault.text()
    dialog._source.setText("上级考核组通报")
    dialog.try_it()
    assert desk.assessments.get(blank.id).source == "上级考核组通报"


def test_what_votes_were_counted_on_is_refused_to_change(
    open_dialog: Callable[[Assessment], AssessmentDialog], desk: Desk
) -> None:
    made = enter_all(desk, make_planned(desk)[0], (31, 5, 3, 1))
    dialog = open_dialog(made)
    dialog._scale.setCurrentIndex(1)
    dialog.try_it()
    assert dialog.isVisible()
    assert "已经有票数" in dialog._fault.text()


def test_nothing_changed_is_nothing_written(
    open_dialog: Callable[[Assessment], AssessmentDialog], desk: Desk
) -> None:
    made = make_planned(desk)[0]
    dialog = open_dialog(made)
    told: list[object] = []
    dialog.told.connect(told.append)
    dialog.try_it()
    assert desk.assessments.get(made.id) == made
    assert not any(told)


def test_it_is_freed_when_it_is_closed(desk: Desk, settings: Settings, blank: Assessment) -> None:
    shown = AssessmentDialog(desk, settings, blank, None, is_new=True)
    shown.open()
    shown.reject()
    assert is_freed(shown)
