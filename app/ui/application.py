"""The start of the window: fonts, language, input method, and the main window itself."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.crash import CrashReporter
from app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from app.ops.office import Office

APPLICATION = "点评台账"
FAMILIES = [
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
]
POINT_SIZE = 10


def run_window(
    office: "Office", ledger: Path | None = None, shown: Callable[[], object] | None = None
) -> int:
    """Open the window and stay until it is closed.

    Args:
        office: makes and opens ledgers and knows the schemes.
        ledger: the ledger to open at once; None: the start page.
        shown: called once, after the window was painted for the first time.

    Returns:
        The exit code of the process.
    """
    application = make_application()
    reporter = CrashReporter()
    reporter.take_over()
    window = MainWindow(office)
    watcher = FirstPaint(window, shown) if shown is not None else None
    if ledger is not None:
        window.open_ledger(ledger)
    window.show()
    try:
        return application.exec()
    finally:
        window.close_ledger()
        reporter.give_back()
        del watcher


def make_application() -> QApplication:
    """Return the application, ready for Chinese text and for Chinese input."""
    choose_input_method()
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName(APPLICATION)
    application.setStyle("Fusion")
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(POINT_SIZE)
    application.setFont(font)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    return application


def choose_input_method() -> None:
    """Reach fcitx through its IBus face: Qt's own wheels bring no plugin for it."""
    if not sys.platform.startswith("linux"):
        return
    wishes = (os.environ.get(name, "") for name in ("QT_IM_MODULE", "GTK_IM_MODULE", "XMODIFIERS"))
    if any("fcitx" in wish for wish in wishes) and not _has_fcitx_plugin():
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"


def _has_fcitx_plugin() -> bool:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return any((plugins / "platforminputcontexts").glob("*fcitx*"))


class FirstPaint(QObject):
    """Calls back once, when a window was painted for the first time."""

    def __init__(self, window: QWidget, shown: Callable[[], object]) -> None:
        super().__init__(window)
        self._shown = shown
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first painting of the window."""
        if watched is self._window and event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False

    def _call(self) -> None:
        self._shown()
