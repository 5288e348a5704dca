"""视图: which page is in front."""

from typing import TYPE_CHECKING

from app.ui.page import PageName, Place

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def show_page(window: "MainWindow", name: str) -> None:
    """Bring a page (``PageName``) to the front."""
    if window.page is not None:
        window.page.go_to(Place(page=PageName(name)))


def refresh(window: "MainWindow") -> None:
    """Read everything again."""
    if window.page is not None:
        window.page.refresh()
        window.show_state()
