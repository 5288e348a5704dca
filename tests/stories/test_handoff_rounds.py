"""Rounds of one name that have other days above than below: told, and mended from above."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.program import Program
from tests.stories.town import BRANCH, OFFICE, Town

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.reception import Arrived

NAME = "2011年上半年"
ABOVE = date(2011, 2, 1), date(2011, 7, 31)
BELOW = date(2011, 1, 1), date(2011, 6, 30)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """An office and a branch that have each opened a round of the same name."""
    made = Town(tmp_path)
    made.begin()
    made.branch(BRANCH)
    for name, days in ((OFFICE, ABOVE), (BRANCH, BELOW)):
        with made.at(name) as desk:
            desk.rounds.open(NAME, *days)
    return made


def days(town: Town, name: str) -> tuple[date, date]:
    with town.at(name) as desk:
        (found,) = [each for each in desk.rounds.all() if each.name == NAME]
        return found.start, found.end


def codes(arrived: Arrived) -> list[str]:
    return [each.code for each in arrived.warnings]


def test_other_days_below_are_told_and_ours_hold(town: Town) -> None:
    package = town.submit(BRANCH)
    (looked,) = town.look(package).arrived
    (taken,) = town.receive(package).arrived
    assert codes(looked) == codes(taken) == ["handoff.round_differs"]
    for day in (*ABOVE, *BELOW):
        assert day.isoformat() in taken.warnings[0].message
    assert days(town, OFFICE) == ABOVE
    (again,) = town.receive(town.submit(BRANCH)).arrived
    assert codes(again) == ["handoff.round_differs"], "under another id, and bound before"


def test_the_days_of_the_level_above_come_down_and_that_is_told(town: Town) -> None:
    issued = town.issue(BRANCH)
    (looked,) = town.look(issued, name=BRANCH).arrived
    assert codes(looked) == ["handoff.round_from_above"]
    assert days(town, BRANCH) == BELOW, "looking changes nothing"
    (taken,) = town.receive(issued, name=BRANCH).arrived
    assert codes(taken) == ["handoff.round_from_above"]
    assert days(town, BRANCH) == ABOVE
    (next_,) = town.receive(town.issue(BRANCH), name=BRANCH).arrived
    assert codes(next_) == []
    (up,) = town.receive(town.submit(BRANCH)).arrived
    assert codes(up) == []


def test_what_was_submitted_stays_as_it_went_up(town: Town) -> None:
    town.submit(BRANCH)
    with town.at(BRANCH) as desk:
        before = desk.submissions.all()
    town.receive(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert desk.submissions.all() == before


def test_the_command_tells_it(town: Town) -> None:
    told = Program().answer("receive", town.path(OFFICE), town.submit(BRANCH), "--apply", "--json")
    (file,) = told.data["files"]
    assert [each["code"] for each in file["warnings"]] == ["handoff.round_differs"]
    assert "2011-01-01 至 2011-06-30" in told.words
