"""Records on an edition of a form that nobody has: turned away, and harmless where they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from app.domain.part_schema import DATA_PART
from tests.lists import review
from tests.package_files import contents, remade
from tests.program import Program
from tests.stories.town import BRANCH, OFFICE, REVIEWED, Town

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = "xx"
SPOIL = f"UPDATE review SET form_edition = '{UNKNOWN}'"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """An office below which a branch has reviewed a member."""
    made = Town(tmp_path)
    made.begin()
    made.branch(BRANCH)
    made.members_of(BRANCH, BRANCH)
    made.reviewed(BRANCH, review("郑华", "赵敏", REVIEWED))
    return made


def spoiled(package: Path) -> Path:
    """Return a package whose records stand on an edition that nobody has, sealed anew."""
    whole = package.read_bytes()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as image:
        image.deserialize(contents(whole)[DATA_PART])
        image.execute(SPOIL)
        data = image.serialize()
    package.write_bytes(remade(whole, {DATA_PART: data}))
    return package


def test_a_package_with_such_records_is_refused_and_leaves_nothing(town: Town) -> None:
    before = town.content(OFFICE)
    (arrived,) = town.receive(spoiled(town.submit(BRANCH))).arrived
    assert arrived.fault is not None
    assert arrived.fault.code == "handoff.edition_unknown"
    assert UNKNOWN in arrived.fault.message
    assert town.content(OFFICE) == before


def test_one_from_above_is_refused_too(town: Town) -> None:
    """It brings no records; who makes one by hand may put them in."""
    whole, own = town.issue(BRANCH), town.submit(BRANCH)
    data = contents(spoiled(own).read_bytes())[DATA_PART]
    whole.write_bytes(
        remade(whole.read_bytes(), {DATA_PART: data}, lambda plain: plain.update(counts={}))
    )
    (arrived,) = town.receive(whole, name=BRANCH).arrived
    assert arrived.fault is not None
    assert arrived.fault.code == "handoff.edition_unknown"


def test_a_ledger_that_has_such_a_record_goes_on_with_the_form_of_today(
    town: Town, tmp_path: Path
) -> None:
    ledger = town.path(BRANCH)
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute(SPOIL)
    program = Program()
    told = program.answer("check", ledger, "--json")
    assert told.code == 1
    assert UNKNOWN in next(p["message"] for p in told.data["problems"] if p["id"] == "edition")
    forms = program.answer("export-forms", ledger, "--out", tmp_path / "表", "--json")
    assert forms.code == 0, forms
    assert [*(tmp_path / "表").rglob("*.docx")]
    rows = program.answer("export-ledger", ledger, "--out", tmp_path / "账.xlsx", "--json")
    assert (rows.code, rows.data["rows"]) == (0, 1)
    everything = program.answer("export-all", ledger, "--out", tmp_path / "全部", "--json")
    assert everything.code == 0, everything
