"""The page 统计报表: the official table, its checks, the names behind it, 汇总 and breakdowns."""

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRect, Qt
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

from app.domain.breakdown import BREAKDOWNS, By
from app.domain.check import Check, items
from app.domain.coverage import Figures
from app.domain.coverage_names import NameList
from app.domain.ids import OrganizationId, PersonId
from app.domain.progress import Progress
from app.domain.review import Round
from app.domain.table import Table
from app.ops.changes import Topic
from app.ops.counting import Count
from app.ops.desk import Desk
from app.ops.official_table import remarks_first
from app.ui.as_of_day import AsOfDay
from app.ui.checks_view import ChecksView
from app.ui.data_table import DataTable, copy_table
from app.ui.frozen_column import FrozenColumn
from app.ui.names_dialog import NamesView
from app.ui.page import PageName, Place
from app.ui.paper_form.sheet_area import SheetArea
from app.ui.print_list import print_list
from app.ui.round_page import RoundPage
from app.ui.settings import Settings
from app.ui.sheet_view import SheetView, sheet_rows
from app.ui.table_model import TableModel
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

NAMES_HINT = "点击表中的数字，这里列出计入和未计入的名单。"
OFFICIAL, SUMMARY = "统计表", "汇总"
FIRST_WIDTH, NUMBER_WIDTH, NAME_WIDTH, SIDE_WIDTH = 200, 96, 110, 235
HEADING_LINES = 2
AROUND_HEADING = 12
"""What a heading leaves free beside it, with the sign of sorting."""
SHARES = (5, 3)
"""How the room is shared between the table and what stands beside it."""


class StatisticsPage(RoundPage):
    """Screen and Excel show the same value; every figure lists who is behind it."""

    topics: ClassVar = frozenset(
        {Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS, Topic.HANDOFF}
    )

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing until a scope is given."""
        super().__init__(desk, settings, parent)
        self._count: Count | None = None
        self._measure = ""
        self._shown_checks: tuple[Check, ...] = ()
        self.as_of = AsOfDay("统计截至日期", desk.workspace)
        self._kind = dressed(QComboBox(), accessibleName="显示哪张表")
        self._copy = push_button("复制", "复制统计表", "复制所示的表，可粘贴到 Word 和 Excel")
        self._export = push_button("导出", "导出统计表", "把统计表和汇总导出为 Excel")
        self._print = push_button("打印", "打印统计表", "打印统计表")
        self._sheet = SheetView()
        self._area = SheetArea("统计表")
        self._checks = ChecksView()
        self._names = NamesView(settings, words=("计入", "未计入"))
        self._names_title = QLabel(NAMES_HINT, wordWrap=True)
        self._table = DataTable("统计汇总", settings)
        self._model = TableModel(self._table)
        self._lay_out()
        self._connect()

    # ---- layout --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        self._kind.addItem(OFFICIAL)
        self._kind.addItem(SUMMARY)
        for by in By:
            self._kind.addItem(BREAKDOWNS[by], by)
        for control in (self.as_of, self._kind):
            top.addWidget(control)
        top.addStretch(1)
        for button in (self._copy, self._export, self._print):
            top.addWidget(button)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._official())
        self._shown.addWidget(self._table)
        self._table.setModel(self._model)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        header.setStretchLastSection(False)
        self._table.setSortingEnabled(True)
        self._table.horizontalHeader().setSortIndicatorClearable(True)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._names_of_rows = FrozenColumn(self._table)
        self.column.addLayout(top)
        self.column.addWidget(self.as_of.fault)
        self.column.addWidget(self._shown, 1)

    def _official(self) -> QSplitter:
        """Return the official table with its checks and names beside it."""
        self._area.setWidget(self._sheet)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for table in self._names.findChildren(DataTable):
            table.setColumnWidth(0, NAME_WIDTH)
        names = QWidget()
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._names_title)
        column.addWidget(self._names, 1)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="统计表的说明")
        self._tabs.addTab(self._checks, "核对")
        self._tabs.addTab(names, "名单")
        self._tabs.setMinimumWidth(SIDE_WIDTH)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(self._area)
        split.addWidget(self._tabs)
        for place, share in enumerate(SHARES):
            split.setStretchFactor(place, share)
        split.setSizes([share * 100 for share in SHARES])
        return split

    def _connect(self) -> None:
        self.as_of.changed.connect(self._show)
        self._sheet.figure_clicked.connect(self.show_names)
        self._checks.explain_wanted.connect(self.explain)
        self._area.resized.connect(self._fit_sheet)
        self._names.name_opened.connect(self._go_to_name)
        self._kind.activated.connect(self._show_kind)
        self._copy.clicked.connect(self._copy_shown)
        self._export.clicked.connect(self._ask_export)
        self._print.clicked.connect(self._ask_print)

    def _fit_sheet(self) -> None:
        self._sheet.fit_into(self._area.viewport().size())

    # ---- reading -------------------------------------------------------------------------

    def day(self, round_: Round) -> date:
        """Return the day as of which is counted: the one typed, else the round's own."""
        return self.as_of.day(round_)

    def show_no_round(self) -> None:
        """Forget what was counted."""
        self._count = None

    def show_round(self, round_: Round, unit: OrganizationId) -> None:
        """Show the figures of an organisation in a round."""
        del round_, unit
        if self.desk.workspace.scheme.tables:
            self._show()
        else:
            self._count = None
            self.empty.show_no_table()
            self.show_empty()

    def _show(self) -> None:
        if self.where is None:
            return
        round_, unit = self.where
        day = self.as_of.show_round(round_)
        count = self.desk.statistics.count(round_, day)
        checks = wait_for(self, "正在统计…", partial(_checked, count, unit))
        self._count = count
        self._sheet.show_sheet(count.sheet(unit), dict(count.titles()))
        self._fit_sheet()
        self._shown_checks = checks
        self._checks.show_checks(checks, _times(count.figures(unit)))
        failed = len(items(checks))
        self._tabs.setTabText(0, f"核对 {failed}" if failed else "核对")
        if self._measure in count.titles():
            self._list_names(self._measure)
        self._show_kind()

    # ---- tables and names ----------------------------------------------------------------

    def _show_kind(self) -> None:
        """Show the table that is chosen; what is not looked at is not counted."""
        count, scope = self._count, self.scope
        if count is None or scope is None:
            return
        official = self._kind.currentText() == OFFICIAL
        self._shown.setCurrentIndex(0 if official else 1)
        if not official:
            work = partial(_counted, count, scope.unit, self._kind.currentData())
            self._model.show_table(wait_for(self, "正在统计…", work))
            header = self._table.horizontalHeader()
            header.setFixedHeight(self._heading_height())
            for column in range(header.count()):
                header.resizeSection(column, NUMBER_WIDTH if column else FIRST_WIDTH)

    def _heading_height(self) -> int:
        """Return how high the headings are, each whole in its width."""
        metrics, flags = self.fontMetrics(), Qt.TextFlag.TextWordWrap
        across = Qt.Orientation.Horizontal
        titles = [
            str(self._model.headerData(n, across) or "") for n in range(self._model.columnCount())
        ]
        room = QRect(0, 0, NUMBER_WIDTH - AROUND_HEADING, 10_000)
        wanted = (metrics.boundingRect(room, flags, title).height() for title in titles)
        return max((HEADING_LINES * metrics.lineSpacing(), *wanted)) + 8

    def show_names(self, measure: str) -> None:
        """List the names behind a figure, and bring them to the front."""
        if self._count is not None:
            self._measure = measure
            self._kind.setCurrentIndex(0)
            self._show_kind()
            self._list_names(measure)
            self._tabs.setCurrentIndex(1)

    def _list_names(self, measure: str) -> None:
        if self._count is None or self.scope is None:
            return
        self._sheet.choose(measure)
        names = self._count.names(self.scope.unit).get(measure, NameList())
        self._names_title.setText(self._count.titles().get(measure, measure))
        self._names.show_names(names.counted, names.not_counted, names.units)
        if names.not_counted:
            self._names.show_left()

    def _go_to_name(self, name_id: str) -> None:
        tree = self.desk.workspace.directory(self.desk.workspace.today()).tree
        if name_id in tree:
            self.wanted.emit(Place(PageName.ORGANIZATIONS, OrganizationId(name_id)))
        else:
            self.wanted.emit(Place(PageName.MEMBERS, person=PersonId(name_id)))

    def explain(self, check_id: str) -> None:
        """Ask for the 说明 of a check of the shown unit."""
        from app.ui.explain_dialog import ExplainDialog

        scope = self.scope
        found = [check for check in self._shown_checks if check.id == check_id and not check.ok]
        if found and scope is not None and scope.round is not None:
            dialog = ExplainDialog(self.desk.units, scope.round, scope.unit, found, self.window())
            self.show_dialog(dialog)

    # ---- actions -------------------------------------------------------------------------

    def _copy_shown(self) -> None:
        """Copy the table that is shown."""
        if self._count is None or self.scope is None:
            return
        if self._shown.currentIndex() == 0:
            copy_table(sheet_rows(self._count.sheet(self.scope.unit)))
        else:
            self._table.copy()

    def _ask_export(self) -> None:
        self.asked.emit("export_table")

    def _ask_print(self) -> None:
        """Print the table that is shown; the official one prints with 汇总."""
        scope, by = self.scope, self._kind.currentData()
        if self._count is None or scope is None or self._kind.currentText() == OFFICIAL:
            self.asked.emit("print_table")
            return
        count, unit_id = self._count, scope.unit
        table = count.breakdown(unit_id, By(by)) if by else count.summary(unit_id)
        unit = self._count.directory.tree[scope.unit].name
        print_list(self, self.settings, f"{unit}点评情况（{table.title}）", table)


def _checked(count: Count, unit: OrganizationId, progress: Progress) -> tuple[Check, ...]:
    del progress
    return count.checks(unit)


def _counted(count: Count, unit: OrganizationId, by: str | None, progress: Progress) -> Table:
    """Return 汇总, or the breakdown by something."""
    del progress
    return count.breakdown(unit, By(by)) if by else remarks_first(count.summary(unit))


def _times(figures: Figures) -> str:
    return f"点评党组织 {figures.organization_times} 次，点评党员 {figures.member_times} 人次。"
