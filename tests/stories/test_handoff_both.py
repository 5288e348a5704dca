"""Records that two ledgers have changed: conflicts, and copies of one ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.handoff import Resolve
from app.domain.words import PostKind
from app.ops.reception import ArrivedStatus
from tests.lists import MEMBERS, ORGANIZATIONS, review
from tests.stories.town import (
    BRANCH,
    GENERAL,
    OFFICE,
    REVIEWED,
    TODAY,
    Town,
    change_phone,
    delete_review,
    mend_review,
    phone,
    place,
    review_of,
    statuses,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.upkeep import Problem


# ---- both sides edit -------------------------------------------------------------------------


def edited_on_both_sides(town: Town) -> Path:
    town.have(BRANCH)
    town.take(town.submit(BRANCH))
    change_phone(town, OFFICE, "郑华", "办公室写的")
    change_phone(town, BRANCH, "郑华", "支部写的")
    return town.submit(BRANCH)


def test_what_both_changed_is_a_conflict_and_ours_stays_for_now(town: Town) -> None:
    package = edited_on_both_sides(town)
    (shown,) = town.look(package).arrived[0].conflicts
    told = (shown.kind_word, shown.record, shown.label, shown.ours, shown.theirs)
    assert told == ("党员", "郑华", "联系电话", "办公室写的", "支部写的")
    assert shown.place.endswith(BRANCH)
    assert town.take(package).needs_attention
    assert phone(town, OFFICE, "郑华") == "办公室写的"
    with town.at(OFFICE) as desk:
        (kept,) = desk.receiving.conflicts()
        assert (kept.record, kept.ours, kept.theirs) == ("郑华", "办公室写的", "支部写的")
        assert kept.unit.endswith(BRANCH)
        assert desk.receiving.journal()[0].open_conflicts == 1


@pytest.mark.parametrize(
    ("resolve", "expected"), [(Resolve.OURS, "办公室写的"), (Resolve.THEIRS, "支部写的")]
)
def test_a_side_can_be_taken_at_once(town: Town, resolve: Resolve, expected: str) -> None:
    town.take(edited_on_both_sides(town), resolve=resolve)
    assert phone(town, OFFICE, "郑华") == expected
    with town.at(OFFICE) as desk:
        assert desk.receiving.conflicts() == ()


@pytest.mark.parametrize(
    ("side", "expected"), [(Resolve.OURS, "办公室写的"), (Resolve.THEIRS, "支部写的")]
)
def test_a_conflict_is_settled_later(town: Town, side: Resolve, expected: str) -> None:
    town.take(edited_on_both_sides(town))
    with town.at(OFFICE) as desk:
        (kept,) = desk.receiving.conflicts()
        assert desk.receiving.settle([kept.id], side)
        assert desk.receiving.conflicts() == ()
        (person,) = [p.id for p in desk.workspace.records.persons if p.name == "郑华"]
        log = [line for line in desk.history.of("person", person) if line.field == "联系电话"]
        texts = {text for line in log for text in (line.old, line.new)}
    assert phone(town, OFFICE, "郑华") == expected
    assert {"办公室写的", "支部写的"} <= texts


def test_what_only_one_side_changed_holds(town: Town) -> None:
    town.have(BRANCH)
    town.take(town.submit(BRANCH))
    change_phone(town, OFFICE, "郑华", "办公室写的")
    change_phone(town, BRANCH, "李文", "支部写的")
    taken = town.take(town.submit(BRANCH))
    assert taken.arrived[0].conflicts == ()
    assert phone(town, OFFICE, "郑华") == "办公室写的"
    assert phone(town, OFFICE, "李文") == "支部写的"


def test_what_one_deleted_and_the_other_changed_is_settled_either_way(town: Town) -> None:
    town.have(BRANCH)
    town.take(town.submit(BRANCH))
    delete_review(town, OFFICE, "郑华")
    delete_review(town, BRANCH, "李文")
    mend_review(town, BRANCH, "郑华", "支部补充")
    mend_review(town, OFFICE, "李文", "办公室补充")
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        shown = {each.ours: each for each in desk.receiving.conflicts()}
        assert {(each.label, each.ours, each.theirs) for each in shown.values()} == {
            ("有无", "无", "有"),
            ("有无", "有", "无"),
        }
        desk.receiving.settle([each.id for each in shown.values()], Resolve.THEIRS)
        back = desk.workspace.stores.reviews.get(review_of(desk, "郑华"))
        assert back is not None
        assert back.typed["review.problems"] == "支部补充"
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)


# ---- what was issued, and corrected below ----------------------------------------------------


def secretaries(town: Town, name: str) -> set[str]:
    with town.at(name) as desk:
        directory = desk.workspace.directory(TODAY)
        branch = place(desk, BRANCH)
        held = directory.holders(branch, frozenset({PostKind.SECRETARY}))
        return {directory.persons[each.person_id].name for each in held}


def named_anew(town: Town, name: str, secretary: str) -> None:
    heading, *_ = ORGANIZATIONS
    town.bring(name, [heading[:4], (BRANCH, "党支部", "", secretary)])


@pytest.mark.parametrize("has_reported", [False, True])
def test_a_post_that_the_branch_corrects_is_corrected_above(
    town: Town, *, has_reported: bool
) -> None:
    town.have(BRANCH)
    if has_reported:
        town.take(town.submit(BRANCH))
    named_anew(town, OFFICE, "李文")
    town.take(town.issue(BRANCH), name=BRANCH)
    assert "李文" in secretaries(town, BRANCH)
    named_anew(town, BRANCH, "郑华")
    assert secretaries(town, BRANCH) == {"郑华"}
    town.take(town.submit(BRANCH))
    assert secretaries(town, OFFICE) == {"郑华"}
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)


def test_a_post_given_after_the_branch_last_heard_of_the_office_stays(town: Town) -> None:
    town.have(BRANCH)
    named_anew(town, OFFICE, "李文")
    town.issue(BRANCH)
    town.take(town.submit(BRANCH))
    assert "李文" in secretaries(town, OFFICE)


# ---- copies of one ledger --------------------------------------------------------------------


def test_two_clerks_bring_their_copies_together(town: Town) -> None:
    town.have(BRANCH)
    town.path("家里").write_bytes(town.path(BRANCH).read_bytes())
    town.reviewed("家里", review("王一平", "赵敏", REVIEWED))
    change_phone(town, "家里", "李文", "家里写的")
    change_phone(town, BRANCH, "郑华", "办公室写的")
    town.take(town.submit("家里"), name=BRANCH)
    assert phone(town, BRANCH, "李文") == "家里写的"
    assert phone(town, BRANCH, "郑华") == "办公室写的"
    assert town.figures(BRANCH)["members_reviewed"] == 3
    town.take(town.submit(BRANCH), name="家里")
    assert phone(town, "家里", "郑华") == "办公室写的"
    assert town.figures("家里") == town.figures(BRANCH)


def test_what_two_clerks_both_made_is_a_conflict_in_both_copies(town: Town) -> None:
    town.have(BRANCH)
    town.path("家里").write_bytes(town.path(BRANCH).read_bytes())
    for name in (BRANCH, "家里"):
        town.reviewed(name, review("王一平", "赵敏", REVIEWED, said=name))
    files = {name: town.submit(name) for name in (BRANCH, "家里")}
    for name, other in ((BRANCH, "家里"), ("家里", BRANCH)):
        before = written(town, name)
        conflicts = town.take(files[other], name=name).arrived[0].conflicts
        assert {(each.record, each.label) for each in conflicts} == {
            ("王一平", "前段小结（可另附页）"),
            ("王一平", "主要成绩"),
        }
        assert written(town, name) == before, "nothing is chosen unasked"
    town.receive(files["家里"], name=BRANCH, resolve=Resolve.THEIRS)
    assert written(town, BRANCH) == written(town, "家里")
    town.take(town.submit(BRANCH), name="家里")
    assert written(town, BRANCH) == written(town, "家里")


def written(town: Town, name: str) -> tuple[str, ...]:
    with town.at(name) as desk:
        found = desk.workspace.stores.reviews.get(review_of(desk, "王一平"))
        assert found is not None
        return tuple(sorted(found.typed.values()))


def test_our_own_package_is_nothing_new(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH)
    assert statuses(town.receive(package, name=BRANCH)) == ["same"]


# ---- copies that go ways of their own -------------------------------------------------------


def two_copies(town: Town) -> list[Path]:
    """What two copies of a branch's ledger submit, neither knowing of the other."""
    town.have(BRANCH)
    town.path("家里").write_bytes(town.path(BRANCH).read_bytes())
    change_phone(town, "家里", "李文", "家里写的")
    change_phone(town, BRANCH, "郑华", "办公室写的")
    return [town.submit(BRANCH), town.submit("家里")]


@pytest.mark.parametrize("first", [0, 1])
def test_neither_of_two_copies_takes_away_unasked_what_the_other_sent(
    town: Town, first: int
) -> None:
    files = two_copies(town)
    town.take(files[first])
    before = town.content(OFFICE)
    for _ in range(2):
        asked = town.receive(files[1 - first], resolve=Resolve.THEIRS)
        assert statuses(asked) == ["older"]
        assert asked.arrived[0].fault is not None
        assert asked.arrived[0].fault.code == "handoff.parted"
        assert town.content(OFFICE) == before
    town.take(files[1 - first], accepted=[ArrivedStatus.OLDER])
    assert town.content(OFFICE) != before


def test_of_two_copies_in_one_folder_one_is_taken_and_one_asked_about(town: Town) -> None:
    files = two_copies(town)
    reception = town.receive(*files, accepted=[ArrivedStatus.OLDER])
    assert sorted(statuses(reception)) == ["applied", "older"]


def test_a_higher_number_makes_the_other_copy_no_newer(town: Town) -> None:
    files = two_copies(town)
    town.take(files[0])
    assert statuses(town.receive(town.submit("家里"))) == ["older"]


def test_copies_that_were_brought_together_are_one_again(town: Town) -> None:
    files = two_copies(town)
    town.take(files[0])
    town.take(files[1], name=BRANCH)
    town.take(town.submit(BRANCH))
    assert phone(town, OFFICE, "李文") == "家里写的"
    assert phone(town, OFFICE, "郑华") == "办公室写的"


def test_a_ledger_put_back_from_a_backup_is_asked_about(town: Town) -> None:
    town.have(BRANCH)
    backup = town.path(BRANCH).read_bytes()
    change_phone(town, BRANCH, "郑华", "先写的")
    town.take(town.submit(BRANCH))
    town.path(BRANCH).write_bytes(backup)
    assert statuses(town.receive(town.submit(BRANCH))) == ["older"]
    assert phone(town, OFFICE, "郑华") == "先写的"


# ---- what nobody has settled ----------------------------------------------------------------


def problems(town: Town) -> tuple[Problem, ...]:
    with town.at(OFFICE) as desk:
        return desk.upkeep.problems()


def test_an_open_conflict_is_told_again_until_it_is_settled(town: Town) -> None:
    package = edited_on_both_sides(town)
    (told,) = town.take(package).arrived[0].conflicts
    for again in (town.look(package), town.receive(package)):
        assert statuses(again) == ["same"]
        (shown,) = again.arrived[0].conflicts
        assert (shown.id, shown.ours, shown.theirs) == (told.id, "办公室写的", "支部写的")
        assert again.needs_attention
    assert [each.kind for each in problems(town) if each.id == "conflict"] == ["冲突"]
    town.receive(package, resolve=Resolve.THEIRS)
    assert phone(town, OFFICE, "郑华") == "支部写的"
    assert not town.receive(package).needs_attention
    assert [each for each in problems(town) if each.id == "conflict"] == []


@pytest.mark.parametrize(
    ("resolve", "expected"), [(Resolve.OURS, "办公室写的"), (Resolve.THEIRS, "支部写的")]
)
def test_the_units_next_package_settles_what_was_left_open(
    town: Town, resolve: Resolve, expected: str
) -> None:
    town.take(edited_on_both_sides(town))
    change_phone(town, BRANCH, "李文", "以后写的")
    later = town.submit(BRANCH)
    assert len(town.look(later).arrived[0].conflicts) == 1
    town.take(later, resolve=resolve)
    assert phone(town, OFFICE, "郑华") == expected
    assert phone(town, OFFICE, "李文") == "以后写的"
    with town.at(OFFICE) as desk:
        assert desk.receiving.conflicts() == ()


@pytest.mark.parametrize("resolve", [Resolve.THEIRS, Resolve.OURS])
def test_nobody_whom_only_the_office_has_goes_without_being_asked_about(
    town: Town, resolve: Resolve
) -> None:
    town.have(BRANCH)
    row = next(row for row in MEMBERS[1:] if row[4] == BRANCH)
    town.bring(OFFICE, [MEMBERS[0], ("郑一鸣", *row[1:])])
    package = town.submit(BRANCH)
    (told,) = town.take(package).arrived[0].conflicts
    assert (told.record, told.ours, told.theirs) == ("郑一鸣", "有", "无")
    again = town.receive(package, resolve=resolve)
    assert [each.id for each in again.arrived[0].conflicts] == [told.id]
    assert phone(town, OFFICE, "郑一鸣") == phone(town, OFFICE, row[0])
    with town.at(OFFICE) as desk:
        assert len(desk.receiving.conflicts()) == (resolve is Resolve.THEIRS)


def test_what_is_settled_by_a_package_that_brings_nothing_has_a_backup_before(town: Town) -> None:
    package = edited_on_both_sides(town)
    town.take(package)
    with town.at(OFFICE) as desk:
        assert desk.receiving.apply([package]).backup is None
        assert desk.receiving.apply([package], resolve=Resolve.THEIRS).backup is not None


def test_a_conflict_of_another_unit_stays_open(town: Town) -> None:
    town.take(edited_on_both_sides(town))
    town.have(GENERAL)
    reception = town.take(town.submit(GENERAL), resolve=Resolve.THEIRS)
    assert reception.arrived[0].conflicts == ()
    assert phone(town, OFFICE, "郑华") == "办公室写的"


# ---- several of one unit at once ------------------------------------------------------------


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_an_old_and_a_new_package_on_one_stick_the_new_one_holds(
    town: Town, *, newest_first: bool
) -> None:
    town.have(BRANCH)
    older = town.submit(BRANCH)
    change_phone(town, BRANCH, "郑华", "新写的")
    files = [town.submit(BRANCH), older]
    reception = town.receive(
        *files[:: 1 if newest_first else -1],
        resolve=Resolve.THEIRS,
        accepted=[ArrivedStatus.OLDER],
    )
    assert sorted(statuses(reception)) == ["applied", "older"]
    assert phone(town, OFFICE, "郑华") == "新写的"


def test_no_backup_is_made_where_nothing_can_be_taken_in(town: Town) -> None:
    town.have(BRANCH)
    broken, own = town.submit(BRANCH), town.issue(BRANCH)
    broken.write_bytes(broken.read_bytes()[:-100])
    before = town.path(OFFICE).read_bytes()
    assert statuses(town.receive(broken, own)) == ["refused", "refused"]
    assert town.path(OFFICE).read_bytes() == before
    assert not town.path(OFFICE).with_name(f"{OFFICE}.ledger.备份").exists()
