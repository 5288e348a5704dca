"""The page 检查: everything that somebody should look at, and the way to each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.directory import Directory
from app.domain.progress import Progress
from app.domain.table import Column as TableColumn
from app.domain.table import Table
from app.domain.words import CHECK_LEVELS, CheckLevel
from app.ops.changes import Topic
from app.ops.desk import Desk
from app.ops.tasks import TaskState
from app.ops.upkeep import CHECK_KIND, PROBLEM_KINDS, Problem
from app.ui.checks_view import COLOURS
from app.ui.data_table import DataTable
from app.ui.filter_row import Facet, FilterRow
from app.ui.line_model import Line, LineModel, folded
from app.ui.page import Page, PageName, Place, Scope
from app.ui.print_list import print_list
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button, text_block


class Column(IntEnum):
    """The columns, in their order."""

    LEVEL = 0
    KIND = 1
    ORGANIZATION = 2
    MESSAGE = 3
    WHERE = 4


HEADINGS = ("级别", "种类", "党组织", "说明", "位置")
WIDTHS = {Column.LEVEL: 50, Column.KIND: 90, Column.ORGANIZATION: 150, Column.MESSAGE: 470}
FACETS = (
    Facet("级别", tuple(CHECK_LEVELS.values())),
    Facet("种类", (*PROBLEM_KINDS.values(), CHECK_KIND)),
)
ORDER = tuple(CheckLevel)
QUESTIONS_AT = "文件 → 待确认"
"""Where a question is answered; ``Problem.where`` is its id, for who answers by command."""


@dataclass(frozen=True, slots=True)
class ProblemLine(Line):
    """One line of the table."""

    problem: Problem


def problem_lines(found: Sequence[Problem], directory: Directory) -> tuple[ProblemLine, ...]:
    """Return the lines of problems, the most serious first."""
    ordered = sorted(found, key=lambda problem: ORDER.index(problem.level))
    return tuple(_line(number, each, directory) for number, each in enumerate(ordered))


def _line(number: int, problem: Problem, directory: Directory) -> ProblemLine:
    place = problem.organization
    name = directory.tree[place].name if place is not None and place in directory.tree else ""
    level = CHECK_LEVELS[problem.level]
    where = QUESTIONS_AT if problem.id == "question" else problem.where
    return ProblemLine(
        id=str(number),
        cells=(level, problem.kind, name, problem.message, where),
        facets=(level, problem.kind),
        searched=folded(f"{problem.kind} {name} {problem.message} {where}"),
        problem=problem,
    )


def place_of(problem: Problem) -> Place | None:
    """Return where a problem can be mended; None where no page is about it."""
    if problem.review is not None:
        return Place(review=problem.review)
    match problem.id:
        case "file" | "question":
            return None
        case "conflict":
            return Place(PageName.HANDOFF)
        case "gap":
            return Place(PageName.TASKS, problem.organization, state=TaskState.GAP)
        case "vacancy" | "idle":
            return Place(PageName.ORGANIZATIONS, problem.organization)
        case "double" | "frequency":
            return Place(PageName.TASKS, problem.organization, task=problem.task)
        case _:
            return Place(PageName.STATISTICS, problem.organization)


class ProblemModel(LineModel[ProblemLine]):
    """Adapts the lines for Qt."""

    def colour(self, line: ProblemLine, column: int) -> QColor | None:
        """Return the colour of a level."""
        return COLOURS[line.problem.level] if column == Column.LEVEL else None


class ChecksPage(Page):
    """The problems of the chosen organisation in the chosen round."""

    topics: ClassVar = frozenset(Topic)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._lines: Sequence[ProblemLine] = ()
        self._model = ProblemModel(
            HEADINGS, self, keys={Column.LEVEL: lambda line: ORDER.index(line.problem.level)}
        )
        self._summary = dressed(QLabel(), accessibleName="检查小计")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._go = push_button("转到", hint="转到该处处理（双击或回车）")
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._print = push_button("打印", hint="打印所列的问题")
        self._again = push_button("刷新", hint="重新检查一遍")
        self._whole = text_block(name="说明全文")
        self._filters = FilterRow(FACETS)
        self._table = DataTable("检查", settings)
        self._table.setModel(self._model)
        self._table.setSortingEnabled(True)
        self._table.horizontalHeader().setSortIndicatorClearable(True)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._table.remember_columns({int(column): width for column, width in WIDTHS.items()})
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        for button in (self._go, self._copy, self._print, self._again):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addWidget(self._table, 1)
        column.addWidget(self._whole)

    def _connect(self) -> None:
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._filters.changed.connect(self._filter)
        self._go.clicked.connect(self._open_current)
        self._copy.clicked.connect(self._table.copy)
        self._print.clicked.connect(self._print_lines)
        self._again.clicked.connect(self._read_again)

    def show_scope(self, scope: Scope) -> None:
        """Check the organisation and what is below it, in the round; without one in all."""
        self._scope = scope
        self._lines = wait_for(self, "正在检查…", self._read)
        counts = dict.fromkeys(CheckLevel, 0)
        for line in self._lines:
            counts[line.problem.level] += 1
        words = "　".join(f"{CHECK_LEVELS[level]} {count}" for level, count in counts.items())
        self._summary.setText(words if self._lines else "没有发现问题。")
        self._filter()

    def _read(self, progress: Progress) -> Sequence[ProblemLine]:
        scope, workspace = self._scope, self.desk.workspace
        if scope is None:
            return ()
        under = None if scope.unit == workspace.root_id else scope.unit
        found = self.desk.upkeep.problems(scope.round, under, progress)
        return problem_lines(found, workspace.directory(workspace.today()))

    def _print_lines(self) -> None:
        rows = tuple(line.cells for line in self._model.lines)
        table = Table("检查", tuple(map(TableColumn, HEADINGS)), rows)
        print_list(self, self.settings, "检查发现的问题", table)

    def _read_again(self) -> None:
        if self._scope is not None:
            self.show_scope(self._scope)

    def _filter(self) -> None:
        self._model.show_lines(self._filters.kept(self._lines))
        self._row_changed()

    def _row_changed(self) -> None:
        index = self._table.currentIndex()
        self._go.setEnabled(index.isValid())
        whole = self._model.line(index.row()).problem.message if index.isValid() else ""
        self._whole.setText(whole)
        self._whole.setVisible(bool(whole))

    def _open_current(self) -> None:
        self._open_row(self._table.currentIndex())

    def _open_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        problem = self._model.line(index.row()).problem
        place = place_of(problem)
        if place is not None:
            self.wanted.emit(place)
        elif problem.id == "question":
            self.asked.emit("questions")
