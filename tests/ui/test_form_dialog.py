"""The form dialog, on a form that nobody has seen."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.ids import TaskId
from app.paper.breaking import SCRIPT_GAP, gaps
from app.paper.fonts import measure
from app.paper.layout import lay_out
from app.paper.overflow import fit
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.text_cell import LongCell, TextCell
from tests.ui.hands import button, click, compose, paste, press
from tests.ui.made_form import MadeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

IDS = (TaskId("一"), TaskId("二"), TaskId("三"))
TWIPS_PER_MM = 56.7
CONTROL = Qt.KeyboardModifier.ControlModifier
RARE = "𠮷野㛃😀𰻝é\u00a0·"


@pytest.fixture
def source() -> MadeSource:
    return MadeSource()


@pytest.fixture
def dialog(qtbot: QtBot, source: MadeSource) -> FormDialog:
    made = FormDialog(source, IDS, IDS[0])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made, before_close_func=forget_changes)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def forget_changes(dialog: FormDialog) -> None:
    """Let a dialog close without its question."""
    dialog._dirty = False


def text_cell(dialog: FormDialog, key: str) -> TextCell:
    found = dialog.sheet.editors[key]
    assert isinstance(found, TextCell)
    return found


def write(dialog: FormDialog, key: str, text: str) -> None:
    editor = text_cell(dialog, key)
    editor.setFocus()
    compose(editor, text)
    QApplication.processEvents()


def answered(qtbot: QtBot, text: str) -> Callable[[], None]:
    """Press a button of the question that comes up."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        click(box, text)

    return answer


# ---- geometry --------------------------------------------------------------------------------


def assert_like_paper(dialog: FormDialog) -> None:
    spec, values = dialog.sheet._spec, dialog.sheet.values()
    fitted = fit(spec, values)
    sheet = lay_out(spec, fitted.values, fitted.annexes)
    paper = {
        (number, placed.cell.row, placed.cell.column): placed.rect
        for number, page in enumerate(sheet.pages)
        for placed in page.cells
    }
    shown = {(page, c.row, c.column): rect for page, c, rect in dialog.sheet.cell_rects_twips()}
    assert shown.keys() == paper.keys()
    for where, rect in shown.items():
        there = paper[where]
        for ours, theirs in (
            (rect.left(), there.x),
            (rect.top(), there.y),
            (rect.width(), there.width),
            (rect.height(), there.height),
        ):
            assert abs(ours - theirs) <= TWIPS_PER_MM, where


def test_cells_stand_where_the_paper_has_them(dialog: FormDialog) -> None:
    assert_like_paper(dialog)
    write(dialog, "x.bad", "有些话说得不够实在。" * 40)
    assert_like_paper(dialog)
    write(dialog, "x.bad", "还要再写许多行。\n" * 60)
    assert len(dialog.sheet.flow.ends) > 1
    assert_like_paper(dialog)


def test_lines_are_as_wide_as_on_paper_with_the_gap_between_scripts(dialog: FormDialog) -> None:
    text = "𠮷共开展12次，ABC项目2011年1月完成"
    write(dialog, "x.bad", text)
    editor = text_cell(dialog, "x.bad")
    line = editor.document().firstBlock().layout().lineAt(0)
    assert line.textLength() == len(text.encode("utf-16-le")) // 2
    cell = dialog.sheet._spec.cell_by_key["x.bad"]
    style = cell.paragraphs[0].style
    run = measure(style)
    wanted = sum(map(run, text)) + len(gaps(text)) * style.half_points * 10 / SCRIPT_GAP
    assert len(gaps(text)) == 7
    assert abs(line.naturalTextWidth() / dialog.sheet._scale - wanted) < TWIPS_PER_MM
    assert editor.value() == text


def test_long_text_grows_its_row(dialog: FormDialog) -> None:
    before = text_cell(dialog, "x.bad").height()
    write(dialog, "x.bad", "有些话说得不够实在。" * 40)
    editor = text_cell(dialog, "x.bad")
    assert isinstance(editor, LongCell)
    assert editor.height() > before
    assert not editor.is_too_full()
    assert editor.verticalScrollBar().maximum() < editor.fontMetrics().height() / 2


def test_what_goes_on_an_annex_can_be_scrolled_and_is_said(dialog: FormDialog) -> None:
    write(dialog, "x.good", "好话要一句一句说。\n" * 60)
    editor = text_cell(dialog, "x.good")
    assert editor.verticalScrollBar().maximum() > 0
    assert "长处文字较多，超出的部分印在附页" in dialog._status.text()
    assert dialog.sheet.values()["x.good"] == "好话要一句一句说。\n" * 60


# ---- typing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["x.name", "x.good", "reviewer.identity"])
def test_text_is_taken_exactly(dialog: FormDialog, key: str) -> None:
    write(dialog, key, RARE)
    assert dialog.sheet.values()[key] == RARE


@pytest.mark.parametrize("key", ["x.name", "x.good"])
def test_pasted_formatting_falls_away(dialog: FormDialog, key: str) -> None:
    editor = text_cell(dialog, key)
    editor.setFocus()
    paste(
        editor, "扎实 肯干", "<table><tr><td><b style='font-size:40px'>扎实</b></td></tr></table>"
    )
    assert dialog.sheet.values()[key] == "扎实 肯干"
    assert "<table" not in editor.toHtml()
    assert "40px" not in editor.toHtml()


def test_pasted_lines_stay_lines_in_long_text_and_become_one_in_a_line(dialog: FormDialog) -> None:
    for key in ("x.good", "x.name"):
        text_cell(dialog, key).setFocus()
        paste(text_cell(dialog, key), "第一行\r\n第二行\t第三格")
    assert dialog.sheet.values()["x.good"] == "第一行\n第二行\t第三格"
    assert dialog.sheet.values()["x.name"] == "第一行 第二行 第三格"


def test_five_thousand_characters(dialog: FormDialog) -> None:
    write(dialog, "x.bad", "字" * 5000)
    assert dialog.sheet.values()["x.bad"] == "字" * 5000


def test_tab_and_enter_go_in_reading_order(dialog: FormDialog) -> None:
    order = list(dialog.sheet.editors.values())
    order[0].setFocus()
    for following in order[1:]:
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is following
    order[0].setFocus()
    for following in order[1:6]:
        press(dialog.focusWidget(), Qt.Key.Key_Return)
        assert dialog.focusWidget() is following
    press(dialog.focusWidget(), Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is order[4]


def test_enter_in_long_text_is_a_new_line_and_never_submits(
    dialog: FormDialog, source: MadeSource
) -> None:
    editor = text_cell(dialog, "x.good")
    editor.setFocus()
    compose(editor, "一")
    press(editor, Qt.Key.Key_Return)
    compose(editor, "二")
    press(editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    compose(editor, "三")
    assert dialog.sheet.values()["x.good"] == "一\n二\n三"
    assert dialog.isVisible()
    assert not source.kept


def test_undo_takes_back_typing_and_not_the_setting(dialog: FormDialog) -> None:
    editor = text_cell(dialog, "x.bad")
    editor.setFocus()
    compose(editor, "写错了")
    editor.undo()
    assert editor.value() == ""
    editor.undo()
    assert editor.document().firstBlock().blockFormat().lineHeight() > 0


# ---- keeping ---------------------------------------------------------------------------------


def test_saved_and_opened_again_shows_the_same(
    dialog: FormDialog, source: MadeSource, qtbot: QtBot
) -> None:
    wanted = {
        "x.name": "张三𠮷",
        "review.date": "2011年1月12日",
        "x.count": "42",
        "member.birth": "1975年6月",
        "x.good": "一\n\n二  三",
        "x.bad": "",
        "reviewer.identity": "王建国，检验所党总支书记",
    }
    for key, text in wanted.items():
        if text:
            editor = text_cell(dialog, key)
            editor.setFocus()
            paste(editor, text)
    dialog.sheet.editors["x.choice"].setFocus()
    dialog.sheet.editors["x.choice"].setCurrentText("乙类")  # type: ignore[union-attr]
    with qtbot.waitSignal(dialog.saved):
        press(text_cell(dialog, "x.bad"), Qt.Key.Key_S, CONTROL)
    assert not dialog.is_dirty
    assert source.kept["一"].day == date(2011, 1, 12)
    again = FormDialog(source, IDS, IDS[0])
    qtbot.addWidget(again, before_close_func=forget_changes)
    assert again.sheet.values() == {**wanted, "x.choice": "乙类"}


def test_control_enter_saves_and_goes_on(
    dialog: FormDialog, source: MadeSource, qtbot: QtBot
) -> None:
    write(dialog, "x.good", "很好")
    with qtbot.waitSignal(dialog.moved) as moved:
        press(text_cell(dialog, "x.good"), Qt.Key.Key_Return, CONTROL)
    assert moved.args == ["二"]
    assert source.kept["一"].typed["x.good"] == "很好"
    assert dialog.sheet.values()["x.good"] == ""
    assert dialog.windowTitle() == "对象二 见闻表（2/3）[*]"


def test_after_the_last_form_the_dialog_stays(qtbot: QtBot, source: MadeSource) -> None:
    dialog = FormDialog(source, IDS, IDS[2])
    qtbot.addWidget(dialog, before_close_func=forget_changes)
    dialog.show()
    dialog.save_and_next()
    assert dialog.isVisible()
    assert dialog.windowTitle().startswith("对象三")


def test_missing_cells_are_listed_and_do_not_stop_saving(
    dialog: FormDialog, source: MadeSource
) -> None:
    assert "还缺：谁说的、何时、长处" in dialog._status.text()
    assert len(dialog.sheet._marks._missing) == 3
    assert dialog.save()
    write(dialog, "x.good", "很好")
    assert "长处" not in dialog._status.text()
    assert len(dialog.sheet._marks._missing) == 2


@pytest.mark.parametrize(
    ("answer", "closed", "kept"),
    [("取消", False, False), ("不保存", True, False), ("保存", True, True)],
)
def test_closing_asks_about_changes(
    qtbot: QtBot, source: MadeSource, answer: str, closed: bool, kept: bool
) -> None:
    dialog = FormDialog(source, IDS, IDS[0])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog, before_close_func=forget_changes)
    dialog.show()
    write(dialog, "x.name", "张三")
    QTimer.singleShot(0, answered(qtbot, answer))
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() is not closed
    assert bool(source.kept) is kept


def test_a_closed_dialog_is_freed(qtbot: QtBot, source: MadeSource) -> None:
    dialog = FormDialog(source, IDS, IDS[0])
    dialog.show()
    write(dialog, "reviewer.identity", "王")
    dialog.save()
    seen, sheet = weakref.ref(dialog), weakref.ref(dialog.sheet)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    del dialog
    gc.collect()
    assert seen() is None
    assert sheet() is None


# ---- looks -----------------------------------------------------------------------------------


def test_paper_is_white_and_ink_black_in_a_dark_theme(
    dialog: FormDialog, qapp: QApplication
) -> None:
    before = qapp.palette()
    dark = QPalette(QColor("#202020"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    dark.setColor(QPalette.ColorRole.Text, QColor("#f0f0f0"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#f0f0f0"))
    try:
        qapp.setPalette(dark)
        write(dialog, "x.good", "很好")
        text_cell(dialog, "x.name").setFocus()
        QApplication.processEvents()
        picture = dialog.sheet.grab().toImage()
        for key in ("x.good", "x.bad", "x.count", "review.date", "x.choice"):
            corner = dialog.sheet.editors[key].geometry().bottomRight() - QPoint(4, 3)
            assert picture.pixelColor(corner) == QColor("white"), key
        assert picture.pixelColor(3, 3) == QColor("white")
        for editor in dialog.sheet.editors.values():
            assert editor.palette().text().color() == QColor("black")
    finally:
        qapp.setPalette(before)


def test_a_style_sheet_of_the_desk_does_not_reach_the_paper(dialog: FormDialog) -> None:
    before = dialog.sheet.grab().toImage()
    dialog._scroll.verticalScrollBar().setStyleSheet("background: red")
    QApplication.processEvents()
    assert dialog.sheet.grab().toImage() == before


def test_every_control_has_a_name_and_no_button_takes_enter(dialog: FormDialog) -> None:
    named: list[QWidget] = [*dialog.sheet.editors.values(), *dialog._buttons.values()]
    assert all(widget.accessibleName() for widget in named)
    assert [e.accessibleName() for e in dialog.sheet.editors.values()] == [
        *("名号", "何时", "几人", "何类", "来自", "长处", "短处", "谁说的")
    ]
    assert not any(b.autoDefault() or b.isDefault() for b in dialog._buttons.values())
    assert button(dialog, "关闭").isEnabled()


def test_long_cells_are_long_cells(dialog: FormDialog) -> None:
    assert isinstance(dialog.sheet.editors["x.good"], LongCell)
