"""A button whose menu lists the removable drives that are there at this moment."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.export.drives import removable_drives
from app.ui.widgets import dressed

NONE = "没有发现U盘"


class DriveButton(QPushButton):
    """从U盘: one entry for each drive."""

    chosen = Signal(object)
    """The folder of the drive."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Look for drives whenever the menu opens."""
        super().__init__(text, parent, autoDefault=False)
        dressed(self, accessibleName=text)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self.look)
        self._menu.triggered.connect(self._tell)

    def look(self) -> None:
        """List the drives that are there now."""
        self._menu.clear()
        drives = removable_drives()
        for drive in drives:
            self._menu.addAction(drive.title).setData(str(drive.folder))
        if not drives:
            self._menu.addAction(NONE).setEnabled(False)

    def _tell(self, action: QAction) -> None:
        self.chosen.emit(Path(str(action.data())))
