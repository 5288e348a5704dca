"""The left side of an open ledger: a line to search with, and the tree of organisations."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.finding import MOST_COUNTED, Finder
from app.domain.ids import OrganizationId
from app.ui.faults import refusals_shown
from app.ui.organization_view import OrganizationTree
from app.ui.page import PageName, Place
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.progress import Progress as Watch
    from app.domain.review import Round
    from app.domain.standing import Progress
    from app.domain.tree import Tree
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

SETTLE_MS = 250
BUSY_MS = 100


class _SearchLine(QLineEdit):
    """Tells when somebody is about to type, so that the search can be made ready."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class OrganizationPane(QWidget):
    """Chooses an organisation; jumps to names, shows how far each has come, opens its menu."""

    chosen = Signal(str)
    """The id of the organisation that is current now."""
    told = Signal(object)
    """The ``Changes`` that were committed from here."""
    wanted = Signal(object)
    """A ``Place`` that the user wants to go to."""
    asked = Signal(str)
    """The name of a menu entry that the user wants."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show the tree of today; how far it has come follows with ``reload``."""
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._round: Round | None = None
        self._finder: tuple[Tree, Finder] | None = None
        self._told_id: OrganizationId | None = None
        self._line = dressed(
            _SearchLine(),
            clearButtonEnabled=True,
            placeholderText="查找：名称、拼音、首字母",
            accessibleName="查找党组织",
            toolTip="回车或 F3 找下一个，Shift+F3 找上一个，Esc 回到党组织",
        )
        self._found = dressed(QLabel(), accessibleName="查找结果", indent=0)
        self._tree = OrganizationTree(self._today_tree())
        self._told_id = self._tree.current_id()
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._count = QTimer(self, singleShot=True, interval=0)
        self._ready = QTimer(self, singleShot=True, interval=0)
        self._shortcuts = [
            QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for keys in (
                QKeySequence(Qt.Key.Key_F3),
                QKeySequence("Shift+F3"),
                QKeySequence(Qt.Key.Key_Escape),
            )
        ]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(6, 6, 6, 6)
        top.addWidget(self._line, 1)
        top.addWidget(self._found)
        self._found.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._tree, 1)
        self.setFocusProxy(self._tree)

    def _connect(self) -> None:
        self._tree.chosen.connect(self._take_choice)
        self._tree.menu_asked.connect(self._show_menu)
        self._tree.dropped.connect(self._take_drop, Qt.ConnectionType.QueuedConnection)
        self._tree.search_asked.connect(self._begin_search)
        self._line.entered.connect(self._ready.start)
        self._ready.timeout.connect(self._make_ready)
        self._line.textChanged.connect(self._search)
        self._line.returnPressed.connect(self.find_next)
        self._later.timeout.connect(self._tell)
        self._count.timeout.connect(self._read_progress)
        find_next, find_previous, leave = self._shortcuts
        find_next.activated.connect(self.find_next)
        find_previous.activated.connect(self.find_previous)
        leave.activated.connect(self._leave_search)

    # ---- what is chosen ----------------------------------------------------------------------

    def current_id(self) -> OrganizationId | None:
        """Return the id of the organisation that is chosen."""
        return self._tree.current_id()

    def choose(self, organization_id: OrganizationId) -> None:
        """Make an organisation the current one, and visible."""
        self._tree.choose(organization_id)

    def reload(self, round_: "Round | None") -> None:
        """Show the tree as it stands now, and how far a round has come a moment later."""
        self._round = round_
        self._tree.show_tree(self._today_tree())
        self._count.start(0)

    def show_progress(self, progress: "Mapping[OrganizationId, Progress]") -> None:
        """Show how far every organisation has come."""
        self._tree.organizations.show_progress(progress)
        self._tree.viewport().update()

    def _today_tree(self) -> "Tree":
        workspace = self._desk.workspace
        return workspace.directory(workspace.today()).tree

    def _read_progress(self) -> None:
        database = self._desk.workspace.database
        if not database.is_open:
            return
        if database.is_busy:
            self._count.start(BUSY_MS)
        elif self._round is None:
            self.show_progress({})
        else:
            with refusals_shown(self):
                self.show_progress(wait_for(self, "正在统计进度…", self._counted))

    def _counted(self, watch: "Watch") -> "Mapping[OrganizationId, Progress]":
        del watch
        round_ = self._round
        if round_ is None:
            return {}
        return self._desk.overview.progress(round_, self._desk.workspace.day_of(round_))

    def _take_choice(self, organization_id: str) -> None:
        self._later.stop()
        self._told_id = OrganizationId(organization_id)
        self.chosen.emit(organization_id)

    def _tell(self) -> None:
        """Tell what was found, once no more keys follow."""
        self._later.stop()
        current = self._tree.current_id()
        if current is not None and current != self._told_id:
            self._told_id = current
            self.chosen.emit(current)

    # ---- searching ---------------------------------------------------------------------------

    def _begin_search(self, letters: str) -> None:
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.setText(letters)

    def _search(self, words: str) -> None:
        """Jump to the first fitting organisation, the current one where it fits still."""
        self._found.setVisible(bool(words.strip()))
        finder = self._ready_finder() if words.strip() else None
        if finder is None:
            return
        count = finder.count(words)
        more = "+" if count >= MOST_COUNTED else ""
        self._found.setText(f"{count}{more} 个" if count else "没有")
        here = self._tree.currentIndex()
        if count and not (here.isValid() and finder.holds(words, here.internalId())):
            self._jump(back=False)

    def find_next(self) -> None:
        """Jump to the next organisation that fits what was typed."""
        self._jump(back=False)
        self._tell()

    def find_previous(self) -> None:
        """Jump to the one before."""
        self._jump(back=True)
        self._tell()

    def _jump(self, *, back: bool) -> None:
        here = self._tree.currentIndex()
        place = here.internalId() if here.isValid() else 0
        found = self._ready_finder().next(self._line.text(), place, back=back)
        if found is not None:
            tree = self._tree.organizations.tree
            self._tree.choose(tree.organizations[found].id, quietly=True)
            self._later.start()

    def _leave_search(self) -> None:
        self._line.clear()
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _make_ready(self) -> None:
        if self._desk.workspace.database.is_open:
            self._ready_finder()

    def _ready_finder(self) -> Finder:
        tree = self._tree.organizations.tree
        if self._finder is None or self._finder[0] is not tree:
            self._finder = (tree, self._desk.overview.finder(tree))
        return self._finder[1]

    # ---- the menu ----------------------------------------------------------------------------

    def _show_menu(self, place: QPoint) -> None:
        from app.ui.organization_menu import organization_menu, show_menu

        current = self._tree.current_id()
        if current is None:
            return
        self._tell()
        is_root = current == self._tree.organizations.tree.root.id
        menu = organization_menu(self, is_root=is_root, has_round=self._round is not None)
        menu.triggered.connect(self._do)
        show_menu(menu, place)

    def _do(self, action: QAction) -> None:
        from app.ui.organization_menu import (
            COLLAPSE,
            DELETE,
            EXPAND,
            FORMS,
            HISTORY,
            RECORDS,
            show_history,
        )
        from app.ui.structure.deeds import Deed, open_deed

        name, current = str(action.data()), self._tree.current_id()
        if name == RECORDS:
            self.wanted.emit(Place(page=PageName.LEDGER, organization=current))
        elif name == FORMS:
            self.asked.emit("export_forms")
        elif name == EXPAND:
            self._tree.expand_below()
        elif name == COLLAPSE:
            self._tree.collapse_below()
        elif name == HISTORY:
            show_history(self, self._desk, self._settings, OrganizationId(str(current)))
        elif name == DELETE:
            self._delete(OrganizationId(str(current)))
        else:
            open_deed(Deed(name), self, self._desk, current, (), self._take_changes)

    def _delete(self, organization: OrganizationId) -> None:
        from app.ui.mistakes import delete_organization

        changes = delete_organization(self, self._desk, organization)
        if changes is not None:
            self._take_changes(changes)

    def _take_changes(self, changes: "Changes") -> None:
        self.told.emit(changes)

    # ---- dragging ----------------------------------------------------------------------------

    def _take_drop(self, dragged: str, target: str) -> None:
        from app.ui.structure.reorganizing import MoveDialog

        with refusals_shown(self):
            dialog = MoveDialog(
                self._desk, OrganizationId(dragged), self.window(), OrganizationId(target)
            )
            dialog.told.connect(self._take_changes)
            dialog.open()
