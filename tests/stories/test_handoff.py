"""Units hand packages up: everything arrives once, whatever the order, and goes out again."""

from __future__ import annotations

from itertools import permutations

import pytest

from app.domain.errors.fault import Refusal
from app.domain.progress import Cancelled
from app.ops.reception import ArrivedStatus
from tests.lists import review
from tests.stories.town import (
    BRANCH,
    FIRST,
    GENERAL,
    OFFICE,
    REVIEWED,
    SECOND,
    Town,
    statuses,
)

# ---- up --------------------------------------------------------------------------------------


def test_two_branches_come_up_and_the_figures_are_their_own(town: Town) -> None:
    town.have(BRANCH)
    town.have(GENERAL)
    files = [town.submit(BRANCH), town.submit(GENERAL)]
    looked = town.look(*files)
    assert statuses(looked) == ["ready", "ready"]
    assert town.figures(OFFICE)["members_total"] == 0
    taken = town.take(*files)
    for seen, done in zip(looked.arrived, taken.arrived, strict=True):
        assert (seen.new, seen.changed) == (done.new, done.changed)
    assert not any(each.conflicts for each in taken.arrived)
    for unit in (BRANCH, GENERAL):
        assert town.figures(OFFICE, unit) == town.figures(unit)
    assert town.figures(OFFICE)["members_reviewed"] == 4


def test_the_same_again_changes_nothing(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH)
    town.take(package)
    before = town.content(OFFICE)
    again = town.receive(package)
    assert statuses(again) == ["same"]
    assert not again.changes
    assert town.content(OFFICE) == before


def test_an_older_one_is_asked_about(town: Town) -> None:
    town.have(BRANCH)
    older = town.submit(BRANCH)
    town.reviewed(BRANCH, review("王一平", "赵敏", REVIEWED))
    town.take(town.submit(BRANCH))
    before = town.content(OFFICE)
    asked = town.receive(older)
    assert statuses(asked) == ["older"]
    assert asked.arrived[0].fault is not None
    assert asked.arrived[0].fault.code == "handoff.older"
    assert asked.needs_attention
    assert town.content(OFFICE) == before
    assert town.figures(OFFICE, BRANCH)["members_reviewed"] == 3
    town.take(older, accepted=[ArrivedStatus.OLDER])
    assert town.figures(OFFICE, BRANCH)["members_reviewed"] == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_gives_the_same(town: Town, order: tuple[int, ...]) -> None:
    town.have(BRANCH)
    town.have(GENERAL)
    files = [town.submit(BRANCH)]
    town.reviewed(BRANCH, review("王一平", "赵敏", REVIEWED))
    files += [town.submit(BRANCH), town.submit(GENERAL)]
    for number in order:
        town.receive(files[number])
    town.receive(*files)
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)
    assert town.figures(OFFICE, GENERAL) == town.figures(GENERAL)
    assert not town.rows(OFFICE, "SELECT * FROM conflict")


def test_a_whole_folder_is_searched(town: Town) -> None:
    town.have(BRANCH)
    town.have(GENERAL)
    drive = town.folder / "U盘"
    for number, package in enumerate([town.submit(BRANCH), town.submit(GENERAL)]):
        folder = drive / f"第{number}层" / "上报"
        folder.mkdir(parents=True)
        package.rename(folder / package.name)
    assert statuses(town.take(drive)) == ["applied", "applied"]


def test_a_folder_without_packages_is_told(town: Town) -> None:
    (town.folder / "空").mkdir()
    with pytest.raises(Refusal) as refused:
        town.receive(town.folder / "空")
    assert refused.value.fault.code == "handoff.no_file"


def test_a_file_that_is_none_does_not_keep_the_others_out(town: Town) -> None:
    town.have(BRANCH)
    broken = town.folder / "坏.dpbag"
    broken.write_bytes(town.submit(BRANCH).read_bytes()[:-100])
    reception = town.receive(broken, town.submit(BRANCH))
    assert statuses(reception) == ["applied", "refused"]
    assert reception.arrived[1].fault is not None
    assert reception.arrived[1].fault.code.startswith("package.")


def test_who_has_not_reported_is_told(town: Town) -> None:
    town.branch("机关党委")
    town.have(BRANCH)
    reception = town.take(town.submit(BRANCH))
    assert any("一分局" in path or "机关党委" in path for path in reception.missing)


def test_an_encrypted_one_needs_its_passphrase(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH, passphrase="梅花三弄")
    assert statuses(town.receive(package)) == ["passphrase"]
    wrong = town.receive(package, passphrase="梅花四弄").arrived[0]
    assert wrong.status is ArrivedStatus.PASSPHRASE
    assert wrong.fault is not None
    assert wrong.fault.code == "package.wrong_passphrase"
    assert wrong.manifest is not None
    assert wrong.manifest.sender.name == BRANCH
    town.take(package, passphrase="梅花三弄")
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)


# ---- levels on levels ------------------------------------------------------------------------


@pytest.mark.parametrize("direct_first", [True, False])
def test_three_levels_and_a_branch_that_also_sends_directly(
    town: Town, *, direct_first: bool
) -> None:
    town.have(GENERAL)
    town.branch(FIRST, above=GENERAL)
    with town.at(FIRST) as desk:
        assert desk.workspace.records.members == ()
    town.members_of(FIRST, FIRST)
    town.reviewed(FIRST, review("冯娟", "周洁", REVIEWED))
    old = town.submit(FIRST)
    town.take(old, name=GENERAL)
    upper = town.submit(GENERAL)
    town.reviewed(FIRST, review("孙涛", "周洁", REVIEWED))
    newer = town.submit(FIRST)
    files = [newer, upper] if direct_first else [upper, newer]
    for each in files:
        town.take(each)
    assert town.figures(OFFICE, FIRST) == town.figures(FIRST)
    assert town.figures(OFFICE, SECOND) == town.figures(GENERAL, SECOND)
    assert statuses(town.receive(old)) == ["older"]


# ---- back again ------------------------------------------------------------------------------


def test_a_package_is_taken_out_again(town: Town) -> None:
    town.have(BRANCH)
    town.have(GENERAL)
    town.take(town.submit(GENERAL))
    before = town.content(OFFICE)
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        line = desk.receiving.journal()[0]
        assert line.can_take_out
        assert desk.receiving.take_out(line.package).left == ()
        assert desk.receiving.journal()[0].state == "taken_out"
        assert not desk.receiving.journal()[0].can_take_out
    assert town.content(OFFICE) == before


def test_only_the_newest_of_a_unit_is_taken_out(town: Town) -> None:
    town.have(BRANCH)
    town.take(town.submit(BRANCH))
    town.reviewed(BRANCH, review("王一平", "赵敏", REVIEWED))
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        newest, first = (x for x in desk.receiving.journal() if x.direction == "in")
        with pytest.raises(Refusal) as refused:
            desk.receiving.take_out(first.package)
        assert refused.value.fault.code == "handoff.not_newest"
        desk.receiving.take_out(newest.package)
        with pytest.raises(Refusal) as refused:
            desk.receiving.take_out(newest.package)
        assert refused.value.fault.code == "handoff.not_held"
    assert town.figures(OFFICE, BRANCH)["members_reviewed"] == 2


def test_what_was_taken_out_can_come_again(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH)
    town.take(package)
    with town.at(OFFICE) as desk:
        desk.receiving.take_out(desk.receiving.journal()[0].package)
    town.take(package)
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)


def test_undo_takes_a_reception_back(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH)
    before = town.content(OFFICE)
    with town.at(OFFICE) as desk:
        _ = desk.undo
        desk.receiving.apply([package])
        assert desk.undo.undo_title == "接收数据包"
        desk.undo.undo()
        assert all(line.direction == "out" for line in desk.receiving.journal())
    assert town.content(OFFICE) == before
    town.take(package)


def test_who_stops_it_has_nothing_taken_in(town: Town) -> None:
    town.have(BRANCH)
    town.have(GENERAL)
    files = [town.submit(BRANCH), town.submit(GENERAL)]
    before = town.content(OFFICE)

    def stop(done: int, total: int) -> None:
        del total
        if done and desk.workspace.database.in_transaction:
            raise Cancelled

    with town.at(OFFICE) as desk:
        with pytest.raises(Cancelled):
            desk.receiving.apply(files, progress=stop)
        assert all(line.direction == "out" for line in desk.receiving.journal())
    assert town.content(OFFICE) == before


def test_a_backup_is_made_before(town: Town) -> None:
    town.have(BRANCH)
    reception = town.take(town.submit(BRANCH))
    assert reception.backup is not None
    assert reception.backup.exists()
