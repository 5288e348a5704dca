"""日常点评 without a task, and what is refused where a task or a person is named wrongly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.boot import office
from app.domain.errors.fault import Refusal
from app.domain.review import Target
from app.domain.words import TargetKind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Program

TEXTS = ("review.achievements", "review.problems", "review.suggestions")


def test_a_review_without_a_task_counts_when_its_day_lies_in_the_round(
    program: Program, opened: Path
) -> None:
    before = program.answer("stats", opened, "--json").data["figures"]["members_reviewed"]
    with office().open(opened) as desk:
        round_ = desk.workspace.round()
        people = {person.name: person.id for person in desk.workspace.records.persons}
        target = Target(TargetKind.MEMBER, people["郑华"])
        form = desk.reviews.unplanned(round_, "member-review", target, [people["李文"]])
        values = {**form.values, **dict.fromkeys(TEXTS, "适时点评"), "review.place": "现场"}
        saved, _ = desk.reviews.save(form.review, values, date(2010, 12, 1))
    assert saved.task_id is None
    after = program.answer("stats", opened, "--json").data["figures"]["members_reviewed"]
    assert after == before + 1


def test_an_unfinished_form_is_not_archived_and_an_unknown_one_not_opened(opened: Path) -> None:
    with office().open(opened) as desk:
        round_ = desk.workspace.round()
        person = desk.workspace.records.persons[0].id
        target = Target(TargetKind.MEMBER, person)
        form = desk.reviews.unplanned(round_, "member-review", target, [])
        with pytest.raises(Refusal) as unfinished:
            desk.reviews.archive(form.review)
        with pytest.raises(Refusal) as unknown:
            desk.reviews.unplanned(round_, "没有这张表", target, [])
    assert unfinished.value.fault.code == "review.unfinished"
    assert unknown.value.fault.code == "form.unknown"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("exempt", "没有", "--reason", "病假"), "task.unknown"),
        (("exempt", "没有", "--reason", " "), "reason.missing"),
        (("assign", "没有", "--reviewer", "无此人", "--reason", "病假"), "person.unknown"),
    ],
)
def test_what_is_named_wrongly_is_refused(
    words: tuple[str, ...], code: str, program: Program, opened: Path
) -> None:
    command, *rest = words
    assert program.refused(command, opened, *rest)["code"] == code
