"""An open ledger: the tree on the left, the pages about the chosen organisation on the right.

The frame with all its tabs stands before the ledger has been read; each page is made when it is
first looked at.
"""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.ui.lazy import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from app.domain.ids import OrganizationId, ReviewId, TaskId
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.notices import Notices
    from app.ui.organization_tree import OrganizationPane
    from app.ui.page import Page, PageName, Place, Scope
    from app.ui.round_choice import RoundChoice
    from app.ui.search_popup import SearchPopup
    from app.ui.settings import Settings

TREE_WIDTH = 265
AROUND_TITLE, SIGN = 24, 22
"""Pixels that a tab takes beside its title, and a sign in it."""


class Tab(NamedTuple):
    """One page: its name, its title, the class that makes it, its title where room is short."""

    name: str
    title: str
    page: str
    short: str = ""


TABS = (
    Tab("overview", "总览", "app.ui.overview_page:OverviewPage"),
    Tab("tasks", "点评任务", "app.ui.task_page:TaskPage", "任务"),
    Tab("organizations", "党组织", "app.ui.organizations_page:OrganizationsPage", "组织"),
    Tab("members", "党员", "app.ui.members_page:MembersPage"),
    Tab("statistics", "统计报表", "app.ui.statistics_page:StatisticsPage", "统计"),
    Tab("ledger", "台账", "app.ui.register_page:RegisterPage"),
    Tab("checks", "检查", "app.ui.checks_page:ChecksPage"),
    Tab("handoff", "报送与汇总", "app.ui.handoff_page:HandoffPage", "报送"),
    Tab("commitments", "承诺", "app.ui.commitments_page:CommitmentsPage"),
    Tab("meetings", "会议", "app.ui.meetings_page:MeetingsPage"),
    Tab("postings", "公示", "app.ui.postings_page:PostingsPage"),
    Tab("rectifications", "整改", "app.ui.rectifications_page:RectificationsPage"),
    Tab("assessments", "评议", "app.ui.assessments_page:AssessmentsPage"),
    Tab("reports", "报告", "app.ui.reports_page:ReportsPage"),
)


class LedgerPage(QWidget):
    """Shows one desk; what is chosen in the tree and which round is chosen rule all pages."""

    asked = Signal(str)
    """The name of a menu entry that a page wants."""
    scope_changed = Signal()
    """Another organisation or another round is chosen."""

    def __init__(
        self, settings: "Settings", notices: "Notices", parent: QWidget | None = None
    ) -> None:
        """Show the empty frame; ``show_desk`` fills it."""
        super().__init__(parent)
        self._settings = settings
        self._notices = notices
        self._desk: Desk
        self._pane: OrganizationPane
        self._choice: RoundChoice
        self._search: SearchPopup | None = None
        self._filled = False
        self._pages: dict[str, Page] = {}
        self._shown: dict[str, Scope | None] = {}
        self._tabs = QTabWidget(documentMode=True)
        for tab in TABS:
            self._tabs.addTab(QWidget(), tab.title)
        self._left = QWidget(minimumWidth=180)
        self._split = QSplitter(childrenCollapsible=False)
        self._split.addWidget(self._left)
        self._split.addWidget(self._tabs)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([TREE_WIDTH, 1000])
        self._column = _column(self)
        self._column.addWidget(self._split, 1)

    def show_desk(self, desk: "Desk") -> None:
        """Fill the frame with a ledger; called once."""
        from app.ui.organization_tree import OrganizationPane
        from app.ui.round_choice import RoundChoice

        self._desk = desk
        self._pane = OrganizationPane(desk, self._settings)
        self._choice = RoundChoice(desk)
        left = _column(self._left)
        left.addWidget(self._choice)
        left.addWidget(self._pane, 1)
        self._show_banner()
        self._filled = True
        self._connect()
        self._fit_tabs()
        self._choice.reload()
        self._pane.reload(self._choice.round())
        self._show_page()
        page = self.current_page()
        if page is not None:
            page.offer_first_step()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Give the tabs their signs where there is room for all of them."""
        super().resizeEvent(event)
        if self._filled:
            self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Give the tabs signs and their whole titles as far as there is room for all of them."""
        from PySide6.QtGui import QIcon

        from app.ui.menu_icons import page_icon
        from app.ui.page import PageName

        room = self._tabs.width()
        whole = self._width_of(tab.title for tab in TABS)
        signed = whole + SIGN * len(TABS) <= room
        for place, tab in enumerate(TABS):
            self._tabs.setTabText(place, tab.title if whole <= room else tab.short or tab.title)
            self._tabs.setTabIcon(place, page_icon(PageName(tab.name)) if signed else QIcon())

    def _width_of(self, titles: "Iterable[str]") -> int:
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(title) + AROUND_TITLE for title in titles)

    def _connect(self) -> None:
        self._pane.chosen.connect(self._scope_moved)
        self._pane.told.connect(self._notices.tell)
        self._pane.wanted.connect(self.go_to)
        self._pane.asked.connect(self.asked)
        self._choice.chosen.connect(self._round_moved)
        self._tabs.currentChanged.connect(self._show_page)
        self._notices.changed.connect(self._take_news)

    def _show_banner(self) -> None:
        if self._desk.workspace.stores.settings.get("sample"):
            from app.ui.banner import Banner

            self._column.insertWidget(
                0, Banner("这是示例数据，单位和人员都是虚构的，可以随意试用。")
            )

    # ---- what is chosen ------------------------------------------------------------------

    def unit_id(self) -> "OrganizationId":
        """Return the id of the organisation that is chosen."""
        return self._pane.current_id() or self._desk.workspace.root_id

    def round(self) -> "Round | None":
        """Return the round that is chosen, or None while there is none."""
        return self._choice.round() if self._filled else None

    def scope(self) -> "Scope":
        """Return what the pages are about."""
        from app.ui.page import Scope

        return Scope(self.unit_id(), self.round())

    def current_name(self) -> str:
        """Return the name of the page in front (``PageName``)."""
        return TABS[self._tabs.currentIndex()].name

    def current_page(self) -> "Page | None":
        """Return the page in front."""
        return self._pages.get(self.current_name())

    def page(self, name: "PageName") -> "Page":
        """Return a page, made now if it was never looked at."""
        return self._made(next(n for n, tab in enumerate(TABS) if tab.name == name))

    def chosen_tasks(self) -> "tuple[TaskId, ...]":
        """Return the tasks that are selected on the page in front; none: empty."""
        page = self.current_page()
        return page.chosen_tasks() if page is not None else ()

    def chosen_reviews(self) -> "tuple[ReviewId, ...]":
        """Return the records that are selected on the page in front; none: empty."""
        page = self.current_page()
        return page.chosen_reviews() if page is not None else ()

    # ---- news ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again."""
        self._desk.workspace.structure_changed()
        self._shown.clear()
        self._choice.reload()
        self._pane.reload(self.round())
        self._show_page()

    def _take_news(self, changes: "Changes") -> None:
        from app.ops.changes import Topic

        for name, page in self._pages.items():
            if changes.topics & page.topics:
                self._shown[name] = None
        if Topic.ROUNDS in changes.topics:
            self._choice.reload()
        self._pane.reload(self.round())
        self._show_page()
        self.scope_changed.emit()

    def _scope_moved(self, organization_id: str) -> None:
        del organization_id
        self._show_page()
        self.scope_changed.emit()

    def _round_moved(self) -> None:
        self._pane.reload(self.round())
        self._show_page()
        self.scope_changed.emit()

    def _show_page(self) -> None:
        """Let the page in front read what it has not shown yet; others follow when they come up."""
        from app.ui.faults import refusals_shown

        with refusals_shown(self):
            name, scope = self.current_name(), self.scope()
            page = self._made(self._tabs.currentIndex())
            if self._shown.get(name) != scope:
                page.show_scope(scope)
                self._shown[name] = scope

    def _made(self, place: int) -> "Page":
        tab = TABS[place]
        if tab.name not in self._pages:
            made: Page = load(tab.page)(self._desk, self._settings)
            made.told.connect(self._notices.tell)
            made.wanted.connect(self.go_to)
            made.asked.connect(self.asked)
            _column(self._tabs.widget(place)).addWidget(made)
            made.show()
            self._pages[tab.name] = made
        return self._pages[tab.name]

    def search(self) -> None:
        """Open the box in which anything can be found by a few letters."""
        if self._search is None:
            from app.ui.search_popup import SearchPopup

            self._search = SearchPopup(self._desk, self)
            self._search.wanted.connect(self.go_to)
        self._search.ask()

    # ---- going somewhere -----------------------------------------------------------------

    def go_to(self, place: "Place") -> None:
        """Bring a place about: organisation, page, line, form."""
        if place.organization is not None:
            self._pane.choose(place.organization)
        if place.page is not None:
            self._tabs.setCurrentIndex([tab.name for tab in TABS].index(place.page))
            page = self._made(self._tabs.currentIndex())
            page.take_keyboard()
            page.show_place(place)
        if place.task is not None or place.review is not None:
            from app.ui.form_opening import open_form

            with_page = self._pages.get("tasks")
            open_form(self, self._desk, self._settings, self._notices, place, with_page)


def _column(around: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
