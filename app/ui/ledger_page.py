"""An open ledger: the tree on the left, the pages about the chosen organisation on the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId, RoundId, TaskId
from app.domain.review import Round
from app.domain.tree import Tree
from app.ops.changes import Changes, Topic
from app.ui.faults import refusals_shown
from app.ui.notices import Notices
from app.ui.organization_tree import OrganizationTree
from app.ui.task_model import task_lines
from app.ui.task_page import TaskPage
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from app.ui.statistics_page import StatisticsPage

TREE_WIDTH = 245


class LedgerPage(QWidget):
    """Shows one desk; what is chosen in the tree and which round is chosen rule all pages."""

    round_asked = Signal()
    import_asked = Signal()
    round_changed = Signal()

    def __init__(self, desk: "Desk", notices: Notices, parent: QWidget | None = None) -> None:
        """Show this desk and listen to its news."""
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._rounds: tuple[Round, ...] = ()
        self._tree = OrganizationTree(self._today_tree())
        self._round_choice = dressed(QComboBox(minimumContentsLength=10), accessibleName="点评轮次")
        self._round_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._tasks = TaskPage()
        self._statistics: StatisticsPage | None = None
        self._stale = {Topic.STRUCTURE, Topic.ROUNDS}
        self._lay_out()
        self._connect()
        self._reload()

    def _lay_out(self) -> None:
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.addTab(self._tasks, "点评任务")
        self._statistics_place = QStackedWidget()
        self._tabs.addTab(self._statistics_place, "统计报表")
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, 8, 2)
        self._round_label = QLabel("轮次")
        self._round_label.setBuddy(self._round_choice)
        row.addWidget(self._round_label)
        row.addWidget(self._round_choice)
        self._tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(self._tree)
        split.addWidget(self._tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([TREE_WIDTH, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _connect(self) -> None:
        self._tree.chosen.connect(self._show_unit)
        self._round_choice.activated.connect(self._show_round)
        self._tabs.currentChanged.connect(self._show_tab)
        self._tasks.task_opened.connect(self.open_form)
        self._tasks.round_asked.connect(self.round_asked)
        self._tasks.import_asked.connect(self.import_asked)
        self._notices.changed.connect(self._take_news)

    # ---- what is chosen ------------------------------------------------------------------

    def unit_id(self) -> OrganizationId:
        """Return the id of the organisation that is chosen."""
        return self._tree.current_id() or self._desk.workspace.root_id

    def round(self) -> Round | None:
        """Return the round that is chosen, or None while there is none."""
        place = self._round_choice.currentIndex()
        return self._rounds[place] if 0 <= place < len(self._rounds) else None

    def status(self) -> str:
        """Return unit and round in one line."""
        unit = self._today_tree()[self.unit_id()].name
        round_ = self.round()
        if round_ is None:
            return f"{unit}　　还没有点评轮次"
        span = f"{round_.start:%Y.%m.%d}—{round_.end:%Y.%m.%d}"
        return f"{unit}　　{round_.name}（{span}）"

    def statistics(self) -> "StatisticsPage":
        """Return the page 统计报表, which is made when it is first looked at."""
        from app.ui.statistics_page import StatisticsPage

        if self._statistics is None:
            self._statistics = StatisticsPage(self._desk.statistics, self._desk.workspace)
            self._statistics_place.addWidget(self._statistics)
        return self._statistics

    # ---- reloading -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again."""
        self._desk.workspace.structure_changed()
        self._stale = {Topic.STRUCTURE, Topic.ROUNDS}
        self._reload()

    def _take_news(self, changes: Changes) -> None:
        self._stale |= changes.topics
        self._reload()

    def _reload(self) -> None:
        stale, self._stale = self._stale, set()
        if Topic.STRUCTURE in stale:
            self._tree.show_tree(self._today_tree())
        if Topic.ROUNDS in stale:
            self._load_rounds()
        self._show_pages()

    def _load_rounds(self) -> None:
        before = self.round()
        known = {r.id for r in self._rounds}
        self._rounds = tuple(
            sorted(self._desk.rounds.all(), key=lambda r: (r.end, r.start), reverse=True)
        )
        self._round_choice.clear()
        self._round_choice.addItems([r.name for r in self._rounds])
        fresh = next((r.id for r in self._rounds if known and r.id not in known), None)
        wanted: RoundId | None = fresh or (before.id if before else None)
        place = next((n for n, r in enumerate(self._rounds) if r.id == wanted), 0)
        self._round_choice.setCurrentIndex(place if self._rounds else -1)
        self._round_label.setVisible(bool(self._rounds))
        self._round_choice.setVisible(bool(self._rounds))
        self.round_changed.emit()

    def _today_tree(self) -> Tree:
        workspace = self._desk.workspace
        return workspace.directory(workspace.today()).tree

    def _show_unit(self, organization_id: str) -> None:
        del organization_id
        self._show_pages()
        self.round_changed.emit()

    def _show_round(self, place: int) -> None:
        del place
        self._show_pages()
        self.round_changed.emit()

    def _show_tab(self, place: int) -> None:
        del place
        self._show_pages()

    def _show_pages(self) -> None:
        """Show unit and round on the page that is in front; others follow when they come up."""
        with refusals_shown(self):
            round_ = self.round()
            if self._tabs.currentWidget() is self._statistics_place:
                self.statistics().show_unit(round_, self.unit_id())
            elif round_ is None:
                records = self._desk.workspace.records
                self._tasks.show_hint(has_members=bool(records.members))
            else:
                found = self._desk.tasks.list(round_, self.unit_id())
                unit = self._today_tree()[self.unit_id()].name
                rules = {rule.id: rule.text for rule in self._desk.workspace.scheme.rules}
                self._tasks.show_lines(unit, task_lines(found, rules))

    # ---- forms ---------------------------------------------------------------------------

    def open_current_form(self) -> None:
        """Open the form of the task in the current row."""
        self._tabs.setCurrentWidget(self._tasks)
        self._tasks.open_current()

    def open_form(self, task_id: str) -> None:
        """Open the form of a task; the others shown with it can be reached from there."""
        from app.ui.paper_form.form_desk import FormDesk
        from app.ui.paper_form.form_dialog import FormDialog

        with refusals_shown(self):
            dialog = FormDialog(
                FormDesk(self._desk), self._tasks.task_ids(), TaskId(task_id), self.window()
            )
            dialog.saved.connect(self._notices.tell)
            dialog.moved.connect(self._tasks.choose)
            dialog.open()
