"""接收 in words: the journal, conflicts, remarks; leaders above answer for the root."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.handoff import Manifest, PackageKind, Resolve, RoundHead, Unit, leader_id
from app.domain.handoff_records import (
    SIDES,
    Conflict,
    PackageDirection,
    PackageRecord,
    PackageState,
    Remark,
    RemarkState,
    Side,
)
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Oversight, Person
from app.domain.submission import Down, Standing
from app.domain.words import OversightKind, ReviewState, TargetKind
from app.ops.changes import Topic
from app.ops.conflict_words import NAMESAKE
from app.ops.from_above import neutral_kind, take_down, take_leaders
from tests.builders import shipped
from tests.ops.refusals import refused
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from app.domain.organization import Member, Organization
    from app.domain.review import Review
    from app.ops.desk import Desk


@pytest.fixture
def unit(desk: Desk) -> Organization:
    """A unit directly below the root."""
    tree = desk.workspace.directory(TODAY).tree
    return tree.children(tree.root.id)[0]


@pytest.fixture
def member(desk: Desk) -> Member:
    return next(m for m in desk.workspace.records.members if not m.phone)


def record(
    unit: OrganizationId | None,
    sequence: int = 1,
    direction: PackageDirection = PackageDirection.IN,
    state: PackageState = PackageState.APPLIED,
    kind: PackageKind = PackageKind.SUBMIT,
) -> PackageRecord:
    named = Unit(OrganizationId("there"), "甲支部", ("甲支部",))
    manifest = Manifest(
        kind=kind,
        ledger="L",
        sequence=sequence,
        sender=named,
        time="",
        program="1",
        scheme="qingdao-2010",
        scheme_edition="",
        round=RoundHead("R", "2010年下半年", date(2010, 7, 1), date(2011, 1, 25)),  # type: ignore[arg-type]
        as_of=date(2011, 1, 12),
        digest=f"{sequence:08x}" + "0" * 56,
    )
    return PackageRecord(direction, unit, manifest, "2011-01-13 08:00:00", "报.dpbag", state)


def kept(desk: Desk, value: PackageRecord) -> PackageRecord:
    return desk.workspace.stores.handoff.add_package(value)


def keep(
    desk: Desk,
    what: str,
    record_id: str,
    field: str,
    ours: str,
    theirs: str,
    side: Side = Side.BELOW,
) -> int:
    """Keep a conflict that a package of the first unit brought; returns its number."""
    tree = desk.workspace.directory(TODAY).tree
    unit = tree.children(tree.root.id)[0] if side is Side.BELOW else tree.root
    kind = PackageKind.ISSUE if side is Side.ABOVE else PackageKind.SUBMIT
    package = kept(desk, record(unit.id, kind=kind))
    handoff = desk.workspace.stores.handoff
    handoff.add_conflicts([Conflict(what, record_id, field, ours, theirs, package_id=package.id)])
    return handoff.conflicts()[-1].id


def phone(desk: Desk, member: Member) -> str:
    sql = "SELECT phone FROM member WHERE id = ?"
    return str(desk.workspace.database.sql(sql, (member.id,))[0][0])


def done_review(desk: Desk) -> Review:
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(r for r in found if r.is_done and r.target.kind is TargetKind.MEMBER)


# ---- the journal -----------------------------------------------------------------------------


def test_the_journal_says_whose_package_came_and_of_what(desk: Desk, unit: Organization) -> None:
    kept(desk, record(unit.id, 3))
    (line,) = desk.receiving.journal()
    path = desk.workspace.directory(TODAY).tree.path(unit.id)
    assert (line.unit, line.sequence, line.what, line.check_code) == (path, 3, "接收", "00000003")
    assert line.text == (
        f"2011-01-13 08:00:00 接收{path}上报的第 3 号数据包"
        "（2010年下半年，截至 2011-01-12，校验码 00000003，报.dpbag）"
    )


def test_what_went_out_went_above_or_to_a_unit(desk: Desk, unit: Organization) -> None:
    sent = PackageState.SENT
    kept(desk, record(None, 1, PackageDirection.OUT, sent))
    kept(desk, record(unit.id, 2, PackageDirection.OUT, sent, PackageKind.ISSUE))
    kept(desk, record(None, 3, PackageDirection.OUT, PackageState.UNWRITTEN))
    unwritten, issued, submitted = desk.receiving.journal()
    assert "上报给上级第 1 号数据包" in submitted.text
    assert f"下发给{issued.unit}第 2 号数据包" in issued.text
    assert issued.unit.endswith(unit.name)
    assert unwritten.text.endswith("（文件没有写成，可重新生成）")


def test_what_came_from_above_came_from_above(desk: Desk) -> None:
    kept(desk, record(desk.workspace.root_id, kind=PackageKind.ISSUE))
    assert desk.receiving.journal()[0].unit == "上级"


def test_only_the_newest_that_is_in_can_be_taken_out(desk: Desk, unit: Organization) -> None:
    other = desk.workspace.root_id
    for each in (
        record(unit.id, 1),
        record(other, 1),
        record(unit.id, 2),
        record(unit.id, 3, state=PackageState.TAKEN_OUT),
    ):
        kept(desk, each)
    assert [line.can_take_out for line in desk.receiving.journal()] == [False, True, True, False]


# ---- conflicts -------------------------------------------------------------------------------


def test_a_conflict_is_told_in_words(desk: Desk, member: Member) -> None:
    number = keep(desk, "member", member.id, "category", "full", "probationary")
    (shown,) = desk.receiving.conflicts()
    name = desk.workspace.directory(TODAY).name(member.person_id)
    assert (shown.id, shown.kind_word, shown.record, shown.label) == (
        number,
        "党员",
        name,
        "人员类别",
    )
    assert (shown.ours, shown.theirs) == ("正式党员", "预备党员")
    tree = desk.workspace.directory(TODAY).tree
    assert shown.place == tree.path(member.organization_id)
    assert shown.unit == desk.receiving.journal()[0].unit


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (Side.BELOW, ("保留本级", "采用下级")),
        (Side.ABOVE, ("保留本级", "采用上级")),
        (Side.COPY, ("保留本机", "采用另一份")),
    ],
)
def test_each_side_has_one_word_in_the_list_and_in_the_log(
    desk: Desk, member: Member, side: Side, words: tuple[str, str]
) -> None:
    for resolve, word in zip((Resolve.OURS, Resolve.THEIRS), words, strict=True):
        number = keep(desk, "member", member.id, "phone", "", "13800000000", side)
        (shown,) = desk.receiving.conflicts()
        assert shown.side is side
        assert word.endswith(SIDES[side])
        desk.receiving.settle([number], resolve)
        assert desk.history.latest(1)[0].reason == f"处理冲突，{word}"


@pytest.mark.parametrize(
    ("field", "day", "told"),
    [
        ("joined", "1990-07-11", "1990年7月11日"),
        ("birth", "1971-08", "1971年8月"),
        ("since", "2010-01-02", "2010年1月2日"),
    ],
)
def test_days_stand_in_chinese(desk: Desk, member: Member, field: str, day: str, told: str) -> None:
    keep(desk, "member", member.id, field, "", day)
    (shown,) = desk.receiving.conflicts()
    assert (shown.ours, shown.theirs) == ("", told)


def test_what_only_looks_like_a_day_stands_as_it_is(desk: Desk, member: Member) -> None:
    keep(desk, "member", member.id, "phone", "0532-85881234", "9999-99-99")
    (shown,) = desk.receiving.conflicts()
    assert (shown.ours, shown.theirs) == ("0532-85881234", "9999-99-99")


def test_a_whole_record_is_there_or_not(desk: Desk, member: Member) -> None:
    keep(desk, "member", member.id, "", "✓", "")
    (shown,) = desk.receiving.conflicts()
    assert (shown.label, shown.ours, shown.theirs) == ("有无", "有", "无")


def test_a_namesake_beside_whom_nobody_came_for_is_told(desk: Desk, member: Member) -> None:
    name = desk.workspace.directory(TODAY).name(member.person_id)
    person = Person(PersonId("namesake"), f"{name[0]} {name[1:]}")
    twin = replace(member, id=MemberId("another"), person_id=person.id)
    with desk.workspace.transaction():
        desk.workspace.stores.structure.save(persons=[person], members=[twin])
    desk.workspace.structure_changed()
    keep(desk, "member", member.id, "", "✓", "")
    keep(desk, "member", member.id, "phone", "1", "2")
    whole, field = desk.receiving.conflicts()
    assert (whole.ours, whole.theirs) == ("有", NAMESAKE)
    assert (field.ours, field.theirs) == ("1", "2")
    desk.duplicates.merge(person.id, member.person_id)
    assert [each.record_id for each in desk.receiving.conflicts()] == []


def test_fields_that_nobody_types_do_not_confuse_the_others(desk: Desk) -> None:
    review = done_review(desk)
    keep(desk, "review", review.id, "task_id", "a", "b")
    keep(desk, "review", review.id, "review.problems", "甲", "乙")
    shown = desk.receiving.conflicts()
    assert [each.field for each in shown] == ["task_id", "review.problems"]
    assert "问题" in shown[1].label


@pytest.mark.parametrize(
    "field", ["exempt_reason", "manual_reason", "reviewers", "body", "mode", "occasion"]
)
def test_every_field_of_a_task_has_a_word(desk: Desk, field: str) -> None:
    task = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)[0]
    keep(desk, "task", task.id, field, "", "x")
    (shown,) = desk.receiving.conflicts()
    assert shown.kind_word == "点评任务"
    assert not shown.label.isascii()
    assert shown.record


def test_the_way_of_a_review_is_told_by_its_title(desk: Desk) -> None:
    task = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)[0]
    mode = desk.workspace.scheme.modes[0]
    keep(desk, "task", task.id, "mode", "", mode.id)
    (shown,) = desk.receiving.conflicts()
    assert (shown.ours, shown.theirs) == ("", mode.title)


def test_what_was_decided_about_a_task_is_taken(desk: Desk) -> None:
    task = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)[0]
    number = keep(desk, "task", task.id, "exempt_reason", "", "长期病休")
    desk.receiving.settle([number], Resolve.THEIRS)
    found = desk.workspace.stores.tasks.get(task.id)
    assert found is not None
    assert found.exempt_reason == "长期病休"


def test_theirs_is_written_and_ours_stands_in_the_log(desk: Desk, member: Member) -> None:
    number = keep(desk, "member", member.id, "phone", "", "13800000000")
    changes = desk.receiving.settle([number], Resolve.THEIRS)
    assert {Topic.HANDOFF, Topic.STRUCTURE} <= changes.topics
    assert phone(desk, member) == "13800000000"
    line = desk.history.latest(1)[0]
    assert (line.new, line.reason) == ("13800000000", "处理冲突，采用下级")
    assert desk.receiving.conflicts() == ()


def test_ours_stays_and_theirs_stands_in_the_log(desk: Desk, member: Member) -> None:
    number = keep(desk, "member", member.id, "phone", "", "13800000000")
    assert desk.receiving.settle([number], Resolve.OURS).topics == {Topic.HANDOFF}
    assert phone(desk, member) == ""
    line = desk.history.latest(1)[0]
    assert (line.old, line.reason) == ("13800000000", "处理冲突，保留本级")


def test_settling_is_one_step_that_can_be_undone(desk: Desk, member: Member) -> None:
    _ = desk.undo
    number = keep(desk, "member", member.id, "phone", "", "13800000000")
    desk.receiving.settle([number], Resolve.THEIRS)
    assert desk.undo.undo_title == "处理冲突"
    assert Topic.HANDOFF in desk.undo.undo().topics
    assert phone(desk, member) == ""
    assert len(desk.receiving.conflicts()) == 1


def test_a_locked_record_takes_theirs_and_stays_locked(desk: Desk) -> None:
    review = done_review(desk)
    locked = replace(review, locked="已上报 第1号")
    desk.workspace.stores.reviews.save_many([locked])
    desk.receiving.settle(
        [keep(desk, "review", review.id, "review.problems", "", "学习不够")], Resolve.THEIRS
    )
    found = desk.workspace.stores.reviews.get(review.id)
    assert found is not None
    assert found.typed["review.problems"] == "学习不够"
    assert found.locked == "已上报 第1号"


def test_a_record_that_is_gone_there_goes_here(desk: Desk) -> None:
    review = done_review(desk)
    desk.receiving.settle([keep(desk, "review", review.id, "", "✓", "")], Resolve.THEIRS)
    assert desk.workspace.stores.reviews.get(review.id) is None


def test_only_open_conflicts_are_settled(desk: Desk, member: Member) -> None:
    number = keep(desk, "member", member.id, "phone", "", "1")
    desk.receiving.settle([number], Resolve.OURS)
    assert refused(desk.receiving.settle, [number], Resolve.OURS) == ["handoff.conflict_unknown"]


# ---- from above ------------------------------------------------------------------------------


def test_remarks_are_shown_with_whom_they_are_about_until_they_are_done(desk: Desk) -> None:
    review = done_review(desk)
    handoff = desk.workspace.stores.handoff
    given = Remark(review.id, review.organization_id, "请补充", "", "", RemarkState.RECEIVED)
    handoff.add_remark(given)
    (shown,) = desk.receiving.remarks()
    assert (shown.record, shown.text) == (review.snapshot["member.name"], "请补充")
    assert desk.receiving.remarks_done([shown.id])
    assert desk.receiving.remarks() == ()
    assert not desk.receiving.remarks_done([shown.id])


def test_leaders_above_answer_for_the_root_until_others_do(desk: Desk) -> None:
    root, stores = desk.workspace.root_id, desk.workspace.stores
    first, second, entered = (PersonId(f"leader {name}") for name in "abc")
    stores.structure.save(
        persons=[Person(id_, id_, outside=True) for id_ in (first, second, entered)],
        oversights=[
            Oversight(leader_id(root, "x"), entered, root, OversightKind.IN_CHARGE)  # type: ignore[arg-type]
        ],
    )

    def overseers() -> set[PersonId]:
        held = desk.workspace.records.oversights
        return {each.person_id for each in held if each.organization_id == root} & {
            first,
            second,
            entered,
        }

    take_leaders(desk.workspace, [first, entered])
    assert overseers() == {first, entered}
    take_leaders(desk.workspace, [second])
    assert overseers() == {second, entered}
    assert len([o for o in desk.workspace.records.oversights if o.person_id == entered]) == 1


def test_a_leader_above_may_be_a_member_here_but_not_the_secretary_himself(desk: Desk) -> None:
    workspace = desk.workspace
    root = workspace.root_id
    directory = workspace.directory(TODAY)
    secretary = directory.secretary(root)
    assert secretary is not None
    plain = next(m.person_id for m in directory.on_books if not directory.posts_of(m.person_id))

    def answers() -> set[PersonId]:
        held = workspace.records.oversights
        return {o.person_id for o in held if o.id == leader_id(root, o.person_id)}

    take_leaders(workspace, [plain, secretary])
    assert answers() == {plain}
    take_leaders(workspace, [])
    assert answers() == set()


def test_what_a_leader_above_is_stands_only_where_it_can_be_read(desk: Desk) -> None:
    directory = desk.workspace.directory(TODAY)
    first, second, third = (member.person_id for member in directory.on_books[:3])
    told = (
        Standing(first, "示例市局", "局长"),
        Standing(second, "甲" * 600, "局长"),
        Standing(third, None, 5),  # type: ignore[arg-type]
    )
    take_down(desk.workspace, Down(standings=told))
    now = desk.workspace.directory(TODAY)
    assert now.identity(first) == f"{now.name(first)}，示例市局局长"
    assert now.identity(second) == directory.identity(second)
    assert now.identity(third) == f"{now.name(third)}，5"
    take_down(desk.workspace, Down())
    assert desk.workspace.directory(TODAY).identity(first) == directory.identity(first)


@pytest.mark.parametrize("scheme", ["qingdao-2010", "central", "changsha-2010"])
def test_leaders_answer_in_a_way_that_no_rule_asks_for_where_there_is_one(scheme: str) -> None:
    kind = neutral_kind(shipped(scheme))
    asked = {rule.targets.overseen for rule in shipped(scheme).rules}
    assert kind not in asked or asked >= set(OversightKind)


def test_states_of_reviews_are_told_in_words(desk: Desk) -> None:
    review = done_review(desk)
    keep(desk, "review", review.id, "state", ReviewState.REVIEWED, ReviewState.PLANNED)
    (shown,) = desk.receiving.conflicts()
    assert (shown.label, shown.ours, shown.theirs) == ("状态", "已点评", "应点评")
