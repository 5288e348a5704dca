"""A small assessment for the tests: three people, graded on one item by one group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import (
    OVERALL,
    Accounts,
    Assessed,
    Assessment,
    Count,
    VotedItem,
    VotedItems,
    VoterGroup,
    overall_items,
)
from app.domain.ids import OrganizationId, RecordId
from app.specs.scale_reader import shipped_scales

if TYPE_CHECKING:
    from collections.abc import Sequence

THREE = shipped_scales()["satisfaction-3"]
POINTS = shipped_scales()["points"]
ITEMS = VotedItems(
    "member",
    "党员",
    (VotedItem("1", "参加活动"), VotedItem("2", "承诺兑现"), VotedItem("3", "作风")),
)


def people(*names: str, items: str = OVERALL) -> tuple[Assessed, ...]:
    return tuple(Assessed(AssessedKind.MEMBER, name, name, items, "一支部") for name in names)


def group(
    valid: int | None, *, id_: str = "1", name: str = "市场经营户", weight: int = 0
) -> VoterGroup:
    return VoterGroup(id_, name, weight, Accounts(valid=valid))


def assessment(
    counts: Sequence[Sequence[int]] = (), *, valid: int | None = 141, abstained: int = 0
) -> Assessment:
    """Return one with an object for each row of counts, one at least."""
    names = [f"党员{number}" for number in range(1, max(2, len(counts) + 1))]
    objects = people(*names)
    return Assessment(
        id=RecordId("a"),
        organization_id=OrganizationId("o"),
        title="党员群众评议",
        scale=THREE,
        lists=(overall_items(), ITEMS),
        objects=objects,
        groups=(group(valid),),
        counts=tuple(
            Count("1", each.key, OVERALL, tuple(votes), abstained)
            for each, votes in zip(objects, counts, strict=False)
        ),
    )


def with_accounts(given: Assessment, **numbers: int) -> Assessment:
    return replace(given, groups=(replace(given.groups[0], accounts=Accounts(**numbers)),))
