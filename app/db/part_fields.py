"""In which fields the records of two packages differ, and what stands there."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from app.db.part_difference import DifferentRecord
from app.domain.history_words import EXTRA, WRITTEN_ON
from app.domain.part_schema import DATA_TABLES

MOST = 500
"""So many records are told field by field."""
_NO_FIELDS = frozenset(
    {
        *("id", "locked", "position", "content", "extra", "former", "task_id", "form_edition"),
        *("target_kind", "target_id", "reviewer_kind", "review_id"),
    }
)
"""Columns that are told otherwise, or that people have nothing to do with."""
FieldTexts = tuple[tuple[str, str, str], ...]
"""Field, earlier text, later text."""


def different_fields(
    old: bytes, new: bytes, records: Iterable[DifferentRecord]
) -> dict[tuple[str, str], FieldTexts]:
    """Return in which fields records differ: kind and id → what differs.

    Args:
        old: the earlier ``data.sqlite``.
        new: the later one.
        records: which; they stand in both. No more than ``MOST`` are looked at.
    """
    with closing(sqlite3.connect(":memory:")) as was, closing(sqlite3.connect(":memory:")) as now:
        for side, content in ((was, old), (now, new)):
            side.row_factory = sqlite3.Row
            side.deserialize(content)
        return {
            (each.what, each.record_id): _differences(_texts(was, each), _texts(now, each))
            for each in list(records)[:MOST]
        }


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> FieldTexts:
    return tuple(
        (field, before.get(field, ""), after.get(field, ""))
        for field in dict.fromkeys((*after, *before))
        if before.get(field, "") != after.get(field, "")
    )


def _texts(side: sqlite3.Connection, record: DifferentRecord) -> dict[str, str]:
    """Return what stands in a record: field → text."""
    what, id_ = record.what, record.record_id
    row = side.execute(f'SELECT * FROM "{what}" WHERE id = ?', (id_,)).fetchone()
    if row is None:
        return {}
    texts = {name: _text(row[name]) for name in DATA_TABLES[what] if name not in _NO_FIELDS}
    if what == "cycle_record":
        texts |= _mapping(row["content"])
    if what == "review":
        texts |= _texts_of_review(side, id_)
    if what == "member":
        texts |= {f"{EXTRA}{key}": text for key, text in _mapping(row["extra"]).items()}
        found = side.execute("SELECT name FROM person WHERE id = ?", (row["person_id"],)).fetchone()
        texts["name"] = found["name"] if found else ""
    return texts


def _texts_of_review(side: sqlite3.Connection, id_: str) -> dict[str, str]:
    who = 'SELECT person_id FROM review_reviewer WHERE review_id = ? ORDER BY "position"'
    texts = {"reviewers": "、".join(row["person_id"] for row in side.execute(who, (id_,)))}
    for row in side.execute("SELECT * FROM review_snapshot WHERE review_id = ?", (id_,)):
        texts |= _mapping(row["values"])
    blocks = 'SELECT * FROM review_block WHERE review_id = ? ORDER BY "position"'
    for row in side.execute(blocks, (id_,)):
        texts |= _mapping(row["values"])
        texts[f"{WRITTEN_ON}{row['block']}"] = _text(row["day"])
    return texts


def _mapping(text: str | None) -> dict[str, str]:
    """Return what stands in JSON as a mapping or as pairs: key → text."""
    return {key: _text(value) for key, value in dict(json.loads(text or "{}")).items()}


def _text(value: Any) -> str:  # noqa: ANN401 - whatever stands in JSON
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
