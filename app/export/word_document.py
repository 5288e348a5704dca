"""Documents in official manner as Word files, with nothing hidden in them."""

import io
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from app.domain.form import Align, Page, TextStyle
from app.domain.official_document import (
    GRID_HEAD,
    GRID_TEXT,
    HEADINGS,
    PAGE_NUMBER,
    SMALL_HEAD,
    SMALL_TEXT,
    STYLES,
    WALL_HEAD,
    WALL_TEXT,
    Grid,
    Line,
    OfficialDocument,
    Role,
)
from app.export.word_parts import other_parts
from app.export.zip_writer import RepeatedZip
from app.specs.word_xml import open_word

_LATIN = "Times New Roman"
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.BOTH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NAMES: Mapping[Role, str] = {
    Role.TITLE: "公文标题",
    Role.ADDRESSEE: "主送机关",
    Role.BODY: "公文正文",
    Role.HEADING: "一级标题",
    Role.SUBHEADING: "二级标题",
    Role.ATTACHMENT: "附件说明",
    Role.SIGNATURE: "落款",
    Role.DATE: "成文日期",
    Role.NOTE: "附注",
}
_TABLE_STYLES: Mapping[str, TextStyle] = {
    "表头": GRID_HEAD,
    "表内文字": GRID_TEXT,
    "小表头": SMALL_HEAD,
    "小表内文字": SMALL_TEXT,
    "公示表头": WALL_HEAD,
    "公示表内文字": WALL_TEXT,
}
_NUMBER = "页码文字"


def document_bytes(content: OfficialDocument) -> bytes:
    """Return the .docx of a document; its properties hold the title and nothing else."""
    word = _empty()
    for name, style in _styles().items():
        _add_style(word, name, style)
    for role in HEADINGS:
        _style(word, role).paragraph_format.keep_with_next = True
    _set_page(word, content.page, numbered=content.page_numbers)
    grids: dict[Grid, Table] = {}
    for item in content.paragraphs():
        if isinstance(item, Line):
            paragraph = word.add_paragraph(_plain(item.text), style=_NAMES[item.role])
            if item.new_page:
                paragraph.paragraph_format.page_break_before = True
        elif item in grids:
            _repeat(word, grids[item])
        else:
            grids[item] = _add_grid(word, item, content.page)
    out = io.BytesIO()
    word.save(out)
    return _cleaned(out.getvalue(), content.title)


def _cleaned(word: bytes, title: str) -> bytes:
    """Return the file without what a library or a template has left in it."""
    package = open_word(word, title)
    parts = other_parts(package, title, posted=True)
    return RepeatedZip(parts, package.document).archive(package.parts[package.document])


def _styles() -> dict[str, TextStyle]:
    named = {_NAMES[role]: style for role, style in STYLES.items()}
    return {**named, **_TABLE_STYLES, _NUMBER: PAGE_NUMBER}


def _plain(text: str) -> str:
    """Return a text without what Word cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t\u3000")


def _empty() -> WordDocument:
    word = Document()
    for style in list(word.styles):
        if style.type in (WD_STYLE_TYPE.TABLE, WD_STYLE_TYPE.LIST) or not style.builtin:
            style.delete()
    _set_fonts(word.styles["Normal"].element.get_or_add_rPr(), STYLES[Role.BODY])
    defaults = word.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        word.styles.element.remove(defaults)
    word.sections[0]._sectPr.attrib.clear()  # noqa: SLF001 - the template's own sessions
    return word


def _add_style(word: WordDocument, name: str, wanted: TextStyle) -> None:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = None
    style.font.size = Pt(wanted.half_points / 2)
    style.font.bold = wanted.bold
    _set_fonts(style.element.get_or_add_rPr(), wanted)
    if wanted.spacing:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(wanted.spacing))
        style.element.get_or_add_rPr().append(spacing)
    setting = style.paragraph_format
    setting.alignment = _ALIGN[wanted.align]
    if wanted.line:
        setting.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        setting.line_spacing = Twips(wanted.line)
    setting.space_before, setting.space_after = Twips(wanted.before), Twips(wanted.after)
    setting.left_indent, setting.right_indent = (
        Twips(wanted.indent_left),
        Twips(wanted.indent_right),
    )
    setting.first_line_indent = Twips(wanted.first_line)
    setting.widow_control = False


def _style(word: WordDocument, role: Role) -> ParagraphStyle:
    return cast("ParagraphStyle", word.styles[_NAMES[role]])


def _set_fonts(properties: Any, style: TextStyle) -> None:  # noqa: ANN401 - python-docx's element
    fonts = properties.get_or_add_rFonts()
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", style.font)):
        fonts.set(qn(f"w:{script}"), font)


def _set_page(word: WordDocument, page: Page, *, numbered: bool) -> None:
    section = word.sections[0]
    across = page.width > page.height
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)
    section.top_margin, section.bottom_margin = Twips(page.top), Twips(page.bottom)
    section.left_margin, section.right_margin = Twips(page.left), Twips(page.right)
    section.footer_distance = Twips(page.bottom - _FOOTER_GAP)
    if not numbered:
        return
    paragraph = section.footer.paragraphs[0]
    paragraph.style = word.styles[_NUMBER]
    paragraph.add_run("— ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" —")


_FOOTER_GAP = 800
"""From the bottom of the text to the bottom of the page number, about 7 mm below it, in twips."""


def _add_field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001 - python-docx has no fields of its own
        elif not kind:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {text} "
            run._r.append(instruction)  # noqa: SLF001


def _repeat(word: WordDocument, table: Table) -> None:
    """Add a copy of a table; many ballots have the same one."""
    body = word.element.body
    body.insert(len(body) - 1, deepcopy(table._tbl))  # noqa: SLF001 - before the page's own set-up


def _add_grid(word: WordDocument, grid: Grid, page: Page) -> Table:
    columns = len(grid.headings)
    room = page.width - page.left - page.right
    shares = grid.shares or (1,) * columns
    widths = [room * share // sum(shares) for share in shares]
    names = {style: name for name, style in _TABLE_STYLES.items()}
    head_name, text_name = (names[style] for style in grid.styles)
    table = word.add_table(rows=0, cols=columns)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _frame(table._tbl.tblPr)  # noqa: SLF001
    for number, column in enumerate(table.columns):
        column.width = Twips(widths[number])
    for row_number, row in enumerate((grid.headings, *grid.rows)):
        added = table.add_row()
        whole = OxmlElement("w:cantSplit")
        added._tr.get_or_add_trPr().append(whole)  # noqa: SLF001
        if row_number == 0:
            repeated = OxmlElement("w:tblHeader")
            added._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001
        for cell, text, width in zip(added.cells, row, widths, strict=True):
            cell.width = Twips(width)
            _fill(cell, text, word, text_name if row_number else head_name)
    return cast("Table", table)


def _fill(cell: _Cell, text: str, word: WordDocument, style: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    lines = _plain(text).split("\n")
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    for paragraph in cell.paragraphs:
        paragraph.style = word.styles[style]


def _frame(properties: Any) -> None:  # noqa: ANN401 - python-docx's element
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)
