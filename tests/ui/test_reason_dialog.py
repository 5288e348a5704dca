"""A reason is asked for, and an empty line is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QLineEdit, QWidget

from app.ui.reason_dialog import ReasonDialog
from tests.ui.hands import paste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def asked(qtbot: QtBot) -> Iterator[ReasonDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReasonDialog(parent, "解锁", "把所选 1 份登记表解锁。", "")
    dialog.open()
    yield dialog
    parent.deleteLater()


def test_enter_without_a_reason_leaves_the_question_open(asked: ReasonDialog) -> None:
    line = asked.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    for typed in ("", "  "):
        asked.setTextValue(typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert asked.isVisible()
    paste(line, "录入有误")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not asked.isVisible()
    assert asked.result() == QInputDialog.DialogCode.Accepted
    assert asked.textValue().strip() == "录入有误"


def test_the_button_says_what_is_done(asked: ReasonDialog) -> None:
    box = asked.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    assert {button.text() for button in box.buttons()} == {"解锁", "取消"}
    assert all(button.icon().isNull() for button in box.buttons())
