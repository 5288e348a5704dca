"""The page 党员: the members of the chosen organisation, a thousand or a million of them."""

from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import PersonId
from app.domain.member_list import MEMBER_ORDERS, PRESENCES, MemberOrder, Presence
from app.domain.progress import Cancelled, Progress
from app.ops.changes import Topic
from app.ops.desk import Desk
from app.ops.people import MemberLine, MemberList
from app.ui.member_actions import MemberActions
from app.ui.member_model import Column, MemberModel
from app.ui.member_table import MemberTable, NobodyHint
from app.ui.page import Page, Place, Scope
from app.ui.settings import Settings
from app.ui.structure.deeds import Deed
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

WIDTHS = {
    Column.NAME: 78,
    Column.SEX: 40,
    Column.BIRTH: 72,
    Column.JOINED: 86,
    Column.ORGANIZATION: 185,
    Column.PARTY_POST: 85,
    Column.POST: 92,
    Column.CATEGORY: 72,
    Column.STATUS: 105,
    Column.TAGS: 105,
    Column.REVIEW: 145,
}
PAUSE_MS = 120
"""How long nothing is typed before the list is narrowed."""
MANY = 20_000
"""From here on the list is narrowed behind a progress dialog."""
ORDER_SETTING = "members.order"
_BUTTONS = ((Deed.NEW_MEMBER, "新增"), (Deed.EDIT_MEMBER, "编辑"), (Deed.TRANSFER, "转接"))
_NOBODY = "“{unit}”没有{which}党员。"
_HOW = "导入党员名册（Excel、WPS 表格或 CSV），或者逐个新增。"
_NOT_FOUND = "没有找到“{words}”。\n可以输入姓名、拼音、拼音首字母或职务的一部分。"


class MembersPage(Page):
    """Members with filters and a choice of orders; two clicks open one of them."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS})

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._members: MemberList | None = None
        self._model = MemberModel(self)
        self._count = dressed(QLabel(), accessibleName="党员人数")
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._presence = _choice("显示哪些党员", PRESENCES)
        self._order = _choice("排列顺序", MEMBER_ORDERS)
        self._order.setCurrentIndex(max(0, self._order.findData(settings.get(ORDER_SETTING))))
        self._words = dressed(
            QLineEdit(placeholderText="姓名、拼音、首字母或职务", clearButtonEnabled=True),
            accessibleName="查找党员",
            minimumWidth=150,
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._buttons = {
            deed: dressed(QPushButton(text, autoDefault=False), accessibleName=f"{text}党员")
            for deed, text in _BUTTONS
        }
        self._table = MemberTable("党员", settings)
        self._table.setModel(self._model)
        self._table.remember_columns({int(column): width for column, width in WIDTHS.items()})
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._empty = NobodyHint()
        self._actions = MemberActions(desk, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._count, 1)
        for button in self._buttons.values():
            top.addWidget(button)
        filters = QHBoxLayout()
        filters.setSpacing(6)
        filters.addWidget(QLabel("显示"))
        filters.addWidget(self._presence)
        filters.addSpacing(8)
        filters.addWidget(QLabel("排序"))
        filters.addWidget(self._order)
        filters.addSpacing(8)
        filters.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(filters)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self._presence.activated.connect(self._read_again)
        self._order.activated.connect(self._order_chosen)
        self._words.textChanged.connect(self._words_changed)
        self._words.returnPressed.connect(self._to_table)
        self._pause.timeout.connect(self._narrow)
        self._table.row_opened.connect(self._open_row)
        self._table.customContextMenuRequested.connect(self._pop_up)
        self._table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._buttons[Deed.NEW_MEMBER].clicked.connect(self._new)
        self._buttons[Deed.EDIT_MEMBER].clicked.connect(self._edit)
        self._buttons[Deed.TRANSFER].clicked.connect(self._transfer)
        self._empty.asked.connect(self.asked)
        self._actions.told.connect(self.told)
        self._actions.wanted.connect(self.wanted)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show the members of an organisation as of today."""
        self._scope = scope
        self._read_again()

    def _read_again(self) -> None:
        if self._scope is None:
            return
        self._pause.stop()
        self._show_narrowed(wait_for(self, "正在读取党员…", self._read))

    def _read(self, progress: Progress) -> MemberList | None:
        del progress
        scope = self._scope
        assert scope is not None
        presence, order = Presence(self._presence.currentData()), self.order
        self._members = self.desk.people.members(scope.unit, scope.round, presence, order)
        return self._narrowed()

    @property
    def order(self) -> MemberOrder:
        """In which order the list stands."""
        return MemberOrder(self._order.currentData())

    def _order_chosen(self) -> None:
        self.settings.set(ORDER_SETTING, self.order.value)
        self._read_again()

    # ---- narrowing ---------------------------------------------------------------------------

    def _words_changed(self) -> None:
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs behind a page that nobody sees."""
        self._pause.stop()
        super().hideEvent(event)

    def _narrow(self) -> None:
        self._pause.stop()
        if self._members is None:
            return
        if len(self._members) > MANY or not self.desk.people.is_ready:
            self._show_narrowed(wait_for(self, "正在查找…", self._narrow_in_worker))
        else:
            self._show_narrowed(self._narrowed())

    def _narrow_in_worker(self, progress: Progress) -> MemberList | None:
        del progress
        return self._narrowed()

    def _narrowed(self) -> MemberList | None:
        words = self._words.text()
        return self._members.containing(words) if self._members is not None else None

    def _show_narrowed(self, members: MemberList | None) -> None:
        current = self.current_person()
        self._table.shown = members
        self._model.show_members(members)
        self._show_count(len(members) if members is not None else 0)
        if current is not None:
            self.choose(current)
        self._selection_changed()

    def _show_count(self, shown: int) -> None:
        scope, total = self._scope, len(self._members) if self._members is not None else 0
        assert scope is not None
        workspace = self.desk.workspace
        unit = workspace.directory(workspace.today()).tree[scope.unit].name
        presence = Presence(self._presence.currentData())
        which = "" if presence is Presence.ALL else PRESENCES[presence]
        words = self._words.text().strip()
        part = f"，找到 {shown:,} 名" if words else ""
        self._count.setText(f"{unit}：{which}党员 {total:,} 名{part}")
        self._count.setToolTip(self._count.text())
        if shown:
            self._stack.setCurrentIndex(0)
        elif words and total:
            self._empty.show_text(_NOT_FOUND.format(words=words))
            self._stack.setCurrentIndex(1)
        else:
            missing = _NOBODY.format(unit=unit, which=which)
            offers = presence is not Presence.LEFT
            self._empty.show_text(f"{missing}\n{_HOW}" if offers else missing, offers=offers)
            self._stack.setCurrentIndex(1)

    # ---- choosing ----------------------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Choose a person; the filters that hide him are lifted."""
        if place.person is None or self.choose(place.person):
            return
        self._words.clear()
        self._presence.setCurrentIndex(self._presence.findData(Presence.ALL))
        self._read_again()
        self.choose(place.person)

    def choose(self, person_id: PersonId) -> bool:
        """Make a person the current one; tell whether the list holds him."""
        row = self._model.row_of(person_id)
        if row is None:
            return False
        index = self._model.index(row, Column.NAME)
        self._table.choose_row(index)
        return True

    def current_person(self) -> PersonId | None:
        """Return the person in the current row, or None."""
        index = self._table.currentIndex()
        line = self._model.line(index.row()) if index.isValid() else None
        return line.person if line is not None else None

    def chosen_lines(self) -> list[MemberLine]:
        """Return the chosen members, from the top down."""
        try:
            return self._table.lines(self._table.chosen_rows())
        except Cancelled:
            return []

    def _chosen_count(self) -> int:
        return sum(part.height() for part in self._table.selectionModel().selection().toList())

    def _to_table(self) -> None:
        """Enter goes from the words to the first member found."""
        self._narrow()
        if self._model.rowCount():
            self._table.choose_row(self._model.index(0, Column.NAME))
            self._table.setFocus()

    # ---- acting ------------------------------------------------------------------------------

    def _selection_changed(self) -> None:
        chosen = self._chosen_count()
        self._buttons[Deed.EDIT_MEMBER].setEnabled(chosen == 1)
        self._buttons[Deed.TRANSFER].setEnabled(chosen > 0)

    def _ready(self) -> MemberActions:
        unit = self._scope.unit if self._scope is not None else None
        self._actions.choose(unit, self.chosen_lines())
        return self._actions

    def _pop_up(self, place: QPoint) -> None:
        self._ready().pop_up(self._table.viewport().mapToGlobal(place))

    def _open_row(self, index: QModelIndex) -> None:
        del index
        self._edit()

    def _new(self) -> None:
        self._ready().do(Deed.NEW_MEMBER)

    def _edit(self) -> None:
        self._ready().do(Deed.EDIT_MEMBER)

    def _transfer(self) -> None:
        self._ready().do(Deed.TRANSFER)


def _choice(name: str, words: dict[Presence, str] | dict[MemberOrder, str]) -> QComboBox:
    choice = dressed(QComboBox(), accessibleName=name, toolTip=name)
    for value, word in words.items():
        choice.addItem(word, value)
    return choice
