"""What takes the pictures, and the window they are taken of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from app.ui.page import Page, Scope
from app.ui.settings import Settings
from app.ui.window_size import room_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk
    from app.ui.ledger_page import LedgerPage
    from app.ui.main_window import MainWindow


P = TypeVar("P", bound=Page)
LEAVES = ("取消", "关闭")
QTS_OWN = (QMessageBox, QInputDialog, QFileDialog)
"""Their buttons are Qt's; a question has two or three of them, reached by Tab."""
BESIDE = QSize(275, 90)
"""What the tree, the tabs and the menu take of the window."""


class Camera:
    """Takes the pictures, numbered in their order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self.wrong: list[str] = []
        """Dialogs that the screen does not hold with their frames, or whose letters are wrong."""

    def take(self, name: str, widget: QWidget, size: QSize | None = None) -> None:
        """Photograph a widget."""
        if size is not None:
            widget.resize(size)
        settle()
        if isinstance(widget, QDialog):
            told = f"{name} ({type(widget).__name__})"
            self.wrong += [
                f"{told} {fault}" for fault in (*_size_faults(widget), *_letters(widget))
            ]
        self._number += 1
        widget.grab().save(str(self._folder / f"{self._number:02d}_{name}.png"))


def _size_faults(dialog: QDialog) -> Iterator[str]:
    found = dialog.size()
    if found.boundedTo(room_for(dialog)) != found:
        yield f"is larger than the screen: {found.width()}x{found.height()}"


def _letters(dialog: QDialog) -> Iterator[str]:
    """Say which letters press two things, and which button for agreeing or leaving has none."""
    buttons = [each for each in dialog.findChildren(QAbstractButton) if each.isVisible()]
    labels = [each for each in dialog.findChildren(QLabel) if each.isVisible()]
    texts = [each.text() for each in buttons]
    texts += [each.text() for each in labels if each.buddy() is not None]
    letters = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    yield from (f"has {each} twice" for each, count in letters.items() if each and count > 1)
    if isinstance(dialog, QTS_OWN):
        return
    for button in buttons:
        text = button.text()
        needs = text in LEAVES or (isinstance(button, QPushButton) and button.isDefault())
        if text and needs and QKeySequence.mnemonic(text).isEmpty():
            yield f"has no letter for {text}"


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
