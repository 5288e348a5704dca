"""The chooser for 点评领导: several people, from the ledger or from outside, and the reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.ids import PersonId
from app.domain.reviewer_text import Candidate
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text
from app.ui.paper_form.filling import Filling
from app.ui.paper_form.form_desk import FormSource
from app.ui.person_picker import PersonPicker
from app.ui.widgets import dressed
from app.ui.window_size import fit

WIDTH = 460
USUAL_REASON = "原定点评人不能参加"


class ChosenList(QListWidget):
    """Who was chosen; Delete takes one out."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current one out at Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.take_current()
            return
        super().keyPressEvent(event)

    def take_current(self) -> None:
        """Take the current one out."""
        if self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self.removed.emit()


class ReviewersDialog(FormLikeDialog):
    """Chooses the reviewers of one form."""

    chosen = Signal(object, str)
    """The ``Candidate``s in their order, and why the task goes to them."""
    entered = Signal(object)
    """The ``Changes`` of somebody from outside who was entered."""

    def __init__(self, source: FormSource, filling: Filling, parent: QWidget) -> None:
        """Show who is chosen now.

        Args:
            source: knows the people.
            filling: the form.
            parent: the form dialog.
        """
        super().__init__("选择点评领导", "确定", parent)
        self._source = source
        self._filling = filling
        self._people: dict[PersonId, Candidate] = {}
        self._picker = dressed(PersonPicker(source.search, self), accessibleName="添加点评领导")
        self._list = dressed(ChosenList(), accessibleName="点评领导", maximumHeight=110)
        self._remove = dressed(
            QPushButton("移除", autoDefault=False), accessibleName="移除所选点评领导"
        )
        self._outside = QGroupBox("系统外人员")
        self._name = QLineEdit(placeholderText="姓名")
        self._unit = QLineEdit(placeholderText="单位，例如 市委组织部")
        self._post = QLineEdit(placeholderText="职务，例如 副部长")
        self._enter = dressed(
            QPushButton("录入", autoDefault=False), accessibleName="录入系统外人员"
        )
        self._reason_label = QLabel("改派原因")
        self._reason = dressed(QLineEdit(USUAL_REASON), accessibleName="改派原因")
        self._planned = dressed(
            QLabel(f"原定由{filling.planned_text()}点评，改由别人点评会同时改派这条任务。"),
            wordWrap=True,
        )
        self._lay_out()
        self._wire()
        for person in filling.persons:
            self._add(source.candidate(person))
        self._show_reason()
        fit(self, WIDTH, self.sizeHint().height())
        self._picker.setFocus()

    def _lay_out(self) -> None:
        listed = QVBoxLayout()
        listed.addWidget(self._list)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._remove)
        listed.addLayout(row)
        self.row("添加", self._picker)
        self.rows.addRow("点评领导", listed)
        fields = QFormLayout(self._outside)
        for label, line in (("姓名", self._name), ("单位", self._unit), ("职务", self._post)):
            line.setAccessibleName(f"系统外人员的{label}")
            fields.addRow(label, line)
        enter = QHBoxLayout()
        enter.addStretch(1)
        enter.addWidget(self._enter)
        fields.addRow(enter)
        self.column.insertWidget(1, self._outside)
        reason = QFormLayout()
        reason.addRow(self._planned)
        reason.addRow(self._reason_label, self._reason)
        self.column.insertLayout(2, reason)

    def _wire(self) -> None:
        self._picker.chosen.connect(self._take)
        self._picker.outside_asked.connect(self._ask_outside)
        self._list.removed.connect(self._show_reason)
        self._remove.clicked.connect(self._list.take_current)
        self._enter.clicked.connect(self._enter_outside)

    # ---- who -----------------------------------------------------------------------------

    def persons(self) -> list[PersonId]:
        """Return who is chosen, in order."""
        rows = range(self._list.count())
        return [PersonId(self._list.item(row).data(Qt.ItemDataRole.UserRole)) for row in rows]

    def _add(self, person: Candidate) -> None:
        if person.person_id not in self.persons():
            self._people[person.person_id] = person
            item = QListWidgetItem(person.identity, self._list)
            item.setData(Qt.ItemDataRole.UserRole, person.person_id)
            self._list.setCurrentItem(item)
        self._show_reason()

    def _take(self, person_id: str) -> None:
        self._add(self._source.candidate(PersonId(person_id)))
        self._picker.show_person(None, "")

    def _ask_outside(self, name: str) -> None:
        self._picker.show_person(None, "")
        self._name.setText(name)
        (self._unit if name else self._name).setFocus()

    def _enter_outside(self) -> None:
        self._fault.hide()
        try:
            self._enter_person()
        except Refusal as refused:
            self.show_fault("\n".join(fault_text(fault) for fault in refused.faults))

    def _enter_person(self) -> None:
        """Enter somebody from outside and choose him; raises Refusal."""
        person, changes = self._source.add_outside(
            self._name.text(), self._unit.text(), self._post.text()
        )
        if changes:
            self.entered.emit(changes)
        self._add(person)
        for line in (self._name, self._unit, self._post):
            line.clear()
        self._picker.setFocus()

    def _show_reason(self) -> None:
        wanted = self._filling.leaves_plan(self.persons())
        for widget in (self._planned, self._reason_label, self._reason):
            widget.setVisible(wanted)
        self._remove.setEnabled(self._list.count() > 0)

    # ---- the end -------------------------------------------------------------------------

    def do_it(self) -> None:
        """Give back who was chosen; a name half typed or half entered counts too."""
        typed = self._picker.text().strip()
        if typed:
            person = self._picker.resolve()
            if person is None:
                raise refusal("person.unknown", name=typed)
            self._take(person)
        if any(line.text().strip() for line in (self._name, self._unit, self._post)):
            self._enter_person()
        persons = self.persons()
        reason = self._reason.text().strip()
        if self._filling.leaves_plan(persons) and not reason:
            self._reason.setFocus()
            raise refusal("reason.missing")
        self.chosen.emit(tuple(self._people[person] for person in persons), reason)
