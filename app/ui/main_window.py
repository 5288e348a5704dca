"""The main window: the start page or an open ledger, the menus, the status line.

What it does not need for its first painting is imported where it is used: Qt's own namespace
alone costs a tenth of the start.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget

from app.ui.file_kinds import LEDGER_FILTER
from app.ui.menus import Menus
from app.ui.notices import Notices
from app.ui.recent import RecentLedgers
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ops.desk import Desk
    from app.ops.office import Office
    from app.ui.faults import refusals_shown
    from app.ui.ledger_page import LedgerPage
    from app.ui.start_page import StartPage

TITLE = "点评台账"
SIZE = QSize(1180, 720)


class MainWindow(QMainWindow):
    """Holds at most one open ledger."""

    def __init__(
        self, open_office: "Callable[[], Office]", recent: RecentLedgers | None = None
    ) -> None:
        """Build the frame; ``show_start`` or ``open_ledger`` fill it.

        Args:
            open_office: gives what makes and opens ledgers; called when it is first needed.
            recent: the list of the last ledgers; None: the user's own.
        """
        super().__init__()
        self._open_office = open_office
        self._recent = recent or RecentLedgers()
        self._desk: Desk | None = None
        self._page: LedgerPage | None = None
        self._notices = Notices(self)
        self._menus = Menus(self)
        self._start: StartPage | None = None
        self._stack = QStackedWidget()
        self._waiting = QLabel(margin=24)
        self._stack.addWidget(self._waiting)
        self.setCentralWidget(self._stack)
        self._status = dressed(QLabel(margin=4), accessibleName="单位和轮次")
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        available = self.screen().availableGeometry().size()
        self.resize(SIZE.boundedTo(available * 0.95))
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        menus = self._menus
        menus.new.triggered.connect(self.new_ledger)
        menus.open.triggered.connect(self.choose_ledger)
        menus.close.triggered.connect(self.close_ledger)
        menus.load.triggered.connect(self.import_files)
        menus.questions.triggered.connect(self.ask_questions)
        menus.export_ledger.triggered.connect(self.export_ledger)
        menus.backup.triggered.connect(self.backup)
        menus.renew.triggered.connect(self.renew_scheme)
        menus.quit.triggered.connect(self.close)
        menus.open_round.triggered.connect(self.open_round)
        menus.fill.triggered.connect(self.fill_form)
        menus.export_table.triggered.connect(self.export_table)
        menus.export_forms.triggered.connect(self.export_forms)
        menus.refresh.triggered.connect(self.refresh)
        menus.about.triggered.connect(self.about)

    # ---- the open ledger -----------------------------------------------------------------

    @property
    def desk(self) -> "Desk | None":
        """The open ledger."""
        return self._desk

    @property
    def page(self) -> "LedgerPage | None":
        """The page of the open ledger."""
        return self._page

    @cached_property
    def _office(self) -> "Office":
        return self._open_office()

    def give_shortcuts(self) -> None:
        """Let the keyboard reach the menus; called after the first painting."""
        self._menus.give_shortcuts()

    def show_start(self) -> None:
        """Show the start page, with the last ledgers as they are now."""
        from app.ui.start_page import StartPage

        if self._start is None:
            self._start = StartPage(self)
            self._start.new_asked.connect(self.new_ledger)
            self._start.open_asked.connect(self.choose_ledger)
            self._start.recent_chosen.connect(self._open_recent)
            self._stack.addWidget(self._start)
        self._start.show_recent(self._recent.all())
        self._stack.setCurrentWidget(self._start)

    def _refusals_shown(self, title: str = "没有完成") -> "refusals_shown":
        from app.ui.faults import refusals_shown

        return refusals_shown(self, title)

    def announce(self, path: Path) -> None:
        """Say that a ledger is about to be opened."""
        self._waiting.setText(f"正在打开“{path.stem}”…")
        self._stack.setCurrentWidget(self._waiting)

    def open_ledger(self, path: Path) -> None:
        """Open a ledger instead of the one that is open; where that fails, all stays."""
        with self._refusals_shown("没有打开"):
            if self._desk is None:
                self.show_start()
            if self._desk is not None and _same_file(self._desk.workspace.database.path, path):
                return
            self.show_desk(self._office.open(path))

    def show_desk(self, desk: "Desk") -> None:
        """Show a ledger that has been opened."""
        from app.ui.ledger_page import LedgerPage

        self.let_go()
        self._desk = desk
        self._recent.add(desk.workspace.database.path)
        self._page = LedgerPage(desk, self._notices)
        self._page.round_asked.connect(self.open_round)
        self._page.import_asked.connect(self.import_files)
        self._page.round_changed.connect(self._show_state)
        self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)
        self._show_state()

    def close_ledger(self) -> None:
        """Close the ledger and show the start page."""
        self.let_go()
        self.show_start()
        self._show_state()

    def let_go(self) -> None:
        """Close the ledger."""
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _show_state(self) -> None:
        for action in self._menus.needing_ledger():
            action.setEnabled(self._desk is not None)
        if self._desk is None or self._page is None:
            self.setWindowTitle(TITLE)
            self._status.setText("没有打开的台账")
            return
        workspace = self._desk.workspace
        unit = workspace.directory(workspace.today()).tree.root.name
        self.setWindowTitle(f"{unit} — {workspace.database.path.name}")
        self._status.setText(self._page.status())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the ledger with the window."""
        self.let_go()
        event.accept()

    # ---- 文件 ----------------------------------------------------------------------------

    def new_ledger(self) -> None:
        """Ask for scheme, unit and place, and make a ledger."""
        from app.ui.new_ledger_dialog import NewLedgerDialog

        with self._refusals_shown():
            dialog = NewLedgerDialog(self._office, self)
            dialog.made.connect(self.show_desk)
            dialog.open()

    def choose_ledger(self) -> None:
        """Ask for a ledger file and open it."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self, "打开台账", "", LEDGER_FILTER)
        if name:
            self.open_ledger(Path(name))

    def _open_recent(self, path: str) -> None:
        self.open_ledger(Path(path))

    def import_files(self) -> None:
        """Ask for files and show what importing them would do."""
        from app.ui.import_dialog import ImportDialog

        if self._desk is not None:
            dialog = ImportDialog(self._desk.imports, self)
            dialog.applied.connect(self._notices.tell)
            dialog.asked.connect(self.ask_questions)
            dialog.open()

    def ask_questions(self) -> None:
        """Show what imports could not decide."""
        from app.ui.questions_dialog import QuestionsDialog

        if self._desk is not None:
            dialog = QuestionsDialog(self._desk, self)
            dialog.answered.connect(self._notices.tell)
            dialog.open()

    def export_ledger(self) -> None:
        """Write the 台账 as Excel."""
        from app.ui.saving import export_ledger

        if self._desk is not None:
            export_ledger(self, self._desk)

    def backup(self) -> None:
        """Write a checked copy of the ledger."""
        from app.ui.saving import backup

        if self._desk is not None:
            backup(self, self._desk)

    def renew_scheme(self) -> None:
        """Ask for a scheme and put it in the place of the ledger's own."""
        from app.ui.renewing import renew_scheme

        if self._desk is not None:
            with self._refusals_shown():
                changes = renew_scheme(self, self._office, self._desk)
                if changes is not None:
                    self._notices.tell(changes)

    # ---- 点评, 报表, 帮助 -----------------------------------------------------------------

    def open_round(self) -> None:
        """Ask for name and dates of a round and open it."""
        from app.ui.open_round_dialog import OpenRoundDialog

        if self._desk is not None:
            dialog = OpenRoundDialog(self._desk.rounds, self._desk.workspace, self)
            dialog.opened.connect(self._notices.tell)
            dialog.open()

    def fill_form(self) -> None:
        """Open the form of the current task."""
        if self._page is not None:
            self._page.open_current_form()

    def export_table(self) -> None:
        """Write the official table as Excel."""
        from app.ui.saving import export_table

        if self._desk is not None and self._page is not None:
            round_ = self._page.round()
            if round_ is None:
                self.open_round()
                return
            day = self._page.statistics().day(round_)
            export_table(self, self._desk, round_, self._page.unit_id(), day)

    def export_forms(self) -> None:
        """Ask which forms to write, and where."""
        from app.ui.export_forms_dialog import ExportFormsDialog

        if self._desk is not None and self._page is not None:
            round_ = self._page.round()
            if round_ is None:
                self.open_round()
                return
            ExportFormsDialog(self._desk, round_, self._page.unit_id(), self).open()

    def refresh(self) -> None:
        """Read everything again."""
        if self._page is not None:
            self._page.refresh()
            self._show_state()

    def about(self) -> None:
        """Show what this program is."""
        from app.ui.about import AboutDialog

        AboutDialog(self).open()


def _same_file(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute()
