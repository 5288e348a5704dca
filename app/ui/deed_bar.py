"""The buttons above a list; those for which there is no room stand in a menu of the last one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app.ui.widgets import push_button

SPACING = 6
AROUND_TEXT = 18
"""What a button needs at least beside its text."""
AROUND_MORE = 36
"""The same with the arrow of its menu."""


class DeedBar(QWidget):
    """One row of buttons, never wider than there is room."""

    def __init__(
        self,
        buttons: Sequence[tuple[QPushButton, QAction]],
        more: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        """Show the buttons.

        Args:
            buttons: from the left, each with the action that stands for it in the menu.
            more: what stands in the menu alone.
            parent: the list.
        """
        super().__init__(parent)
        self._buttons, self._rest = tuple(buttons), tuple(more)
        self._shown = -1
        self.more = push_button("更多", "更多操作")
        self._menu = QMenu(self)
        self.more.setMenu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for button, _ in self._buttons:
            row.addWidget(button)
        row.addWidget(self.more)
        row.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew where the letters have grown or shrunk."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        widths = [_least(button, AROUND_TEXT) for button, _ in self._buttons]
        more = _least(self.more, AROUND_MORE)
        room = self.width() + SPACING
        all_fit = not self._rest and sum(width + SPACING for width in widths) <= room
        left = room if all_fit else room - more - SPACING
        shown = 0
        for width in widths:
            left -= width + SPACING
            if left < 0:
                break
            shown += 1
        if shown != self._shown:
            self._shown = shown
            self._show(shown)

    def _show(self, count: int) -> None:
        """Show the first buttons, and offer the others in the menu."""
        for place, (button, _) in enumerate(self._buttons):
            button.setVisible(place < count)
        hidden = [action for _, action in self._buttons[count:]]
        self._menu.clear()
        self._menu.addActions([*hidden, *self._rest])
        self.more.setVisible(bool(hidden or self._rest))


def _least(button: QPushButton, around: int) -> int:
    """Let a button become no narrower than its text; return that width."""
    width = button.fontMetrics().horizontalAdvance(button.text()) + around
    button.setMinimumWidth(width)
    return width
