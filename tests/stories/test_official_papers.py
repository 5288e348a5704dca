"""Letters, posters, minutes, report and bulletin open in LibreOffice as official documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.stories import cycle
from tests.stories.second_count import WITH_FORMS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.office import Soffice

MM = 72 / 25.4
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
HAIR = 1.0 * MM
"""Glyphs stand a little inside or outside of the box of their character."""
HANGING = 8.0
"""So far a sign at the end of a line may hang into the margin: half a character, in points."""
FONTS = {
    "公文标题": ("方正小标宋简体", 22),
    "公文正文": ("仿宋_GB2312", 16),
    "主送机关": ("仿宋_GB2312", 16),
    "一级标题": ("黑体", 16),
    "二级标题": ("楷体_GB2312", 16),
    "落款": ("仿宋_GB2312", 16),
    "成文日期": ("仿宋_GB2312", 16),
}


@dataclass(frozen=True)
class Paper:
    """A Word file and what LibreOffice makes of it."""

    word: Path
    pdf: Path


@pytest.fixture(scope="module")
def papers(soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    """One of each kind, from the story of a scheme whose forms have a posting copy."""
    folder = tmp_path_factory.mktemp("papers")
    told = cycle.begun(WITH_FORMS[-1], folder)
    cycle.promise(told)
    cycle.meet_and_review(told)
    cycle.put_up(told)
    cycle.mend(told)
    cycle.tell(told)
    wanted = {
        "公示": next(path for path in told.files["公示"] if "_公示_" in path.name),
        "回复": told.files["书面回复"][0],
        "记录": next(path for path in told.files["会议"] if path.stem.endswith("会记录")),
        "报告": next(path for path in told.files["报告"] if "工作报告" in path.name),
        "通报": next(path for path in told.files["报告"] if "情况通报" in path.name),
    }
    made = soffice.many(list(wanted.values()), "pdf", folder / "PDF")
    return {name: Paper(word, pdf) for (name, word), pdf in zip(wanted.items(), made, strict=True)}


def boxes(pdf: Path) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    """Return each character with its box (left, bottom, right, top), page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=1)
            text = page.get_textpage()
            characters = [
                (text.get_text_range(place, 1), text.get_charbox(place))
                for place in range(text.count_chars())
            ]
            found.append([(sign, box) for sign, box in characters if sign.strip()])
        return found
    finally:
        document.close()


def test_every_paper_keeps_the_margins_of_an_official_document(papers: dict[str, Paper]) -> None:
    height, width = 297 * MM, 210 * MM
    for name, paper in papers.items():
        for number, page in enumerate(boxes(paper.pdf), 1):
            number_line = [box for _, box in page if box[3] < BOTTOM]
            text = [box for _, box in page if box[3] >= BOTTOM]
            assert min(box[0] for box in text) > LEFT - HAIR, (name, number)
            assert max(box[2] for box in text) < width - RIGHT + HANGING, (name, number)
            assert max(box[3] for box in text) < height - TOP + HAIR, (name, number)
            assert min(box[1] for box in text) > BOTTOM - HAIR, (name, number)
            assert number_line, "the number of the page stands below the text"


def test_text_begins_at_the_margin_and_lines_are_full(papers: dict[str, Paper]) -> None:
    """28 characters of 三号 fill a line between the margins."""
    first = boxes(papers["回复"].pdf)[0]
    text = [box for _, box in first if box[3] >= BOTTOM]
    assert min(box[0] for box in text) == pytest.approx(LEFT, abs=HAIR)
    assert max(box[2] for box in text) == pytest.approx(210 * MM - RIGHT, abs=8)


def test_the_official_fonts_are_named_in_every_paper(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        used = set()
        for paragraph in Document(str(paper.word)).paragraphs:
            style = paragraph.style
            assert style is not None
            if style.name in FONTS and paragraph.text.strip():
                fonts = style.element.rPr.rFonts
                said = (fonts.get(qn("w:eastAsia")), style.font.size.pt)
                assert said == FONTS[style.name], (name, style.name)
                used.add(style.name)
        assert {"公文标题", "公文正文"} <= used, name


def test_nothing_of_the_text_is_lost_on_paper(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        printed = "".join(sign for page in boxes(paper.pdf) for sign, _ in page)
        written = "".join(p.text for p in Document(str(paper.word)).paragraphs)
        wanted = {sign for sign in written if sign.strip() and "一" <= sign <= "鿿"}
        assert wanted <= set(printed), name


def test_no_heading_is_left_at_the_end_of_a_page(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        headings = {
            "".join(p.text.split())
            for p in Document(str(paper.word)).paragraphs
            if p.style is not None and p.style.name in ("一级标题", "二级标题")
        }
        for page in boxes(paper.pdf):
            text = [(sign, box) for sign, box in page if box[3] >= BOTTOM]
            last = min(box[1] for _, box in text)
            line = "".join(sign for sign, box in text if box[1] < last + 10)
            assert line not in headings, name
