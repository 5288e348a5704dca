"""Every form that ships and one that nobody has seen, and what to fill in."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from app import paths
from app.domain.form import FieldKind
from app.paper.rows import content, text_width
from app.paper.text import set_text
from app.specs.form_reader import read_form
from app.specs.library import load_scheme
from tests.word_builder import W, declaration, unzipped, word_form, zipped

if TYPE_CHECKING:
    from app.domain.form import FormSpec

WIDTHS = (700, 900, 1300, 1100, 1500, 1000, 2000)
DRAWING = """
    ↓甲乙/丙 | 戊 己 >2  | [k.one] >2         | 庚   | [k.two] | 600
    ^        | 辛 >2      | [k.three] >4 | 700
    ↓壬 >3                | [k.tall] >2       | 癸   | [k.four]  | 1800
    ^ >3                  | [k.long] >4 | 1500
"""
SENTENCES = (
    "认真学习贯彻党的十七届五中全会精神，2010年共开展集中学习12次，撰写心得体会86篇；",
    "落实“三会一课”制度，公开承诺事项兑现率达到93.7%（详见附表1）。",
    "走访企业35家，帮助解决困难和问题17个，按照《中国共产党章程》要求，抓好整改落实。",
    "一是学习的系统性还不够强——理论联系实际不够紧密；二是完成ABC项目检验任务尚有差距，\n",
    "3.截至2011年1月25日前完成！\n",
)
FILLINGS = ("short", "full", "overflowing", "flowing on")
_MANY = 40

STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="宋体"'
    ' w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault>'
    '<w:pPr><w:widowControl w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="exact"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults></w:styles>"
)
NAMESPACE = "http://schemas.openxmlformats.org/"


def made(drawing: str = DRAWING, widths: tuple[int, ...] = WIDTHS) -> tuple[FormSpec, bytes]:
    """Return a form made here; its lines have an exact height, as in official forms."""
    files = unzipped(word_form(drawing, widths))
    files["word/styles.xml"] = STYLES
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{NAMESPACE}package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{NAMESPACE}officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    )
    word = zipped(files)
    return read_form(word, declaration(), "form.docx"), word


def official() -> dict[str, tuple[FormSpec, bytes]]:
    """Return every form that ships, by scheme and form."""
    return {
        f"{folder.name} {spec.id}": (spec, word)
        for folder in sorted(paths.schemes().iterdir())
        if (folder / "scheme.toml").is_file()
        for spec, word in load_scheme(folder).forms
    }


def text_of_lines(spec: FormSpec, key: str, count: int) -> str:
    """Return running text that takes so many lines in a cell."""
    cell = spec.cell_by_key[key]
    text = ""
    for sentence in cycle(SENTENCES):
        text += sentence
        lines = set_text(content(cell, {key: text}), text_width(spec, cell)).lines
        if len(lines) > count:
            return text[: lines[count - 1].end].rstrip("\n")
    raise AssertionError


def filled(spec: FormSpec, filling: str) -> dict[str, str]:
    """Return values for every cell.

    Full is every tall cell up to its last line; overflowing is the tallest; what flows on stands
    in the last cell, which may not go on an 附页.
    """
    values = dict.fromkeys(spec.field_by_key, "填写")
    texts = [field.key for field in spec.fields if field.kind is FieldKind.TEXT]
    if filling == "full":
        for key in texts:
            values[key] = text_of_lines(spec, key, printed_lines(spec, key))
    elif filling == "overflowing":
        tallest = max(texts, key=lambda key: spec.rows[spec.cell_by_key[key].row].height)
        values[tallest] = text_of_lines(spec, tallest, _MANY)
    elif filling == "flowing on":
        values[texts[-1]] = text_of_lines(spec, texts[-1], _MANY)
    return values


def printed_lines(spec: FormSpec, key: str) -> int:
    """Return how many lines a cell holds as printed."""
    cell = spec.cell_by_key[key]
    room = spec.rows[cell.row].height - cell.padding.top - cell.padding.bottom
    return int((room - spec.outer_line) // cell.paragraphs[0].style.line)
