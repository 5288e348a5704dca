"""Two texts in full beside one another, with what differs marked in both."""

from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QTextEdit, QWidget

from app.ui.appearance import is_dark
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY = "（空）"
_LONGEST_COMPARED = 4_000
"""Longer texts are shown without marks: comparing them takes too long."""
_MARK, _DARK_MARK = QColor("#ffe08a"), QColor("#6b5200")


class SideBySide(QWidget):
    """Left ours, right theirs; both can be copied, neither can be changed."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            left: what stands above our text.
            right: what stands above theirs.
            parent: the widget around it.
        """
        super().__init__(parent)
        self.ours, self.theirs = (_text(name) for name in ("左边的内容", "右边的内容"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for column, (head, text) in enumerate(((left, self.ours), (right, self.theirs))):
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(text, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)

    def show_texts(self, ours: str, theirs: str, words: tuple[str, str]) -> None:
        """Show two texts.

        Args:
            ours: the left one.
            theirs: the right one.
            words: what the two sides are called.
        """
        for text, word in zip((self.ours, self.theirs), words, strict=True):
            text.setAccessibleName(f"{word}的内容")
        left, right = marked(ours, theirs)
        self.ours.setHtml(left)
        self.theirs.setHtml(right)


def marked(left: str, right: str) -> tuple[str, str]:
    """Return two texts as HTML in which the parts that differ stand on a coloured ground."""
    if not left or not right or len(left) + len(right) > _LONGEST_COMPARED:
        return _whole(left), _whole(right)
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    ours = _pieces((left[i:j], kind != "equal") for kind, i, j, _, _ in steps)
    theirs = _pieces((right[i:j], kind != "equal") for kind, _, _, i, j in steps)
    return ours, theirs


def _whole(text: str) -> str:
    return _pieces([(text, False)]) if text else f"<i>{EMPTY}</i>"


def _pieces(pieces: "Iterator[tuple[str, bool]] | list[tuple[str, bool]]") -> str:
    mark = (_DARK_MARK if is_dark() else _MARK).name()
    parts = [
        f'<span style="background-color:{mark}">{escape(text)}</span>' if differs else escape(text)
        for text, differs in pieces
        if text
    ]
    return f'<div style="white-space:pre-wrap">{"".join(parts)}</div>'


def _text(name: str) -> QTextEdit:
    made = dressed(
        QTextEdit(readOnly=True), accessibleName=name, tabChangesFocus=True, minimumHeight=60
    )
    made.document().setDocumentMargin(6)
    return made
