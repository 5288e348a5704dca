"""Preferences take effect at once, and the signs keep to the colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget

from app import paths
from app.ui.appearance import apply_appearance, is_dark, palette_of, tint
from app.ui.banner import Banner
from app.ui.habits import use_preferences
from app.ui.heading import Heading
from app.ui.icons import icon
from app.ui.menu_icons import OF_ENTRY, OF_PAGE, give_icons
from app.ui.menus import Menus, all_entries
from app.ui.open_round_dialog import OpenRoundDialog
from app.ui.page import PageName
from app.ui.register_model import CASE_SIGN
from app.ui.settings import FontSize, NameOrder, Preferences, Settings, Theme
from app.ui.settings_dialog import SettingsDialog
from app.ui.structure.reorganizing import RenameDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk

SIGNS = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))
ROLES = [
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.BrightText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
]
READABLE = 4.5
"""The contrast that small text needs (WCAG 2, level AA)."""


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    font, palette = qapp.font(), qapp.palette()
    yield
    apply_appearance(qapp, Preferences())
    qapp.setFont(font)
    qapp.setPalette(palette)


def brightness(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read_on_its_ground(dark: bool) -> None:
    palette = palette_of(dark=dark)
    weak = [
        (text.name, ground.name)
        for text, ground in ROLES
        if contrast(palette.color(text), palette.color(ground)) < READABLE
    ]
    assert weak == []


@pytest.mark.parametrize("colour", ["#2e7d32", "#c62828", "#1565c0", "#b26a00", "#757575"])
def test_colours_that_mean_something_can_be_read_in_both_themes(
    qapp: QApplication, colour: str
) -> None:
    assert tint(QColor(colour)) == QColor(colour)
    apply_appearance(qapp, Preferences(theme=Theme.DARK))
    assert contrast(tint(QColor(colour)), qapp.palette().base().color()) >= READABLE


def titled(text: str) -> QLabel:
    heading = Heading()
    heading.setText(text)
    return heading


@pytest.mark.parametrize("shown", [QLabel, Banner, titled])
def test_size_and_theme_reach_a_widget_that_is_open(
    qapp: QApplication, qtbot: QtBot, shown: Callable[[str], QLabel]
) -> None:
    label = shown("字")
    qtbot.addWidget(label)
    label.show()
    heights = []
    for size in FontSize:
        apply_appearance(qapp, Preferences(font_size=size, theme=Theme.DARK))
        qapp.processEvents()
        heights.append(label.sizeHint().height())
    assert heights == sorted(set(heights))
    assert is_dark(label.palette())
    apply_appearance(qapp, Preferences())
    qapp.processEvents()
    assert not is_dark(label.palette())


def test_small_dialogs_have_room_for_large_letters(qapp: QApplication, desk: Desk) -> None:
    apply_appearance(qapp, Preferences(font_size=FontSize.LARGEST))
    window = QWidget()
    unit = next(o for o in desk.editing.directory.tree if o.name.endswith("党支部"))
    for dialog in (
        RenameDialog(desk, unit.id, window),
        OpenRoundDialog(desk.rounds, desk.workspace, window),
        SettingsDialog(Settings(desk.workspace.database.path.with_suffix(".json")), window),
    ):
        dialog.open()
        qapp.processEvents()
        shown = [line for line in dialog.findChildren(QLineEdit) if line.isVisible()]
        lines = [line for line in shown if line.accessibleName()]  # not the inside of others
        assert lines
        assert all(line.height() >= line.sizeHint().height() for line in lines)
        dialog.close()
    window.deleteLater()


def test_the_system_s_colours_are_followed_only_where_that_was_chosen(qapp: QApplication) -> None:
    for _ in range(2):
        apply_appearance(qapp, Preferences(theme=Theme.SYSTEM))
    assert not is_dark()  # the offscreen platform has no dark theme
    apply_appearance(qapp, Preferences(theme=Theme.DARK))
    assert is_dark()
    apply_appearance(qapp, Preferences(theme=Theme.SYSTEM))
    assert not is_dark()


def ink_of(sign: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = sign.pixmap(QSize(16, 16), 1.0, mode).toImage()
    assert not image.isNull()
    colours = (image.pixelColor(x, y) for x in range(16) for y in range(16))
    return {colour.name() for colour in colours if colour.alpha() == 255}


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_is_painted_in_the_colour_of_the_text(qapp: QApplication, name: str) -> None:
    for theme in (Theme.LIGHT, Theme.DARK):
        apply_appearance(qapp, Preferences(theme=theme))
        text = qapp.palette().buttonText().color().name()
        faded = qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        sharp = icon(name).pixmap(QSize(16, 16), 2.0)
        assert sharp.width() == 32
        assert ink_of(icon(name)) <= {text}
        assert ink_of(icon(name), QIcon.Mode.Disabled) <= {faded.name()}
        assert any(sharp.toImage().pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_a_sign_can_be_copied_and_changed() -> None:
    copy = QIcon(icon("plus"))
    copy.addPixmap(icon("search").pixmap(QSize(16, 16)))
    assert not copy.isNull()


def test_every_sign_that_ships_is_shown_somewhere() -> None:
    assert {*OF_ENTRY.values(), *OF_PAGE.values(), CASE_SIGN} == set(SIGNS)
    assert set(OF_PAGE) == set(PageName)
    assert set(OF_ENTRY) <= {entry.name for entry in all_entries()}


def test_menus_get_their_signs(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    menus = Menus(window)
    give_icons(menus.actions)
    bare = {name for name, action in menus.actions.items() if action.icon().isNull()}
    assert bare == {
        *("sample", "close", "templates", "print_blank", "quit", "unplanned"),
        *("duplicates", "reconcile", "renew", "own_form", "card"),
    }


def test_the_open_ledger_takes_name_and_place(desk: Desk, tmp_path: Path) -> None:
    use_preferences(desk, Preferences(user="张三", backup_folder=str(tmp_path)))
    assert desk.history.user == "张三"
    assert desk.backups.folders[0].parent == tmp_path


# ---- preferences -------------------------------------------------------------------------------


def test_preferences_come_back_as_they_were_kept(tmp_path: Path) -> None:
    chosen = Preferences(
        FontSize.LARGEST, Theme.DARK, 20, "E:/备份", "张三", NameOrder.PINYIN, spaced_names=False
    )
    settings = Settings(tmp_path / "settings.json")
    settings.set("columns.members", ["sex"])
    chosen.keep(settings)
    again = Settings(tmp_path / "settings.json")
    assert again.preferences == chosen
    assert again.get("columns.members") == ["sex"]


@pytest.mark.parametrize(
    "broken",
    [
        *('{"font_size": "huge"}', '{"theme": 3}', '{"autosave_seconds": -1}', "[]", "{", ""),
        *('{"autosave_seconds": true}', '{"user": null}', '{"spaced_names": "ja"}'),
    ],
)
def test_what_makes_no_sense_counts_as_not_chosen(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(broken, encoding="utf-8")
    assert Settings(file).preferences == Preferences()
