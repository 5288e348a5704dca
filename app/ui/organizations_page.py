"""The page 党组织: the chosen organisation and all below it, with what can be done with them."""

from collections.abc import Sequence
from enum import IntEnum
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId
from app.domain.progress import Progress
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind
from app.ops.changes import Changes, Topic
from app.ops.desk import Desk
from app.ops.organizations import ListedOrganization
from app.ui.data_table import DataTable
from app.ui.filter_row import Facet, FilterRow
from app.ui.line_model import Line, LineModel, folded
from app.ui.organization_menu import (
    DELETE,
    FORMS,
    HISTORY,
    RECORDS,
    organization_menu,
    show_history,
)
from app.ui.page import Page, PageName, Place, Scope
from app.ui.settings import Settings
from app.ui.structure.deeds import Deed, open_deed
from app.ui.waiting import wait_for
from app.ui.widgets import dressed


class Column(IntEnum):
    """The columns, in their order."""

    NAME = 0
    KIND = 1
    PARENT = 2
    SECRETARY = 3
    COMMITTEE = 4
    MEMBERS = 5
    REVIEW = 6
    TAGS = 7
    IN_CHARGE = 8
    CONTACT = 9
    FOUNDED = 10
    ENDED = 11


HEADINGS = (
    *("党组织名称", "类别", "上级党组织", "书记", "班子成员", "党员人数"),
    *("点评情况", "标签", "分管领导", "联系领导", "成立日期", "撤销日期"),
)
WIDTHS = {
    Column.NAME: 210,
    Column.KIND: 80,
    Column.PARENT: 170,
    Column.SECRETARY: 70,
    Column.COMMITTEE: 150,
    Column.MEMBERS: 70,
    Column.REVIEW: 155,
    Column.TAGS: 90,
    Column.IN_CHARGE: 75,
    Column.CONTACT: 75,
    Column.FOUNDED: 85,
    Column.ENDED: 85,
}
VACANT, HELD, EXISTING, GONE = "书记空缺", "书记在任", "现有", "已撤销或未成立"
FACETS = (
    Facet("类别", tuple(ORGANIZATION_KINDS.values())),
    Facet("标签"),
    Facet("书记", (VACANT, HELD)),
    Facet("状态", (EXISTING, GONE)),
)
_LOWEST = ORGANIZATION_KINDS[OrganizationKind.GROUP]
_ELSEWHERE = {RECORDS: PageName.LEDGER, "tasks": PageName.TASKS, "members": PageName.MEMBERS}
_COPY = "copy"
_MORE = (("tasks", "点评任务"), ("members", "党员"), None, (_COPY, "复制"))
_RED, _GREY = QColor("#c62828"), QColor("#8a8a8a")
_ALONE = "“{unit}”下面还没有党组织。\n可以逐个新增，也可以导入党组织名单（Excel、WPS 表格或 CSV）。"


def organization_lines(found: Sequence[ListedOrganization]) -> tuple[Line, ...]:
    """Return the lines of a list of organisations."""
    return tuple(map(_line, found))


def _line(listed: ListedOrganization) -> Line:
    cells = (
        *(listed.name, listed.kind_word, listed.parent),
        VACANT if listed.vacant else listed.secretary,
        *(listed.committee, f"{listed.members:,}", listed.review, listed.tags),
        *(listed.in_charge, listed.contact, listed.founded, listed.ended),
    )
    held = HELD if listed.secretary else ""
    facets = (
        listed.kind_word,
        listed.tags,
        VACANT if listed.vacant else held,
        GONE if listed.gone else EXISTING,
    )
    searched = (listed.name, listed.parent, listed.committee, listed.tags)
    leaders = (listed.in_charge, listed.contact)
    return Line(listed.id, cells, facets, folded("\n".join((*searched, *leaders))))


def _member_count(line: Line) -> int:
    return int(line.cells[Column.MEMBERS].replace(",", ""))


class OrganizationListModel(LineModel[Line]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(
            HEADINGS,
            parent,
            keys={Column.MEMBERS: _member_count},
            numbers=frozenset({Column.MEMBERS}),
        )

    def colour(self, line: Line, column: int) -> QColor | None:
        """Return red for a vacancy, grey for what does not exist today."""
        if line.facets[3] == GONE:
            return _GREY
        return _RED if column == Column.SECRETARY and line.facets[2] == VACANT else None


class OrganizationsPage(Page):
    """Organisations with filters; two clicks open one of them."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS})

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._lines: Sequence[Line] = ()
        self._model = OrganizationListModel(self)
        self._count = dressed(QLabel(), accessibleName="党组织数")
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._new = dressed(
            QPushButton("新增下级", autoDefault=False), accessibleName="新增下级党组织"
        )
        self._edit = dressed(QPushButton("编辑", autoDefault=False), accessibleName="编辑党组织")
        self._edit.setToolTip("编辑所选党组织（双击或回车）")
        self._more = dressed(QPushButton("更多", autoDefault=False), accessibleName="更多操作")
        self._filters = FilterRow(FACETS)
        self._table = DataTable("党组织", settings)
        self._table.setModel(self._model)
        self._table.setSortingEnabled(True)
        self._table.horizontalHeader().setSortIndicatorClearable(True)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._table.remember_columns({int(column): width for column, width in WIDTHS.items()})
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._hint = dressed(QLabel(wordWrap=True), accessibleName="提示")
        self._load = dressed(QPushButton("导入…", autoDefault=False), accessibleName="导入党组织")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._count, 1)
        for button in (self._new, self._edit, self._more):
            top.addWidget(button)
        self._below = QWidget()
        empty = QHBoxLayout(self._below)
        empty.setContentsMargins(0, 4, 0, 0)
        empty.addWidget(self._hint, 1)
        empty.addWidget(self._load)
        self._nothing = dressed(
            QLabel("没有符合筛选条件的党组织。", alignment=Qt.AlignmentFlag.AlignCenter)
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addLayout(self._stack, 1)
        column.addWidget(self._below)

    def _connect(self) -> None:
        self._table.row_opened.connect(self._open_row)
        self._table.customContextMenuRequested.connect(self._pop_up)
        self._table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._filters.changed.connect(self._filter)
        self._new.clicked.connect(self._add_below)
        self._edit.clicked.connect(self.edit_current)
        self._more.clicked.connect(self._show_more)
        self._load.clicked.connect(self._ask_load)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show an organisation and all below it, as of today."""
        self._scope = scope
        self._lines = wait_for(self, "正在读取党组织…", self._read)
        existing = sum(1 for line in self._lines if line.facets[3] == EXISTING)
        unit = self._lines[0].cells[Column.NAME] if self._lines else ""
        self._count.setText(f"{unit}：现有党组织 {existing:,} 个（含本级）")
        self._count.setToolTip(self._count.text())
        self._hint.setText(_ALONE.format(unit=unit))
        kind = self._lines[0].cells[Column.KIND] if self._lines else ""
        self._below.setVisible(len(self._lines) == 1 and kind != _LOWEST)
        self._filter()

    def _read(self, progress: Progress) -> Sequence[Line]:
        del progress
        scope = self._scope
        if scope is None:
            return ()
        return organization_lines(self.desk.organizations.under(scope.unit, scope.round))

    def _filter(self) -> None:
        """Show the lines that the filters let pass; the current one stays current."""
        current = self.current_organization()
        shown = self._filters.kept(self._lines)
        self._model.show_lines(shown)
        self._stack.setCurrentIndex(0 if shown or not self._lines else 1)
        if current is not None:
            self.choose(current)
        self._selection_changed()

    # ---- choosing ----------------------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Choose the organisation that a place names; filters that hide it are lifted."""
        if place.organization is not None and not self.choose(place.organization):
            self._filters.clear()
            self.choose(place.organization)

    def choose(self, organization_id: OrganizationId) -> bool:
        """Make an organisation the current one; tell whether the list holds it."""
        row = self._model.row_of(organization_id)
        if row is None:
            return False
        index = self._model.index(row, Column.NAME)
        self._table.choose_row(index)
        return True

    def current_organization(self) -> OrganizationId | None:
        """Return the organisation in the current row, or None."""
        index = self._table.currentIndex()
        return OrganizationId(self._model.line(index.row()).id) if index.isValid() else None

    def _selection_changed(self) -> None:
        self._edit.setEnabled(self.current_organization() is not None)

    # ---- acting ------------------------------------------------------------------------------

    def do(self, deed: Deed) -> None:
        """Open the dialog of a deed with the current organisation, else with the chosen unit."""
        open_deed(deed, self, self.desk, self._unit(), (), self._tell)

    def _unit(self) -> OrganizationId:
        """Return the current organisation, else the chosen unit."""
        unit = self._scope.unit if self._scope is not None else self.desk.workspace.root_id
        return self.current_organization() or unit

    def _ask_forms(self) -> None:
        """Ask for the export of the forms of the current organisation."""
        self.wanted.emit(Place(organization=self._unit()))
        self.asked.emit("export_forms")

    def _delete(self) -> None:
        from app.ui.mistakes import delete_organization

        changes = delete_organization(self, self.desk, self._unit())
        if changes is not None:
            self._tell(changes)

    def _tell(self, changes: Changes) -> None:
        self.told.emit(changes)

    def edit_current(self) -> None:
        """Open the current organisation."""
        if self.current_organization() is not None:
            self.do(Deed.EDIT_ORGANIZATION)

    def _open_row(self, index: QModelIndex) -> None:
        del index
        self.edit_current()

    def _add_below(self) -> None:
        self.do(Deed.NEW_ORGANIZATION)

    def _ask_load(self) -> None:
        self.asked.emit("load")

    def _pop_up(self, place: QPoint) -> None:
        self._menu().popup(self._table.viewport().mapToGlobal(place))

    def _show_more(self) -> None:
        self._menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _menu(self) -> QMenu:
        """Return the menu of the current organisation; it deletes itself."""
        at_root = self.current_organization() in (None, self.desk.workspace.root_id)
        has_round = self._scope is not None and self._scope.round is not None
        menu = organization_menu(self, is_root=at_root, has_round=has_round, more=_MORE)
        menu.triggered.connect(self._act)
        return menu

    def _act(self, action: QAction) -> None:
        name = str(action.data())
        if name == _COPY:
            self._table.copy()
        elif name in _ELSEWHERE:
            self.wanted.emit(Place(_ELSEWHERE[name], self.current_organization()))
        elif name == FORMS:
            self._ask_forms()
        elif name == HISTORY:
            show_history(self, self.desk, self.settings, self._unit())
        elif name == DELETE:
            self._delete()
        else:
            self.do(Deed(name))
