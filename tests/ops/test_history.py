"""History: who changed what, when and why, in words that people know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.history import record_changes
from app.domain.history_words import FIELDS, RECORDS
from app.domain.organization import HOST
from app.domain.words import MemberStatus, OrganizationKind, TargetKind
from app.ops.history import HEADINGS
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from app.domain.organization import Organization
    from app.domain.review import Review, ReviewTask
    from app.ops.desk import Desk


def a_branch(desk: Desk, number: int = 0) -> Organization:
    tree = desk.workspace.directory(TODAY).tree
    return [o for o in tree if o.kind is OrganizationKind.BRANCH][number]


def a_review(desk: Desk) -> Review:
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(review for review in found if review.is_done)


def test_a_renamed_organisation_says_who_when_and_why(desk: Desk) -> None:
    branch = a_branch(desk)
    desk.history.sign(" 李干事 ")
    desk.structure.rename(branch.id, "新名党支部", TODAY)
    line = desk.history.of("organization", branch.id)[-1]
    assert line.cells[1:] == (
        *("党组织", "新名党支部", "名称", branch.name, "新名党支部", "李干事", "更名"),
    )
    assert line.time
    assert desk.history.latest(1) == (line,)
    assert desk.history.user == "李干事"


def test_somebody_always_stands_behind_a_change(desk: Desk) -> None:
    desk.structure.rename(a_branch(desk).id, "新名党支部", TODAY)
    assert desk.history.latest(1)[0].who != ""


def test_places_and_people_stand_by_name(desk: Desk) -> None:
    first, second = a_branch(desk), a_branch(desk, 1)
    person = desk.workspace.directory(TODAY).members_in(first.id)[0].person_id
    desk.structure.transfer([person], second.id, TODAY)
    name = desk.workspace.directory(TODAY).name(person)
    lines = {(line.field, line.new) for line in desk.history.of("person", person)}
    assert {("所在党支部", second.name), ("离开日期", str(TODAY)), ("姓名", name)} <= lines
    assert ("党员状态", "正常") in lines


def test_the_history_of_an_organisation_tells_of_its_posts(desk: Desk) -> None:
    records = desk.workspace.records
    post = records.appointments[0]
    desk.workspace.stores.structure.save(
        appointments=[replace(post, title="临时负责人")], reason="改选"
    )
    line = desk.history.of("organization", post.organization_id)[-1]
    assert (line.kind, line.field, line.new) == ("党内职务", "职务", "临时负责人")
    assert desk.workspace.directory(TODAY).name(post.person_id) in line.name


def test_cells_of_a_form_stand_by_their_printed_labels(desk: Desk) -> None:
    review = a_review(desk)
    opened = desk.reviews.open_review(review)
    values = {**opened.values, "review.problems": "学习不够", "review.place": "礼堂"}
    desk.reviews.save(opened.review, values, review.day, "补充")
    lines = desk.history.of("review", review.id)
    added = {line.field: line for line in lines if line.reason == "补充"}
    label = opened.spec.field_by_key["review.problems"].label
    assert added[label].new == "学习不够"
    assert (added["地点"].old, added["地点"].new) == (review.place, "礼堂")
    assert "form_edition" not in {line.field for line in lines}


def test_states_stand_by_their_words(desk: Desk) -> None:
    review = a_review(desk)
    desk.locks.go_back([review.id], "核实")
    line = desk.history.of("review", review.id)[-1]
    assert (line.field, line.old) == ("状态", "已点评")


def test_a_deleted_record_keeps_its_name_while_it_lies_in_the_bin(desk: Desk) -> None:
    review = a_review(desk)
    desk.bin.delete_reviews([review.id], "误填")
    line = desk.history.latest(1)[0]
    assert (line.field, line.name) == ("删去", desk.bin.all()[0].title)
    desk.bin.empty(desk.bin.all())
    assert desk.history.latest(1)[0].name == "（已删除）"


def test_an_undone_step_stands_as_a_whole_and_in_its_record(desk: Desk) -> None:
    undo, branch = desk.undo, a_branch(desk)
    desk.structure.rename(branch.id, "新名党支部", TODAY)
    undo.undo()
    whole = next(line for line in desk.history.latest(9) if line.kind == "操作")
    assert (whole.name, whole.field, whole.reason) == ("更名", "撤销", "撤销")
    assert desk.history.of("organization", branch.id)[-1].new == branch.name


def test_an_import_is_one_line_and_each_change_it_made_another(desk: Desk, tmp_path: Path) -> None:
    branch = a_branch(desk)
    member = desk.workspace.directory(TODAY).members_in(branch.id)[0]
    name = desk.workspace.directory(TODAY).name(member.person_id)
    birth = member.birth.for_table if member.birth else ""
    file = tmp_path / "名册.csv"
    heading = "姓名,出生年月,所在党支部,职务或职业"
    rows = f"{name},{birth},{branch.name},总工程师\n全新一,1980.02,{branch.name},科员\n"
    file.write_text(f"{heading}\n{rows}", encoding="utf-8")
    desk.imports.apply(desk.imports.propose([file]))
    lines = [line for line in desk.history.latest(9) if line.reason == "导入"]
    assert [line.name for line in lines if line.kind == "导入"] == ["人员 1、党员 2"]
    changed = [(line.name, line.field, line.new) for line in lines if line.kind == "党员"]
    assert changed == [(name, "职务或职业", "总工程师")]


def test_a_table_of_the_history_has_a_heading_for_every_cell(desk: Desk) -> None:
    table = desk.history.table("变更记录", desk.history.latest(3))
    assert [column.title for column in table.columns] == list(HEADINGS)
    assert all(len(row) == len(HEADINGS) for row in table.rows)


# ---- what is told of a record ----------------------------------------------------------------


def test_every_field_of_the_structure_has_a_word(desk: Desk) -> None:
    records = desk.workspace.records
    everything = (
        *(records.organizations, records.persons, records.members),
        *(records.appointments, records.oversights),
    )
    names = ("organization", "person", "member", "appointment", "oversight")
    for what, values in zip(names, everything, strict=True):
        assert what in RECORDS
        told = {field for value in values for field, _, _ in record_changes(None, value)}
        assert told <= FIELDS[what].keys()


def test_only_what_differs_is_told(desk: Desk) -> None:
    member = desk.workspace.records.members[0]
    moved = replace(member, status=MemberStatus.MOVED_OUT, extra=((HOST, "外地"),))
    assert set(record_changes(member, moved)) == {
        ("status", "active", "moved_out"),
        (f"extra.{HOST}", member.host, "外地"),
    }
    assert record_changes(member, member) == ()


# ---- tasks -----------------------------------------------------------------------------------


def a_task(desk: Desk) -> ReviewTask:
    tasks = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)
    return next(t for t in tasks if t.reviewers and t.target.kind is TargetKind.MEMBER)


def test_exempting_a_target_says_who_and_why(desk: Desk) -> None:
    task = a_task(desk)
    desk.tasks.exempt(task.id, "长期病休")
    line = desk.history.latest(1)[0]
    name = desk.workspace.directory(TODAY).name(task.target.person_id)
    assert (line.kind, line.name, line.field, line.new) == ("点评任务", name, "免点评", "长期病休")
    assert line.who
    desk.rounds.plan_again()
    assert desk.history.latest(1)[0] == line, "planning again decides nothing by hand"


def test_another_reviewer_stands_by_name_with_the_reason(desk: Desk) -> None:
    task, directory = a_task(desk), desk.workspace.directory(TODAY)
    holders = (a.person_id for a in directory.records.appointments)
    other = next(p for p in holders if p not in (*task.reviewers, task.target.id))
    desk.tasks.assign(task.id, [other], "原点评人出差")
    line = desk.history.latest(1)[0]
    assert (line.field, line.new, line.reason) == (
        *("点评领导", directory.name(other), "原点评人出差"),
    )
    assert line.old == "、".join(map(directory.name, task.reviewers))


def test_a_line_that_names_nobody_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.db.log_store._login_name", str)
    branch = a_branch(desk)
    desk.structure.rename(branch.id, "新名党支部", TODAY)
    assert desk.history.of("organization", branch.id)[-1].who == "未填写"
