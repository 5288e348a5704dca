"""The page 台账: every record of the round, with the columns of the Excel file."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.domain import ledger_columns as column
from app.domain.ids import OrganizationId, ReviewId
from app.domain.progress import Progress
from app.domain.review import Round
from app.domain.words import REVIEW_STATES
from app.ops.changes import Topic
from app.ops.desk import Desk
from app.ops.ledger_rows import HEAD, LedgerRows
from app.ops.open_remarks import TO_MEND
from app.ui.data_table import DataTable
from app.ui.filter_row import Facet, FilterRow
from app.ui.name_style import NameStyle
from app.ui.page import Place
from app.ui.record_actions import RecordActions
from app.ui.register_model import RegisterLine, RegisterModel, Texts, register_lines
from app.ui.round_page import RoundPage
from app.ui.settings import Preferences, Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

USUAL_WIDTH, TEXT_WIDTH = 110, 220
WIDTHS = {column.TARGET: 150, column.ORGANIZATION: 150, column.FORM: 150, column.REVIEWER: 90}
STEP = 500
TARGET, REVIEWER = HEAD.index(column.TARGET), HEAD.index(column.REVIEWER)
FACETS = (Facet("登记表"), Facet("状态", tuple(REVIEW_STATES.values())), Facet("点评领导"))


class RegisterPage(RoundPage):
    """The records of the chosen organisation, of the chosen round or of all."""

    topics: ClassVar = frozenset(
        {Topic.STRUCTURE, Topic.ROUNDS, Topic.REVIEWS, Topic.CYCLE, Topic.HANDOFF}
    )

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._lines: Sequence[RegisterLine] = ()
        self._model = RegisterModel(desk.ledger_rows.texts, self._read_all_texts, self)
        self._summary = dressed(QLabel(), accessibleName="台账小计")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._all_rounds = dressed(QCheckBox("全部轮次"), toolTip="显示各轮次的点评记录")
        self._open = dressed(QPushButton("打开", autoDefault=False), accessibleName="打开登记表")
        self._open.setToolTip("打开所选记录的登记表（双击或回车）")
        self._export = dressed(QPushButton("导出", autoDefault=False), accessibleName="导出台账")
        self._export.setToolTip("把全部轮次的台账导出为 Excel")
        self._filters = FilterRow(FACETS)
        self._table = DataTable("台账", settings, fixed=0)
        self._table.setModel(self._model)
        self._menu = self._made_menu()
        self._records = RecordActions(self, self._menu, self.chosen_reviews)
        self._has_columns = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        for control in (self._all_rounds, self._open, self._export):
            top.addWidget(control)
        self.column.addLayout(top)
        self.column.addWidget(self._filters)
        self.column.addWidget(self._table, 1)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("打开登记表(&O)").triggered.connect(self._open_current)
        menu.addAction("打印登记表(&P)…").triggered.connect(self._ask_print)
        menu.addAction("导出登记表(&F)…").triggered.connect(self._ask_forms)
        menu.addSeparator()
        menu.addAction("复制表格(&T)").triggered.connect(self._table.copy)
        menu.addAction("导出台账(&E)…").triggered.connect(self._ask_export)
        menu.addSeparator()
        return menu

    def _connect(self) -> None:
        self._records.told.connect(self.told)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._pop_up)
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._filters.changed.connect(self._filter)
        self._all_rounds.toggled.connect(self._show_again)
        self._open.clicked.connect(self._open_current)
        self._export.clicked.connect(self._ask_export)

    # ---- reading -------------------------------------------------------------------------

    def show_no_round(self) -> None:
        """Forget what was shown of a round."""
        self._lines = ()

    def show_round(self, round_: Round, unit: OrganizationId) -> None:
        """Read and show the records of an organisation and what is below it."""
        del round_, unit
        columns = self.desk.ledger_rows.columns()
        self._lines = wait_for(self, "正在读取台账…", self._read)
        self._model.show_register(columns, self._lines)
        self._filter()
        self._arrange_columns(columns)

    def _read(self, progress: Progress) -> Sequence[RegisterLine]:
        scope, rows = self.scope, self.desk.ledger_rows
        if scope is None:
            return ()
        round_ = None if self._all_rounds.isChecked() else scope.round
        under = None if scope.unit == self.desk.workspace.root_id else scope.unit
        found = rows.heads(round_, under, progress)
        people = [name for row in found for name in (row.cells[TARGET], row.cells[REVIEWER])]
        chosen = Preferences.read(self.settings)
        style = NameStyle(self.desk.workspace.names, chosen, people)
        marked, remarks = self.desk.reports.marked(), self.desk.remarks.open()
        return register_lines(found, style, marked, remarks)

    def _arrange_columns(self, columns: Sequence[str]) -> None:
        """Give the columns widths once; those that only some schemes have are hidden at first."""
        if self._has_columns:
            return
        self._has_columns = True
        widths = {
            number: TEXT_WIDTH if self._model.is_text(number) else WIDTHS.get(name, USUAL_WIDTH)
            for number, name in enumerate(columns)
        }
        usual = {*column.HEAD, *column.TEXTS, column.STATE} - {column.ROUND}
        hidden = tuple(n for n, name in enumerate(columns) if name not in usual)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(True)
        self._table.setSortingEnabled(True)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._table.remember_columns(widths, hidden)  # after sorting, which mistakes hidden ones

    def _read_all_texts(self) -> None:
        ids = [line.review for line in self._lines]
        found = wait_for(self, "正在读取登记表…", partial(_read_texts, self.desk.ledger_rows, ids))
        self._model.take_texts(found)

    def _show_again(self) -> None:
        if self._all_rounds.isChecked() and self._has_columns:
            self._table.showColumn(self.desk.ledger_rows.columns().index(column.ROUND))
        if self.scope is not None:
            self.show_scope(self.scope)

    def _filter(self) -> None:
        chosen = self.chosen_reviews()
        lines = self._filters.kept(self._lines)
        self._model.show_lines(lines)
        row = self._model.row_of(chosen[0]) if chosen else None
        if row is not None:
            self._choose_row(row)
        count = f"共 {len(self._lines)} 份登记表"
        shown = "" if len(lines) == len(self._lines) else f"，显示 {len(lines)} 份"
        waiting = sum(line.remark is not None and line.remark.is_ours for line in self._lines)
        mend = f"，{TO_MEND} {waiting} 份" if waiting else ""
        self._summary.setText(count + mend + shown)
        self._selection_changed()

    def show_place(self, place: Place) -> None:
        """Choose a record."""
        row = self._model.row_of(place.review) if place.review is not None else None
        if row is not None:
            self._choose_row(row)

    def _choose_row(self, row: int) -> None:
        """Make a row current by a column that is shown: Qt scrolls to hidden ones, too."""
        header = self._table.horizontalHeader()
        shown = (n for n in range(header.count()) if not header.isSectionHidden(n))
        self._table.choose_row(self._model.index(row, next(shown, 0)))

    # ---- what is chosen ------------------------------------------------------------------

    def chosen_reviews(self) -> tuple[ReviewId, ...]:
        """Return the ids of the selected records, from the top down."""
        return tuple(self._model.line(row).review for row in self._table.chosen_rows())

    def _selection_changed(self) -> None:
        self._open.setEnabled(bool(self._table.selectionModel().hasSelection()))

    def _pop_up(self, place: QPoint) -> None:
        self._menu.popup(self._table.viewport().mapToGlobal(place))

    def _open_current(self) -> None:
        self._open_row(self._table.currentIndex())

    def _open_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(Place(review=self._model.line(index.row()).review))

    def _ask_print(self) -> None:
        self.asked.emit("print_forms")

    def _ask_forms(self) -> None:
        self.asked.emit("export_forms")

    def _ask_export(self) -> None:
        self.asked.emit("export_ledger")


def _read_texts(
    rows: LedgerRows, ids: Sequence[ReviewId], progress: Progress
) -> Mapping[ReviewId, Texts]:
    found: dict[ReviewId, Texts] = {}
    for start in range(0, len(ids), STEP):
        progress(start, len(ids))
        found.update(rows.texts(ids[start : start + STEP]))
    return found
