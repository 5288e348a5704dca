"""下级单位 on the page 报送与汇总: who has reported and who has not, with what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.domain.table import Column as TableColumn
from app.domain.table import Table
from app.ops.reporting import UNIT_STATES
from app.ops.units import UnitStanding
from app.ui.appearance import tint
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.unit_model import (
    CLASH,
    HEADINGS,
    PARTIAL,
    WIDTHS,
    Column,
    UnitLine,
    UnitModel,
    is_partial,
    summary,
    total_line,
    unit_lines,
)
from app.ui.line_table import current_line, line_table
from app.ui.print_list import print_list
from app.ui.settings import Settings
from app.ui.widgets import dressed, push_button

ROOMY = 60
"""From how many letters of width on there is room for every button."""
AMBER = QColor("#b26a00")
FEW = 3
"""So many units are seen at a glance, without filters."""
NOT_COMPLETE = "不完整：有单位未报，各项合计不含它们。"


class UnitsView(QWidget):
    """The units that report here in the chosen round."""

    unit_opened = Signal(object)
    """The ``UnitStanding`` whose details are wanted."""
    figures_wanted = Signal(object)
    """The ``UnitStanding`` whose figures are to be typed."""
    conflicts_wanted = Signal(object)
    """The ``UnitStanding`` whose conflicts are to be settled."""
    issue_wanted = Signal(object)
    """The ids of the units to issue to."""
    comparison_wanted = Signal()
    """What the units have submitted is wanted beside what is counted here."""
    summary_wanted = Signal()
    """The official table with the figures of each unit is wanted."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        super().__init__(parent)
        self._settings = settings
        self._units: Sequence[UnitStanding] = ()
        self._lines: Sequence[UnitLine] = ()
        self._round_name = ""
        self._summary = dressed(QLabel(), accessibleName="下级单位小计")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._partial = dressed(
            QLabel(f"<b>{PARTIAL}</b>"), toolTip=NOT_COMPLETE, accessibleName=NOT_COMPLETE
        )
        colours = self._partial.palette()
        colours.setColor(QPalette.ColorRole.WindowText, tint(AMBER))
        self._partial.setPalette(colours)
        self._open = push_button("详情", "单位详情", "该单位的上报情况（双击或回车）")
        self._figures = push_button(
            "录入报表数…", "录入报表数", "没有程序的单位：录入或读入它的统计表"
        )
        self._beside = push_button(
            "与上报数对照…", "与上报数对照", "各单位上报的数字和本级现在的统计逐项比较"
        )
        self._totals = push_button("看汇总", hint="各单位的数字和合计（统计报表）")
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._print = push_button("打印", hint="打印所列的单位")
        self._filters = FilterRow(
            (
                Facet("状态", tuple(UNIT_STATES.values())),
                Facet("冲突", (CLASH,)),
                Facet("完整", (PARTIAL,)),
            )
        )
        self.model = UnitModel(self)
        self.table = line_table(
            "下级单位", self.model, settings, {int(c): w for c, w in WIDTHS.items()}
        )
        self._menu = self._made_menu()
        self._lay_out()
        self._connect()

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("单位详情(&D)").triggered.connect(self._open_current)
        menu.addAction("录入报表数(&F)…").triggered.connect(self._ask_figures)
        menu.addAction("处理冲突(&C)…").triggered.connect(self._ask_conflicts)
        menu.addAction("下发给所选单位(&I)…").triggered.connect(self._ask_issue)
        menu.addAction("与上报数对照(&V)…").triggered.connect(self._ask_comparison)
        menu.addAction("看汇总(&S)").triggered.connect(self._ask_summary)
        menu.addSeparator()
        menu.addAction("复制表格(&T)").triggered.connect(self.table.copy)
        menu.addAction("打印(&P)…").triggered.connect(self._print_lines)
        return menu

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._partial)
        top.addWidget(self._summary, 1)
        for button in self._buttons():
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)

    def _buttons(self) -> tuple[QWidget, ...]:
        return (self._open, self._beside, self._figures, self._totals, self._copy, self._print)

    def _connect(self) -> None:
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self.table.row_opened.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(self._allow)
        self._filters.changed.connect(self._filter)
        self._open.clicked.connect(self._open_current)
        self._figures.clicked.connect(self._ask_figures)
        self._beside.clicked.connect(self.comparison_wanted)
        self._totals.clicked.connect(self.summary_wanted)
        self._copy.clicked.connect(self.table.copy)
        self._print.clicked.connect(self._print_lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave to the menu, where there is little room, what can be done there as well."""
        super().resizeEvent(event)
        roomy = self.width() > ROOMY * self.fontMetrics().averageCharWidth()
        for button in (self._beside, self._totals, self._copy, self._print):
            button.setVisible(roomy)

    def show_units(self, units: Sequence[UnitStanding], round_name: str) -> None:
        """Show how units stand in a round."""
        self._units, self._round_name = units, round_name
        self._lines = unit_lines(units)
        self._summary.setText(summary(units))
        self._partial.setVisible(is_partial(units))
        self._filters.setVisible(len(units) > FEW)
        self._filter()

    def _filter(self) -> None:
        before = current_line(self.table, self.model)
        kept = list(self._filters.kept(self._lines))
        shown = [line.standing for line in kept if line.standing is not None]
        self.model.show_lines([*kept, total_line(shown)] if kept else [])
        row = self.model.row_of(before.id) if before is not None else None
        if row is not None:
            self.table.choose_row(self.model.index(row, 0))
        self._allow()

    def current(self) -> UnitStanding | None:
        """Return the unit that is current, or None."""
        line = current_line(self.table, self.model)
        return line.standing if line is not None else None

    def _allow(self) -> None:
        unit = self.current()
        self._open.setEnabled(unit is not None)
        self._figures.setEnabled(unit is not None)

    # ---- what is wanted ----------------------------------------------------------------------

    def _pop_up(self, place: QPoint) -> None:
        unit = self.current()
        if unit is not None:
            clash = self._menu.actions()[2]
            clash.setEnabled(bool(unit.conflicts))
            self._menu.popup(self.table.viewport().mapToGlobal(place))

    def _open_row(self, index: QModelIndex) -> None:
        standing = self.model.line(index.row()).standing
        if standing is not None:
            self.unit_opened.emit(standing)

    def _open_current(self) -> None:
        unit = self.current()
        if unit is not None:
            self.unit_opened.emit(unit)

    def _ask_figures(self) -> None:
        unit = self.current()
        if unit is not None:
            self.figures_wanted.emit(unit)

    def _ask_conflicts(self) -> None:
        unit = self.current()
        if unit is not None:
            self.conflicts_wanted.emit(unit)

    def _ask_comparison(self) -> None:
        self.comparison_wanted.emit()

    def _ask_summary(self) -> None:
        self.summary_wanted.emit()

    def _ask_issue(self) -> None:
        lines = [self.model.line(row) for row in self.table.chosen_rows()]
        self.issue_wanted.emit(tuple(line.standing.id for line in lines if line.standing))

    def _print_lines(self) -> None:
        rows = tuple(line.cells[: Column.SOURCE] for line in self.model.lines)
        columns = tuple(map(TableColumn, HEADINGS[: Column.SOURCE]))
        print_list(
            self,
            self._settings,
            f"上报情况（{self._round_name}）",
            Table("上报情况", columns, rows),
        )
