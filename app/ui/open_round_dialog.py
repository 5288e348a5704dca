"""The dialog 开设轮次: name, first and last day."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.dates import parse_day
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.text_line import TextLine
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.rounds import RoundOps
    from app.ops.workspace import Workspace

DECEMBER, JULY = 12, 7
NAME, START, END = "轮次名称", "开始日期", "结束日期"
WIDTH = 240
HINT = "开设后，程序按点评方案列出谁点评谁；\n党组织、党员有变动时任务随之更新。"


class OpenRoundDialog(FormLikeDialog):
    """Opens a round; the tasks follow from the scheme's rules."""

    opened = Signal(object)
    """The ``Changes`` of a round that was opened."""

    def __init__(self, rounds: "RoundOps", workspace: "Workspace", parent: QWidget | None) -> None:
        """Propose the period that today lies in, as long as the scheme asks for."""
        super().__init__("开设轮次", "开设", parent)
        self._rounds = rounds
        name, start, end = proposed_round(workspace.scheme.period, workspace.today())
        self._name = TextLine(NAME, name)
        self._start = DateLine(START, start, wanted=True)
        self._end = DateLine(END, end, wanted=True)
        for label, line in ((NAME, self._name), (START, self._start), (END, self._end)):
            line.setMinimumWidth(WIDTH)
            self.row(label, line)
        self.rows.addRow(QLabel(HINT))

    def do_it(self) -> None:
        """Open the round.

        Raises:
            Refusal: ``round.*``, ``date.*`` or ``text.*``.
        """
        name = self._name.value()
        start, end = parse_day(self._start.text()), parse_day(self._end.text())

        def work(progress: "Progress") -> "Changes":
            del progress
            return self._rounds.open(name, start, end).changes

        self.opened.emit(wait_for(self, "正在安排点评任务…", work))


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
