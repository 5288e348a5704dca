"""Records of the cycle in the words of the change log."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import get_type_hints

import pytest

from app.domain.cycle.commitments import Commitment
from app.domain.cycle.kinds import CLASSES, kind_of
from app.domain.cycle.record import RECORD_KINDS, Record, RecordKind
from app.domain.cycle.record_words import (
    HIDDEN,
    RECORD,
    record_field_word,
    record_kind_word,
    record_title,
    record_value_word,
)
from app.domain.cycle.rectification import Rectification
from app.domain.ids import OrganizationId, RecordId
from app.domain.review import Target
from tests.domain.cycle.votes import assessment

PROMISE = Commitment(id=RecordId("c"), organization_id=OrganizationId("o"), matter="每周走访一户")


def told(kind: type[Record]) -> set[str]:
    """Return the fields of a kind as the log names them: those of a value inside by both names."""
    hints = get_type_hints(kind)
    names: set[str] = set()
    for field in fields(kind):
        inner = Target if field.name == "target" else hints[field.name]
        if is_dataclass(inner):
            names |= {f"{field.name}.{each.name}" for each in fields(inner)}
        else:
            names.add(field.name)
    return names - {"id"} - HIDDEN


@pytest.mark.parametrize("kind", RecordKind)
def test_every_field_of_every_kind_has_a_word(kind: RecordKind) -> None:
    empty = object.__new__(CLASSES[kind])
    assert {field for field in told(CLASSES[kind]) if not record_field_word(empty, field)} == set()


def test_a_record_is_called_by_its_kind_and_its_title() -> None:
    assert (record_kind_word(PROMISE), record_title(PROMISE)) == ("公开承诺", "每周走访一户")
    assert record_title(assessment()) == "党员群众评议"
    assert record_kind_word(None) == RECORD
    assert RECORD_KINDS[kind_of(Commitment)] == "公开承诺"


def test_states_are_worded_as_the_kind_has_them() -> None:
    problem = Rectification(id=RecordId("r"), organization_id=OrganizationId("o"), problem="学习少")
    assert record_value_word(PROMISE, "state", "open") == "未开始"
    assert record_value_word(problem, "state", "open") == "待整改"


def test_lists_say_how_many_and_what_without_ids() -> None:
    counts = '[{"group": "1", "object": "member:x", "item": "1", "votes": [31, 5]}]'
    assert record_value_word(assessment(), "counts", counts) == "1 项：31 5"
    groups = '[{"id": "1", "name": "经营户", "accounts": {"returned": 45}}, {"name": "群众"}]'
    assert record_value_word(assessment(), "groups", groups) == "2 项：经营户 45；群众"
    many = "[" + ", ".join(['{"name": "某某某"}'] * 50) + "]"
    assert record_value_word(assessment(), "objects", many).endswith("…")


def test_words_stay_words() -> None:
    assert record_value_word(PROMISE, "matter", "每周走访一户") == "每周走访一户"
    assert record_value_word(assessment(), "rounding", "forced") == "合计凑足100%"


def test_a_roll_is_told_without_the_signs_of_its_roles() -> None:
    roll = '[{"name":"周凤英","role":"chair","also":["reviewer","member"],"person_id":"p1"}]'
    assert record_value_word(None, "roll", roll) == "1 项：周凤英"
