"""The main window: the start page or an open ledger, the menus, the status line.

What it does not need for its first painting is imported where it is used: Qt's own namespace
alone costs a tenth of the start. What a menu entry does stands in ``app.ui.actions``.
"""

import gc
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget

from app.ui.ledger_page import LedgerPage
from app.ui.menus import Menus, entry_named
from app.ui.notices import Notices
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.office import Office
    from app.ui.faults import refusals_shown
    from app.ui.settings import Preferences
    from app.ui.start_page import StartPage

TITLE = "点评台账"
SIZE = QSize(1180, 720)
FIRST_SHOWN = ("app.ui.organization_tree", "app.ui.overview_page", "app.ui.leaving", "app.ui.state")
"""What an open ledger shows at once: brought in beside the window, not by it."""
SAID_MS = 6000


class MainWindow(QMainWindow):
    """Holds at most one open ledger."""

    def __init__(
        self,
        open_office: "Callable[[], Office]",
        recent: RecentLedgers | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Build the frame; ``show_start`` or ``open_ledger`` fill it.

        Args:
            open_office: gives what makes and opens ledgers; called when it is first needed.
            recent: the list of the last ledgers; None: the user's own.
            settings: the user's settings; None: those in the user's own folder.
        """
        super().__init__()
        self._open_office = open_office
        self.recent = recent or RecentLedgers()
        self.settings = settings or Settings()
        self._desk: Desk | None = None
        self._page: LedgerPage | None = None
        self.notices = Notices(self)
        self.menus = Menus(self)
        self._start: StartPage | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self._status = dressed(QLabel(margin=4), accessibleName="单位、轮次、期限、备份")
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        fit(self, SIZE.width(), SIZE.height())
        self._connect()
        self.show_state()

    def _connect(self) -> None:
        self.menus.chosen.connect(self.run)
        self.notices.changed.connect(self.show_state)

    def run(self, name: str) -> None:
        """Do what a menu entry does; a refusal is shown, nothing else happens then."""
        from app.ui.lazy import load

        entry = entry_named(name)
        told = (entry.about,) if entry.about else ()
        with self.refusals_shown():
            load(f"app.ui.actions.{entry.action}")(self, *told)

    # ---- the open ledger -----------------------------------------------------------------

    @property
    def desk(self) -> "Desk | None":
        """The open ledger."""
        return self._desk

    @property
    def page(self) -> LedgerPage | None:
        """The page of the open ledger."""
        return self._page if self._desk is not None else None

    @cached_property
    def office(self) -> "Office":
        """What makes and opens ledgers."""
        return self._open_office()

    def tell(self, changes: "Changes") -> None:
        """Let every screen know what was changed."""
        self.notices.tell(changes)

    def say(self, text: str) -> None:
        """Say in the status line for some seconds what was done."""
        self.statusBar().showMessage(text, SAID_MS)

    def refusals_shown(self, title: str = "没有完成") -> "refusals_shown":
        """Show a refusal of what stands inside over this window."""
        from app.ui.faults import refusals_shown

        return refusals_shown(self, title)

    def give_shortcuts(self) -> None:
        """Let the keyboard reach the menus, and give them their signs.

        Called after the first painting.
        """
        from app.ui.menu_icons import give_icons

        self.menus.give_shortcuts()
        give_icons(self.menus.actions)

    def show_start(self) -> None:
        """Show the start page, with the last ledgers as they are now."""
        from app.ui.start_page import StartPage

        if self._start is None:
            self._start = StartPage(self)
            self._start.asked.connect(self.run)
            self._start.recent_chosen.connect(self.open_recent)
            self._stack.addWidget(self._start)
        self._start.show_recent(self.recent.all())
        self._stack.setCurrentWidget(self._start)

    def announce(self, path: Path) -> None:
        """Show the pages of a ledger that is about to be opened."""
        self._status.setText(f"正在打开“{path.stem}”…")
        self._put_page()

    def open_recent(self, path: str) -> None:
        """Open a ledger by its path as text."""
        self.open_ledger(Path(path))

    def open_ledger(self, path: Path) -> None:
        """Open a ledger instead of the one that is open; where that fails, all stays."""
        if self._desk is not None and _same_file(self._desk.workspace.database.path, path):
            return
        with self.refusals_shown("没有打开"):
            self._open(path)
        if self._desk is None:
            self.close_ledger()

    def _open(self, path: Path) -> None:
        """Open a ledger; where it is damaged or in use, its newest backup is offered."""
        from app.domain.errors.fault import Refusal
        from app.ui.rescue import offer_backup
        from app.ui.waiting import wait_for

        office = self.office

        def work(progress: "Progress") -> "Desk":
            progress(0, 0)
            desk = office.open(path)
            desk.workspace.directory(desk.workspace.today())  # read here, behind the progress
            for module in FIRST_SHOWN:
                import_module(module)
            gc.freeze()  # what was read stays: searching it for waste stops the window
            return desk

        try:
            desk = wait_for(self, "正在打开台账…", work)
        except Refusal as refused:
            kept = self.settings.preferences.backup_folder
            folders = [Path(kept)] if kept else []
            rescue = offer_backup(self, self.office, path, refused, *folders)
            if rescue is None:
                raise
            rescue.ready.connect(self.open_ledger)
            return
        self.show_desk(desk)

    def show_desk(self, desk: "Desk") -> None:
        """Show a ledger that has been opened, instead of the one before if that may be left."""
        from app.ui.leaving import after_opening, leave_desk

        if self._desk is not None:
            if not leave_desk(self, self._desk):
                desk.close()
                return
            self.let_go()
        self._desk = desk
        self.recent.add(desk.workspace.database.path)
        page = self._put_page()
        page.show_desk(desk)
        self.show_state()
        after_opening(self, desk, self.settings, self.tell)

    def _put_page(self) -> LedgerPage:
        """Return the page that stands in front, an empty one where there is none."""
        if self._page is None:
            self._page = LedgerPage(self.settings, self.notices)
            self._page.asked.connect(self.run)
            self._page.scope_changed.connect(self.show_state)
            self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)
        return self._page

    def close_ledger(self) -> None:
        """Close the ledger and show the start page."""
        self.let_go()
        self.show_start()
        self.show_state()

    def let_go(self) -> None:
        """Close the ledger."""
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None
            gc.unfreeze()

    def bring_back(self, backup: Path) -> None:
        """Put a backup into the place of the open ledger, and open that."""
        if self._desk is None:
            return
        path = self._desk.workspace.database.path
        self.let_go()
        office = self.office

        def work(progress: "Progress") -> None:
            progress(0, 0)
            office.restore(backup, path)

        from app.ui.waiting import wait_for

        with self.refusals_shown("没有恢复"):
            wait_for(self, "正在恢复…", work)
        self.open_ledger(path)

    def take_preferences(self, preferences: "Preferences") -> None:
        """Let what was set hold at once."""
        from PySide6.QtWidgets import QApplication

        from app.ui.appearance import apply_appearance
        from app.ui.habits import use_preferences

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_appearance(application, preferences)
        if self._desk is not None:
            use_preferences(self._desk, preferences)
        if self.page is not None:
            self.page.refresh()

    def show_state(self) -> None:
        """Bring title, status line and menus up to date."""
        desk, page = self._desk, self.page
        there = page is not None and page.round() is not None
        self.menus.enable(ledger=desk is not None, round_=there)
        if desk is None or page is None:
            self.setWindowTitle(TITLE)
            self._status.setText("没有打开的台账")
            return
        from app.ui.state import describe_undo, status_line

        workspace = desk.workspace
        unit = workspace.directory(workspace.today()).tree.root.name
        self.setWindowTitle(f"{unit} — {workspace.database.path.name}")
        self._status.setText(status_line(desk, page.scope()))
        describe_undo(desk, self.menus)

    def add_own_form(self, path: Path) -> None:
        """Show what a form of the unit's own would be in the scheme."""
        from app.ui.own_form.adopt import adopt_own_form

        if self._desk is not None:
            adopt_own_form(self, self._desk, self.settings, path, self.tell)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Take files from outside."""
        from app.ui.dropping import dropped_files

        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Open a ledger, or show what importing the files would do."""
        from app.ui.dropping import dropped_files
        from app.ui.lazy import load

        event.acceptProposedAction()
        with self.refusals_shown("没有读入"):
            load("app.ui.actions.files:take_files")(self, dropped_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the ledger with the window."""
        if self._desk is not None:
            from app.ui.leaving import leave_desk

            if not leave_desk(self, self._desk):
                event.ignore()
                return
        self.let_go()
        event.accept()


def _same_file(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute()
