"""Made-up Word files of units for tests: what offices really draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles import Border, Side

from tests.word_builder import edited, paragraph, word_file, word_form

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = (1600, 1800, 1400, 1500, 1300, 1800)
CARE = """
    党员姓名 | | 性别 | □男 □女 | 出生年月 | 　　年　　月
    所在党支部 >2 | >2 | 入党时间 |
    联系点评领导 >2 | >2 | 谈心日期 | ____年__月__日
    走访户数 | ____户 | 帮扶等次 | □优秀 □良好 □一般 | 得分（20分） |
    ↓领导点评情况 | 主要成绩 | >4 | 1500
    ^ | 存在问题及不足 | >4 | 1500
    ^ | 希望与要求 | >4 | 1500
    群众评议（可附页） >2 | >4 | 1800
    本人签名 | 签名：　　　　　　年　　月　　日 >5
"""
"""A form that no document shows, with every habit of a form drawn in WPS."""

CARE_KEYS = {
    "党员姓名": "member.name",
    "性别": "member.sex",
    "出生年月": "member.birth",
    "所在党支部": "member.organization",
    "入党时间": "member.joined",
    "联系点评领导": "reviewer.identity",
    "谈心日期": "review.date",
    "走访户数": "own.1",
    "帮扶等次": "own.2",
    "得分（20分）": "own.3",
    "主要成绩": "review.achievements",
    "存在问题及不足": "review.problems",
    "希望与要求": "review.suggestions",
    "群众评议（可附页）": "opinions",
}


def care_form() -> bytes:
    """Return 党员联系帮扶点评登记表."""
    return word_form(
        CARE,
        WIDTHS,
        before=("附件5", "党员联系帮扶点评登记表"),
        after=("注：本人一份，党支部存一份。",),
    )


def with_controls(word: bytes) -> bytes:
    """Return a form whose first empty cell WPS put a content control into."""
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr>"
        '<w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>单击此处输入文字。</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    return edited(word, "</w:tcPr><w:p></w:p>", f"</w:tcPr><w:p>{control}</w:p>")


def table(content: str, properties: str = "") -> str:
    """Return the XML of a table of one row with two cells, the second with this content."""
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>"
        '<w:gridCol w:w="2000"/><w:gridCol w:w="6000"/></w:tblGrid><w:tr>'
        f"<w:tc>{paragraph('主要成绩')}</w:tc><w:tc>{content}</w:tc></w:tr></w:tbl>"
    )


def small_file(content: str = "<w:p/>", around: str = "", properties: str = "") -> bytes:
    """Return a file with a table of two cells."""
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return word_file(f"{paragraph('点评登记表')}{table(content, properties)}{around}{section}")


def own_table(path: Path) -> Path:
    """Write a statistics table with figures of four kinds, and one formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["示例市局点评情况汇总表"])
    sheet.append(["填报单位："])
    sheet.append(["党支部点评", None, "党员点评", None, "说明"])
    sheet.append(["基层党组织总数", "已点评数", "党员总数", "已点评数", "比例"])
    sheet.append([None, None, None, None, "=D5/C5"])
    sheet.merge_cells("A3:B3")
    thin = Side(style="thin")
    for row in sheet["A3:E5"]:
        for cell in row:
            cell.border = Border(left=thin, top=thin)
    book.save(path)
    book.close()
    return path
