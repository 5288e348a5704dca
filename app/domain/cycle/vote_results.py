"""What comes of a vote: shares, 满意率, scores, over all items and all groups of voters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.domain.cycle.assessment import OVERALL, OVERALL_TITLE, Assessed, Assessment, Count
from app.domain.cycle.scales import Rounding, Scale, band, forced

TOGETHER = "综合"
"""What all items together are called."""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Part:
    """The votes of one group: of each grade, 弃权 last."""

    weight: int
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the votes for one object on one item, or on all of them together."""

    title: str
    votes: tuple[int, ...]
    """Of each grade, all groups together."""
    abstained: int
    shares: tuple[Decimal, ...]
    """Of each grade and 弃权 in per cent of the valid ballots, less those recused."""
    satisfied: Decimal | None
    """满意率 in per cent; None: the scale has no grade that counts as satisfied."""
    score: Decimal | None
    """Average points of the votes; None: the scale has none, or everybody abstained."""
    band: str = ""

    @property
    def base(self) -> int:
        """How many ballots the shares are of."""
        return sum(self.votes) + self.abstained


@dataclass(frozen=True, slots=True)
class ObjectResult:
    """What came of the vote on one object."""

    object: Assessed
    items: tuple[Outcome, ...]
    overall: Outcome | None
    """总体评价 where it was asked, else all items together; None: no votes yet."""


def results(assessment: Assessment) -> tuple[ObjectResult, ...]:
    """Return what came of the vote on each object, in their order."""
    counts: dict[tuple[str, str], list[Count]] = {}
    for count in assessment.counts:
        counts.setdefault((count.object, count.item), []).append(count)
    return tuple(_result(assessment, each, counts) for each in assessment.objects)


def overall(assessment: Assessment) -> tuple[Outcome | None, ...]:
    """Return what came of the vote on each object over all its items, as ``results`` has it."""
    counts: dict[str, list[Count]] = {}
    for count in assessment.counts:
        counts.setdefault(count.object, []).append(count)
    return tuple(_whole(assessment, o, counts.get(o.key, [])) for o in assessment.objects)


def _whole(assessment: Assessment, assessed: Assessed, counts: Sequence[Count]) -> Outcome | None:
    """Return 总体评价 where it was asked, else all items together."""
    if any(item.id == OVERALL for item in assessment.items_of(assessed)):
        own = [count for count in counts if count.item == OVERALL]
        return _outcome(assessment, OVERALL_TITLE, own)
    return _outcome(assessment, TOGETHER, counts)


def _result(
    assessment: Assessment, assessed: Assessed, counts: dict[tuple[str, str], list[Count]]
) -> ObjectResult:
    items = assessment.items_of(assessed)
    found = {item.id: counts.get((assessed.key, item.id), []) for item in items}
    outcomes = [_outcome(assessment, item.title, found[item.id]) for item in items]
    whole = _whole(assessment, assessed, [count for each in found.values() for count in each])
    return ObjectResult(assessed, tuple(filter(None, outcomes)), whole)


def _outcome(assessment: Assessment, title: str, counts: Sequence[Count]) -> Outcome | None:
    scale = assessment.scale
    empty = (0,) * (len(scale.grades) + 1)
    parts = []
    for group in assessment.groups:
        rows = [(*count.votes, count.abstained) for count in counts if count.group == group.id]
        votes = tuple(map(sum, zip(*rows, strict=True))) if rows else empty
        if sum(votes):
            parts.append(Part(group.weight, votes))
    if not parts:
        return None
    together = tuple(map(sum, zip(*(part.votes for part in parts), strict=True)))
    exact = shares(parts)
    points = _score(parts, scale)
    return Outcome(
        title,
        together[:-1],
        together[-1],
        rounded(exact, assessment.rounding),
        _satisfied(exact, scale),
        points,
        "" if points is None else band(points, scale),
    )


def shares(parts: Iterable[Part]) -> tuple[Fraction, ...]:
    """Return the exact share of each grade.

    Groups with weights count by them, whatever their size; a group without votes is left out and
    the others count for it. Without weights all votes are counted together.
    """
    found = list(parts)
    if not any(part.weight for part in found):
        votes = [sum(column) for column in zip(*(part.votes for part in found), strict=True)]
        return tuple(Fraction(vote, sum(votes)) for vote in votes)
    weights = sum(part.weight for part in found)
    columns = zip(
        *(
            [Fraction(v * part.weight, sum(part.votes) * weights) for v in part.votes]
            for part in found
        ),
        strict=True,
    )
    return tuple(sum(column, Fraction()) for column in columns)


def rounded(exact: Sequence[Fraction], rounding: Rounding) -> tuple[Decimal, ...]:
    """Return shares in per cent to two decimals, as ``scales.percentages`` rounds them."""
    found = [_decimal(share * 100) for share in exact]
    return tuple(found) if rounding is Rounding.PLAIN else forced(found, exact)


def _satisfied(exact: Sequence[Fraction], scale: Scale) -> Decimal | None:
    if not any(grade.satisfied for grade in scale.grades):
        return None
    pairs = zip(exact, scale.grades, strict=False)
    return _decimal(100 * sum((share for share, grade in pairs if grade.satisfied), Fraction()))


def _score(parts: Iterable[Part], scale: Scale) -> Decimal | None:
    """Return the average points; who abstains gives none and is not counted."""
    voting = [Part(part.weight, part.votes[:-1]) for part in parts if sum(part.votes[:-1])]
    if not scale.has_points or not voting:
        return None
    pairs = zip(shares(voting), scale.grades, strict=True)
    return _decimal(sum((share * (grade.points or 0) for share, grade in pairs), Fraction()))


def _decimal(value: Fraction) -> Decimal:
    """Return a fraction to two decimals, half up, without any rounding before."""
    return (
        Decimal((2 * 100 * value.numerator + value.denominator) // (2 * value.denominator)) * _CENT
    )


def proposed_rating(result: ObjectResult, scale: Scale) -> str:
    """Return the grade that the votes propose: the score's, else the one with most votes.

    Of grades with equally many the worse one; nothing for a 预备党员, nor without votes.
    """
    if not result.object.full or result.overall is None:
        return ""
    if result.overall.band:
        return result.overall.band
    best = max(result.overall.shares[:-1])
    places = [n for n, share in enumerate(result.overall.shares[:-1]) if share == best]
    return scale.grades[places[-1]].label if best else ""


def result_text(result: ObjectResult, assessment: Assessment) -> str:
    """Return a result in one sentence, as a form's summary can have it; empty without votes."""
    outcome = result.overall
    if outcome is None:
        return ""
    grades = zip(assessment.scale.grades, outcome.votes, outcome.shares, strict=False)
    told = [f"“{g.label}”{votes}票、占{share}%" for g, votes, share in grades]
    if outcome.abstained:
        told.append(f"弃权{outcome.abstained}票")
    parts = [
        f"{assessment.title}：有效票{outcome.base}张"
        if _single(assessment, result)
        else assessment.title
    ]
    parts += ["，".join(told)]
    if outcome.satisfied is not None:
        parts.append(f"满意率{outcome.satisfied}%")
    if outcome.score is not None:
        parts.append(f"平均{outcome.score}分" + (f"（{outcome.band}）" if outcome.band else ""))
    return "；".join(parts) + "。"


def _single(assessment: Assessment, result: ObjectResult) -> bool:
    """Whether the votes of the overall outcome are one for each ballot."""
    items = assessment.items_of(result.object)
    return len(items) == 1 or OVERALL in {item.id for item in items}
