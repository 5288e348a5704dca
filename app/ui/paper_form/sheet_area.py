"""The desk that a sheet lies on: grey, whatever the theme, and scrollable."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.paper_form.colours import DESK
from app.ui.widgets import dressed

LEAST, MOST = 1 / 24, 1 / 14
"""Pixels per twip."""
MARGIN = 24


class SheetArea(QScrollArea):
    """The desk under the sheet: grey, whatever the theme."""

    resized = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Lay a desk.

        Args:
            name: the accessible name.
            parent: the widget it belongs to.
        """
        super().__init__(
            parent, alignment=Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        )
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            accessibleName=name,
            focusPolicy=Qt.FocusPolicy.NoFocus,
            verticalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOn,
        )
        palette = self.viewport().palette()
        palette.setColor(QPalette.ColorRole.Window, DESK)
        self.viewport().setPalette(palette)
        self.viewport().setAutoFillBackground(True)
        self.viewport().installEventFilter(self)

    def scale_for(self, page_width: float, page_height: float = 0) -> float:
        """Return the scale at which a page fills the area, within reason.

        Args:
            page_width: in twips.
            page_height: in twips; 0 where the page may be scrolled down.
        """
        room = self.viewport().size()
        scale = (room.width() - MARGIN) / page_width
        if page_height:
            scale = min(scale, room.height() / page_height)
        return min(MOST, max(LEAST, scale))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the room for the sheet has changed."""
        if watched is self.viewport() and event.type() is QEvent.Type.Resize:
            self.resized.emit()
        return super().eventFilter(watched, event)

    def show_cell(self, cell: QWidget) -> None:
        """Scroll so that a cell can be seen."""
        self.ensureWidgetVisible(cell, 40, 60)
