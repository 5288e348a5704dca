"""回收站: mistakes are deleted and come back as they were; nothing that is used goes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.binned import BinKind
from app.domain.errors.fault import Refusal
from app.domain.ids import MemberId, OrganizationId, PersonId, ReviewId
from app.domain.organization import Member, Organization, Person
from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from tests.db.snapshots import tables
from tests.ops.refusals import refused

if TYPE_CHECKING:
    from app.domain.review import Review
    from app.ops.desk import Desk

EMPTY_BRANCH = OrganizationId("empty-branch")
NEWCOMER = PersonId("newcomer")


@pytest.fixture
def mistaken(desk: Desk) -> Desk:
    """A desk with an empty branch and a member in it whom nothing concerns."""
    workspace = desk.workspace
    branch = Organization(
        EMPTY_BRANCH, "误录党支部", OrganizationKind.BRANCH, workspace.root_id, tags=frozenset("甲")
    )
    member = Member(MemberId("membership"), NEWCOMER, EMPTY_BRANCH, post="科员")
    with workspace.transaction():
        workspace.stores.structure.save([branch], [Person(NEWCOMER, "误录人")], [member])
        workspace.structure_changed()
        desk.rounds.plan_again()
    return desk


@pytest.fixture
def review(desk: Desk) -> Review:
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(each for each in found if each.is_done and each.reviewers)


def without_bin(desk: Desk) -> object:
    return {name: rows for name, rows in tables(desk.workspace.database).items() if name != "bin"}


# ---- records ---------------------------------------------------------------------------------


def test_a_deleted_record_lies_in_the_bin_and_comes_back_whole(desk: Desk, review: Review) -> None:
    changes = desk.bin.delete_reviews([review.id], "重复填写")
    assert changes.topics == {Topic.REVIEWS, Topic.TASKS}
    assert desk.workspace.stores.reviews.get(review.id) is None
    (item,) = desk.bin.all()
    assert (item.kind, item.reason, item.record_id) == (BinKind.REVIEW, "重复填写", review.id)
    assert desk.workspace.round().name in item.title
    desk.bin.restore([item.sequence])
    assert desk.workspace.stores.reviews.get(review.id) == review
    assert desk.bin.all() == ()


def test_deleting_and_restoring_stand_in_the_history(desk: Desk, review: Review) -> None:
    desk.bin.delete_reviews([review.id], "重复填写")
    gone = desk.workspace.stores.changes.of_record("review", review.id)[-1]
    assert (gone.field, gone.reason) == ("", "重复填写")
    desk.bin.restore([desk.bin.all()[0].sequence])
    back = desk.workspace.stores.changes.of_record("review", review.id)[-1]
    assert back.reason == "从回收站恢复"


def test_deleting_records_needs_a_reason_and_records(desk: Desk, review: Review) -> None:
    assert refused(desk.bin.delete_reviews, [review.id], "  ") == ["reason.missing"]
    unknown = [review.id, ReviewId("nobody")]
    assert refused(desk.bin.delete_reviews, unknown, "误填") == ["review.unknown"]
    assert desk.workspace.stores.reviews.get(review.id) == review


def test_a_record_is_not_restored_twice(desk: Desk, review: Review) -> None:
    desk.bin.delete_reviews([review.id], "误填")
    (item,) = desk.bin.all()
    desk.workspace.stores.reviews.save(review)
    assert refused(desk.bin.restore, [item.sequence]) == ["bin.no_place"]
    assert desk.bin.all() == (item,)


# ---- organisations and people ----------------------------------------------------------------


def test_what_was_entered_by_mistake_goes_and_comes_back_in_any_order(mistaken: Desk) -> None:
    before = mistaken.workspace.records
    mistaken.bin.delete_person(NEWCOMER, "录错")
    mistaken.bin.delete_organization(EMPTY_BRANCH, "录错")
    ids = {each.id for each in mistaken.workspace.records.organizations}
    assert EMPTY_BRANCH not in ids
    assert NEWCOMER not in mistaken.workspace.directory(date(2011, 1, 25)).persons
    items = mistaken.bin.all()
    assert [item.title for item in items] == ["误录党支部", "误录人"]
    mistaken.bin.restore([item.sequence for item in reversed(items)])
    after = mistaken.workspace.records
    assert set(after.organizations) == set(before.organizations)
    assert set(after.members) == set(before.members)
    assert set(after.persons) == set(before.persons)


def test_tasks_follow_what_is_deleted(mistaken: Desk) -> None:
    def targets() -> set[str]:
        tasks = mistaken.workspace.stores.tasks.of_round(mistaken.workspace.round().id)
        return {task.target.id for task in tasks}

    assert EMPTY_BRANCH in targets()
    mistaken.bin.delete_person(NEWCOMER, "录错")
    mistaken.bin.delete_organization(EMPTY_BRANCH, "录错")
    assert not {EMPTY_BRANCH, NEWCOMER} & targets()


def test_an_organisation_with_members_stays_and_says_what_hangs_on_it(mistaken: Desk) -> None:
    with pytest.raises(Refusal) as error:
        mistaken.bin.delete_organization(EMPTY_BRANCH, "录错")
    assert error.value.fault.code == "bin.in_use"
    assert "党员 1" in error.value.fault.message
    assert "撤销" in error.value.fault.remedy


def test_a_person_with_records_stays_and_leaves_by_status(desk: Desk, review: Review) -> None:
    with pytest.raises(Refusal) as error:
        desk.bin.delete_person(review.reviewers[0], "录错")
    assert error.value.fault.code == "bin.in_use"
    assert "登记表" in error.value.fault.message
    assert "党员状态" in error.value.fault.remedy


def test_the_own_unit_and_unknown_things_are_not_deleted(desk: Desk) -> None:
    root = desk.workspace.root_id
    assert refused(desk.bin.delete_organization, root, "误") == ["organization.root_fixed"]
    assert refused(desk.bin.delete_organization, "x", "误") == ["organization.unknown"]
    assert refused(desk.bin.delete_person, "x", "误") == ["person.unknown"]
    assert refused(desk.bin.delete_organization, root, "") == ["reason.missing"]
    assert refused(desk.bin.delete_person, "x", "") == ["reason.missing"]


def test_a_member_without_its_branch_is_not_restored(mistaken: Desk) -> None:
    mistaken.bin.delete_person(NEWCOMER, "录错")
    mistaken.bin.delete_organization(EMPTY_BRANCH, "录错")
    person = next(item for item in mistaken.bin.all() if item.kind is BinKind.PERSON)
    before = tables(mistaken.workspace.database)
    assert refused(mistaken.bin.restore, [person.sequence]) == ["bin.no_place"]
    assert tables(mistaken.workspace.database) == before


# ---- the bin itself --------------------------------------------------------------------------


def test_the_bin_is_emptied_of_what_is_old_enough(desk: Desk, review: Review) -> None:
    desk.bin.delete_reviews([review.id], "误填")
    assert desk.bin.older_than(0) == desk.bin.all()
    assert desk.bin.older_than(30) == ()  # deleted after the sample's today
    desk.bin.empty(desk.bin.older_than(0))
    assert desk.bin.all() == ()


def test_what_is_no_longer_in_the_bin_is_not_restored(desk: Desk, review: Review) -> None:
    desk.bin.delete_reviews([review.id], "误填")
    (item,) = desk.bin.all()
    desk.bin.empty([item])
    assert refused(desk.bin.restore, [item.sequence]) == ["bin.unknown"]


def test_undo_takes_a_deletion_back_and_out_of_the_bin(mistaken: Desk) -> None:
    undo, before = mistaken.undo, without_bin(mistaken)
    mistaken.bin.delete_person(NEWCOMER, "录错")
    assert undo.undo_title == "删除人员"
    assert Topic.STRUCTURE in undo.undo().topics
    assert without_bin(mistaken) == before
    assert mistaken.bin.all() == ()
    assert NEWCOMER in mistaken.workspace.directory(date(2011, 1, 25)).persons
