"""Letters that press buttons with Alt; tests/screens looks at those of every dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.domain.errors.fault import Refusal
from app.ui.dialogs import FormLikeDialog
from app.ui.file_dialog import documents
from app.ui.first_run.pages import _wanted
from app.ui.first_run.wizard import BUTTONS
from app.ui.letters import LETTERS, lettered, unlettered
from app.ui.widgets import push_button
from tests.ui.hands import press

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


class _Asking(FormLikeDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("问", "下发", parent)
        self.line = QLineEdit()
        self.row("文件夹", self.line)
        self.is_done = False

    def do_it(self) -> None:
        self.is_done = True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("取消", "取消(&C)"),
        ("下发 3 个", "下发 3 个(&D)"),
        ("选择文件…", "选择文件(&O)…"),
        ("存为 PDF", "存为 PDF(&D)"),
        ("销号", "销号(&O)"),
    ],
)
def test_a_verb_has_its_letter_also_with_a_count(text: str, shown: str) -> None:
    assert lettered(text) == shown
    assert unlettered(shown) == text


def test_only_leaving_has_the_letter_of_leaving() -> None:
    assert [verb for verb, letter in LETTERS.items() if letter == "C"] == ["关闭", "取消"]


def test_alt_with_the_letter_presses_and_types_nothing(window: QWidget, qtbot: QtBot) -> None:
    for key, done in ((Qt.Key.Key_D, True), (Qt.Key.Key_C, False)):
        dialog = _Asking(window)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.line.setFocus()
        with qtbot.waitSignal(dialog.finished):
            press(dialog.line, key, Qt.KeyboardModifier.AltModifier)
        assert (dialog.is_done, dialog.line.text()) == (done, "")


def test_a_letter_is_not_read_aloud(qtbot: QtBot) -> None:
    made = push_button(lettered("选择文件…"))
    qtbot.addWidget(made)
    assert made.accessibleName() == "选择文件"


def test_the_wizard_has_four_letters() -> None:
    assert len({text[-2] for text in BUTTONS.values()}) == len(BUTTONS) == 4
    assert all("(&" in text for text in BUTTONS.values())


@pytest.mark.parametrize("typed", ["甲", "甲.ledger", "甲.LEDGER", "甲.ledgern", "~/甲.ledger"])
def test_a_name_of_a_ledger_gets_one_ending(typed: str) -> None:
    place = _wanted(typed)
    assert place.name == "甲.ledger"
    assert place.parent == (Path.home() if typed.startswith("~") else documents())


def test_a_name_with_a_point_keeps_it() -> None:
    assert _wanted("甲2026.11").name == "甲2026.11.ledger"
    with pytest.raises(Refusal):
        _wanted(".ledger")
