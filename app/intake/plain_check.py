"""Holds plain values from outside against the type of the domain value to be made of them.

``from_plain`` trusts what it is given; what has passed here it can be given. Runs in the child.
"""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

MAX_TEXT = 100_000
MAX_ITEMS = 100_000
MAX_NUMBER = 1 << 53
UNREADABLE = re.compile("[\x00\ud800-\udfff]")
"""What no text of a ledger can hold."""


class Unsound(Exception):
    """A value is not of its type; the text says of which field."""


class Unknown(Unsound):
    """There is a field that only a newer program knows."""


def sound(hint: Any, value: Any, *, drop: bool = False, where: str = "") -> Any:  # noqa: ANN401
    """Return a plain value if a value of this type can be made of it.

    Args:
        hint: the type.
        value: the plain value.
        drop: True leaves out fields that are not known, False refuses them.
        where: of which field it is the value.

    Raises:
        Unsound: it is not of that type.
        Unknown: it has a field that the type has not.
    """
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if value is None else sound(inner, value, drop=drop, where=where)
    if isinstance(origin, type):
        return _many(origin, get_args(hint), value, drop, where)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint, value, drop, where)
    if isinstance(hint, type) and _is_plain(hint, value):
        return value
    raise Unsound(where)


def _many(origin: type, kinds: tuple[Any, ...], value: Any, drop: bool, where: str) -> Any:  # noqa: ANN401
    if issubclass(origin, Mapping):
        if not isinstance(value, dict) or len(value) > MAX_ITEMS:
            raise Unsound(where)
        return {
            sound(kinds[0], key, drop=drop, where=where): sound(
                kinds[1], item, drop=drop, where=where
            )
            for key, item in value.items()
        }
    if not isinstance(value, list) or len(value) > MAX_ITEMS:
        raise Unsound(where)
    if origin is tuple and Ellipsis not in kinds:
        if len(kinds) != len(value):
            raise Unsound(where)
        return [sound(k, v, drop=drop, where=where) for k, v in zip(kinds, value, strict=True)]
    return [sound(kinds[0], item, drop=drop, where=where) for item in value]


def _record(kind: type, value: Any, drop: bool, where: str) -> dict[str, Any]:  # noqa: ANN401
    hints, must = _shape(kind)
    if not isinstance(value, dict) or must - set(value):
        raise Unsound(where)
    known = {
        key: sound(hints[key], item, drop=drop, where=key)
        for key, item in value.items()
        if key in hints
    }
    if len(known) != len(value) and not drop:
        raise Unknown(where)
    return known


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:  # noqa: ANN401 - a dataclass
    must = frozenset(
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    )
    known = {each.name for each in fields(kind)}
    return {key: hint for key, hint in get_type_hints(kind).items() if key in known}, must


def _is_plain(hint: type, value: object) -> bool:
    if hint is bool:
        return isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < MAX_NUMBER
    if hint is float:
        return isinstance(value, int | float) and abs(value) < MAX_NUMBER
    if not isinstance(value, str) or len(value) > MAX_TEXT or UNREADABLE.search(value):
        return False
    if hint is date:
        return is_day(value)
    return value in {each.value for each in hint} if issubclass(hint, Enum) else hint is str


def is_day(text: str) -> bool:
    """Tell whether a text is an ISO day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
