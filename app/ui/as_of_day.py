"""The day as of which a page tells: the round's own, until another one is typed."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.domain.dates import parse_day
from app.domain.errors.fault import Refusal
from app.ui.date_line import DateLine
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.workspace import Workspace


class AsOfDay(QWidget):
    """截至 with a line for a day; a typed day holds as long as the round is the same."""

    changed = Signal()
    """Another day was typed."""

    def __init__(self, name: str, workspace: "Workspace", parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            name: of the line, for people who cannot see it.
            workspace: knows the rounds' own days.
            parent: the page.
        """
        super().__init__(parent)
        self._workspace = workspace
        self._round: Round | None = None
        self._typed: date | None = None
        self.line = DateLine(name, wanted=True)
        self.line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fault = dressed(QLabel(wordWrap=True), accessibleName="日期问题", visible=False)
        """Says what is wrong with the day; the page puts it where there is room."""
        self.fault.setForegroundRole(QPalette.ColorRole.BrightText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        label = QLabel("截至")
        label.setBuddy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self.line)
        self.line.editingFinished.connect(self._take)

    def day(self, round_: "Round") -> date:
        """Return the day as of which is told: the one typed, else the round's own."""
        return (self._typed if round_ == self._round else None) or self._workspace.day_of(round_)

    def show_round(self, round_: "Round") -> date:
        """Show and return the day as of which is told in a round."""
        day = self.day(round_)
        if round_ != self._round:
            self._round, self._typed = round_, None
        self.line.show_value(day)
        return day

    def _take(self) -> None:
        if self._round is None:
            return
        try:
            typed = parse_day(self.line.text())
        except Refusal as refusal:
            self.fault.setText(f"{refusal.fault.message}{refusal.fault.remedy}")
            self.fault.show()
            return
        self.fault.hide()
        if typed != self.day(self._round):
            self._typed = typed
            self.line.show_value(typed)
            self.changed.emit()
