"""Puts bookmarks into chosen cells of a Word file; the layout stays as it was."""

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element

from app.specs.form_cells import LINE_HEIGHT
from app.specs.word_marks import is_mark, mark_name
from app.specs.word_styles import run_properties
from app.specs.word_table import GridCell, GridRow, grid_rows
from app.specs.word_xml import WordPackage, child, paragraph_text, through, twips, value, w

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_BEFORE_HEIGHT = ("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit")


def marked_file(package: WordPackage, table: int, keys: Mapping[tuple[int, int], str]) -> bytes:
    """Return the Word file with a bookmark in each chosen cell, and no other of ours.

    Args:
        package: the file; its parsed document is changed.
        table: which table of the body, from 0.
        keys: (row, column) of a cell → the key of its field. What stands in such a cell goes.
    """
    _drop_marks(package.body)
    element = list(through(package.body, "tbl"))[table]
    rows = grid_rows(element)
    number = _first_free(package.body)
    for row in rows:
        for cell in row.cells:
            key = keys.get((cell.row, cell.column))
            if key is not None and not cell.continues:
                _hold_open(cell, row)
                _empty(cell.element, cell.paragraphs, number, mark_name(key))
                number += 1
    return _packed(package)


def _drop_marks(body: Element) -> None:
    ids = set()
    for start in list(body.iter(w("bookmarkStart"))):
        if is_mark(start.get(w("name")) or ""):
            ids.add(start.get(w("id")))
            _drop(start)
    for end in list(body.iter(w("bookmarkEnd"))):
        if end.get(w("id")) in ids:
            _drop(end)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _first_free(body: Element) -> int:
    numbers = (start.get(w("id")) or "" for start in body.iter(w("bookmarkStart")))
    return max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=0) + 1


def _hold_open(cell: GridCell, row: GridRow) -> None:
    """Keep a row as high as the empty lines that go made it."""
    lines = sum(paragraph_text(p).count("\n") + 1 for p in cell.paragraphs)
    if lines == 1 or cell.starts:
        return
    properties = child(row.element, "trPr")
    if properties is None:
        properties = etree.Element(w("trPr"))
        before = child(row.element, "tblPrEx")
        row.element.insert(0 if before is None else row.element.index(before) + 1, properties)
    height = child(properties, "trHeight")
    if value(properties, "trHeight", "hRule") == "exact":
        return
    if height is None:
        at = sum(1 for e in properties if e.tag in {w(name) for name in _BEFORE_HEIGHT})
        height = etree.Element(w("trHeight"))
        properties.insert(at, height)
    least = max(lines * LINE_HEIGHT, twips(height.get(w("val"))) or 0)
    height.set(w("val"), str(least))
    height.set(w("hRule"), "atLeast")


def _empty(element: Element, paragraphs: list[Element], number: int, name: str) -> None:
    """Leave one paragraph with the bookmark, set like the first text that stood there."""
    written = (p for p in paragraphs if paragraph_text(p).strip())
    model = next(written, paragraphs[0] if paragraphs else None)
    properties = etree.Element(w("pPr"))
    if model is not None:
        found = child(model, "pPr")
        properties = deepcopy(found) if found is not None else properties
        run = run_properties(model)
        if run is not None and run.getparent() is not found:
            for old in properties.findall(w("rPr")):
                properties.remove(old)
            _put_run_properties(properties, run)
    for old in [each for each in element if each.tag != w("tcPr")]:
        element.remove(old)
    paragraph = etree.SubElement(element, w("p"))
    if len(properties):
        paragraph.append(properties)
    attributes = {w("id"): str(number), w("name"): name}
    etree.SubElement(paragraph, w("bookmarkStart"), attributes)
    etree.SubElement(paragraph, w("bookmarkEnd"), {w("id"): str(number)})


def _put_run_properties(properties: Element, run: Element) -> None:
    """Set the run properties of the paragraph's end, which stand near the end of its own."""
    made = deepcopy(run)
    made.tag = w("rPr")
    for hint in [*made.findall(w("rStyle"))]:
        if hint.get(w("val")) == "PlaceholderText":
            made.remove(hint)
    last = {w("sectPr"), w("pPrChange")}
    at = sum(1 for each in properties if each.tag not in last)
    properties.insert(at, made)


def _packed(package: WordPackage) -> bytes:
    document = etree.tostring(package.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts = {**package.parts, package.document: document}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != _CONTENT_TYPES, each)):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()
