"""Lists within records of the cycle, told in full: to choose between two, one must see them."""

import json
from collections.abc import Iterable, Mapping

from app.domain.cycle.meetings import ROLES

_WORDS: Mapping[str, Mapping[str, str]] = {
    "role": {str(role): word for role, word in ROLES.items()},
    "also": {str(role): word for role, word in ROLES.items()},
}
"""Field → its signs as people say them."""
_NOT_TOLD = frozenset({"sha256", "bytes", "person_id", "id"})
"""What people have nothing to do with."""


def list_words(text: str) -> str:
    """Return a list as people read it.

    Args:
        text: as the change log has it; what is no list stays as it is.
    """
    if not text.startswith("[{"):
        return text
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return "；".join(" ".join(_told(each)) for each in found)


def _told(value: object, field: str = "") -> Iterable[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in _NOT_TOLD:
                yield from _told(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _told(item, field)
    elif value is not None and value != "":
        yield _WORDS.get(field, {}).get(str(value), str(value))
