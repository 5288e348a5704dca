"""The objects of an assessment: a list to which people and organisations are added."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.cycle.assessed import ASSESSED_KINDS, AssessedKind
from app.domain.cycle.assessment import Assessed, VotedItems
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.ops.assessments import AssessmentOps
from app.ui.data_table import DataTable
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded
from app.ui.settings import Settings
from app.ui.structure.field import Listing
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

_HEADINGS = ("类别", "评议对象", "所在党组织", "评议内容", "备注")
_WIDTHS = {0: 80, 1: 150, 2: 170, 3: 120}
YOUNG = "预备党员，不评等次"


def _lines(objects: Iterable[Assessed], lists: Sequence[VotedItems]) -> list[Line]:
    titles = {each.id: each.title for each in lists}
    return [
        Line(
            each.key,
            (
                ASSESSED_KINDS[each.kind],
                each.name,
                each.place,
                titles.get(each.items, ""),
                "" if each.full else YOUNG,
            ),
            (),
            folded(f"{each.name} {each.place}"),
        )
        for each in objects
    ]


class ObjectsBox(Listing):
    """Shows the objects; 添加 opens the choice, 移除 takes the selected ones out."""

    def __init__(
        self,
        ops: AssessmentOps,
        settings: Settings,
        scope: tuple[OrganizationId, Round | None],
        objects: Sequence[Assessed],
        lists: Sequence[VotedItems],
    ) -> None:
        """Show objects.

        Args:
            ops: knows who can be chosen.
            settings: where widths of columns are remembered.
            scope: the unit from which objects are chosen, and the round.
            objects: what stands in the list first.
            lists: the lists of items that there are.
        """
        super().__init__()
        self._ops, self._settings, self._scope = ops, settings, scope
        self._objects = tuple(objects)
        self._lists = tuple(lists)
        self._model: LineModel[Line] = LineModel(_HEADINGS, self)
        self._table = DataTable("评议对象", settings)
        self._table.setModel(self._model)
        self._table.remember_columns(_WIDTHS)
        self._add = push_button("添加…", "添加评议对象")
        self._remove = push_button("移除", "移除评议对象", "把选中的移出名单")
        self._count = QLabel()
        buttons = QHBoxLayout()
        buttons.addWidget(self._count, 1)
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)
        self._add.clicked.connect(self._ask)
        self._remove.clicked.connect(self._take_out)
        self._show()

    @property
    def objects(self) -> tuple[Assessed, ...]:
        """What stands in the list."""
        return self._objects

    def state(self) -> object:
        """Return what stands in the list."""
        return self._objects

    def _show(self) -> None:
        self._model.show_lines(_lines(self._objects, self._lists))
        self._count.setText(f"共 {len(self._objects)} 个")
        self._remove.setEnabled(bool(self._objects))

    def _ask(self) -> None:
        dialog = AddObjectsDialog(self._ops, self._settings, self._scope, self._lists, self)
        dialog.chosen.connect(self._take_in)
        dialog.open()

    def _take_in(self, found: Sequence[Assessed]) -> None:
        known = {each.key for each in self._objects}
        self._objects += tuple(each for each in found if each.key not in known)
        self._show()
        self.edited.emit()

    def _take_out(self) -> None:
        rows = set(self._table.chosen_rows())
        self._objects = tuple(o for row, o in enumerate(self._objects) if row not in rows)
        self._show()
        self.edited.emit()


class AddObjectsDialog(FormLikeDialog):
    """Chooses objects of one class."""

    chosen = Signal(object)
    """The ``Assessed`` that were chosen, as a tuple."""

    def __init__(
        self,
        ops: AssessmentOps,
        settings: Settings,
        scope: tuple[OrganizationId, Round | None],
        lists: Sequence[VotedItems],
        parent: QWidget | None,
    ) -> None:
        """Offer everybody of a unit; see ``ObjectsBox``."""
        super().__init__("添加评议对象", "添加", parent)
        self._ops, self._scope = ops, scope
        self._lists = tuple(lists)
        self._found: tuple[Assessed, ...] = ()
        self._lines: list[Line] = []
        self._kind = QComboBox()
        for kind, word in ASSESSED_KINDS.items():
            self._kind.addItem(word, kind)
        self._kind.setCurrentIndex(self._kind.findData(AssessedKind.MEMBER))
        self._items = QComboBox()
        for each in lists:
            self._items.addItem(f"{each.title}（{len(each.items)} 项）", each.id)
        self._search = dressed(
            QLineEdit(placeholderText="查找姓名、党组织", clearButtonEnabled=True),
            accessibleName="查找",
        )
        self._model: LineModel[Line] = LineModel(_HEADINGS[:3] + _HEADINGS[4:], self)
        self._table = DataTable("可以评议的对象", settings)
        self._table.setModel(self._model)
        self._table.remember_columns({0: 80, 1: 170, 2: 200})
        self._all = push_button("全选", hint="选中列出的全部")
        self.row("类别", self._kind)
        self.row("评议内容", self._items)
        line = QHBoxLayout()
        line.addWidget(self._search, 1)
        line.addWidget(self._all)
        self.column.insertLayout(1, line)
        self.column.insertWidget(2, self._table, 1)
        self.give_room(self._table)
        fit(self, 560, 460)
        self._kind.currentIndexChanged.connect(self._read)
        self._search.textChanged.connect(self._filter)
        self._all.clicked.connect(self._table.selectAll)
        self._table.row_opened.connect(self.try_it)
        self._table.selectionModel().selectionChanged.connect(self._selected)
        self._read()

    def _read(self) -> None:
        unit, round_ = self._scope
        kind = AssessedKind(self._kind.currentData())
        with refusals_shown(self):
            self._found = wait_for(
                self,
                "正在读取名单…",
                lambda _progress: self._ops.choices(unit, round_, kind, ""),
            )
            self._lines = [
                replace(line, cells=line.cells[:3] + line.cells[4:])
                for line in _lines(self._found, ())
            ]
        self._filter()

    def _filter(self) -> None:
        shown = self._lines
        for word in folded(self._search.text()).split():
            shown = [line for line in shown if word in line.searched]
        self._model.show_lines(shown)
        self._selected()

    def _selected(self) -> None:
        count = len(self._table.chosen_rows())
        self.agree.setText(lettered(f"添加 {count} 个" if count else "添加"))

    def do_it(self) -> None:
        """Give what is selected."""
        keys = {self._model.line(row).id for row in self._table.chosen_rows()}
        if not keys:
            raise refusal("choice.missing", label="评议对象")
        items = str(self._items.currentData())
        self.chosen.emit(
            tuple(replace(each, items=items) for each in self._found if each.key in keys)
        )
