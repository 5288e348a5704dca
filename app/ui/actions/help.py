"""帮助: pages of help, the quick card, the keys, what this is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def show_help(window: "MainWindow") -> None:
    """Show the help for what is in front."""
    from app.ui.help_dialog import HelpDialog

    page = window.page
    HelpDialog(page.current_name() if page is not None else "start", window).open()


def quick_card(window: "MainWindow") -> None:
    """Show the card that leads through the first ten minutes."""
    from app.ui.help_dialog import HelpDialog

    HelpDialog("quick_card", window).open()


def shortcuts(window: "MainWindow") -> None:
    """Show every key."""
    from app.ui.shortcuts_dialog import ShortcutsDialog

    ShortcutsDialog(window).open()


def about(window: "MainWindow") -> None:
    """Show what this program is and what it stands on."""
    from app.ui.about import AboutDialog

    AboutDialog(window).open()
