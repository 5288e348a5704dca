"""Small dialogs that enter one value for a larger one: a post, an oversight, an outsider."""

from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

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
    """The person, where nobody of the ledger is meant."""


class OutsidePersonDialog(FieldDialog):
    """Enters somebody from outside the tree: name, unit, post."""

    entered = Signal(object)
    """A ``Person`` that is not written yet."""

    def __init__(self, editing: EditOps, name: str, parent: QWidget | None) -> None:
        """Ask for name, unit and post; ``name``: what was typed already."""
        super().__init__("系统外人员", "确定", parent)
        self._editing = editing
        self._name = TextLine("姓名", name, NAME_LENGTH)
        self._unit = TextLine(UNIT)
        self._unit.setPlaceholderText("例如 示例市委")
        self._post = TextLine(POST)
        self._post.setPlaceholderText("例如 副书记")
        self.field("姓名", self._name)
        self.field(UNIT, self._unit)
        self.field(POST, self._post)
        self.resize(400, 220)
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
        self.field(PERSON, self.person)
        self.person.outside_asked.connect(self._ask_outside)

    def _ask_outside(self, name: str) -> None:
        dialog = OutsidePersonDialog(self.editing, name, self)
        dialog.entered.connect(self._take_outside)
        dialog.open()

    def _take_outside(self, person: Person) -> None:
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
        self.resize(440, 300)
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
        self.resize(440, 270)
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
