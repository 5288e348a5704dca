"""The official figures of a unit on a day (domain.md §5)."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, repeat
from operator import and_

from app.domain.ids import OrganizationId, PersonId
from app.domain.scheme import TableDeclaration, Tier
from app.domain.tree import Tree
from app.domain.unit_figures import NO_UNITS, GivenUnit, UnitsByFigures
from app.domain.words import GRASS_ROOTS, OrganizationKind, PostKind

_SECRETARY = frozenset({PostKind.SECRETARY})


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a post in an organisation on the day."""

    person_id: PersonId
    organization_id: OrganizationId
    post: PostKind


@dataclass(frozen=True)
class CoverageFacts:
    """What a ledger holds for one round on one day, per organisation, not yet rolled up.

    'Done' means a review of the round in state 已点评 or later, dated on or before the day.
    """

    day: date
    members: Mapping[OrganizationId, int]
    """Members on the books on the day, by the organisation they are in on that day."""
    members_reviewed: Mapping[OrganizationId, int]
    """Of those, how many are the target of a done member review, or the secretary (in the
    review's snapshot, not himself among the reviewers) of an organisation with a done review,
    where the table counts them so."""
    organizations_reviewed: frozenset[OrganizationId]
    """Targets of at least one done review."""
    holders: tuple[Holder, ...]
    """Secretaries and whoever else the tiers ask for, posts held on the day."""
    reviewers: frozenset[PersonId]
    """Persons who are a reviewer of at least one done review."""
    member_times: Mapping[OrganizationId, int] = field(default_factory=dict)
    """Done member reviews (人次), by the organisation in the review's snapshot."""
    organization_times: Mapping[OrganizationId, int] = field(default_factory=dict)
    """Done organisation reviews, by the target organisation, units included."""


@dataclass(frozen=True, slots=True)
class TierFigure:
    """A tier of leaders: how many there are, how many took part."""

    id: str
    title: str
    total: int
    took_part: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The official figures of one unit (all of them heads, 人数)."""

    leaders_total: int
    leaders_took_part: int
    secretaries_total: int
    secretaries_took_part: int
    organizations_total: int
    organizations_reviewed: int
    members_total: int
    members_reviewed: int
    tiers: tuple[TierFigure, ...] = ()
    member_times: int = 0
    """Done member reviews (人次)."""
    organization_times: int = 0
    """Done reviews of party organisations (次); units are none."""

    def measures(self) -> dict[str, int]:
        """Return the eight official measures by their names."""
        return {name: getattr(self, name) for name in MEASURES}

    def values(self) -> dict[str, int]:
        """Return the official measures, and those of the further tiers of leaders."""
        further = {
            key: value
            for tier in self.tiers[1:]
            for key, value in zip(tier_measures(tier.id), (tier.total, tier.took_part), strict=True)
        }
        return {**self.measures(), **further}


_TIER = "tier."


def tier_measures(tier_id: str) -> tuple[str, str]:
    """Return the names of the two figures of a further tier: how many, how many took part."""
    return f"{_TIER}{tier_id}.total", f"{_TIER}{tier_id}.took_part"


def is_further(measure: str) -> bool:
    """Tell whether a measure is of a further tier, which the official table need not have."""
    return measure.startswith(_TIER)


MEASURES = (
    "leaders_total",
    "leaders_took_part",
    "secretaries_total",
    "secretaries_took_part",
    "organizations_total",
    "organizations_reviewed",
    "members_total",
    "members_reviewed",
)


class Coverage:
    """Facts rolled up over the tree; the figures of any unit at the cost of that unit alone."""

    def __init__(
        self,
        tree: Tree,
        facts: CoverageFacts,
        table: TableDeclaration,
        units: UnitsByFigures = NO_UNITS,
    ) -> None:
        """Sum once over the pre-order, so that every subtree is a difference of two sums.

        Args:
            tree: the structure on the day.
            facts: what the ledger holds.
            table: how the scheme counts.
            units: those that are counted by figures, in place of their records.
        """
        self.units = units
        self._tree = tree
        self._facts = facts
        self._table = table
        ids = [organization.id for organization in tree]

        def running(counts: Mapping[OrganizationId, int]) -> list[int]:
            return [0, *accumulate(map(counts.get, ids, repeat(0)))]

        grass_roots = [o.is_grass_roots and o.active.covers(facts.day) for o in tree]
        no_party = {o.id for o in tree if o.kind is OrganizationKind.UNIT}
        times = {id_: n for id_, n in facts.organization_times.items() if id_ not in no_party}
        reviewed = map(facts.organizations_reviewed.__contains__, ids)
        self._sums = {
            "members_total": running(facts.members),
            "members_reviewed": running(facts.members_reviewed),
            "member_times": running(facts.member_times),
            "organization_times": running(times),
            "organizations_total": [0, *accumulate(grass_roots)],
            "organizations_reviewed": [0, *accumulate(map(and_, grass_roots, reviewed))],
        }
        holders = sorted(
            ((tree.index[h.organization_id], h) for h in facts.holders), key=lambda pair: pair[0]
        )
        self._places = [place for place, _ in holders]
        self._holders = [holder for _, holder in holders]

    def figures(self, unit: OrganizationId) -> Figures:
        """Return the figures of a unit: it and everything below it."""
        start = self._tree.index[unit]
        return self._figures(start, self._tree.ends[start])

    def own_level(self, unit: OrganizationId) -> Figures:
        """Return the figures of a unit alone (本级), without anything below it.

        A unit by figures has no parts: all of it is its own level.
        """
        start = self._tree.index[unit]
        if unit in self.units:
            return self.figures(unit)
        return self._figures(start, start + 1)

    def has_records(self, unit: OrganizationId) -> bool:
        """Tell whether anything reviewed is recorded of a unit, but for reviews of itself.

        Its own review is the business of the level above, whose leaders review it.
        """
        start = self._tree.index[unit]
        end = self._tree.ends[start]
        organizations, members = self._sums["organization_times"], self._sums["member_times"]
        return bool(organizations[end] > organizations[start + 1] or members[end] > members[start])

    def is_empty(self, unit: OrganizationId) -> bool:
        """Tell whether neither members of a unit nor any reviews in it are known."""
        return not self.figures(unit).members_total and not self.has_records(unit)

    def records_left_out(self, unit: GivenUnit) -> Mapping[str, int]:
        """Return what the records of a unit by figures would add up to, were they counted."""
        return {name: sums[unit.end] - sums[unit.start] for name, sums in self._sums.items()}

    def _figures(self, start: int, end: int) -> Figures:
        units = self.units.between(start, end)
        sums = {
            name: running[end]
            - running[start]
            + sum(unit.value(name) - running[unit.end] + running[unit.start] for unit in units)
            for name, running in self._sums.items()
        }
        tiers = tuple(
            self._tier(tier, number, start, end) for number, tier in enumerate(self._table.tiers)
        )
        secretaries = self._persons(GRASS_ROOTS, _SECRETARY, frozenset(), start, end)
        took_part = secretaries & self._facts.reviewers
        return Figures(
            leaders_total=tiers[0].total if tiers else _given(units, "leaders_total"),
            leaders_took_part=tiers[0].took_part if tiers else _given(units, "leaders_took_part"),
            secretaries_total=len(secretaries) + _given(units, "secretaries_total"),
            secretaries_took_part=len(took_part) + _given(units, "secretaries_took_part"),
            tiers=tiers,
            **sums,
        )

    def _tier(self, tier: Tier, number: int, start: int, end: int) -> TierFigure:
        persons = self._persons(tier.kinds, tier.posts, tier.tags, start, end)
        took_part = persons & self._facts.reviewers
        units = self.units.between(start, end)
        first = ("leaders_total", "leaders_took_part")
        total, part = tier_measures(tier.id) if number else first
        return TierFigure(
            tier.id,
            tier.title,
            len(persons) + _given(units, total),
            len(took_part) + _given(units, part),
        )

    def _persons(
        self,
        kinds: frozenset[OrganizationKind],
        posts: frozenset[PostKind],
        tags: frozenset[str],
        start: int,
        end: int,
    ) -> set[PersonId]:
        return {
            holder.person_id
            for first, last in self._record_slices(start, end)
            for place, holder in zip(
                self._places[first:last], self._holders[first:last], strict=True
            )
            if holder.post in posts
            and self._tree.organizations[place].kind in kinds
            and (not tags or tags & self._tree.organizations[place].tags)
            and self._tree.organizations[place].active.covers(self._facts.day)
        }

    def _record_slices(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the slices of the holders in organisations that are counted by records."""
        for unit in self.units.between(start, end):
            yield bisect_left(self._places, start), bisect_left(self._places, unit.start)
            start = unit.end
        yield bisect_left(self._places, start), bisect_left(self._places, end)


def _given(units: Iterable[GivenUnit], measure: str) -> int:
    return sum(unit.value(measure) for unit in units)
