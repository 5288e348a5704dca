"""期限日程: what is due when, own days made from deadlines, and what is filed upward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.cycle.postings import Holidays, PostedMatter
from app.domain.errors.fault import Refusal
from app.domain.official_document import Grid, Line
from app.domain.schedule import EntryKind, days_before
from app.ops.changes import Topic
from app.ops.forms_asked import FormsAsked, OfUnit
from app.ops.schedule import ScheduleOps
from tests.ui.rectification.mending import go_on, name_problems

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


def schedule(desk: Desk) -> ScheduleOps:
    return ScheduleOps(desk.workspace, desk.overview, desk.postings)


def refused(act: object) -> str:
    assert callable(act)
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.fault.code


def test_those_below_are_ready_on_a_working_day_before() -> None:
    upper, plain = date(2011, 1, 12), Holidays()
    assert days_before(upper, 2, plain) == date(2011, 1, 10)
    assert days_before(upper, 3, plain) == date(2011, 1, 7), "Sunday goes back to Friday"
    worked = Holidays(worked=frozenset({date(2011, 1, 9)}))
    assert days_before(upper, 3, worked) == date(2011, 1, 9)
    off = Holidays(off=frozenset({date(2011, 1, 10), date(2011, 1, 7)}))
    assert days_before(upper, 2, off) == date(2011, 1, 6)


def test_the_calendar_holds_deadlines_meetings_postings_and_problems(
    desk: Desk, round_: Round
) -> None:
    root = desk.workspace.root_id
    name_problems(desk, 4)
    desk.rectifications.gather(round_)
    go_on(desk)
    meeting = replace(desk.gatherings.new_meeting(round_, root), day=date(2011, 1, 18))
    desk.gatherings.save_meeting(meeting)
    posting = desk.postings.new(round_, root, PostedMatter.LIST)
    desk.postings.save(replace(posting, day=date(2011, 1, 19), until=date(2011, 1, 25)))

    entries = schedule(desk).entries(round_, root)

    assert [each.day for each in entries] == sorted(each.day for each in entries)
    kinds = {each.kind for each in entries}
    assert kinds >= {
        EntryKind.DEADLINE,
        EntryKind.MEETING,
        EntryKind.POSTING,
        EntryKind.MENDING,
    }
    deadlines = {each.what for each in entries if each.kind is EntryKind.DEADLINE}
    assert deadlines == {due.deadline.what for due in desk.overview.deadlines(round_)}
    (filing,) = [each for each in entries if each.filing]
    assert filing.day == date(2011, 1, 25)
    mending = {each.day: each.what for each in entries if each.kind is EntryKind.MENDING}
    assert mending[date(2011, 1, 25)] == "整改到期 1 项"
    assert sum(each.kind is EntryKind.POSTING for each in entries) == 2


def test_own_days_are_made_from_deadlines_and_made_again(desk: Desk, round_: Round) -> None:
    ops = schedule(desk)
    assert refused(lambda: ops.derive(round_, ["coverage-first"], 0)) == "schedule.days"

    ops.derive(round_, ["coverage-first", "filing"], 5)
    ops.derive(round_, ["coverage-first"], 2)

    own = {each.deadline: each for each in ops.own()}
    assert own["coverage-first"].day == date(2011, 1, 10)
    assert own["filing"].day == date(2011, 1, 20)
    assert own["filing"].before == 5
    assert len(ops.own()) == 2
    days = [e.day for e in ops.entries(round_, desk.workspace.root_id) if e.own is not None]
    assert days == [date(2011, 1, 10), date(2011, 1, 20)]


def test_own_days_are_typed_changed_and_taken_away(desk: Desk) -> None:
    ops = schedule(desk)
    assert refused(lambda: ops.save(ops.new(date(2011, 1, 5)))) == "schedule.what"
    made = ops.new(date(2011, 1, 5), "各支部点评完毕", "各党支部")
    ops.save(made)
    ops.save(replace(made, day=date(2011, 1, 6)))
    assert [(e.what, e.day) for e in ops.own()] == [("各支部点评完毕", date(2011, 1, 6))]
    ops.remove([made.id])
    assert ops.own() == ()


def test_own_days_are_undone_and_redone_like_everything_else(desk: Desk, round_: Round) -> None:
    ops, undo = schedule(desk), desk.undo
    made = ops.new(date(2011, 1, 5), "各支部点评完毕", "各党支部")
    ops.save(made)
    ops.derive(round_, ["filing"], 5)
    ops.remove([made.id])
    assert undo.undo_title == "删除期限"

    assert undo.undo().topics >= {Topic.CYCLE}
    assert made in ops.own()
    assert undo.undo_title == "推算期限"
    undo.undo()
    assert ops.own() == (made,)
    undo.undo()
    assert ops.own() == ()
    undo.redo()
    assert ops.own() == (made,)


def test_the_calendar_prints_month_by_month(desk: Desk, round_: Round) -> None:
    document = schedule(desk).document(round_, desk.workspace.root_id)

    months = [each.text for each in document.content if isinstance(each, Line)]
    assert months == ["2011年1月", "2011年2月"]
    (january, february) = [each for each in document.content if isinstance(each, Grid)]
    assert january.rows[0][:3] == ("12日", "星期三", "统计表（第一次）")
    assert february.rows[0][0] == "10日"


def test_forms_that_are_filed_are_listed(desk: Desk, round_: Round) -> None:
    root = desk.workspace.root_id
    document = schedule(desk).filed(round_, root)
    asked = desk.exports.count(OfUnit(round_, root), FormsAsked(filing=True))

    (grid,) = document.content
    assert isinstance(grid, Grid)
    assert len(grid.rows) == asked > 0
    empty = desk.rounds.open("2012年", date(2012, 1, 1), date(2012, 12, 31)).round
    assert isinstance(schedule(desk).filed(empty, root).content[0], Line)


def test_targets_that_were_not_reviewed_often_enough_are_counted(desk: Desk, round_: Round) -> None:
    late = desk.statistics.overdue(round_, desk.workspace.day_of(round_))
    assert schedule(desk).overdue(round_, desk.workspace.root_id) == len(late)
