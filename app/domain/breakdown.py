"""The figures of a unit by tier, kind, tag, category or mode: heads (人数) and times (人次)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from app.domain.coverage import Figures
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Member, Organization
from app.domain.review import ReviewHead
from app.domain.table import Column, Table, TableValue
from app.domain.unit_figures import NO_UNITS, UnitsByFigures
from app.domain.words import (
    MEMBER_CATEGORIES,
    ORGANIZATION_KINDS,
    OrganizationKind,
    TargetKind,
)


class By(StrEnum):
    """What a table is broken down by."""

    TIER = "tier"
    KIND = "kind"
    TAG = "tag"
    CATEGORY = "category"
    MODE = "mode"


BREAKDOWNS: Mapping[By, str] = {
    By.TIER: "按领导层级",
    By.KIND: "按党组织类别",
    By.TAG: "按标签",
    By.CATEGORY: "按党员类别",
    By.MODE: "按点评形式",
}
SECRETARIES = "基层党组织书记"
UNTAGGED, NO_MODE = "（无标签）", "（未注明）"
BY_FIGURES = "（报表数，不分类）"
"""The row of the units that are counted by figures: what is behind those, nobody knows."""
_HEADS = (Column("总数", number=True), Column("被点评数", number=True))
_TOOK_PART = (Column("总人数", number=True), Column("参加点评人数", number=True))
_ORGANIZATIONS = ("organizations_total", "organizations_reviewed")
_MEMBERS = ("members_total", "members_reviewed")
_TIMES = (Column("党组织（次）", number=True), Column("党员（人次）", number=True))


def breakdown(
    by: By,
    directory: Directory,
    reviews: Iterable[ReviewHead],
    unit: OrganizationId,
    reviewed_members: frozenset[PersonId],
    units: UnitsByFigures = NO_UNITS,
) -> Table:
    """Return one table; who has several tags stands in several rows, so rows need not add up.

    Args:
        by: what to break down by; the tiers are ``by_tier``.
        directory: the structure on the day as of which is counted.
        reviews: the reviews of the round.
        unit: it and everything below it.
        reviewed_members: persons who count as reviewed members.
        units: those that are counted by figures; their records are left out.
    """
    left_out = units.left_out(unit)
    done = [r for r in reviews if r.is_done and r.day is not None and r.day <= directory.day]
    if by is By.MODE:
        return _by_mode(directory, done, unit, left_out)
    given = units.within(unit)
    if by is By.KIND:
        rest = [sum(each.value(m) for each in given) for m in _ORGANIZATIONS] if given else []
        return _by_kind(directory, done, unit, left_out, rest)
    rest = [sum(each.value(m) for each in given) for m in _MEMBERS] if given else []
    words: Callable[[Member], Iterable[str]] = _tags if by is By.TAG else _category
    counts: dict[str, list[int]] = {}
    for member in directory.members_under(unit):
        if member.organization_id in left_out:
            continue
        for word in words(member):
            row = counts.setdefault(word, [0, 0])
            row[0] += 1
            row[1] += member.person_id in reviewed_members
    heading = "标签" if by is By.TAG else "党员类别"
    return _table(by, heading, counts, _HEADS, total=by is not By.TAG, rest=rest)


def by_tier(figures: Figures) -> Table:
    """Return the leaders that a scheme names, tier by tier, and the secretaries.

    Who holds posts in several tiers stands in several rows, so rows need not add up.
    """
    rows: tuple[tuple[TableValue, ...], ...] = (
        *((tier.title, tier.total, tier.took_part) for tier in figures.tiers),
        (SECRETARIES, figures.secretaries_total, figures.secretaries_took_part),
    )
    return Table(BREAKDOWNS[By.TIER], (Column("领导层级"), *_TOOK_PART), rows)


def _organizations(directory: Directory, unit: OrganizationId) -> Iterator[Organization]:
    for organization in directory.tree.subtree(unit):
        if organization.is_grass_roots and directory.is_active(organization):
            yield organization


def _by_kind(
    directory: Directory,
    done: list[ReviewHead],
    unit: OrganizationId,
    left_out: Collection[OrganizationId],
    rest: list[int],
) -> Table:
    reviewed = {r.target.id for r in done if r.target.kind is TargetKind.ORGANIZATION}
    counts: dict[str, list[int]] = {}
    for organization in _organizations(directory, unit):
        if organization.id not in left_out:
            row = counts.setdefault(ORGANIZATION_KINDS[organization.kind], [0, 0])
            row[0] += 1
            row[1] += organization.id in reviewed
    return _table(By.KIND, "党组织类别", counts, _HEADS, total=True, rest=rest)


def _by_mode(
    directory: Directory,
    done: list[ReviewHead],
    unit: OrganizationId,
    left_out: Collection[OrganizationId],
) -> Table:
    counts: dict[str, list[int]] = {}
    for review in done:
        place = review.organization_id
        inside = place in directory.tree and directory.tree.within(place, unit)
        if inside and place not in left_out:
            if review.target.id == place and directory.tree[place].kind is OrganizationKind.UNIT:
                continue  # reviewed, but no party organisation
            row = counts.setdefault(review.mode or NO_MODE, [0, 0])
            row[review.target.kind is TargetKind.MEMBER] += 1
    return _table(By.MODE, "点评形式", counts, _TIMES, total=True)


def _tags(member: Member) -> Iterable[str]:
    return sorted(member.tags) or (UNTAGGED,)


def _category(member: Member) -> Iterable[str]:
    return (MEMBER_CATEGORIES[member.category],)


def _table(
    by: By,
    heading: str,
    counts: Mapping[str, list[int]],
    columns: tuple[Column, ...],
    *,
    total: bool,
    rest: Sequence[int] = (),
) -> Table:
    known: list[tuple[TableValue, ...]] = [
        (word, *numbers) for word, numbers in sorted(counts.items())
    ]
    rows = (*known, *(((BY_FIGURES, *rest),) if rest else ()))
    return Table(BREAKDOWNS[by], (Column(heading), *columns), rows, total)
