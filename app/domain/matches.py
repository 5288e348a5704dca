"""Finds lines by any part of a name, its pinyin or its initials: one text, searched as a whole."""

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

_BETWEEN = "\t"
_LINE = "\n\t"


def searched(words: str) -> str:
    """Return what was typed as it is looked for: half-width, in small letters, without blanks."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().replace("ü", "v").split())


class Matches:
    """Lines that may each be found by several keys."""

    def __init__(self, *keys: Sequence[str]) -> None:
        """Join the keys.

        Args:
            *keys: of each kind of key one text per line, as ``searched`` gives it.
        """
        self._each = [_BETWEEN.join(each) for each in zip(*keys, strict=True)]
        self._text = "".join([f"{_LINE}{line}" for line in self._each])
        ends = accumulate((len(line) + len(_LINE) for line in self._each), initial=0)
        self._starts = array("q", ends)

    def all(self, words: str) -> list[int]:
        """Return the numbers of all lines that hold the words."""
        wanted = searched(words)
        if not wanted:
            return []
        return [number for number, line in enumerate(self._each) if wanted in line]

    def best(self, words: str, limit: int) -> list[int]:
        """Return some lines that hold the words: first those with a key that begins with them."""
        wanted = searched(words)
        if not wanted:
            return []
        found = dict.fromkeys(islice(self._lines(f"{_BETWEEN}{wanted}"), limit))
        if len(found) < limit:
            found.update(dict.fromkeys(islice(self._lines(wanted), limit)))
        return list(found)[:limit]

    def _lines(self, wanted: str) -> Iterator[int]:
        at = self._text.find(wanted)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(wanted, self._starts[line + 1])
