"""The checks before 上报 by their level, with a line for the 说明 beside each 核实."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.check import Check, items
from app.domain.words import CHECK_LEVELS, CheckLevel
from app.ui.appearance import tint
from app.ui.checks_view import COLOURS
from app.ui.handoff.enter import is_enter
from app.ui.handoff.said_line import SaidLine
from app.ui.text_line import TextLine
from app.ui.widgets import dressed, text_block

ASKED = {
    CheckLevel.ERROR: "错误（改正后才能上报）",
    CheckLevel.VERIFY: "核实（请写说明，随数据一起上报）",
    CheckLevel.HINT: "提示",
}
USUAL_HEIGHT = 300
FINE = "核对没有发现问题。"


class CheckPanel(QScrollArea):
    """错误 first, then 核实 with its 说明, then 提示."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, widgetResizable=True)
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            accessibleName="核对与说明",
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            focusPolicy=Qt.FocusPolicy.NoFocus,
        )
        self.lines: dict[str, TextLine] = {}
        """The 说明 of each 核实, by the number of the check."""
        self.count = 0
        """How many items are not fine."""
        self._offered: dict[str, str] = {}
        """What stood in the lines before anybody typed."""

    def sizeHint(self) -> QSize:
        """Ask for a height that leaves room for the rest of a dialog; the rows scroll."""
        return QSize(super().sizeHint().width(), USUAL_HEIGHT)

    def show_checks(
        self,
        checks: Sequence[Check],
        explanations: Mapping[str, str],
        earlier: Mapping[str, str] | None = None,
    ) -> None:
        """Show what is not fine; what was typed before stays, what was only offered does not.

        Args:
            checks: every check.
            explanations: the 说明 that are known, by check.
            earlier: those that were written when the check said something else.
        """
        kept = {**explanations, **self._typed()}
        self.lines, self._offered = {}, dict(explanations)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        failed = items(checks)
        self.count = len(failed)
        if not failed:
            column.addWidget(QLabel(FINE))
        for level, heading in ASKED.items():
            those = [item for item in failed if item[0].level is level]
            if those:
                column.addWidget(_heading(f"{heading} {len(those)} 项", level))
            for number, item in enumerate(those, 1):
                column.addWidget(text_block(_sentences(item, number if len(those) > 1 else 0)))
                if level is CheckLevel.VERIFY:
                    column.addWidget(self._said(item[0], kept, earlier or {}))
        column.addStretch(1)
        self.setWidget(inner)

    def _said(self, check: Check, kept: Mapping[str, str], earlier: Mapping[str, str]) -> SaidLine:
        """Return the line for the 说明 of a check."""
        said = SaidLine(check.message, kept.get(check.id, ""), earlier.get(check.id, ""))
        self.lines[check.id] = said.line
        said.line.installEventFilter(self)
        return said

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the line that has the keyboard in sight; Enter goes from line to line."""
        if isinstance(watched, TextLine):
            if event.type() is QEvent.Type.FocusIn:
                self.ensureWidgetVisible(watched, 0, watched.height() * 2)
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return is_enter(event) and self._go_on(watched)
        return super().eventFilter(watched, event)

    def _go_on(self, line: TextLine) -> bool:
        """Go to the line after one; False where it is the last."""
        lines = list(self.lines.values())
        place = lines.index(line) + 1
        if place < len(lines):
            lines[place].setFocus()
        return place < len(lines)

    def _typed(self) -> dict[str, str]:
        texts = {id_: line.text() for id_, line in self.lines.items()}
        return {id_: text for id_, text in texts.items() if text != self._offered.get(id_, "")}

    def explanations(self) -> dict[str, str]:
        """Return the 说明 that are written, by check.

        Raises:
            Refusal: ``text.*``.
        """
        found = {id_: line.value() for id_, line in self.lines.items()}
        return {id_: text for id_, text in found.items() if text}


def _sentences(item: Sequence[Check], number: int) -> str:
    """Return everything that an item says, a sentence in a line; 0: it has no number."""
    first = f"{number}. " if number else ""
    return "\n".join(f"{first if place == 0 else ''}{c.message}" for place, c in enumerate(item))


def _heading(text: str, level: CheckLevel) -> QLabel:
    label = dressed(QLabel(text), accessibleName=f"{CHECK_LEVELS[level]}：{text}")
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    colours = label.palette()
    colours.setColor(QPalette.ColorRole.WindowText, tint(COLOURS[level]))
    label.setPalette(colours)
    return label
