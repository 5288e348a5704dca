"""What is due when, in one or two lines: the nearest deadlines with the days that are left."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.dates import from_day
from app.ops.units import Due
from app.ui.appearance import tint
from app.ui.state import days_left
from app.ui.step_words import SOON_DAYS
from app.ui.tones import AMBER, BLUE, RED
from app.ui.widgets import dressed

MOST = 2
ROOMY = 52
"""From how many characters of width on a line tells until when, and to whom."""
LATE, SOON, CALM = RED, AMBER, BLUE
NONE = "方案没有规定报送期限。"
PASSED = "文件规定的报送期限都在本轮开始以前，都已过。"
NO_ROUND = "还没有点评轮次。可以接收上级下发的数据包，或先开设轮次。"


class DueStrip(QLabel):
    """Deadlines for what is reported, those to come first; how many units have not reported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, textFormat=Qt.TextFormat.RichText)
        dressed(self, accessibleName="报送期限")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._due: Sequence[Due] = ()
        self._none = NONE
        self._has_units = False
        self._roomy = True

    def show_due(self, due: Sequence[Due], *, has_units: bool, have_passed: bool = False) -> None:
        """Show deadlines.

        Args:
            due: by date.
            has_units: units report here, so that it is told how many have not.
            have_passed: what deadlines there are lie before the round.
        """
        self._none = PASSED if have_passed else NONE
        reported = [d for d in due if d.deadline.table or d.deadline.forms or d.deadline.filing]
        coming = [each for each in reported if each.days >= 0] or reported[-1:]
        self._due, self._has_units = coming[:MOST], has_units
        self._write()

    def show_no_round(self) -> None:
        """Say that there is no round yet."""
        self._due = ()
        self.setText(NO_ROUND)
        self.setToolTip(NO_ROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room."""
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY * self.fontMetrics().horizontalAdvance("期")
        if roomy != self._roomy:
            self._roomy = roomy
            if self._due:
                self._write()

    def _write(self) -> None:
        lines = [_line(each, roomy=self._roomy, units=self._has_units) for each in self._due]
        self.setText("<br>".join(lines) or self._none)
        whole = [_line(each, roomy=True, units=self._has_units) for each in self._due]
        self.setToolTip("<br>".join(whole) or self._none)


def _line(due: Due, *, roomy: bool, units: bool) -> str:
    deadline = due.deadline
    colour = LATE if due.days < 0 else SOON if due.days <= SOON_DAYS else CALM
    left = f'<b style="color:{tint(colour).name()}">{escape(days_left(due.days))}</b>'
    text = deadline.what
    if roomy:
        to = f"，报{deadline.to}" if deadline.to else ""
        text += f"（{from_day(deadline.date).for_form}前{to}）"
    missing = (
        f"　未报单位 {len(due.missing)} 个" if units and deadline.table and due.missing else ""
    )
    return f"{left}　{escape(text)}{missing}"
