"""What happens when something unexpected goes wrong: one dialog, one entry in the log."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import cast

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication

from app import paths
from app.domain.version import VERSION
from app.ui.log_file import LogFile, without_values

LOG_NAME = "dianping.log"
QUIET_SECONDS = 2.0
"""How long the same fault is not shown again: one in a painting comes with every painting."""

_WORTH_LOGGING = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
_QtHandler = Callable[[QtMsgType, QMessageLogContext, str], None]


class CrashReporter:
    """Takes the place of the hooks for errors that nobody catches, while the window runs."""

    def __init__(self, log: Path | None = None) -> None:
        """Report to this log file; None: the one in the user's own folder."""
        self._given = log
        self._log: LogFile | None = None
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._qt_before: _QtHandler | None = None
        self._bell = _Bell(self._show)
        self._open = False
        self._last = ("", 0.0)

    def take_over(self) -> None:
        """Report what nobody catches from now on, in every thread, and what Qt complains of."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread
        sys.unraisablehook = self._report_unraisable
        self._qt_before = cast(_QtHandler | None, qInstallMessageHandler(self._report_qt))

    def give_back(self) -> None:
        """Let Python and Qt report again."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the log and show one dialog; a refusal is shown as a refusal."""
        from app.domain.errors.fault import Refusal
        from app.ui.faults import show_refusal

        if isinstance(error, KeyboardInterrupt) or QApplication.instance() is None:
            self._before[0](kind, error, trace)
            return
        if isinstance(error, Refusal):
            show_refusal(QApplication.activeWindow(), error)
            return
        details = describe(kind, trace, error)
        self._write(details)
        self._show(details)

    def _report_thread(self, raised: threading.ExceptHookArgs) -> None:
        """Log what ended a worker, and have the window's own thread show it."""
        if raised.exc_type is SystemExit:
            return
        details = describe(raised.exc_type, raised.exc_traceback, raised.exc_value)
        self._write(details)
        self._bell.rung.emit(details)

    def _report_unraisable(self, raised: "sys.UnraisableHookArgs") -> None:
        """Log what went wrong while something was thrown away; nobody is waiting for it."""
        details = describe(raised.exc_type, raised.exc_traceback, raised.exc_value)
        self._write("unraisable " + details)

    def _report_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        said = f"{kind.name}: {without_values(message)}"
        if kind in _WORTH_LOGGING:
            self._write(said)
        if self._qt_before is not None:
            self._qt_before(kind, context, message)
        elif sys.stderr is not None:  # a window's program on Windows has none
            sys.stderr.write(said + "\n")

    def _show(self, details: str) -> None:
        from app.ui.crash_dialog import CrashDialog

        told, when = self._last
        again = details == told and time.monotonic() - when < QUIET_SECONDS
        if self._open or again:
            return
        self._open = True
        try:
            CrashDialog(f"{details}\n{surroundings()}", str(self._file().path)).exec()
        finally:
            self._open = False
            self._last = (details, time.monotonic())

    def _write(self, text: str) -> None:
        self._file().write(text)

    def _file(self) -> LogFile:
        if self._log is None:
            self._log = LogFile(self._given or paths.user_data() / LOG_NAME)
        return self._log


class _Bell(QObject):
    """Carries the details from any thread to that of the window, which shows them."""

    rung = Signal(str)

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self.rung.connect(self.answer)  # queued by Qt where it is rung in another thread

    def answer(self, details: str) -> None:
        """Show the details in the thread in which this was made."""
        self._show(details)


def describe(
    kind: type[BaseException], trace: TracebackType | None, error: BaseException | None = None
) -> str:
    """Return where it happened, without any value: no name, no text, no path of the user.

    Args:
        kind: of the error.
        trace: where it was raised.
        error: itself, for what it came from.
    """
    lines = [kind.__name__, *_places(trace)]
    seen = {id(error)}
    while error is not None:
        error = error.__cause__ or error.__context__
        if error is None or id(error) in seen:
            break
        seen.add(id(error))
        lines += [f"from {type(error).__name__}", *_places(error.__traceback__)]
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "?")
        yield f"  {module}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next


def surroundings() -> str:
    """Return what those who maintain the program ask first; nothing of the user's."""
    import platform

    system = f"{platform.system()} {platform.release()}"
    return f"{VERSION}, Python {platform.python_version()}, Qt {qVersion()}, {system}"
