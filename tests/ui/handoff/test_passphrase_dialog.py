"""用下发包新建 of an encrypted package: the passphrase is asked until it fits or is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.ui.handoff.passphrase_dialog import WIDTH, PassphraseDialog, ask_passphrase
from tests.ui.closing import is_freed
from tests.ui.hands import click, press

if TYPE_CHECKING:
    from collections.abc import Callable


def answering(answer: Callable[[PassphraseDialog], None]) -> None:
    def act() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, PassphraseDialog)
        answer(shown)

    QTimer.singleShot(0, act)


def line(dialog: PassphraseDialog) -> QLineEdit:
    return next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())


def test_what_is_typed_is_given_back_and_enter_unlocks(window: QWidget) -> None:
    def answer(dialog: PassphraseDialog) -> None:
        assert dialog.focusWidget() is line(dialog)
        assert line(dialog).echoMode() is QLineEdit.EchoMode.Password
        assert dialog.width() >= WIDTH
        line(dialog).setText(" correct horse ")
        press(line(dialog), Qt.Key.Key_Return)

    answering(answer)
    assert ask_passphrase(window, "甲.dpbag") == " correct horse "


def test_nothing_typed_is_told_and_leaving_gives_nothing(window: QWidget) -> None:
    def answer(dialog: PassphraseDialog) -> None:
        click(dialog, "解开")
        assert "口令" in dialog._fault.text()
        assert dialog._fault.isVisible()
        click(dialog, "取消")

    answering(answer)
    assert ask_passphrase(window, "甲.dpbag") is None


@pytest.mark.parametrize("said", ["甲.dpbag", "甲.dpbag\n口令不对，数据包没有打开。"])
def test_the_package_and_the_reason_are_told(window: QWidget, said: str) -> None:
    dialog = PassphraseDialog(said, window)
    dialog.open()
    texts = [child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text")]
    assert said in texts
    dialog.close()
    assert is_freed(dialog)
