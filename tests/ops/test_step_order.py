"""检查 tells which steps came too early where the scheme insists on their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.cycle.postings import PostedMatter
from app.domain.words import CheckLevel
from tests.ui.rectification.mending import name_problems

if TYPE_CHECKING:
    from app.domain.review import Review
    from app.ops.desk import Desk
    from app.ops.upkeep import Problem


def first(desk: Desk) -> Review:
    name_problems(desk, 1)
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(review for review in reviews if review.is_done)


def insist(desk: Desk) -> None:
    """Let the scheme of the ledger insist on mending before posting."""
    scheme = desk.workspace.scheme
    steps = sorted(scheme.steps, key=lambda step: step.track == "posting")
    desk.workspace.scheme = replace(scheme, order_strict=True, steps=tuple(steps))


def told(desk: Desk) -> list[Problem]:
    return [p for p in desk.upkeep.problems(desk.workspace.round()) if p.id == "order"]


def test_an_opinion_heard_after_the_review_is_told_only_where_the_order_binds(desk: Desk) -> None:
    review, round_ = first(desk), desk.workspace.round()
    assert review.day is not None
    opinion = desk.opinions.new(round_, review.target, review.organization_id)
    late = review.day + timedelta(days=2)
    desk.opinions.save([replace(opinion, text="多下基层", day=late)])
    assert told(desk) == []

    insist(desk)

    found = [problem for problem in told(desk) if problem.review == review.id]
    assert [(problem.level, problem.kind) for problem in found] == [(CheckLevel.HINT, "环节次序")]
    assert "“具体实施点评”" in found[0].message
    assert "早于“开展调查研究”" in found[0].message


def test_a_posting_before_all_is_mended_is_told_until_it_is(desk: Desk) -> None:
    insist(desk)
    review, round_ = first(desk), desk.workspace.round()
    assert review.day is not None
    posting = desk.postings.new(round_, desk.workspace.root_id, PostedMatter.LIST)
    up = replace(posting, day=review.day, until=review.day, reviews=(review.id,))
    desk.postings.save(up)
    assert told(desk) == []
    desk.rectifications.replace_all(review.id, desk.rectifications.proposed(review.id))
    (found,) = told(desk)
    assert "早于“落实整改措施”完成" in found.message

    ids = [item.id for item in desk.rectifications.of_review(review.id)]
    desk.rectifications.finish(ids, "已改")
    desk.rectifications.check_off(ids, "机关党委", review.day)

    assert told(desk) == []
