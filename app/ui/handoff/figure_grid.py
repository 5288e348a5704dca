"""Figures to type, one row each, by the headings of the official table."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.ui.text_line import TextLine
from app.ui.widgets import dressed

NUMBER_WIDTH = 92
USUAL_HEIGHT = 300
_LONGEST = 9
"""No figure of a unit has more digits."""


class FigureLine(QLineEdit):
    """A line for one number; Enter goes on to the next line."""

    def __init__(self, label: str) -> None:
        """Take digits."""
        super().__init__()
        dressed(
            self,
            accessibleName=label,
            maxLength=_LONGEST + 3,
            alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            minimumWidth=NUMBER_WIDTH,
            maximumWidth=2 * NUMBER_WIDTH,
        )
        self._label = label

    def value(self) -> int | None:
        """Return the number; None where the line is empty.

        Raises:
            Refusal: ``figures.not_whole``, with the heading as its place.
        """
        text = "".join(self.text().split())
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
            raise refusal("figures.not_whole", self._label, what=self._label, value=text[:20])
        return int(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow keys go from line to line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class FigureGrid(QScrollArea):
    """Rows of heading and number; beside them what was counted, where that is known."""

    changed = Signal()
    """A number or a reason was typed."""

    def __init__(self, name: str, parent: QWidget | None = None, *, whole: bool = False) -> None:
        """Show nothing yet.

        Args:
            name: what the figures are, for people who cannot see them.
            parent: the widget around it.
            whole: it stands among other rows of a dialog and asks room for all of its own; else it
                stands in a frame and leaves room for the rest.
        """
        super().__init__(parent, widgetResizable=True)
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            accessibleName=name,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            focusPolicy=Qt.FocusPolicy.NoFocus,
        )
        self._whole = whole
        self._titles: Mapping[str, str] = {}
        self._counted: Mapping[str, int] = {}
        self.lines: dict[str, FigureLine] = {}
        self.reasons: dict[str, TextLine] = {}

    def sizeHint(self) -> QSize:
        """Ask for all rows, or for a height that leaves room for the rest; the rows scroll."""
        rows = self.widget()
        height = rows.sizeHint().height() if self._whole and rows is not None else USUAL_HEIGHT
        return QSize(super().sizeHint().width(), height)

    def show_figures(
        self,
        titles: Mapping[str, str],
        counted: Mapping[str, int] | None = None,
        *,
        with_counted: bool = False,
    ) -> None:
        """Show the headings with a line for each number.

        Args:
            titles: the heading of each measure, in the table's order.
            counted: what stands in the lines first, or beside them.
            with_counted: the numbers counted stand in a column of their own, and a reason is asked
                where another number is typed.
        """
        self._titles, self._counted = dict(titles), dict(counted or {})
        self.lines, self.reasons = {}, {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0 if self._whole else 6, 6, 6, 6)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        if with_counted:
            for column, text in enumerate(("项目", "计算数", "上报数", "不同的原因")):
                align = (
                    Qt.AlignmentFlag.AlignRight if column in (1, 2) else Qt.AlignmentFlag.AlignLeft
                )
                grid.addWidget(_bold(text), 0, column, align)
        for row, (measure, title) in enumerate(self._titles.items(), 1):
            self._add_row(grid, row, measure, title, with_counted=with_counted)
        grid.setColumnStretch(3 if with_counted else 2, 1)
        grid.setRowStretch(len(self._titles) + 1, 1)
        self._connect()
        self.setWidget(inner)

    def _add_row(
        self, grid: QGridLayout, row: int, measure: str, title: str, *, with_counted: bool
    ) -> None:
        line = FigureLine(title)
        label = QLabel(title, textFormat=Qt.TextFormat.PlainText)
        label.setBuddy(line)
        grid.addWidget(label, row, 0)
        number = self._counted.get(measure)
        if not with_counted:
            line.setText("" if number is None else str(number))
            grid.addWidget(line, row, 1)
        else:
            shown = dressed(QLabel(str(number)), accessibleName=f"{title}计算数")
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignRight)
            line.setPlaceholderText(str(number))
            line.setAccessibleName(f"{title}上报数")
            reason = TextLine(f"{title}不同的原因")
            reason.setPlaceholderText("请写明原因")
            reason.hide()
            grid.addWidget(line, row, 2)
            grid.addWidget(reason, row, 3)
            self.reasons[measure] = reason
        self.lines[measure] = line

    def _connect(self) -> None:
        for line in self.lines.values():
            line.textChanged.connect(self._number_changed)
        for reason in self.reasons.values():
            reason.textChanged.connect(self.changed)

    def _number_changed(self) -> None:
        for measure, reason in self.reasons.items():
            typed = self.lines[measure].text().strip()
            reason.setVisible(bool(typed) and typed != str(self._counted.get(measure)))
        self.changed.emit()

    def set_numbers(self, values: Mapping[str, int]) -> None:
        """Write numbers into the lines."""
        for measure, line in self.lines.items():
            line.setText(str(values[measure]) if measure in values else "")

    def numbers(self) -> dict[str, int]:
        """Return every number that was typed.

        Raises:
            Refusal: ``figures.not_whole``.
        """
        found = {measure: line.value() for measure, line in self.lines.items()}
        return {measure: number for measure, number in found.items() if number is not None}

    def readable(self) -> dict[str, int]:
        """Return the numbers that can be read; a line with anything else is passed over."""
        found = {}
        for measure, line in self.lines.items():
            with suppress(Refusal):
                number = line.value()
                if number is not None:
                    found[measure] = number
        return found

    def different(self) -> dict[str, int]:
        """Return the numbers that differ from the counted ones, by measure.

        Raises:
            Refusal: ``figures.not_whole``.
        """
        return {m: n for m, n in self.numbers().items() if n != self._counted.get(m)}

    def reasons_text(self, measures: Iterable[str]) -> str:
        """Return why these figures differ, all reasons in one text.

        Raises:
            Refusal: ``text.missing`` where a reason is not written; ``text.*``.
        """
        texts = []
        for measure in measures:
            title, reason = self._titles[measure], self.reasons[measure]
            text = reason.value()
            if not text:
                reason.setFocus()
                raise refusal("text.missing", title, label=reason.accessibleName())
            texts.append(f"{title}：{text}")
        return "；".join(texts)


def _bold(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
