"""Figures of a unit hold from their own day on, in whatever order they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from app.domain.handoff_records import PackageState, UnitFigures
from app.domain.unit_figures import GivenFigures
from app.ops.figures_held import day_doubts, hold_told
from app.ops.figures_taken import figures_within, give_back, take_figures
from app.ops.leaving import count_by_figures
from app.ops.reporting import UnitState
from app.ops.unit_standing import BEGINS
from tests.builders import organization_id
from tests.builders import round_ as a_round
from tests.ops.test_units import FIGURES, arrive, desk, round_

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.desk import Desk

__all__ = ["desk", "round_"]
UNIT, LOWER = organization_id("甲党委"), organization_id("甲一支部")
FIRST, SECOND = date(2011, 1, 12), date(2011, 1, 20)
BEFORE = date(2011, 1, 11)


def enter(desk: Desk, round_: Round, members: int, day: date | None) -> list[str]:
    """Type figures; return what is told of them."""
    values = {**FIGURES, "members_total": members}
    taken = desk.units.enter_figures(UNIT, round_, values, day)
    return [each.code for each in taken.warnings]


def total(desk: Desk, round_: Round, day: date) -> int:
    return desk.statistics.figures(round_, UNIT, day).members_total


def standing(desk: Desk, round_: Round, day: date) -> tuple[UnitState, date | None, str]:
    (found,) = (each for each in desk.units.standing(round_, day) if each.id == UNIT)
    return found.state, found.as_of, found.source


# ---- by their day ----------------------------------------------------------------------------


@pytest.mark.parametrize("order", [*permutations([(40, FIRST), (41, SECOND), (7, None)])], ids=str)
def test_the_latest_own_day_not_after_the_day_holds(
    desk: Desk, round_: Round, order: tuple[tuple[int, date | None], ...]
) -> None:
    for members, day in order:
        enter(desk, round_, members, day)
    days = (BEFORE, FIRST, date(2011, 1, 19), SECOND, date(2011, 6, 1))
    assert [total(desk, round_, day) for day in days] == [7, 40, 40, 41, 41]
    assert [desk.overview.names(round_, UNIT, day)["members_total"].total for day in days] == [
        *(7, 40, 40, 41, 41)
    ]


def test_before_their_day_the_unit_has_not_reported(desk: Desk, round_: Round) -> None:
    by_records = total(desk, round_, BEFORE)
    enter(desk, round_, 41, SECOND)
    enter(desk, round_, 40, FIRST)

    assert total(desk, round_, BEFORE) == by_records
    assert "甲党委" in desk.units.missing(round_, BEFORE)
    assert "甲党委" not in desk.units.missing(round_, FIRST)
    state, day, source = standing(desk, round_, BEFORE)
    assert (state, day, source) == (UnitState.MISSING, None, BEGINS.format(day=FIRST))
    assert standing(desk, round_, FIRST)[:2] == (UnitState.FIGURES, FIRST)
    assert standing(desk, round_, SECOND)[:2] == (UnitState.FIGURES, SECOND)
    (waiting, *_) = desk.units.due(round_)
    assert "甲党委" not in [each.name for each in waiting.missing], "it did report"


def test_one_within_a_unit_that_reported_is_missing_too_before_its_day(
    desk: Desk, round_: Round
) -> None:
    arrive(desk, "甲党委")
    desk.units.enter_figures(LOWER, round_, FIGURES, SECOND)
    assert "甲党委/甲一支部" in desk.units.missing(round_, BEFORE)
    assert "甲党委/甲一支部" not in desk.units.missing(round_, SECOND)
    enter(desk, round_, 40, FIRST)
    assert "甲党委/甲一支部" not in desk.units.missing(round_, FIRST), "the upper one holds"


def test_who_sent_its_records_too_has_reported_before_that_day(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委")
    enter(desk, round_, 41, SECOND)
    assert standing(desk, round_, BEFORE)[0] in (UnitState.ON_TIME, UnitState.LATE)
    assert standing(desk, round_, SECOND)[0] is UnitState.FIGURES


def test_of_one_day_those_that_came_last_hold_and_the_log_keeps_the_others(
    desk: Desk, round_: Round
) -> None:
    enter(desk, round_, 40, FIRST)
    enter(desk, round_, 40, FIRST)
    enter(desk, round_, 39, FIRST)
    assert total(desk, round_, FIRST) == 39
    kept = desk.workspace.stores.changes.of_record("organization", UNIT)
    (change,) = [each for each in kept if each.field == "figures"]
    assert change.old.startswith("2011-01-12 ")
    assert "党员总数 40" in change.old
    assert "党员总数 39" in change.new


def test_by_records_none_of_them_holds_again(desk: Desk, round_: Round) -> None:
    enter(desk, round_, 41, SECOND)
    desk.units.count_by_records(UNIT, round_)
    enter(desk, round_, 40, FIRST)
    assert total(desk, round_, SECOND) == 40


def test_from_the_end_of_the_round_on_the_newest_holds(desk: Desk, round_: Round) -> None:
    after = round_.end + timedelta(days=16)
    enter(desk, round_, 41, after)
    enter(desk, round_, 40, FIRST)
    assert [total(desk, round_, day) for day in (FIRST, round_.end, after)] == [40, 41, 41]


def test_an_older_one_can_be_undone(desk: Desk, round_: Round) -> None:
    undo = desk.undo  # notes from now on
    enter(desk, round_, 41, SECOND)
    enter(desk, round_, 40, FIRST)
    undo.undo()
    assert standing(desk, round_, FIRST)[0] is UnitState.MISSING
    undo.redo()
    assert total(desk, round_, FIRST) == 40


# ---- what is told ----------------------------------------------------------------------------


def test_a_day_that_does_not_fit_is_told(desk: Desk, round_: Round) -> None:
    assert enter(desk, round_, 40, FIRST) == []
    assert enter(desk, round_, 41, date(2011, 2, 10)) == [], "filed when the round has ended"
    assert enter(desk, round_, 42, SECOND) == ["figures.older"]
    assert enter(desk, round_, 43, date(2010, 6, 30)) == ["figures.before_round", "figures.older"]
    assert enter(desk, round_, 44, None) == ["figures.undated"]
    given = UnitFigures(round_.id, UNIT, date(2030, 1, 1), "甲.xlsx", "", FIGURES)
    long = replace(round_, end=date(2031, 1, 1))
    (told,) = day_doubts(desk.workspace, None, given, long)
    assert told.code == "figures.after_day"


def test_figures_of_a_package_are_told_of_too(desk: Desk, round_: Round) -> None:
    given = UnitFigures(round_.id, UNIT, SECOND, "甲.dpbag", "", FIGURES)
    with desk.workspace.transaction():
        assert hold_told(desk.workspace, given) == ()
        (told,) = hold_told(desk.workspace, replace(given, as_of=FIRST))
    assert told.message == (
        "“甲党委”已有 2011-01-20 的报表数，这一份是 2011-01-12 的：两份都留着，"
        "截止日期在 2011-01-20 以前用这一份，从 2011-01-20 起仍用那一份。"
    )


# ---- with packages ---------------------------------------------------------------------------


def test_what_held_on_earlier_days_travels_with_what_holds_now(desk: Desk, round_: Round) -> None:
    enter(desk, round_, 41, SECOND)
    enter(desk, round_, 40, FIRST)
    enter(desk, round_, 99, date(2011, 2, 10))
    count = desk.statistics.count(round_, date(2011, 1, 24))
    sent = figures_within(count, desk.workspace.root_id)
    assert [(each.as_of, each.values["members_total"]) for each in sent] == [
        (FIRST, 40),
        (SECOND, 41),
    ]


def test_taking_a_package_out_leaves_only_what_others_gave(desk: Desk, round_: Round) -> None:
    workspace = desk.workspace
    tree = workspace.directory(workspace.today()).tree
    package = workspace.stores.handoff.package(arrive(desk, "甲党委"))
    assert package is not None
    given = [
        UnitFigures(round_.id, LOWER, day, "支部.xlsx", "", {**FIGURES, "members_total": members})
        for day, members in ((FIRST, 40), (SECOND, 41))
    ]
    with workspace.transaction():
        take_figures(workspace, tree, round_.id, UNIT, given, {}, package.file)
    typed = {**FIGURES, "members_total": 50}
    desk.units.enter_figures(LOWER, round_, typed, date(2011, 1, 15))

    def members(day: date) -> int:
        return desk.statistics.figures(round_, LOWER, day).members_total

    assert [members(day) for day in (FIRST, date(2011, 1, 15), SECOND)] == [40, 50, 41]
    with workspace.transaction():
        give_back(workspace, package)
    assert [members(day) for day in (date(2011, 1, 15), SECOND)] == [50, 50]
    assert members(FIRST) == 2, "by records"


def test_a_package_with_figures_only_leaves_nothing_when_taken_out(
    desk: Desk, round_: Round
) -> None:
    workspace = desk.workspace
    enter(desk, round_, 40, FIRST)
    package = workspace.stores.handoff.package(arrive(desk, "甲党委"))
    assert package is not None
    row = UnitFigures(round_.id, UNIT, SECOND, package.file, "2011-01-20 10:00:00", FIGURES)
    with workspace.transaction():
        hold_told(workspace, row)
    assert total(desk, round_, SECOND) == 60
    with workspace.transaction():
        give_back(workspace, package)
    assert total(desk, round_, SECOND) == 40


def test_by_figures_again_where_only_packages_without_records_are_left(
    desk: Desk, round_: Round
) -> None:
    workspace, store = desk.workspace, desk.workspace.stores.handoff
    first = store.package(arrive(desk, "甲党委"))
    second = store.package(arrive(desk, "甲党委", sequence=2, state=PackageState.TAKEN_OUT))
    assert first is not None
    assert second is not None
    row = UnitFigures(round_.id, UNIT, first.manifest.as_of, first.file, "2011", FIGURES)
    with workspace.transaction():
        store.add_figures(row)
        store.add_figures(replace(row, used=False))
        count_by_figures(workspace, second)
    assert store.unit_figures(round_.id)[UNIT].used


# ---- by themselves ---------------------------------------------------------------------------


def test_rows_that_are_not_used_keep_what_was_given() -> None:
    given = UnitFigures(a_round().id, UNIT, FIRST, "", "", {"members_total": 1})
    nothing = UnitFigures(a_round().id, UNIT, None, "", "", used=False)
    unused = replace(given, used=False)
    assert GivenFigures((given, unused)).on(SECOND) == unused
    assert GivenFigures((given, unused, replace(given, as_of=SECOND))).on(FIRST) == given
    assert GivenFigures((given, nothing)).on(SECOND) is None
    assert GivenFigures((given, nothing)).newest == unused
    assert GivenFigures((nothing,)).newest == nothing
    assert GivenFigures((given,)).of(SECOND) is None
