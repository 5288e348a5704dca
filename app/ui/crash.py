"""What happens when something unexpected goes wrong: one dialog, one line in the log."""

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app import paths

LOG_NAME = "dianping.log"
LARGEST_LOG = 1_000_000


class CrashReporter:
    """Takes the place of Python's hook for uncaught exceptions while the window runs."""

    def __init__(self, log: Path | None = None) -> None:
        """Report to this log file; None: the one in the user's own folder."""
        self._log = log
        self._before = sys.excepthook
        self._open = False

    def take_over(self) -> None:
        """Report what nobody catches from now on."""
        sys.excepthook = self.report

    def give_back(self) -> None:
        """Let Python report again."""
        sys.excepthook = self._before

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the log and show one dialog; a refusal is shown as a refusal."""
        from app.domain.errors.fault import Refusal
        from app.ui.crash_dialog import CrashDialog
        from app.ui.faults import show_refusal

        if isinstance(error, KeyboardInterrupt) or QApplication.instance() is None:
            self._before(kind, error, trace)
            return
        if isinstance(error, Refusal):
            show_refusal(QApplication.activeWindow(), error)
            return
        details = describe(kind, trace)
        log = write_log(self._log or paths.user_data() / LOG_NAME, details)
        if not self._open:
            self._open = True
            try:
                CrashDialog(details, str(log)).exec()
            finally:
                self._open = False


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where it happened, without any value: no name, no text, no path of the user."""
    lines = [kind.__name__]
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "?")
        lines.append(f"  {module}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return "\n".join(lines)


def write_log(log: Path, details: str) -> Path:
    """Add an entry to the log, which starts anew when it has grown too large."""
    from datetime import datetime

    try:
        mode = "w" if log.exists() and log.stat().st_size > LARGEST_LOG else "a"
        with log.open(mode, encoding="utf-8") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {details}\n")
    except OSError:
        sys.stderr.write(details + "\n")
    return log
