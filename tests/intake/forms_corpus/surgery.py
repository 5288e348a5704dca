"""What people and other programs do to a Word form."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from app.specs.word_marks import is_mark
from app.specs.word_xml import parse_xml, w

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

DOCUMENT = "word/document.xml"


def cut(word: bytes, change: Callable[[Element], None]) -> bytes:
    """Return the file with its document changed."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = parse_xml(files[DOCUMENT])
    body = root.find(w("body"))
    assert body is not None
    change(body)
    files[DOCUMENT] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def table(body: Element) -> Element:
    """Return the first table."""
    found = body.find(w("tbl"))
    assert found is not None
    return found


def rows(body: Element) -> list[Element]:
    """Return the rows of the first table."""
    return table(body).findall(w("tr"))


def cells(body: Element) -> list[Element]:
    """Return the cells of the first table in order."""
    return [cell for row in rows(body) for cell in row.findall(w("tc"))]


def text_of(element: Element) -> str:
    """Return the text below an element."""
    return "".join(t.text or "" for t in element.iter(w("t")))


def marked(cell: Element) -> bool:
    """Return whether a cell holds one of the program's bookmarks."""
    return any(is_mark(s.get(w("name")) or "") for s in cell.iter(w("bookmarkStart")))


def labels(body: Element) -> list[Element]:
    """Return the cells with printed text."""
    return [cell for cell in cells(body) if text_of(cell) and not marked(cell)]


def value_cell(body: Element, key: str) -> Element:
    """Return the cell with a field's bookmark."""
    name = "f_" + key.replace(".", "__")
    return next(
        cell
        for cell in cells(body)
        if any(s.get(w("name")) == name for s in cell.iter(w("bookmarkStart")))
    )


def unmark(body: Element) -> None:
    """Take all bookmarks away."""
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(body.iter(w(name))):
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)


def say(cell: Element, text: str) -> None:
    """Write other text into a cell, in its first paragraph."""
    paragraphs = cell.findall(w("p"))
    for paragraph in paragraphs[1:]:
        cell.remove(paragraph)
    for run in list(paragraphs[0].findall(w("r"))):
        paragraphs[0].remove(run)
    paragraphs[0].append(run_of(text))


def run_of(text: str) -> Element:
    """Return a run."""
    run = etree.Element(w("r"))
    piece = etree.SubElement(run, w("t"))
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def paragraph_of(text: str) -> Element:
    """Return a paragraph."""
    paragraph = etree.Element(w("p"))
    paragraph.append(run_of(text))
    return paragraph


def cell_of(text: str, span: int = 1) -> Element:
    """Return a cell."""
    cell = etree.Element(w("tc"))
    properties = etree.SubElement(cell, w("tcPr"))
    if span > 1:
        etree.SubElement(properties, w("gridSpan")).set(w("val"), str(span))
    cell.append(paragraph_of(text))
    return cell


def span_of(cell: Element) -> int:
    """Return how many columns a cell covers."""
    found = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(found.get(w("val")) or "1") if found is not None else 1


def set_span(cell: Element, span: int) -> None:
    """Let a cell cover this many columns."""
    properties = cell.find(w("tcPr"))
    assert properties is not None
    found = properties.find(w("gridSpan"))
    if found is None:
        found = etree.SubElement(properties, w("gridSpan"))
        properties.insert(1, found)
    found.set(w("val"), str(span))


def merge_down(cell: Element, kind: str) -> None:
    """Start a vertical merge (``restart``) or go on with one (``continue``)."""
    properties = cell.find(w("tcPr"))
    assert properties is not None
    etree.SubElement(properties, w("vMerge")).set(w("val"), kind)


def copy_of(element: Element) -> Element:
    """Return a copy with everything in it."""
    return copy.deepcopy(element)
