"""Names of the bookmarks that tell which cell is which field.

A cell's bookmark is ``f_`` and the key, an 附页's ``a_`` and the key. Word allows letters, digits
and ``_``, takes A for a, and keeps 40 characters. So a dot is written ``__``; whatever else Word
would not keep apart is written ``X<hexadecimal>X``. ``N<number>`` at the end tells the forms of a
combined file apart.
"""

import re
from dataclasses import dataclass

CELL_PREFIX = "f_"
ANNEX_PREFIX = "a_"
LONGEST = 34
"""Word keeps 40 characters; six are left for the number in a combined file."""

_ESCAPED = re.compile(r"X([0-9a-f]{2,6})X")
_LIKE_ESCAPED = re.compile(r"x[0-9a-f]{2}")
_NAME = re.compile(r"([fa])_((?:X[0-9a-f]{2,6}X|[^X])+?)(?:N([0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class MarkName:
    """What the name of a bookmark says."""

    key: str
    annex: bool = False
    copy: int = 0
    """Which form of a combined file, from 1; 0 in a file of one form."""


def mark_name(key: str, *, annex: bool = False, copy: int = 0) -> str:
    """Return the bookmark's name for a field's cell or 附页."""
    body = "".join(_encoded(key, index) for index in range(len(key)))
    return (ANNEX_PREFIX if annex else CELL_PREFIX) + body + (f"N{copy}" if copy else "")


def is_mark(name: str) -> bool:
    """Return whether a bookmark means one of our cells or 附页 at all."""
    return name[:2].lower() in (CELL_PREFIX, ANNEX_PREFIX)


def parse_mark(name: str) -> MarkName | None:
    """Return what the name says; None where no key is written like that."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    prefix, body, copy = match.groups()
    key = "".join(_decoded(piece) for piece in re.split(r"(X[0-9a-f]+X|__)", body) if piece)
    found = MarkName(key, prefix + "_" == ANNEX_PREFIX, int(copy or 0))
    return found if mark_name(key, annex=found.annex, copy=found.copy) == name else None


def _encoded(key: str, index: int) -> str:
    character = key[index]
    if character == ".":
        return "__"
    if character == "_":
        neighbours = key[max(index - 1, 0) : index] + key[index + 1 : index + 2]
        plain = not set(neighbours) & {"_", "."}
    elif _LIKE_ESCAPED.match(key, index):
        plain = False
    else:
        kept = character in "0123456789" or character.isalpha()
        plain = kept and ord(character) < 0x10000 and character.casefold() == character
    return character if plain else f"X{ord(character):02x}X"


def _decoded(piece: str) -> str:
    if piece == "__":
        return "."
    match = _ESCAPED.fullmatch(piece)
    if match is None:
        return piece
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 else ""
