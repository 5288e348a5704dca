"""What was submitted stays as it was: a year of work later, in another run, from a backup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from app import paths
from app.domain.dates import Span
from app.domain.errors.fault import Refusal
from app.domain.words import MemberStatus
from app.ops.office import Office
from app.specs.library import Library
from tests.builders import SCHEMES
from tests.ui.sample import TODAY, make_sample, sample_office

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk

LATER = date(2012, 1, 10)
LEFT = date(2010, 9, 1)


def a_year_of_work(desk: Desk) -> None:
    """Another round, people who leave, records opened and changed with a reason, new forms."""
    desk.rounds.open("2011年上半年", date(2011, 1, 26), date(2011, 6, 30))
    stores = desk.workspace.stores
    gone = [
        replace(member, status=MemberStatus.MOVED_OUT, on_books=Span(until=LEFT))
        for member in desk.workspace.records.members[:20]
    ]
    stores.structure.save(members=gone)
    desk.workspace.structure_changed()
    first = min(desk.rounds.all(), key=lambda r: r.start)
    reviews = [r for r in stores.reviews.of_round(first.id) if r.locked][:10]
    with pytest.raises(Refusal) as refused:
        desk.locks.go_back([reviews[0].id], "核实")
    assert refused.value.fault.code == "review.locked"
    desk.locks.unlock([review.id for review in reviews], "核实后重填")
    desk.locks.go_back([review.id for review in reviews], "核实后重填")
    desk.schemes.renew(Library(SCHEMES).load("heilongjiang-2010"))


def test_a_year_later_the_table_prints_as_it_was_submitted(tmp_path: Path) -> None:
    ledger = make_sample(tmp_path / "账")
    with sample_office().open(ledger) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        made = desk.submissions.submit(tmp_path / "上报.dpbag", round_, root, TODAY).submission
        desk.submissions.reprint(made.id, tmp_path / "当时.xlsx")
        table, foot = desk.submissions.table(made.id), desk.submissions.foot(made.id)
        summary = desk.submissions.frozen(made.id).report.summary
    then = (tmp_path / "当时.xlsx").read_bytes()
    later = Office(paths.schemes(), lambda: LATER, lambda: str(uuid4()))
    with later.open(ledger) as desk:
        a_year_of_work(desk)
        desk.backups.backup(tmp_path / "备份")
    later.restore(tmp_path / "备份", tmp_path / "恢复.ledger")
    for place in (ledger, tmp_path / "恢复.ledger"):
        with later.open(place) as desk:
            name = tmp_path / f"{place.stem}.xlsx"
            desk.submissions.reprint(made.id, name)
            assert name.read_bytes() == then
            assert desk.submissions.table(made.id) == table
            assert desk.submissions.foot(made.id) == foot
            assert desk.submissions.frozen(made.id).report.summary == summary
            assert desk.submissions.verify(made.check_code) == made
            changes = {c.measure: c for c in desk.submissions.compare(made.id)}
            assert changes["members_reviewed"].now < changes["members_reviewed"].then
            assert len(desk.submissions.since(made.id).changed) >= 10
            again = tmp_path / f"{place.stem}.dpbag"
            desk.submissions.write_again(made.package, again)
            assert again.read_bytes() == (tmp_path / "上报.dpbag").read_bytes()
