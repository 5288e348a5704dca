"""The details of one unit: how it stands, what it submitted beside today, its packages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ops.reception import JournalLine
from app.ops.reporting import UNIT_STATES, UnitState, day_of_time
from app.ops.unit_comparison import UnitComparison
from app.ops.units import Due, UnitStanding
from app.ui.handoff.days import day_words
from app.ui.handoff.journal_view import (
    COUNTED,
    UNIT,
    WIDTHS,
    JournalModel,
    PackageLine,
    package_lines,
    taking_out_deed,
)
from app.ui.handoff.lists import parts_words
from app.ui.handoff.report_view import ReportView
from app.ui.letters import lettered
from app.ui.list_view import ListView
from app.ui.print_list import print_list
from app.ui.settings import Settings
from app.ui.state import days_left
from app.ui.widgets import dressed, push_button, text_block
from app.ui.window_size import fit

WIDTH, HEIGHT = 800, 540


class UnitDialog(QDialog):
    """Everything about one unit in one round, and the ways on from there."""

    figures_wanted = Signal(object)
    """The ``UnitStanding`` whose figures are to be typed."""
    conflicts_wanted = Signal(object)
    """The ``UnitStanding`` whose conflicts are to be settled."""
    take_out_wanted = Signal(object)
    """The ``JournalLine`` of the package that is to be taken out."""
    paper_wanted = Signal(object)
    """The ``ReceivedReport`` whose table is wanted as on its sealed paper."""

    def __init__(
        self,
        unit: UnitStanding,
        due: Sequence[Due],
        journal: Sequence[JournalLine],
        found: UnitComparison | None,
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        """Show a unit.

        Args:
            unit: how it stands.
            due: the deadlines of the round.
            journal: its packages and those of units in it that report here, newest first.
            found: what it submitted last, beside what is counted here; None: nothing is kept.
            settings: where the table remembers its columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle=f"单位详情 — {unit.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unit, self._settings, self._found = unit, settings, found
        self._text = text_block(told(unit, due), "上报情况")
        self._journal = self._listing(journal, settings)
        self.report = ReportView(settings)
        self.report.add_page(self._journal, "数据包")
        if found is not None:
            self.report.show_comparison(found)
        else:
            self.report.hide_report()
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._print = push_button("打印", hint="打印所列的内容")
        self._figures = push_button("录入报表数…", "录入报表数")
        self._settle = push_button("处理冲突…", "处理冲突")
        self._paper = push_button("打印上报表", hint="当时上报的统计表，和盖章的纸表、校验码对照")
        self._paper.setVisible(found is not None)
        self._settle.setEnabled(bool(unit.conflicts))
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self._allow()
        self._journal.show_lines(package_lines(journal))
        fit(self, WIDTH, HEIGHT)

    def _listing(self, journal: Sequence[JournalLine], settings: Settings) -> ListView[PackageLine]:
        """Return the list of packages; whose they are is told where they are of several units."""
        acts = (taking_out_deed(self._ask_take_out),)
        several = any(line.unit_id != self._unit.id for line in journal)
        name, hidden = ("单位和下级的数据包", ()) if several else ("单位数据包", (UNIT,))
        return ListView(name, JournalModel(), settings, WIDTHS, acts, COUNTED, hidden=hidden)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._figures)
        buttons.addWidget(self._settle)
        buttons.addWidget(self._paper)
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._print)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._figures.clicked.connect(self._ask_figures)
        self._settle.clicked.connect(self._ask_settle)
        self._paper.clicked.connect(self._ask_paper)
        self._copy.clicked.connect(self._copy_shown)
        self._print.clicked.connect(self._print_shown)
        self.report.currentChanged.connect(self._allow)
        self._close.clicked.connect(self.reject)

    # ---- what is shown -------------------------------------------------------------------------

    def _allow(self) -> None:
        for button in (self._copy, self._print):
            button.setVisible(self.report.listing is not None)

    def _copy_shown(self) -> None:
        if self.report.listing is not None:
            self.report.listing.table.copy()

    def _print_shown(self) -> None:
        if self.report.listing is not None:
            title = f"{self._unit.name}：{self.report.listing_title}"
            print_list(self, self._settings, title, self.report.listing.as_table(title))

    # ---- the ways on ---------------------------------------------------------------------------

    def _ask_figures(self) -> None:
        self.accept()
        self.figures_wanted.emit(self._unit)

    def _ask_paper(self) -> None:
        if self._found is not None:
            self.paper_wanted.emit(self._found.received)

    def _ask_settle(self) -> None:
        self.accept()
        self.conflicts_wanted.emit(self._unit)

    def _ask_take_out(self) -> None:
        line = self._journal.current()
        if line is not None:
            self.accept()
            self.take_out_wanted.emit(line.package)


def told(unit: UnitStanding, due: Sequence[Due]) -> str:
    """Return how a unit stands, in a few lines."""
    parts = [UNIT_STATES[unit.state]]
    if unit.as_of is not None:
        parts.append(f"数据截至 {day_words(unit.as_of)}")
    if unit.sequence is not None:
        parts.append(f"第 {unit.sequence} 号")
    if unit.received is not None:
        first = "首次" if unit.time and day_of_time(unit.time) != unit.received else ""
        parts.append(f"{first}{day_words(unit.received)}收到")
    if unit.source:
        parts.append(f"来源：{unit.source}")
    lines = [unit.path, "　".join(parts)]
    if unit.state is UnitState.MISSING:
        lines += [f"{each.deadline.what}：{days_left(each.days)}" for each in due[:2]]
    if unit.conflicts:
        lines.append(f"待处理的冲突 {unit.conflicts} 项。")
    if unit.parts:
        lines.append(_parts(unit))
    elif unit.missing:
        lines.append(f"不完整：还有 {len(unit.missing)} 个下级未报：{'、'.join(unit.missing)}")
    return "\n".join(lines)


def _parts(unit: UnitStanding) -> str:
    """Return who reports in place of a unit, and how far they are."""
    names = "、".join(unit.missing)
    return f"下级都直接向本级报送，它自己不用报：{parts_words(unit)}" + (
        f"，未报：{names}" if names else "。"
    )
