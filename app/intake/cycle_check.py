"""Holds the records of the cycle in a package against the values to be made of them.

Runs in the child. What only a newer program knows, a kind, a field, a state, is told as such.
"""

import json
import sqlite3
from collections import Counter
from dataclasses import fields
from typing import Any

from app.domain.cycle.kinds import CLASSES
from app.domain.cycle.record import Record, RecordKind
from app.domain.cycle.record_words import STATES
from app.domain.errors.catalogue import refusal
from app.domain.package_format import attached, attachment_name
from app.intake.part_rules import MAX_JSON
from app.intake.plain_check import Unknown, Unsound, sound

CYCLE = "cycle_record"
_COLUMNS = (
    "kind, id, organization_id, round_id, review_id, target_kind, target_id, day, until, state,"
    " attachments, content"
)
_SHARED = frozenset(item.name for item in fields(Record))
_KINDS = {kind.value: kind for kind in RecordKind}


def check_cycle(connection: sqlite3.Connection) -> dict[str, int]:
    """Refuse records of which no value can be made.

    Args:
        connection: the records; their columns have been checked one by one.

    Returns:
        How many there are of each kind.

    Raises:
        Refusal: ``package.bad_value``, ``package.newer``.
    """
    bad, counts = 0, Counter[str]()
    for kind, *row in connection.execute(f"SELECT {_COLUMNS} FROM {CYCLE}"):
        if kind not in _KINDS:
            raise refusal("package.newer")
        counts[kind] += 1
        try:
            _check(_KINDS[kind], row)
        except Unknown:
            raise refusal("package.newer") from None
        except Unsound:
            bad += 1
    if bad:
        raise refusal("package.bad_value", table=CYCLE, column="content", count=bad)
    return counts


def _check(kind: RecordKind, row: list[Any]) -> None:
    id_, place, round_id, review_id, target_kind, target_id, day, until, state, files, own = row
    content = _json(own)
    if not isinstance(content, dict) or _SHARED & set(content):
        raise Unsound("content")
    if (target_kind is None) != (target_id is None):
        raise Unsound("target")
    if kind in STATES and state and state not in STATES[kind]:
        raise Unknown("state")
    target = {"kind": target_kind, "id": target_id} if target_id is not None else None
    plain = {
        **content,
        "id": id_,
        "organization_id": place,
        "round_id": round_id,
        "review_id": review_id,
        "target": target,
        "day": day,
        "until": until,
        "state": state,
        "attachments": _json(files),
    }
    found = sound(CLASSES[kind], plain)
    for file in found["attachments"]:
        if not attached(attachment_name(file["sha256"])) or file["bytes"] < 0:
            raise Unsound("attachments")


def _json(text: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    if len(text) > MAX_JSON:
        raise Unsound
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unsound from None
