"""The dialog 开设轮次: name, first and last day."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.domain.dates import from_day, parse_day
from app.ui.dialogs import FormLikeDialog

if TYPE_CHECKING:
    from app.ops.rounds import RoundOps
    from app.ops.workspace import Workspace

DECEMBER, JULY = 12, 7


class OpenRoundDialog(FormLikeDialog):
    """Opens a round; the tasks follow from the scheme's rules."""

    opened = Signal(object)
    """The ``Changes`` of a round that was opened."""

    def __init__(self, rounds: "RoundOps", workspace: "Workspace", parent: QWidget | None) -> None:
        """Propose the period that today lies in, as long as the scheme asks for."""
        super().__init__("开设轮次", "开设", parent)
        self._rounds = rounds
        name, start, end = proposed_round(workspace.scheme.period, workspace.today())
        self._name = QLineEdit(name)
        self._start = QLineEdit(from_day(start).for_form)
        self._end = QLineEdit(from_day(end).for_form)
        self.row("轮次名称", self._name)
        self.row("开始日期", self._start)
        self.row("结束日期", self._end)
        hint = QLabel(
            "开设后，程序按点评方案列出谁点评谁；党组织、党员有变动时任务随之更新。",
            wordWrap=True,
        )
        self.rows.addRow(hint)
        self.resize(420, 220)

    def do_it(self) -> None:
        """Open the round."""
        start, end = parse_day(self._start.text()), parse_day(self._end.text())
        self.opened.emit(self._rounds.open(self._name.text().strip(), start, end).changes)


def proposed_round(period: str, today: date) -> tuple[str, date, date]:
    """Return name, first and last day of the period that a day lies in."""
    year = today.year
    if period == "quarter":
        quarter = (today.month - 1) // 3
        end = date(year, quarter * 3 + 3, 30 if quarter in (1, 2) else 31)
        return f"{year}年第{'一二三四'[quarter]}季度", date(year, quarter * 3 + 1, 1), end
    if period == "half_year":
        if today.month < JULY:
            return f"{year}年上半年", date(year, 1, 1), date(year, 6, 30)
        return f"{year}年下半年", date(year, JULY, 1), date(year, DECEMBER, 31)
    return f"{year}年", date(year, 1, 1), date(year, DECEMBER, 31)
