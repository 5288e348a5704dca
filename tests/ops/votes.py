"""A bureau with its assessments, for the tests of votes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app import paths
from app.domain.cycle.assessment import Accounts, Assessment, Count
from app.domain.sample import sample_unit
from app.ops.demo import fill_sample
from app.specs.sample_reader import read_sample
from tests.ui.sample import UNIT, sample_office

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.review import Round
    from app.ops.desk import Desk

SCHEME = "bureau-2013"
DAY = date(2013, 7, 5)


def make_bureau(folder: Path) -> Path:
    """Make a ledger of the scheme that asks for assessments."""
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    unit = sample_unit(words, UNIT, SCHEME)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "示例局.ledger"
    with sample_office().create(ledger, SCHEME, unit.name, unit.kind) as desk:
        fill_sample(desk, words, unit, folder)
    return ledger


def last_round(desk: Desk) -> Round:
    return desk.workspace.round()


def make_planned(desk: Desk) -> tuple[Assessment, ...]:
    """Make everything that the scheme asks for."""
    unit, round_ = desk.workspace.root_id, last_round(desk)
    proposed = desk.assessments.proposed(unit, round_)
    desk.assessments.make([each.planned for each in proposed], round_, DAY)
    return desk.assessments.among(unit, round_)


def enter_all(desk: Desk, assessment: Assessment, votes: tuple[int, ...]) -> Assessment:
    """Enter the same counts for every object and item, and return the assessment as it is kept."""
    valid = sum(votes)
    for group in assessment.groups:
        counts = [Count(group.id, *cell, votes) for cell in assessment.cells()]
        accounts = Accounts(valid + 20, valid + 10, valid + 10, valid + 5, valid, 5)
        desk.assessments.enter(assessment.id, group.id, accounts, counts, {})
    return desk.assessments.get(assessment.id)
