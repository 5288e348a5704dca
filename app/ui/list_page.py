"""What the pages with lists have in common: what is told, asked, printed, and chosen after it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.faults import refusals_shown
from app.ui.list_view import ListView
from app.ui.page import Page, Scope
from app.ui.print_list import print_list
from app.ui.questions import confirm
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

CAN_BE_UNDONE = "删除后可以按 Ctrl+Z 撤销。"


class TellingDialog(Protocol):
    """A dialog that tells what it has kept."""

    @property
    def told(self) -> SignalInstance:
        """Carries ``Changes``."""

    def open(self) -> None:
        """Show it."""


class ListPage(Page):
    """A page of lists; a subclass puts them into ``column``, and that onto the page."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.scope: Scope | None = None
        self._writes = False
        self.column = QVBoxLayout()
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(6)

    # ---- showing -----------------------------------------------------------------------------

    def fill(self, view: ListView[Any], lines: Sequence[Any], remark: str = "") -> None:
        """Show the lines of a list; what was just made here is chosen in it."""
        view.show_lines(lines, remark, choose_new=self._writes)

    def add_tabs(self, name: str, parts: Sequence[tuple[str, QWidget]]) -> QTabWidget:
        """Put the parts of the page behind tabs.

        Args:
            name: of the tabs, for people who cannot see them.
            parts: each with its title.
        """
        tabs = dressed(QTabWidget(documentMode=True), accessibleName=name)
        tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard inside
        for title, part in parts:
            part.setContentsMargins(0, 6, 0, 0)
            tabs.addTab(part, title)
        self.column.addWidget(tabs, 1)
        return tabs

    # ---- what the page is about --------------------------------------------------------------

    @property
    def round(self) -> "Round | None":
        """The chosen round, or None before there is one."""
        return self.scope.round if self.scope is not None else None

    @property
    def where(self) -> "tuple[Round, OrganizationId] | None":
        """The chosen round and organisation, or None before there is a round."""
        return (self.round, self.scope.unit) if self.scope and self.round else None

    def title(self, what: str) -> str:
        """Return the title of a list: whose it is, and of which round."""
        scope = self.scope
        if scope is None or scope.round is None:
            return what
        workspace = self.desk.workspace
        unit = workspace.directory(workspace.day_of(scope.round)).tree[scope.unit]
        return f"{unit.short_name or unit.name}　{scope.round.name}　{what}"

    # ---- doing -------------------------------------------------------------------------------

    def tell(self, changes: "Changes") -> None:
        """Tell what was written here; the window shows the page again."""
        if changes:
            self._writes = True
            try:
                self.told.emit(changes)
            finally:
                self._writes = False

    def show_dialog(self, dialog: TellingDialog) -> None:
        """Open a dialog; what it keeps is told."""
        dialog.told.connect(self.tell)
        dialog.open()

    def ask_removal(
        self, what: str, named: str, work: "Callable[[], Changes]", more: str = ""
    ) -> None:
        """Take records away, after a question.

        Args:
            what: the kind of record.
            named: which of them, and how many (``first_of``).
            work: takes them away.
            more: what becomes of the rest.
        """
        sentence = f"要删除{named}吗？"
        if confirm(self.window(), f"删除{what}", sentence, "删除", f"{more}{CAN_BE_UNDONE}"):
            with refusals_shown(self.window(), "没有删除"):
                self.tell(work())

    def print_lines(self, what: str, view: ListView[Any]) -> None:
        """Show a list as it prints."""
        title = self.title(what)
        print_list(self.window(), self.settings, title, view.as_table(title))
