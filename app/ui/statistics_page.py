"""The page 统计报表: the official table, its checks, and the names behind each figure."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.checks import Check
from app.domain.coverage_names import NameList
from app.domain.dates import from_day, parse_day
from app.domain.errors.fault import Refusal
from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.domain.words import CHECK_LEVELS, UNCOUNTED_REASONS, CheckLevel
from app.ui.paper_form.sheet_area import SheetArea
from app.ui.sheet_view import SheetView
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.ops.statistics import StatisticsOps
    from app.ops.workspace import Workspace

SIDE_WIDTH = 270


class StatisticsPage(QWidget):
    """Screen and Excel show the same value; every figure lists who is behind it."""

    def __init__(
        self, statistics: "StatisticsOps", workspace: "Workspace", parent: QWidget | None = None
    ) -> None:
        """Show nothing until a unit is given."""
        super().__init__(parent)
        self._statistics = statistics
        self._workspace = workspace
        self._round: Round | None = None
        self._unit: OrganizationId | None = None
        self._chosen_day: date | None = None
        self._measure = ""
        self._day_field = dressed(QLineEdit(), accessibleName="统计截至日期", maximumWidth=150)
        self._day_fault = dressed(QLabel(wordWrap=True), accessibleName="日期问题")
        self._day_fault.setStyleSheet("color: #c62828")
        self._sheet = SheetView()
        self._area = SheetArea("统计表")
        self._checks = dressed(
            QListWidget(),
            accessibleName="核对结果",
            wordWrap=True,
            selectionMode=QListWidget.SelectionMode.NoSelection,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            spacing=2,
        )
        self._names = NamesPanel()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        label = QLabel("截至")
        label.setBuddy(self._day_field)
        top.addWidget(label)
        top.addWidget(self._day_field)
        top.addWidget(self._day_fault, 1)
        self._area.setWidget(self._sheet)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.addTab(self._checks, "核对")
        self._tabs.addTab(self._names, "名单")
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(self._area)
        split.addWidget(self._tabs)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, SIDE_WIDTH])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addLayout(top)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self._day_field.editingFinished.connect(self._take_day)
        self._sheet.figure_clicked.connect(self.show_names)
        self._area.resized.connect(self._fit_sheet)

    def _fit_sheet(self) -> None:
        self._sheet.set_scale(self._area.scale_for(*self._sheet.page_size()))

    def day(self, round_: Round) -> date:
        """Return the day as of which is counted: the one typed, else the round's own."""
        return self._chosen_day or self._workspace.day_of(round_)

    def show_unit(self, round_: Round | None, unit: OrganizationId) -> None:
        """Show the figures of a unit in a round."""
        if round_ is not self._round and round_ != self._round:
            self._chosen_day = None
        self._round, self._unit = round_, unit
        self._show()

    def _show(self) -> None:
        round_, unit = self._round, self._unit
        self._day_field.setEnabled(round_ is not None)
        self._sheet.setVisible(round_ is not None)
        if round_ is None or unit is None:
            self._checks.clear()
            self._names.show_hint("还没有点评轮次，开设轮次后这里显示统计表。")
            return
        day = self.day(round_)
        self._day_field.setText(from_day(day).for_form)
        self._day_fault.clear()
        titles = dict(self._statistics.titles())
        self._sheet.show_sheet(self._statistics.sheet(round_, unit, day), titles)
        self._fit_sheet()
        self._show_checks(self._statistics.checks(round_, unit, day))
        if self._measure:
            self.show_names(self._measure)
        else:
            self._names.show_hint("点击表中的数字，这里列出计入和未计入的名单。")

    def _take_day(self) -> None:
        try:
            typed = parse_day(self._day_field.text())
        except Refusal as refusal:
            self._day_fault.setText(f"{refusal.fault.message}{refusal.fault.remedy}")
            return
        if self._round is not None and typed != self.day(self._round):
            self._chosen_day = typed
            self._show()
        else:
            self._day_field.setText(from_day(typed).for_form)
            self._day_fault.clear()

    def _show_checks(self, found: tuple[Check, ...]) -> None:
        self._checks.clear()
        order = list(CheckLevel)
        failed = sorted((c for c in found if not c.ok), key=lambda c: order.index(c.level))
        for check in failed:
            item = QListWidgetItem(f"【{CHECK_LEVELS[check.level]}】{check.message}")
            item.setToolTip(check.id)
            self._checks.addItem(item)
        passed = len(found) - len(failed)
        self._checks.addItem(QListWidgetItem(f"已核对 {len(found)} 项，通过 {passed} 项。"))

    def show_names(self, measure: str) -> None:
        """List the names behind a figure."""
        if self._round is None or self._unit is None:
            return
        if measure != self._measure:
            self._tabs.setCurrentWidget(self._names)
        self._measure = measure
        self._sheet.choose(measure)
        names = self._statistics.names(self._round, self._unit, self.day(self._round))
        title = self._statistics.titles().get(measure, measure)
        self._names.show_names(title, names.get(measure, NameList()))


class NamesPanel(QWidget):
    """Two lists: who is counted, and who is not, with why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted_label = QLabel(wordWrap=True)
        self._left_label = QLabel()
        self._counted = dressed(QListWidget(), accessibleName="计入名单")
        self._left = dressed(QListWidget(), accessibleName="未计入名单")
        self._counted_label.setBuddy(self._counted)
        self._left_label.setBuddy(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._counted_label)
        column.addWidget(self._counted, 1)
        column.addWidget(self._left_label)
        column.addWidget(self._left, 1)

    def show_hint(self, text: str) -> None:
        """Show what can be seen here."""
        self._counted.clear()
        self._left.clear()
        self._counted_label.setText(text)
        self._left_label.setText("")

    def show_names(self, title: str, names: NameList) -> None:
        """Show both lists of a figure."""
        self._counted.clear()
        self._left.clear()
        self._counted_label.setText(f"{title}：计入 {len(names.counted)}")
        self._left_label.setText(f"未计入 {len(names.not_counted)}")
        self._counted.addItems([each.name for each in names.counted])
        self._left.addItems(
            [f"{each.name}　{UNCOUNTED_REASONS[each.reason]}" for each in names.not_counted]
        )
