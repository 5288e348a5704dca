"""What hands do in the form dialog: writing into cells, answering its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QMessageBox

from app.domain.ids import TaskId
from app.ui.paper_form.text_cell import TextCell
from tests.ui.hands import click, compose

if TYPE_CHECKING:
    from app.ui.paper_form.form_dialog import FormDialog

IDS = (TaskId("一"), TaskId("二"), TaskId("三"))


def forget_changes(dialog: FormDialog) -> None:
    """Let a dialog close without its question."""
    dialog._dirty = False


def cell(dialog: FormDialog, key: str) -> TextCell:
    found = dialog.sheet.editors[key]
    assert isinstance(found, TextCell)
    return found


def write(dialog: FormDialog, key: str, text: str) -> None:
    cell(dialog, key).setFocus()
    cell(dialog, key).selectAll()
    compose(cell(dialog, key), text)
    QApplication.processEvents()


def say(text: str, agree: str = "确定") -> None:
    """Answer the question for a reason or a text that comes up next."""

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QInputDialog)
        if text:
            asked.setTextValue(text)
        press_or_close(asked, agree)

    QTimer.singleShot(0, answer)


def choose(text: str) -> None:
    """Press a button of the question that comes up next."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        press_or_close(box, text)

    QTimer.singleShot(0, answer)


def press_or_close(asked: QDialog, text: str) -> None:
    """Press a button; a question without it must not wait for ever."""
    try:
        click(asked, text)
    finally:
        if asked.isVisible():
            asked.reject()
