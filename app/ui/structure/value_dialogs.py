"""Small dialogs that enter one value for a larger one: a post, an oversight, an outsider."""

from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QWidget

from app.domain.dates import Span
from app.domain.errors.catalogue import refusal
from app.domain.ids import PersonId
from app.domain.organization import Appointment, Oversight, Person
from app.domain.typed import NAME_LENGTH
from app.domain.words import OVERSIGHTS, POSTS, OversightKind, PostKind
from app.ops.editing import EditOps
from app.ui.date_line import DateLine
from app.ui.person_picker import PersonPicker
from app.ui.structure.frame import FieldDialog
from app.ui.text_line import TextLine
from app.ui.widgets import dressed
from app.ui.window_size import fit

PERSON, POST, TITLE, HOW, SINCE, UNTIL = "人员", "职务", "职务名称", "方式", "起", "止"
UNIT = "单位"

_T = TypeVar("_T", Appointment, Oversight)


@dataclass(frozen=True, slots=True)
class Named:
    """A post or an oversight with the person that it names."""

    value: Appointment | Oversight
    shown: str
    """The person as lists show it."""
    newcomer: Person | None = None
    """The person, where he is new or his particulars were mended."""


class PersonDialog(FieldDialog):
    """Name, unit and post of somebody who is no member, usually from outside the tree."""

    entered = Signal(object)
    """A ``Person`` that is not written yet."""

    def __init__(
        self, editing: EditOps, given: Person | None, parent: QWidget | None, name: str = ""
    ) -> None:
        """Show a person, or ask for somebody from outside.

        Args:
            editing: makes people.
            given: who is mended; None: somebody new.
            parent: the window it belongs to.
            name: of somebody new, as far as it was typed already.
        """
        super().__init__("系统外人员" if given is None else "人员资料", "确定", parent)
        self._editing = editing
        self._given = given
        known = given or Person(PersonId(""), name)
        self._name = TextLine("姓名", known.name, NAME_LENGTH)
        self._unit = TextLine(UNIT, known.unit)
        self._unit.setPlaceholderText("例如 示例市委")
        self._post = TextLine(POST, known.post)
        self._post.setPlaceholderText("例如 副书记")
        self.field("姓名", self._name)
        self.field(UNIT, self._unit)
        self.field(POST, self._post)
        fit(self, 400, 220)
        self.begin()

    def effect(self) -> str:
        """Say how forms write the person."""
        name, unit, post = (line.value() for line in (self._name, self._unit, self._post))
        shown = "，".join(filter(None, (name, unit + post)))
        return f"登记表上写作：{shown}" if name else ""

    def do_it(self) -> None:
        """Give the person."""
        made = self._editing.new_outside_person(
            self._name.value(), self._unit.value(), self._post.value()
        )
        if self._given is not None:
            made = replace(self._given, name=made.name, unit=made.unit, post=made.post)
        self.entered.emit(made)


class _HeldDialog(FieldDialog):
    """Who, and from when to when; the dialog of a kind adds what."""

    entered = Signal(object)
    """A ``Named``."""

    def __init__(self, title: str, editing: EditOps, given: Named, parent: QWidget | None) -> None:
        super().__init__(title, "确定", parent)
        self.editing = editing
        self.given = given
        self._newcomer = given.newcomer
        self.person = PersonPicker(editing.find_people)
        if given.shown:
            self.person.show_person(given.value.person_id, given.shown)
        self.since = DateLine(SINCE, given.value.held.since, whole_day=True)
        self.until = DateLine(UNTIL, given.value.held.until, whole_day=True)
        self.since.setPlaceholderText("不详可不填，按一直在任计")
        self.until.setPlaceholderText("现任不填")
        self._mend = dressed(
            QPushButton("人员资料…", autoDefault=False),
            accessibleName="人员资料",
            toolTip="更正姓名、单位和职务；在册党员的资料请在“党员”页更正",
        )
        self._mend.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field(PERSON, self.person)
        self.rows.addRow("", self._mend)
        self.person.outside_asked.connect(self._ask_outside)
        self._mend.clicked.connect(self._mend_person)

    def refresh(self) -> None:
        """Look at the fields; only who is no member is mended here."""
        super().refresh()
        self._mend.setEnabled(self._mendable() is not None)

    def _mendable(self) -> Person | None:
        chosen = self.person.person()
        if chosen is None or chosen in self.editing.directory.members:
            return None
        if self._newcomer is not None and self._newcomer.id == chosen:
            return self._newcomer
        return self.editing.directory.persons.get(chosen)

    def _ask_outside(self, name: str) -> None:
        self._ask(None, name)

    def _mend_person(self) -> None:
        self._ask(self._mendable())

    def _ask(self, given: Person | None, name: str = "") -> None:
        dialog = PersonDialog(self.editing, given, self, name)
        dialog.entered.connect(self._take_person)
        dialog.open()

    def _take_person(self, person: Person) -> None:
        self._newcomer = person
        unit = person.unit + person.post
        self.person.show_person(person.id, "，".join(filter(None, (person.name, unit))))
        self.refresh()

    def _who(self) -> tuple[PersonId, str, Person | None]:
        """Return who was chosen, the line about them, and the person where new.

        Raises:
            Refusal: ``text.missing``, ``person.ambiguous`` or ``person.unknown``.
        """
        typed = self.person.text().strip()
        found = self.person.resolve()
        if found is None:
            if not typed:
                raise refusal("text.missing", PERSON, label=PERSON)
            same = self.editing.people_named(typed)
            if len(same) > 1:
                raise refusal("person.ambiguous", PERSON, name=typed, count=len(same))
            raise refusal("person.unknown", PERSON, name=typed)
        newcomer = self._newcomer
        return found, self.person.text(), newcomer if newcomer and newcomer.id == found else None

    def _held(self) -> Span:
        since, until = self.since.day(), self.until.day()
        if since is not None and until is not None and until <= since:
            raise refusal("span.reversed", UNTIL, label="起止日期", since=since, until=until)
        return Span(since, until)


class PostDialog(_HeldDialog):
    """One post in an organisation."""

    def __init__(self, editing: EditOps, given: Named, parent: QWidget | None) -> None:
        """Show a post; one that names nobody yet is new."""
        super().__init__("党内职务", editing, given, parent)
        self._post = QComboBox()
        self._post.addItems(list(POSTS.values()))
        self._post.setCurrentText(POSTS[_kept(given.value, Appointment).post])
        self._title = TextLine(TITLE, _kept(given.value, Appointment).title, NAME_LENGTH)
        self._title.setPlaceholderText("与职务相同可不填，例如 组织委员")
        self.field(POST, self._post)
        self.field(TITLE, self._title)
        self.field(SINCE, self.since)
        self.field(UNTIL, self.until)
        fit(self, 440, 300)
        self.begin()

    def do_it(self) -> None:
        """Give the post."""
        who, shown, newcomer = self._who()
        post = list(PostKind)[self._post.currentIndex()]
        made = replace(
            _kept(self.given.value, Appointment),
            person_id=who,
            post=post,
            title=self._title.value(),
            held=self._held(),
        )
        self.entered.emit(Named(made, shown, newcomer))


class OversightDialog(_HeldDialog):
    """One leader who answers for an organisation."""

    def __init__(self, editing: EditOps, given: Named, parent: QWidget | None) -> None:
        """Show an oversight; one that names nobody yet is new."""
        super().__init__("分管和联系", editing, given, parent)
        self._how = QComboBox()
        self._how.addItems(list(OVERSIGHTS.values()))
        self._how.setCurrentText(OVERSIGHTS[_kept(given.value, Oversight).kind])
        self.field(HOW, self._how)
        self.field(SINCE, self.since)
        self.field(UNTIL, self.until)
        fit(self, 440, 270)
        self.begin()

    def do_it(self) -> None:
        """Give the oversight."""
        who, shown, newcomer = self._who()
        kind = list(OversightKind)[self._how.currentIndex()]
        made = replace(
            _kept(self.given.value, Oversight), person_id=who, kind=kind, held=self._held()
        )
        self.entered.emit(Named(made, shown, newcomer))


def _kept(value: Appointment | Oversight, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value
