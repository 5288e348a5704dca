"""Checks of what was given as figures: filled, reported, submitted before, not reported at all."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.domain.check import Check, listed, made
from app.domain.check_pairs import Pair
from app.domain.coverage import Coverage, is_further
from app.domain.coverage_names import Counted, NameList
from app.domain.errors import checks as say
from app.domain.ids import OrganizationId
from app.domain.unit_figures import GivenUnit, is_figure
from app.domain.unreported import Unreported

_TOTAL = "_total"
"""How measures end that count who is there, not what was done."""


@dataclass(frozen=True)
class Earlier:
    """What was submitted before of the same unit and round."""

    day: date
    figures: Mapping[str, int]
    names: Mapping[str, NameList] = field(default_factory=dict)
    """Who was behind the figures that are smaller now."""


@dataclass(frozen=True)
class Sealed:
    """What a unit below submitted, beside what is counted of it as of the same day."""

    name: str
    sequence: int
    day: date
    figures: Mapping[str, int]
    """As they stand on its paper table."""
    counted: Mapping[str, int]

    @cached_property
    def differs(self) -> frozenset[str]:
        """The measures that are not the same; what it did not submit is none."""
        counted = self.counted
        return frozenset(m for m, n in self.figures.items() if m in counted and n != counted[m])

    @property
    def is_further(self) -> bool:
        """Whether all that differs is that more has been reviewed, as where leaders above did.

        They note their reviews of a unit in the ledger of the level above.
        """
        return all(
            not measure.endswith(_TOTAL) and self.counted[measure] > self.figures[measure]
            for measure in self.differs
        )


def filled(given: Mapping[str, Mapping[str, object]], titles: Mapping[str, str]) -> Check:
    """T1-01: every figure that somebody gave is there and is a whole number from 0.

    Args:
        given: what to call whose figures they are (empty: the unit's own) → measure → value.
        titles: the measures that the table has, with their headings; further tiers may be missing,
            since the official table need not have them.
    """
    wrong = [
        say.OF_CELL.format(
            unit=unit,
            what=title,
            value=say.NOT_FILLED if values.get(measure) is None else values[measure],
        )
        for unit, values in given.items()
        for measure, title in titles.items()
        if not is_figure(values.get(measure))
        and not (is_further(measure) and measure not in values)
    ]
    return made("T1-01", not wrong, names=listed(wrong))


def as_reported(
    reported: Mapping[str, object], computed: Mapping[str, int], titles: Mapping[str, str]
) -> tuple[Check, ...]:
    """T1-06: what is reported beside what is computed, one sentence for each that differs."""
    differing = [m for m in titles if m in reported and reported[m] != computed[m]]
    if not differing:
        return (made("T1-06", True),)
    return tuple(
        made("T1-06", False, what=titles[m], reported=reported[m], computed=computed[m])
        for m in differing
    )


def as_sealed(units: Collection[Sealed], titles: Mapping[str, str]) -> Iterator[Check]:
    """T1-06: what units below submitted beside what is counted of them, a sentence for each unit.

    Args:
        units: those that have submitted.
        titles: the measures that the table has, with their headings.
    """
    if not any(each.differs for each in units):
        if units:
            yield made("T1-06.sealed", True)
        return
    for each in units:
        figures = [
            say.SEALED.format(what=title, sealed=each.figures[m], counted=each.counted.get(m, 0))
            for m, title in titles.items()
            if m in each.differs
        ]
        if figures:
            yield made(
                "T1-06.further" if each.is_further else "T1-06.sealed",
                False,
                name=each.name,
                sequence=each.sequence,
                day=each.day.isoformat(),
                figures="；".join(figures),
            )


def no_smaller(
    now: Mapping[str, int],
    names: Mapping[str, NameList],
    earlier: Earlier,
    titles: Mapping[str, str],
) -> tuple[Check, ...]:
    """T1-09: which figures are smaller than when they were submitted before, and who left."""
    smaller = [m for m in titles if now[m] < earlier.figures.get(m, 0)]
    if not smaller:
        return (made("T1-09", True, day=earlier.day.isoformat()),)
    return tuple(
        made(
            "T1-09",
            False,
            what=titles[m],
            now=now[m],
            then=earlier.figures[m],
            day=earlier.day.isoformat(),
            rest=earlier.figures[m] - now[m],
            names=_said_who(left),
            behind=left,
        )
        for m in smaller
        for left in (_who_left(earlier.names.get(m), names.get(m)),)
    )


def _who_left(then: NameList | None, now: NameList | None) -> list[str]:
    here = {each.id for each in now.counted} if now else set()
    gone: list[Counted] = [each for each in then.counted if each.id not in here] if then else []
    return [each.name for each in gone]


def _said_who(left: Sequence[str]) -> str:
    return say.WHO_LEFT.format(names=listed(left)) if left else ""


def all_reported(unit: OrganizationId, unreported: Unreported) -> Check:
    """T1-07: which units are missing from the figures."""
    names = unreported.of(unit)
    text = listed(names)
    return made("T1-07.missing", not names, count=len(names), names=text, behind=names)


def figures_within_total(
    unit: OrganizationId, coverage: Coverage, pairs: Iterable[Pair]
) -> Iterator[Check]:
    """T1-02, T1-03 of each unit below that is counted by figures, where its own are wrong."""
    for each in coverage.units.within(unit):
        if each.id == unit:
            continue
        yield from more_than_there_are(
            each.name, {m: each.value(m) for m in each.given.values}, pairs
        )


def more_than_there_are(
    name: str, values: Mapping[str, int], pairs: Iterable[Pair]
) -> Iterator[Check]:
    """T1-02, T1-03 of the figures that a unit gave, where more are done than there are.

    Args:
        name: of the unit.
        values: measure → number; a pair of which one is not given is not looked at.
        pairs: what belongs together.
    """
    for pair in pairs:
        total, part = values.get(pair.total), values.get(pair.part)
        if total is not None and part is not None and part > total:
            yield made(
                f"{pair.within_total}.figures",
                False,
                what=say.OF_UNIT.format(name=name) + pair.what,
                measure=pair.measure,
                part=part,
                total=total,
            )


def told_of_figures(unit: OrganizationId, coverage: Coverage) -> Iterator[Check]:
    """T1-07, T1-08: which units are counted by figures, and what is not counted beside them."""
    units = coverage.units
    given = units.within(unit)
    upper = units.above(unit)
    if upper is not None:
        yield made("T1-08.above", False, name=upper.name)
    if not given:
        return
    own = given[0].id == unit
    if own:
        yield made("T1-07.given", False, source=given[0].given.source)
    else:
        names = [each.name for each in given]
        yield made("T1-07.figures", False, count=len(names), names=listed(names))
    unused = [
        say.NOT_USED.format(name=lower.name, above=above.name)
        for lower, above in units.nested(unit)
    ]
    names = [*unused, *filter(None, (_records_left_out(each, coverage) for each in given))]
    if names:
        yield made("T1-08.figures", False, names=listed(names))


def _records_left_out(unit: GivenUnit, coverage: Coverage) -> str:
    """Return what is known of a unit by records though its figures are counted; empty: nothing."""
    counts = coverage.records_left_out(unit)
    members = counts["members_total"]
    if not members and not counts["organizations_reviewed"]:
        return ""
    organizations = counts["organizations_total"]
    return say.RECORDS_LEFT_OUT.format(name=unit.name, organizations=organizations, members=members)
