"""Long work behind a window that stays alive: a worker does it, a dialog tells how far it is."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from app.domain.progress import Cancelled, Progress
from app.ui.widgets import dressed

T = TypeVar("T")
PATIENCE_MS = 300
LOOK_MS = 100
WIDTH = 360
"""Wide enough for the title, which ends with the program's name."""
SHOW = 1
_TURN = Lock()
"""Held by the worker that works: one that was begun by a timer meanwhile waits for its turn."""


def wait_for(parent: QWidget | None, title: str, work: Callable[[Progress], T]) -> T:
    """Run work in a worker and return what it returns; the window paints itself meanwhile.

    The worker may use the ledger's connection: only one worker works at a time. It must not touch
    widgets.

    Args:
        parent: the window that waits.
        title: what is being done, for the dialog that appears if it takes long.
        work: the work; it is given a ``Progress`` and calls it as often as it likes.

    Raises:
        Cancelled: where the user stopped it.
        Exception: whatever the work raised.
    """
    return _Wait(parent, title, work).result()


class _Wait(QObject, Generic[T]):
    _ended = Signal()

    def __init__(self, parent: QWidget | None, title: str, work: Callable[[Progress], T]) -> None:
        super().__init__()
        self._parent, self._title, self._work = parent, title, work
        self._done = self._total = 0
        self._stopped = False
        self._found: list[T] = []
        self._error: BaseException | None = None
        self._loop = QEventLoop(self)
        self._ended.connect(self._loop.quit, Qt.ConnectionType.QueuedConnection)

    def result(self) -> T:
        thread = Thread(target=self._run, name="long work", daemon=True)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        patience.timeout.connect(self._show_dialog)
        patience.start()
        thread.start()
        try:
            code = self._loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            patience.stop()
            if code == SHOW:
                self._watch()
        finally:
            QApplication.restoreOverrideCursor()
            thread.join()
        if self._error is not None:
            raise self._error
        return self._found[0]

    def _run(self) -> None:
        try:
            with _TURN:
                self._found.append(self._work(self._progress))
        except BaseException as error:
            self._error = error
        self._ended.emit()

    def _progress(self, done: int, total: int) -> None:
        if self._stopped:
            raise Cancelled
        self._done, self._total = done, total

    def _show_dialog(self) -> None:
        self._loop.exit(SHOW)

    def _watch(self) -> None:
        """Show how far it is until the work ends."""
        dialog = dressed(
            QProgressDialog(self._title, "取消", 0, 0, self._parent, autoReset=False),
            windowTitle="请稍候",
            accessibleName=self._title,
            windowModality=Qt.WindowModality.ApplicationModal,
            minimumDuration=0,
            minimumWidth=WIDTH,
            autoClose=False,
        )
        dialog.canceled.connect(self._stop)
        look = QTimer(dialog, interval=LOOK_MS)
        look.timeout.connect(self._look)
        self._dialog = dialog
        QApplication.restoreOverrideCursor()
        dialog.show()
        look.start()
        if not self._found and self._error is None:
            self._loop.exec()
        look.stop()
        dialog.hide()
        dialog.deleteLater()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def _stop(self) -> None:
        self._stopped = True
        self._dialog.setLabelText("正在停止…")
        self._dialog.show()

    def _look(self) -> None:
        done, total = self._done, self._total
        if total != self._dialog.maximum():
            self._dialog.setMaximum(total)
        if total:
            self._dialog.setValue(min(done, total))
