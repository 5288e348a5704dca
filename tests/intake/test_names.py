"""Names of organisations as people write them, found in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import grow
from app.domain.words import OrganizationKind
from app.intake.draft import Draft
from app.intake.names import OrganizationNames, plain_key
from tests.intake.corpus.case import TREE
from tests.intake.helpers import Ledger, ids

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def names(tmp_path: Path) -> OrganizationNames:
    ledger = Ledger(tmp_path)
    ledger.take([*TREE, ["城阳分局夏庄党支部", "党支部", "城阳分局党委", None]])
    return OrganizationNames(Draft(ledger.records, ids()).tree)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一党支部", "第一党支部"),
        ("第 一 党 支 部", "第一党支部"),
        ("中共第一支部委员会", "第一党支部"),
        ("第1支部", "第一党支部"),
        ("城阳分局第一党支部", "第一党支部"),
        ("城阳分局机关党总支机关第一支部", "机关第一党支部"),
        ("夏庄党支部", "城阳分局夏庄党支部"),
        ("夏庄支部", "城阳分局夏庄党支部"),
        ("631003-第二党支部", "第二党支部"),
        ("第二党支部（机关）", "第二党支部"),
        ("机关总支", "机关党总支"),
        ("城阳分局委员会", "城阳分局党委"),
    ],
)
def test_what_names_one_in_full(names: OrganizationNames, text: str, found: str) -> None:
    assert [o.name for o in names.certain(text)] == [found]
    assert [o.name for o in names.find(text)] == [found]


def test_an_abbreviation_is_found_but_not_certain(names: OrganizationNames) -> None:
    assert not names.certain("流亭支部")
    assert [o.name for o in names.find("流亭支部")] == ["流亭工商所党支部"]
    assert {o.name for o in names.find("机关支部")} == {"机关第一党支部", "机关第二党支部"}


@pytest.mark.parametrize(
    "text", ["第十一党支部", "市北分局第一党支部", "第一党总支", "第三党支部", "支", ""]
)
def test_what_is_not_there(names: OrganizationNames, text: str) -> None:
    assert names.find(text) == ()


def test_kinds_and_numbers_are_compared_in_one_way() -> None:
    assert plain_key("第一支部委员会") == plain_key("1党支部") == plain_key("中共第 一 党支部")
    assert plain_key("第一党支部") != plain_key("第一党总支")
    assert plain_key("第一党支部") != plain_key("第十一党支部")


OFFICIAL = grow(
    Organization(OrganizationId(name), name, kind, OrganizationId(above) if above else None)
    for name, kind, above in (
        ("市局党组", OrganizationKind.LEADING_GROUP, ""),
        ("机关党委", OrganizationKind.COMMITTEE, "市局党组"),
        ("特种设备检验所党支部", OrganizationKind.BRANCH, "机关党委"),
        ("一分局党总支", OrganizationKind.GENERAL_BRANCH, "机关党委"),
        ("第一党支部", OrganizationKind.BRANCH, "一分局党总支"),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("中共海州市质量技术监督局特种设备检验所支部委员会", ["特种设备检验所党支部"]),
        ("中共海州市质量技术监督局一分局总支部委员会", ["一分局党总支"]),
        ("海州区质量技术监督局特种设备检验所支部", []),
        ("海州市质量技术监督局三分局特种设备检验所支部", []),
        ("中共海州市质量技术监督局第一支部委员会", []),
    ],
)
def test_whole_official_names_are_found_below_their_unit_alone(text: str, found: list[str]) -> None:
    assert [o.name for o in OrganizationNames(OFFICIAL).find(text)] == found


def test_an_official_name_may_end_with_that_of_the_ledgers_own_office(
    names: OrganizationNames,
) -> None:
    found = names.find("中共青岛市工商行政管理局城阳分局流亭工商所支部委员会")
    assert [o.name for o in found] == ["流亭工商所党支部"]
    assert not names.find("中共青岛市工商行政管理局李沧分局流亭工商所支部委员会")
