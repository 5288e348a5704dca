"""The details of one reporting unit: how it stands, what is missing, and its packages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.submission import Report
from app.ops.reception import JournalLine
from app.ops.reporting import UNIT_STATES, UnitState
from app.ops.units import Due, UnitStanding
from app.ui.handoff.journal_view import JournalView
from app.ui.handoff.report_view import ReportView
from app.ui.settings import Settings
from app.ui.state import days_left
from app.ui.widgets import dressed, push_button

WIDTH, HEIGHT = 760, 440


class UnitDialog(QDialog):
    """Everything about one unit in one round, and the ways on from there."""

    figures_wanted = Signal(object)
    """The ``UnitStanding`` whose figures are to be typed."""
    conflicts_wanted = Signal(object)
    """The ``UnitStanding`` whose conflicts are to be settled."""
    take_out_wanted = Signal(object)
    """The ``JournalLine`` of the package that is to be taken out."""

    def __init__(
        self,
        unit: UnitStanding,
        due: Sequence[Due],
        journal: Sequence[JournalLine],
        report: Report | None,
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        """Show a unit.

        Args:
            unit: how it stands.
            due: the deadlines of the round.
            journal: its packages, newest first.
            report: what it submitted last; None: nothing, or it is not kept.
            settings: where the table remembers its columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle=f"单位详情 — {unit.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unit = unit
        self._text = dressed(
            QLabel(
                told(unit, due),
                wordWrap=True,
                textFormat=Qt.TextFormat.PlainText,
                textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
            ),
            accessibleName="上报情况",
        )
        self._journal = JournalView(settings, of_unit=True)
        self.report = ReportView(settings)
        self.report.add_page(self._journal, "数据包")
        if report is not None:
            self.report.show_report(report)
        else:
            self.report.hide_report()
        self._figures = push_button("录入报表数…", "录入报表数")
        self._settle = push_button("处理冲突…", "处理冲突")
        self._settle.setEnabled(bool(unit.conflicts))
        self._close = push_button("关闭")
        self._lay_out()
        self._connect()
        self._journal.show_journal(journal)
        self.resize(WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._figures)
        buttons.addWidget(self._settle)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._figures.clicked.connect(self._ask_figures)
        self._settle.clicked.connect(self._ask_settle)
        self._journal.take_out_wanted.connect(self._ask_take_out)
        self._close.clicked.connect(self.reject)

    def _ask_figures(self) -> None:
        self.accept()
        self.figures_wanted.emit(self._unit)

    def _ask_settle(self) -> None:
        self.accept()
        self.conflicts_wanted.emit(self._unit)

    def _ask_take_out(self, line: object) -> None:
        self.accept()
        self.take_out_wanted.emit(line)


def told(unit: UnitStanding, due: Sequence[Due]) -> str:
    """Return how a unit stands, in a few lines."""
    parts = [UNIT_STATES[unit.state]]
    if unit.as_of is not None:
        parts.append(f"数据截至 {unit.as_of}")
    if unit.sequence is not None:
        parts.append(f"第 {unit.sequence} 号")
    if unit.received is not None:
        parts.append(f"{unit.received} 收到")
    if unit.source:
        parts.append(f"来源：{unit.source}")
    lines = [unit.path, "　".join(parts)]
    if unit.state is UnitState.MISSING:
        lines += [f"{each.deadline.what}：{days_left(each.days)}" for each in due[:2]]
    if unit.conflicts:
        lines.append(f"待处理的冲突 {unit.conflicts} 项。")
    if unit.missing:
        lines.append(f"不完整：还有 {len(unit.missing)} 个下级未报：{'、'.join(unit.missing)}")
    return "\n".join(lines)
