"""Puts texts, as the change log has them, back into records: the reverse of ``history``."""

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from app.domain.dates import PartialDate
from app.domain.form import MAIN_BLOCK
from app.domain.review import Block, Review, ReviewHead, Target

Record = TypeVar("Record")
EXTRA = "extra"
BLOCK = "block."
_BETWEEN = "、"
_REVIEW_FIELDS = frozenset(field.name for field in fields(ReviewHead))


def with_texts(value: Record, texts: Mapping[str, str]) -> Record:
    """Return a record of the structure, or a task, with other values in some fields.

    Args:
        value: the record.
        texts: field, as the change log names it → text; empty: as if nothing had been said.

    Raises:
        ValueError: a text says nothing in its field.
    """
    changes: dict[str, Any] = {}
    for name, text in texts.items():
        field, _, inner = name.partition(".")
        known = changes.get(field, getattr(value, field))
        if field == EXTRA:
            changes[field] = _with_column(known, inner, text)
        elif inner:
            changes[field] = with_texts(known, {inner: text})
        else:
            changes[field] = _parsed(type(value), field, text)
    return replace(value, **changes) if changes else value  # type: ignore[type-var]


def with_fields(value: Record, other: Record, names: Iterable[str]) -> Record:
    """Return a record with what another one of its class has in some fields.

    Args:
        value: the record.
        other: where the values come from.
        names: fields, as the change log names them: one of a record inside as ``scale.title``.
    """
    changes: dict[str, Any] = {}
    for name in names:
        field, _, inner = name.partition(".")
        known, there = changes.get(field, getattr(value, field)), getattr(other, field)
        both = inner and is_dataclass(known) and is_dataclass(there)
        changes[field] = with_fields(known, there, [inner]) if both else there
    return replace(value, **changes) if changes else value  # type: ignore[type-var]


def _with_column(
    extra: tuple[tuple[str, str], ...], column: str, text: str
) -> tuple[tuple[str, str], ...]:
    columns = {**dict(extra), column: text}
    return tuple((name, said) for name, said in columns.items() if said)


def _parsed(kind: type, field: str, text: str) -> Any:  # noqa: ANN401 - a value of any kind
    if not text:
        return _defaults(kind).get(field, "")
    return _value(_hints(kind)[field], text)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _defaults(kind: type) -> dict[str, Any]:
    assert is_dataclass(kind)
    return {each.name: each.default for each in fields(kind) if each.default is not MISSING}


def _value(hint: Any, text: str) -> Any:  # noqa: ANN401
    if isinstance(hint, NewType):
        return text
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), text)
    if origin in (tuple, frozenset):
        return origin(text.split(_BETWEEN))
    if hint is PartialDate:
        return PartialDate(*map(int, text.split("-")))
    if hint is date:
        return date.fromisoformat(text)
    if hint is bool:
        return text == "true"
    if hint is int:
        return int(text)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(text)
    return text


def with_review_texts(
    review: Review, texts: Mapping[str, str], like: Review | None = None
) -> Review:
    """Return a review with other values in some fields.

    Args:
        review: the review.
        texts: as for ``with_texts``; other names than those of a review are cells of its form.
        like: in whose blocks cells stand that the review itself has not got.

    Raises:
        ValueError: a text says nothing in its field.
    """
    changes: dict[str, Any] = {}
    cells: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name, text in texts.items():
        if name == "target":
            changes[name] = Target(review.target.kind, text)
        elif name in _REVIEW_FIELDS:
            empty = () if name == "reviewers" else None
            changes[name] = _parsed(Review, name, text) if text else _default(name, empty)
        elif name.startswith(BLOCK):
            days[name.removeprefix(BLOCK)] = date.fromisoformat(text) if text else None
        else:
            cells[name] = text
    blocks = _with_cells(review.blocks, cells, days, like.blocks if like else ())
    return replace(review, **changes, blocks=blocks)


def _default(name: str, empty: object) -> Any:  # noqa: ANN401
    return _defaults(Review).get(name, empty)


def _with_cells(
    own: Iterable[Block],
    cells: Mapping[str, str],
    days: Mapping[str, date | None],
    others: Iterable[Block],
) -> tuple[Block, ...]:
    blocks = {block.id: block for block in own}
    homes = {key: block.id for block in (*others, *blocks.values()) for key in block.values}
    wanted: dict[str, dict[str, str]] = {id_: {} for id_ in days}
    for key, text in cells.items():
        wanted.setdefault(homes.get(key, MAIN_BLOCK), {})[key] = text
    for id_, some in wanted.items():
        block = blocks.get(id_, Block(id_))
        values = {**block.values, **some}
        kept = {key: text for key, text in values.items() if text or key not in some}
        blocks[id_] = Block(id_, kept, days.get(id_, block.day))
    return tuple(block for block in blocks.values() if block.values or block.day)
