"""The dialog 比较: what a submission said then, what holds now, and the names between."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.history_words import RECORDS
from app.ops.submission_views import Difference, FigureChange
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.lists import current_line, line_table, stretch_first
from app.ui.line_model import Line, LineModel, SortKey, folded
from app.ui.settings import Settings
from app.ui.widgets import dressed, push_button

WIDTH, HEIGHT = 760, 500
FIGURE_WIDTHS = {0: 260, 1: 80, 2: 80, 3: 70}
RECORD_WIDTHS = {0: 80, 1: 80}
ADDED, CHANGED, REMOVED = "新增", "更改", "删除"
COLOURS = {ADDED: QColor("#2e7d32"), CHANGED: QColor("#1565c0"), REMOVED: QColor("#c62828")}
SAME = "没有差别：数字和记录都一样。"


@dataclass(frozen=True, slots=True)
class FigureLine(Line):
    """One figure that differs."""

    change: FigureChange


class _RecordModel(LineModel[Line]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("变化", "内容", "名称"), parent)

    def colour(self, line: Line, column: int) -> QColor | None:
        return COLOURS[line.cells[0]] if column == 0 else None


class CompareDialog(QDialog):
    """Figures with the names that make the difference; records that changed behind a second tab."""

    def __init__(
        self,
        title: str,
        words: tuple[str, str],
        difference: Difference,
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        """Show a difference.

        Args:
            title: which two are compared.
            words: what the two sides are called: 上报时 and 现在.
            difference: what lies between them.
            settings: where the tables remember their columns.
            parent: the window it belongs to.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle="比较")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = words
        self._head = dressed(
            QLabel(title, wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="比较"
        )
        self._figures: LineModel[FigureLine] = LineModel(
            ("项目", *words, "增减"),
            self,
            keys={n: _number(n) for n in (1, 2, 3)},
            numbers=frozenset({1, 2, 3}),
        )
        self._records = _RecordModel(self)
        self._lines = _record_lines(difference)
        self._filters = FilterRow((Facet("变化", (ADDED, CHANGED, REMOVED)), Facet("内容")))
        self._figure_table = line_table("比较数字", self._figures, settings, FIGURE_WIDTHS)
        stretch_first(self._figure_table)
        self._record_table = line_table("比较记录", self._records, settings, RECORD_WIDTHS)
        self._names = dressed(
            QPlainTextEdit(readOnly=True), accessibleName="差别的名单", tabChangesFocus=True
        )
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._close = push_button("关闭")
        self._lay_out(difference)
        self._connect()
        self._show(difference)
        self.resize(WIDTH, HEIGHT)

    def _lay_out(self, difference: Difference) -> None:
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(self._figure_table)
        split.addWidget(self._names)
        split.setSizes([220, 120])
        split.setStretchFactor(0, 1)
        records = QWidget()
        inner = QVBoxLayout(records)
        inner.setContentsMargins(0, 6, 0, 0)
        inner.addWidget(self._filters)
        inner.addWidget(self._record_table, 1)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="比较结果")
        self._tabs.addTab(split, f"数字 {len(difference.figures)}")
        self._tabs.addTab(records, f"记录 {len(self._lines)}")
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._head)
        column.addWidget(self._tabs, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._figure_table.selectionModel().currentRowChanged.connect(self._show_names)
        self._filters.changed.connect(self._filter)
        self._copy.clicked.connect(self._copy_shown)
        self._close.clicked.connect(self.reject)

    def _show(self, difference: Difference) -> None:
        self._figures.show_lines([_figure_line(change) for change in difference.figures])
        if not difference:
            self._head.setText(f"{self._head.text()}\n{SAME}")
        if difference.figures:
            self._figure_table.choose_row(self._figures.index(0, 0))
        elif self._lines:
            self._tabs.setCurrentIndex(1)
        self._filter()
        self._show_names()

    def _filter(self) -> None:
        self._records.show_lines(self._filters.kept(self._lines))

    def _show_names(self) -> None:
        line = current_line(self._figure_table, self._figures)
        self._names.setVisible(line is not None and bool(line.change.left or line.change.came))
        if line is None:
            return
        then, now = self._words
        parts = [
            (f"{then}计入、{now}没有", line.change.left),
            (f"{now}计入、{then}没有", line.change.came),
        ]
        self._names.setPlainText(
            "\n".join(
                f"{word}（{len(names)}）：{'、'.join(names)}" for word, names in parts if names
            )
        )

    def _copy_shown(self) -> None:
        (self._record_table if self._tabs.currentIndex() else self._figure_table).copy()


def _figure_line(change: FigureChange) -> FigureLine:
    rest = change.now - change.then
    cells = (change.title, str(change.then), str(change.now), f"{rest:+d}" if rest else "0")
    return FigureLine(change.measure, cells, (), folded(change.title), change)


def _number(column: int) -> SortKey[FigureLine]:
    def value(line: FigureLine) -> int:
        return int(line.cells[column])

    return value


def _record_lines(difference: Difference) -> Sequence[Line]:
    groups = (
        (ADDED, difference.added),
        (CHANGED, difference.changed),
        (REMOVED, difference.removed),
    )
    return [
        Line(
            f"{word}{record.what}{record.record_id}",
            (word, RECORDS.get(record.what, record.what), record.name),
            (word, RECORDS.get(record.what, record.what)),
            folded(record.name),
        )
        for word, records in groups
        for record in records
    ]
