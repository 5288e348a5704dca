"""How branches come by a filled form: typed into the blank, changed, pasted, drawn by hand."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from app.specs.word_marks import mark_name
from tests.builders import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

Xml = Any
"""An element of lxml; python-docx's own classes have no types for it."""


class Paper:
    """A Word file on the desk."""

    def __init__(self, scheme: str, form: str) -> None:
        self.word = docx.Document(str(SCHEMES / scheme / f"{form}.docx"))

    @property
    def table(self) -> Xml:
        """The last table."""
        return self.word.tables[-1]._tbl

    def bytes(self) -> bytes:
        """Save it."""
        buffer = io.BytesIO()
        self.word.save(buffer)
        return buffer.getvalue()

    def cell(self, key: str) -> Xml:
        """Return the cell of a field."""
        name = mark_name(key)
        (mark,) = (m for m in self.table.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == name)
        return next(mark.iterancestors(qn("w:tc")))

    def fill(self, texts: Mapping[str, str], pieces: int = 1) -> Paper:
        """Type texts into cells; each line is a paragraph, each paragraph so many runs."""
        for key, text in texts.items():
            cell = self.cell(key)
            first = cell.p_lst[0]
            for number, line in enumerate(text.split("\n")):
                paragraph = first if number == 0 else copy.deepcopy(first)
                if number:
                    for child in list(paragraph):
                        if child.tag != qn("w:pPr"):
                            paragraph.remove(child)
                    cell.append(paragraph)
                paragraph_runs(paragraph, line, pieces)
        return self

    def without_marks(self) -> Paper:
        """Take all bookmarks away, as copying into another file does."""
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            for mark in list(self.word.element.iter(qn(tag))):
                mark.getparent().remove(mark)
        return self

    def relabelled(self, labels: Mapping[str, str]) -> Paper:
        """Write other words for printed ones."""
        for cell in self.table.iter(qn("w:tc")):
            text = "".join(t.text or "" for t in cell.iter(qn("w:t")))
            if text in labels:
                first, *rest = cell.iter(qn("w:t"))
                first.text = labels[text]
                for other in rest:
                    other.text = ""
        return self

    def row(self, key: str) -> Xml:
        """Return the row of a field."""
        return self.cell(key).getparent()


def paragraph_runs(paragraph: Xml, line: str, pieces: int) -> None:
    """Add a line to a paragraph as so many runs, as a spelling checker leaves it."""
    step = max(1, -(-len(line) // pieces))
    for start in range(0, len(line), step):
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = line[start : start + step]
        run.append(text)
        paragraph.append(run)


def drop_row(paper: Paper, key: str) -> None:
    """Delete the row of a field."""
    row = paper.row(key)
    row.getparent().remove(row)


def move_row_down(paper: Paper, key: str) -> None:
    """Move the row of a field to the end of the table."""
    paper.table.append(paper.row(key))


def split_cell(paper: Paper, key: str, left: str, right: str) -> None:
    """Split a value's cell into two side by side and type into both."""
    cell = paper.cell(key)
    paper.fill({key: left})
    other = copy.deepcopy(cell)
    for tag in ("w:bookmarkStart", "w:bookmarkEnd", "w:r"):
        for child in list(other.iter(qn(tag))):
            child.getparent().remove(child)
    paragraph_runs(other.p_lst[0], right, 1)
    span = cell.grid_span
    cell.grid_span, other.grid_span = span - 1, 1
    cell.addnext(other)


def control_around(paper: Paper, key: str, *, whole_cell: bool, placeholder: str = "") -> None:
    """Put a content control around a cell or around what is in it."""
    cell = paper.cell(key)
    shown = "<w:showingPlcHdr/>" if placeholder else ""
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="文本"/>{shown}<w:text/></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    )
    content = control[1]
    if whole_cell:
        cell.addprevious(control)
        content.append(cell)
        return
    paragraph = cell.p_lst[0]
    for run in list(paragraph.iter(qn("w:r"))):
        content.append(run)
    if placeholder:
        paragraph_runs(content, placeholder, 1)
    paragraph.append(control)


def tracked(paper: Paper, key: str, kept: str, deleted: str, inserted: str) -> None:
    """Fill a cell, then delete and insert with changes tracked."""
    paragraph = paper.cell(key).p_lst[0]
    who = 'w:author="校对" w:date="2010-12-27T09:00:00Z"'
    paragraph_runs(paragraph, kept, 1)
    for number, (tag, inner, text) in enumerate(
        (("del", "delText", deleted), ("ins", "t", inserted))
    ):
        paragraph.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="{900 + number}" {who}><w:r><w:{inner}>{text}'
                f"</w:{inner}></w:r></w:{tag}>"
            )
        )


def append(paper: Paper, other: Paper) -> None:
    """Paste another file's body behind this one's; its marks stay behind, as in Word."""
    other.without_marks()
    body = paper.word.element.body
    paper.word.add_page_break()
    for child in list(other.word.element.body):
        if child.tag != qn("w:sectPr"):
            body.insert(len(body) - 1, copy.deepcopy(child))


def pasted_into_report(paper: Paper) -> bytes:
    """Paste a form into a report that has a table of its own before it and text after it."""
    paper.without_marks()
    report = docx.Document()
    report.add_heading("支部点评情况报告", 1)
    report.add_paragraph("一、基本情况。12月下旬召开支部党员大会，主要成绩和存在的问题见附表。")
    table = report.add_table(3, 3)
    for row, words in enumerate(
        (("姓名", "职务", "签到"), ("周洁", "科长", "到"), ("吴刚", "", "到"))
    ):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    report.add_paragraph("附表如下：")
    body = report.element.body
    for child in list(paper.word.element.body):
        if child.tag != qn("w:sectPr"):
            body.insert(len(body) - 1, copy.deepcopy(child))
    report.add_paragraph("二、下一步打算。继续抓好整改。")
    report.add_paragraph("2010年12月31日")
    buffer = io.BytesIO()
    report.save(buffer)
    return buffer.getvalue()
