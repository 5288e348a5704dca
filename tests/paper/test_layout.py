"""Rows, cells and notes stand where Word puts them.

R1: rows grow with their text; a row that may not split moves whole; others split between lines.
R2: a merged heading goes on over the page break; notes flow to the next page.
R3: the edges of neighbours meet, lines never leave their cell, and nothing is lost.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.form import Align, Annex, FormSpec, Paragraph, TextStyle
from app.paper.layout import PlacedCell, Sheet, lay_out
from app.paper.press import Press
from app.paper.text import Text, set_text
from tests.paper.fillings import made, official

SPEC, _ = made()
ORG, _ = official()["qingdao-2010 org-review"]
STYLE = TextStyle(line=360, half_points=24)


@pytest.fixture(scope="module", autouse=True)
def press() -> Press:
    return Press()


def parts(sheet: Sheet, key: str) -> list[tuple[int, PlacedCell]]:
    """Return the parts of a field's cell with their pages."""
    return [
        (number, placed)
        for number, page in enumerate(sheet.pages)
        for placed in page.cells
        if placed.cell.field == key
    ]


def text_of(placed: PlacedCell) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in placed.text.lines]


def shown(found: list[tuple[int, PlacedCell]]) -> list[str]:
    return [line for _, placed in found for line in text_of(placed)]


def rows_of(count: int) -> str:
    return "\n".join(f"第{n}行" for n in range(count))


def test_a_row_grows_with_its_text() -> None:
    before, after = (lay_out(SPEC, {"k.three": rows_of(count)}) for count in (1, 4))
    ((_, low),), ((_, high),) = parts(before, "k.three"), parts(after, "k.three")
    assert (low.rect.height, high.rect.height) == (700, 4 * 360 + 10)


def test_a_row_splits_between_lines_and_keeps_all_of_them() -> None:
    sheet = lay_out(SPEC, {"k.long": rows_of(60)})
    found = parts(sheet, "k.long")
    assert [page for page, _ in found] == [0, 1]
    assert shown(found) == rows_of(60).split("\n")


def test_a_row_that_may_not_split_moves_whole() -> None:
    rows = (*SPEC.rows[:3], replace(SPEC.rows[3], splits=False))
    sheet = lay_out(replace(SPEC, rows=rows), {"k.tall": rows_of(30), "k.long": rows_of(12)})
    assert [page for page, _ in parts(sheet, "k.long")] == [1]


def test_a_merged_heading_goes_on_over_the_page_break() -> None:
    sheet = lay_out(ORG, {"review.problems": rows_of(40)})
    headings = [
        (number, text_of(placed))
        for number, page in enumerate(sheet.pages)
        for placed in page.cells
        if placed.cell.row_span > 1
    ]
    assert [number for number, _ in headings] == [0, 1]
    printed = "".join("".join(lines) for _, lines in headings)
    assert printed == "上级领导点评下级党组织书记情况"


def test_notes_flow_to_the_next_page() -> None:
    sheet = lay_out(ORG, {"target.summary": rows_of(9), "review.problems": rows_of(6)})
    assert sheet.form_pages == 2
    assert sheet.pages[1].texts


def test_annexes_begin_on_a_page_of_their_own() -> None:
    sheet = lay_out(ORG, {}, [Annex("target.summary", "附页：前段小结", rows_of(3))])
    assert (sheet.form_pages, len(sheet.pages)) == (1, 2)
    assert sheet.pages[1].texts[0].y == ORG.page.top
    assert not sheet.pages[1].cells


def test_a_row_of_exact_height_shows_what_fits() -> None:
    rows = tuple(replace(row, exact=True) for row in SPEC.rows)
    sheet = lay_out(replace(SPEC, rows=rows), {"k.three": rows_of(9)})
    ((_, placed),) = parts(sheet, "k.three")
    assert placed.rect.height == SPEC.rows[1].height
    assert text_of(placed) == ["第0行"]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ORG.field_by_key)), st.integers(0, 45)))
def test_edges_meet_lines_stay_inside_and_nothing_is_lost(counts: dict[str, int]) -> None:
    values = {key: rows_of(count) for key, count in counts.items()}
    sheet = lay_out(ORG, values)
    for key, value in values.items():
        lines = shown(parts(sheet, key))
        assert [line for line in lines if line] == [line for line in value.split("\n") if line]
    for page in sheet.pages:
        for placed in page.cells:
            assert_inside(placed)
        assert_no_gaps(ORG, page.cells)


def assert_inside(placed: PlacedCell) -> None:
    for line in placed.text.lines:
        top = placed.text.y + line.y
        assert placed.rect.y <= top
        assert top + line.height <= placed.rect.bottom + 1


def assert_no_gaps(spec: FormSpec, cells: list[PlacedCell]) -> None:
    """The areas of the cells add up to that of the table."""
    if cells:
        top = min(placed.rect.y for placed in cells)
        bottom = max(placed.rect.bottom for placed in cells)
        area = sum(placed.rect.width * placed.rect.height for placed in cells)
        assert area == pytest.approx(sum(spec.widths) * (bottom - top))


def test_the_same_text_gives_the_same_sheet() -> None:
    values = {"target.summary": rows_of(5)}
    assert lay_out(ORG, values) == lay_out(ORG, values)


# ---- paragraphs ------------------------------------------------------------------------------


def set_one(text: str, style: TextStyle, width: float = 2400) -> Text:
    return set_text((Paragraph(text, style),), width)


@pytest.mark.parametrize(
    ("align", "x"), [(Align.LEFT, 0), (Align.CENTER, 960), (Align.RIGHT, 1920), (Align.BOTH, 0)]
)
def test_alignment(align: Align, x: float) -> None:
    (line,) = set_one("党员", replace(STYLE, align=align)).lines
    assert line.runs[0].x == x


def test_a_justified_line_reaches_the_margin_but_for_the_last() -> None:
    style = replace(STYLE, align=Align.BOTH)
    first, last = set_one("认真学习贯彻上级精神，落实", style, 2520).lines
    assert first.runs[-1].x == 2520 - 240
    assert [run.text for run in last.runs] == ["，落实"] or last.runs[0].x == 0


def test_a_hanging_indent() -> None:
    style = replace(STYLE, indent_left=480, first_line=-480)
    first, second = set_one("注：此表一式两份，分别保存。", style).lines
    assert (first.runs[0].x, second.runs[0].x) == (0, 480)


def test_the_larger_of_two_spaces_stands_between_paragraphs() -> None:
    above, below = replace(STYLE, after=100), replace(STYLE, before=160)
    first, second = set_text((Paragraph("一", above), Paragraph("二", below)), 2400).lines
    assert second.y - first.bottom == 160


def test_a_dash_is_two_characters_wide() -> None:
    (line,) = set_one("党员——群众", STYLE).lines
    assert [(run.text, run.x) for run in line.runs] == [
        ("党员", 0),
        ("—", 480),
        ("—", 720),
        ("群众", 960),
    ]


@pytest.mark.parametrize("space", ["\u3000", "\u00a0"])
def test_wide_spaces_take_room(space: str) -> None:
    (plain,) = set_text((Paragraph("年月", STYLE),), 9000).lines
    (wide,) = set_text((Paragraph(f"年{space}月", STYLE),), 9000).lines
    assert wide.runs[-1].x > plain.runs[-1].x + 40
