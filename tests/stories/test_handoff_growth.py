"""A ledger does not grow with every package: what nothing asks for any more is given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.handoff_records import PackageDirection
from app.domain.part_schema import DATA_PART
from app.ops.received_reports import report_with_code
from tests.stories.town import BRANCH, OFFICE, Town, change_phone, phone

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk

TIMES = 4
PERSON = "王一平"
FIRST_TABLE = "第一次.xlsx"


def whole(desk: Desk, direction: PackageDirection) -> list[int]:
    """The numbers of the packages whose records are kept, newest first."""
    store = desk.workspace.stores.handoff
    found = store.packages(direction)
    return [p.manifest.sequence for p in found if DATA_PART in store.part_names(p.id)]


@pytest.fixture
def files(town: Town) -> list[Path]:
    """What a branch submitted, each time with another number, and the office took in."""
    town.have(BRANCH)
    sent = []
    for number in range(1, TIMES + 1):
        change_phone(town, BRANCH, PERSON, f"139000000{number:02}")
        sent.append(town.submit(BRANCH))
        town.take(sent[-1])
        if number == 1:
            reprint(town, town.folder / FIRST_TABLE)
    return sent


def reprint(town: Town, path: Path) -> None:
    """Write the Excel of the first submission."""
    with town.at(BRANCH) as desk:
        desk.submissions.reprint(desk.submissions.all()[-1].id, path)


def newest(desk: Desk) -> int:
    return next(line.package for line in desk.receiving.journal() if line.can_take_out)


def test_the_journal_stays_and_records_of_the_last_two_are_kept(
    town: Town, files: list[Path]
) -> None:
    with town.at(OFFICE) as desk:
        assert whole(desk, PackageDirection.IN) == [TIMES, TIMES - 1]
        lines = [line for line in desk.receiving.journal() if line.direction == "in"]
        assert [line.sequence for line in lines] == list(range(TIMES, 0, -1))
    with town.at(BRANCH) as desk:
        assert whole(desk, PackageDirection.OUT) == [TIMES, TIMES - 1]


def test_the_first_table_prints_as_ever_and_its_code_is_found_above(
    town: Town, files: list[Path]
) -> None:
    reprint(town, town.folder / "再印.xlsx")
    again_printed = (town.folder / "再印.xlsx").read_bytes()
    assert again_printed == (town.folder / FIRST_TABLE).read_bytes()
    with town.at(BRANCH) as desk:
        first, *_, last = reversed(desk.submissions.all())
        assert first.digest[:8] in desk.submissions.foot(first.id)
        assert desk.submissions.since(last.id).with_records
        assert not desk.submissions.since(first.id).with_records
        assert not desk.submissions.difference(last.id, first.id).with_records
        with pytest.raises(Refusal) as refused:
            desk.submissions.write_again(first.package, town.folder / "再.dpbag")
        assert refused.value.fault.code == "handoff.not_kept"
        again = desk.submissions.write_again(last.package, town.folder / "再.dpbag")
        assert again.digest == last.digest
    assert (town.folder / "再.dpbag").read_bytes() == files[-1].read_bytes()
    with town.at(OFFICE) as desk:
        assert report_with_code(desk.workspace, first.digest[:8]) is not None


def test_the_submission_before_is_compared_with_its_records(town: Town, files: list[Path]) -> None:
    with town.at(BRANCH) as desk:
        last, before, *_ = desk.submissions.all()
        difference = desk.submissions.difference(last.id, before.id)
        assert difference.with_records
        assert [each.what for each in difference.changed] == ["member"]


def test_one_is_taken_out_and_the_one_before_it_is_refused(town: Town, files: list[Path]) -> None:
    with town.at(OFFICE) as desk:
        assert desk.receiving.take_out(newest(desk)).left == ()
    assert phone(town, OFFICE, PERSON) == f"139000000{TIMES - 1:02}"
    before = town.content(OFFICE)
    with town.at(OFFICE) as desk:
        with pytest.raises(Refusal) as refused:
            desk.receiving.take_out(newest(desk))
        assert refused.value.fault.code == "handoff.given_up"
    assert town.content(OFFICE) == before


def test_what_comes_after_one_was_taken_out_is_merged_as_ever(
    town: Town, files: list[Path]
) -> None:
    with town.at(OFFICE) as desk:
        desk.receiving.take_out(newest(desk))
    change_phone(town, BRANCH, PERSON, "13911111111")
    (arrived,) = town.take(town.submit(BRANCH)).arrived
    assert arrived.conflicts == ()
    assert phone(town, OFFICE, PERSON) == "13911111111"


def test_undo_brings_back_what_was_given_up(town: Town, files: list[Path]) -> None:
    change_phone(town, BRANCH, PERSON, "13922222222")
    package = town.submit(BRANCH)
    with town.at(OFFICE) as desk:
        assert desk.undo.undo_title is None
        desk.receiving.apply([package])
        assert whole(desk, PackageDirection.IN) == [TIMES + 1, TIMES]
        desk.undo.undo()
        assert whole(desk, PackageDirection.IN) == [TIMES, TIMES - 1]
        desk.undo.redo()
        assert whole(desk, PackageDirection.IN) == [TIMES + 1, TIMES]


def test_looking_gives_nothing_up(town: Town, files: list[Path]) -> None:
    package = town.submit(BRANCH)
    town.look(package)
    with town.at(OFFICE) as desk:
        assert whole(desk, PackageDirection.IN) == [TIMES, TIMES - 1]
