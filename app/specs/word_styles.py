"""How a paragraph is set: document defaults, the chain of styles, its own properties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml.etree import _Element as Element

from app.domain.form import Align, Padding, TextStyle
from app.specs.word_xml import WordPackage, child, switched_on, through, twips, value, w

_ALIGN = {
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.BOTH,
    "distribute": Align.BOTH,
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MOST_STYLES_IN_CHAIN = 20
_USUAL_LINE = 10
_TWIPS_IN_TWO_EIGHTHS = 5
"""Word gives the weight of lines in eighths of a point; two of them are five twips."""

T = TypeVar("T")


@dataclass(frozen=True)
class Styles:
    """The styles of one document."""

    defaults: Element | None
    by_id: Mapping[str, Element]
    normal: str = ""
    table_normal: str = ""
    theme_fonts: Mapping[str, str] = field(default_factory=dict)

    def paragraph(self, paragraph: Element, table: Element | None = None) -> TextStyle:
        """Return how a paragraph is set; ``table`` is the table around it, if any."""
        own, run = child(paragraph, "pPr"), run_properties(paragraph)
        chain = [*self._table_chain(table), *self._chain(value(own, "pStyle") or self.normal)]
        default = self.defaults
        paragraphs = [child(default, "pPrDefault", "pPr"), *(child(s, "pPr") for s in chain), own]
        runs = [
            child(default, "rPrDefault", "rPr"),
            *(child(style, "rPr") for style in (*chain, *self._chain(value(run, "rStyle")))),
            run,
        ]
        return self._style(
            [e for e in paragraphs if e is not None], [e for e in runs if e is not None]
        )

    def padding(self, table: Element, cell: Element) -> Padding:
        """Return the space between a cell's border and its text."""
        margins = [
            *(child(style, "tblPr", "tblCellMar") for style in self._table_chain(table)),
            child(table, "tblPr", "tblCellMar"),
            child(cell, "tcPr", "tcMar"),
        ]

        def side(*names: str, default: int) -> int:
            widths = (twips(value(margin, name, "w")) for margin in margins for name in names)
            return _last([default, *widths]) or 0

        return Padding(
            left=side("left", "start", default=108),
            top=side("top", default=0),
            right=side("right", "end", default=108),
            bottom=side("bottom", default=0),
        )

    def line_weight(self, table: Element, side: str) -> int:
        """Return how heavy the table's lines on one side are, in twips; 10 where it is not said."""
        borders = [
            *(child(style, "tblPr", "tblBorders") for style in self._table_chain(table)),
            child(table, "tblPr", "tblBorders"),
        ]
        eighths = _last(_eighths(border, side) for border in borders)
        return _USUAL_LINE if eighths is None else eighths * _TWIPS_IN_TWO_EIGHTHS // 2

    def _table_chain(self, table: Element | None) -> list[Element]:
        if table is None:
            return []
        return self._chain(value(child(table, "tblPr"), "tblStyle") or self.table_normal)

    def _chain(self, style_id: str) -> list[Element]:
        """Return the style and those it is based on, the most general first."""
        chain: list[Element] = []
        style = self.by_id.get(style_id)
        while style is not None and len(chain) < MOST_STYLES_IN_CHAIN:
            chain.insert(0, style)
            style = self.by_id.get(value(style, "basedOn"))
        return chain

    def _style(self, paragraphs: list[Element], runs: list[Element]) -> TextStyle:
        half_points = _last(_half_points(e) for e in runs) or 20
        spacing = _merged(paragraphs, "spacing")
        indent = _merged(paragraphs, "ind")
        line = twips(spacing.get("line")) if spacing.get("lineRule") == "exact" else 0
        jc = _last(value(e, "jc") or None for e in paragraphs) or "left"
        return TextStyle(
            font=_last(self._font(e) for e in runs) or "宋体",
            half_points=half_points,
            bold=bool(_last(_bold(e) for e in runs)),
            align=_ALIGN.get(jc, Align.LEFT),
            line=line or 0,
            before=twips(spacing.get("before")) or 0,
            after=twips(spacing.get("after")) or 0,
            indent_left=_indent(indent, ("left", "start"), half_points),
            indent_right=_indent(indent, ("right", "end"), half_points),
            first_line=_indent(indent, ("firstLine",), half_points)
            - _indent(indent, ("hanging",), half_points),
        )

    def _font(self, properties: Element) -> str | None:
        fonts = child(properties, "rFonts")
        if fonts is None:
            return None
        theme = self.theme_fonts.get(fonts.get(w("eastAsiaTheme")) or "")
        return theme or fonts.get(w("eastAsia")) or None


def read_styles(package: WordPackage) -> Styles:
    """Return the styles of a document; one without a styles part has only defaults."""
    root = package.related("styles")
    if root is None:
        return Styles(None, {})
    by_id = {style.get(w("styleId")) or "": style for style in root.iterfind(w("style"))}

    def default(kind: str) -> str:
        return next(
            (
                style_id
                for style_id, style in by_id.items()
                if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true", "on")
            ),
            "",
        )

    return Styles(
        child(root, "docDefaults"),
        by_id,
        default("paragraph"),
        default("table"),
        _theme_fonts(package.related("theme")),
    )


def _eighths(borders: Element | None, side: str) -> int | None:
    """Return the weight of a line in eighths of a point, or None where it is not said."""
    line = child(borders, side)
    if line is None:
        return None
    if line.get(w("val")) in ("nil", "none"):
        return 0
    said = line.get(w("sz")) or ""
    return int(said) if said.isdecimal() and said.isascii() else None


def run_properties(paragraph: Element) -> Element | None:
    """Return the run properties that set a paragraph: its first text's, else its mark's."""
    for text in through(paragraph, "t"):
        return child(text.getparent(), "rPr")
    return child(paragraph, "pPr", "rPr")


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    if theme is None:
        return {}
    fonts = {}
    for name in ("major", "minor"):
        font = next(theme.iter(f"{_DRAWING}{name}Font"), None)
        if font is None:
            continue
        east_asian = font.find(f"{_DRAWING}ea")
        chinese = font.find(f"{_DRAWING}font[@script='Hans']")
        fonts[f"{name}EastAsia"] = (
            east_asian.get("typeface") if east_asian is not None else ""
        ) or (chinese.get("typeface") if chinese is not None else "")
    return {name: font for name, font in fonts.items() if font}


def _last(values: Iterable[T | None]) -> T | None:
    """Return the last value given; what comes later in the chain wins."""
    return next((found for found in reversed(list(values)) if found is not None), None)


def _half_points(properties: Element) -> int | None:
    size = value(properties, "sz")
    if size.isascii() and size.isdigit():
        return int(size)
    width = twips(size)
    return None if width is None else width // 10


def _bold(properties: Element) -> bool | None:
    return switched_on(properties, "b") if child(properties, "b") is not None else None


def _merged(properties: list[Element], name: str) -> dict[str, str]:
    """Return the attributes of a property, those given later over those given before."""
    merged: dict[str, str] = {}
    for element in properties:
        found = child(element, name)
        if found is not None:
            merged.update({str(key).rpartition("}")[2]: str(v) for key, v in found.attrib.items()})
    return merged


def _indent(indent: Mapping[str, str], names: Iterable[str], half_points: int) -> int:
    """Return an indent in twips; one given in hundredths of a character wins, as in Word."""
    for name in names:
        hundredths = twips(indent.get(f"{name}Chars"))
        if hundredths:
            return hundredths * half_points * 10 // 100
        width = twips(indent.get(name))
        if width is not None:
            return width
    return 0
