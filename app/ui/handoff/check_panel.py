"""The checks before 上报 by their level, with a line for the 说明 beside each 核实."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.checks import Check
from app.domain.words import CHECK_LEVELS, CheckLevel
from app.ui.appearance import tint
from app.ui.checks_view import COLOURS
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
        self._offered: dict[str, str] = {}
        """What stood in the lines before anybody typed."""

    def sizeHint(self) -> QSize:
        """Ask for a height that leaves room for the rest of a dialog; the rows scroll."""
        return QSize(super().sizeHint().width(), USUAL_HEIGHT)

    def show_checks(self, checks: Sequence[Check], explanations: Mapping[str, str]) -> None:
        """Show what is not fine; what was typed before stays, what was only offered does not.

        Args:
            checks: every check.
            explanations: the 说明 that are known, by check.
        """
        kept = {**explanations, **self._typed()}
        self.lines, self._offered = {}, dict(explanations)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        failed = [check for check in checks if not check.ok]
        if not failed:
            column.addWidget(QLabel(FINE))
        for level, heading in ASKED.items():
            those = [check for check in failed if check.level is level]
            if those:
                column.addWidget(_heading(f"{heading} {len(those)} 项", level))
                self._add(column, level, those, kept)
        column.addStretch(1)
        self.setWidget(inner)

    def _add(
        self,
        column: QVBoxLayout,
        level: CheckLevel,
        checks: Iterable[Check],
        kept: Mapping[str, str],
    ) -> None:
        groups: dict[str, list[Check]] = {}
        for check in checks:
            groups.setdefault(check.id, []).append(check)
        for id_, those in groups.items():
            for check in those:
                column.addWidget(text_block(check.message))
            if level is CheckLevel.VERIFY:
                line = TextLine(f"说明：{those[0].message}", kept.get(id_, ""))
                line.setPlaceholderText("说明")
                line.setToolTip("写明原因；随数据一起上报，打印的统计表上不显示")
                self.lines[id_] = line
                column.addWidget(line)

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


def _heading(text: str, level: CheckLevel) -> QLabel:
    label = dressed(QLabel(text), accessibleName=f"{CHECK_LEVELS[level]}：{text}")
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    colours = label.palette()
    colours.setColor(QPalette.ColorRole.WindowText, tint(COLOURS[level]))
    label.setPalette(colours)
    return label
