"""Figures of two sides beside one another, those that differ marked, with the names between."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.table import Table
from app.ops.submission_views import FigureChange
from app.ui.line_model import Line, LineModel, SortKey, folded
from app.ui.line_table import current_line, line_table, listed, stretch_first
from app.ui.settings import Settings
from app.ui.tones import RED
from app.ui.widgets import dressed, stacked

WIDTHS = {0: 260, 1: 100, 2: 100, 3: 80}
SHARES = (260, 90)
SAME = "相同"


@dataclass(frozen=True, slots=True)
class FigureLine(Line):
    """One figure of both sides."""

    change: FigureChange

    @property
    def differs(self) -> bool:
        """Whether the two sides have other numbers, or count others."""
        change = self.change
        return bool(change.then != change.now or change.left or change.came)


class FigureModel(LineModel[FigureLine]):
    """Adapts the figures for Qt; those that differ are bold and red."""

    def __init__(self, words: tuple[str, str], parent: QObject | None = None) -> None:
        """Show nothing yet.

        Args:
            words: what the two sides are called.
            parent: the owner.
        """
        keys: dict[int, SortKey[FigureLine]] = {1: _then, 2: _now, 3: _between}
        super().__init__(("项目", *words, "增减"), parent, keys=keys, numbers=frozenset({1, 2, 3}))

    def colour(self, line: FigureLine, column: int) -> QColor | None:
        """Return the colour of what differs."""
        return RED if column and line.differs else None

    def is_bold(self, line: FigureLine) -> bool:
        """Tell whether a figure differs."""
        return line.differs


class FiguresBeside(QWidget):
    """All figures of a table; beneath them who makes the difference, where that is known."""

    def __init__(
        self,
        name: str,
        words: tuple[str, str],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            name: of the table, for people who cannot see it.
            words: what the two sides are called: 上报时 and 现在.
            settings: where the table remembers its columns.
            parent: the dialog.
        """
        super().__init__(parent)
        self._words = words
        self.model = FigureModel(words, self)
        self.table = line_table(name, self.model, settings, WIDTHS)
        stretch_first(self.table)
        self.names = dressed(
            QPlainTextEdit(readOnly=True), accessibleName="差别的名单", tabChangesFocus=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(stacked(self.table, self.names, SHARES))
        self.table.selectionModel().currentRowChanged.connect(self._show_names)

    def show_figures(self, figures: Sequence[FigureChange]) -> None:
        """Show figures in their order; the first that differs is current, and nothing selected."""
        self.model.show_lines([_line(each) for each in figures])
        self.names.setVisible(any(each.left or each.came for each in figures))
        for row, line in enumerate(self.model.lines):
            if line.differs:
                self.table.make_current(self.model.index(row, 0))
                break
        self._show_names()

    def _show_names(self) -> None:
        line = current_line(self.table, self.model)
        then, now = self._words
        left, came = (line.change.left, line.change.came) if line is not None else ((), ())
        parts = ((f"{then}计入、{now}没有", left), (f"{now}计入、{then}没有", came))
        self.names.setPlainText(
            "\n".join(
                f"{word}（{len(names)}）：{'、'.join(names)}" for word, names in parts if names
            )
        )

    def as_table(self, title: str) -> Table:
        """Return what is shown, for printing."""
        return listed(self.table, self.model, title)


def between(then: int, now: int) -> str:
    """Return what lies between two numbers, with its sign."""
    return f"{now - then:+d}" if now != then else SAME


def _line(change: FigureChange) -> FigureLine:
    cells = (change.title, str(change.then), str(change.now), between(change.then, change.now))
    return FigureLine(change.measure, cells, (), folded(change.title), change)


def _then(line: FigureLine) -> int:
    return line.change.then


def _now(line: FigureLine) -> int:
    return line.change.now


def _between(line: FigureLine) -> int:
    return line.change.now - line.change.then
