"""The question what becomes of what is already written where a ready text is filled in."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.widgets import dressed, widened


class Fill(Enum):
    """What is to be done with a ready text."""

    APPEND = "append"
    REPLACE = "replace"
    NOT = "not"


def ask_how_to_fill(parent: QWidget, label: str) -> Fill:
    """Ask about a cell that holds something; 取消 is the default.

    Args:
        parent: the form dialog.
        label: what the cell is called.
    """
    box = dressed(
        QMessageBox(
            QMessageBox.Icon.Question,
            "填入现成内容",
            f"“{label}”一格已经写了内容。",
            QMessageBox.StandardButton.NoButton,
            parent,
            textFormat=Qt.TextFormat.PlainText,
            informativeText="接在后面，还是换成现成的内容？",
        ),
        objectName="question",
    )
    append = box.addButton("接在后面", QMessageBox.ButtonRole.AcceptRole)
    replace = box.addButton("换掉", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    widened(box)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    if chosen is append:
        return Fill.APPEND
    return Fill.REPLACE if chosen is replace else Fill.NOT
