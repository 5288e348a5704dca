"""What takes the pictures, and the window they are taken of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.page import Page, Scope
from app.ui.settings import Settings
from app.ui.window_size import room_for

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk
    from app.ui.ledger_page import LedgerPage
    from app.ui.main_window import MainWindow


P = TypeVar("P", bound=Page)
BESIDE = QSize(275, 90)
"""What the tree, the tabs and the menu take of the window."""


class Camera:
    """Takes the pictures, numbered in their order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self.too_large: list[str] = []
        """The dialogs that the screen does not hold with their frames, each with its size."""

    def take(self, name: str, widget: QWidget, size: QSize | None = None) -> None:
        """Photograph a widget."""
        if size is not None:
            widget.resize(size)
        settle()
        room, found = room_for(widget), widget.size()
        if isinstance(widget, QDialog) and found.boundedTo(room) != found:
            size_ = f"{found.width()}x{found.height()}"
            self.too_large.append(f"{name} ({type(widget).__name__}) {size_}")
        self._number += 1
        widget.grab().save(str(self._folder / f"{self._number:02d}_{name}.png"))


@dataclass(frozen=True)
class Studio:
    """Where pictures are taken: the window with the sample unit open, and a folder for files."""

    camera: Camera
    window: MainWindow
    work: Path
    screen: QSize
    window_size: QSize

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None
        return self.window.desk

    @property
    def page(self) -> LedgerPage:
        assert self.window.page is not None
        return self.window.page

    @property
    def scope(self) -> Scope:
        """The whole sample unit in its round."""
        return Scope(self.desk.workspace.root_id, self.desk.workspace.round())

    def make_page(self, kind: type[P], desk: Desk | None = None, scope: Scope | None = None) -> P:
        """Return a page as large as in the main window, showing a scope.

        Args:
            kind: which page.
            desk: the ledger; None: the one that is open.
            scope: what it shows; None: the whole sample unit.
        """
        page = kind(desk or self.desk, Settings(self.work / f"{kind.__name__}.json"))
        page.resize(self.window_size - BESIDE)
        page.show()
        page.show_scope(scope or self.scope)
        settle()
        return page

    def take(self, name: str) -> None:
        """Photograph the main window."""
        self.camera.take(name, self.window, self.window_size)

    def take_and_close(self, name: str) -> None:
        """Photograph the dialog that came up last, and close it."""
        shown = dialog()
        self.camera.take(name, shown)
        shown.close()
        settle()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def dialog(kind: type[QWidget] = QDialog) -> QWidget:
    """Return the dialog that came up last."""
    settle()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found[-1]
