"""No window is larger than its screen, with its frame: 1366×768 at 150 % is 911×512.

The pictures are looked at for the letters of buttons, too (``tests.ui.test_letters``).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from app.ui import window_size
from app.ui.dialogs import FormLikeDialog
from app.ui.widgets import dressed
from app.ui.window_size import FRAME, fit, room_for
from tests.conftest import ROOT
from tests.screens.__main__ import screen_of
from tests.screens.render import PARTS
from tests.ui.hands import press

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

SMALL = QSize(911, 512)
ROWS = 30
WIDEST = ("handoff", "meetings", "reports")
"""The parts with the largest windows; ``python3 run.py screens`` looks at all of them alike."""


@pytest.mark.parametrize("part", WIDEST)
def test_every_dialog_fits_with_its_frame_and_has_letters(part: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": screen_of(tmp_path, SMALL.width(), SMALL.height()),
        "QT_LOGGING_RULES": "qt.qpa.*=false",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.render", str(tmp_path / "pictures"), part],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_widest_are_parts_of_the_window() -> None:
    assert set(WIDEST) <= set(PARTS)


def test_only_one_place_gives_windows_their_size() -> None:
    """Whoever resizes a window itself forgets the screen, or its frame."""
    asks = re.compile(r"self\.(resize|setFixedSize|setGeometry)\(\d|\.available(Geometry|Size)\(")
    own = {"window_size.py", "calendar.py"}  # a calendar drops down beside its line
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "app" / "ui").rglob("*.py"))
        if path.name not in own
        for line in path.read_text(encoding="utf-8").splitlines()
        if asks.search(line) or re.search(r"\bself\.resize\(", line)
    ]
    assert found == []


def test_what_is_wished_is_bounded_by_the_screen_without_the_frame(
    window: QWidget, qtbot: QtBot
) -> None:
    room = room_for(window)
    assert room + FRAME == window.screen().availableGeometry().size()
    fit(window, 10_000, 10_000)
    assert window.size() == room
    fit(window, 300, 200)
    assert window.size() == QSize(300, 200)
    del qtbot


class _Long(FormLikeDialog):
    """More rows than any screen shows."""

    def __init__(self, parent: QWidget, rows: int) -> None:
        super().__init__("很多行", "保存", parent)
        self.lines = [QLineEdit() for _ in range(rows)]
        for number, line in enumerate(self.lines):
            self.row(f"第 {number} 行", line)


def test_rows_scroll_where_the_screen_has_no_room(window: QWidget, qtbot: QtBot) -> None:
    dialog = _Long(window, ROWS)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.size().boundedTo(room_for(dialog)) == dialog.size()
    assert dialog.rect().contains(dialog.agree.mapTo(dialog, dialog.agree.rect().bottomRight()))
    last = dialog.lines[-1]
    assert last.visibleRegion().isEmpty()
    dialog.lines[-2].setFocus()
    press(dialog.lines[-2], Qt.Key.Key_Tab)
    assert dialog.focusWidget() is last
    assert not last.visibleRegion().isEmpty()
    dialog.close()


def test_a_dialog_that_grows_stays_within_its_screen(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = _Long(window, 5)
    monkeypatch.setattr("app.ui.dialogs.room_for", lambda _: QSize(600, 320))
    monkeypatch.setattr(window_size, "room_for", lambda _: QSize(600, 320))
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.column.indexOf(dialog.rows) == 0
    dialog.lines[3].setFocus()
    box = dressed(QPlainTextEdit(), minimumHeight=150)
    dialog.rows.insertRow(1, QLabel("后来"), box)
    qtbot.waitUntil(lambda: dialog.column.indexOf(dialog.rows) < 0)
    assert dialog.height() <= 320
    assert dialog.focusWidget() is dialog.lines[3]
    dialog.close()
