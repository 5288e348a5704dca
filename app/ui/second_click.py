"""The second click of a double click, kept from what the first one brought up."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtWidgets import QApplication


class SecondClick(QObject):
    """Swallows a double click for a moment, wherever it would arrive."""

    def __init__(self, parent: QObject) -> None:
        """Swallow nothing before ``begin``."""
        super().__init__(parent)
        self._since = QElapsedTimer()

    def begin(self) -> None:
        """A click has just brought up something else."""
        self._since.start()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow a second click; after the time for one, look at nothing any more."""
        del watched
        if self._since.elapsed() >= QApplication.doubleClickInterval():
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            return False
        return event.type() is QEvent.Type.MouseButtonDblClick
