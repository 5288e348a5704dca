"""The pages of work on one ledger: what is done on one shows on the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.dates import parse_day
from app.domain.words import ReviewState
from app.ops.meetings import Meeting
from app.ops.tasks import TaskState
from app.ui.checks_page import ChecksPage
from app.ui.page import Place, Scope
from app.ui.register_page import RegisterPage
from app.ui.settings import Settings
from app.ui.statistics_page import StatisticsPage
from app.ui.task_model import Column
from app.ui.task_page import TaskPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.page import Page

TEXTS = {
    "review.achievements": "业务扎实，团结同志",
    "review.problems": "学习不够系统",
    "review.suggestions": "每月交流一次",
}


class Pages:
    """All pages of work, reading again whenever one of them tells of changes."""

    def __init__(self, qtbot: QtBot, desk: Desk, settings: Settings) -> None:
        self.scope = Scope(desk.workspace.root_id, desk.rounds.all()[0])
        self.tasks = TaskPage(desk, settings)
        self.statistics = StatisticsPage(desk, settings)
        self.register = RegisterPage(desk, settings)
        self.checks = ChecksPage(desk, settings)
        self.all: list[Page] = [self.tasks, self.statistics, self.register, self.checks]
        for page in self.all:
            qtbot.addWidget(page)
            page.show()
        self.read()

    def read(self) -> None:
        for page in self.all:
            page.show_scope(self.scope)

    def reviewed(self) -> int:
        found = [
            b for b in self.statistics._sheet._group.buttons() if "党员被点评数" in b.toolTip()
        ]
        return int(found[0].text())

    def records(self) -> int:
        return self.register._model.rowCount()


@pytest.fixture
def pages(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Pages:
    return Pages(qtbot, desk, Settings(tmp_path / "settings.json"))


def test_a_meeting_and_its_texts_reach_every_page(pages: Pages, desk: Desk) -> None:
    pages.tasks.show_place(Place(state=TaskState.OPEN))
    lines = [each for each in pages.tasks._model.lines if each.task and each.review is None]
    chosen = [each.task for each in lines if each.place.startswith("1") and each.task][:3]
    assert len(chosen) == 3
    reviewed, records = pages.reviewed(), pages.records()

    day = parse_day("2011-01-08")
    desk.meetings.fill(chosen, Meeting(day, "三楼会议室", "会议集中点评"))
    pages.read()
    assert pages.records() == records + 3
    assert pages.reviewed() == reviewed, "a meeting alone is no review"

    for task_id in chosen:
        opened = desk.reviews.open(task_id)
        saved, _ = desk.reviews.save(opened.review, {**opened.values, **TEXTS}, day)
        assert saved.state is ReviewState.REVIEWED
    pages.read()
    assert pages.reviewed() == reviewed + 3
    pages.tasks.show_place(Place(state=TaskState.DONE))
    pages.tasks.show_place(Place(task=chosen[0]))
    line = pages.tasks.chosen_lines()[0]
    assert line.cells[Column.STATE : Column.DAY + 1] == ("已点评", "2011.01.08")
    review = desk.reviews.open(chosen[0]).review.id
    pages.register.show_place(Place(review=review))
    assert pages.register.chosen_reviews() == (review,)


def test_what_is_taken_back_is_counted_and_checked_anew(pages: Pages, desk: Desk) -> None:
    pages.tasks.show_place(Place(state=TaskState.DONE))
    line = next(each for each in pages.tasks._model.lines if each.place.startswith("1"))
    assert line.review is not None
    others = desk.workspace.stores.reviews.heads(desk.rounds.all()[0].id)
    target = next(each.target for each in others if each.id == line.review)
    alone = sum(each.target == target and each.is_done for each in others) == 1
    reviewed = pages.reviewed()
    desk.locks.go_back([line.review], "时间写错")
    pages.read()
    assert pages.reviewed() == reviewed - alone
    figures = desk.statistics.names(desk.rounds.all()[0], pages.scope.unit, parse_day("2011-01-25"))
    left = {each.name for each in figures["members_reviewed"].not_counted}
    assert (line.name in left) is alone
