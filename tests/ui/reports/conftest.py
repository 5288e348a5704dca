"""What the tests of 报告 share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.cycle.cases import CaseKind, ModelCase
from app.domain.words import TargetKind
from app.ui.reports_page import ReportsPage
from tests.ui.pages import show_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

TITLES = ("一线工作法", "党员先锋岗", "周五学习日")


@pytest.fixture
def marked(desk: Desk) -> tuple[ModelCase, ...]:
    """Three reviews of members, marked; the last one is not to be reported."""
    round_ = desk.workspace.round()
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    members = [r for r in reviews if r.is_done and r.target.kind is TargetKind.MEMBER]
    for review, title in zip(members, TITLES, strict=False):
        case = replace(desk.reports.case_of(review.id), title=title, kind=CaseKind.PRACTICE)
        desk.reports.save_case(replace(case, reported=title != TITLES[-1]))
    return desk.reports.cases(round_)


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, marked: tuple[ModelCase, ...], settings: Settings
) -> ReportsPage:
    del marked
    return show_page(qtbot, ReportsPage(desk, settings))
