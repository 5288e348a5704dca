"""A template's document, cut once into constant pieces with the places for values between them."""

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from app.domain.form import FormSpec
from app.specs.form_reader import field_cells, marked_table, value_paragraph
from app.specs.word_marks import mark_name
from app.specs.word_styles import run_properties
from app.specs.word_table import GridCell, GridRow, grid_rows, marks_in
from app.specs.word_xml import COMPATIBILITY, SPACE, W, WordPackage, child, w

_PLACE = re.compile(
    rb"<\?place (\d+)\?>(.*?)<\?run\?>(.*?)<\?text\?>(.*?)<\?end\?>(.*?)<\?done\?>", re.DOTALL
)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BREAK_PARAGRAPH = (
    b"<w:p><w:pPr><w:pageBreakBefore/>"
    b'<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """The place of one field: a paragraph cut up around its text."""

    key: str
    before: bytes
    """From <w:p> to its properties."""
    run: bytes
    """From <w:r> to the opening <w:t>."""
    run_end: bytes
    after: bytes

    @property
    def next_line(self) -> bytes:
        """What stands for a line feed: the end of a paragraph and the start of one like it."""
        return self.run_end + self.after + self.before + self.run

    def start(self, number: int, name: str) -> bytes:
        """Return what stands before the text, with a bookmark of this number and name."""
        mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return self.before + mark.encode() + self.run

    def end(self, number: int) -> bytes:
        """Return what stands after the text."""
        return self.run_end + b'<w:bookmarkEnd w:id="%d"/>' % number + self.after


@dataclass(frozen=True, slots=True)
class Pieces:
    """The document of a template, ready to be joined with values."""

    opening: bytes
    """Up to the body."""
    before_break: bytes
    """From the body to where a page break before the form would stand."""
    page_break: bytes
    between: tuple[bytes, ...]
    """Before the first value, between the values, after the last."""
    places: tuple[ValuePlace, ...]
    closing: bytes
    """The section's properties and the end."""

    def constants(self, copy: int, number: int) -> list[bytes]:
        """Return what stands before the first text of a form, between its texts, after the last.

        Args:
            copy: which form of a combined file, from 1; 0 for a file of its own.
            number: the number of the first bookmark.
        """
        constant = self.before_break + (self.page_break if copy > 1 else b"") + self.between[0]
        constants = []
        for place, following in zip(self.places, self.between[1:], strict=True):
            constants.append(constant + place.start(number, mark_name(place.key, copy=copy)))
            constant = place.end(number) + following
            number += 1
        return [*constants, constant]


def cut_document(package: WordPackage, spec: FormSpec, place: str) -> Pieces:
    """Return the pieces of a template that ``read_form`` has accepted.

    Args:
        package: the template; its parsed document is changed.
        spec: the form that was read from it.
        place: what to call the file in a fault.
    """
    marks = [mark for mark in marks_in(package.body) if not (mark.name and mark.name.annex)]
    table = marked_table(package, marks, place)
    rows = grid_rows(table)
    found = field_cells(rows, marks)
    keys: list[str] = []
    for row in rows:
        for cell in row.cells:
            if cell.element in found:
                name = found[cell.element][0].name
                _put_place(cell, value_paragraph(cell, found[cell.element]), len(keys))
                keys.append(name.key if name else "")
    _agree_widths(table, rows, spec.widths)
    _simplify(package.root)
    own_paragraph = _mark_break(package.body)
    return _pieces(_serialized(package), keys, own_paragraph=own_paragraph)


def _put_place(cell: GridCell, style: Element, index: int) -> None:
    """Replace a cell's content by one paragraph with the places for mark and text."""
    properties, run_style = child(style, "pPr"), run_properties(style)
    paragraph = etree.Element(w("p"))
    if properties is not None:
        paragraph.append(deepcopy(properties))
    paragraph.append(etree.ProcessingInstruction("run"))
    run = etree.SubElement(paragraph, w("r"))
    if run_style is not None:
        run_style = deepcopy(run_style)
        run_style.tag = w("rPr")
        run.append(run_style)
    text = etree.SubElement(run, w("t"), {SPACE: "preserve"})
    text.append(etree.ProcessingInstruction("text"))
    paragraph.append(etree.ProcessingInstruction("end"))
    for old in [e for e in cell.element if e.tag != w("tcPr")]:
        cell.element.remove(old)
    cell.element.append(etree.ProcessingInstruction("place", str(index)))
    cell.element.append(paragraph)
    cell.element.append(etree.ProcessingInstruction("done"))


# ---- making the template plain ---------------------------------------------------------------

_UNWRAPPED = ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
_DROPPED = (
    *("sdtPr", "sdtEndPr", "del", "moveFrom", "smartTagPr", "customXmlPr", "proofErr"),
    *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
    *("lastRenderedPageBreak", "permStart", "permEnd", "pPrChange", "rPrChange", "tblPrChange"),
    *("trPrChange", "tcPrChange", "sectPrChange", "tblGridChange", "numberingChange"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
)
_NOISE = re.compile(r"\}(rsid\w*|paraId|textId)$")


def _simplify(root: Element) -> None:
    """Take out controls, tracked changes, comments and editing traces; the text stays."""
    for element in list(root.iter(*map(w, _DROPPED))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in list(root.iter(*map(w, _UNWRAPPED))):
        parent = element.getparent()
        if parent is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(element)
    for element in root.iter(etree.Element):
        for attribute in [name for name in element.attrib if _NOISE.search(str(name))]:
            del element.attrib[attribute]


def _agree_widths(table: Element, rows: list[GridRow], widths: tuple[int, ...]) -> None:
    """Make the widths of table and cells say the same as the grid, which WPS goes by."""
    properties = child(table, "tblPr")
    if properties is not None:
        _set_first(properties, "tblW", {"w": str(sum(widths)), "type": "dxa"}, _BEFORE_TBL_W)
        layout = child(properties, "tblLayout")
        if layout is None:
            later = [child(properties, name) for name in ("tblCellMar", "tblLook", "tblCaption")]
            follower = next((e for e in later if e is not None), None)
            layout = etree.Element(w("tblLayout"))
            properties.insert(
                len(properties) if follower is None else properties.index(follower), layout
            )
        layout.set(w("type"), "fixed")
    for row in rows:
        for cell in row.cells:
            cell_properties = child(cell.element, "tcPr")
            if cell_properties is None:
                cell_properties = etree.Element(w("tcPr"))
                cell.element.insert(0, cell_properties)
            width = sum(widths[cell.column : cell.column + cell.span])
            _set_first(cell_properties, "tcW", {"w": str(width), "type": "dxa"}, ("cnfStyle",))


_BEFORE_TBL_W = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize"),
    "tblStyleColBandSize",
)


def _set_first(
    properties: Element, name: str, attributes: dict[str, str], after: tuple[str, ...]
) -> None:
    """Set a property that stands at the front, after those named."""
    element = child(properties, name)
    if element is None:
        element = etree.Element(w(name))
        at = sum(1 for e in properties if e.tag in {w(n) for n in after})
        properties.insert(at, element)
    element.attrib.clear()
    element.attrib.update({w(key): value for key, value in attributes.items()})


def _mark_break(body: Element) -> bool:
    """Put the place for a page break before the form; True: it needs a paragraph of its own."""
    first = body[0]
    if first.tag != w("p"):
        first.addprevious(etree.ProcessingInstruction("break"))
        own = True
    else:
        properties = child(first, "pPr")
        if properties is None:
            properties = etree.Element(w("pPr"))
            first.insert(0, properties)
        for old in properties.findall(w("pageBreakBefore")):
            properties.remove(old)
        leading = {w(name) for name in ("pStyle", "keepNext", "keepLines")}
        at = sum(1 for e in properties if e.tag in leading)
        properties.insert(at, etree.ProcessingInstruction("break"))
        own = False
    section = child(body, "sectPr")
    end = etree.ProcessingInstruction("close")
    if section is None:
        body.append(end)
    else:
        section.addprevious(end)
    return own


# ---- cutting ---------------------------------------------------------------------------------


def _serialized(package: WordPackage) -> bytes:
    root = package.root
    if [prefix for prefix, name in root.nsmap.items() if name == W] != ["w"]:
        root = _with_usual_prefix(root)
    ignorable = (root.get(f"{{{COMPATIBILITY}}}Ignorable") or "").split()
    etree.cleanup_namespaces(root, keep_ns_prefixes=ignorable)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return re.sub(rb"<\?(\w+) \?>", rb"<?\1?>", text)


def _with_usual_prefix(root: Element) -> Element:
    """Return the document with ``w`` as the prefix of Word's names, as the pieces write them."""
    names: dict[Any, str] = {
        prefix: name for prefix, name in root.nsmap.items() if name != W and prefix != "w"
    }
    renamed = etree.Element(root.tag, nsmap={**names, "w": W})
    renamed.attrib.update(root.attrib)
    renamed.extend(list(root))
    return renamed


def _pieces(document: bytes, keys: list[str], *, own_paragraph: bool) -> Pieces:
    opening, body, rest = document.partition(b"<w:body>")
    before_break, _, rest = rest.partition(b"<?break?>")
    rest, _, closing = rest.partition(b"<?close?>")
    found = _PLACE.split(rest)
    numbers, *parts = (found[n::6] for n in range(1, 6))
    return Pieces(
        opening=_DECLARATION + opening + body,
        before_break=before_break,
        page_break=_BREAK_PARAGRAPH if own_paragraph else b"<w:pageBreakBefore/>",
        between=tuple(found[0::6]),
        places=tuple(
            ValuePlace(keys[int(number)], *pieces)
            for number, *pieces in zip(numbers, *parts, strict=True)
        ),
        closing=closing,
    )
