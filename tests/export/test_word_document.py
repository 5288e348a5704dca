"""Documents in official manner as Word files: page, fonts, and nothing hidden."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from app.domain.cycle.notices import (
    PostedReview,
    PosterFacts,
    PostingWords,
    digest,
    poster,
    review_list,
)
from app.domain.official_document import OFFICIAL_ACROSS, Grid, Line, OfficialDocument, Role
from app.export.word_document import document_bytes
from app.specs.letter_reader import letter_words

NOTICE = OfficialDocument(
    "公示",
    (
        Line("根据安排，现公示如下。"),
        Line("一、名单", Role.HEADING),
        Line("（一）第一支部", Role.SUBHEADING),
        Grid(("姓名", "职务"), (("张三", "委员"), ("李四\n王五", ""))),
    ),
    signature="第一支部",
    day=date(2011, 1, 8),
)


def test_the_page_is_that_of_an_official_document() -> None:
    section = Document(io.BytesIO(document_bytes(NOTICE))).sections[0]

    edges = section.top_margin, section.left_margin, section.bottom_margin, section.right_margin
    for edge, millimetres in zip(edges, (37, 28, 35, 26), strict=True):
        assert edge is not None
        assert abs(edge - Mm(millimetres)) < Mm(0.1)
    assert "PAGE" in section.footer._element.xml


def test_every_paragraph_has_the_font_of_its_role() -> None:
    word = Document(io.BytesIO(document_bytes(NOTICE)))

    def font(text: str) -> tuple[str, float]:
        style = next(p for p in word.paragraphs if p.text == text).style
        assert style is not None
        fonts = style.element.rPr.rFonts
        return fonts.get(qn("w:eastAsia")), style.font.size.pt

    assert font("公示") == ("方正小标宋简体", 22)
    assert font("根据安排，现公示如下。") == ("仿宋_GB2312", 16)
    assert font("一、名单") == ("黑体", 16)
    assert font("（一）第一支部") == ("楷体_GB2312", 16)


def test_a_table_holds_its_rows_under_its_headings() -> None:
    table = Document(io.BytesIO(document_bytes(NOTICE))).tables[0]

    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["姓名", "职务"], ["张三", "委员"], ["李四\n王五", ""]]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_nothing_but_the_title_stands_in_the_properties() -> None:
    content = document_bytes(NOTICE)

    core = Document(io.BytesIO(content)).core_properties
    said = (core.author, core.last_modified_by, core.comments, core.keywords, core.subject)
    assert core.title == "公示"
    assert said == ("",) * 5
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        everything = b"".join(map(package.read, names))
    assert not [name for name in names if name.startswith(("customXml", "word/comments"))]
    assert b"python-docx" not in everything


def test_characters_that_word_cannot_hold_are_left_out() -> None:
    odd = OfficialDocument("公示", (Line("甲\x00乙\x0b丙"),))

    texts = [p.text for p in Document(io.BytesIO(document_bytes(odd))).paragraphs]
    assert texts == ["公示", "甲乙丙"]


def test_pages_begin_where_wanted_and_the_same_table_is_there_each_time() -> None:
    grid = Grid(("内容", "满意"), (("参加活动", ""),))
    content = (grid, Line("说明"), Line("测评票", Role.TITLE, new_page=True), grid, Line("说明"))
    document = OfficialDocument("测评票", content, page_numbers=False)

    word = Document(io.BytesIO(document_bytes(document)))

    assert [t.rows[1].cells[0].text for t in word.tables] == ["参加活动", "参加活动"]
    breaks = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["测评票"]
    order = [child.tag.rpartition("}")[2] for child in word.element.body]
    assert order == ["p", "tbl", "p", "p", "tbl", "p", "sectPr"]
    assert "PAGE" not in word.sections[0].footer._element.xml


def test_a_wide_table_lies_across() -> None:
    grid = Grid(tuple("一二三四"), (), small=True)
    document = OfficialDocument("汇总表", (grid,), page=OFFICIAL_ACROSS)

    word = Document(io.BytesIO(document_bytes(document)))

    section = word.sections[0]
    assert section.page_width is not None
    assert abs(section.page_width - Mm(297)) < Mm(0.1)
    style = word.tables[0].rows[0].cells[0].paragraphs[0].style
    assert style is not None
    assert style.font.size.pt == 10.5


POSTING_WORDS = letter_words("posting", PostingWords)
UNIT, FIRST = "第一支部", date(2011, 1, 10)
REVIEWED = PostedReview("张三", "李四", FIRST, "集中点评", {"主要成绩": "带头学习"})
FACTS = PosterFacts(UNIT, "2010年下半年", "登记表", FIRST, FIRST, 5, "通知", "办公室")
PUT_UP = (
    poster(
        PosterFacts(UNIT, "2010年下半年", "登记表", FIRST, FIRST, 5, "通知", "办"), POSTING_WORDS
    ),
    review_list([REVIEWED], UNIT, FIRST, POSTING_WORDS),
    digest([REVIEWED], UNIT, FIRST, POSTING_WORDS),
)


@pytest.mark.parametrize("document", PUT_UP, ids=lambda document: document.title)
def test_what_is_put_up_has_the_margins_and_fonts_of_an_official_document(
    document: OfficialDocument,
) -> None:
    word = Document(io.BytesIO(document_bytes(document)))
    section = word.sections[0]
    edges = section.top_margin, section.left_margin, section.bottom_margin, section.right_margin
    for edge, millimetres in zip(edges, (37, 28, 35, 26), strict=True):
        assert edge is not None
        assert abs(edge - Mm(millimetres)) < Mm(0.1)
    cells = [p for table in word.tables for cell in table._cells for p in cell.paragraphs]
    used = {p.style.name: p.style for p in (*word.paragraphs, *cells) if p.style is not None}
    fonts = {
        name: (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt)
        for name, style in used.items()
    }
    wanted = {
        "公文标题": ("方正小标宋简体", 22),
        "公文正文": ("仿宋_GB2312", 16),
        "一级标题": ("黑体", 16),
        "公示表头": ("黑体", 16),
        "公示表内文字": ("仿宋_GB2312", 16),
        "落款": ("仿宋_GB2312", 16),
        "成文日期": ("仿宋_GB2312", 16),
    }
    assert fonts == {name: wanted[name] for name in fonts}
    assert {"公文标题", "落款", "成文日期"} <= set(fonts)


def test_headings_stay_with_the_text_below_them() -> None:
    word = Document(io.BytesIO(document_bytes(NOTICE)))

    held = {p.text: p.style.paragraph_format.keep_with_next for p in word.paragraphs if p.style}
    assert held["一、名单"] is True
    assert held["（一）第一支部"] is True
    assert held["根据安排，现公示如下。"] is None
