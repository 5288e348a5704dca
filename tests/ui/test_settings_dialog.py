"""The dialog 设置: shows what holds, keeps what was chosen, and refuses a place that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.settings import FontSize, NameOrder, Preferences, Settings, Theme
from app.ui.settings_dialog import SettingsDialog
from tests.ui.closing import is_freed
from tests.ui.hands import click

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


def opened(settings: Settings, window: QWidget) -> SettingsDialog:
    dialog = SettingsDialog(settings, window)
    dialog.open()
    return dialog


def test_what_was_chosen_is_told_and_kept(
    settings: Settings,
    window: QWidget,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(settings, window)
    dialog._size.setCurrentText("特大")
    dialog._theme.setCurrentText("深色")
    dialog._order.setCurrentText("拼音")
    dialog._user.setText("  李四 ")
    dialog._autosave.setValue(30)
    dialog._spaced.setChecked(False)
    monkeypatch.setattr("app.ui.settings_dialog.ask_folder", lambda *_: tmp_path)
    click(dialog, "选择…")
    with qtbot.waitSignal(dialog.chosen) as told:
        click(dialog, "保存")
    assert is_freed(dialog)
    wanted = Preferences(
        FontSize.LARGEST,
        Theme.DARK,
        30,
        str(tmp_path),
        "李四",
        NameOrder.PINYIN,
        spaced_names=False,
    )
    assert told.args == [wanted]
    assert Settings(tmp_path / "settings.json").preferences == wanted


def test_cancelling_keeps_everything(settings: Settings, window: QWidget, qtbot: QtBot) -> None:
    dialog = opened(settings, window)
    dialog._theme.setCurrentText("深色")
    with qtbot.assertNotEmitted(dialog.chosen):
        click(dialog, "取消")
    assert is_freed(dialog)
    assert settings.preferences == Preferences()


def test_it_shows_what_holds(settings: Settings, window: QWidget, qtbot: QtBot) -> None:
    held = Preferences(FontSize.LARGE, Theme.SYSTEM, 7, "", "王五", NameOrder.OWN)
    held.keep(settings)
    dialog = opened(settings, window)
    shown = [box.currentText() for box in (dialog._size, dialog._theme, dialog._order)]
    assert shown == ["大", "跟随系统", "自定顺序"]
    with qtbot.waitSignal(dialog.chosen) as told:
        click(dialog, "保存")
    assert told.args == [held]


@pytest.mark.parametrize("place", ["没有这个文件夹", "settings.json"])
def test_a_place_that_is_no_folder_is_refused_in_the_dialog(
    settings: Settings, window: QWidget, qtbot: QtBot, tmp_path: Path, place: str
) -> None:
    (tmp_path / "settings.json").write_text("{}")
    dialog = opened(settings, window)
    dialog._folder.setText(str(tmp_path / place))
    with qtbot.assertNotEmitted(dialog.chosen):
        click(dialog, "保存")
    assert dialog.isVisible()
    assert "找不到" in dialog._fault.text()
    assert settings.preferences == Preferences()


def test_every_control_has_a_name(settings: Settings, window: QWidget) -> None:
    dialog = opened(settings, window)
    controls = (
        *(dialog._size, dialog._theme, dialog._order, dialog._spaced, dialog._user),
        *(dialog._autosave, dialog._folder, dialog._choose),
    )
    assert all(control.accessibleName() for control in controls)
