"""Hints about what was written into reviews: never a block, only something to look at again."""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest

from app.domain.ids import ReviewId

LEAST_ALIKE = 12
"""Shorter texts are alike by nature."""
LEAST_NEAR = 30
"""Shorter texts are near each other by nature."""
NEARNESS = 0.7
"""From this share of common pieces on two texts are nearly the same."""
NO_PROBLEM_LETTERS = 20
"""A text this short that only says that there is nothing names no problem."""

_PIECE = 3
_SKETCH = 8
_SHARED = 4
_MOST_CANDIDATES = 40
_NOTHING = re.compile(
    r"(?:目前|现在|暂时|基本上?|总体)?(?:无|没有|暂无|未发现|未见|不存在)(?:什么|任何|明显|突出|大的?|较大|的)*"
    r"(?:问题|不足|缺点|差距)?(?:和(?:不足|问题|缺点))?"
)


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands in one cell of one review."""

    review_id: ReviewId
    name: str
    """Whom the review is about; the name makes no difference between texts."""
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Comments on several people that say the same, or nearly so."""

    comments: tuple[Comment, ...]
    exact: bool


@dataclass
class _Group:
    """Comments that are near the first of them."""

    text: str
    comments: list[Comment] = field(default_factory=list)
    exact: bool = True


def alike(comments: Iterable[Comment]) -> Iterator[Alike]:
    """Give the groups of comments on different people that say the same in the same cell.

    Takes time in step with the length of all texts: near ones are found by the smallest
    digests of their pieces, not by comparing everything with everything.
    """
    finders: dict[str, _Finder] = {}
    for comment in comments:
        finders.setdefault(comment.field, _Finder()).add(comment)
    for finder in finders.values():
        for group in finder.groups:
            if len({comment.review_id for comment in group.comments}) > 1:
                yield Alike(tuple(group.comments), group.exact)


class Others:
    """What stands in the same cells of other reviews, to hold a text against while it is written.

    Meant for some hundred reviews: each text is compared with all of its cell.
    """

    def __init__(self, comments: Iterable[Comment]) -> None:
        """Remember these comments, those to be named first in front."""
        self._texts: dict[str, list[_Said]] = {}
        for comment in comments:
            said = _Said(comment.name, plain(comment.text, comment.name))
            if len(said.text) >= LEAST_ALIKE:
                self._texts.setdefault(comment.field, []).append(said)

    def like(self, comment: Comment) -> tuple[str, bool] | None:
        """Return whose review says the same in the same cell, and whether letter by letter."""
        text = plain(comment.text, comment.name)
        if len(text) < LEAST_ALIKE:
            return None
        others = self._texts.get(comment.field, ())
        for other in others:
            if other.text == text:
                return other.name, True
        if len(text) >= LEAST_NEAR:
            pieces = _pieces(text)
            for other in others:
                if len(other.text) >= LEAST_NEAR and _nearness(pieces, other.pieces) >= NEARNESS:
                    return other.name, False
        return None


class _Said:
    """A comment without what makes no difference; its pieces are made when they are wanted."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    @cached_property
    def pieces(self) -> frozenset[int]:
        return _pieces(self.text)


class _Finder:
    """The groups of one cell's comments, in the order in which they came."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._same: dict[str, _Group] = {}
        self._near: dict[int, list[_Group]] = {}

    def add(self, comment: Comment) -> None:
        text = plain(comment.text, comment.name)
        if len(text) < LEAST_ALIKE:
            return
        group = self._same.get(text)
        if group is None:
            group = self._nearest(text)
            self._same[text] = group
        group.comments.append(comment)

    def _nearest(self, text: str) -> _Group:
        """Return the group that a text is near to, or a new one."""
        if len(text) < LEAST_NEAR:
            return self._new(text)
        pieces = _pieces(text)
        sketch = nsmallest(_SKETCH, pieces)
        counts: dict[int, int] = {}
        found: dict[int, _Group] = {}
        for digest in sketch:
            for group in self._near.get(digest, ())[:_MOST_CANDIDATES]:
                found[id(group)] = group
                counts[id(group)] = counts.get(id(group), 0) + 1
        best = max(counts, key=lambda key: counts[key], default=None)
        if best is not None and counts[best] >= _SHARED:
            group = found[best]
            if _nearness(pieces, _pieces(group.text)) >= NEARNESS:
                group.exact = False
                return group
        group = self._new(text)
        for digest in sketch:
            self._near.setdefault(digest, []).append(group)
        return group

    def _new(self, text: str) -> _Group:
        group = _Group(text)
        self.groups.append(group)
        return group


def plain(text: str, name: str = "") -> str:
    """Return a text without what makes no difference: the name, signs, spaces, numbers."""
    normal = unicodedata.normalize("NFKC", text)
    if name:
        normal = normal.replace(name, "")
    return "".join(letter for letter in normal if letter.isalpha())


def _pieces(text: str) -> frozenset[int]:
    letters = memoryview(text.encode("utf-32-le"))
    last = max(1, len(text) - _PIECE + 1)
    starts = range(0, 4 * last, 4)
    return frozenset(zlib.crc32(letters[start : start + 4 * _PIECE]) for start in starts)


def _nearness(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def names_no_problem(text: str) -> bool:
    """Tell whether a text about problems names none: it is empty, or says that there is nothing."""
    letters = plain(text)
    if len(letters) > NO_PROBLEM_LETTERS:
        return False
    return not letters or _NOTHING.fullmatch(letters) is not None


def phrases_only(text: str, phrases: Iterable[str]) -> tuple[str, ...]:
    """Return the set phrases that a text is made of, where hardly anything else is in it.

    Args:
        text: what was written.
        phrases: phrases that fit everybody.

    Returns:
        The phrases found; nothing where they make less than two thirds of the text.
    """
    rest = plain(text)
    whole, found = len(rest), []
    for phrase in sorted(map(plain, phrases), key=len, reverse=True):
        if phrase and phrase in rest:
            found.append(phrase)
            rest = rest.replace(phrase, "")
    return tuple(found) if whole and len(rest) * 3 <= whole else ()


def comments_of(
    review_id: ReviewId, name: str, values: Mapping[str, str], fields: Iterable[str]
) -> Iterator[Comment]:
    """Give the comments of one review: the cells of ``fields`` that hold something."""
    for key in fields:
        text = values.get(key, "")
        if text.strip():
            yield Comment(review_id, name, key, text)
