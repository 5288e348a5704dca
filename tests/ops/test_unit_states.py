"""Units below another one that deal with the office themselves: seen, and nothing counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.handoff import PackageKind
from app.domain.handoff_records import Held, PackageDirection, PackageState
from app.ops.reporting import UnitState
from tests.builders import organization_id
from tests.ops.test_units import DAY, FIGURES, FIRST, arrive, desk, round_, states, wrong

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ops.units import UnitStanding

__all__ = ["desk", "round_"]
UPPER, ONE, TWO = "甲党委", "甲一支部", "甲二支部"


def issue(desk: Desk, *names: str) -> None:
    """Let the journal say that packages went down to these."""
    for name in names:
        arrive(
            *(desk, name),
            kind=PackageKind.ISSUE,
            direction=PackageDirection.OUT,
            state=PackageState.SENT,
        )


def standing(desk: Desk, round_: Round, name: str) -> UnitStanding:
    return next(each for each in desk.units.standing(round_, DAY) if each.name == name)


def missing(desk: Desk, round_: Round) -> list[str]:
    """Return who has not reported of the unit above both branches."""
    return [path for path in desk.units.missing(round_, DAY) if path.startswith(UPPER)]


def test_a_unit_all_of_whose_branches_report_here_needs_no_report_of_its_own(
    desk: Desk, round_: Round
) -> None:
    issue(desk, UPPER, ONE, TWO)
    arrive(desk, ONE)

    upper, one, two = (standing(desk, round_, name) for name in (UPPER, ONE, TWO))

    assert (upper.state, upper.parts, upper.missing) == (UnitState.BELOW, 2, (TWO,))
    assert (one.state, one.within, one.above) == (UnitState.ON_TIME, UPPER, upper.id)
    assert two.state is UnitState.MISSING
    assert missing(desk, round_) == [f"{UPPER}/{TWO}"]
    (due,) = (each for each in desk.units.due(round_) if each.deadline.date == FIRST)
    assert [unit.name for unit in due.on_time] == [ONE]
    assert UPPER not in [unit.name for unit in due.missing], "nobody is missing twice"
    assert wrong(desk, round_, "T1-07", ONE) == []

    arrive(desk, TWO)

    upper = standing(desk, round_, UPPER)
    assert (upper.state, upper.parts, upper.partial) == (UnitState.BELOW, 2, False)
    assert missing(desk, round_) == []


def test_where_one_branch_does_not_the_unit_above_is_missing_and_the_others_are_seen(
    desk: Desk, round_: Round
) -> None:
    issue(desk, UPPER, ONE)
    arrive(desk, ONE)

    found = states(desk, round_)

    assert (found[UPPER], found[ONE]) == (UnitState.MISSING, UnitState.ON_TIME)
    assert TWO not in found
    assert missing(desk, round_) == [UPPER]
    assert wrong(desk, round_, "T1-07", ONE) == [], "it lacks nothing itself"


def test_what_the_unit_above_sends_speaks_for_its_branches(desk: Desk, round_: Round) -> None:
    issue(desk, UPPER, ONE, TWO)
    arrive(desk, UPPER, missing=(TWO,))

    upper, one, two = (standing(desk, round_, name) for name in (UPPER, ONE, TWO))

    assert upper.state is UnitState.ON_TIME
    assert (one.state, one.source, one.sequence) == (UnitState.ON_TIME, upper.source, None)
    assert (two.state, two.source, two.received) == (UnitState.MISSING, "", None)
    assert missing(desk, round_) == [f"{UPPER}/{TWO}"]

    arrive(desk, TWO, "2011-01-13 08:00:00")

    upper, two = standing(desk, round_, UPPER), standing(desk, round_, TWO)
    assert (two.state, two.sequence) == (UnitState.LATE, 1)
    assert not upper.partial, "what it missed has come since"
    assert missing(desk, round_) == []


def test_an_old_package_within_another_is_no_report_where_that_one_misses_it(
    desk: Desk, round_: Round
) -> None:
    issue(desk, UPPER, ONE, TWO)
    package = arrive(desk, UPPER, missing=(ONE,))
    held = [Held(organization_id(name), name, 7, DAY, package) for name in (ONE, TWO)]
    desk.workspace.stores.handoff.hold(held)

    one, two = standing(desk, round_, ONE), standing(desk, round_, TWO)

    assert (one.state, one.received) == (UnitState.MISSING, None)
    assert (two.state, two.sequence) == (UnitState.ON_TIME, 7)


def test_figures_of_the_unit_above_speak_for_its_branches(desk: Desk, round_: Round) -> None:
    issue(desk, UPPER, ONE, TWO)
    desk.units.enter_figures(organization_id(UPPER), round_, FIGURES, DAY)
    assert states(desk, round_)[ONE] is UnitState.FIGURES
    assert missing(desk, round_) == []


def test_figures_and_records_kept_here_are_as_good_as_reports(desk: Desk, round_: Round) -> None:
    issue(desk, UPPER, ONE)
    desk.units.enter_figures(organization_id(TWO), round_, FIGURES, DAY)
    assert standing(desk, round_, UPPER).missing == (ONE,)
    desk.units.count_by_records(organization_id(ONE), round_)
    upper = standing(desk, round_, UPPER)
    assert (upper.state, upper.missing) == (UnitState.BELOW, ())


def test_who_is_to_report_is_known_before_anything_came(desk: Desk) -> None:
    issue(desk, UPPER, TWO)
    found = [place.name for place in desk.units.reporting(DAY)]
    assert found == [UPPER, TWO, "乙党委", "丙支部", "丁支部"]
