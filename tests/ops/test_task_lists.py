"""What lists read quickly is the same as what is read in full."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from app.domain.review import ReviewHead
from app.ops.ledger_rows import HEAD, ledger_rows
from app.ops.upkeep import CHECK_KIND

if TYPE_CHECKING:
    from app.ops.desk import Desk


def test_the_shown_tasks_are_the_planned_ones(desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    tree = desk.workspace.directory(desk.workspace.today()).tree
    units = [tree.root.id, tree.named("稽查党总支")[0].id, tree.named("纤维检验第四党支部")[0].id]
    for unit in units:
        listed, shown = desk.tasks.list(round_, unit), desk.tasks.shown(round_, unit)
        assert shown.rows
        assert (shown.rows, shown.gaps) == (listed.rows, listed.gaps)


def test_heads_are_the_records_without_their_texts(desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    whole = desk.workspace.stores.reviews.of_round(round_.id)
    heads = desk.workspace.stores.reviews.heads(round_.id)
    names = [field.name for field in fields(ReviewHead)]
    assert [[getattr(each, name) for name in names] for each in heads] == [
        [getattr(each, name) for name in names] for each in whole
    ]
    assert not any(hasattr(each, "blocks") for each in heads)


def test_rows_of_the_ledger_come_in_parts_as_in_whole(desk: Desk) -> None:
    whole = list(ledger_rows(desk.workspace))
    heads = desk.ledger_rows.heads(None)
    assert [dict(zip(HEAD, row.cells, strict=True)) for row in heads] == [
        {heading: row[heading] for heading in HEAD} for row in whole
    ]
    some = [row.review for row in heads][:7]
    texts = desk.ledger_rows.texts(some)
    for row, full in zip(heads[:7], whole[:7], strict=True):
        assert {**dict(zip(HEAD, row.cells, strict=True)), **texts[row.review]} == full


def test_problems_name_what_they_are_about(desk: Desk) -> None:
    found = desk.upkeep.problems()
    directory = desk.workspace.directory(desk.workspace.today())
    for problem in found:
        assert problem.kind
        if problem.kind != CHECK_KIND and problem.organization is not None:
            assert problem.organization in directory.tree
        if problem.person is not None:
            assert directory.name(problem.person) in problem.message
    doubles = [problem for problem in found if problem.id == "double"]
    assert doubles
    assert all(problem.task for problem in doubles)


def test_problems_of_a_unit_are_among_those_of_the_whole(desk: Desk) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    unit = tree.named("稽查党总支")[0].id
    together = "alike"  # tells of all records that it has looked at
    everything = {(p.id, p.message) for p in desk.upkeep.problems() if p.kind != CHECK_KIND}
    there = desk.upkeep.problems(desk.rounds.all()[0], unit)
    own = {(p.id, p.message) for p in there if p.kind != CHECK_KIND and p.id != together}
    assert own
    assert own < everything


def test_steps_of_the_check_are_told(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    desk.upkeep.problems(progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 4), (1, 4), (2, 4)]
