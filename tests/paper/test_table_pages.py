"""A line at the foot of tables: below everything, on every page, and nothing else is moved."""

from __future__ import annotations

import pytest

from app.domain.table import Column, Table
from app.paper.sheet import SheetPage
from app.paper.table_pages import TablePage, list_pages, with_foot

MARGIN = 1134
MANY = Table(
    "汇总", (Column("单位"), Column("党员", number=True)), (("一支部", 3),) * 90, total=True
)


def test_the_foot_stands_in_the_margin_of_every_page_and_moves_nothing() -> None:
    plain = list(list_pages("统计表", MANY, landscape=True))
    footed = list(with_foot(list_pages("统计表", MANY, landscape=True), "校验码：1a2b3c4d"))
    assert len(plain) == len(footed) > 1
    for before, after in zip(plain, footed, strict=True):
        assert after.content.cells == before.content.cells
        *others, foot = after.content.texts
        assert others == before.content.texts
        (line,) = foot.lines
        assert "".join(run.text for run in line.runs) == "校验码：1a2b3c4d"
        assert foot.y >= before.paper.height - MARGIN
        assert foot.y + line.bottom < before.paper.height - MARGIN / 4


def test_the_foot_ends_with_a_table_that_is_narrower_than_the_page() -> None:
    whole = next(list_pages("统计表", MANY, landscape=True))
    cells = [cell for cell in whole.content.cells if cell.rect.x < 2 * MARGIN]
    narrow = TablePage(whole.paper, SheetPage(cells))
    gap = _right(whole) - _right(narrow)
    assert gap > 2 * MARGIN
    there, here = (_begins(page) for page in with_foot([whole, narrow], "校验码：1a2b3c4d"))
    assert there - here == pytest.approx(gap, abs=1)


def _right(page: TablePage) -> float:
    return max(cell.rect.x + cell.rect.width for cell in page.content.cells)


def _begins(page: TablePage) -> float:
    foot = page.content.texts[-1]
    return foot.x + foot.lines[0].runs[0].x


def test_a_day_stays_on_one_line_where_long_words_break() -> None:
    table = Table(
        "承诺",
        tuple(map(Column, ("承诺人", "事项", "措施", "情况", "时限"))),
        (("特种设备检验第一党支部", *("走访企业十户，帮助解决质量问题" * 3,) * 3, "2010.12.31"),),
    )
    (page,) = list_pages("承诺", table, landscape=True)
    lines = {
        "".join(run.text for run in line.runs)
        for cell in page.content.cells
        for line in cell.text.lines
    }
    assert "2010.12.31" in lines
