"""What the tests of the window share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.ui.application import FAMILIES, POINT_SIZE
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.settings import Settings
from tests.ui.form_hands import IDS, forget_changes
from tests.ui.made_form import MadeSource
from tests.ui.real_hands import screen
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from app.domain.ids import TaskId
    from app.ops.desk import Desk
    from tests.ui.real_hands import Hands


@pytest.fixture(autouse=True)
def _chinese_font(qapp: QApplication) -> None:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(POINT_SIZE)
    qapp.setFont(font)


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled ledger; nobody writes into this one."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk_ledger(sample_ledger: Path) -> Path:
    """The ledger that ``desk`` is a copy of; a room that works on another one says so here."""
    return sample_ledger


@pytest.fixture
def desk(desk_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """The filled ledger, opened as a copy of its own."""
    with open_sample(Path(shutil.copy(desk_ledger, tmp_path))) as opened:
        yield opened


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A ledger with its root alone."""
    with open_sample(make_sample(tmp_path / "empty", filled=False)) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The user's own settings, none made yet."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that dialogs belong to."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the buttons that are pressed in questions, one after the other."""
    wanted: list[str] = []

    def pressed(box: QMessageBox) -> int:
        text = wanted.pop(0)
        next(button for button in box.buttons() if button.text() == text).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", pressed)
    return wanted


@pytest.fixture
def form_source() -> MadeSource:
    """Records of the form that nobody has seen, in memory."""
    return MadeSource()


@pytest.fixture
def open_form(qtbot: QtBot, form_source: MadeSource) -> Iterator[Callable[[TaskId], FormDialog]]:
    """Open form dialogs and hold them until the end of the test, as a window would."""
    held: list[FormDialog] = []

    def opened(task_id: TaskId) -> FormDialog:
        dialog = FormDialog(form_source, IDS, task_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog, before_close_func=forget_changes)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitExposed(dialog)
        held.append(dialog)
        return dialog

    yield opened
    held.clear()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The empty home of a user who starts the program for the first time."""
    folder = tmp_path / "家"
    folder.mkdir()
    return folder


@pytest.fixture
def hands(home: Path) -> Iterator[Hands]:
    """Keyboard and mouse of a screen of its own."""
    with screen(home) as found:
        yield found


def active_dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found
