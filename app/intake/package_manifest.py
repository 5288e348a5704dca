"""Reads the manifest of a package, and its other JSON, strictly; runs in the child process."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.domain.controls import is_line
from app.domain.dates import is_likely
from app.domain.errors.catalogue import refusal
from app.domain.handoff import FORMAT, Manifest
from app.domain.history_words import RECORDS
from app.domain.package_format import digest_of
from app.intake.part_rules import ids as wrong_ids
from app.intake.plain_check import UNREADABLE, Unsound, sound

MAX_DEPTH = 30
MAX_TEXT = 2_000
"""Letters of a text in the manifest."""


def read_manifest(data: bytes | bytearray) -> dict[str, Any]:
    """Return a manifest as plain values of which a ``Manifest`` can be built.

    What only a newer format knows is left out; of the format that is known, nothing may be more.

    Raises:
        Refusal: ``package.bad_manifest``, ``package.tampered`` where its digest is not its own;
            ``package.no_day``, ``package.bad_day``, ``package.bad_round``.
    """
    plain = read_json(data)
    number = plain.get("format") if isinstance(plain, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise refusal("package.bad_manifest", what="format")
    if plain.get("digest") != digest_of(plain):
        raise refusal("package.tampered")
    try:
        known: dict[str, Any] = sound(Manifest, plain, drop=number > FORMAT, where="manifest")
    except Unsound as wrong:
        raise refusal("package.bad_manifest", what=str(wrong)) from None
    _check_values(known)
    _check_days(known)
    return known


def check_counts(manifest: Mapping[str, Any], found: Mapping[str, int]) -> None:
    """Refuse a manifest that tells other numbers of records than there are.

    Args:
        manifest: as ``read_manifest`` returns it.
        found: kind → how many there are; of kinds that only a newer format knows nothing is known.

    Raises:
        Refusal: ``package.bad_counts``.
    """
    may_know_more = manifest["format"] > FORMAT
    for kind, told in manifest.get("counts", {}).items():
        there = found.get(kind, 0)
        if told != there and not (may_know_more and kind not in found):
            what = RECORDS.get(kind, kind)
            raise refusal("package.bad_counts", what=what, told=told, found=there)


def _check_values(known: dict[str, Any]) -> None:
    """Refuse what is of its type, but can be no id, no number, no name."""
    units = [known["sender"], *filter(None, [known.get("to")])]
    holds, parts = known.get("holds", []), known.get("parts", [])
    ids = [each["id"] for each in (*units, *filter(None, [known.get("round")]))]
    ids += [each[key] for each in holds for key in ("unit", "ledger")]
    numbers = [known["sequence"], *(each["sequence"] for each in holds)]
    numbers += [*(each["bytes"] for each in parts), *known.get("counts", {}).values()]
    if wrong_ids([*ids, known["ledger"] or "-"]):
        raise refusal("package.bad_manifest", what="id")
    if min(numbers) < 0:
        raise refusal("package.bad_manifest", what="sequence")
    if not all(each["name"].strip() for each in units):
        raise refusal("package.bad_manifest", what="name")
    if not all(len(text) <= MAX_TEXT and is_line(text) for text in _texts(known)):
        raise refusal("package.bad_manifest", what="text")


def _check_days(known: dict[str, Any]) -> None:
    """Refuse days on which nobody can have written a package, and rounds that end first."""
    if known.get("as_of") is None:
        raise refusal("package.no_day")
    head = known.get("round")
    held = (each.get("as_of") for each in known.get("holds", []))
    days = [("截至", known["as_of"]), *(("下级数据截至", day) for day in held if day)]
    days += [("轮次起止", head[key]) for key in ("start", "end")] if head else []
    for what, day in days:
        if not is_likely(date.fromisoformat(day)):
            raise refusal("package.bad_day", what=what, day=day)
    if head and head["start"] > head["end"]:
        raise refusal("package.bad_round", **{key: head[key] for key in ("name", "start", "end")})


def _texts(value: object) -> Iterator[str]:
    """Give every text in a plain value; people are shown some of them before all is checked."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)


def read_json(data: bytes | bytearray) -> Any:  # noqa: ANN401 - JSON is of any shape
    """Return what a JSON text says, if every tool would read the same in it.

    Raises:
        Refusal: ``package.bad_manifest``.
    """
    try:
        text = data.decode("utf-8")
        plain = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
        _walk(plain)
    except (ValueError, RecursionError):
        raise refusal("package.bad_manifest", what="JSON") from None
    return plain


def _walk(value: object, depth: int = 0) -> None:
    if depth > MAX_DEPTH or (isinstance(value, str) and UNREADABLE.search(value)):
        raise ValueError("too deep, or no text")
    if isinstance(value, dict):
        _walk("".join(value), depth)
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            _walk(each, depth + 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(text: str) -> Any:  # noqa: ANN401 - returns nothing
    raise ValueError(text)
