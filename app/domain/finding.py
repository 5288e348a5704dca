"""Finds names among a hundred thousand while somebody types: one text, searched as a whole."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

MOST_COUNTED = 1000
_BETWEEN = "\t"
_END = "\n"


class Finder:
    """Finds the next line that holds a text in one of its keys."""

    def __init__(self, keys: Sequence[Iterable[str]]) -> None:
        """Join the keys.

        Args:
            keys: for each line everything that it may be found by: name, pinyin, initials.
        """
        lines = [_BETWEEN.join(each).casefold().replace(_END, " ") for each in keys]
        self._text = _END.join(lines) + _END
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)][:-1]

    def next(self, words: str, after: int, *, back: bool = False) -> int | None:
        """Return the next line that holds the words, round the end; None where there is none.

        Args:
            words: what was typed; capitals and blanks around make no difference.
            after: the line from which one looks on; it is the last to be looked at.
            back: look towards the beginning.
        """
        wanted = words.strip().casefold()
        if not wanted or not self._starts:
            return None
        found = self._before(wanted, after) if back else self._behind(wanted, after)
        return None if found < 0 else bisect_right(self._starts, found) - 1

    def _behind(self, wanted: str, after: int) -> int:
        following = after + 1
        start = self._starts[following] if following < len(self._starts) else len(self._text)
        found = self._text.find(wanted, start)
        return found if found >= 0 else self._text.find(wanted)

    def _before(self, wanted: str, after: int) -> int:
        found = self._text.rfind(wanted, 0, self._starts[after]) if after > 0 else -1
        return found if found >= 0 else self._text.rfind(wanted)

    def holds(self, words: str, line: int) -> bool:
        """Tell whether a line holds the words."""
        start = self._starts[line]
        end = self._text.index(_END, start)
        return self._text.find(words.strip().casefold(), start, end) >= 0

    def count(self, words: str) -> int:
        """Return how many lines hold the words, at most ``MOST_COUNTED``."""
        wanted = words.strip().casefold()
        counted, at = 0, self._text.find(wanted) if wanted else -1
        while at >= 0 and counted < MOST_COUNTED:
            counted += 1
            at = self._text.find(wanted, self._text.index(_END, at))
        return counted
