"""The dialogs 自有表样 and 自有统计表: marks on the page, the list, corrections, 采用."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox

from app.domain.own_form import OWN, Certainty, is_own
from app.domain.words import TargetKind
from app.ui.own_form.adopt import adopt_own_form
from app.ui.own_form.colours import FILLS
from app.ui.own_form.dialog import OwnFormDialog
from app.ui.own_form.table_dialog import OwnTableDialog
from app.ui.settings import Settings
from tests.own_forms import care_form, own_table, small_file
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, press
from tests.ui.sample import make_sample
from tests.word_builder import paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.changes import Changes
    from app.ops.desk import Desk


class Told:
    """Keeps what was told."""

    def __init__(self) -> None:
        self.changes: list[Changes] = []

    def take(self, changes: Changes) -> None:
        self.changes.append(changes)


@pytest.fixture(scope="module")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"), filled=False)


@pytest.fixture
def desk_ledger(empty_ledger: Path) -> Path:
    return empty_ledger


@pytest.fixture
def told() -> Told:
    return Told()


def show(window: QWidget, desk: Desk, told: Told, path: Path) -> OwnFormDialog | OwnTableDialog:
    settings = Settings(path.parent / "settings.json")
    shown = adopt_own_form(window, desk, settings, path, told.take)
    assert isinstance(shown, OwnFormDialog | OwnTableDialog)
    QApplication.processEvents()
    return shown


@pytest.fixture
def dialog(window: QWidget, desk: Desk, told: Told, tmp_path: Path) -> OwnFormDialog:
    path = tmp_path / "党员联系帮扶点评登记表.docx"
    path.write_bytes(care_form())
    shown = show(window, desk, told, path)
    assert isinstance(shown, OwnFormDialog)
    return shown


@pytest.fixture
def table(window: QWidget, desk: Desk, told: Told, tmp_path: Path) -> OwnTableDialog:
    shown = show(window, desk, told, own_table(tmp_path / "汇总.xlsx"))
    assert isinstance(shown, OwnTableDialog)
    return shown


def combo(parent: QWidget, name: str) -> QComboBox:
    return next(c for c in parent.findChildren(QComboBox) if c.accessibleName() == name)


def press_at(widget: QWidget, at: QPointF) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        at,
        widget.mapToGlobal(at),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def at_label(dialog: OwnFormDialog, label: str) -> int:
    return next(n for n, cell in enumerate(dialog.draft.cells) if cell.label == label)


# ---- the form --------------------------------------------------------------------------------


def test_the_list_shows_every_cell_and_the_page_the_same(dialog: OwnFormDialog) -> None:
    QAbstractItemModelTester(dialog._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dialog._model.rowCount() == len(dialog.draft.cells) == 15
    row = at_label(dialog, "联系点评领导")
    texts = [dialog._model.index(row, column).data() for column in range(5)]
    assert texts == ["联系点评领导", "点评领导", "人", "", "猜的"]
    dialog.close()


@pytest.mark.parametrize(
    ("label", "certainty"),
    [
        ("主要成绩", Certainty.CERTAIN),
        ("联系点评领导", Certainty.GUESSED),
        ("帮扶等次", Certainty.OWN),
    ],
)
def test_guesses_are_marked_by_colour(
    dialog: OwnFormDialog, label: str, certainty: Certainty
) -> None:
    index = at_label(dialog, label)
    dialog._page.choose(-1)
    corner = dialog._page.place_of(index).topLeft().toPoint() + QPoint(4, 4)
    assert dialog._page.grab().toImage().pixelColor(corner) == FILLS[certainty]
    dialog.close()


def test_a_click_on_the_page_chooses_the_row_and_a_row_the_cell(dialog: OwnFormDialog) -> None:
    index = at_label(dialog, "帮扶等次")
    press_at(dialog._page, dialog._page.place_of(index).center())
    assert dialog._table.currentIndex().row() == index
    dialog._table.selectRow(2)
    assert dialog._page._chosen == 2
    dialog.close()


def test_another_field_is_chosen_in_words(dialog: OwnFormDialog) -> None:
    index = at_label(dialog, "谈心日期")
    dialog.choose_cell(index)
    dialog.choose_field(OWN)
    assert "点评时间" in dialog._odd.text()
    fields = combo(dialog, "填什么")
    fields.setCurrentIndex(fields.findText("点评时间"))
    fields.activated.emit(fields.currentIndex())
    assert dialog.draft.cells[index].key == "review.date"
    assert dialog.draft.cells[index].certainty is Certainty.CERTAIN
    dialog.choose_field(OWN)
    assert is_own(dialog.draft.cells[index].key)
    dialog.choose_field("")
    assert dialog.draft.cells[index].certainty is Certainty.PRINTED
    dialog.close()


def test_a_signed_line_becomes_a_field_where_the_user_wants_it(dialog: OwnFormDialog) -> None:
    index = at_label(dialog, "本人签名")
    dialog.choose_cell(index)
    dialog.choose_field(OWN)
    assert dialog.draft.cells[index].key == "own.4"
    dialog.close()


def test_name_kind_and_words_of_an_own_field_can_be_changed(dialog: OwnFormDialog) -> None:
    index = at_label(dialog, "帮扶等次")
    dialog.choose_cell(index)
    panel = dialog._panel
    panel._label.setText("等次")
    panel._options.setText("好，较好、一般")
    panel._required.setChecked(True)
    panel.said.emit()
    cell = dialog.draft.cells[index]
    assert (cell.label, cell.options, cell.required) == ("等次", ("好", "较好", "一般"), True)
    dialog.close()


def test_what_stands_in_the_way_is_said_and_keeps_the_button_shut(dialog: OwnFormDialog) -> None:
    dialog.choose_cell(at_label(dialog, "谈心日期"))
    dialog.choose_field("review.problems")
    assert "只能填一格" in dialog._wrong.text()
    assert not button(dialog, "采用").isEnabled()
    dialog.choose_field("review.date")
    assert not dialog._wrong.text()
    assert button(dialog, "采用").isEnabled()
    dialog.close()


def test_another_target_gives_other_guesses(dialog: OwnFormDialog) -> None:
    targets = combo(dialog, "填写对象")
    targets.setCurrentIndex(targets.findText("党组织"))
    targets.activated.emit(targets.currentIndex())
    assert dialog.draft.target is TargetKind.ORGANIZATION
    assert dialog.draft.cells[at_label(dialog, "所在党支部")].key == "organization.name"
    assert combo(dialog, "填什么").findText("党员姓名") < 0
    dialog.close()


def test_the_form_is_taken_in_and_the_dialog_goes(
    dialog: OwnFormDialog, desk: Desk, told: Told
) -> None:
    click(dialog, "采用")
    assert is_freed(dialog)
    assert [form.title for form in desk.workspace.scheme.forms][-1] == "党员联系帮扶点评登记表"
    assert len(told.changes) == 1


def test_replacing_keeps_the_id(dialog: OwnFormDialog, desk: Desk) -> None:
    uses = combo(dialog, "用途")
    uses.setCurrentIndex(1)
    uses.activated.emit(1)
    before = {form.id for form in desk.workspace.scheme.forms}
    click(dialog, "采用")
    assert is_freed(dialog)
    assert {form.id for form in desk.workspace.scheme.forms} == before


def test_nothing_is_written_by_looking(dialog: OwnFormDialog, desk: Desk, told: Told) -> None:
    scheme = desk.workspace.scheme
    click(dialog, "取消")
    assert is_freed(dialog)
    assert desk.workspace.stores.schemes.scheme() == scheme
    assert not told.changes


def test_what_is_odd_about_a_file_stands_above_the_page(
    window: QWidget, desk: Desk, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "奇特.docx"
    path.write_bytes(small_file(around=paragraph("填表人：____　年　月　日")))
    shown = show(window, desk, told, path)
    assert "表格外面" in shown._odd.text()
    shown.close()


def test_a_file_that_cannot_be_a_form_is_refused_in_words(
    window: QWidget, desk: Desk, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"nothing")
    settings = Settings(tmp_path / "settings.json")
    assert adopt_own_form(window, desk, settings, path, told.take) is None
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
    assert "不是可读的 Word" in box.text() + box.informativeText()
    box.close()


def test_enter_in_a_line_takes_nothing_in(dialog: OwnFormDialog, desk: Desk, told: Told) -> None:
    dialog.choose_cell(at_label(dialog, "走访户数"))
    for line in dialog.findChildren(QLineEdit):
        if line.isEnabled():
            press(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not told.changes
    dialog.close()


def test_a_space_in_the_name_does_not_move_the_cursor(dialog: OwnFormDialog) -> None:
    title = dialog._head._title
    title.setCursorPosition(2)
    title.insert(" ")
    title.textEdited.emit(title.text())
    assert title.cursorPosition() == 3
    assert dialog.draft.title == "党员联系帮扶点评登记表"
    dialog.close()


# ---- the table -------------------------------------------------------------------------------


def test_figures_that_were_recognised_stand_in_their_cells(table: OwnTableDialog) -> None:
    QAbstractItemModelTester(table._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = {
        table._model.index(row, 0).data(): table._model.index(row, 1).data()
        for row in range(table._model.rowCount())
    }
    assert shown["党员总数"] == "C5"
    assert shown["填报单位"] == "A2"
    table.close()


def test_a_click_on_a_cell_lets_its_figure_be_chosen(table: OwnTableDialog) -> None:
    cell = next(c for c in table.draft.shown.spec.cells if (c.row, c.column) == (4, 0))
    press_at(table._page, QPointF(table._page.place_of(cell).center()))
    figures = combo(table, "填哪个统计项")
    assert figures.currentText() == "基层党组织总数"
    figures.setCurrentIndex(0)
    figures.activated.emit(0)
    assert "organizations_total" not in table.draft.chosen
    table.close()


def test_a_figure_moves_to_the_cell_that_is_written(table: OwnTableDialog) -> None:
    table.choose_cell("D5")
    table.choose_figure("members_total")
    assert table.draft.chosen["members_total"] == "D5"
    assert "members_reviewed" not in table.draft.chosen
    table.close()


def test_a_cell_with_a_formula_takes_no_figure(table: OwnTableDialog) -> None:
    table.choose_cell("E5")
    table.choose_figure("secretaries_total")
    assert "公式" in table._wrong.text()
    assert not button(table, "采用").isEnabled()
    table.close()


def test_the_table_is_taken_in(table: OwnTableDialog, desk: Desk, told: Told, qtbot: QtBot) -> None:
    click(table, "采用")
    assert is_freed(table)
    assert desk.statistics.declaration.title == "示例市局点评情况汇总表"
    assert len(told.changes) == 1
