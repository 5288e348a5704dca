"""Figures that travel with the records of another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.handoff_records import UnitFigures
from app.ops.figures_taken import give_back, take_figures
from tests.builders import organization_id
from tests.ops.test_units import DAY, FIGURES, arrive, desk, round_, total

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.desk import Desk

__all__ = ["desk", "round_"]
UPPER, LOWER = organization_id("甲党委"), organization_id("甲一支部")
FILE = "甲党委-1.dpbag"


def figures(round_: Round, name: str, members: int = 60) -> UnitFigures:
    values = {**FIGURES, "members_total": members}
    return UnitFigures(round_.id, organization_id(name), DAY, "支部.xlsx", "", values)


def take(desk: Desk, round_: Round, at: str, *given: UnitFigures, **ours: str) -> bool:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    with desk.workspace.transaction():
        place = organization_id(at)
        return take_figures(desk.workspace, tree, round_.id, place, given, ours, FILE)


def used(desk: Desk, round_: Round, name: str) -> bool | None:
    found = desk.units.figures(organization_id(name), round_)
    return None if found is None else found.used


def test_what_was_counted_by_figures_below_is_counted_so_here(desk: Desk, round_: Round) -> None:
    assert not take(desk, round_, "甲党委", figures(round_, "甲一支部"))

    assert total(desk, round_, UPPER) == 60 + 1
    found = desk.units.figures(LOWER, round_)
    assert found is not None
    assert found.source == "甲党委-1.dpbag：支部.xlsx"


def test_ids_of_the_sender_become_ours(desk: Desk, round_: Round) -> None:
    there = UnitFigures(round_.id, type(LOWER)("there"), DAY, "", "", FIGURES)
    take(desk, round_, "甲党委", there, there=LOWER)
    assert used(desk, round_, "甲一支部")


def test_what_stands_outside_the_sender_is_not_its_business(desk: Desk, round_: Round) -> None:
    take(desk, round_, "甲党委", figures(round_, "乙一支部"))
    assert used(desk, round_, "乙一支部") is None


def test_what_it_counts_by_records_again_is_counted_so_here(desk: Desk, round_: Round) -> None:
    desk.units.enter_figures(LOWER, round_, FIGURES)
    desk.units.enter_figures(UPPER, round_, FIGURES)

    assert take(desk, round_, "甲党委"), "the unit itself was counted by figures"

    assert (used(desk, round_, "甲一支部"), used(desk, round_, "甲党委")) == (False, False)


def test_who_sent_its_own_records_is_not_counted_by_the_figures_of_the_upper_unit(
    desk: Desk, round_: Round
) -> None:
    arrive(desk, "甲一支部")
    take(desk, round_, "甲党委", figures(round_, "甲一支部"), figures(round_, "甲二支部"))
    assert used(desk, round_, "甲一支部") is None
    assert used(desk, round_, "甲二支部")


def test_a_copy_of_the_ledger_takes_no_figures_away(desk: Desk, round_: Round) -> None:
    desk.units.enter_figures(UPPER, round_, FIGURES)
    desk.units.enter_figures(organization_id("乙党委"), round_, FIGURES)

    take(desk, round_, "市局党组", figures(round_, "甲党委", 99), figures(round_, "丙支部", 5))

    assert total(desk, round_, UPPER) == 60, "ours stays"
    assert used(desk, round_, "乙党委")
    assert total(desk, round_, organization_id("丙支部")) == 5


@pytest.mark.parametrize("before", [None, 7])
def test_taking_the_package_out_counts_as_before(
    desk: Desk, round_: Round, before: int | None
) -> None:
    if before is not None:
        desk.units.enter_figures(LOWER, round_, {**FIGURES, "members_total": before})
    package = arrive(desk, "甲党委")
    record = desk.workspace.stores.handoff.package(package)
    assert record is not None
    then = total(desk, round_, UPPER)
    take(desk, round_, "甲党委", figures(round_, "甲一支部"), figures(round_, "甲二支部"))
    desk.units.enter_figures(organization_id("甲二支部"), round_, {**FIGURES, "members_total": 8})

    with desk.workspace.transaction():
        give_back(desk.workspace, record)

    assert total(desk, round_, LOWER) == (2 if before is None else before)
    assert total(desk, round_, organization_id("甲二支部")) == 8, "typed since"
    assert total(desk, round_, UPPER) == then - 1 + 8
