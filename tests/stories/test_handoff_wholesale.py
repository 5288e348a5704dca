"""What is said of conflicts wholesale: a record that only we have is never taken away by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.domain.handoff import Resolve
from tests.program import Answer, Program
from tests.stories.town import BRANCH, OFFICE, SECOND, Town

if TYPE_CHECKING:
    from pathlib import Path

MOVED = "郑华"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """An office that moved a member to a branch, which does not know of it and reports again."""
    made = Town(tmp_path)
    made.begin()
    for unit in (BRANCH, SECOND):
        made.branch(unit)
        made.members_of(unit, unit)
        made.take(made.submit(unit))
    moving = ("--member", MOVED, "--to", SECOND, "--date", "2011-01-10", "--json")
    assert Program().answer("transfer", made.path(OFFICE), *moving).code == 0
    return made


def receive(town: Town, *words: str) -> tuple[Answer, list[dict[str, Any]]]:
    package = town.submit(SECOND)
    told = Program().answer("receive", town.path(OFFICE), package, "--apply", *words, "--json")
    return told, told.data["files"][0]["conflicts"]


def test_it_stays_where_theirs_holds_wholesale_and_that_is_said(town: Town) -> None:
    for _ in range(2):
        told, conflicts = receive(town, "--resolve", Resolve.THEIRS)
        (conflict,) = [each for each in conflicts if each["record"] == MOVED]
        assert (conflict["ours"], conflict["theirs"]) == ("有", "无")
        assert "--resolve theirs" in conflict["note"]
        assert "只有本级有的记录 1 条仍然留着" in told.words
        assert told.code == 1
    count = f"SELECT count(*) FROM person WHERE name = '{MOVED}'"
    assert town.rows(OFFICE, count) == [(1,)]


def test_where_nothing_is_said_wholesale_the_conflict_alone_says_it(town: Town) -> None:
    told, conflicts = receive(town)
    assert [each["record"] for each in conflicts if "note" in each] == [MOVED]
    assert "仍然留着" not in told.words


def test_ours_settles_it(town: Town) -> None:
    receive(town, "--resolve", Resolve.THEIRS)
    receive(town, "--resolve", Resolve.OURS)
    told, conflicts = receive(town, "--resolve", Resolve.THEIRS)
    assert conflicts == []
    assert told.code == 0
