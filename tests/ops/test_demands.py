"""工作要求: what the scheme asks for, and what the ledger has of each step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.cycle.postings import PostedMatter
from app.domain.official_document import Grid
from app.domain.scheme import Step, Track
from app.domain.words import ReviewState
from tests.ui.rectification.mending import name_problems

if TYPE_CHECKING:
    from app.domain.demands import StepStanding
    from app.domain.review import Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


def steps(desk: Desk, round_: Round) -> dict[Track, StepStanding]:
    found = desk.demands.of(round_, desk.workspace.root_id).steps
    return {each.step.track: each for each in found}


def texts(standing: StepStanding) -> list[str]:
    return [each.text for each in standing.tallies]


def test_without_a_round_the_scheme_alone_is_told(desk: Desk) -> None:
    demands, scheme = desk.demands.of(None, desk.workspace.root_id), desk.workspace.scheme
    assert [each.step for each in demands.steps] == [*scheme.steps]
    assert not any(each.text for each in demands.steps)
    assert demands.requirements == scheme.requirements
    assert demands.deadlines == tuple(sorted(scheme.deadlines, key=lambda d: d.date))


def test_reviews_are_counted_as_the_overview_counts_them(desk: Desk, round_: Round) -> None:
    here = desk.overview.progress(round_, desk.workspace.day_of(round_))[desk.workspace.root_id]
    heads = desk.workspace.stores.reviews.heads(round_.id)
    done = [head.day for head in heads if head.is_finished and head.day]

    standing = steps(desk, round_)[Track.REVIEW]

    assert texts(standing)[0] == f"已点评 {here.done}/{here.due}"
    assert (standing.first, standing.last) == (min(done), max(done))
    begun = sum(head.state is not ReviewState.PLANNED for head in heads)
    assert texts(steps(desk, round_)[Track.SUMMARY]) == [f"已小结（含已点评） {begun} 份"]


def test_a_unit_is_told_of_its_own_records(desk: Desk, round_: Round) -> None:
    tree = desk.workspace.directory(desk.workspace.day_of(round_)).tree
    branch = next(each for each in tree if each.kind == "branch")
    whole = desk.demands.of(round_, desk.workspace.root_id).steps[2].tallies[0]
    part = desk.demands.of(round_, branch.id).steps[2].tallies[0]
    here = desk.overview.progress(round_, desk.workspace.day_of(round_))[branch.id]
    assert (part.count, part.total) == (here.done, here.due)
    assert part.total is not None
    assert whole.total is not None
    assert part.total < whole.total


def test_opinions_postings_problems_and_replies_are_counted(desk: Desk, round_: Round) -> None:
    name_problems(desk, 2)
    desk.rectifications.gather(round_)
    items = [row.record for row in desk.rectifications.rows(round_)]
    desk.rectifications.finish([items[0].id], "已改")
    (review, *_) = desk.workspace.stores.reviews.heads(round_.id)
    said = desk.opinions.new(round_, review.target, review.organization_id)
    desk.opinions.save([replace(said, text="多下基层", day=date(2011, 1, 6))])
    posting = desk.postings.new(round_, desk.workspace.root_id, PostedMatter.LIST)
    desk.postings.save(replace(posting, day=date(2011, 1, 12), until=date(2011, 1, 18)))

    found = steps(desk, round_)

    assert texts(found[Track.SURVEY]) == ["意见建议 1 条"]
    assert found[Track.SURVEY].first == date(2011, 1, 6)
    assert texts(found[Track.POSTING]) == ["公示 1 次"]
    assert found[Track.POSTING].text.endswith("2011年1月12日至18日")
    assert texts(found[Track.RECTIFICATION])[0] == f"整改完成 1/{len(items)}"
    assert texts(found[Track.RECTIFICATION])[-1] == "书面回复 0 份"


def test_where_replying_is_a_step_it_has_the_replies(desk: Desk, round_: Round) -> None:
    scheme = desk.workspace.scheme
    reply = Step("reply", "书面回复", Track.REPLY)
    desk.workspace.scheme = replace(scheme, steps=(*scheme.steps, reply))
    found = steps(desk, round_)
    assert texts(found[Track.REPLY]) == ["书面回复 0 份"]
    assert texts(found[Track.RECTIFICATION]) == ["整改完成 0"]


def test_of_two_steps_on_one_track_the_first_is_counted(desk: Desk, round_: Round) -> None:
    scheme = desk.workspace.scheme
    second = Step("report", "通报情况", Track.REVIEW)
    desk.workspace.scheme = replace(scheme, steps=(*scheme.steps, second))
    *_, last = desk.demands.of(round_, desk.workspace.root_id).steps
    assert last.step == second
    assert last.text == ""


def test_steps_that_came_too_early_are_counted_where_the_order_binds(
    desk: Desk, round_: Round
) -> None:
    heads = desk.workspace.stores.reviews.heads(round_.id)
    review = next(head for head in heads if head.is_done)
    assert review.day is not None
    said = desk.opinions.new(round_, review.target, review.organization_id)
    late = review.day + timedelta(days=2)
    desk.opinions.save([replace(said, text="多下基层", day=late)])
    assert steps(desk, round_)[Track.REVIEW].early == 0
    desk.workspace.scheme = replace(desk.workspace.scheme, order_strict=True)
    early = steps(desk, round_)[Track.REVIEW].early
    told = [p for p in desk.upkeep.problems(round_) if p.id == "order"]
    assert early == len(told) >= 1


def test_the_sheet_says_whose_work_it_is_and_how_far_it_is(desk: Desk, round_: Round) -> None:
    document = desk.demands.document(round_, desk.workspace.root_id)
    assert document.title.endswith(f"{round_.name}领导点评工作要求")
    grid = next(each for each in document.content if isinstance(each, Grid))
    assert grid.headings[-1].startswith("进展（截至")
    assert "已点评" in "".join(row[-1] for row in grid.rows)
    assert desk.demands.document(None, desk.workspace.root_id).title.endswith("\n领导点评工作要求")
