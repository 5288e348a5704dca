"""收发记录 on the page 报送与汇总: every package that went or came, and taking one out again."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ops.reception import JournalLine
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.days import time_cell
from app.ui.handoff.lists import short_path
from app.ui.line_model import Line, LineModel, folded
from app.ui.line_table import current_line, line_table
from app.ui.settings import Settings
from app.ui.widgets import dressed, push_button

HEADINGS = ("时间", "办理", "单位", "序号", "轮次", "数据截至", "校验码", "冲突", "文件")
WIDTHS = {0: 130, 1: 70, 2: 170, 3: 50, 4: 120, 5: 92, 6: 100, 7: 50}
_WHAT, _UNIT, _CONFLICTS = 1, 2, 7
NONE = "还没有收发过数据包。"
TAKEN_OUT = "taken_out"
_GREEN, _BLUE, _GREY, _RED = map(QColor, ("#2e7d32", "#1565c0", "#757575", "#c62828"))


@dataclass(frozen=True, slots=True)
class PackageLine(Line):
    """One package."""

    package: JournalLine


class JournalModel(LineModel[PackageLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, keys={3: _by_sequence}, numbers=frozenset({3, 7}))

    def colour(self, line: PackageLine, column: int) -> QColor | None:
        """Return the colour of what was done, and of open conflicts."""
        if column == _WHAT:
            if line.package.state == TAKEN_OUT:
                return _GREY
            return _GREEN if line.package.direction == "in" else _BLUE
        return _RED if column == _CONFLICTS and line.package.open_conflicts else None

    def hint(self, line: PackageLine, column: int) -> str:
        """Return the whole line in one sentence."""
        return line.package.text or line.cells[column]


def _by_sequence(line: PackageLine) -> int:
    return line.package.sequence


class JournalView(QWidget):
    """Newest first."""

    take_out_wanted = Signal(object)
    """The ``JournalLine`` of the package that is to be taken out."""
    conflicts_wanted = Signal(object)
    """The ``JournalLine`` whose conflicts are to be settled."""

    def __init__(
        self, settings: Settings, parent: QWidget | None = None, *, of_unit: bool = False
    ) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page, or a dialog.
            of_unit: it is about one unit, whose conflicts are reached from elsewhere.
        """
        super().__init__(parent)
        self._lines: Sequence[PackageLine] = ()
        self._said = dressed(QLabel(), accessibleName="收发记录小计")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._take_out = push_button(
            "取出…", "取出数据包", "把接收进来的内容退出去，恢复接收以前的样子"
        )
        self._settle = push_button("处理冲突…", "处理冲突")
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._filters = FilterRow((Facet("办理"), Facet("单位"), Facet("轮次")))
        self.model = JournalModel(self)
        self.table = line_table("收发记录", self.model, settings, WIDTHS)
        self._lay_out()
        self._connect()
        for widget in (self._filters, self._settle) if of_unit else ():
            widget.hide()
        self.table.setColumnHidden(_UNIT, of_unit)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._said, 1)
        for button in (self._take_out, self._settle, self._copy):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._allow)
        self.table.row_opened.connect(self._open_row)
        self._filters.changed.connect(self._filter)
        self._take_out.clicked.connect(self._ask_take_out)
        self._settle.clicked.connect(self._ask_settle)
        self._copy.clicked.connect(self.table.copy)

    def show_journal(self, journal: Sequence[JournalLine]) -> None:
        """Show these packages, newest first."""
        self._lines = [_line(each) for each in journal]
        self._said.setText(f"共 {len(journal)} 个数据包" if journal else NONE)
        self._filter()

    def _filter(self) -> None:
        before = current_line(self.table, self.model)
        self.model.show_lines(self._filters.kept(self._lines))
        self._filters.setEnabled(bool(self._lines))
        row = self.model.row_of(before.id) if before is not None else None
        if row is not None:
            self.table.choose_row(self.model.index(row, 0))
        self._allow()

    def current(self) -> JournalLine | None:
        """Return the package that is current, or None."""
        line = current_line(self.table, self.model)
        return line.package if line is not None else None

    def _allow(self) -> None:
        current = self.current()
        self._take_out.setEnabled(current is not None and current.can_take_out)
        self._settle.setEnabled(current is not None and current.open_conflicts > 0)

    def _open_row(self, index: QModelIndex) -> None:
        if self.model.line(index.row()).package.open_conflicts:
            self._ask_settle()

    def _ask_take_out(self) -> None:
        if self.current() is not None:
            self.take_out_wanted.emit(self.current())

    def _ask_settle(self) -> None:
        if self.current() is not None:
            self.conflicts_wanted.emit(self.current())


def _line(package: JournalLine) -> PackageLine:
    cells = (
        time_cell(package.time),
        package.what,
        short_path(package.unit),
        str(package.sequence),
        package.round,
        package.as_of.replace("-", "."),
        package.check_code,
        str(package.open_conflicts or ""),
        package.file,
    )
    facets = (package.what, short_path(package.unit), package.round)
    return PackageLine(str(package.package), cells, facets, folded(" ".join(cells)), package)
