"""Reads the manifest of a package strictly; runs in the child process."""

import json
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from app.domain.errors.catalogue import refusal
from app.domain.handoff import FORMAT, Manifest
from app.domain.package_format import digest_of

MAX_TEXT = 2_000
MAX_ITEMS = 50_000
MAX_NUMBER = 1 << 53
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def read_manifest(data: bytes) -> dict[str, Any]:
    """Return a manifest as plain values of which a ``Manifest`` can be built.

    Raises:
        Refusal: ``package.bad_manifest``, ``package.tampered`` where its digest is not its own.
    """
    plain = read_json(data)
    if not isinstance(plain, dict) or not isinstance(plain.get("format"), int):
        raise refusal("package.bad_manifest", what="format")
    if plain.get("digest") != digest_of(plain):
        raise refusal("package.tampered")
    known: dict[str, Any] = _sound(Manifest, plain, plain["format"] > FORMAT, "manifest")
    return known


def read_json(data: bytes) -> Any:  # noqa: ANN401 - JSON is of any shape
    """Return what a JSON text says, if every tool would read the same in it.

    Raises:
        Refusal: ``package.bad_manifest``.
    """
    try:
        return json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError):
        raise refusal("package.bad_manifest", what="JSON") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(text: str) -> Any:  # noqa: ANN401 - returns nothing
    raise ValueError(text)


def _sound(hint: Any, value: Any, newer: bool, where: str) -> Any:  # noqa: ANN401
    """Return a plain value without what a newer program put into it, if it is of its type."""
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if value is None else _sound(inner, value, newer, where)
    if origin is tuple and isinstance(value, list) and len(value) <= MAX_ITEMS:
        return [_sound(get_args(hint)[0], item, newer, where) for item in value]
    if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(value, dict):
        kinds = get_args(hint)
        if len(value) <= MAX_ITEMS:
            return {
                _sound(kinds[0], key, newer, where): _sound(kinds[1], item, newer, where)
                for key, item in value.items()
            }
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, dict):
        return _record(hint, value, newer, where)
    if isinstance(hint, type) and origin is None and _is_plain(hint, value):
        return value
    raise refusal("package.bad_manifest", what=where)


def _record(kind: type, value: dict[str, Any], newer: bool, where: str) -> dict[str, Any]:
    hints = get_type_hints(kind)
    must = {
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    }
    if must - set(value) or (set(value) - set(hints) and not newer):
        raise refusal("package.bad_manifest", what=where)
    return {
        key: _sound(hints[key], item, newer, key) for key, item in value.items() if key in hints
    }


def _is_plain(hint: type, value: object) -> bool:
    if hint is bool:
        return isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MAX_NUMBER
    if not isinstance(value, str) or len(value) > MAX_TEXT or _UNREADABLE.search(value):
        return False
    if hint is date:
        return _is_day(value)
    return value in {each.value for each in hint} if issubclass(hint, Enum) else hint is str


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
