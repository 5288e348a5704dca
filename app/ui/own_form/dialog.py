"""The dialog 自有表样: the page with the guesses marked, the list of its cells, and 采用."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.own_form import OWN, Certainty, FormDraft, is_own
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.own_form.cell_model import CellColumn, CellModel
from app.ui.own_form.cell_panel import CellPanel
from app.ui.own_form.fault_line import FaultLine
from app.ui.own_form.head_box import HeadBox
from app.ui.own_form.legend import Legend
from app.ui.own_form.page import FormPage
from app.ui.paper_form.sheet_area import SheetArea
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.own_forms import Adopted, OwnFormOps

TITLE = "自有表样"
WIDTHS: Mapping[CellColumn, int] = {
    CellColumn.LABEL: 150,
    CellColumn.FIELD: 124,
    CellColumn.KIND: 58,
    CellColumn.REQUIRED: 42,
}


class OwnFormDialog(QDialog):
    """Nothing is written before 采用."""

    applied = Signal(object)
    """The ``Changes`` of taking the form in."""

    def __init__(
        self, own_forms: "OwnFormOps", path: Path, draft: FormDraft, parent: QWidget | None
    ) -> None:
        """Show what is proposed.

        Args:
            own_forms: reads and takes in forms.
            path: the file, read again where another target is chosen.
            draft: what was read from it.
            parent: the main window.
        """
        super().__init__(parent)
        dressed(self, windowTitle=f"{TITLE}：{path.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ops, self._path, self._draft = own_forms, path, draft
        self._head = HeadBox()
        self._odd = FaultLine("文件的特别之处")
        self._wrong = FaultLine("还不能采用的原因", wrong=True)
        self._page = FormPage()
        self._area = SheetArea("表样")
        self._model = CellModel(self)
        self._table = dressed(
            QTableView(showGrid=False),
            accessibleName="填写格",
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            alternatingRowColors=True,
            tabKeyNavigation=False,
        )
        self._table.setModel(self._model)
        self._panel = CellPanel()
        self._count = dressed(QLabel(), accessibleName="小计")
        self._agree = dressed(
            QPushButton(lettered("采用"), autoDefault=False), accessibleName="采用"
        )
        self._refuse = dressed(
            QPushButton(lettered("取消"), autoDefault=False), accessibleName="取消"
        )
        self._lay_out()
        self._connect()
        self._panel.offer(self._ops.choices(draft.target))
        self._show(draft)
        if draft.cells:
            self._table.selectRow(0)
        fit(self, 1240, 680)

    def _lay_out(self) -> None:
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, width in WIDTHS.items():
            header.resizeSection(section, width)
        header.setSectionResizeMode(CellColumn.CERTAINTY, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(26)
        self._area.setWidget(self._page)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._panel)
        middle = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        middle.addWidget(self._area)
        middle.addWidget(right)
        middle.setSizes([740, 470])
        middle.setStretchFactor(0, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(Legend())
        bottom.addStretch(1)
        bottom.addWidget(self._count)
        bottom.addWidget(self._agree)
        bottom.addWidget(self._refuse)
        whole = QVBoxLayout(self)
        whole.addWidget(self._head)
        whole.addWidget(self._odd)
        whole.addWidget(self._wrong)
        whole.addWidget(middle, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self._head.edited.connect(self._take_head)
        self._head.target_chosen.connect(self._take_target)
        self._page.clicked.connect(self.choose_cell)
        self._area.resized.connect(self._fit)
        self._table.selectionModel().currentRowChanged.connect(self._show_chosen)
        self._table.activated.connect(self._panel.focus_field)
        self._panel.field_chosen.connect(self.choose_field)
        self._panel.said.connect(self._take_cell)
        self._agree.clicked.connect(self.adopt)
        self._refuse.clicked.connect(self.reject)

    @property
    def draft(self) -> FormDraft:
        """The form as it stands."""
        return self._draft

    # ---- showing -------------------------------------------------------------------------

    def _show(self, draft: FormDraft) -> None:
        self._draft = draft
        self._head.show_draft(draft, self._ops.replaceable(draft.target))
        fields = self._ops.choices(draft.target)
        self._model.show_draft(draft, fields)
        self._page.show_form(self._ops.preview(draft), draft.cells, fields)
        self._odd.say(self._ops.advice(draft))
        faults = self._ops.faults(draft)
        self._wrong.say(
            [f if f.place != draft.file else replace(f, place="") for f in faults], places=True
        )
        self._agree.setEnabled(not faults)
        guessed = sum(cell.certainty is Certainty.GUESSED for cell in draft.cells)
        text = f"{len(draft.fields)} 个填写格"
        self._count.setText(f"{text}，{guessed} 个请核对　" if guessed else f"{text}　")
        self._show_chosen()

    def _show_chosen(self) -> None:
        index = self._chosen()
        known = 0 <= index < len(self._draft.cells)
        self._panel.show_cell(self._draft.cells[index] if known else None)
        self._page.choose(index)
        if known:
            self._table.scrollTo(self._model.index(index, 0, QModelIndex()))
        place = self._page.place_of(index).center()
        self._area.ensureVisible(round(place.x()), round(place.y()), 40, 60)

    def _chosen(self) -> int:
        return self._table.currentIndex().row()

    def _fit(self) -> None:
        self._page.set_scale(self._area.scale_for(self._page.page_width()))

    def choose_cell(self, index: int) -> None:
        """Choose a cell of the form, in the list and on the page."""
        self._table.selectRow(index)

    # ---- what the user says --------------------------------------------------------------

    def choose_field(self, key: str) -> None:
        """Let the chosen cell take another field."""
        index = self._chosen()
        if key == OWN:
            if is_own(self._draft.cells[index].key):
                return
            key = self._ops.free_key(self._draft)
        self._show(self._draft.with_field(index, key))

    def _take_cell(self) -> None:
        index = self._chosen()
        if 0 <= index < len(self._draft.cells):
            changed = self._draft.with_cell(index, **self._panel.wanted())
            if changed != self._draft:
                self._show(changed)

    def _take_head(self) -> None:
        self._show(replace(self._draft, **self._head.wanted()))  # type: ignore[arg-type]

    def _take_target(self) -> None:
        """Read the file again for other targets: its labels mean other fields then."""
        target, path = self._head.target, self._path
        old = self._draft

        def work(progress: "Progress") -> FormDraft:
            del progress
            return self._ops.read(path, target)

        with refusals_shown(self, "没有读入"):
            fresh = wait_for(self, "正在读取表样…", work)
            self._panel.offer(self._ops.choices(target))
            self._show(
                replace(fresh, title=old.title, short_title=old.short_title, copies=old.copies)
            )

    def adopt(self) -> None:
        """Make it a form of the ledger's scheme, and close."""
        draft = self._draft

        def work(progress: "Progress") -> "Adopted":
            del progress
            return self._ops.adopt(draft)

        with refusals_shown(self, "没有采用"):
            adopted = wait_for(self, "正在采用表样…", work)
            self.accept()
            self.applied.emit(adopted.changes)
