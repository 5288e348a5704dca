"""工作要求: steps, deadlines and the other demands of a scheme, on a sheet."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.demands import (
    Demands,
    StepStanding,
    Tally,
    demands_document,
    period_text,
    without_standing,
)
from app.domain.official_document import Grid, Line, Role
from app.domain.scheme import Step, Track
from tests.builders import shipped

DOCUMENTS = [
    "qingdao-2010",
    "heilongjiang-2010",
    "changsha-2010",
    "lianyungang-2011",
    "bureau-2013",
]


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_the_sheet_tells_every_step_deadline_and_demand_of_a_scheme(scheme_id: str) -> None:
    scheme = shipped(scheme_id)
    document = demands_document("工作要求", without_standing(scheme), None)

    steps, deadlines, others = (each for each in document.content if isinstance(each, Grid))
    assert [row[1:] for row in steps.rows] == [(s.title, s.text) for s in scheme.steps]
    assert [row[0] for row in steps.rows] == [str(n) for n in range(1, len(scheme.steps) + 1)]
    assert {row[1:] for row in deadlines.rows} == {(d.what, d.to) for d in scheme.deadlines}
    assert [row[1:] for row in others.rows] == [(r.text, r.section) for r in scheme.requirements]
    said = [each.text for each in document.content if isinstance(each, Line)]
    assert scheme.document in said[0]
    assert ("次序严格" in said[1]) is scheme.order_strict


def test_headings_count_only_what_there_is() -> None:
    demands = Demands("自定方案", "", requirements=shipped("bureau-2013").requirements)
    document = demands_document("工作要求", demands, None)
    headings = [e for e in document.content if isinstance(e, Line) and e.role is Role.HEADING]
    assert [each.text for each in headings] == ["一、其他要求"]
    assert document.content[0] == Line("依据：自定方案")
    assert not demands.is_empty
    assert without_standing(shipped("blank")).is_empty


def test_a_step_tells_what_there_is_of_it_and_when() -> None:
    step = Step("review", "点评", Track.REVIEW, "听取汇报后点评")
    tallies = (Tally("已点评", 3, 8), Tally("会议", 2, unit="次"))
    standing = StepStanding(1, step, tallies, date(2011, 1, 5), date(2011, 1, 12), 1)
    assert standing.text == "已点评 3/8，会议 2 次，2011年1月5日至12日，走在前一步之前 1 份"

    demands = Demands("方案", "〔2010〕11号", True, (standing, StepStanding(2, step)))
    (grid,) = [
        each
        for each in demands_document("工作要求", demands, date(2011, 1, 25)).content
        if isinstance(each, Grid)
    ]
    assert grid.headings[-1] == "进展（截至2011年1月25日）"
    assert [row[-1] for row in grid.rows] == [standing.text, "—"]


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2011, 1, 5), date(2011, 1, 5), "2011年1月5日"),
        (date(2011, 1, 5), date(2011, 2, 3), "2011年1月5日至2月3日"),
        (date(2010, 12, 5), date(2011, 1, 5), "2010年12月5日至2011年1月5日"),
        (None, None, ""),
    ],
)
def test_days_are_written_as_people_write_them(
    first: date | None, last: date | None, text: str
) -> None:
    assert period_text(first, last) == text
