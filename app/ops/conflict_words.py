"""Conflicts in words: whose record, which field, what stands on either side."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from app.db.cycle_store import RECORD as CYCLE
from app.domain.cycle.list_words import list_words
from app.domain.dates import readable_day
from app.domain.handoff_records import Conflict, Side
from app.domain.history import Change
from app.domain.history_words import RECORDS
from app.domain.ids import OrganizationId, RecordId, ReviewId
from app.domain.same_records import plain_name
from app.ops.handoff_journal import side_of, unit_path
from app.ops.history import HistoryOps
from app.ops.reception import ConflictView
from app.ops.workspace import Workspace

EXISTS = "有无"
THERE, NOT_THERE = "有", "无"
NAMESAKE = "无；本支部另有同名的，如是同一人，请用“查重”合并"
_SPANS = {
    "organization": "active",
    "member": "on_books",
    "appointment": "held",
    "oversight": "held",
}
"""Kind of record → under which name the change log has its days."""
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def in_words(workspace: Workspace, conflicts: Sequence[Conflict]) -> tuple[ConflictView, ...]:
    """Return conflicts as people read them, in their order."""
    if not conflicts:
        return ()
    lines = HistoryOps(workspace).lines(tuple(map(_as_change, conflicts)))
    places = _Places(workspace, conflicts)
    senders = _senders(workspace, conflicts)
    namesakes = _namesakes(workspace, conflicts)
    return tuple(
        ConflictView(
            id=conflict.id,
            what=conflict.what,
            record_id=conflict.record_id,
            field=conflict.field,
            kind_word=line.kind or RECORDS[conflict.what],
            record=line.name,
            place=places.of(conflict),
            label=line.field if conflict.field else EXISTS,
            ours=_told(workspace, conflict, line.old, conflict.ours),
            theirs=NAMESAKE
            if conflict.id in namesakes
            else _told(workspace, conflict, line.new, conflict.theirs),
            package=conflict.package_id,
            unit=senders[conflict.package_id][0],
            side=senders[conflict.package_id][1],
            only_ours=not conflict.field and not conflict.theirs,
        )
        for conflict, line in zip(conflicts, lines, strict=True)
    )


def _told(workspace: Workspace, conflict: Conflict, said: str, text: str) -> str:
    """Return what is shown of one side: the history's words for it, as far as they go."""
    if conflict.what == CYCLE and text.startswith("[{"):
        return list_words(text)
    if not conflict.field:
        return THERE if text else NOT_THERE
    if (conflict.what, conflict.field) == ("task", "mode"):
        mode = workspace.scheme.mode(text)
        return mode.title if mode else text
    return readable_day(said) if _ISO_DAY.fullmatch(text) else said


def _as_change(conflict: Conflict) -> Change:
    """Return a conflict as if it were a line of the change log, so that it is told in its words."""
    return as_change(
        conflict.what, conflict.record_id, conflict.field, conflict.ours, conflict.theirs
    )


def as_change(what: str, record_id: str, field: str, ours: str, theirs: str) -> Change:
    """Return what two sides say of a column as if it were a line of the change log.

    Args:
        what: the kind of record.
        record_id: the record.
        field: the column, or the key of a cell; empty: the record as a whole.
        ours: what one side says.
        theirs: what the other says.
    """
    span = _SPANS.get(what)
    if span and field in ("since", "until"):
        field = f"{span}.{field}"
    if what != CYCLE:
        ours, theirs = _text(ours), _text(theirs)
    return Change(what, record_id, field or "id", ours, theirs, "")


def _text(text: str) -> str:
    """Return a column's text; sets and lists as the change log has them."""
    if not text.startswith("["):
        return text
    try:
        parts = json.loads(text)
    except ValueError:
        return text
    return "、".join(map(str, parts))


def _senders(workspace: Workspace, conflicts: Iterable[Conflict]) -> dict[int, tuple[str, Side]]:
    """Return, by package, from whom it came and from which side."""
    found = {}
    for number in {conflict.package_id for conflict in conflicts}:
        record = workspace.stores.handoff.package(number)
        unit = unit_path(workspace, record) if record is not None else ""
        found[number] = unit, side_of(workspace, record)
    return found


def _namesakes(workspace: Workspace, conflicts: Iterable[Conflict]) -> set[int]:
    """Return the conflicts about a member that only we have, beside whom stands a namesake."""
    only_here = {
        each.record_id: each.id
        for each in conflicts
        if each.what == "member" and not each.field and not each.theirs
    }
    if not only_here:
        return set()
    names = {person.id: plain_name(person.name) for person in workspace.records.persons}
    members = workspace.records.members
    count = Counter((each.organization_id, names[each.person_id]) for each in members)
    return {
        only_here[each.id]
        for each in members
        if each.id in only_here and count[each.organization_id, names[each.person_id]] > 1
    }


class _Places:
    """The paths of the organisations that records belong to."""

    def __init__(self, workspace: Workspace, conflicts: Sequence[Conflict]) -> None:
        ids = {conflict.record_id for conflict in conflicts}
        records = workspace.records
        self._tree = workspace.directory(workspace.today()).tree
        held = (records.members, records.appointments, records.oversights)
        self._place: dict[str, OrganizationId] = {
            each.id: each.organization_id for some in held for each in some if each.id in ids
        }
        for member in records.members:
            if member.person_id in ids:
                self._place[member.person_id] = member.organization_id
        reviews = (ReviewId(each.record_id) for each in conflicts if each.what == "review")
        for review in workspace.stores.reviews.among(reviews):
            self._place[review.id] = review.organization_id
        cycle = (RecordId(each.record_id) for each in conflicts if each.what == CYCLE)
        for record in workspace.stores.cycle.among(cycle):
            self._place[record.id] = record.organization_id

    def of(self, conflict: Conflict) -> str:
        """Return the path; empty where the record has no place."""
        place = self._place.get(conflict.record_id)
        if conflict.what == "organization":
            place = OrganizationId(conflict.record_id)
        return self._tree.path(place) if place is not None and place in self._tree else ""
