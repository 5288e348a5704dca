"""Problems are split as people number them; days tell what is overdue and what is due soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.cycle.rectification import Rectification, RectificationState, numbered_points
from app.domain.ids import OrganizationId, RecordId

ONE = Rectification(
    id=RecordId("r"),
    organization_id=OrganizationId("o"),
    problem="学习不够深入",
    until=date(2011, 3, 1),
)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", ()),
        ("学习不够。", ("学习不够",)),
        ("1.学习少；2.活动少。3、记录不全", ("学习少", "活动少", "记录不全")),
        ("一是学习少。二是活动少；三是创新少。", ("学习少", "活动少", "创新少")),
        ("一、学习少。二、活动少", ("学习少", "活动少")),
        ("存在的问题：（一）学习少（二）活动少", ("学习少", "活动少")),
        ("主要有：①学习少②活动少", ("学习少", "活动少")),
        ("组织生活不够规范。1.会议少 2.记录不全", ("组织生活不够规范", "会议少", "记录不全")),
        ("学习少\n活动少", ("学习少", "活动少")),
        ("1．学习少，\n记录不全\n2．活动少", ("学习少， 记录不全", "活动少")),
    ],
)
def test_numbered_points_become_problems(text: str, points: tuple[str, ...]) -> None:
    assert numbered_points(text) == points


@pytest.mark.parametrize(
    "text", ["2010年完成3.5项任务，还有1.2项没有完成", "完成了第一、二季度任务", "第一是学习"]
)
def test_a_number_within_a_sentence_begins_no_point(text: str) -> None:
    assert numbered_points(text) == (text,)


def test_a_day_gone_by_is_overdue_unless_the_work_is_done() -> None:
    assert not ONE.is_overdue(date(2011, 3, 1))
    assert ONE.is_overdue(date(2011, 3, 2))
    assert not replace(ONE, state=RectificationState.DONE).is_overdue(date(2011, 3, 2))


def test_a_day_within_a_week_is_due_soon() -> None:
    assert not ONE.is_due_soon(date(2011, 2, 21))
    assert ONE.is_due_soon(date(2011, 2, 22))
    assert ONE.is_due_soon(date(2011, 3, 1))
    assert not ONE.is_due_soon(date(2011, 3, 2))
    assert not replace(ONE, until=None).is_due_soon(date(2011, 3, 1))
