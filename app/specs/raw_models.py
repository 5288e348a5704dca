"""Strict raw models for files that people write, made from the domain's own dataclasses.

A key that the domain does not know is a fault, and all faults of a file are told at once.
"""

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, create_model

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault

Extra = Literal["forbid", "ignore"]


@cache
def raw_model(kind: type, extra: Extra = "forbid") -> type[BaseModel]:
    """Return the model whose keys are the fields of a dataclass; strict unless told otherwise."""
    hints = get_type_hints(kind)
    made: dict[str, Any] = {}
    for item in fields(kind):
        default: Any = ...
        if item.default is not MISSING:
            default = item.default
        elif item.default_factory is not MISSING:
            default = Field(default_factory=item.default_factory)
        made[item.name] = (_raw(hints[item.name], extra, kind), default)
    return create_model(kind.__name__, __config__=ConfigDict(extra=extra), **made)


def _raw(hint: Any, extra: Extra, owner: type) -> Any:  # noqa: ANN401 - of any shape
    """Return the raw type of a field; ``owner`` is the dataclass that the field stands in."""
    if hint is owner:
        return ForwardRef(owner.__name__)
    if is_dataclass(hint) and isinstance(hint, type):
        return raw_model(hint, extra)
    if hint is bool:
        return StrictBool
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(_raw(arg, extra, owner) for arg in args)]  # noqa: UP007 - built at run time
    if origin is Mapping:
        return dict.__class_getitem__((args[0], _raw(args[1], extra, owner)))
    if origin in (tuple, frozenset):
        return origin[tuple(arg if arg is Ellipsis else _raw(arg, extra, owner) for arg in args)]
    return hint


def validate(kind: type, data: Mapping[str, Any], place: str) -> tuple[Any, list[Fault]]:
    """Check plain data against a dataclass.

    Args:
        kind: the dataclass that the data is to become.
        data: what the file holds.
        place: the file, for the faults' places.

    Returns:
        The checked plain data and every fault found. Where keys are unknown and nothing else is
        wrong, the data comes without them, so that the search for faults can go on; other
        faults leave no data (None).
    """
    faults: list[Fault] = []
    try:
        raw_model(kind).model_validate(dict(data))
    except ValidationError as error:
        faults = [_fault(kind, details, place) for details in error.errors()]
    try:
        checked = raw_model(kind, "ignore").model_validate(dict(data))
    except ValidationError:
        return None, faults
    return checked.model_dump(mode="json"), faults


_REASONS = {
    "string_type": "应为文字，请加引号",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为方括号里的列表",
    "frozen_set_type": "应为方括号里的列表",
    "dict_type": "应为一组“键 = 值”",
    "model_type": "应为一组“键 = 值”",
    "date_from_datetime_inexact": "应为 2011-01-12 这样的日期",
    "date_from_datetime_parsing": "应为 2011-01-12 这样的日期",
    "date_parsing": "应为 2011-01-12 这样的日期",
    "date_type": "应为 2011-01-12 这样的日期",
}


def _fault(kind: type, details: Any, place: str) -> Fault:  # noqa: ANN401 - pydantic's dict
    path = _key_path(details["loc"])
    where = f"{place} {path}".strip()
    key = next(part for part in reversed(details["loc"]) if isinstance(part, str))
    if details["type"] == "extra_forbidden":
        return fault("scheme.key_unknown", where, key=key, hint=_near_miss(kind, details["loc"]))
    if details["type"] == "missing":
        return fault("scheme.key_missing", where, key=key)
    if details["type"] == "enum":
        known = re.findall("'([^']*)'", details["ctx"]["expected"])
        reason = f"没有“{details['input']}”，{suggestion(str(details['input']), known)}"
    else:
        reason = _REASONS.get(details["type"], "写法不对")
    return fault("scheme.value", where, key=key, reason=reason.rstrip("。？"))


def suggestion(written: str, known: Iterable[str]) -> str:
    """Return what people may have meant to write, or everything that they can."""
    words = [word for word in known if word]
    if not words:
        return "请删去这一项。"
    near = get_close_matches(written, words, n=1, cutoff=0.5)
    return f"是否想写“{near[0]}”？" if near else f"可填：{'、'.join(words)}。"


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
    return suggestion(str(loc[-1]), known)


def _inner_model(hint: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(hint, type) and not get_args(hint):
        return hint if issubclass(hint, BaseModel) else None
    return next((m for m in map(_inner_model, get_args(hint)) if m is not None), None)
