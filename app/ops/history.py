"""History: who changed what, when and why, in words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from app.db.cycle_store import RECORD
from app.db.log_pages import all_changes
from app.domain.cycle.record_words import HIDDEN as HIDDEN_OF_CYCLE
from app.domain.cycle.record_words import (
    record_field_word,
    record_kind_word,
    record_title,
    record_value_word,
)
from app.domain.history import IMPORT, STEP, Change
from app.domain.history_words import (
    GONE,
    HIDDEN,
    OF_ORGANIZATION,
    OF_PERSON,
    RECORDS,
    field_word,
    value_word,
)
from app.domain.ids import RecordId, ReviewId, TaskId
from app.domain.review import Target
from app.domain.table import Column, Table
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.domain.cycle.record import Record
    from app.domain.organization import Appointment, Oversight

MOST_LINES = 5000
WHOLE = frozenset({STEP, IMPORT})
"""What stands in the log as a whole, not record by record."""
DELETED = "（已删除）"
NOBODY = "未填写"
HEADINGS = ("时间", "类别", "对象", "项目", "原来", "改为", "操作人", "原因")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history, ready to be read."""

    sequence: int
    time: str
    kind: str
    """The kind of record: 登记表, 党组织 …"""
    name: str
    """What the record is about."""
    field: str
    """What was changed; 删去 where the record as a whole went."""
    old: str
    new: str
    who: str
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts in the order of ``HEADINGS``."""
        return (
            *(self.time, self.kind, self.name, self.field),
            *(self.old, self.new, self.who, self.reason),
        )


class HistoryOps:
    """What a user can look up about changes."""

    def __init__(self, workspace: Workspace) -> None:
        """Read the log of this ledger."""
        self._workspace = workspace

    def sign(self, user: str) -> None:
        """Let what is done from now on stand under this name; empty: the login name."""
        self._workspace.database.user = user.strip()

    @property
    def user(self) -> str:
        """The name under which changes stand in the history."""
        return self._workspace.stores.changes.user()

    def of(self, kind: str, record_id: str) -> tuple[HistoryLine, ...]:
        """Return the history of one record, oldest first.

        Args:
            kind: ``review``, ``organization``, ``person``, ``member``, ``appointment``,
                ``oversight`` or ``task``; a person's history has memberships, posts and oversight
                in it, an organisation's its posts and oversight.
            record_id: its id.
        """
        changes = self._workspace.stores.changes
        found = [
            line
            for what, ids in self._parts(kind, record_id).items()
            for line in changes.of_records(what, ids)
        ]
        return self._told(sorted(found, key=lambda line: line.sequence))

    def latest(self, count: int = MOST_LINES) -> tuple[HistoryLine, ...]:
        """Return the last lines of the whole ledger, newest first."""
        return self._told(self._workspace.stores.changes.latest(count))

    def whole(self) -> Iterator[HistoryLine]:
        """Give every line of the whole ledger, oldest first, some thousand in memory at a time."""
        changes = all_changes(self._workspace.database)
        while page := list(islice(changes, MOST_LINES)):
            yield from self._told(page)

    def between(
        self, after: int, until: int, most: int, but: Iterable[str] = ()
    ) -> tuple[HistoryLine, ...]:
        """Return the lines about single records between two numbers of the log, oldest first.

        Args:
            after: they come behind this one.
            until: the last of them.
            most: no more than this many lines of the log are read.
            but: fields that are left out.
        """
        found = self._workspace.stores.changes.between(after, until, most, but)
        return self._told([change for change in found if change.what not in WHOLE])

    def table(self, title: str, lines: Iterable[HistoryLine]) -> Table:
        """Return lines as a table that can be printed and copied."""
        columns = tuple(Column(heading) for heading in HEADINGS)
        return Table(title, columns, tuple(line.cells for line in lines))

    def _parts(self, kind: str, record_id: str) -> dict[str, list[str]]:
        """Return the records whose lines make up the history of one: kind → ids."""
        parts = {kind: [record_id]}
        records = self._workspace.records
        if kind == "person":
            parts["member"] = [m.id for m in records.members if m.person_id == record_id]
        if kind in ("person", "organization"):
            field = f"{kind}_id"
            held = (("appointment", records.appointments), ("oversight", records.oversights))
            for what, some in held:
                parts[what] = [each.id for each in some if getattr(each, field) == record_id]
        return parts

    def _told(self, changes: Sequence[Change]) -> tuple[HistoryLine, ...]:
        shown = (c for c in changes if (c.what, c.field) not in HIDDEN)
        return self.lines([c for c in shown if c.what != RECORD or c.field not in HIDDEN_OF_CYCLE])

    def lines(self, changes: Sequence[Change]) -> tuple[HistoryLine, ...]:
        """Return a line for each change, in words, as the ledger knows them today."""
        words = _Words(self._workspace, changes)
        return tuple(map(words.line, changes))


class _Words:
    """Turns ids and keys of the log into words, as the ledger knows them today."""

    def __init__(self, workspace: Workspace, changes: Collection[Change]) -> None:
        self._workspace = workspace
        self._directory = workspace.directory(workspace.today())
        review_ids = {ReviewId(c.record_id) for c in changes if c.what == "review"}
        found = workspace.stores.reviews.among(review_ids)
        self._targets = {str(review.id): review.target for review in found}
        cycle_ids = {RecordId(c.record_id) for c in changes if c.what == RECORD}
        kept = workspace.stores.cycle.among(cycle_ids)
        self._cycle: dict[str, Record] = {record.id: record for record in kept}
        self._deleted = {item.record_id: item.title for item in workspace.stores.bin.all()}

    def line(self, change: Change) -> HistoryLine:
        """Return one line in words."""
        return HistoryLine(
            change.sequence,
            change.time,
            self._kind(change),
            self._name(change),
            self._field(change),
            self._value(change, change.old),
            self._value(change, change.new),
            change.who or NOBODY,
            change.reason,
        )

    def _kind(self, change: Change) -> str:
        if change.what == RECORD:
            return record_kind_word(self._cycle.get(change.record_id))
        return RECORDS.get(change.what, change.what)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The printed labels of all cells of today's forms."""
        forms = self._workspace.forms.values()
        return {field.key: field.label for spec in forms for field in spec.fields}

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """What records are called: kind → id → name."""
        records = self._workspace.records
        organizations: dict[str, str] = {o.id: o.name for o in records.organizations}
        persons: dict[str, str] = {p.id: p.name for p in records.persons}
        posts: tuple[Appointment | Oversight, ...] = (*records.appointments, *records.oversights)
        held: dict[str, str] = {
            each.id: f"{persons.get(each.person_id, '')}（"
            f"{organizations.get(each.organization_id, '')}）"
            for each in posts
        }
        return {
            "organization": organizations,
            "person": persons,
            "member": {m.id: persons.get(m.person_id, "") for m in records.members},
            "appointment": held,
            "oversight": held,
        }

    @cached_property
    def _rounds(self) -> dict[str, str]:
        return {round_.id: round_.name for round_ in self._workspace.stores.rounds.all()}

    def _name(self, change: Change) -> str:
        if change.what in WHOLE:
            return change.new
        if change.what in ("review", "task"):
            target = self._target(change)
            found = target_name(self._directory, target) if target else ""
        elif change.what == RECORD:
            record = self._cycle.get(change.record_id)
            found = record_title(record) if record else ""
        else:
            found = self._names.get(change.what, {}).get(change.record_id, "")
        return found or self._deleted.get(change.record_id, DELETED)

    def _target(self, change: Change) -> Target | None:
        if change.what == "task" and change.record_id not in self._targets:
            task = self._workspace.stores.tasks.get(TaskId(change.record_id))
            if task is not None:
                self._targets[change.record_id] = task.target
        return self._targets.get(change.record_id)

    def _field(self, change: Change) -> str:
        if change.what in WHOLE:
            return change.reason
        if not change.field:
            return GONE
        if change.what == RECORD:
            word = record_field_word(self._cycle.get(change.record_id), change.field)
            return word or change.field
        word = field_word(change.what, change.field)
        return word or self._labels.get(change.field, change.field)

    def _value(self, change: Change, text: str) -> str:
        if not text or change.what in WHOLE:
            return ""
        if change.field in OF_ORGANIZATION:
            return self._names["organization"].get(text, text)
        if change.field in OF_PERSON:
            persons = self._names["person"]
            return "、".join(persons.get(id_, id_) for id_ in text.split("、"))
        if change.what == "review":
            return self._review_value(change, text)
        if change.what == RECORD:
            return self._record_value(change, text)
        return value_word(change.what, change.field, text)

    def _record_value(self, change: Change, text: str) -> str:
        if change.field == "round_id":
            return self._rounds.get(text, text)
        if change.field == "target.id":
            names = self._names
            return names["person"].get(text) or names["organization"].get(text, text)
        return record_value_word(self._cycle.get(change.record_id), change.field, text)

    def _review_value(self, change: Change, text: str) -> str:
        if change.field == "round_id":
            return self._rounds.get(text, text)
        if change.field == "target":
            names = self._names
            return names["person"].get(text) or names["organization"].get(text, text)
        if change.field == "form":
            form = self._workspace.scheme.form(text)
            return form.title if form else text
        return value_word(change.what, change.field, text)
