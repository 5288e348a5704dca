"""How long the window stands still while one works in a ledger of 100,000 members.

``python -m tests.benchmarks acts``; BENCH_ORGANIZATIONS makes it smaller. A timer ticks in the
window's own thread: the longest time between two ticks while no progress dialog is to be seen is
how long the window was blocked. The bound is 100 ms on a machine on which the unit of work below
takes 100 ms; both are measured one after the other.
"""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.overview import city
from tests.benchmarks.result import Result, seconds
from tests.benchmarks.window import offscreen
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.ui.main_window import MainWindow

TICK_MS = 5
UNIT_STEPS = 3_000_000
BOUND = 1.0
WORDS = "第123"
DIALOGS = (
    *("new_organization", "new_member", "edit_organization", "bin", "history", "settings"),
    *("export_forms", "print_forms", "export_all", "backups", "unplanned", "open_round", "load"),
)


class Watch:
    """A timer in the window's thread that notices how long it was kept from ticking."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self.longest = 0.0

    def during(self, act: Callable[[], object]) -> float:
        """Return the longest standstill of an act in seconds."""
        _settle()
        gc.collect()
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        act()
        self._tick()
        _settle(self)
        self._timer.stop()
        return self.longest

    def _tick(self) -> None:
        now = time.perf_counter()
        if not _progress_shown():
            self.longest = max(self.longest, now - self._last)
        self._last = now


def _progress_shown() -> bool:
    from PySide6.QtWidgets import QApplication, QProgressDialog

    return any(
        isinstance(each, QProgressDialog) and each.isVisible()
        for each in QApplication.topLevelWidgets()
    )


def _settle(watch: Watch | None = None) -> None:
    """Let everything happen that is due."""
    from PySide6.QtWidgets import QApplication

    until = time.perf_counter() + 0.3
    while time.perf_counter() < until:
        QApplication.processEvents()
        if watch is None:
            time.sleep(0.001)


def run() -> Iterator[Result]:
    """Give the longest standstill of each act against the unit of work."""
    offscreen()
    with tempfile.TemporaryDirectory() as folder:
        city(Path(folder)).close()
        yield from _acts(Path(folder))


def _unit() -> None:
    sum(number * number for number in range(UNIT_STEPS))


def _acts(folder: Path) -> Iterator[Result]:
    from app.ui.main_window import MainWindow
    from app.ui.recent import RecentLedgers
    from app.ui.settings import Settings

    watch = Watch()
    window = MainWindow(
        sample_office, RecentLedgers(folder / "recent.json"), Settings(folder / "settings.json")
    )
    window.give_shortcuts()
    window.show()
    try:
        for name, act in _list(window, folder / "city.ledger"):
            before = seconds(_unit)
            longest = watch.during(act)
            unit = (before + seconds(_unit)) / 2
            detail = f"{longest * 1000:.0f} ms, unit {unit * 1000:.0f} ms"
            yield Result(f"standstill: {name}", longest / unit, BOUND, detail=detail)
            if name.startswith("open"):
                _close_dialogs()
    finally:
        window.let_go()
        window.close()


def _list(window: MainWindow, ledger: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give the acts in their order, each with its name."""
    from functools import partial

    from app.ui.menus import MENUS

    yield "open the ledger", partial(window.open_ledger, ledger)
    pages = [entry for entry in MENUS["视图(&V)"] if entry.name.startswith("page_")]
    for entry in pages:
        yield f"look at {entry.name}", partial(window.run, entry.name)
    yield from _moves(window)
    yield from _form(window)
    yield "undo", partial(window.run, "undo")
    yield "redo", partial(window.run, "redo")
    for entry in pages:
        yield f"look again at {entry.name}", partial(window.run, entry.name)
    for name in DIALOGS:
        yield f"open {name}", partial(window.run, name)
    yield "read again", partial(window.run, "refresh")


def _moves(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    from functools import partial

    from PySide6.QtWidgets import QApplication, QLineEdit

    from app.ui.page import Place

    page, desk = window.page, window.desk
    assert page is not None
    assert desk is not None
    tree = desk.workspace.directory(desk.workspace.today()).tree
    below = tree.organizations[5]
    for name in ("page_checks", "page_members", "page_tasks"):
        window.run(name)
        yield (
            f"choose an organisation on {name}",
            partial(page.go_to, Place(organization=below.id)),
        )
        yield (
            f"choose all on {name}",
            partial(page.go_to, Place(organization=tree.root.id)),
        )
    page.search()
    line = QApplication.focusWidget()
    if isinstance(line, QLineEdit):
        for end in range(1, len(WORDS) + 1):
            yield f"search {WORDS[:end]}", partial(line.setText, WORDS[:end])
        line.window().hide()


def _form(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    from functools import partial

    from PySide6.QtWidgets import QApplication

    from app.ui.page import Place
    from app.ui.paper_form.form_dialog import FormDialog
    from app.ui.paper_form.text_cell import TextCell

    page, desk = window.page, window.desk
    assert page is not None
    assert desk is not None
    tasks = tuple(task.id for task in desk.workspace.stores.tasks.of_round(desk.rounds.all()[0].id))
    page.go_to(Place(task=tasks[10], tasks=tasks))
    _close_dialogs()
    yield "open a form", partial(page.go_to, Place(task=tasks[10], tasks=tasks))
    page.go_to(Place(task=tasks[20], tasks=tasks))
    (form,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog))
    editor = form.sheet.editors["review.place"]
    editor.setFocus()
    assert isinstance(editor, TextCell)
    editor.insertPlainText("党员活动室")
    yield "keep a draft", form.keep_draft
    yield "save a form", form.save
    _close_dialogs()


def _close_dialogs() -> None:
    from PySide6.QtWidgets import QApplication, QDialog

    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            each.done(0)
            each.deleteLater()
    _settle()


def main() -> None:
    """Print the figures."""
    for result in run():
        print(result, flush=True)


if __name__ == "__main__":
    main()
