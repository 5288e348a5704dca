"""群众评议 from the scheme's plan to the 评议汇总表, in a ledger."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import (
    OVERALL,
    Accounts,
    Assessment,
    AssessmentState,
    Count,
    Entry,
)
from app.domain.cycle.ballot_papers import Layout, Papers
from app.domain.errors.fault import Refusal
from app.domain.ids import RecordId
from tests.ops.votes import enter_all, last_round, make_bureau, make_planned
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.ops.desk import Desk


@pytest.fixture(scope="session")
def bureau_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bureau(tmp_path_factory.mktemp("bureau"))


@pytest.fixture
def desk(bureau_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    copy = tmp_path / bureau_ledger.name
    shutil.copy(bureau_ledger, copy)
    with open_sample(copy) as opened:
        yield opened


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as caught:
        call()
    return [fault.code for fault in caught.value.faults]


def own(desk: Desk, *, valid: int | None = 141) -> Assessment:
    """Make one by hand: the members of the unit, one grade each."""
    blank = desk.assessments.blank(desk.workspace.root_id, last_round(desk))
    everybody = desk.assessments.choices(
        desk.workspace.root_id, last_round(desk), AssessedKind.MEMBER, OVERALL
    )
    made = replace(blank, objects=everybody[:3])
    desk.assessments.save(made)
    accounts = Accounts(issued=150, returned=145, valid=valid)
    desk.assessments.enter(made.id, "1", accounts, (), {})
    return desk.assessments.get(made.id)


def test_the_scheme_asks_for_assessments_and_they_are_made_once(desk: Desk) -> None:
    unit, round_ = desk.workspace.root_id, last_round(desk)
    proposed = desk.assessments.proposed(unit, round_)
    assert len(proposed) >= 3
    assert not any(each.is_made for each in proposed)
    made = make_planned(desk)
    assert [each.title for each in made] == [each.planned.title for each in proposed]
    assert all(each.is_made for each in desk.assessments.proposed(unit, round_))
    kinds = {found.kind for each in made for found in each.objects}
    assert kinds == set(AssessedKind)


def test_a_unit_below_sees_its_own_alone(desk: Desk) -> None:
    made = make_planned(desk)
    branch = next(each for each in made if each.organization_id != desk.workspace.root_id)
    found = desk.assessments.among(branch.organization_id, last_round(desk))
    assert [each.id for each in found] == [branch.id]


def test_what_was_kept_comes_back_the_same(desk: Desk) -> None:
    made = make_planned(desk)[0]
    full = enter_all(desk, made, (30, 5, 3, 2))
    ledger = desk.workspace.database.path
    desk.close()
    with open_sample(ledger) as again:
        assert again.assessments.get(made.id) == full


def test_940_issued_890_returned_860_valid_is_taken_and_860_of_850_is_refused(desk: Desk) -> None:
    made = own(desk)
    good = Accounts(issued=940, returned=890, valid=860)
    assert desk.assessments.enter(made.id, "1", good, (), {})
    kept = desk.assessments.get(made.id)
    assert kept.groups[0].accounts.invalid == 30, "what follows is filled in"
    bad = Accounts(issued=940, returned=850, valid=860)
    assert codes(lambda: desk.assessments.enter(made.id, "1", bad, (), {})) == ["vote.valid"]
    assert desk.assessments.get(made.id) == kept


def test_counts_that_do_not_agree_are_refused_and_nothing_is_written(desk: Desk) -> None:
    made = own(desk)
    key = made.objects[0].key
    wrong = [Count("1", key, OVERALL, (134, 4, 2, 0))]
    accounts = made.groups[0].accounts
    assert codes(lambda: desk.assessments.enter(made.id, "1", accounts, wrong, {})) == ["vote.sum"]
    assert desk.assessments.get(made.id) == made
    assert desk.assessments.enter(made.id, "1", accounts, wrong, {key: 1})
    assert desk.assessments.get(made.id).recused("1", key) == 1


def test_a_third_of_the_work_is_counting_and_only_the_whole_is_closed(desk: Desk) -> None:
    made = own(desk)
    accounts = made.groups[0].accounts
    one = [Count("1", made.objects[0].key, OVERALL, (141, 0, 0, 0))]
    desk.assessments.enter(made.id, "1", accounts, one, {})
    assert desk.assessments.get(made.id).standing is AssessmentState.COUNTING
    assert codes(lambda: desk.assessments.close(made.id)) == ["vote.not_counted"]
    enter_all(desk, made, (100, 20, 10, 5))
    desk.assessments.close(made.id)
    assert desk.assessments.get(made.id).is_done


def test_closed_counts_change_only_after_they_were_opened_with_a_reason(desk: Desk) -> None:
    made = own(desk)
    full = enter_all(desk, made, (100, 20, 10, 5))
    desk.assessments.close(made.id)
    accounts = full.groups[0].accounts
    assert codes(lambda: desk.assessments.enter(made.id, "1", accounts, (), {})) == ["vote.done"]
    assert codes(lambda: desk.assessments.save(replace(full, title="别的"))) == ["vote.done"]
    assert codes(lambda: desk.assessments.clear(made.id)) == ["vote.done"]
    desk.assessments.reopen(made.id, "漏计一张")
    assert desk.assessments.clear(made.id)
    assert desk.assessments.get(made.id).counts == ()


def test_what_votes_were_counted_on_stays_until_they_are_cleared(desk: Desk) -> None:
    made = enter_all(desk, own(desk), (100, 20, 10, 5))
    other = next(s for s in desk.assessments.scales().values() if s.id == "points")
    for wanted in (
        replace(made, objects=made.objects[1:]),
        replace(made, scale=other),
        replace(made, groups=()),
    ):
        assert "vote.counted" in codes(partial(desk.assessments.save, wanted))
    assert desk.assessments.save(replace(made, title="更名后的评议"))
    everybody = desk.assessments.choices(
        desk.workspace.root_id, last_round(desk), AssessedKind.MEMBER, OVERALL
    )
    kept = desk.assessments.get(made.id)
    assert desk.assessments.save(replace(kept, objects=(*kept.objects, everybody[5])))


def test_recusals_go_with_their_object(desk: Desk) -> None:
    made = own(desk)
    first = made.objects[0].key
    desk.assessments.enter(made.id, "1", made.groups[0].accounts, (), {first: 2})
    kept = desk.assessments.get(made.id)
    desk.assessments.save(replace(kept, objects=kept.objects[1:]))
    fewer = desk.assessments.get(made.id)
    assert fewer.recusals == ()
    enter_all(desk, fewer, (100, 20, 10, 5))


def test_one_person_is_not_listed_twice_as_the_same(desk: Desk) -> None:
    made = own(desk, valid=None)
    doubled = replace(made, objects=(*made.objects, made.objects[0]))
    assert codes(lambda: desk.assessments.save(doubled)) == ["vote.two_objects"]


def test_results_from_elsewhere_name_their_source(desk: Desk) -> None:
    made = own(desk)
    elsewhere = replace(made, entry=Entry.ELSEWHERE)
    assert codes(lambda: desk.assessments.save(elsewhere)) == ["vote.source"]
    assert desk.assessments.save(replace(elsewhere, source="上级考核组通报"))


def test_every_class_can_be_chosen_by_hand(desk: Desk) -> None:
    unit, round_ = desk.workspace.root_id, last_round(desk)
    for kind in AssessedKind:
        found = desk.assessments.choices(unit, round_, kind, OVERALL)
        assert found
        assert {each.kind for each in found} == {kind}
        assert len({each.key for each in found}) == len(found)


def test_items_to_choose_from_are_those_of_the_scheme(desk: Desk) -> None:
    assert [len(each.items) for each in desk.assessments.lists()] == [1, 6, 7, 6]


def test_an_undone_step_brings_back_what_was_before(desk: Desk) -> None:
    assert desk.undo is not None
    made = own(desk)
    enter_all(desk, made, (100, 20, 10, 5))
    desk.undo.undo()
    assert desk.assessments.get(made.id) == made


def test_grades_are_proposed_by_the_votes_and_decided_by_people(desk: Desk) -> None:
    made = enter_all(desk, own(desk), (100, 20, 10, 5))
    proposed = desk.assessments.proposed_ratings(made)
    assert set(proposed.values()) == {"满意"}
    desk.assessments.rate(made.id, proposed)
    rated = desk.assessments.get(made.id)
    assert [each.rating for each in rated.objects] == ["满意"] * 3
    limited = replace(rated, best_share=(1, 3))
    assert [each.code for each in desk.assessments.warnings(limited)] == ["vote.best_share"]


def test_a_closed_vote_is_told_to_forms_of_its_object(desk: Desk) -> None:
    made = enter_all(desk, own(desk), (100, 20, 10, 5))
    target = made.objects[0].id
    assert desk.assessments.texts_for(target, last_round(desk)) == ()
    desk.assessments.close(made.id)
    (text,) = desk.assessments.texts_for(target, last_round(desk))
    assert "满意率88.89%" in text


def test_an_assessment_goes_with_its_ballots(desk: Desk) -> None:
    made = own(desk)
    ballot = desk.ballots.add(made.id, "1", "", 1, "111")
    assert desk.assessments.remove([made.id])
    assert desk.workspace.stores.cycle.get(ballot.id) is None
    assert codes(lambda: desk.assessments.get(made.id)) == ["vote.unknown"]
    assert codes(lambda: desk.assessments.get(RecordId("nothing"))) == ["vote.unknown"]


# ---- ballots one by one ------------------------------------------------------------------------


def test_ballots_are_typed_compared_and_counted(desk: Desk) -> None:
    made = own(desk, valid=None)
    for number, marks in enumerate(("111", "12-", "X", "104"), 1):
        desk.ballots.add(made.id, "1", "", number, marks)
    pile = desk.ballots.pile(made.id, "1")
    assert [ballot.number for ballot in pile] == [1, 2, 3, 4]
    assert desk.assessments.get(made.id).standing is AssessmentState.COUNTING
    desk.ballots.check(pile[1], "13-")
    assert codes(lambda: desk.ballots.count(made.id)) == ["vote.second"]
    assert [fault.code for fault in desk.ballots.unsettled(made.id)] == ["vote.second"]
    desk.ballots.settle(desk.ballots.pile(made.id, "1")[1], "13-")
    desk.ballots.count(made.id)
    kept = desk.assessments.get(made.id)
    assert kept.groups[0].accounts.valid == 3
    assert [count.votes for count in kept.counts] == [(3, 0, 0, 0), (1, 0, 1, 0), (1, 0, 0, 1)]
    assert kept.recused("1", kept.objects[2].key) == 1
    assert kept.entry is Entry.BALLOTS


def test_more_ballots_than_were_issued_are_refused(desk: Desk) -> None:
    made = own(desk, valid=None)
    accounts = Accounts(issued=1)
    desk.assessments.enter(made.id, "1", accounts, (), {})
    for number in (1, 2):
        desk.ballots.add(made.id, "1", "", number, "111")
    assert codes(lambda: desk.ballots.count(made.id)) == ["vote.returned"]


def test_marks_that_are_none_are_not_written(desk: Desk) -> None:
    made = own(desk)
    assert codes(lambda: desk.ballots.add(made.id, "1", "", 1, "19")) == ["vote.marks"]
    assert desk.ballots.pile(made.id, "1") == ()
    assert codes(lambda: desk.ballots.count(made.id)) == ["vote.no_votes"]


def test_objects_do_not_change_while_there_are_ballots(desk: Desk) -> None:
    made = own(desk, valid=None)
    ballot = desk.ballots.add(made.id, "1", "", 1, "111")
    kept = desk.assessments.get(made.id)
    fewer = replace(kept, objects=kept.objects[1:])
    assert codes(lambda: desk.assessments.save(fewer)) == ["vote.counted"]
    desk.ballots.remove(ballot)
    assert desk.assessments.save(fewer)


# ---- files -------------------------------------------------------------------------------------


def test_ballots_go_into_a_word_file(desk: Desk, tmp_path: Path) -> None:
    made = make_planned(desk)[0]
    path = tmp_path / "测评票.docx"
    desk.assessment_papers.write_ballots(made.id, Papers(Layout.EACH), path)
    word = Document(str(path))
    assert len(word.tables) == len(made.objects)
    assert [row.cells[1].text for row in word.tables[0].rows][1:] == [
        item.title for item in made.items_of(made.objects[0])
    ]


def test_too_many_ballots_are_refused(desk: Desk) -> None:
    made = own(desk)
    wanted = Papers(Layout.EACH, copies=2000, numbered=True)
    assert codes(lambda: desk.assessment_papers.ballots(made.id, wanted)) == ["vote.many_papers"]


def test_the_summary_is_the_same_in_word_and_excel(desk: Desk, tmp_path: Path) -> None:
    made = enter_all(desk, make_planned(desk)[0], (30, 5, 3, 2))
    word, excel = tmp_path / "汇总表.docx", tmp_path / "汇总表.xlsx"
    desk.assessment_papers.write_summary(made.id, word)
    desk.assessment_papers.write_summary(made.id, excel)
    table, accounts = desk.assessment_papers.tables(made)
    cells = [[cell.text for cell in row.cells] for row in Document(str(word)).tables[1].rows]
    book = CalamineWorkbook.from_path(str(excel))
    sheet = book.get_sheet_by_name("评议汇总表").to_python()
    assert sheet[1] == [column.title for column in table.columns]
    shown = [[str(v) for v in row] for row in table.rows]
    assert [[_plain(v) for v in row] for row in sheet[2:]] == shown
    assert len(cells) == len(table.rows) + 1
    assert [row[2:] for row in cells[1:]] == [row[2:-1] for row in shown], "no grades decided yet"
    names = [row[0] for row in cells[1:] if row[0]]
    assert names == [each.name for each in made.objects]
    assert book.sheet_names == ["评议汇总表", accounts.title]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def test_totals_come_back_from_the_sheet_that_was_written(desk: Desk, tmp_path: Path) -> None:
    made = enter_all(desk, make_planned(desk)[0], (30, 5, 3, 2))
    path = tmp_path / "汇总表.xlsx"
    desk.assessment_papers.write_summary(made.id, path)
    found = desk.assessments.read_totals(made.id, "1", path)
    assert found.faults == ()
    assert set(found.counts) == set(made.counts)


def test_rows_that_cannot_be_taken_say_why(desk: Desk, tmp_path: Path) -> None:
    made = make_planned(desk)[0]
    first, second = made.objects[1], made.objects[2]
    lines = [
        "评议对象,评议内容,满意（票）,比较满意（票）,基本满意（票）,不满意（票）,弃权",
        f"{first.name},参加活动,30,5,3,2,1",
        ",承诺兑现,30,5,3,2,",
        f"{first.name},参加活动,1,1,1,1,0",
        f"{first.name},没有的内容,1,1,1,1,0",
        "查无此人,参加活动,1,1,1,1,0",
        f"{second.name},参加活动,三十,5,3,2,1",
        f"{second.name},综合,30,5,3,2,1",
    ]
    path = tmp_path / "票数.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = desk.assessments.read_totals(made.id, "1", path)
    assert [(count.object, count.item, count.votes, count.abstained) for count in found.counts] == [
        (first.key, "1", (30, 5, 3, 2), 1),
        (first.key, "2", (30, 5, 3, 2), 0),
    ]
    assert [fault.code for fault in found.faults] == [
        "vote.sheet_double",
        "vote.sheet_item",
        "vote.sheet_object",
        "vote.sheet_number",
    ]
    assert found.faults[0].place.endswith("第 4 行")


def test_a_sheet_without_the_grades_is_refused(desk: Desk, tmp_path: Path) -> None:
    made = make_planned(desk)[0]
    path = tmp_path / "名单.csv"
    path.write_text("姓名,性别\n张三,男\n李四,女", encoding="utf-8")
    assert codes(lambda: desk.assessments.read_totals(made.id, "1", path)) == ["vote.sheet_heading"]


def test_a_form_is_offered_what_the_votes_on_its_target_say(desk: Desk) -> None:
    made = enter_all(desk, own(desk), (100, 20, 10, 5))
    desk.assessments.close(made.id)
    target = made.objects[0].id
    row = next(
        row for row in desk.tasks.list(last_round(desk)).rows if row.task.target.id == target
    )
    opened = desk.reviews.open(row.task.id)
    spec = desk.workspace.form(opened.review.form)
    (ready,) = desk.ready_texts.of(opened.review, spec)
    assert (ready.key, ready.source) == ("review.evaluation", "群众评议 1 次")
    assert "满意率88.89%" in ready.text


def test_the_change_log_tells_of_votes_in_words(desk: Desk) -> None:
    made = enter_all(desk, own(desk), (100, 20, 10, 5))
    desk.assessments.close(made.id)
    line = desk.history.latest(1)[0]
    assert (line.kind, line.name, line.field) == ("群众评议", made.title, "状态")
    assert (line.old, line.new) == ("计票中", "已汇总")
    words = [cell for line in desk.history.latest(40) for cell in line.cells[1:6]]
    assert not [word for word in words if "{" in word or word == "cycle_record"]
