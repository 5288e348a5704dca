"""视图: which page is in front."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.page import PageName


def overview(window: "MainWindow") -> None:
    """Show 总览."""
    from app.ui.page import PageName

    _show(window, PageName.OVERVIEW)


def tasks(window: "MainWindow") -> None:
    """Show 点评任务."""
    from app.ui.page import PageName

    _show(window, PageName.TASKS)


def organizations(window: "MainWindow") -> None:
    """Show 党组织."""
    from app.ui.page import PageName

    _show(window, PageName.ORGANIZATIONS)


def members(window: "MainWindow") -> None:
    """Show 党员."""
    from app.ui.page import PageName

    _show(window, PageName.MEMBERS)


def statistics(window: "MainWindow") -> None:
    """Show 统计报表."""
    from app.ui.page import PageName

    _show(window, PageName.STATISTICS)


def ledger(window: "MainWindow") -> None:
    """Show 台账."""
    from app.ui.page import PageName

    _show(window, PageName.LEDGER)


def checks(window: "MainWindow") -> None:
    """Show 检查."""
    from app.ui.page import PageName

    _show(window, PageName.CHECKS)


def refresh(window: "MainWindow") -> None:
    """Read everything again."""
    if window.page is not None:
        window.page.refresh()
        window.show_state()


def _show(window: "MainWindow", name: "PageName") -> None:
    from app.ui.page import Place

    if window.page is not None:
        window.page.go_to(Place(page=name))
