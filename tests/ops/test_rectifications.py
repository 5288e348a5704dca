"""整改: born from what reviews name, followed to the end, answered in writing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import pytest
from docx import Document

from app.domain.cycle.rectification import RectificationState, ReplyState
from app.domain.errors.fault import Refusal
from app.domain.form import MAIN_BLOCK
from app.domain.ids import ReviewId
from app.domain.official_document import Grid, Line
from app.domain.words import TargetKind
from app.ops.rectifications import PROBLEMS
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.domain.review import Review, Round
    from app.ops.desk import Desk

DAY = date(2011, 1, 20)


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def review(desk: Desk, round_: Round) -> Review:
    """A review of a member that names two problems."""
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    found = next(r for r in reviews if r.is_done and r.target.kind is TargetKind.MEMBER)
    text = "1.学习不够深入；2.下企业走访少。"
    blocks = tuple(
        replace(block, values={**block.values, PROBLEMS: text}) if block.id == MAIN_BLOCK else block
        for block in found.blocks
    )
    changed = replace(found, blocks=blocks)
    with desk.workspace.transaction("改"):
        desk.workspace.stores.reviews.save_many([changed])
    return changed


@pytest.fixture
def changsha_desk(changsha_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    with open_sample(Path(shutil.copy(changsha_ledger, tmp_path))) as desk:
        yield desk


def is_line(each: Line | Grid) -> TypeGuard[Line]:
    return isinstance(each, Line)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.fault.code


def test_a_reviews_problems_become_rectifications_and_only_once(
    desk: Desk, round_: Round, review: Review
) -> None:
    count, changes = desk.rectifications.gather(round_)

    items = desk.rectifications.of_review(review.id)
    assert [each.problem for each in items] == ["学习不够深入", "下企业走访少"]
    assert {each.responsible_person for each in items} == {review.target.id}
    assert count >= 2
    assert changes
    assert desk.rectifications.gather(round_)[0] == 0


def test_what_is_proposed_can_be_edited_before_it_is_kept(desk: Desk, review: Review) -> None:
    first, second = desk.rectifications.proposed(review.id)
    edited = (replace(second, measure="每月走访两户"), replace(first, problem="学习抓得不紧"))

    desk.rectifications.replace_all(review.id, edited)

    items = desk.rectifications.of_review(review.id)
    assert [(i.number, i.problem) for i in items] == [(1, "下企业走访少"), (2, "学习抓得不紧")]
    desk.rectifications.replace_all(review.id, items[:1])
    assert len(desk.rectifications.of_review(review.id)) == 1
    empty = [replace(first, problem=" ")]
    assert refused(lambda: desk.rectifications.save(empty)) == "rectification.empty"
    act = desk.rectifications.replace_all
    assert refused(lambda: act(review.id, empty)) == "rectification.empty"


def test_a_problem_goes_its_way_to_being_struck_off(
    desk: Desk, round_: Round, review: Review
) -> None:
    ops = desk.rectifications
    ops.gather(round_)
    first = ops.of_review(review.id)[0]

    assert refused(lambda: ops.note_progress([first.id], DAY, " ")) == "rectification.empty"
    ops.note_progress([first.id], DAY, "集中学习一次")
    assert ops.of_review(review.id)[0].standing is RectificationState.UNDER_WAY
    check = ops.check_off
    assert refused(lambda: check([first.id], "机关党委", DAY)) == "rectification.unfinished"
    ops.finish([first.id], "制度已建立")
    assert refused(lambda: check([first.id], " ", DAY)) == "rectification.checker"
    ops.check_off([first.id], "机关党委", DAY)

    struck = ops.of_review(review.id)[0]
    assert struck.standing is RectificationState.CHECKED
    assert (struck.checked_by, struck.checked_on, struck.result) == ("机关党委", DAY, "制度已建立")
    assert refused(lambda: ops.reopen([first.id], "")) == "reason.missing"
    ops.reopen([first.id], "又有反映")
    assert ops.of_review(review.id)[0].standing is RectificationState.UNDER_WAY


def test_lists_tell_whose_it_is_what_is_overdue_and_what_is_due_soon(
    desk: Desk, round_: Round, review: Review
) -> None:
    ops = desk.rectifications
    late, soon = ops.proposed(review.id)
    today = desk.workspace.today()
    late = replace(late, until=today.replace(day=1))
    ops.replace_all(review.id, [late, replace(soon, until=today)])

    rows = {row.record.problem: row for row in ops.rows(round_, review.organization_id)}
    assert rows["学习不够深入"].is_overdue
    assert rows["下企业走访少"].is_due_soon
    assert not rows["下企业走访少"].is_overdue
    directory = desk.workspace.directory(today)
    assert rows["学习不够深入"].target == directory.name(review.target.person_id)
    assert rows["学习不够深入"].reviewer == directory.name(review.reviewers[0])


def test_what_is_not_finished_is_carried_into_the_next_round_once(
    desk: Desk, round_: Round, review: Review
) -> None:
    ops = desk.rectifications
    ops.gather(round_)
    done, open_ = ops.of_review(review.id)
    ops.finish([done.id], "好")
    following = desk.rounds.open("2011年上半年", date(2011, 2, 1), date(2011, 7, 31)).round

    count, _ = ops.carry(round_, following)

    carried = [row.record for row in ops.rows(following)]
    assert len(carried) == count
    assert open_.id in {each.carried_from for each in carried}
    assert done.id not in {each.carried_from for each in carried}
    assert ops.carry(round_, following)[0] == 0


def test_the_reply_is_a_letter_and_remembers_its_delivery(
    desk: Desk, round_: Round, review: Review, tmp_path: Path
) -> None:
    ops = desk.rectifications
    assert refused(lambda: desk.replies.letter(review.id)) == "rectification.none"
    ops.gather(round_)
    reply = replace(desk.replies.new(review.id), text="请继续指导。")
    desk.replies.save(reply)
    assert reply.state == ReplyState.DRAFT

    files = desk.replies.export(tmp_path / "回复", [review.id])

    word = Document(str(files[0]))
    said = [paragraph.text for paragraph in word.paragraphs]
    assert "一、学习不够深入" in said
    assert "请继续指导。" in said
    directory = desk.workspace.directory(DAY)
    assert said[1] == f"{directory.name(review.reviewers[0])}同志："

    desk.replies.save(replace(reply, day=DAY))
    assert desk.replies.new(review.id).state == ReplyState.DELIVERED
    desk.replies.save(replace(reply, day=DAY, verification="属实", verified_on=DAY))
    assert desk.replies.new(review.id).state == ReplyState.VERIFIED


def test_a_letter_tells_how_carried_problems_stand_now(
    desk: Desk, round_: Round, review: Review
) -> None:
    ops = desk.rectifications
    ops.gather(round_)
    following = desk.rounds.open("2011年上半年", date(2011, 2, 1), date(2011, 7, 31)).round
    assert {each.id for each in ops.of_review(review.id)} <= {
        each.id for each in ops.unfinished_before(following)
    }
    ops.carry(round_, following)
    carried = ops.of_review(review.id, following.id)
    ops.finish([carried[0].id], "学习制度已建立")

    said = [line.text for line in desk.replies.letter(review.id).paragraphs() if is_line(line)]

    assert ops.unfinished_before(following) == ()
    assert [each.carried_from for each in carried] == [e.id for e in ops.of_review(review.id)]
    assert "整改结果：学习制度已建立。" in said
    assert said.count("一、学习不够深入") == 1
    ops.replace_all(review.id, carried[:1], following.id)
    assert len(ops.of_review(review.id)) == 2
    assert len(ops.of_review(review.id, following.id)) == 1


def test_the_letter_is_seen_before_it_is_kept(desk: Desk, round_: Round, review: Review) -> None:
    desk.rectifications.gather(round_)
    draft = replace(desk.replies.new(review.id), to="甲、乙", text="补充一句。")

    letter = desk.replies.letter(review.id, draft)

    assert letter.addressee == "甲、乙同志"
    assert Line("补充一句。") in letter.content
    assert desk.replies.to(review.id) is None


def test_evidence_stays_with_the_problem(
    desk: Desk, round_: Round, review: Review, tmp_path: Path
) -> None:
    ops = desk.rectifications
    ops.gather(round_)
    first = ops.of_review(review.id)[0]
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"photo")

    desk.annexes.keep_with(first.id, [photo])

    (kept,) = ops.of_review(review.id)[0].attachments
    assert desk.annexes.content(kept) == b"photo"
    desk.annexes.take_off(first.id, [kept])
    assert ops.of_review(review.id)[0].attachments == ()
    ops.remove([first.id])
    keep = desk.annexes.keep_with
    assert refused(lambda: keep(first.id, [photo])) == "record.unknown"


def test_a_form_with_a_later_block_says_how_its_problems_were_mended(
    changsha_desk: Desk,
) -> None:
    desk = changsha_desk
    reviews = desk.workspace.stores.reviews
    found = next(r for r in reviews.of_round(desk.workspace.round().id) if r.is_done)
    desk.rectifications.gather(desk.workspace.round())
    item = desk.rectifications.of_review(found.id)[0]
    desk.rectifications.finish([item.id], "已建立制度")
    assert desk.replies.has_summary_cell(found.id)

    text = desk.replies.summary(found.id)
    desk.replies.write_summary(found.id, text, "整改到位")

    kept = reviews.get(found.id)
    assert kept is not None
    assert "已建立制度。已整改。" in kept.typed["rectification.summary"]
    assert kept.state == found.state
    desk.locks.finalize([found.id])
    assert refused(lambda: desk.replies.write_summary(found.id, "改")) == "review.locked"


def test_a_form_is_offered_how_its_problems_were_mended(changsha_desk: Desk) -> None:
    desk, round_ = changsha_desk, changsha_desk.workspace.round()
    reviews = desk.workspace.stores.reviews
    found = next(r for r in reviews.of_round(round_.id) if r.is_done)
    desk.rectifications.gather(round_)
    items = desk.rectifications.of_review(found.id)
    desk.rectifications.finish([items[0].id], "已建立制度")

    ready = {e.key: e for e in desk.ready_texts.of(found, desk.workspace.forms[found.form])}

    assert "已建立制度。已整改。" in ready["rectification.summary"].text
    assert ready["rectification.summary"].source == f"整改事项 {len(items)} 项"


def test_the_next_form_is_offered_how_the_problems_of_the_last_round_were_mended(
    desk: Desk, round_: Round, review: Review
) -> None:
    desk.rectifications.gather(round_)
    desk.rectifications.finish([desk.rectifications.of_review(review.id)[0].id], "已建立制度")
    following = desk.rounds.open("2011年上半年", date(2011, 2, 1), date(2011, 7, 31)).round
    after = replace(review, id=ReviewId("x"), round_id=following.id)

    spec = desk.workspace.forms[review.form]
    (ready,) = [e for e in desk.ready_texts.of(after, spec) if e.key == "target.summary"]

    assert ready.source.startswith("上轮整改 ")
    assert "1．学习不够深入。已建立制度。已整改。" in ready.text
    assert "2．下企业走访少。待整改。" in ready.text


def test_forms_without_such_a_block_have_no_place_for_it(desk: Desk, review: Review) -> None:
    assert not desk.replies.has_summary_cell(review.id)


def test_a_step_can_be_undone(desk: Desk, round_: Round, review: Review) -> None:
    assert desk.undo is not None
    desk.rectifications.gather(round_)
    assert desk.rectifications.of_review(review.id)

    desk.undo.undo()

    assert desk.rectifications.of_review(review.id) == ()


def test_rectifications_can_be_taken_away(desk: Desk, round_: Round, review: Review) -> None:
    desk.rectifications.gather(round_)
    first, second = desk.rectifications.of_review(review.id)

    desk.rectifications.remove([first.id])

    assert desk.rectifications.of_review(review.id) == (second,)
