"""The help: a page for every screen, in words that the window itself uses."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

import app.ui
from app.ui.help_dialog import HelpDialog, print_help, show_help
from app.ui.help_key import NAME, HelpKey, show_help_here
from app.ui.help_topics import (
    CARD,
    OF_CLASS,
    OF_ROOM,
    TOPICS,
    HelpPage,
    help_folder,
    help_pages,
    topic_of,
    topic_of_class,
)
from app.ui.menus import MENUS, all_entries
from app.ui.page import Page
from app.ui.settings import Settings
from app.ui.settings_dialog import SettingsDialog
from app.ui.shortcuts import menu_text, shortcuts
from app.ui.shortcuts_dialog import ShortcutsDialog
from tests.ui.closing import is_freed
from tests.ui.hands import click, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PAGES = help_pages()
MENU_PATH = re.compile(r"\*\*([^*]+?) → ([^*]+?)\*\*")
LONGEST_SENTENCE = 70


def by_topic(topic: str) -> HelpPage:
    return next(page for page in PAGES if page.topic == topic)


# ---- the pages ---------------------------------------------------------------------------------


def test_no_file_is_left_out_of_the_contents() -> None:
    assert {path.stem for path in help_folder().glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.topic)
def test_a_page_names_only_menu_entries_that_there_are(page: HelpPage) -> None:
    known = {
        (menu_text(title), menu_text(entry.text))
        for title, entries in MENUS.items()
        for entry in entries
        if entry.text
    }
    assert set(MENU_PATH.findall(page.text)) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.topic)
def test_a_page_s_links_lead_to_pages(page: HelpPage) -> None:
    links = re.findall(r"\]\(([^)]+)\)", page.text)
    assert {link.removesuffix(".md") for link in links} <= set(TOPICS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.topic)
def test_sentences_are_short(page: HelpPage) -> None:
    sentences = re.split(r"[。！？；\n|]", page.text)
    assert [each for each in sentences if len(each) > LONGEST_SENTENCE] == []
    assert page.text.startswith("# ")


def test_every_menu_entry_that_does_something_is_explained() -> None:
    """What a secretary looks for; looking and moving about explains itself."""
    told = {found for page in PAGES for found in MENU_PATH.findall(page.text)}
    plain = {"close", "quit", "help", "card", "about", "refresh"}
    wanted = {
        menu_text(entry.text)
        for entry in all_entries()
        if entry.name not in plain and not entry.name.startswith("page_")
    }
    assert wanted - {entry for _, entry in told} == set()


# ---- which page is about what ------------------------------------------------------------------


def window_classes() -> list[type]:
    """Return every page and dialog of the window."""
    found: set[type] = set()
    for module in pkgutil.walk_packages(app.ui.__path__, "app.ui."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Page | QDialog):
                found.add(kind)
    return sorted(
        (kind for kind in found if kind.__module__.startswith("app.ui.") and kind is not Page),
        key=lambda kind: kind.__name__,
    )


NOT_THEMSELVES = {"FormLikeDialog", "HelpDialog", "ListPage", "RoundPage"}


@pytest.mark.parametrize("kind", window_classes(), ids=lambda kind: kind.__name__)
def test_every_page_and_dialog_has_its_help(kind: type) -> None:
    if kind.__name__ in NOT_THEMSELVES:
        return
    assert topic_of_class(kind) in TOPICS, f"add {kind.__name__} to app/ui/help_topics.py"


def test_no_page_is_meant_for_what_is_no_longer_there() -> None:
    there = {
        name
        for module in pkgutil.walk_packages(app.ui.__path__, "app.ui.")
        for name in vars(importlib.import_module(module.name))
    }
    assert set(OF_CLASS) - there == set()
    assert set(OF_CLASS.values()) | set(OF_ROOM.values()) <= set(TOPICS)


def test_the_nearest_thing_around_decides(window: QWidget, tmp_path: Path) -> None:
    dialog = SettingsDialog(Settings(tmp_path / "settings.json"), window)
    assert topic_of(dialog.findChild(QLineEdit)) == "settings"
    assert topic_of(window) == "start"
    dialog.deleteLater()


# ---- the viewer --------------------------------------------------------------------------------


@pytest.fixture
def dialog(window: QWidget) -> HelpDialog:
    return show_help(window, "tasks")


def titles(dialog: HelpDialog) -> list[str]:
    return [dialog._contents.item(row).text() for row in range(dialog._contents.count())]


def test_the_page_asked_for_is_shown(dialog: HelpDialog) -> None:
    assert dialog.topic == "tasks"
    assert dialog._reader.toPlainText().startswith("点评任务")
    assert titles(dialog) == [*TOPICS.values()]


def test_searching_lists_the_pages_that_say_it(dialog: HelpDialog) -> None:
    dialog._search.setText("批量填写")
    assert "点评任务" in titles(dialog)
    assert "设置" not in titles(dialog)
    dialog._search.setText("没有这样的词")
    assert titles(dialog) == []
    assert dialog._none.isVisible()
    assert not dialog._print.isEnabled()
    dialog._search.clear()
    assert len(titles(dialog)) == len(TOPICS)


def test_links_lead_to_pages_and_nowhere_else(dialog: HelpDialog) -> None:
    dialog._reader.anchorClicked.emit(QUrl("form.md"))
    assert dialog.topic == "form"
    dialog._reader.anchorClicked.emit(QUrl("https://example.org/tasks.md"))
    assert dialog.topic == "form"
    assert not dialog._reader.openExternalLinks()


def test_help_that_is_open_turns_to_another_page(dialog: HelpDialog, window: QWidget) -> None:
    assert show_help(window, "members") is dialog
    assert dialog.topic == "members"
    click(dialog, "关闭")
    assert is_freed(dialog)


def test_the_quick_card_fills_one_sheet(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "card.pdf"))
    print_help(by_topic(CARD), printer)
    with pypdfium2.PdfDocument(tmp_path / "card.pdf") as pdf:
        assert len(pdf) == 1
        width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)


# ---- F1 ----------------------------------------------------------------------------------------


def test_f1_in_a_dialog_shows_its_page(
    qapp: QApplication, qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    key = HelpKey(qapp)
    settings = SettingsDialog(Settings(tmp_path / "settings.json"), window)
    settings.open()
    qtbot.waitUntil(lambda: settings.isActiveWindow())
    key._window_came(settings.windowHandle())
    key._window_came(settings.windowHandle())
    assert len([each for each in settings.children() if each.objectName() == NAME]) == 1
    press(settings, Qt.Key.Key_F1)
    shown = settings.findChild(HelpDialog)
    assert shown is not None
    assert shown.topic == "settings"
    shown.close()
    settings.close()
    qapp.focusWindowChanged.disconnect(key._window_came)
    key.deleteLater()


def test_help_is_shown_for_the_window_without_a_dialog(window: QWidget) -> None:
    show_help_here(window, "overview")
    shown = window.findChild(HelpDialog)
    assert shown is not None
    assert shown.topic == "overview"


# ---- shortcuts ---------------------------------------------------------------------------------


def test_every_key_of_the_menus_is_listed() -> None:
    listed = {(each.keys, each.does) for each in shortcuts()}
    wanted = {(entry.keys, menu_text(entry.text)) for entry in all_entries() if entry.keys}
    assert wanted <= listed


def test_no_key_means_two_things_in_one_place() -> None:
    places = [(each.keys, each.where) for each in shortcuts()]
    assert len(places) == len(set(places))
    menu_keys = [entry.keys for entry in all_entries() if entry.keys]
    assert len(menu_keys) == len(set(menu_keys))


def test_keys_are_found_by_what_they_do(window: QWidget, tmp_path: Path) -> None:
    shown = ShortcutsDialog(Settings(tmp_path / "settings.json"), window)
    tester = QAbstractItemModelTester(
        shown._model, QAbstractItemModelTester.FailureReportingMode.Fatal, shown
    )
    shown.open()
    shown._search.setText("ctrl+s")
    assert tester.model() is shown._model
    cells = [line.cells for line in shown._model.lines]
    assert ("Ctrl+S", "保存", "登记表") in cells
    assert len(cells) == 2
    click(shown, "关闭")
