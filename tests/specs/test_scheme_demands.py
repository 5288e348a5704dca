"""What each document counts off and dates stands so in its scheme: contents, ways, days."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.domain.scheme import Period
from tests.builders import shipped


@dataclass(frozen=True)
class Asked:
    """What a document asks for that can be counted."""

    period: Period
    contents: dict[str, int]
    """List of contents → how many the document counts off."""
    beside: dict[str, str]
    """Form → the list that is shown beside it."""
    modes: list[str]
    steps: list[str]
    days: list[str]
    """The days on which something is due, in their order."""
    advised: list[str]
    """The tags for which there is guidance."""
    strict: bool = False


QINGDAO = Asked(
    Period.HALF_YEAR,
    {"organization": 6, "secretary": 1, "member": 4},
    {"org-review": "organization", "member-review": "member"},
    ["集中点评", "个别点评", "现场点评", "随机点评"],
    ["summary", "survey", "review", "posting", "rectification"],
    ["2011-01-12", "2011-01-25", "2011-01-25", "2011-02-10"],
    ["党员领导干部", "无职党员", "离退休", "年老体弱"],
)
HEILONGJIANG = Asked(
    Period.HALF_YEAR,
    {"organization": 4, "organization-focus": 5, "secretary": 1, "member": 3, "member-focus": 3},
    {"org-review": "organization-focus", "member-review": "member-focus"},
    ["集中点评", "个别点评", "现场点评", "随机点评"],
    ["survey", "review", "posting", "rectification"],
    [
        *("2010-12-31", "2011-01-16", "2011-01-20", "2011-02-02", "2011-02-16", "2011-02-20"),
    ],
    ["流入", "流出"],
)
CHANGSHA = Asked(
    Period.QUARTER,
    {"organization": 5, "member": 4},
    {"org-review": "organization", "member-review": "member", "hearing": ""},
    ["现场点评", "会议集中点评", "个别谈话点评"],
    ["survey", "summary", "review", "posting", "rectification", "reply"],
    ["2010-10-15"],
    ["外出实习", "流入", "流出", "年老体弱"],
)
LIANYUNGANG = Asked(
    Period.NAMED,
    {"organization": 4, "organization-focus": 5, "member": 3, "member-focus": 3},
    {"org-review": "organization-focus", "member-review": "member-focus"},
    ["集中点评", "个别点评", "现场点评", "随机点评"],
    ["survey", "review", "rectification", "posting"],
    ["2011-01-18"],
    [],
    strict=True,
)
BUREAU = Asked(
    Period.QUARTER,
    {"organization": 6, "cadre": 7, "member": 6},
    {"branch-review": "organization", "cadre-review": "cadre", "member-review": "member"},
    ["会议集中点评"],
    ["summary", "survey", "summary", "review", "rectification"],
    ["2013-06-30", "2013-07-10"],
    ["党员领导干部", "无职党员", "年老体弱", "离退休"],
)
ASKED = {
    "qingdao-2010": QINGDAO,
    "heilongjiang-2010": HEILONGJIANG,
    "changsha-2010": CHANGSHA,
    "lianyungang-2011": LIANYUNGANG,
    "bureau-2013": BUREAU,
}
BY_DOCUMENT = pytest.mark.parametrize("scheme_id", ASKED)


@BY_DOCUMENT
def test_the_period_and_whether_the_order_binds(scheme_id: str) -> None:
    scheme, asked = shipped(scheme_id), ASKED[scheme_id]
    assert (scheme.period, scheme.order_strict) == (asked.period, asked.strict)


@BY_DOCUMENT
def test_every_content_is_counted_off_and_shown_beside_its_form(scheme_id: str) -> None:
    scheme, asked = shipped(scheme_id), ASKED[scheme_id]
    assert {each.id: len(each.items) for each in scheme.items} == asked.contents
    assert {form.id: form.items for form in scheme.forms} == asked.beside


@BY_DOCUMENT
def test_every_way_of_reviewing_can_be_chosen(scheme_id: str) -> None:
    scheme, asked = shipped(scheme_id), ASKED[scheme_id]
    assert [mode.title for mode in scheme.modes] == asked.modes
    assert {mode.title for mode in scheme.modes if mode.drawn} <= {"随机点评"}
    assert {rule.mode for rule in scheme.rules} <= {mode.id for mode in scheme.modes} | {""}


@BY_DOCUMENT
def test_the_steps_stand_in_the_order_of_the_document(scheme_id: str) -> None:
    assert [step.track for step in shipped(scheme_id).steps] == ASKED[scheme_id].steps


@BY_DOCUMENT
def test_every_day_by_which_something_is_due(scheme_id: str) -> None:
    days = sorted(each.date.isoformat() for each in shipped(scheme_id).deadlines)
    assert days == ASKED[scheme_id].days


@BY_DOCUMENT
def test_there_is_guidance_for_every_category_that_is_named(scheme_id: str) -> None:
    tags = {tag for each in shipped(scheme_id).guidance for tag in each.tags}
    assert tags == set(ASKED[scheme_id].advised)
