"""Strict raw models for files that people write, made from the domain's own dataclasses.

A key that the domain does not know is a fault, and all faults of a file are told at once.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault


@cache
def raw_model(kind: type) -> type[BaseModel]:
    """Return the strict model whose keys are the fields of a dataclass."""
    hints = get_type_hints(kind)
    made: dict[str, Any] = {}
    for item in fields(kind):
        default: Any = ...
        if item.default is not MISSING:
            default = item.default
        elif item.default_factory is not MISSING:
            default = Field(default_factory=item.default_factory)
        made[item.name] = (_raw(hints[item.name]), default)
    return create_model(kind.__name__, __config__=ConfigDict(extra="forbid"), **made)


def _raw(hint: Any) -> Any:  # noqa: ANN401 - type hints are of any shape
    if is_dataclass(hint) and isinstance(hint, type):
        return raw_model(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(_raw(arg) for arg in args)]  # noqa: UP007 - built at run time
    if origin is Mapping:
        return dict.__class_getitem__((args[0], _raw(args[1])))
    if origin in (tuple, frozenset):
        return origin[tuple(arg if arg is Ellipsis else _raw(arg) for arg in args)]
    return hint


def validate(kind: type, data: Mapping[str, Any], place: str) -> tuple[Any, list[Fault]]:
    """Check plain data against a dataclass.

    Args:
        kind: the dataclass that the data is to become.
        data: what the file holds.
        place: the file, for the faults' places.

    Returns:
        The checked plain data (None where there are faults) and every fault found.
    """
    try:
        checked = raw_model(kind).model_validate(dict(data))
    except ValidationError as error:
        return None, [_fault(kind, details, place) for details in error.errors()]
    return checked.model_dump(mode="json"), []


_REASONS = {
    "enum": "可填 {expected}",
    "string_type": "应为文字，请加引号",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为方括号里的列表",
    "frozen_set_type": "应为方括号里的列表",
    "dict_type": "应为一组“键 = 值”",
    "model_type": "应为一组“键 = 值”",
    "date_from_datetime_parsing": "应为 2011-01-12 这样的日期",
    "date_parsing": "应为 2011-01-12 这样的日期",
    "date_type": "应为 2011-01-12 这样的日期",
}


def _fault(kind: type, details: Any, place: str) -> Fault:  # noqa: ANN401 - pydantic's dict
    path = _key_path(details["loc"])
    where = f"{place} {path}".strip()
    key = str(details["loc"][-1])
    if details["type"] == "extra_forbidden":
        return fault("scheme.key_unknown", where, key=key, hint=_near_miss(kind, details["loc"]))
    if details["type"] == "missing":
        return fault("scheme.key_missing", where, key=key)
    expected = (
        str(details.get("ctx", {}).get("expected", ""))
        .replace(" or ", "、")
        .replace(", ", "、")
        .replace("'", "")
    )
    reason = _REASONS.get(details["type"], "写法不对").format(expected=expected)
    return fault("scheme.value", where, key=key, reason=reason)


def _key_path(loc: tuple[str | int, ...]) -> str:
    path = ""
    for part in loc:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif not part.startswith("function-") and part not in ("tuple", "frozenset"):
            path += f".{part}" if path else part
    return path


def _near_miss(kind: type, loc: tuple[str | int, ...]) -> str:
    here: type[BaseModel] | None = raw_model(kind)
    for part in loc[:-1]:
        if here is not None and isinstance(part, str) and part in here.model_fields:
            here = _inner_model(here.model_fields[part].annotation)
    known = list(here.model_fields) if here is not None else []
    near = get_close_matches(str(loc[-1]), known, n=1, cutoff=0.5)
    if near:
        return f"是否想写“{near[0]}”？"
    return f"这里可以写：{'、'.join(known)}。" if known else "请删去这一项。"


def _inner_model(hint: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(hint, type) and not get_args(hint):
        return hint if issubclass(hint, BaseModel) else None
    return next((m for m in map(_inner_model, get_args(hint)) if m is not None), None)
