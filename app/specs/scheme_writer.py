"""A compiled scheme back into ``scheme.toml`` and its files, as one pack to hand on."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from app.domain.scheme import Scheme
from app.specs.scheme_reader import SCHEME_FILE

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = "# 点评方案。写法见程序所带方案文件夹里的 README.md。\n\n"


def scheme_text(scheme: Scheme) -> str:
    """Return ``scheme.toml``: reading it gives the same scheme, its comments aside."""
    lines = [_HEAD]
    parts: list[str] = []
    for item in fields(scheme):
        value = getattr(scheme, item.name)
        if value == item.default or value in ((), {}):
            continue
        if isinstance(value, tuple):
            parts += [f"\n[[{item.name}]]\n{_table(part)}" for part in value]
        elif isinstance(value, Mapping):
            parts.append(f"\n[{item.name}]\n{_table(value)}")
        else:
            lines.append(f"{item.name} = {_value(value)}\n")
    return "".join((*lines, *parts))


def scheme_pack(scheme: Scheme, files: Mapping[str, bytes]) -> bytes:
    """Return a scheme and its files as one file, as ``unpack_scheme`` takes it.

    Args:
        scheme: as compiled.
        files: the Word and Excel files by their names.
    """
    stream = io.BytesIO()
    content = {SCHEME_FILE: scheme_text(scheme).encode(), **files}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in sorted(content):
            entry = zipfile.ZipInfo(f"{scheme.id}/{name}", _FIXED_TIME)
            pack.writestr(entry, content[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _table(value: object) -> str:
    return "".join(f"{_key(key)} = {_value(part)}\n" for key, part in _pairs(value))


def _pairs(value: object) -> list[tuple[str, object]]:
    """Return the keys of a table that say more than their default."""
    if isinstance(value, Mapping):
        return [(str(key), part) for key, part in value.items()]
    assert is_dataclass(value)
    found = [(f.name, getattr(value, f.name), f.default) for f in fields(value)]
    return [(n, part) for n, part, default in found if part != default and part not in ({}, None)]


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return _text(str(value.value))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return _value(tuple(sorted(value)))
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return "{" + ", ".join(f"{_key(k)} = {_value(part)}" for k, part in _pairs(value)) + "}"


def _text(text: str) -> str:
    """Return a TOML string; JSON escapes alike, but for DEL and what lies beyond the BMP."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
