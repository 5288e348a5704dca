"""The names behind every official figure, and those not counted, each with why (domain.md §5)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from app.domain.coverage import tier_measures
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Member, Organization, on_books
from app.domain.review import ReviewHead, Target
from app.domain.scheme import TableDeclaration, Tier
from app.domain.unit_figures import NO_UNITS, UnitsByFigures
from app.domain.words import (
    GRASS_ROOTS,
    MemberStatus,
    PostKind,
    TargetKind,
    UncountedReason,
)


class Counted(NamedTuple):
    """Somebody or something that a figure counts."""

    id: str
    name: str


class Uncounted(NamedTuple):
    """Somebody or something that a figure leaves out, and why."""

    id: str
    name: str
    reason: UncountedReason


class UnitCount(NamedTuple):
    """A unit that is counted by figures: nobody knows the names behind them."""

    id: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class NameList:
    """What is behind one figure: the names counted, and the numbers of units without names."""

    counted: tuple[Counted, ...] = ()
    not_counted: tuple[Uncounted, ...] = ()
    units: tuple[UnitCount, ...] = ()
    """Units by figures; only where the list is of a unit that has such."""

    @property
    def total(self) -> int:
        """The figure."""
        return len(self.counted) + sum(unit.number for unit in self.units)


SECRETARIES = Tier("secretaries", "", GRASS_ROOTS, frozenset({PostKind.SECRETARY}))
"""基层党组织书记, counted like a tier of leaders."""


def name_lists(
    directory: Directory,
    reviews: Iterable[ReviewHead],
    table: TableDeclaration,
    unit: OrganizationId,
    exempt: Collection[Target] = (),
    units: UnitsByFigures = NO_UNITS,
) -> Mapping[str, NameList]:
    """Return the names behind the official measures of a unit, and of its further tiers.

    Args:
        directory: the structure on the day as of which is counted.
        reviews: all reviews of the round, in any state.
        table: how the scheme counts.
        unit: it and everything below it.
        exempt: targets that need no review (免点评); they stay in the total and are listed.
        units: those that are counted by figures; their records are left out.
    """
    progress = _Progress(reviews, directory, table)
    left_out = units.left_out(unit)
    leaders = _holders(directory, unit, table.tiers[0], left_out) if table.tiers else NameList()
    secretaries = _holders(directory, unit, SECRETARIES, left_out)
    organizations = _organizations(directory, unit, left_out)
    members = _members(directory, unit, left_out)
    skipped = {target.id for target in exempt}
    further: dict[str, NameList] = {}
    for tier in table.tiers[1:]:
        total, took_part = tier_measures(tier.id)
        further[total] = _holders(directory, unit, tier, left_out)
        further[took_part] = _reached(further[total], progress.reviewers, _TOOK_PART)
    lists = {
        "leaders_total": leaders,
        "leaders_took_part": _reached(leaders, progress.reviewers, _TOOK_PART),
        "secretaries_total": secretaries,
        "secretaries_took_part": _reached(secretaries, progress.reviewers, _TOOK_PART),
        "organizations_total": organizations,
        "organizations_reviewed": _reached(
            organizations, progress.organizations, _REVIEWED, skipped
        ),
        "members_total": members,
        "members_reviewed": _reached(members, progress.members, _REVIEWED, skipped),
        **further,
    }
    given = units.within(unit)
    if not given:
        return lists
    return {
        measure: replace(
            names, units=tuple(UnitCount(u.id, u.name, u.value(measure)) for u in given)
        )
        for measure, names in lists.items()
    }


class _Stage(IntEnum):
    """How far the furthest review has come."""

    NONE = 0
    UNFINISHED = 1
    UNDATED = 2
    LATER = 3
    DONE = 4


_REVIEWED = {
    _Stage.NONE: UncountedReason.NOT_REVIEWED,
    _Stage.UNFINISHED: UncountedReason.UNFINISHED,
    _Stage.UNDATED: UncountedReason.UNDATED,
    _Stage.LATER: UncountedReason.LATER,
}
_TOOK_PART = {**_REVIEWED, _Stage.NONE: UncountedReason.TOOK_NO_PART}


class _Progress:
    """The furthest stage of each target, and of each reviewer's own reviews."""

    def __init__(
        self, reviews: Iterable[ReviewHead], directory: Directory, table: TableDeclaration
    ) -> None:
        self.organizations: dict[str, _Stage] = {}
        self.members: dict[str, _Stage] = {}
        self.reviewers: dict[str, _Stage] = {}
        for review in reviews:
            stage = _stage(review, directory)
            for reviewer in review.reviewers:
                _advance(self.reviewers, reviewer, stage)
            if review.target.kind is TargetKind.MEMBER:
                _advance(self.members, review.target.id, stage)
                continue
            _advance(self.organizations, review.target.id, stage)
            secretary = review.secretary_id
            if table.secretaries_as_members and secretary and secretary not in review.reviewers:
                _advance(self.members, secretary, stage)


def _stage(review: ReviewHead, directory: Directory) -> _Stage:
    if not review.is_done:
        return _Stage.UNFINISHED
    if review.day is None:
        return _Stage.UNDATED
    return _Stage.DONE if review.day <= directory.day else _Stage.LATER


def _advance(stages: dict[str, _Stage], key: str, stage: _Stage) -> None:
    stages[key] = max(stage, stages.get(key, _Stage.NONE))


def _reached(
    total: NameList,
    stages: Mapping[str, _Stage],
    reasons: Mapping[_Stage, UncountedReason],
    exempt: Collection[str] = (),
) -> NameList:
    """Return who of a total is done, and why the others are not."""
    counted, missing = [], []
    for each in total.counted:
        stage = stages.get(each.id, _Stage.NONE)
        if stage is _Stage.DONE:
            counted.append(each)
        else:
            reason = UncountedReason.EXEMPT if each.id in exempt else reasons[stage]
            missing.append(Uncounted(each.id, each.name, reason))
    return NameList(tuple(counted), tuple(missing))


def _organizations(
    directory: Directory, unit: OrganizationId, left_out: Collection[OrganizationId]
) -> NameList:
    subtree = directory.tree.subtree(unit)
    places = [o for o in subtree if o.is_grass_roots and o.id not in left_out]
    return NameList(
        tuple(Counted(o.id, o.name) for o in places if directory.is_active(o)),
        tuple(
            Uncounted(o.id, o.name, _why_not_active(o, directory))
            for o in places
            if not directory.is_active(o)
        ),
    )


def _why_not_active(organization: Organization, directory: Directory) -> UncountedReason:
    since = organization.active.since
    if since is not None and directory.day < since:
        return UncountedReason.NOT_YET_FOUNDED
    return UncountedReason.ABOLISHED


def _holders(
    directory: Directory, unit: OrganizationId, tier: Tier, left_out: Collection[OrganizationId]
) -> NameList:
    """Return the persons of a tier, and the organisations where nobody holds the post."""
    persons: dict[PersonId, None] = {}
    vacant = []
    for organization in tier_places(directory, unit, tier, left_out):
        held = directory.holders(organization.id, tier.posts)
        persons.update((a.person_id, None) for a in held)
        if not held:
            vacant.append(organization)
    return NameList(
        tuple(Counted(person, directory.name(person)) for person in persons),
        tuple(Uncounted(o.id, o.name, UncountedReason.VACANT) for o in vacant),
    )


def tier_places(
    directory: Directory,
    unit: OrganizationId,
    tier: Tier,
    left_out: Collection[OrganizationId] = (),
) -> Iterator[Organization]:
    """Yield the active organisations of a unit whose posts a tier counts."""
    for organization in directory.tree.subtree(unit):
        if (
            organization.kind in tier.kinds
            and (not tier.tags or tier.tags & organization.tags)
            and directory.is_active(organization)
            and organization.id not in left_out
        ):
            yield organization


def _members(
    directory: Directory, unit: OrganizationId, left_out: Collection[OrganizationId]
) -> NameList:
    within = directory.tree.within
    rows = [
        m
        for m in directory.records.members
        if within(m.organization_id, unit) and m.organization_id not in left_out
    ]
    rows.sort(key=lambda m: directory.tree.index[m.organization_id])
    counted = [m for m in rows if on_books(m, directory.day)]
    here = {m.person_id for m in counted}
    return NameList(
        tuple(Counted(m.person_id, directory.name(m.person_id)) for m in counted),
        tuple(
            Uncounted(m.person_id, directory.name(m.person_id), _why_off_books(m, directory))
            for m in rows
            if m.person_id not in here
        ),
    )


_LEFT = {
    MemberStatus.ACTIVE: UncountedReason.MOVED_OUT,
    MemberStatus.MOVED_OUT: UncountedReason.MOVED_OUT,
    MemberStatus.SUSPENDED: UncountedReason.SUSPENDED,
    MemberStatus.EXPELLED: UncountedReason.EXPELLED,
    MemberStatus.DECEASED: UncountedReason.DECEASED,
}


def _why_off_books(member: Member, directory: Directory) -> UncountedReason:
    since = member.on_books.since
    if since is not None and directory.day < since:
        return UncountedReason.NOT_YET_ENTERED
    return _LEFT[member.status]
