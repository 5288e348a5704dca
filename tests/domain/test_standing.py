"""Progress rolled up over a tree."""

from __future__ import annotations

from app.domain.ids import OrganizationId
from app.domain.standing import Progress, Standing, Tally
from app.domain.tree import grow
from app.domain.words import TargetKind
from tests.builders import organization_id, unit

TREE = grow(
    unit(
        "局党组 [党组]\n  一支部 [党支部]\n    一小组 [党小组]\n  二支部 [党支部]"
    ).records.organizations
)
ORGANIZATION, MEMBER = TargetKind.ORGANIZATION, TargetKind.MEMBER


def test_each_organisation_counts_all_below_it() -> None:
    standing = Standing(
        TREE,
        {
            (organization_id("一支部"), ORGANIZATION): [1, 1, 0, 0],
            (organization_id("一小组"), MEMBER): [5, 2, 1, 1],
            (organization_id("二支部"), MEMBER): [3, 0, 0, 0],
            (OrganizationId("没有"), MEMBER): [9, 9, 9, 9],
        },
    )
    assert standing[organization_id("一小组")] == Progress(Tally(), Tally(5, 2, 1, 1))
    assert standing[organization_id("一支部")] == Progress(Tally(1, 1), Tally(5, 2, 1, 1))
    whole = standing[organization_id("局党组")]
    assert (whole.due, whole.done, whole.exempt, whole.gaps, whole.open) == (9, 3, 1, 1, 4)
    assert len(standing) == len(list(standing)) == 4
    assert OrganizationId("没有") not in standing
