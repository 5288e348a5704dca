"""The window checks itself: every page, every menu entry's function, one form, without a screen."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ops.office import Office


def check_window(open_office: "Callable[[], Office]", ledger: Path) -> int:
    """Open a ledger in the main window, look at every page and open a form.

    Run in a process of its own by ``self-test``: whatever fails ends it with a code other than 0.

    Args:
        open_office: gives what opens ledgers.
        ledger: a ledger with a round.
    """
    from PySide6.QtWidgets import QApplication

    from app.ui.application import make_application, speak_chinese
    from app.ui.lazy import load
    from app.ui.main_window import MainWindow
    from app.ui.menus import all_entries
    from app.ui.page import PageName, Place
    from app.ui.recent import RecentLedgers
    from app.ui.settings import Settings

    application = make_application()
    speak_chinese()
    for entry in all_entries():
        load(f"app.ui.actions.{entry.action}")
    folder = ledger.parent
    window = MainWindow(
        open_office, RecentLedgers(folder / "recent.json"), Settings(folder / "settings.json")
    )
    window.show()
    window.open_ledger(ledger)
    page, desk = window.page, window.desk
    if page is None or desk is None:
        return 1
    for name in PageName:
        page.go_to(Place(page=name))
        application.processEvents()
    task = desk.tasks.list(desk.rounds.all()[0]).rows[0].task
    page.go_to(Place(task=task.id))
    application.processEvents()
    forms = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    painted = not window.grab().isNull() and all(not form.grab().isNull() for form in forms)
    for form in forms:
        form.close()
    window.let_go()
    return 0 if forms and painted else 1
