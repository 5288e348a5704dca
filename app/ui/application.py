"""The start of the window: fonts, language, input method, and the main window itself."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.ui.appearance import apply_appearance
from app.ui.crash import CrashReporter
from app.ui.main_window import MainWindow
from app.ui.settings import Settings

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
    open_office: "Callable[[], Office]",
    ledger: Path | None = None,
    shown: Callable[[], object] | None = None,
    opened: Callable[[], object] | None = None,
) -> int:
    """Open the window and stay until it is closed.

    Args:
        open_office: gives what makes and opens ledgers and knows the schemes; called only after
            the window was painted, since it brings in the whole house.
        ledger: the ledger to open at once, or a package from above to make one of; None: the
            start page.
        shown: called once, after the window was painted for the first time.
        opened: called once, after the ledger was opened and the window painted with it.

    Returns:
        The exit code of the process.
    """
    settings = Settings()
    application = make_application(settings)
    reporter = CrashReporter()
    reporter.take_over()
    window = MainWindow(open_office, settings=settings)
    start = Start(window, ledger, shown, opened)
    window.show()
    try:
        return application.exec()
    finally:
        window.let_go()
        reporter.give_back()
        start.forget()


def make_application(settings: Settings | None = None) -> QApplication:
    """Return the application, ready for Chinese text and for Chinese input.

    Args:
        settings: letters and colours are as the user has set them; None: the usual ones.
    """
    choose_input_method()
    QApplication.setStyle("Fusion")
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName(APPLICATION)
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(POINT_SIZE)
    application.setFont(font)
    apply_appearance(application, (settings or Settings()).preferences)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    return application


def speak_chinese() -> None:
    """Give calendars and numbers their Chinese names.

    Done after the first painting, since Qt makes the names of some hundred languages for it.
    """
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))


def give_help_key() -> None:
    """Let F1 show the help in dialogs too."""
    from app.ui.help_key import HelpKey

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    HelpKey(application)


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


class Start(QObject):
    """What happens once the window has been painted: the ledger is opened, callers are told."""

    def __init__(
        self,
        window: MainWindow,
        ledger: Path | None,
        shown: Callable[[], object] | None,
        opened: Callable[[], object] | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ledger = ledger
        self._shown, self._opened = shown or _nothing, opened or _nothing
        if ledger is None or _is_package(ledger):
            window.show_start()
        else:
            window.announce(ledger)
        window.installEventFilter(self)

    def forget(self) -> None:
        """Keep nothing alive."""
        self._shown = self._opened = _nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on after the first painting of the window."""
        if watched is self._window and event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._shown()
        QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        """Do what the first painting need not wait for, then open the ledger."""
        speak_chinese()
        self._window.give_shortcuts()
        give_help_key()
        if self._ledger is not None and _is_package(self._ledger):
            from app.ui.actions.handoff import take_packages

            take_packages(self._window, (self._ledger,))
        elif self._ledger is not None:
            self._window.open_ledger(self._ledger)
        self._window.repaint()
        self._opened()


def _is_package(path: Path) -> bool:
    from app.domain.handoff import SUFFIX

    return path.suffix.lower() == SUFFIX


def _nothing() -> None:
    """Stand in for a call that nobody asked for."""
