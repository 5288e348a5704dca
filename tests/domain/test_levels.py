"""Who reports at which level: the units right below, and those in them that do so themselves."""

from __future__ import annotations

import pytest

from app.domain.levels import Levels
from app.domain.unreported import find_missing
from tests.builders import organization_id, unit

CITY = """
市局党组 [党组]
  机关总支 [党总支]
    一支部 [党支部]
      一小组 [党小组]
    二支部 [党支部]
    旧支部 [党支部] 撤销=2010-12-01
    科室 [科室]
      三支部 [党支部]
  直属党委 [党委]
    内总支 [党总支]
      四支部 [党支部]
    五支部 [党支部]
"""
DIRECTORY = unit(CITY).on("2010-12-31")
BRANCHES = "一支部 二支部 三支部"


def levels(known: str, direct: str | None = None) -> Levels:
    """Return the levels where these have ledgers, and these deal with the root themselves."""
    told = (known, known if direct is None else direct)
    return Levels(DIRECTORY, *(frozenset(map(organization_id, names.split())) for names in told))


@pytest.mark.parametrize(
    ("known", "direct", "expected"),
    [
        ("", "", "机关总支 直属党委"),
        ("一支部", "一支部", "一支部 二支部 三支部 直属党委"),  # the level above has no ledger
        ("机关总支 一支部", "一支部", "机关总支 一支部 直属党委"),
        ("机关总支 一支部", "机关总支", "机关总支 直属党委"),  # it came within the other's package
        ("直属党委 四支部", "四支部", "机关总支 直属党委 四支部"),
        ("机关总支 科室 一小组 旧支部", "科室 一小组 旧支部", "机关总支 直属党委"),
    ],
)
def test_those_who_deal_with_the_root_stand_below_the_one_that_they_are_in(
    known: str, direct: str, expected: str
) -> None:
    assert [place.name for place in levels(known, direct).units] == expected.split()


@pytest.mark.parametrize(
    ("direct", "of", "expected"),
    [
        (BRANCHES, "机关总支", BRANCHES),
        ("一支部 二支部", "机关总支", ""),
        ("四支部 五支部", "直属党委", "四支部 五支部"),
        ("内总支 五支部", "直属党委", "内总支 五支部"),
        ("内总支 四支部 五支部", "直属党委", "内总支 五支部"),
        ("四支部", "直属党委", ""),
        ("", "五支部", ""),
    ],
)
def test_a_unit_all_of_whose_parts_report_need_not(direct: str, of: str, expected: str) -> None:
    found = levels(f"机关总支 直属党委 {direct}", direct).parts(organization_id(of))
    assert found == tuple(map(organization_id, expected.split()))


def test_the_unit_above_is_the_nearest_that_reports() -> None:
    found = levels("直属党委 内总支 四支部")
    above = found.above(organization_id("四支部"))
    assert above is not None
    assert above.name == "内总支"
    assert found.above(organization_id("直属党委")) is None


def test_who_reported_is_missed_by_nobody_above() -> None:
    upper, one, two = map(organization_id, ("机关总支", "一支部", "二支部"))
    tree, told = DIRECTORY.tree, {upper: ("一支部", "二支部")}

    found = find_missing(tree, frozenset(), told, frozenset({one}))

    assert found.units == {two}
    silent = find_missing(tree, frozenset({upper, two}), {}, frozenset({one}))
    assert silent.of(tree.root.id) == ("机关总支", "机关总支/二支部")
    assert silent.of(one) == ()
    assert silent.of(organization_id("一小组")) == (), "its branch has reported for it"
    assert silent.of(organization_id("三支部")) == ("机关总支",)
