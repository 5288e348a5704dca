"""The dialog 自有统计表: click a cell of the sheet, choose the figure that stands in it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.own_table import TableDraft
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.own_form.fault_line import FaultLine
from app.ui.own_form.figure_model import FigureModel
from app.ui.own_form.grid_page import GridPage
from app.ui.paper_form.sheet_area import SheetArea
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.own_forms import Adopted, OwnFormOps

NO_FIGURE = "不填，照印"
HINT = "点表格里的格子，再选它填哪个统计项；也可以先选统计项，再写格子的位置（例如 C5）。"


class OwnTableDialog(QDialog):
    """Nothing is written before 采用."""

    applied = Signal(object)
    """The ``Changes`` of taking the table in."""

    def __init__(self, own_forms: "OwnFormOps", draft: TableDraft, parent: QWidget | None) -> None:
        """Show what is proposed.

        Args:
            own_forms: takes in tables.
            draft: what was read from the file.
            parent: the main window.
        """
        super().__init__(parent)
        dressed(self, windowTitle=f"自有统计表：{draft.file}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ops, self._draft, self._cell = own_forms, draft, ""
        self._figures = own_forms.figures()
        self._title = dressed(QLineEdit(draft.title), accessibleName="表名", maxLength=80)
        self._sheets = dressed(QComboBox(), accessibleName="工作表")
        self._sheets.addItems([sheet.spec.sheet for sheet in draft.sheets])
        self._odd = FaultLine("文件的特别之处")
        self._wrong = FaultLine("还不能采用的原因", wrong=True)
        self._page = GridPage()
        self._area = SheetArea("统计表")
        self._model = FigureModel(self._figures, self)
        self._table = dressed(
            QTableView(showGrid=False),
            accessibleName="统计项",
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            alternatingRowColors=True,
            tabKeyNavigation=False,
        )
        self._table.setModel(self._model)
        self._reference = dressed(QLineEdit(), accessibleName="格子", maxLength=6)
        self._figure = dressed(QComboBox(), accessibleName="填哪个统计项", maxVisibleItems=20)
        self._figure.addItem(NO_FIGURE, "")
        for figure, words in self._figures.items():
            self._figure.addItem(words, figure)
        self._agree = dressed(
            QPushButton(lettered("采用"), autoDefault=False), accessibleName="采用"
        )
        self._refuse = dressed(
            QPushButton(lettered("取消"), autoDefault=False), accessibleName="取消"
        )
        self._lay_out()
        self._connect()
        self._show(draft)
        fit(self, 1100, 640)

    def _lay_out(self) -> None:
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().resizeSection(1, 70)
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(26)
        self._area.setWidget(self._page)
        top = QHBoxLayout()
        for words, control, stretch in (("表名", self._title, 3), ("工作表", self._sheets, 1)):
            label = QLabel(words)
            label.setBuddy(control)
            top.addWidget(label)
            top.addWidget(control, stretch)
        said = QFormLayout()
        said.addRow("选中的格子", self._reference)
        said.addRow("填哪个统计项", self._figure)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel(HINT, wordWrap=True))
        column.addLayout(said)
        column.addWidget(self._table, 1)
        middle = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        middle.addWidget(self._area)
        middle.addWidget(right)
        middle.setSizes([720, 360])
        middle.setStretchFactor(0, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._agree)
        bottom.addWidget(self._refuse)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addWidget(self._odd)
        whole.addWidget(self._wrong)
        whole.addWidget(middle, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self._title.textEdited.connect(self._take_title)
        self._sheets.activated.connect(self._take_sheet)
        self._area.resized.connect(self._fit)
        self._page.clicked.connect(self.choose_cell)
        self._table.selectionModel().currentRowChanged.connect(self._show_figure)
        self._reference.editingFinished.connect(self._take_reference)
        self._figure.activated.connect(self._take_figure)
        self._agree.clicked.connect(self.adopt)
        self._refuse.clicked.connect(self.reject)

    @property
    def draft(self) -> TableDraft:
        """The table as it stands."""
        return self._draft

    def _show(self, draft: TableDraft) -> None:
        self._draft = draft
        names = {at: self._figures[figure] for figure, at in draft.chosen.items()}
        self._page.show_sheet(draft.shown.spec, names)
        self._page.choose(self._cell)
        self._model.show_chosen(draft.chosen)
        self._sheets.setCurrentIndex(draft.sheet)
        self._reference.setText(self._cell)
        figure = draft.figure_of.get(self._cell, "")
        self._figure.setCurrentIndex(self._figure.findData(figure))
        self._odd.say(draft.warnings)
        faults = self._ops.table_faults(draft)
        self._wrong.say(faults)
        self._agree.setEnabled(not faults)

    def _fit(self) -> None:
        self._page.set_scale(self._area.scale_for(self._page.page_width()))

    # ---- what the user says --------------------------------------------------------------

    def choose_cell(self, reference: str) -> None:
        """Look at a cell of the sheet; the figure can be chosen for it now."""
        self._cell = reference
        self._show(self._draft)
        self._figure.setFocus()

    def choose_figure(self, figure: str) -> None:
        """Let the chosen cell take a figure; empty: none."""
        if self._cell:
            self._show(self._draft.with_figure(self._cell, figure))

    def _take_figure(self) -> None:
        self.choose_figure(str(self._figure.currentData() or ""))

    def _take_reference(self) -> None:
        wanted = self._reference.text().strip().upper()
        if wanted == self._cell:
            return
        self._cell = wanted
        row = self._table.currentIndex().row()
        figure = self._model.figure(row) if row >= 0 else ""
        if wanted and figure and wanted not in self._draft.figure_of:
            self._show(self._draft.with_figure(wanted, figure))
        else:
            self._show(self._draft)

    def _show_figure(self, index: QModelIndex) -> None:
        """Look at the cell of the figure that was chosen in the list."""
        if index.isValid():
            self._cell = self._draft.chosen.get(self._model.figure(index.row()), "")
            self._show(self._draft)

    def _take_title(self) -> None:
        self._show(replace(self._draft, title="".join(self._title.text().split())))

    def _take_sheet(self) -> None:
        self._cell = ""
        self._show(self._draft.on_sheet(self._sheets.currentIndex()))
        self._fit()

    def adopt(self) -> None:
        """Make it the statistics table of the ledger's scheme, and close."""
        draft = self._draft

        def work(progress: "Progress") -> "Adopted":
            del progress
            return self._ops.adopt_table(draft)

        with refusals_shown(self, "没有采用"):
            adopted = wait_for(self, "正在采用统计表…", work)
            self.accept()
            self.applied.emit(adopted.changes)
