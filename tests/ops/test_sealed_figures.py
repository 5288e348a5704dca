"""What a unit submitted and what is counted of it above are held against one another (T1-06)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.unit_checks import Sealed, as_sealed
from app.domain.words import CheckLevel
from tests.ui.handoff.city import (
    END,
    TODAY,
    UNITS,
    change_member,
    make_city,
    make_unit,
    open_city,
    round_of,
    submit,
    unit_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.check import Check
    from app.ops.desk import Desk

EAST, WEST = UNITS[:2]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Desk]:
    """Two units have submitted as of the last day of the round."""
    with open_city(make_city(tmp_path)) as opened:
        packages = [
            submit(make_unit(opened, name, tmp_path / name), tmp_path / f"{name}.dpbag", END)
            for name in (EAST, WEST)
        ]
        opened.receiving.apply(packages)
        yield opened


def found(city: Desk, day: date = END, unit: str = "") -> list[Check]:
    place = unit_named(city, unit) if unit else city.workspace.root_id
    return [c for c in city.statistics.count(round_of(city), day).checks(place) if c.id == "T1-06"]


def leaves(city: Desk, unit: str, day: str) -> None:
    change_member(city, unit, 0, 党员状态="转出", 状态日期=day)


def test_what_agrees_is_told_once(city: Desk) -> None:
    assert [(c.ok, c.message) for c in found(city)] == [(True, "各单位上报数与台账统计数一致。")]
    assert found(city, unit=UNITS[2]) == []


def test_a_unit_that_is_counted_otherwise_is_named_with_both_numbers(
    city: Desk, tmp_path: Path
) -> None:
    leaves(city, EAST, "2010-12-20")
    (check,) = found(city)
    assert not check.ok
    assert check.message.startswith(
        "东山分局党委上报的数字（第 1 号，截至 2010-12-31）与台账统计不同：党员总数上报 "
    )
    now = city.statistics.figures(round_of(city), unit_named(city, EAST), END).members_total
    assert f"党员总数上报 {now + 1}、台账统计 {now}" in check.message
    assert [c.ok for c in found(city, unit=EAST)] == [False]
    assert [c.ok for c in found(city, unit=WEST)] == [True]
    problems = city.upkeep.problems(round_of(city))
    assert check.message in [p.message for p in problems if p.id == "T1-06"]
    submitted = city.submissions.submit(
        tmp_path / "上.dpbag", round_of(city), city.workspace.root_id, END
    )
    assert check.message in [c.message for c in submitted.unexplained]


def test_units_are_named_in_the_order_of_the_tree(city: Desk) -> None:
    for unit in (WEST, EAST):
        leaves(city, unit, "2010-12-20")
    assert [check.message[:2] for check in found(city)] == [EAST[:2], WEST[:2]]


def test_what_changed_after_the_day_of_the_submission_is_no_difference(city: Desk) -> None:
    before = city.statistics.figures(round_of(city), city.workspace.root_id, TODAY).members_total
    leaves(city, EAST, "2011-01-10")
    after = city.statistics.figures(round_of(city), city.workspace.root_id, TODAY).members_total
    assert after == before - 1
    for day in (date(2010, 12, 1), END, TODAY):
        assert [c.ok for c in found(city, day)] == [True]
    leaves(city, EAST, "2010-12-20")
    assert [c.ok for c in found(city, TODAY)] == [False]


def test_the_package_that_was_taken_in_last_is_the_one_that_is_held(
    city: Desk, tmp_path: Path
) -> None:
    leaves(city, EAST, "2010-12-20")
    again = submit(tmp_path / EAST / f"{EAST}.ledger", tmp_path / "又.dpbag", END)
    city.receiving.apply([again])
    (check,) = found(city)
    assert "（第 2 号，" in check.message
    newest = next(line for line in city.receiving.journal() if line.can_take_out)
    city.receiving.take_out(newest.package)
    (check,) = found(city)
    assert "（第 2 号，" not in check.message


def test_a_unit_by_figures_is_held_against_its_package_too(city: Desk) -> None:
    counted = city.statistics.figures(round_of(city), unit_named(city, WEST), END).values()
    values = {measure: counted[measure] for measure in city.units.titles()}
    city.units.enter_figures(unit_named(city, WEST), round_of(city), values, END)
    assert [c.ok for c in found(city)] == [True]
    values["members_total"] += 1
    city.units.enter_figures(unit_named(city, WEST), round_of(city), values, END)
    (check,) = found(city)
    assert check.message.startswith(WEST)


@pytest.mark.parametrize(
    ("members", "reviewed", "level"),
    [
        (7, 6, CheckLevel.HINT),
        (7, 4, CheckLevel.VERIFY),
        (8, 5, CheckLevel.VERIFY),
        (8, 6, CheckLevel.VERIFY),
    ],
)
def test_that_leaders_above_reviewed_more_is_a_hint(
    members: int, reviewed: int, level: CheckLevel
) -> None:
    titles = {"members_total": "党员总数", "members_reviewed": "党员被点评数"}
    sealed = Sealed(
        EAST,
        1,
        END,
        dict(zip(titles, (7, 5), strict=True)),
        dict(zip(titles, (members, reviewed), strict=True)),
    )
    (check,) = as_sealed([sealed], titles)
    assert (check.id, check.level, check.ok) == ("T1-06", level, False)
    assert f"党员被点评数上报 5、台账统计 {reviewed}" in check.message or reviewed == 5
