"""The records that differ between two data parts, in words: names, fields, earlier and later."""

from dataclasses import replace

from app.db.part_difference import DifferentRecord, part_difference
from app.db.part_fields import FieldTexts, different_fields
from app.domain.cycle.list_words import list_words
from app.domain.dates import readable_day
from app.domain.history import Change
from app.ops.conflict_words import as_change
from app.ops.history import HistoryOps
from app.ops.submission_views import Difference, FieldChange, FigureChange, RecordChange
from app.ops.workspace import Workspace


def different_records(
    workspace: Workspace, old: bytes, new: bytes, figures: tuple[FigureChange, ...] = ()
) -> Difference:
    """Return what differs between two data parts, and the figures that are given with it.

    Args:
        workspace: the ledger, which knows the words.
        old: the earlier ``data.sqlite``.
        new: the later one.
        figures: what differs of the figures.
    """
    found = part_difference(old, new)
    fields = different_fields(old, new, found.changed) if found.changed else {}
    told = _in_words(workspace, fields)
    added, removed = (tuple(map(_named, some)) for some in (found.added, found.removed))
    changed = tuple(
        replace(_named(each), fields=told.get((each.what, each.record_id), ()))
        for each in found.changed
    )
    return Difference(figures, added, changed, removed)


def _named(record: DifferentRecord) -> RecordChange:
    return RecordChange(record.what, record.record_id, record.name)


def _in_words(
    workspace: Workspace, fields: dict[tuple[str, str], FieldTexts]
) -> dict[tuple[str, str], tuple[FieldChange, ...]]:
    changes = [
        (key, _change(*key, *texts)) for key, differing in fields.items() for texts in differing
    ]
    lines = HistoryOps(workspace).lines([change for _, change in changes])
    told: dict[tuple[str, str], tuple[FieldChange, ...]] = {}
    for (key, _), line in zip(changes, lines, strict=True):
        if line.field and not line.field.isascii():  # what has no word is nothing for people
            side = FieldChange(line.field, _side(line.old), _side(line.new))
            told[key] = (*told.get(key, ()), side)
    return told


def _change(what: str, record_id: str, field: str, old: str, new: str) -> Change:
    if (what, field) == ("member", "name"):
        return Change(what, record_id, "person_id", old, new, "")
    return as_change(what, record_id, field, old, new)


def _side(text: str) -> str:
    return list_words(text) if text.startswith("[{") else readable_day(text)
