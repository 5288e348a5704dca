"""Compares printed labels of forms with what stands in somebody's file."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_BRACKETED = re.compile(r"[(\[〔【<《].*?[)\]〕】>》]")
_IGNORED = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+|[0-9]+)[、.．)）]")
LONGEST_LABEL = 40
"""Longer texts are no labels, whatever they begin with."""
LEAST_ALIKE = 0.6
"""Below this two wordings have too little in common."""


@lru_cache(maxsize=16_384)
def exact_key(text: str) -> str:
    """Return a label without spaces and punctuation, in one width; brackets' content stays."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=16_384)
def loose_key(text: str) -> str:
    """Return a label also without a number in front and a remark in brackets （可附页）."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = _NUMBERED.sub("", plain)
    return exact_key(_BRACKETED.sub("", plain)) or exact_key(text)


@lru_cache(maxsize=65_536)
def likeness(one: str, other: str) -> float:
    """Return how alike two loose keys are, from 0 to 1; one that contains the other is alike."""
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and short in long and len(long) <= 3 * len(short):
        return max(0.7, len(short) / len(long))
    if len(long) > 2 * len(short) + 2:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def inline_value(text: str, keys: frozenset[str]) -> str | None:
    """Return what follows a label in its own cell: 地点：三楼会议室 says 三楼会议室.

    Args:
        text: the whole text of a cell.
        keys: the loose keys of the label.
    """
    for match in re.finditer(r"[:：\n]", text):
        if match.start() > LONGEST_LABEL:
            return None
        if loose_key(text[: match.start()]) in keys:
            rest = text[match.end() :].strip()
            return rest or None
    return None
