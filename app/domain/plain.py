"""Domain values to plain JSON-able values and back, by their type hints.

A ledger opens from this, so that no heavier library has to be loaded first.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON is of any shape
    """Return dicts, lists, texts and numbers that stand for a domain value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_plain(getattr(value, f.name))
            for f in fields(value)
            if getattr(value, f.name) != f.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [to_plain(item) for item in value]
    return value


def from_plain(hint: type[T], data: Any) -> T:  # noqa: ANN401 - JSON is of any shape
    """Return the domain value of this type; the reverse of ``to_plain``."""
    return _build(hint, data)  # type: ignore[no-any-return]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(hint: Any, data: Any) -> Any:  # noqa: ANN401
    if isinstance(hint, NewType):
        return data
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if data is None else _build(inner, data)
    if origin in (tuple, frozenset):
        args = get_args(hint)
        if origin is tuple and Ellipsis not in args:
            return tuple(_build(arg, item) for arg, item in zip(args, data, strict=True))
        return origin(_build(args[0], item) for item in data)
    if origin is Sequence:
        return tuple(_build(get_args(hint)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _build(get_args(hint)[1], item) for key, item in data.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        return hint(**{key: _build(hints[key], item) for key, item in data.items()})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if hint is date:
        return date.fromisoformat(data)
    return data
