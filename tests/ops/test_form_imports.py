"""Filled Word forms: what an import of them would do, and does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.proposal import RowStatus, SheetKind
from app.domain.review import form_values
from app.domain.words import ReviewState
from app.export.word_form import WordTemplate
from app.ops.form_copies import require_form
from tests.intake.forms_corpus import surgery
from tests.ui.sample import make_sample, open_sample
from tests.word_builder import word_form, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.proposal import Proposal
    from app.domain.review import Review, ReviewTask
    from app.ops.desk import Desk

MEMBER = "member-review"
TEXTS = {
    "target.summary": "完成承诺事项五项。\n参加学习六次。",
    "review.achievements": "工作扎实。",
    "review.problems": "学习不够系统。",
    "review.suggestions": "加强学习。",
    "review.place": "三楼会议室",
    "review.date": "2010年12月30日",
}


def word_of(desk: Desk, form: str, values: Mapping[str, str], *, marks: bool = True) -> bytes:
    """Return a filled form of the ledger's scheme."""
    spec = desk.workspace.forms[form]
    template = WordTemplate(require_form(desk.workspace, spec), spec)
    word = template.fill(values)
    return word if marks else surgery.cut(word, surgery.unmark)


def reviews(desk: Desk, state: ReviewState, form: str = MEMBER) -> list[Review]:
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return [r for r in found if r.form == form and r.state is state]


def untouched(desk: Desk) -> ReviewTask:
    """Return a task of a person of whom there is no record, and only one of the name."""
    round_ = desk.workspace.round()
    done = {r.target for r in desk.workspace.stores.reviews.of_round(round_.id)}
    people = [p.name for p in desk.workspace.records.persons]
    names = {p.id: p.name for p in desk.workspace.records.persons}
    return next(
        task
        for task in desk.workspace.stores.tasks.of_round(round_.id)
        if task.form == MEMBER
        and task.target not in done
        and not task.exempt_reason
        and people.count(names[task.target.person_id]) == 1
    )


def blank_for(desk: Desk, task: ReviewTask) -> dict[str, str]:
    """Return what the program prints into the head of a form for a task."""
    return dict(desk.reviews.open(task.id).values)


def statuses(proposal: Proposal) -> list[RowStatus]:
    return [row.status for sheet in proposal.sheets for row in sheet.rows]


def codes(proposal: Proposal) -> set[str]:
    return {w.code for sheet in proposal.sheets for w in (*sheet.warnings, *sheet.rejected)}


@pytest.mark.parametrize("marks", [True, False])
def test_a_form_for_a_task_is_new_answers_it_and_is_nothing_new_again(
    desk: Desk, tmp_path: Path, *, marks: bool
) -> None:
    task = untouched(desk)
    path = tmp_path / "交来.docx"
    path.write_bytes(word_of(desk, MEMBER, {**blank_for(desk, task), **TEXTS}, marks=marks))
    proposal = desk.imports.propose([path])
    (sheet,) = proposal.sheets
    assert sheet.table.kind is SheetKind.FORMS
    assert statuses(proposal) == [RowStatus.NEW]
    assert not codes(proposal)
    assert not list(desk.workspace.stores.reviews.of_target(task.round_id, task.target))
    desk.imports.apply(proposal)
    (kept,) = desk.workspace.stores.reviews.of_target(task.round_id, task.target)
    assert kept.state is ReviewState.REVIEWED
    assert kept.reviewers == task.reviewers
    assert {key: form_values(kept)[key] for key in TEXTS} == TEXTS
    assert desk.reviews.open(task.id).review.id == kept.id
    assert statuses(desk.imports.propose([path])) == [RowStatus.UNCHANGED]


def test_a_changed_cell_is_shown_old_and_new_and_blanks_never_wipe(
    desk: Desk, tmp_path: Path
) -> None:
    review = reviews(desk, ReviewState.REVIEWED)[0]
    old = form_values(review)
    path = tmp_path / "改过.docx"
    values = {**old, "review.problems": "学习抓得不紧。", "review.achievements": ""}
    path.write_bytes(word_of(desk, MEMBER, values))
    proposal = desk.imports.propose([path])
    (row,) = proposal.sheets[0].rows
    assert row.status is RowStatus.CHANGED
    (change,) = row.changes
    assert (change.old, change.new) == (old["review.problems"], "学习抓得不紧。")
    desk.imports.apply(proposal)
    kept = desk.workspace.stores.reviews.get(review.id)
    assert kept is not None
    assert form_values(kept) == {**old, "review.problems": "学习抓得不紧。"}


def test_a_locked_record_rejects_the_form(desk: Desk, tmp_path: Path) -> None:
    review = reviews(desk, ReviewState.REVIEWED)[0]
    desk.locks.finalize([review.id])
    path = tmp_path / "a.docx"
    path.write_bytes(word_of(desk, MEMBER, {**form_values(review), "review.problems": "别的"}))
    proposal = desk.imports.propose([path])
    assert statuses(proposal) == [RowStatus.REJECTED]
    assert codes(proposal) == {"row.review_locked"}
    assert proposal.writes.is_empty


def test_a_head_that_contradicts_the_roster_is_told_and_the_roster_stays(
    desk: Desk, tmp_path: Path
) -> None:
    task = untouched(desk)
    values = {**blank_for(desk, task), **TEXTS}
    other = "女" if values["member.sex"] == "男" else "男"
    path = tmp_path / "a.docx"
    path.write_bytes(word_of(desk, MEMBER, {**values, "member.sex": other}))
    proposal = desk.imports.propose([path])
    assert codes(proposal) == {"form.head_differs"}
    assert not proposal.writes.members
    assert not proposal.writes.persons


def test_of_several_people_of_a_name_the_rest_of_the_form_tells_or_it_is_asked(
    desk: Desk, tmp_path: Path
) -> None:
    task = untouched(desk)
    values = {**blank_for(desk, task), **TEXTS}
    records = desk.workspace.records
    member = next(m for m in records.members if m.person_id == task.target.person_id)
    person = next(p for p in records.persons if p.id == member.person_id)
    assert member.birth is not None
    twin = replace(person, id=type(person.id)("twin"))
    birth = replace(member.birth, year=member.birth.year - 20)
    joined = replace(member.joined, year=member.joined.year - 3) if member.joined else None
    double = replace(
        member, id=type(member.id)("twin"), person_id=twin.id, birth=birth, joined=joined
    )
    with desk.workspace.transaction():
        desk.workspace.stores.structure.save(persons=[twin], members=[double])
        desk.workspace.structure_changed()
    told, silent = tmp_path / "told.docx", tmp_path / "silent.docx"
    told.write_bytes(word_of(desk, MEMBER, values))
    head = {"member.birth": "", "member.joined": "", "member.post": ""}
    silent.write_bytes(word_of(desk, MEMBER, {**values, **head}))
    proposal = desk.imports.propose([told])
    assert statuses(proposal) == [RowStatus.NEW]
    assert proposal.writes.reviews[0].target == task.target
    asked = desk.imports.propose([silent])
    assert statuses(asked) == [RowStatus.QUESTION]
    desk.imports.apply(asked)
    question = asked.sheets[0].questions[0]
    answered = desk.imports.answer(question.id, question.options[0])
    assert statuses(answered) == [RowStatus.NEW]


def test_a_folder_takes_what_is_readable_and_hands_back_the_rest(
    desk: Desk, tmp_path: Path
) -> None:
    task = untouched(desk)
    folder = tmp_path / "各支部交来"
    (folder / "一支部").mkdir(parents=True)
    word = word_of(desk, MEMBER, {**blank_for(desk, task), **TEXTS})
    (folder / "一支部" / "好的.docx").write_bytes(word)
    (folder / "一支部" / "复印.docx").write_bytes(word)
    (folder / "旧的.doc").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    )
    (folder / "别的表.docx").write_bytes(word_form("甲 | [a]\n乙 | 丙", (900, 900)))
    (folder / "坏的.docx").write_bytes(word[:900])
    (folder / "~$好的.docx").write_bytes(b"lock")
    proposal = desk.imports.propose([folder])
    found = {sheet.table.file.rsplit("/", 1)[-1]: sheet for sheet in proposal.sheets}
    rejected = {name: [f.code for f in sheet.rejected] for name, sheet in found.items()}
    assert rejected == {
        "好的.docx": [],
        "复印.docx": [],
        "旧的.doc": ["form.old_word"],
        "别的表.docx": ["form.unrecognized"],
        "坏的.docx": ["form.damaged"],
    }
    assert len(proposal.writes.reviews) == 1
    assert {"form.brought_twice"} == {w.code for s in proposal.sheets for w in s.warnings}
    assert proposal.needs_attention
    out = tmp_path / "未导入.xlsx"
    desk.imports.write_rejects(proposal, out)
    assert out.is_file()


def test_two_forms_about_one_that_say_different_things_are_not_both_taken(
    desk: Desk, tmp_path: Path
) -> None:
    values = {**blank_for(desk, untouched(desk)), **TEXTS}
    folder = tmp_path / "交来"
    folder.mkdir()
    (folder / "a.docx").write_bytes(word_of(desk, MEMBER, values))
    other = {**values, "review.problems": "学习抓得不紧。"}
    (folder / "b.docx").write_bytes(word_of(desk, MEMBER, other))
    proposal = desk.imports.propose([folder])
    first, second = proposal.sheets
    assert not first.rejected
    assert [f.code for f in second.rejected] == ["form.brought_otherwise"]
    assert "“a.docx”" in second.rejected[0].message
    (review,) = proposal.writes.reviews
    assert form_values(review)["review.problems"] == TEXTS["review.problems"]


def test_a_form_for_a_ledger_without_a_round_waits_for_one(desk: Desk, tmp_path: Path) -> None:
    values = {**blank_for(desk, untouched(desk)), **TEXTS}
    path = tmp_path / "早到.docx"
    path.write_bytes(word_of(desk, MEMBER, values))
    with open_sample(make_sample(tmp_path / "空", filled=False)) as empty:
        proposal = empty.imports.propose([path])
        assert codes(proposal) == {"form.no_round"}
        assert proposal.writes.is_empty


def test_where_no_file_can_be_read_the_import_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"nothing")
    (tmp_path / "b.docx").write_bytes(zipped({"content.xml": ""}))
    with pytest.raises(Refusal) as refused:
        desk.imports.propose([tmp_path])
    assert {f.code for f in refused.value.faults} == {"form.not_word", "form.odt"}
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Refusal) as refused:
        desk.imports.propose([empty], "forms")
    assert refused.value.fault.code == "form.none_in_folder"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("{name}，{post}", True),
        ("{post}{name}", True),
        ("{post} {name}", True),
        ("{name}", True),
        ("局里的领导", False),
    ],
)
def test_reviewers_are_found_in_whatever_order_they_were_written(
    desk: Desk, tmp_path: Path, written: str, *, found: bool
) -> None:
    task = untouched(desk)
    records = desk.workspace.records
    name = next(p.name for p in records.persons if p.id == task.reviewers[0])
    identity = written.format(name=name, post="党支部书记")
    values = {**blank_for(desk, task), **TEXTS, "reviewer.identity": identity}
    path = tmp_path / "a.docx"
    path.write_bytes(word_of(desk, MEMBER, values))
    proposal = desk.imports.propose([path])
    (review,) = proposal.writes.reviews
    assert review.reviewers == (task.reviewers if found else ())
    assert ("form.reviewer_unknown" in codes(proposal)) is not found
    assert form_values(review)["reviewer.identity"] == identity or found


def test_a_reviewer_whom_nobody_knows_is_taken_as_one_from_outside(
    desk: Desk, tmp_path: Path
) -> None:
    values = {
        **blank_for(desk, untouched(desk)),
        **TEXTS,
        "reviewer.identity": "赵钱孙，市委副书记",
    }
    path = tmp_path / "a.docx"
    path.write_bytes(word_of(desk, MEMBER, values))
    proposal = desk.imports.propose([path])
    assert codes(proposal) == {"form.reviewer_new"}
    (person,) = proposal.writes.persons
    assert (person.name, person.outside) == ("赵钱孙", True)
    assert proposal.writes.reviews[0].reviewers == (person.id,)


def test_a_day_among_other_words_is_taken_and_told(desk: Desk, tmp_path: Path) -> None:
    task = untouched(desk)
    values = {**blank_for(desk, task), **TEXTS, "review.date": "2010年12月30日上午9时"}
    path = tmp_path / "a.docx"
    path.write_bytes(word_of(desk, MEMBER, values))
    proposal = desk.imports.propose([path])
    assert statuses(proposal) == [RowStatus.NEW]
    assert codes(proposal) == {"form.day_taken"}
    assert str(proposal.writes.reviews[0].day) == "2010-12-30"
