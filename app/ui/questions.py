"""Questions to the user; the button that changes nothing is the default."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.widgets import dressed, widened

MOST_NAMED = 20
"""So many characters tell which one is meant."""


class Answer(Enum):
    """What the user chose about unsaved changes."""

    SAVE = "save"
    LEAVE = "leave"
    CANCEL = "cancel"


def ask_about_changes(parent: QWidget, name: str) -> Answer:
    """Ask whether to save what was typed into a form."""
    box = _box(parent, "尚未保存", f"“{name}”的登记表有改动没有保存。", "要保存吗？")
    save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    widened(box)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    if chosen is save:
        return Answer.SAVE
    return Answer.LEAVE if chosen is leave else Answer.CANCEL


def confirm(parent: QWidget, title: str, sentence: str, yes: str, more: str = "") -> bool:
    """Ask before something that cannot be taken back; 取消 is the default.

    Args:
        parent: the window it belongs to.
        title: what stands in the title bar.
        sentence: names the object and the count.
        yes: the verb on the button that does it.
        more: further explanation.
    """
    box = _box(parent, title, sentence, more)
    agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    widened(box)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return chosen is agree


def first_of(text: str, count: int, word: str) -> str:
    """Return what a question is about: the first by its words, and how many there are.

    Args:
        text: of the first.
        count: how many are meant.
        word: their measure word.
    """
    plain = " ".join(text.split())
    first = plain if len(plain) <= MOST_NAMED else f"{plain[:MOST_NAMED]}…"
    return f"“{first}”等 {count} {word}" if count > 1 else f"“{first}”"


def _box(parent: QWidget, title: str, sentence: str, more: str) -> QMessageBox:
    return dressed(
        QMessageBox(
            QMessageBox.Icon.Question,
            title,
            sentence,
            QMessageBox.StandardButton.NoButton,
            parent,
            textFormat=Qt.TextFormat.PlainText,
            informativeText=more,
        ),
        objectName="question",
    )


def ask_reason(parent: QWidget, title: str, sentence: str, usual: str = "") -> str:
    """Ask why something is done; empty where the user would rather not do it.

    Args:
        parent: the window it belongs to.
        title: what stands in the title bar.
        sentence: what is about to be done.
        usual: the reason that is proposed.
    """
    from app.ui.reason_dialog import ReasonDialog

    asked = ReasonDialog(parent, title, sentence, usual)
    agreed = asked.exec()
    reason = asked.textValue().strip()
    asked.deleteLater()
    return reason if agreed else ""
