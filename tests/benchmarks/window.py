"""What benchmarks of the window share: an application without a screen, and the first painting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def offscreen() -> None:
    """Make the application, once."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.ui.application import make_application

    if QApplication.instance() is None:
        _KEPT.append(make_application())


_KEPT: list[object] = []


def until_shown(widget: QWidget) -> None:
    """Show a widget and let everything happen that is due, painting included."""
    from PySide6.QtWidgets import QApplication

    widget.show()
    QApplication.processEvents()


def resident_mb() -> float:
    """Return how much memory this process holds; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
