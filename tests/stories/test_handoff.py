"""Units hand packages up and down: everything arrives once, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.handoff import Resolve
from app.domain.ids import OversightId
from app.domain.organization import Oversight
from app.domain.progress import Cancelled
from app.domain.words import OversightKind
from app.ops.reception import ArrivedStatus
from tests.lists import ORG_FORM, review
from tests.stories.town import OFFICE, TODAY, Town, place, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import ReviewId
    from app.ops.desk import Desk

BRANCH, GENERAL = "办公室党支部", "一分局党总支"
FIRST, SECOND = "一分局第一党支部", "一分局第二党支部"
REVIEWED = "2010-12-20"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Ledgers in which work has been done; nobody writes into these."""
    made = Town(tmp_path_factory.mktemp("ready"))
    made.begin()
    made.branch(BRANCH)
    made.members_of(BRANCH, BRANCH)
    made.reviewed(BRANCH, review("郑华", "赵敏", REVIEWED), review("李文", "赵敏", REVIEWED))
    made.branch(GENERAL)
    made.members_of(GENERAL, FIRST, SECOND)
    rows = [review("吴刚", "周洁", REVIEWED), review(FIRST, "孙涛", REVIEWED, form=ORG_FORM)]
    made.reviewed(GENERAL, *rows)
    return made


@pytest.fixture
def town(ready: Town, tmp_path: Path) -> Town:
    """An office that knows its organisations and leaves the members to them."""
    made = Town(tmp_path, ready)
    made.have(OFFICE)
    return made


def work_at_branch(town: Town) -> None:
    town.have(BRANCH)


def work_at_general(town: Town) -> None:
    town.have(GENERAL)


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
    work_at_branch(town)
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
    work_at_branch(town)
    first, second = town.issue(BRANCH), town.issue(BRANCH)
    town.take(second, name=BRANCH)
    assert statuses(town.receive(first, name=BRANCH)) == ["older"]
    assert statuses(town.receive(second, name=BRANCH)) == ["same"]


def test_a_unit_that_was_changed_above_and_below_is_a_conflict_with_those_above(
    town: Town,
) -> None:
    work_at_branch(town)
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


# ---- up --------------------------------------------------------------------------------------


def test_two_branches_come_up_and_the_figures_are_their_own(town: Town) -> None:
    work_at_branch(town)
    work_at_general(town)
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
    work_at_branch(town)
    package = town.submit(BRANCH)
    town.take(package)
    before = town.content(OFFICE)
    again = town.receive(package)
    assert statuses(again) == ["same"]
    assert not again.changes
    assert town.content(OFFICE) == before


def test_an_older_one_is_asked_about(town: Town) -> None:
    work_at_branch(town)
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
    work_at_branch(town)
    work_at_general(town)
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
    work_at_branch(town)
    work_at_general(town)
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
    work_at_branch(town)
    broken = town.folder / "坏.dpbag"
    broken.write_bytes(town.submit(BRANCH).read_bytes()[:-100])
    reception = town.receive(broken, town.submit(BRANCH))
    assert statuses(reception) == ["applied", "refused"]
    assert reception.arrived[1].fault is not None
    assert reception.arrived[1].fault.code.startswith("package.")


def test_who_has_not_reported_is_told(town: Town) -> None:
    town.branch("机关党委")
    work_at_branch(town)
    reception = town.take(town.submit(BRANCH))
    assert any("一分局" in path or "机关党委" in path for path in reception.missing)


def test_an_encrypted_one_needs_its_passphrase(town: Town) -> None:
    work_at_branch(town)
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
    work_at_general(town)
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


# ---- both sides edit -------------------------------------------------------------------------


def change_phone(town: Town, name: str, person: str, phone: str) -> None:
    with town.at(name) as desk:
        found = next(p for p in desk.workspace.records.persons if p.name == person)
        sheet = desk.editing.member_sheet(found.id)
        desk.editing.save_member(replace(sheet, member=replace(sheet.member, phone=phone)))


def phone(town: Town, name: str, person: str) -> str:
    sql = f"SELECT phone FROM member JOIN person ON person_id = person.id WHERE name = '{person}'"
    return str(town.rows(name, sql)[0][0])


def edited_on_both_sides(town: Town) -> Path:
    work_at_branch(town)
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
    work_at_branch(town)
    town.take(town.submit(BRANCH))
    change_phone(town, OFFICE, "郑华", "办公室写的")
    change_phone(town, BRANCH, "李文", "支部写的")
    taken = town.take(town.submit(BRANCH))
    assert taken.arrived[0].conflicts == ()
    assert phone(town, OFFICE, "郑华") == "办公室写的"
    assert phone(town, OFFICE, "李文") == "支部写的"


def delete_review(town: Town, name: str, target: str) -> None:
    with town.at(name) as desk:
        id_ = review_of(desk, target)
        found = desk.workspace.stores.reviews.get(id_)
        if found is not None and found.locked:
            desk.locks.unlock([id_], "录错了")
        desk.bin.delete_reviews([id_], "录错了")


def mend_review(town: Town, name: str, target: str, text: str) -> None:
    with town.at(name) as desk:
        id_ = review_of(desk, target)
        found = desk.workspace.stores.reviews.get(id_)
        if found is not None and found.locked:
            desk.locks.unlock([id_], "补充")
        opened = desk.reviews.open_kept(id_)
        values = {**opened.values, "review.problems": text}
        desk.reviews.save(opened.review, values, opened.review.day, "补充")


def review_of(desk: Desk, target: str) -> ReviewId:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    (found,) = (each.id for each in reviews if each.snapshot.get("member.name") == target)
    return found


def test_what_one_deleted_and_the_other_changed_is_settled_either_way(town: Town) -> None:
    work_at_branch(town)
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


# ---- back again ------------------------------------------------------------------------------


def test_a_package_is_taken_out_again(town: Town) -> None:
    work_at_branch(town)
    work_at_general(town)
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
    work_at_branch(town)
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
    work_at_branch(town)
    package = town.submit(BRANCH)
    town.take(package)
    with town.at(OFFICE) as desk:
        desk.receiving.take_out(desk.receiving.journal()[0].package)
    town.take(package)
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)


def test_undo_takes_a_reception_back(town: Town) -> None:
    work_at_branch(town)
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
    work_at_branch(town)
    work_at_general(town)
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
    work_at_branch(town)
    reception = town.take(town.submit(BRANCH))
    assert reception.backup is not None
    assert reception.backup.exists()


# ---- sent back -------------------------------------------------------------------------------


def test_what_is_sent_back_is_opened_mended_and_comes_again(town: Town) -> None:
    work_at_branch(town)
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
    work_at_general(town)
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
    work_at_branch(town)
    town.take(town.submit(BRANCH))
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        (sent,) = desk.submissions.all()
        assert "上级已接收" in sent.receipt


def test_phrases_come_down_once(town: Town) -> None:
    town.branch(BRANCH)
    with town.at(OFFICE) as desk:
        desk.phrases.add("", "完成了各项任务")
    for _ in range(2):
        town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert [each.text for each in desk.phrases.all()] == ["完成了各项任务"]


def test_a_new_organisation_and_a_new_round_come_down(town: Town) -> None:
    work_at_general(town)
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


# ---- copies of one ledger --------------------------------------------------------------------


def test_two_clerks_bring_their_copies_together(town: Town) -> None:
    work_at_branch(town)
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
    work_at_branch(town)
    package = town.submit(BRANCH)
    assert statuses(town.receive(package, name=BRANCH)) == ["same"]
