"""群众评议 from printed ballots to the 评议汇总表, and on to a unit that takes the results over.

141 voters, five people: the counts of a table from practice, typed in ballot by ballot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import OVERALL, Accounts, Entry, VoterGroup
from app.domain.cycle.ballot_papers import Layout, Papers
from app.domain.cycle.scales import Rounding
from app.domain.errors.fault import Refusal
from tests.ops.votes import last_round, make_bureau
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.cycle.assessment import Assessment
    from app.ops.desk import Desk

VOTERS = 141
COUNTS = [(134, 4, 3), (134, 5, 2), (127, 8, 6), (126, 9, 6), (132, 7, 2)]
PUBLISHED = [
    ["95.04", "2.84", "2.12"],
    ["95.04", "3.55", "1.41"],
    ["90.07", "5.67", "4.26"],
    ["89.36", "6.38", "4.26"],
    ["93.62", "4.96", "1.42"],
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_sample(make_bureau(tmp_path / "局")) as opened:
        yield opened


def arranged(desk: Desk) -> Assessment:
    """Arrange a vote of the masses on five members."""
    round_ = last_round(desk)
    blank = desk.assessments.blank(desk.workspace.root_id, round_)
    people = desk.assessments.choices(desk.workspace.root_id, round_, AssessedKind.MEMBER, OVERALL)
    made = replace(
        blank,
        scale=desk.assessments.scales()["satisfaction-3"],
        rounding=Rounding.FORCED,
        objects=people[:5],
        groups=(VoterGroup("1", "市场经营户", accounts=Accounts(160, 150, 150)),),
    )
    desk.assessments.save(made)
    return made


def ballots() -> list[str]:
    """Return what stands on the ballots: a sign for each of the five."""
    columns = ["".join(str(n) * votes for n, votes in enumerate(row, 1)) for row in COUNTS]
    assert {len(column) for column in columns} == {VOTERS}
    return ["".join(signs) for signs in zip(*columns, strict=True)]


def test_ballots_become_the_published_table(desk: Desk, tmp_path: Path) -> None:
    made = arranged(desk)
    paper = tmp_path / "测评票.docx"
    desk.assessment_papers.write_ballots(made.id, Papers(Layout.ALL, group="市场经营户"), paper)
    (table,) = Document(str(paper)).tables
    assert [row.cells[1].text for row in table.rows[1:]] == [o.name for o in made.objects]

    for number, marks in enumerate([*ballots(), "X", "X"], 1):
        desk.ballots.add(made.id, "1", "", number, marks)
    desk.ballots.count(made.id)
    desk.assessments.close(made.id)

    accounts = desk.assessments.get(made.id).groups[0].accounts
    assert accounts == Accounts(160, 150, 150, 143, 141, 2)
    word, excel = tmp_path / "汇总表.docx", tmp_path / "汇总表.xlsx"
    desk.assessment_papers.write_summary(made.id, word)
    desk.assessment_papers.write_summary(made.id, excel)
    assert shares_in_word(word) == PUBLISHED
    assert shares_in_excel(excel) == PUBLISHED


def shares_in_word(path: Path) -> list[list[str]]:
    rows = [[cell.text for cell in row.cells] for row in Document(str(path)).tables[1].rows]
    places = [n for n, heading in enumerate(rows[0]) if heading.endswith("满意（%）")]
    return [[row[place] for place in places] for row in rows[1:]]


def shares_in_excel(path: Path) -> list[list[str]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("评议汇总表").to_python()[1:]
    places = [n for n, heading in enumerate(rows[0]) if str(heading).endswith("满意（%）")]
    return [[str(row[place]) for place in places] for row in rows[1:]]


def test_results_from_elsewhere_come_in_as_totals_with_their_source(
    desk: Desk, tmp_path: Path
) -> None:
    counted = arranged(desk)
    for number, marks in enumerate(ballots(), 1):
        desk.ballots.add(counted.id, "1", "", number, marks)
    desk.ballots.count(counted.id)
    sheet = tmp_path / "汇总表.xlsx"
    desk.assessment_papers.write_summary(counted.id, sheet)

    taken = replace(arranged(desk), entry=Entry.ELSEWHERE, source="示例局党总支 2013年7月5日通报")
    desk.assessments.save(taken)
    found = desk.assessments.read_totals(taken.id, "1", sheet)
    assert found.faults == ()
    short = Accounts(returned=140, valid=140)
    with pytest.raises(Refusal) as caught:
        desk.assessments.enter(taken.id, "1", short, found.counts, {})
    assert {fault.code for fault in caught.value.faults} == {"vote.sum"}
    desk.assessments.enter(taken.id, "1", Accounts(returned=141, valid=141), found.counts, {})
    desk.assessments.close(taken.id)

    kept = desk.assessments.get(taken.id)
    mine = [result.overall for result in desk.assessments.results(kept)]
    theirs = desk.assessments.results(desk.assessments.get(counted.id))
    assert mine == [result.overall for result in theirs]
    document = desk.assessment_papers.summary(taken.id)
    assert any("示例局党总支 2013年7月5日通报" in getattr(p, "text", "") for p in document.content)
