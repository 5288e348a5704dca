"""报表: the official table."""

from datetime import date
from typing import TYPE_CHECKING

from app.ui.actions.chosen import Chosen, chosen

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def export_table(window: "MainWindow") -> None:
    """Write the official table as Excel."""
    from app.ui.saving import export_table as write

    found = chosen(window)
    if found is not None:
        write(window, found.desk, found.round, found.unit, _day(found))


def print_table(window: "MainWindow") -> None:
    """Show the official table as it prints."""
    from app.ui.printing.jobs import print_table as show

    found = chosen(window)
    if found is not None:
        show(window, found.desk, window.settings, found.round, found.unit, _day(found))


def _day(found: Chosen) -> date:
    """Return the day that the statistics page counts to."""
    from app.ui.page import PageName
    from app.ui.statistics_page import StatisticsPage

    shown = found.page.page(PageName.STATISTICS)
    assert isinstance(shown, StatisticsPage)
    return shown.day(found.round)
