"""Scales of 群众评议 and 民主测评, and how counts become percentages and scores.

A scale is data: 满意/比较满意/基本满意/不满意, 好/较好/一般/差 with points 10/7/5/2, whatever is
used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.domain.errors.catalogue import refusal

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


class Rounding(StrEnum):
    """How percentages are rounded."""

    PLAIN = "plain"
    """Each half-up to two decimals; their sum may be 99.99 or 100.01."""
    FORCED = "forced"
    """The difference to 100.00 goes to the last grade that has votes, as published tables do."""


ROUNDINGS: dict[Rounding, str] = {Rounding.PLAIN: "四舍五入", Rounding.FORCED: "合计凑足100%"}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale."""

    label: str
    points: int | None = None
    """What a vote for it is worth; None: the scale gives no score."""
    satisfied: bool = False
    """Whether a vote for it counts as 满意 (满意率 has more than one numerator in use)."""


@dataclass(frozen=True, slots=True)
class Band:
    """What a score of at least so many points is called."""

    least: int
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The grades that a voter chooses from, best first."""

    id: str
    title: str
    grades: tuple[Grade, ...]
    bands: tuple[Band, ...] = ()
    """What the average score is called; empty: nothing."""
    abstention: bool = True
    """Whether a valid ballot may leave an item open (弃权)."""

    @property
    def has_points(self) -> bool:
        """Whether votes give a score."""
        return all(grade.points is not None for grade in self.grades)


def percentages(counts: Sequence[int], rounding: Rounding) -> tuple[Decimal, ...]:
    """Return the share of each grade in per cent, to two decimals; the base is the sum.

    Raises:
        Refusal: ``vote.negative`` or ``vote.no_votes``.
    """
    base = _base(counts)
    shares = [_rounded(_HUNDRED * count / base) for count in counts]
    return tuple(shares) if rounding is Rounding.PLAIN else forced(shares, counts)


def forced(shares: Sequence[Decimal], votes: Sequence[object]) -> tuple[Decimal, ...]:
    """Return rounded shares with the difference to 100.00 in the last grade that has votes.

    Of so many votes that this grade would come to less than nothing, the one before it that has
    votes takes the difference.

    Args:
        shares: each rounded by itself.
        votes: true where a grade has any.
    """
    rest = _HUNDRED - sum(shares)
    taking = [place for place, any_ in enumerate(votes) if any_ and shares[place] + rest >= 0]
    found = list(shares)
    found[taking[-1]] += rest
    return tuple(found)


def satisfaction(counts: Sequence[int], scale: Scale) -> Decimal:
    """Return 满意率: the votes for grades that count as satisfied, in per cent of all.

    Raises:
        Refusal: ``vote.grades``, ``vote.negative`` or ``vote.no_votes``.
    """
    _require_grades(counts, scale)
    pairs = zip(counts, scale.grades, strict=True)
    return _rounded(
        _HUNDRED * sum(count for count, grade in pairs if grade.satisfied) / _base(counts)
    )


def score(counts: Sequence[int], scale: Scale) -> Decimal | None:
    """Return the average points of the votes, to two decimals; None: the scale has no points.

    Raises:
        Refusal: ``vote.grades``, ``vote.negative`` or ``vote.no_votes``.
    """
    _require_grades(counts, scale)
    if not scale.has_points:
        return None
    pairs = zip(counts, scale.grades, strict=True)
    return _rounded(
        sum(Decimal(count) * (grade.points or 0) for count, grade in pairs) / _base(counts)
    )


def band(points: Decimal, scale: Scale) -> str:
    """Return what a score is called; empty where the scale says nothing."""
    fitting = [each for each in scale.bands if points >= each.least]
    return max(fitting, key=lambda each: each.least).label if fitting else ""


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def _base(counts: Sequence[int]) -> Decimal:
    if any(count < 0 for count in counts):
        raise refusal("vote.negative")
    if not sum(counts):
        raise refusal("vote.no_votes")
    return Decimal(sum(counts))


def _require_grades(counts: Sequence[int], scale: Scale) -> None:
    if len(counts) != len(scale.grades):
        grades = "、".join(grade.label for grade in scale.grades)
        raise refusal("vote.grades", count=len(counts), grades=grades, wanted=len(scale.grades))
