"""Where units stand: told from above, named in what goes up, known by it where ids do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from app.domain.package_format import CONTENTS
from app.intake.packages import peek
from tests.lists import ORGANIZATIONS, UNIT
from tests.stories.town import (
    BRANCH,
    FIRST,
    GENERAL,
    OFFICE,
    SECOND,
    TODAY,
    Town,
    place,
    statuses,
)

if TYPE_CHECKING:
    from pathlib import Path

YOUNG = "青年党支部"
PARTY = "机关党委"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.begin()
    return made


def own_ledger(town: Town, unit: str) -> None:
    """Begin a unit's ledger by itself, with ids of its own."""
    town.new(unit, unit)
    town.bring(unit, [ORGANIZATIONS[0], (unit, "党支部", *[""] * (len(ORGANIZATIONS[0]) - 2))])
    town.open_round(unit)


def test_a_package_names_the_whole_path_that_was_told_from_above(town: Town) -> None:
    town.branch(BRANCH)
    package = town.submit(BRANCH)
    manifest = peek(package)
    assert manifest.sender.path == (UNIT, PARTY, BRANCH)
    with ZipFile(package) as archive:
        told = archive.read(CONTENTS).decode()
    assert f"单    位：{UNIT} / {PARTY} / {BRANCH}\r\n" in told
    with town.at(BRANCH) as desk:
        root = desk.workspace.root_id
        tree = desk.workspace.directory(desk.workspace.today()).tree
        assert tree.path(root) == BRANCH, "in its own windows it is what it was"


def test_the_path_grows_with_every_level(town: Town) -> None:
    town.branch(GENERAL)
    issued = peek(town.issue(FIRST, above=GENERAL))
    assert issued.to is not None
    assert issued.sender.path == (UNIT, PARTY, GENERAL)
    assert issued.to.path == (UNIT, PARTY, GENERAL, FIRST)


def test_of_two_of_one_name_the_path_tells_an_office_that_knows_no_ids_of_them(town: Town) -> None:
    width = len(ORGANIZATIONS[0])
    young = [(YOUNG, "党支部", above, *[""] * (width - 3)) for above in (PARTY, GENERAL)]
    town.bring(OFFICE, [ORGANIZATIONS[0], *young])
    with town.at(OFFICE) as desk:
        wanted = place(desk, f"{UNIT}/{PARTY}/{GENERAL}/{YOUNG}")
        issued = town.folder / "下发.dpbag"
        desk.issuing.issue(issued, wanted)
    town.office.receive_new(town.path(YOUNG), issued).close()
    package = town.submit(YOUNG)
    town.new("重建", UNIT)
    town.bring("重建", [*ORGANIZATIONS, *young])
    town.open_round("重建")
    (arrived,) = town.take(package, name="重建").arrived
    assert arrived.unit is not None
    assert arrived.unit.path == (UNIT, PARTY, GENERAL, YOUNG)
    assert arrived.unit.id != wanted
    assert "handoff.bound_by_name" in {each.code for each in arrived.warnings}


def test_what_goes_up_from_above_us_is_not_for_us(town: Town) -> None:
    town.branch(BRANCH)
    before = town.content(BRANCH)
    (arrived,) = town.receive(town.submit(OFFICE), name=BRANCH).arrived
    assert (arrived.status.value, arrived.question) == ("refused", None)
    assert arrived.fault is not None
    assert arrived.fault.code == "handoff.from_above"
    assert UNIT in arrived.fault.message
    assert town.content(BRANCH) == before
    (between,) = town.receive(town.submit(OFFICE, PARTY), name=BRANCH).arrived
    assert between.fault is not None
    assert between.fault.code == "handoff.from_above", "its path tells, whatever its id"


def test_a_sender_of_another_name_is_offered_who_stands_beside_it(town: Town) -> None:
    own_ledger(town, "完全不同")
    reception = town.receive(town.submit("完全不同"))
    assert statuses(reception) == ["question"]
    question = reception.arrived[0].question
    assert question is not None
    assert f"{UNIT}/{PARTY}" in question.options
    assert question.options[-1] == f"作为新单位：{UNIT}/完全不同"


def test_what_was_told_is_forgotten_with_the_package_that_told_it(town: Town) -> None:
    own_ledger(town, BRANCH)
    assert peek(town.submit(BRANCH)).sender.path == (BRANCH,)
    town.take(town.issue(BRANCH), name=BRANCH)
    assert peek(town.submit(BRANCH)).sender.path == (UNIT, PARTY, BRANCH)
    with town.at(BRANCH) as desk:
        taken = next(line for line in desk.receiving.journal() if line.can_take_out)
        desk.receiving.take_out(taken.package)
    assert peek(town.submit(BRANCH)).sender.path == (BRANCH,)


def test_a_unit_is_told_what_no_longer_stands_below_it(town: Town) -> None:
    town.branch(GENERAL)
    town.members_of(GENERAL, FIRST, SECOND)
    with town.at(OFFICE) as desk:
        moved, parent = place(desk, FIRST), place(desk, PARTY)
        desk.structure.move(moved, parent, TODAY)
    (arrived,) = town.take(town.issue(GENERAL), name=GENERAL).arrived
    (told,) = [each for each in arrived.warnings if each.code == "handoff.gone_above"]
    assert f"没有：第一党小组、{FIRST}。" in told.message
    with town.at(GENERAL) as desk:
        assert place(desk, FIRST) == moved, "it stays until somebody says what became of it"
    (again,) = town.receive(town.issue(GENERAL), name=GENERAL).arrived
    assert again.is_taken
