"""What goes down: a unit's own ledger, what is new, what is sent back, receipts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.handoff import Resolve
from app.domain.ids import OversightId
from app.domain.organization import Oversight
from app.domain.words import OversightKind
from tests.lists import review
from tests.stories.town import (
    BRANCH,
    FIRST,
    GENERAL,
    OFFICE,
    REVIEWED,
    TODAY,
    Town,
    mend_review,
    place,
    review_of,
    statuses,
)

if TYPE_CHECKING:
    from app.ops.desk import Desk

# ---- down ------------------------------------------------------------------------------------


def test_a_ledger_made_from_what_was_issued_is_the_units_own_part(town: Town) -> None:
    town.branch(GENERAL)
    with town.at(OFFICE) as desk:
        above = desk.workspace.directory(TODAY)
        ids = {each.id for each in above.tree.subtree(place(desk, GENERAL))}
        head = desk.workspace.round()
    with town.at(GENERAL) as desk:
        here = desk.workspace.directory(TODAY)
        assert {each.id for each in here.tree} == ids
        assert here.tree.root.name == GENERAL
        assert desk.workspace.round() == head
        assert desk.workspace.scheme.id == "qingdao-2010"


def test_the_review_of_the_unit_itself_is_planned_with_the_leader_above(town: Town) -> None:
    town.branch(BRANCH)
    with town.at(OFFICE) as desk:
        rows = desk.tasks.list(desk.workspace.round()).rows
        above = {(row.task.id, row.reviewer) for row in rows if row.target == BRANCH}
    with town.at(BRANCH) as desk:
        found = desk.tasks.list(desk.workspace.round())
        here = {(row.task.id, row.reviewer) for row in found.rows if row.target == BRANCH}
        assert not [gap for gap in found.gaps if gap.target == BRANCH]
    assert above
    assert here == above


def above_reviews(desk: Desk) -> tuple[str, str]:
    """Return who reviews the branch from above as forms name him, and as a form is filled."""
    rows = desk.tasks.list(desk.workspace.round()).rows
    (row,) = (each for each in rows if each.target == BRANCH)
    (person,) = row.task.reviewers
    told = str(desk.reviews.open(row.task.id).values["reviewer.identity"])
    return desk.reviews.candidate(person).identity, told


def test_a_leader_above_is_named_with_unit_and_post_though_he_holds_none_below(town: Town) -> None:
    town.branch(BRANCH)
    with town.at(OFFICE) as desk:
        told = above_reviews(desk)
        name = told[0].partition("，")[0]
    assert "书记" in told[0]
    with town.at(BRANCH) as desk:
        assert above_reviews(desk) == told
    head = ("姓名", "所在党支部", "职务或职业")
    town.bring(BRANCH, [head, (name, BRANCH, "调研员")])  # he has his membership in the branch
    with town.at(BRANCH) as desk:
        assert above_reviews(desk) == told
        found = desk.reviews.candidates(told[0]).people
        assert [each.identity for each in found] == [told[0]]
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        (kept,) = (p for p in desk.workspace.records.persons if p.name == name)
        assert (kept.unit, kept.post) == ("", "")  # what he is, is known there by his posts
        assert above_reviews(desk) == told


def test_who_answers_for_a_unit_below_from_outside_does_not_review_the_unit(town: Town) -> None:
    with town.at(OFFICE) as desk:
        person, _ = desk.editing.add_outside_person("郝外", "外单位", "书记")
        above = Oversight(OversightId("o"), person, place(desk, FIRST), OversightKind.CONTACT_POINT)
        desk.workspace.stores.structure.save(oversights=[above])
    town.branch(GENERAL)
    with town.at(GENERAL) as desk:
        rows = desk.tasks.list(desk.workspace.round()).rows
        assert "郝外" not in "".join(row.reviewer for row in rows if row.target == GENERAL)
        assert "郝外" in "".join(row.reviewer for row in rows if row.target == FIRST)


def test_a_ledger_is_made_only_from_what_is_issued(town: Town) -> None:
    town.have(BRANCH)
    package = town.submit(BRANCH)
    with pytest.raises(Refusal) as refused:
        town.office.receive_new(town.path("新"), package)
    assert refused.value.fault.code == "handoff.not_issued"
    assert not town.path("新").exists()


def test_a_ledger_is_never_made_over_another_file(town: Town) -> None:
    package = town.issue(BRANCH)
    before = town.path(OFFICE).read_bytes()
    with pytest.raises(Refusal) as refused:
        town.office.receive_new(town.path(OFFICE), package)
    assert refused.value.fault.code == "ledger.exists"
    assert town.path(OFFICE).read_bytes() == before


def test_an_older_issue_is_asked_about_and_the_same_one_is_nothing_new(town: Town) -> None:
    town.have(BRANCH)
    first, second = town.issue(BRANCH), town.issue(BRANCH)
    town.take(second, name=BRANCH)
    assert statuses(town.receive(first, name=BRANCH)) == ["older"]
    assert statuses(town.receive(second, name=BRANCH)) == ["same"]


def test_a_unit_that_was_changed_above_and_below_is_a_conflict_with_those_above(
    town: Town,
) -> None:
    town.have(BRANCH)
    town.take(town.issue(BRANCH), name=BRANCH)
    for name, short in ((OFFICE, "办支"), (BRANCH, "办公室支")):
        with town.at(name) as desk:
            sheet = desk.editing.sheet(place(desk, BRANCH))
            desk.editing.save(
                replace(sheet, organization=replace(sheet.organization, short_name=short))
            )
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        (shown,) = desk.receiving.conflicts()
        assert (shown.label, shown.ours, shown.theirs, shown.unit) == (
            "简称",
            "办公室支",
            "办支",
            "上级",
        )
        desk.receiving.settle([shown.id], Resolve.THEIRS)
        assert desk.workspace.directory(TODAY).tree.root.short_name == "办支"
        assert "处理冲突，采用上级" in {line.reason for line in desk.history.latest(5)}


# ---- sent back -------------------------------------------------------------------------------


def test_what_is_sent_back_is_opened_mended_and_comes_again(town: Town) -> None:
    town.have(BRANCH)
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        round_ = desk.workspace.round()
        (wrong,) = (r.id for r in desk.workspace.stores.reviews.of_round(round_.id)
                    if r.snapshot["member.name"] == "郑华")  # fmt: skip
        desk.issuing.remark([wrong], "请写明存在的问题")
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        (remark,) = desk.receiving.remarks()
        assert (remark.record, remark.text) == ("郑华", "请写明存在的问题")
        found = desk.workspace.stores.reviews.get(wrong)
        assert found is not None
        assert not found.locked
        assert any("请写明存在的问题" in line.reason for line in desk.history.of("review", wrong))
        opened = desk.reviews.open_kept(wrong)
        values = {**opened.values, "review.problems": "理论学习抓得不紧"}
        desk.reviews.save(opened.review, values, opened.review.day, "按上级意见修改")
        assert all(line.locked for line in desk.workspace.stores.reviews.of_round(round_.id)
                   if line.id != wrong)  # fmt: skip
    taken = town.take(town.submit(BRANCH))
    assert taken.arrived[0].changed == {"review": 1}
    assert taken.arrived[0].conflicts == ()
    with town.at(OFFICE) as desk:
        assert desk.issuing.remarks() == ()
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert desk.receiving.remarks() == ()
        newer, older = desk.submissions.all()
        between = desk.submissions.difference(newer.id, older.id)
        assert [(each.what, each.name) for each in between.changed] == [("review", "郑华")]


def test_what_is_sent_back_goes_down_through_the_levels(town: Town) -> None:
    town.have(GENERAL)
    town.branch(FIRST, above=GENERAL)
    town.members_of(FIRST, FIRST)
    town.reviewed(FIRST, review("冯娟", "周洁", REVIEWED))
    town.take(town.submit(FIRST), name=GENERAL)
    town.take(town.submit(GENERAL))
    with town.at(OFFICE) as desk:
        desk.issuing.remark([review_of(desk, "冯娟")], "请补充")
    town.take(town.issue(GENERAL), name=GENERAL)
    with town.at(GENERAL) as desk:
        assert desk.receiving.remarks() == ()
        assert [each.text for each in desk.issuing.remarks()] == ["请补充"]
    town.take(town.issue(FIRST, above=GENERAL), name=FIRST)
    with town.at(FIRST) as desk:
        assert [each.record for each in desk.receiving.remarks()] == ["冯娟"]
    mend_review(town, FIRST, "冯娟", "补充了")
    town.take(town.submit(FIRST), name=GENERAL)
    town.take(town.submit(GENERAL))
    for name in (OFFICE, GENERAL):
        with town.at(name) as desk:
            assert desk.issuing.remarks() == ()


def test_receipts_come_back(town: Town) -> None:
    town.have(BRANCH)
    town.take(town.submit(BRANCH))
    issued = town.issue(BRANCH)
    assert [each.receipts for each in town.look(issued, name=BRANCH).arrived] == [1]
    (taken,) = town.take(issued, name=BRANCH).arrived
    assert taken.receipts == 1
    with town.at(BRANCH) as desk:
        (sent,) = desk.submissions.all()
        assert re.fullmatch(r"上级已接收（[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日）", sent.receipt)


def test_phrases_come_down_once(town: Town) -> None:
    town.branch(BRANCH)
    with town.at(OFFICE) as desk:
        desk.phrases.add("", "完成了各项任务")
    for _ in range(2):
        town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert [each.text for each in desk.phrases.all()] == ["完成了各项任务"]


def test_a_new_organisation_and_a_new_round_come_down(town: Town) -> None:
    town.have(GENERAL)
    head = ("党组织名称", "党组织类别", "上级党组织", "书记")
    town.bring(OFFICE, [head, ("一分局第三党支部", "党支部", GENERAL, "何新")])
    town.open_round(OFFICE, "2011年上半年试点")
    before = town.figures(GENERAL)
    town.take(town.issue(GENERAL), name=GENERAL)
    with town.at(GENERAL) as desk:
        tree = desk.workspace.directory(TODAY).tree
        assert len(tree.named("一分局第三党支部")) == 1
        assert {each.name for each in desk.rounds.all()} == {"2010年下半年", "2011年上半年试点"}
    after = town.figures(GENERAL)
    assert after["members_reviewed"] == before["members_reviewed"]
    assert after["organizations_total"] == before["organizations_total"] + 1


def test_what_is_for_another_unit_is_refused(town: Town) -> None:
    town.branch(BRANCH)
    reception = town.receive(town.issue(GENERAL), name=BRANCH)
    assert statuses(reception) == ["question"]
    own = town.receive(town.issue(BRANCH))
    assert own.arrived[0].fault is not None
    assert own.arrived[0].fault.code == "handoff.own"
