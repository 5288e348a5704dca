"""An office whose ledger came down from above: of those below it nothing is known yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.handoff.city import (
    BRANCHES,
    END,
    UNITS,
    branch_of,
    enter_members,
    make_city,
    office,
    open_city,
    round_of,
    unit_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk

UNIT = UNITS[0]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Desk]:
    """The ledger of a unit with two branches, made from what the city issued."""
    package = tmp_path / "下发.dpbag"
    with open_city(make_city(tmp_path)) as city:
        city.issuing.issue(package, unit_named(city, UNIT))
    with office().receive_new(tmp_path / "hub.ledger", package) as opened:
        yield opened


def test_whoever_is_not_heard_of_is_missing_from_what_goes_up(hub: Desk, tmp_path: Path) -> None:
    round_, root = round_of(hub), hub.workspace.root_id
    done = hub.submissions.submit(tmp_path / "空.dpbag", round_, root, END)
    assert [path.rpartition("/")[2] for path in done.manifest.missing] == [
        branch_of(UNIT, branch) for branch in BRANCHES
    ]
    assert done.submission.report.partial
    assert "T1-07" in [check.id for check in done.unexplained]
    assert "不完整" in str(hub.statistics.sheet(round_, root, END).values["date"])


def test_where_members_are_kept_here_nobody_is_missing(hub: Desk) -> None:
    enter_members(hub, UNIT)
    prepared = hub.submissions.prepare(round_of(hub), hub.workspace.root_id, END)
    assert prepared.missing == ()
    assert not prepared.partial


def test_a_city_that_nobody_issued_to_keeps_the_books_itself(tmp_path: Path) -> None:
    with open_city(make_city(tmp_path)) as city:
        prepared = city.submissions.prepare(round_of(city), city.workspace.root_id, END)
    assert prepared.missing == ()
