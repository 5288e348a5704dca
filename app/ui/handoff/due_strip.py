"""What is due when, in one line: the nearest deadlines with the days that are left."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.dates import from_day
from app.ops.units import Due
from app.ui.appearance import tint
from app.ui.state import days_left
from app.ui.step_words import SOON_DAYS
from app.ui.widgets import dressed

MOST = 3
LATE, SOON, CALM = QColor("#c62828"), QColor("#b26a00"), QColor("#2a62b0")
NONE = "方案没有规定报送期限。"
NO_ROUND = "还没有点评轮次。可以接收上级下发的数据包，或先开设轮次。"


class DueStrip(QLabel):
    """Deadlines to come first; of each how many units have not reported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.RichText)
        dressed(self, accessibleName="报送期限")

    def show_due(self, due: Sequence[Due], *, has_units: bool) -> None:
        """Show deadlines.

        Args:
            due: by date.
            has_units: units report here, so that it is told how many have not.
        """
        shown = ([each for each in due if each.days >= 0] or list(due)[-1:])[:MOST]
        self.setText("<br>".join(_line(each, has_units=has_units) for each in shown) or NONE)

    def show_no_round(self) -> None:
        """Say that there is no round yet."""
        self.setText(NO_ROUND)


def _line(due: Due, *, has_units: bool) -> str:
    deadline = due.deadline
    colour = LATE if due.days < 0 else SOON if due.days <= SOON_DAYS else CALM
    to = f"，报{deadline.to}" if deadline.to else ""
    text = f"{deadline.what}（{from_day(deadline.date).for_form}前{to}）"
    left = f'<b style="color:{tint(colour).name()}">{escape(days_left(due.days))}</b>'
    missing = f"　未报单位 {len(due.missing)} 个" if has_units and due.missing else ""
    return f"{left}　{escape(text)}{missing}"
