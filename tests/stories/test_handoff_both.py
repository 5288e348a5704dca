"""Records that two ledgers have changed: conflicts, and copies of one ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.handoff import Resolve
from tests.lists import review
from tests.stories.town import (
    BRANCH,
    OFFICE,
    REVIEWED,
    Town,
    change_phone,
    delete_review,
    mend_review,
    phone,
    review_of,
    statuses,
)

if TYPE_CHECKING:
    from pathlib import Path


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


def test_our_own_package_is_nothing_new(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH)
    assert statuses(town.receive(package, name=BRANCH)) == ["same"]
