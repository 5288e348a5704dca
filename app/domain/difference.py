"""Where two values of the domain differ, by key path."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.plain import to_plain


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; an empty text stands for what is not there."""

    path: str
    old: str
    new: str


def differences(old: object, new: object) -> tuple[Difference, ...]:
    """Return every place where two values of one type differ, in order.

    Parts that have an ``id`` are held against the part with the same id, wherever it stands.
    """
    return tuple(_walk("", to_plain(old), to_plain(new)))


def _walk(path: str, old: object, new: object) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            inner = f"{path}.{key}" if path else str(key)
            yield from _walk(inner, old.get(key), new.get(key))
    elif _has_ids(old) or _has_ids(new):
        yield from _walk_ids(path, _by_id(old), _by_id(new))
    else:
        yield Difference(path, _text(old), _text(new))


def _walk_ids(
    path: str, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[Difference]:
    for key in dict.fromkeys([*old, *new]):
        yield from _walk(f"{path}[{key}]", old.get(key), new.get(key))
    shared = [key for key in old if key in new]
    if shared != [key for key in new if key in old]:
        yield Difference(f"{path} 次序", "、".join(old), "、".join(new))


def _has_ids(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(each, Mapping) and "id" in each for each in value)
    )


def _by_id(value: object) -> dict[str, object]:
    return {str(each["id"]): each for each in value} if isinstance(value, Sequence) else {}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "；".join(f"{key} = {_text(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_text(item) for item in value)
    return str(value)
