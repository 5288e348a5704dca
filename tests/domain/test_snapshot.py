"""What the printed cells are filled with."""

from __future__ import annotations

from app.domain.review import Target
from app.domain.snapshot import snapshot
from app.domain.words import TargetKind
from tests.builders import organization_id, person_id, unit

UNIT = "机关党委 [党委] 书记=王一\n  支部 [党支部] 书记=李二 党员=李二、张三"


def test_an_organisation_with_its_secretary_reviewer_and_round() -> None:
    target = Target(TargetKind.ORGANIZATION, organization_id("支部"))

    assert snapshot(unit(UNIT).on("2013-06-30"), target, [person_id("王一")], "2013年第二季度") == {
        "organization.name": "支部",
        "organization.secretary": "李二",
        "organization.member_count": "2",
        "reviewer.identity": "王一，机关党委书记",
        "round.name": "2013年第二季度",
    }


def test_unknown_things_are_left_out() -> None:
    target = Target(TargetKind.MEMBER, person_id("张三"))

    assert snapshot(unit(UNIT).on("2013-06-30"), target) == {
        "member.name": "张三",
        "member.organization": "支部",
    }
