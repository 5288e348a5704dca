"""What hands do: typing through an input method, pasting, pressing buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.ui.letters import unlettered

if TYPE_CHECKING:
    from pathlib import Path


def compose(widget: QWidget, text: str) -> None:
    """Type text as an input method does: first as a preedit, then committed."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(widget, commit)


def paste(widget: QWidget, text: str, html: str = "") -> None:
    """Paste text (and the same with its formatting) from the clipboard."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    press(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()  # what stays there outlives Python and ends in a crash


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and let go of a key; Qt would take Ctrl for held until the next one."""
    QTest.keyClick(widget, key, modifier)
    if modifier is not Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)


def button(parent: QObject, text: str) -> QAbstractButton:
    """Find a button by its text."""
    found = [b for b in parent.findChildren(QAbstractButton) if unlettered(b.text()) == text]
    assert len(found) == 1, [b.text() for b in parent.findChildren(QAbstractButton)]
    return found[0]


def click(parent: QObject, text: str) -> None:
    button(parent, text).click()
