"""A list of promises is read or pasted, shown as it would be taken in, then taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox

from app.ui.commitments import list_dialog
from app.ui.commitments.list_dialog import EMPTY, HINT, CommitmentListDialog
from app.ui.commitments_page import CommitmentsPage
from tests.ui.closing import is_freed
from tests.ui.commitments.cycle_sample import add_promises, branch_of, members_of, name_of
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.page import Scope
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def dialog(desk: Desk, round_: Round, settings: Settings, window: QWidget) -> CommitmentListDialog:
    made = CommitmentListDialog(desk.commitment_lists, round_, settings, window)
    made.open()
    return made


def sheet(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def first_cells(dialog: CommitmentListDialog) -> list[str]:
    return [line.cells[0] for line in dialog.model.lines]


def test_what_would_be_added_and_what_cannot_be_read_is_shown_before_anything_is_written(
    qtbot: QtBot, dialog: CommitmentListDialog, desk: Desk, round_: Round, tmp_path: Path
) -> None:
    QAbstractItemModelTester(dialog.model, FATAL, dialog)
    assert not button(dialog, "导入").isEnabled()
    name = name_of(desk, members_of(desk)[0])
    path = sheet(
        tmp_path / "承诺.xlsx",
        [["承诺人", "承诺事项"], [name, "走访企业"], ["查无此人", "学习"]],
    )
    dialog.read_file(path)
    assert first_cells(dialog) == ["不能读入", "新增"]
    assert dialog._said.text() == "承诺.xlsx：新增 1，不能读入 1。"
    assert "“查无此人”不在名册里" in dialog._whole.text()
    assert desk.commitments.rows(round_) == ()
    with qtbot.waitSignal(dialog.told):
        click(dialog, "导入")
    assert is_freed(dialog)
    (row,) = desk.commitments.rows(round_)
    assert (row.name, row.record.matter) == (name, "走访企业")


def test_a_list_that_brings_nothing_cannot_be_taken_in(
    dialog: CommitmentListDialog, desk: Desk, round_: Round, tmp_path: Path
) -> None:
    add_promises(desk)
    desk.commitment_lists.write(desk.commitments.rows(round_), tmp_path / "承诺.xlsx")
    dialog.read_file(tmp_path / "承诺.xlsx")
    assert set(first_cells(dialog)) == {"未变"}
    assert not button(dialog, "导入").isEnabled()
    dialog.reject()


def test_copied_rows_are_pasted(
    qtbot: QtBot, dialog: CommitmentListDialog, desk: Desk, round_: Round
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    press(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog._said.text() == EMPTY
    clipboard.setText(f"承诺人\t承诺事项\n{branch_of(desk).name}\t建活动室\n")
    click(dialog, "粘贴")
    clipboard.clear()
    assert first_cells(dialog) == ["新增"]
    with qtbot.waitSignal(dialog.told):
        click(dialog, "导入")
    assert [r.record.matter for r in desk.commitments.rows(round_)] == ["建活动室"]


def test_a_dropped_file_is_read_and_one_without_promises_refused(
    dialog: CommitmentListDialog, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "名册.xlsx", [["姓名", "性别"], ["张三", "男"]])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(2, 2), Qt.DropAction.CopyAction, data, buttons, keys))
    told = active_dialog()
    assert isinstance(told, QMessageBox)
    assert "没有找到承诺清单的表头" in told.text()
    told.close()
    assert dialog._said.text() == HINT
    assert dialog.model.rowCount() == 0
    dialog.reject()


def test_a_blank_list_is_handed_out(
    dialog: CommitmentListDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "空白.xlsx"
    monkeypatch.setattr(list_dialog, "ask_file_name", lambda *_: path)
    click(dialog, "空白清单…")
    assert str(path) in dialog._said.text()
    dialog.read_file(path)
    assert dialog._said.text() == "空白.xlsx：表里一条承诺也没有。"
    dialog.reject()


def test_the_page_opens_the_dialog_and_tells_what_it_brought(
    qtbot: QtBot, desk: Desk, settings: Settings, scope: Scope
) -> None:
    page = CommitmentsPage(desk, settings)
    qtbot.addWidget(page)
    page.show()
    page.show_scope(scope)
    click(page.promises, "导入…")
    dialog = active_dialog()
    assert isinstance(dialog, CommitmentListDialog)
    QGuiApplication.clipboard().setText(f"承诺人\t承诺事项\n{branch_of(desk).name}\t建活动室\n")
    dialog.paste()
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(page.told):
        click(dialog, "导入")
