"""Documents in official manner on their pages: 22 lines of 28 characters, numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.official_document import (
    OFFICIAL_ACROSS,
    OFFICIAL_PAGE,
    Grid,
    Line,
    OfficialDocument,
    Role,
)
from app.paper.document_pages import document_pages

if TYPE_CHECKING:
    from app.paper.sheet import SheetPage


def lines(page: SheetPage) -> list[str]:
    return ["".join(run.text for run in line.runs) for text in page.texts for line in text.lines]


def test_a_page_holds_22_lines_of_28_characters(qapp: object) -> None:
    plain = OfficialDocument("", (Line("字" * 28 * 60, Role.ADDRESSEE),))

    pages = document_pages(plain)

    assert lines(pages[1].content)[:-1] == ["字" * 28] * 22


def test_every_page_has_its_number(qapp: object) -> None:
    long = OfficialDocument("报告", tuple(Line("正文。") for _ in range(60)))

    numbers = [lines(page.content)[-1] for page in document_pages(long)]

    assert numbers == [f"— {number} —" for number in range(1, len(numbers) + 1)]
    assert len(numbers) == 3


def test_no_text_is_lost_and_none_stands_in_the_margin(qapp: object) -> None:
    texts = [f"第{number}段" + "内容" * number for number in range(1, 80)]
    document = OfficialDocument("报告", tuple(Line(text) for text in texts))

    pages = document_pages(document)

    printed = "".join("".join(lines(page.content)[:-1]) for page in pages)
    assert printed == "报告" + "".join(texts)
    bottom = OFFICIAL_PAGE.height - OFFICIAL_PAGE.bottom
    for page in pages:
        for text in page.content.texts[:-1]:
            assert text.y + text.lines[-1].bottom <= bottom + 1


def test_the_headings_of_a_table_stand_on_every_page(qapp: object) -> None:
    rows = tuple((str(number), "内容") for number in range(60))
    pages = document_pages(OfficialDocument("表", (Grid(("序号", "事项"), rows),)))

    def cells(page: SheetPage) -> list[str]:
        return ["".join(run.text for run in line.runs) for c in page.cells for line in c.text.lines]

    assert len(pages) > 2
    assert all(cells(page.content)[:2] == ["序号", "事项"] for page in pages)
    found = [text for page in pages for text in cells(page.content) if text.isdigit()]
    assert found == [str(number) for number in range(60)]


def test_a_line_can_begin_a_page_and_pages_need_no_numbers(qapp: object) -> None:
    second = Line("测评票", Role.TITLE, new_page=True)
    document = OfficialDocument(
        "测评票", (Line("第一张"), second, Line("第二张")), page_numbers=False
    )

    found = [lines(page.content) for page in document_pages(document)]

    assert found == [["测评票", "第一张"], ["测评票", "第二张"]]


def test_a_wide_table_lies_across_in_smaller_letters(qapp: object) -> None:
    grid = Grid(tuple("一二三四五六七八九十"), ((("95.04",) * 10),), small=True)
    (page,) = document_pages(OfficialDocument("汇总表", (grid,), page=OFFICIAL_ACROSS))

    assert page.paper.width > page.paper.height
    assert len(lines(page.content)) == 2, "title and number"
    cells = page.content.cells
    assert abs(cells[9].rect.x + cells[9].rect.width - (page.paper.width - page.paper.right)) < 2


def test_no_heading_is_the_last_line_of_a_page(qapp: object) -> None:
    for above in range(17, 24):
        text = [Line("正文。", Role.ADDRESSEE)] * above
        headed = (*text, Line("一、做法", Role.HEADING), Line("（一）制度", Role.SUBHEADING))
        pages = document_pages(OfficialDocument("", (*headed, Line("每周一次。"))))

        places = [
            p
            for p, page in enumerate(pages)
            for t in lines(page.content)
            if t[:1] in {"一", "（", "每"}
        ]
        assert len(places) == 3
        assert len(set(places)) == 1
