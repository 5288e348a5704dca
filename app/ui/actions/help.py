"""帮助: pages of help, the quick card, the keys, what this is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def show_help(window: "MainWindow") -> None:
    """Show the help for what is in front."""
    from app.ui.help_key import show_help_here

    show_help_here(window)


def quick_card(window: "MainWindow") -> None:
    """Show the card that leads through the first ten minutes."""
    from app.ui.help_dialog import show_help as show
    from app.ui.help_topics import CARD

    show(window, CARD)


def shortcuts(window: "MainWindow") -> None:
    """Show every key."""
    from app.ui.shortcuts_dialog import ShortcutsDialog

    ShortcutsDialog(window.settings, window).open()


def about(window: "MainWindow") -> None:
    """Show what this program is and what it stands on."""
    from app.ui.about import AboutDialog

    AboutDialog(window).open()
