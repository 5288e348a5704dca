"""Levels on levels: what a branch sends itself holds before what the level above it says."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.builders import organization_id
from tests.db.merge.exchange import Office, Package, office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CITY = "甲市委 [党委] 书记=王一\n  甲县委 [党委] 书记=张三"
COUNTY = "甲县委 [党委] 书记=张三\n  一支部 [党支部] 书记=李四\n  二支部 [党支部] 党员=钱六"
BRANCH = "一支部 [党支部] 书记=李四 党员=李四、赵五"


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[tuple[Office, Office, Office]]:
    with (
        office(tmp_path / "city.ledger", CITY) as city,
        office(tmp_path / "county.ledger", COUNTY) as county,
        office(tmp_path / "branch.ledger", BRANCH) as branch,
    ):
        yield city, county, branch


def test_what_is_held_comes_along_with_the_level_above(
    levels: tuple[Office, Office, Office],
) -> None:
    city, county, branch = levels
    county.receive(branch.submit("一支部"))
    city.receive(county.submit("甲县委"))
    assert city.members() == ["一支部/李四", "一支部/赵五", "二支部/钱六"]
    held = {each.unit: (each.ledger, each.sequence) for each in city.stores.handoff.held()}
    assert held == {
        organization_id("一支部"): (branch.ledger, 1),
        organization_id("甲县委"): (county.ledger, 1),
    }


def test_an_older_state_within_a_package_leaves_a_newer_one_alone(
    levels: tuple[Office, Office, Office],
) -> None:
    city, county, branch = levels
    county.receive(branch.submit("一支部"))
    above = county.submit("甲县委")
    branch.change_member("赵五", phone="138")
    city.receive(branch.submit("一支部"), under="甲县委")
    merged = city.receive(above)
    assert city.member("赵五").phone == "138"
    assert not merged.conflicts
    assert city.members() == ["一支部/李四", "一支部/赵五", "二支部/钱六"]
    assert city.held(organization_id("一支部")) == 2


def test_a_newer_state_within_a_package_replaces_an_older_one(
    levels: tuple[Office, Office, Office],
) -> None:
    city, county, branch = levels
    city.receive(branch.submit("一支部"), under="甲县委")
    branch.change_member("赵五", phone="137")
    county.receive(branch.submit("一支部"))
    city.receive(county.submit("甲县委"))
    branch.change_member("赵五", phone="138")
    county.receive(branch.submit("一支部"))
    merged = city.receive(county.submit("甲县委"))
    assert not merged.conflicts
    assert city.member("赵五").phone == "138"


def sent(levels: tuple[Office, Office, Office]) -> list[Package]:
    """Packages of both, older and newer ones, each made after something has changed."""
    _, county, branch = levels
    packages = [branch.submit("一支部")]
    county.receive(packages[0])
    packages.append(county.submit("甲县委"))
    branch.change_member("赵五", phone="138")
    branch.change_member("李四", post="科长")
    packages.append(branch.submit("一支部"))
    county.receive(packages[-1])
    county.change_member("钱六", phone="139")
    packages.append(county.submit("甲县委"))
    return packages


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_every_order_ends_alike(
    levels: tuple[Office, Office, Office], order: tuple[int, ...], tmp_path: Path
) -> None:
    """Older ones are not taken in over newer ones: that is asked before the merge."""
    packages = sent(levels)
    found = []
    for number, numbers in enumerate(((0, 1, 2, 3), order)):
        with office(tmp_path / f"{number}.ledger", CITY) as city:
            for each in numbers:
                _take_unless_older(city, packages[each])
            found.append(city.content())
            assert not city.stores.handoff.conflicts()
    assert found[0] == found[1]


def _take_unless_older(city: Office, package: Package) -> None:
    manifest = package.manifest
    held = city.stores.handoff.held_of(manifest.sender.id)
    if held is None or held.sequence < manifest.sequence:
        known = city.database.sql("SELECT 1 FROM organization WHERE name = '一支部'")
        city.receive(package, under="" if known else "甲县委")
