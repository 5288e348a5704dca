"""What may stand in each column of the SQLite files of a package."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any

from app.domain.controls import is_json, is_line, is_text
from app.domain.dates import is_likely
from app.domain.organization import FormerPlace
from app.domain.words import (
    MemberCategory,
    MemberStatus,
    OrganizationKind,
    OversightKind,
    PostKind,
    ReviewerKind,
    ReviewState,
    TargetKind,
)
from app.intake.plain_check import UNREADABLE, Unsound, is_day, sound

Column = Sequence[Any]
Rule = Callable[[Column], int]
"""Takes values of a column, returns how many of them it may not hold."""

MAX_ID = 64
MAX_TEXT = 100_000
MAX_JSON = 4_000_000

_IDS = re.compile(rf"[!-~]{{1,{MAX_ID}}}(?:\n[!-~]{{1,{MAX_ID}}})*")
_PARTIAL = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_DISTINCT = 4_096


def _count(bad: Callable[[Any], bool], values: Iterable[Any]) -> int:
    return sum(map(bad, values))


def ids(values: Column) -> int:
    """Ids are short texts of visible ASCII characters."""
    if set(map(type, values)) == {str}:
        joined = "\n".join(values)
        if joined.count("\n") == len(values) - 1 and _IDS.fullmatch(joined):
            return 0
    return _count(lambda v: not isinstance(v, str) or not _IDS.fullmatch(v) or "\n" in v, values)


def texts(values: Column) -> int:
    """Texts of people, of any length that people write, with lines and tabs."""
    short = set(map(type, values)) == {str} and max(map(len, values)) <= MAX_TEXT
    if short and is_text("".join(values)):
        return 0
    return _count(lambda v: not isinstance(v, str) or len(v) > MAX_TEXT or not is_text(v), values)


def json_texts(values: Column) -> int:
    """JSON of any shape, looked into elsewhere."""
    return _count(lambda v: not isinstance(v, str) or len(v) > MAX_JSON or not is_json(v), values)


def names(values: Column) -> int:
    """Texts of one line that cannot be empty."""
    return texts(values) or _count(lambda v: not v.strip() or not is_line(v), values)


def numbers(values: Column) -> int:
    """Whole numbers of a size that any program can hold."""
    if set(map(type, values)) == {int} and -(1 << 53) < min(values) <= max(values) < 1 << 53:
        return 0
    return _count(lambda v: not isinstance(v, int) or not -(1 << 53) < v < 1 << 53, values)


def flags(values: Column) -> int:
    """Yes or no, as 1 or 0."""
    return _count(lambda v: not isinstance(v, int) or v not in (0, 1), values)


def files(values: Column) -> int:
    """Bytes."""
    return _count(lambda v: not isinstance(v, bytes), values)


def one_of(kind: type[Enum]) -> Rule:
    """Return the rule for the values of an enumeration."""
    known = {each.value for each in kind}

    def rule(values: Column) -> int:
        return 0 if set(values) <= known else _count(lambda v: v not in known, values)

    return rule


def or_null(inner: Rule) -> Rule:
    """Return the rule for a column that may also hold nothing."""

    def rule(values: Column) -> int:
        there = [value for value in values if value is not None]
        return inner(there) if there else 0

    return rule


def seldom_new(is_good: Callable[[str], bool]) -> Rule:
    """Return the rule for texts that mostly stand there many times."""
    known: set[str] = set()

    def rule(values: Column) -> int:
        new = set(values) - known
        bad = {value for value in new if not isinstance(value, str) or not is_good(value)}
        if len(known) < _DISTINCT:
            known.update(new - bad)
        return _count(bad.__contains__, values) if bad else 0

    return rule


def _is_partial(text: str) -> bool:
    return bool(_PARTIAL.fullmatch(text)) and is_day(text + "-01-01"[len(text) - 4 :])


def _json(text: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    if len(text) > MAX_JSON:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _all_texts(values: Iterable[object]) -> bool:
    if not all(isinstance(v, str) for v in values):
        return False
    joined = "".join(values)  # type: ignore[arg-type]
    return is_text(joined) and not UNREADABLE.search(joined)


def _is_list(text: str) -> bool:
    found = _json(text)
    return isinstance(found, list) and _all_texts(found)


def _is_id_list(text: str) -> bool:
    return _is_list(text) and not ids(_json(text) or ["-"])


def _is_mapping(text: str) -> bool:
    found = _json(text)
    return isinstance(found, dict) and _all_texts(found) and _all_texts(found.values())


def mappings(values: Column) -> int:
    """JSON of a mapping of texts to texts; read many at once, since they are many."""
    short = set(map(type, values)) == {str} and max(map(len, values)) <= MAX_JSON
    if short and _are_mappings(values):
        return 0
    return _count(lambda v: not isinstance(v, str) or not _is_mapping(v), values)


def _are_mappings(values: Sequence[str]) -> bool:
    """Tell whether all are good; where it cannot be told at once, False.

    No text can end inside what another one began: not inside a text, for there a line feed is none;
    not inside the mapping, for there no brace can follow; not deeper, for only texts are in it.
    So there are as many mappings as texts only where each text is one.
    """
    joined = ",\n".join(values)
    if not all(v[:1] == "{" and v[-1:] == "}" for v in values) or "\\u" in joined:
        return False
    if not is_json(joined):
        return False
    try:
        found = json.loads(f"[{joined}]")
    except (ValueError, RecursionError):
        return False
    if len(found) != len(values) or set(map(type, found)) != {dict}:
        return False
    return set(map(type, chain.from_iterable(each.values() for each in found))) <= {str}


def _is_pairs(text: str) -> bool:
    found = _json(text)
    return isinstance(found, list) and all(
        isinstance(pair, list) and len(pair) == 2 and _all_texts(pair) for pair in found
    )


def _is_former(text: str) -> bool:
    try:
        former = sound(tuple[FormerPlace, ...], _json(text))
    except Unsound:
        return False
    return all(is_line(each["name"]) for each in former) and is_json(text)


def _day_rule() -> Rule:
    return seldom_new(is_day)


def _likely_day_rule() -> Rule:
    return seldom_new(lambda text: is_day(text) and is_likely(date.fromisoformat(text)))


_EVERYWHERE: Mapping[str, Callable[[], Rule]] = {
    "id": lambda: ids,
    "name": lambda: names,
    "position": lambda: numbers,
    "outside": lambda: flags,
    "current": lambda: flags,
    "file": lambda: files,
    "start": _likely_day_rule,
    "end": _likely_day_rule,
    "since": lambda: or_null(_day_rule()),
    "until": lambda: or_null(_day_rule()),
    "day": lambda: or_null(_day_rule()),
    "birth": lambda: or_null(seldom_new(_is_partial)),
    "joined": lambda: or_null(seldom_new(_is_partial)),
    "full_since": lambda: or_null(seldom_new(_is_partial)),
    "tags": lambda: seldom_new(_is_list),
    "rules": lambda: seldom_new(_is_list),
    "reviewers": lambda: seldom_new(_is_id_list),
    "extra": lambda: seldom_new(_is_pairs),
    "former": lambda: seldom_new(_is_former),
    "values": lambda: mappings,
    "target_kind": lambda: one_of(TargetKind),
    "target_id": lambda: ids,
    "reviewer_kind": lambda: one_of(ReviewerKind),
    "category": lambda: one_of(MemberCategory),
    "status": lambda: one_of(MemberStatus),
    "state": lambda: one_of(ReviewState),
    "round_id": lambda: ids,
    "person_id": lambda: ids,
    "organization_id": lambda: ids,
    "review_id": lambda: ids,
    "parent_id": lambda: or_null(ids),
    "previous_id": lambda: or_null(ids),
    "task_id": lambda: or_null(ids),
    "secretary_id": lambda: or_null(ids),
    "replaces": lambda: or_null(ids),
}
_HERE: Mapping[tuple[str, str], Callable[[], Rule]] = {
    ("organization", "kind"): lambda: one_of(OrganizationKind),
    ("appointment", "post"): lambda: one_of(PostKind),
    ("oversight", "kind"): lambda: one_of(OversightKind),
    ("task", "organization_id"): lambda: or_null(ids),
    ("cycle_record", "kind"): lambda: names,
    ("cycle_record", "state"): lambda: texts,
    ("cycle_record", "attachments"): lambda: json_texts,
    ("cycle_record", "content"): lambda: json_texts,
    ("cycle_record", "round_id"): lambda: or_null(ids),
    ("cycle_record", "review_id"): lambda: or_null(ids),
    ("cycle_record", "target_kind"): lambda: or_null(one_of(TargetKind)),
    ("cycle_record", "target_id"): lambda: or_null(ids),
    ("table_template", "id"): lambda: names,
    ("form", "form"): lambda: names,
    ("scheme", "scheme"): lambda: names,
}

REFERENCES: Mapping[tuple[str, str], str] = {
    ("round", "previous_id"): "round",
    ("organization", "parent_id"): "organization",
    ("member", "person_id"): "person",
    ("member", "organization_id"): "organization",
    ("appointment", "person_id"): "person",
    ("appointment", "organization_id"): "organization",
    ("oversight", "person_id"): "person",
    ("oversight", "organization_id"): "organization",
    ("task", "round_id"): "round",
    ("review", "round_id"): "round",
    ("review", "organization_id"): "organization",
    ("review", "secretary_id"): "person",
    ("review_reviewer", "review_id"): "review",
    ("review_reviewer", "person_id"): "person",
    ("review_snapshot", "review_id"): "review",
    ("review_block", "review_id"): "review",
    ("cycle_record", "organization_id"): "organization",
    ("cycle_record", "round_id"): "round",
}
"""Which column names a record of which table; both are in the package."""

KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "round": (("id",), ("name",)),
    "review_reviewer": (("review_id", "position"),),
    "review_snapshot": (("review_id",),),
    "review_block": (("review_id", "position"),),
    "scheme": (("scheme", "edition"),),
    "form": (("form", "edition"),),
}
"""What stands once only in a table, where it is not the id alone."""


def rules_of(table: str, columns: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules of a table's columns; what has no rule of its own is text."""
    return tuple(
        (_HERE.get((table, column)) or _EVERYWHERE.get(column) or (lambda: texts))()
        for column in columns
    )
