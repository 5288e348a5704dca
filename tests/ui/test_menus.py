"""The menus: one table, every line of which leads somewhere."""

from __future__ import annotations

import inspect
import re

import pytest
from PySide6.QtWidgets import QMainWindow

from app.ui.lazy import load
from app.ui.ledger_page import TABS
from app.ui.menus import MENUS, Entry, Menus, all_entries
from app.ui.page import Page, PageName
from app.ui.structure.deeds import Deed

KEY = re.compile(r"\(&(\w)\)")


def test_menus_stand_in_the_usual_order() -> None:
    titles = [KEY.sub("", title) for title in MENUS]
    assert titles == ["文件", "编辑", "视图", "点评", "报表", "报送", "工具", "帮助"]


@pytest.mark.parametrize("entry", all_entries(), ids=lambda entry: entry.name)
def test_every_entry_has_its_function(entry: Entry) -> None:
    function = load(f"app.ui.actions.{entry.action}")
    window, *told = inspect.signature(function).parameters
    assert window == "window"
    assert len(told) == bool(entry.about)


def test_no_name_and_no_key_is_given_twice() -> None:
    for given in (
        [entry.name for entry in all_entries()],
        [entry.keys for entry in all_entries() if entry.keys],
        *([KEY.findall(e.text)[0] for e in entries if e.text] for entries in MENUS.values()),
    ):
        assert len(given) == len(set(given)), given


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_every_tab_has_its_page(tab: object) -> None:
    made = load(tab.page)  # type: ignore[attr-defined]
    assert issubclass(made, Page)
    assert made.topics


def test_tabs_and_page_names_agree() -> None:
    assert [tab.name for tab in TABS] == [*PageName]


def test_an_entry_tells_its_name(qapp: object) -> None:
    window = QMainWindow()
    menus = Menus(window)
    seen: list[str] = []
    menus.chosen.connect(seen.append)
    menus.actions["about"].trigger()
    assert seen == ["about"]
    menus.enable(ledger=False, round_=False)
    menus.actions["load"].trigger()
    assert seen == ["about"]  # what makes no sense cannot be chosen
    window.deleteLater()


def test_what_entries_tell_their_functions_is_known() -> None:
    about: dict[str, set[str]] = {entry.action: set() for entry in all_entries() if entry.about}
    for entry in all_entries():
        if entry.about:
            about[entry.action].add(entry.about)
    assert about.pop("view:show_page") == {*PageName}
    assert about.pop("edit:do_deed") <= {*Deed}
    assert not about
