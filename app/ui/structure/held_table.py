"""The lists of posts and of leaders who answer for an organisation, with what can be done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import from_day
from app.domain.ids import AppointmentId, OrganizationId, OversightId, PersonId
from app.domain.organization import Appointment, Organization, Oversight, Person
from app.domain.words import OVERSIGHTS, POSTS, OrganizationKind, OversightKind, PostKind
from app.ops.editing import EditOps
from app.ui.structure.field import Listing
from app.ui.structure.value_dialogs import Named, OversightDialog, PostDialog
from app.ui.widgets import dressed

_NOBODY = PersonId("")


class Rows(QTableWidget):
    """Enter and Delete belong to the current row, not to the dialog around."""

    opened = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Delete takes it away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class HeldTable(Listing):
    """Rows of who holds what, from when to when; a kind says which columns and which dialog."""

    headings: Sequence[str] = ()
    widths: Sequence[int] = ()

    def __init__(
        self, name: str, editing: EditOps, given: Sequence[Named], parent: QWidget | None = None
    ) -> None:
        """Show what is given.

        Args:
            name: what the rows are, for screen readers.
            editing: names people.
            given: the rows.
            parent: the widget around it.
        """
        super().__init__(parent)
        self.editing = editing
        self._given = list(given)
        self._edited_row: int | None = None
        self._table = dressed(
            Rows(0, len(self.headings)),
            showGrid=False,
            accessibleName=name,
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            alternatingRowColors=True,
            tabKeyNavigation=False,
            minimumHeight=120,
        )
        self._table.setHorizontalHeaderLabels(list(self.headings))
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(self.widths, 1):
            header.resizeSection(column, width)
        self._buttons = {
            text: dressed(QPushButton(text, autoDefault=False), accessibleName=f"{text}{name}")
            for text in ("新增", "编辑", "删除", "上移", "下移")
        }
        self._lay_out()
        self._connect()
        self._show(0)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        for button in self._buttons.values():
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._table, 1)
        self.setFocusProxy(self._table)

    def _connect(self) -> None:
        self._buttons["新增"].clicked.connect(self._add)
        self._buttons["编辑"].clicked.connect(self._edit)
        self._buttons["删除"].clicked.connect(self._remove)
        self._buttons["上移"].clicked.connect(self._move_up)
        self._buttons["下移"].clicked.connect(self._move_down)
        self._table.opened.connect(self._edit)
        self._table.removed.connect(self._remove)
        self._table.doubleClicked.connect(self._open_row)
        self._table.itemSelectionChanged.connect(self._turn_buttons)

    # ---- what stands in it -----------------------------------------------------------------

    def given(self) -> Sequence[Named]:
        """Return the rows as they stand."""
        return tuple(self._given)

    def newcomers(self) -> tuple[Person, ...]:
        """Return the people in the rows who are not in the ledger yet."""
        return tuple(each.newcomer for each in self._given if each.newcomer is not None)

    def state(self) -> object:
        """Return what stands in the rows."""
        return tuple(each.value for each in self._given)

    def cells(self, named: Named) -> Sequence[str]:
        """Return the texts of a row."""
        raise NotImplementedError

    def empty(self) -> Named:
        """Return a row that names nobody yet."""
        raise NotImplementedError

    def dialog(self, named: Named) -> PostDialog | OversightDialog:
        """Return the dialog for a row."""
        raise NotImplementedError

    def _show(self, current: int) -> None:
        self._table.setRowCount(len(self._given))
        for row, named in enumerate(self._given):
            for column, text in enumerate(self.cells(named)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if self._is_past(named):
                    item.setForeground(self.palette().placeholderText())
                self._table.setItem(row, column, item)
        if self._given:
            self._table.selectRow(max(0, min(current, len(self._given) - 1)))
        self._turn_buttons()

    def _is_past(self, named: Named) -> bool:
        until = named.value.held.until
        return until is not None and until <= self.editing.directory.day

    # ---- what can be done --------------------------------------------------------------------

    def _row(self) -> int | None:
        rows = self._table.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _turn_buttons(self) -> None:
        row = self._row()
        for text in ("编辑", "删除"):
            self._buttons[text].setEnabled(row is not None)
        self._buttons["上移"].setEnabled(row is not None and row > 0)
        self._buttons["下移"].setEnabled(row is not None and row < len(self._given) - 1)

    def _add(self) -> None:
        self._edited_row = None
        self._open(self.empty())

    def _edit(self) -> None:
        row = self._row()
        if row is not None:
            self._edited_row = row
            self._open(self._given[row])

    def _open_row(self, index: QModelIndex) -> None:
        del index
        self._edit()

    def _open(self, named: Named) -> None:
        dialog = self.dialog(named)
        dialog.entered.connect(self._take)
        dialog.open()

    def _take(self, named: Named) -> None:
        if self._edited_row is None:
            self._given.append(named)
            self._show(len(self._given) - 1)
        else:
            self._given[self._edited_row] = named
            self._show(self._edited_row)
        self.edited.emit()

    def _remove(self) -> None:
        row = self._row()
        if row is not None:
            del self._given[row]
            self._show(row)
            self.edited.emit()

    def _move_up(self) -> None:
        self._swap(-1)

    def _move_down(self) -> None:
        self._swap(1)

    def _swap(self, step: int) -> None:
        row = self._row()
        if row is not None and 0 <= row + step < len(self._given):
            given = self._given
            given[row], given[row + step] = given[row + step], given[row]
            self._show(row + step)
            self.edited.emit()


class PostTable(HeldTable):
    """班子: who holds which post."""

    headings = ("人员", "职务", "职务名称", "任职起", "任职止")
    widths = (65, 95, 82, 82)

    def __init__(
        self,
        editing: EditOps,
        appointments: Sequence[Appointment],
        organization: Organization,
    ) -> None:
        """Show the posts of an organisation."""
        self._organization = organization
        given = [Named(a, _shown(editing, a.person_id)) for a in appointments]
        super().__init__("班子", editing, given)

    def appointments(self) -> tuple[Appointment, ...]:
        """Return the posts as they stand."""
        values = (named.value for named in self.given())
        return tuple(value for value in values if isinstance(value, Appointment))

    def cells(self, named: Named) -> Sequence[str]:
        """Return person, post, title, days."""
        post = named.value
        if not isinstance(post, Appointment):
            return ()
        return (named.shown, POSTS[post.post], post.title, *_days(post.held.since, post.held.until))

    def empty(self) -> Named:
        """Return a post for nobody yet: the secretary's while it is vacant."""
        post = PostKind.COMMITTEE_MEMBER
        if self._organization.kind is OrganizationKind.GROUP:
            post = PostKind.GROUP_LEADER
        elif not any(_is_secretary(a) for a in self.appointments()):
            post = PostKind.SECRETARY
        made = AppointmentId(self.editing.new_id())
        return Named(Appointment(made, _NOBODY, self._organization.id, post), "")

    def dialog(self, named: Named) -> PostDialog:
        """Return the dialog for a post."""
        return PostDialog(self.editing, named, self.window())


class OversightTable(HeldTable):
    """分管和联系点: which leaders answer for the organisation."""

    headings = ("领导", "方式", "起", "止")
    widths = (70, 82, 82)

    def __init__(
        self, editing: EditOps, oversights: Sequence[Oversight], organization_id: OrganizationId
    ) -> None:
        """Show the leaders who answer for an organisation."""
        self._organization_id = organization_id
        given = [Named(o, _shown(editing, o.person_id)) for o in oversights]
        super().__init__("分管和联系", editing, given)

    def oversights(self) -> tuple[Oversight, ...]:
        """Return the rows as they stand."""
        values = (named.value for named in self.given())
        return tuple(value for value in values if isinstance(value, Oversight))

    def cells(self, named: Named) -> Sequence[str]:
        """Return person, way, days."""
        oversight = named.value
        if not isinstance(oversight, Oversight):
            return ()
        held = oversight.held
        return (named.shown, OVERSIGHTS[oversight.kind], *_days(held.since, held.until))

    def empty(self) -> Named:
        """Return an oversight by nobody."""
        made = OversightId(self.editing.new_id())
        return Named(Oversight(made, _NOBODY, self._organization_id, OversightKind.IN_CHARGE), "")

    def dialog(self, named: Named) -> OversightDialog:
        """Return the dialog for an oversight."""
        return OversightDialog(self.editing, named, self.window())


def _is_secretary(post: Appointment) -> bool:
    return post.post is PostKind.SECRETARY and post.held.until is None


def _shown(editing: EditOps, person_id: PersonId) -> str:
    return editing.directory.identity(person_id)


def _days(since: date | None, until: date | None) -> tuple[str, str]:
    first, last = (from_day(day).for_table if day else "" for day in (since, until))
    return first, last
