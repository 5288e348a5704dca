"""One slim row of filters over a table: a choice for each facet with its counts, and a text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.line_model import Line, folded
from app.ui.widgets import dressed

L = TypeVar("L", bound=Line)
LEAST_WIDTH = 92
LIST_WIDTH = 250
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that lines are filtered by."""

    name: str
    values: tuple[str, ...] = ()
    """Values in the order in which they are offered; others follow, the most frequent first."""


class FilterRow(QWidget):
    """Chooses lines; each facet counts what its choices would show beside the other filters."""

    changed = Signal()
    """Other lines are wanted."""

    def __init__(self, facets: Sequence[Facet], parent: QWidget | None = None) -> None:
        """Let everything pass."""
        super().__init__(parent)
        self._facets = tuple(facets)
        self._choices = [_choice(facet) for facet in facets]
        self._text = dressed(
            QLineEdit(placeholderText="查找", clearButtonEnabled=True),
            accessibleName="查找",
            minimumWidth=80,
        )
        self._clear = dressed(
            QPushButton("清除", autoDefault=False),
            enabled=False,
            accessibleName="清除筛选",
            toolTip="不再筛选，显示全部",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for choice in self._choices:
            row.addWidget(choice, 2)
        row.addWidget(self._text, 2)
        row.addWidget(self._clear)
        self._connect()

    def _connect(self) -> None:
        for choice in self._choices:
            choice.activated.connect(self._tell)
        self._text.textChanged.connect(self._tell)
        self._clear.clicked.connect(self.clear)

    def _tell(self) -> None:
        self.changed.emit()

    def choose(self, facet: int, value: str) -> None:
        """Show only lines with this value of a facet; empty: all. Nothing is told."""
        choice = self._choices[facet]
        if choice.findData(value) < 0:
            choice.addItem(value, value)
        choice.setCurrentIndex(choice.findData(value))

    def clear(self) -> None:
        """Let everything pass again."""
        for choice in self._choices:
            choice.setCurrentIndex(0)
        with QSignalBlocker(self._text):
            self._text.clear()
        self.changed.emit()

    def kept(self, lines: Sequence[L]) -> Sequence[L]:
        """Return the lines that pass, and count for each facet what its choices would show."""
        chosen = [str(choice.currentData() or "") for choice in self._choices]
        typed = folded(self._text.text()).split()
        self._clear.setEnabled(bool(typed) or any(chosen))
        passing: Sequence[L] = lines
        for word in typed:
            passing = [line for line in passing if word in line.searched]
        for place, facet in enumerate(self._facets):
            beside = passing
            for other, value in enumerate(chosen):
                if value and other != place:
                    beside = [line for line in beside if line.facets[other] == value]
            counts = Counter([line.facets[place] for line in beside])
            _offer(self._choices[place], facet, counts, chosen[place])
        for place, value in enumerate(chosen):
            if value:
                passing = [line for line in passing if line.facets[place] == value]
        return passing


def _choice(facet: Facet) -> QComboBox:
    choice = dressed(
        QComboBox(minimumContentsLength=6, maxVisibleItems=MOST_SHOWN),
        accessibleName=facet.name,
        toolTip=f"按{facet.name}筛选",
        minimumWidth=LEAST_WIDTH,
        sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon,
    )
    choice.addItem(facet.name, "")
    choice.view().setMinimumWidth(LIST_WIDTH)
    return choice


def _offer(choice: QComboBox, facet: Facet, counts: Counter[str], chosen: str) -> None:
    """Offer the values that there are, with their counts; what is chosen stays chosen."""
    counts.pop("", None)
    known = [value for value in facet.values if value in counts]
    others = [value for value, _ in counts.most_common() if value not in facet.values]
    values = [*known, *others]
    if chosen and chosen not in counts:
        values.append(chosen)
    total = sum(counts.values())
    with QSignalBlocker(choice):
        choice.clear()
        choice.addItem(f"{facet.name}（{total}）", "")
        for value in values:
            choice.addItem(f"{value}　{counts[value]}", value)
        choice.setCurrentIndex(max(0, choice.findData(chosen)) if chosen else 0)
