"""参会人员: who is to come, as what, and why somebody is away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QVBoxLayout

from app.domain.cycle.meetings import ROLES, STANDINGS, Attendee, Role
from app.domain.ids import PersonId
from app.domain.typed import NAME_LENGTH, typed_line
from app.ops.attendance import COMPANIES, Company
from app.ui.data_table import DataTable
from app.ui.meetings.roll_model import ABSENT, NAME, ROLE, UNIT, RollModel
from app.ui.people import PersonRow
from app.ui.settings import Settings
from app.ui.structure.field import Listing
from app.ui.widgets import push_button

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.ops.desk import Desk

REASONS = ("请假", "出差", "生病", "在外学习", "值班")
_WIDTHS = {NAME: 90, ROLE: 150, UNIT: 180, ABSENT: 90}


class RollTable(DataTable):
    """Delete takes the chosen people off the roll."""

    removal_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the Delete key."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
            return
        super().keyPressEvent(event)


class RollBox(Listing):
    """Edits the roll of a meeting; what is chosen in the table is changed by the buttons."""

    def __init__(
        self, desk: "Desk", settings: Settings, unit: "OrganizationId", roll: Sequence[Attendee]
    ) -> None:
        """Show a roll.

        Args:
            desk: the ledger.
            settings: where the table remembers its columns.
            unit: whose people can be added together.
            roll: who stands on it first.
        """
        super().__init__()
        self._attendance, self._unit = desk.gatherings.attendance, unit
        self.model = RollModel(roll, self)
        self._picker = PersonRow(desk, outsiders=True)
        self._picker.setPlaceholderText("输入姓名加入；不在台账里的选“系统外人员”")
        self._picker.setAccessibleName("加入参会人员")
        self._add = push_button("加入", "加入一批人员", "加入全体党员、班子成员或书记")
        self._role = push_button("身份", "身份和分工", "给所选的人定身份和分工，可以兼几样")
        self._absent = push_button("缺席", "缺席原因", "写明所选的人为什么缺席")
        self._remove = push_button("移除", "移除参会人员", "把所选的人从名单里去掉（Delete）")
        self.table = RollTable("参会人员", settings)
        self.table.setModel(self.model)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.remember_columns(_WIDTHS)
        self._add.setMenu(self._add_menu())
        self._role_menu = self._made_role_menu()
        self._role.setMenu(self._role_menu)
        self._absent.setMenu(self._absent_menu())
        self._lay_out()
        self._connect()
        self._tell()

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        for company in Company:
            size = self._attendance.size(self._unit, company)
            if size:
                action = menu.addAction(f"{COMPANIES[company]}（{size} 人）")
                action.setData(company.value)
        menu.addSeparator()
        menu.addAction("外来人员（直接填写）")
        menu.triggered.connect(self._add_company)
        return menu

    def _made_role_menu(self) -> QMenu:
        menu = QMenu(self)
        for number, role in enumerate((*STANDINGS, *(r for r in Role if r not in STANDINGS))):
            if number == len(STANDINGS):
                menu.addSeparator()
            action = menu.addAction(ROLES[role])
            action.setCheckable(True)
            action.setData(role.value)
        menu.aboutToShow.connect(self._tick_roles)
        menu.triggered.connect(self._turn_role)
        return menu

    def _absent_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("到会").setData("")
        menu.addSeparator()
        for reason in REASONS:
            menu.addAction(reason).setData(reason)
        menu.triggered.connect(self._say_absent)
        return menu

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._picker, 1)
        for button in (self._add, self._role, self._absent, self._remove):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self._picker)

    def _connect(self) -> None:
        self._picker.chosen.connect(self._take)
        self._picker.outside_asked.connect(self.add_outsider)
        self._remove.clicked.connect(self.take_out)
        self.table.removal_wanted.connect(self.take_out)
        self.table.row_opened.connect(self._edit)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.model.dataChanged.connect(self._tell)
        self.model.rowsInserted.connect(self._tell)
        self.model.rowsRemoved.connect(self._tell)

    # ---- who comes ---------------------------------------------------------------------------

    def _take(self, person_id: str) -> None:
        self._picker.show_person(None, "")
        self.add((self._attendance.person(PersonId(person_id)),))

    def add(self, people: Sequence[Attendee]) -> None:
        """Add people and choose the last of them."""
        before = self.model.rowCount()
        if self.model.add(people):
            self._choose(range(before, self.model.rowCount()))

    def add_outsider(self, name: str = "") -> None:
        """Add a line for somebody who does not stand in the ledger, and let it be typed into."""
        self._picker.show_person(None, "")
        row = self.model.add_empty()
        self._choose([row])
        column = NAME
        if name:
            self.model.setData(self.model.index(row, NAME), name)
            column = UNIT
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(row, column))
        self.table.edit(self.model.index(row, column))

    def _add_company(self, action: QAction) -> None:
        if action.data() is None:
            self.add_outsider()
        else:
            self.add(self._attendance.company(self._unit, Company(action.data())))

    def take_out(self) -> None:
        """Take the chosen people off the roll."""
        self.model.remove(self.table.chosen_rows())

    # ---- what they do ------------------------------------------------------------------------

    def _tick_roles(self) -> None:
        chosen = [self.model.roll[row] for row in self.table.chosen_rows()]
        for action in self._role_menu.actions():
            if not action.isSeparator():
                role = Role(action.data())
                action.setChecked(bool(chosen) and all(role in each.roles for each in chosen))

    def _turn_role(self, action: QAction) -> None:
        self.model.turn(self.table.chosen_rows(), Role(action.data()))

    def _say_absent(self, action: QAction) -> None:
        self.model.say_absent(self.table.chosen_rows(), str(action.data()))

    def _pop_up(self, place: QPoint) -> None:
        if self.table.chosen_rows():
            self._role_menu.popup(self.table.viewport().mapToGlobal(place))

    def _edit(self, index: QModelIndex) -> None:
        """Type into a cell; a role is chosen from its menu."""
        if index.column() == ROLE:
            place = self.table.visualRect(index).bottomLeft()
            self._role_menu.popup(self.table.viewport().mapToGlobal(place))
        elif not self.table.isPersistentEditorOpen(index):  # Enter in the editor comes here too
            self.table.edit(index)

    def _choose(self, rows: Sequence[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        selection.clearSelection()
        for row in rows:
            selection.select(self.model.index(row, 0), flags.Select | flags.Rows)
        self.table.scrollToBottom()

    # ---- the field ---------------------------------------------------------------------------

    def _allow(self) -> None:
        chosen = bool(self.table.chosen_rows())
        for button in (self._role, self._absent, self._remove):
            button.setEnabled(chosen)

    def _tell(self) -> None:
        self._allow()
        self.edited.emit()

    def state(self) -> object:
        """Return who stands on the roll."""
        return self.model.roll

    @property
    def people(self) -> tuple[Attendee, ...]:
        """Everybody; lines in which nothing was typed are left out."""
        return tuple(each for each in self.model.roll if each.name.strip() or each.unit.strip())

    def attendees(self) -> tuple[Attendee, ...]:
        """Return ``people`` for keeping.

        Raises:
            Refusal: ``text.too_long``, ``text.unprintable``.
        """
        roll = self.people
        for each in roll:
            typed_line(each.name, "参会人员", NAME_LENGTH)
            typed_line(each.unit, "参会人员")
            typed_line(each.absent, "参会人员")
        return roll


def counts_text(roll: Sequence[Attendee]) -> str:
    """Return how many should come, come and are away, and who comes beside them."""
    own = [each for each in roll if each.counts]
    away = sum(1 for each in own if each.absent)
    text = f"应到 {len(own)} 人，实到 {len(own) - away} 人，缺席 {away} 人"
    others = len(roll) - len(own)
    return f"{text}；另有点评人、代表、列席 {others} 人。" if others else f"{text}。"
