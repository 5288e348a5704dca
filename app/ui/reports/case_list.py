"""The marked cases of a round as a list: what, whose, and whether the report tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.domain.cycle.cases import CASE_KINDS, ModelCase
from app.domain.ids import RecordId
from app.ui.data_table import DataTable
from app.ui.line_model import Line, LineModel, folded
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from app.ui.settings import Settings

HEADINGS = ("类别", "标题", "谁的", "写进报告", "内容")
WIDTHS = {0: 74, 1: 150, 2: 84, 3: 66}
NONE = "还没有标记典型。看登记表时，在“台账”里按右键选“标记典型”，或在登记表下方按“标记典型”。"
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_GREY = QColor("#757575")


@dataclass(frozen=True, slots=True)
class CaseLine(Line):
    """One case."""

    case: ModelCase


def case_line(case: ModelCase, whose: str) -> CaseLine:
    """Return the line of a case."""
    kind, told = CASE_KINDS[case.kind], "是" if case.reported else "否"
    text = " ".join(case.text.split())
    cells = (kind, case.title, whose, told, text)
    return CaseLine(case.id, cells, (), folded(" ".join(cells)), case)


class CaseModel(LineModel[CaseLine]):
    """Adapts the cases for Qt; they stand in the order in which they are told."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent)

    def colour(self, line: CaseLine, column: int) -> QColor | None:
        """Return grey for what the report leaves out."""
        return None if line.case.reported else _GREY

    def hint(self, line: CaseLine, column: int) -> str:
        """Return the whole text where it is cut."""
        return line.case.text if column == len(HEADINGS) - 1 else line.cells[column]


class CaseList(QWidget):
    """The list with its buttons; what is done the page does."""

    edit_wanted = Signal(object)
    """The ``ModelCase`` to be changed."""
    new_wanted = Signal()
    """A case that no review tells of."""
    removal_wanted = Signal(object)
    """A tuple of the cases to be taken away."""
    order_wanted = Signal(object)
    """A tuple of the ids of all shown cases, as they are to follow one another."""
    telling_wanted = Signal(object)
    """The ``ModelCase`` that the report is to tell of, or to leave out."""
    review_wanted = Signal(str)
    """The id of the review that a case was found in."""

    def __init__(self, settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        super().__init__(parent)
        self._new = push_button("新增", "新增典型", "写一条登记表里没有的做法或事例（Ins）")
        self._edit = push_button("修改", "修改典型", "修改所选的典型（双击或回车）")
        self._remove = push_button("删除", "删除典型", "不再作典型，登记表不变（Del）")
        self._up = push_button("上移", hint="在报告里往前排（Alt+↑）")
        self._down = push_button("下移", hint="在报告里往后排（Alt+↓）")
        self._open = push_button("登记表", "打开登记表", "打开这条典型出自的登记表")
        self._said = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="典型小计"
        )
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.model = CaseModel(self)
        self.table = DataTable("典型", settings)
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.remember_columns(WIDTHS)
        self._menu = QMenu(self)
        self._telling = self._menu.addAction("写进报告(&R)")
        self._telling.setCheckable(True)
        self._menu.addAction("复制表格(&T)").triggered.connect(self.table.copy)
        self._shortcuts = {
            keys: QShortcut(QKeySequence(keys), self, context=_HERE)
            for keys in ("Ins", "Del", "Alt+Up", "Alt+Down")
        }
        self._lay_out()
        self._connect()
        self._allow()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for button in (self._new, self._edit, self._remove, self._up, self._down, self._open):
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 18)
            bar.addWidget(button)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)

    def _connect(self) -> None:
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self.table.row_opened.connect(self._edit_row)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self._telling.triggered.connect(self._tell_or_not)
        self._new.clicked.connect(self.new_wanted)
        self._edit.clicked.connect(self._edit_current)
        self._open.clicked.connect(self._open_review)
        deeds = (self._remove_chosen, self._move_up, self._move_down)
        for button, deed in zip((self._remove, self._up, self._down), deeds, strict=True):
            button.clicked.connect(deed)
        keyed = (self._ask_new, *deeds)
        for shortcut, deed in zip(self._shortcuts.values(), keyed, strict=True):
            shortcut.activated.connect(deed)

    # ---- showing -----------------------------------------------------------------------------

    def show_cases(self, lines: Sequence[CaseLine], *, can_add: bool) -> None:
        """Show cases; what was chosen stays chosen.

        Args:
            lines: in the order in which they are told.
            can_add: whether there is a round to which a case can be added.
        """
        before = self.chosen()
        self.model.show_lines(lines)
        self._new.setEnabled(can_add)
        row = self.model.row_of(before[0].id) if before else None
        if row is not None:
            self.table.choose_row(self.model.index(row, 0))
        elif lines:
            self.table.choose_row(self.model.index(0, 0))
        told = sum(line.case.reported for line in lines)
        count = f"共 {len(lines)} 条，写进报告 {told} 条。"
        self._said.setText(count if lines else NONE)
        self._allow()

    def chosen(self) -> tuple[ModelCase, ...]:
        """Return the chosen cases, from the top down."""
        return tuple(self.model.line(row).case for row in self.table.chosen_rows())

    def _allow(self) -> None:
        rows = self.table.chosen_rows()
        one = len(rows) == 1
        self._edit.setEnabled(one)
        self._remove.setEnabled(bool(rows))
        self._up.setEnabled(one and rows[0] > 0)
        self._down.setEnabled(one and rows[0] < self.model.rowCount() - 1)
        self._open.setEnabled(one and self.chosen()[0].review_id is not None)

    def _pop_up(self, place: QPoint) -> None:
        chosen = self.chosen()
        self._telling.setEnabled(len(chosen) == 1)
        self._telling.setChecked(len(chosen) == 1 and chosen[0].reported)
        self._menu.popup(self.table.viewport().mapToGlobal(place))

    # ---- doing -------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        if self._new.isEnabled():
            self.new_wanted.emit()

    def _edit_row(self, index: QModelIndex) -> None:
        self.edit_wanted.emit(self.model.line(index.row()).case)

    def _edit_current(self) -> None:
        for case in self.chosen()[:1]:
            self.edit_wanted.emit(case)

    def _remove_chosen(self) -> None:
        if self.chosen():
            self.removal_wanted.emit(self.chosen())

    def _tell_or_not(self) -> None:
        for case in self.chosen()[:1]:
            self.telling_wanted.emit(case)

    def _open_review(self) -> None:
        for case in self.chosen()[:1]:
            if case.review_id is not None:
                self.review_wanted.emit(case.review_id)

    def _move_up(self) -> None:
        self._move(self._up.isEnabled(), -1)

    def _move_down(self) -> None:
        self._move(self._down.isEnabled(), 1)

    def _move(self, can: bool, step: int) -> None:
        if not can:
            return
        ids = [RecordId(line.id) for line in self.model.lines]
        row = self.table.chosen_rows()[0]
        ids[row], ids[row + step] = ids[row + step], ids[row]
        self.order_wanted.emit(tuple(ids))
