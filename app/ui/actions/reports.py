"""报表: the official table."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ui.main_window import MainWindow


def export_table(window: "MainWindow") -> None:
    """Write the official table as Excel."""
    from app.ui.saving import export_table as write

    page = window.page
    if window.desk is not None and page is not None:
        round_ = page.round()
        if round_ is not None:
            write(window, window.desk, round_, page.unit_id(), _day(window, round_))


def print_table(window: "MainWindow") -> None:
    """Show the official table as it prints."""
    from app.ui.printing.jobs import print_table as show

    page = window.page
    if window.desk is not None and page is not None:
        round_ = page.round()
        if round_ is not None:
            unit, day = page.unit_id(), _day(window, round_)
            show(window, window.desk, window.settings, round_, unit, day)


def _day(window: "MainWindow", round_: "Round") -> date:
    """Return the day that the statistics page counts to."""
    from app.ui.page import PageName
    from app.ui.statistics_page import StatisticsPage

    assert window.page is not None
    shown = window.page.page(PageName.STATISTICS)
    assert isinstance(shown, StatisticsPage)
    return shown.day(round_)
