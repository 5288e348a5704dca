"""Walks the content of an .ods raw: what is in it that the reader of cells does not give."""

import zipfile

from lxml import etree

from app.intake.package_limits import BROKEN, pieces
from app.intake.sheet_walk import SheetWalk, visible

_MAX_CONTENT = 48 << 20
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_D = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_HIDDEN = ("collapse", "filter")
_MARKED = (
    b"<office:annotation",
    b"<draw:",
    b"visibility=",
    b"table:formula=",
    b"covered-table-cell",
)
_MOST_ROWS = 1 << 20


def walk_ods(package: zipfile.ZipFile) -> dict[str, SheetWalk]:
    """Walk the tables of an .ods.

    Returns:
        What each holds, by the table's name; nothing where the content is plain cells only.

    Raises:
        Refusal: ``sheet.*`` where the content is a bomb, brings entities, or is broken.
    """
    marked, size = False, 0
    for piece in pieces(package, "content.xml"):
        size += len(piece)
        marked = marked or any(mark in piece for mark in _MARKED)
    if not marked or size > _MAX_CONTENT:
        return {}
    walks: dict[str, SheetWalk] = {}
    try:
        with package.open("content.xml") as stream:
            events = etree.iterparse(
                stream,
                events=("end",),
                tag=(f"{_T}table-row", f"{_T}table", f"{_T}table-column", f"{_T}shapes"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            _go_through(events, walks)
    except (etree.XMLSyntaxError, *BROKEN):
        return walks  # the reader of the cells says what is wrong
    return walks


def _go_through(events: etree.iterparse, walks: dict[str, SheetWalk]) -> None:
    walk, row = SheetWalk(), 0
    for _, element in events:
        repeated = _number(element.get(f"{_T}number-rows-repeated"))
        if element.tag == f"{_T}table":
            walks[str(element.get(f"{_T}name") or "")] = walk
            walk, row = SheetWalk(), 0
        elif element.tag == f"{_T}table-row":
            if element.get(f"{_T}visibility") in _HIDDEN and _has_text(element):
                walk.hidden_rows += range(row + 1, row + 1 + min(repeated, 1000))
            _look_into(element, walk)
            row = min(row + repeated, _MOST_ROWS)
        elif element.tag == f"{_T}shapes":
            _look_into(element, walk)
        elif element.get(f"{_T}visibility") in _HIDDEN:
            count = _number(element.get(f"{_T}number-columns-repeated"))
            walk.hidden_columns += count if count < 1000 else 0
        element.clear()


def _number(text: str | None) -> int:
    return min(int(text), _MOST_ROWS) if text and text.isascii() and text.isdigit() else 1


def _has_text(element: etree._Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _look_into(element: etree._Element, walk: SheetWalk) -> None:
    walk.comments += sum(1 for _ in element.iter(f"{_O}annotation"))
    for shape in element.iter():
        tag = str(shape.tag)
        if not tag.startswith(_D):
            continue
        if tag == f"{_D}image":
            walk.pictures += 1
        elif not str(getattr(shape.getparent(), "tag", "")).startswith(_D):
            walk.box_signs += visible("".join(str(text) for text in shape.itertext()))
    for cell in element.iter(f"{_T}table-cell", f"{_T}covered-table-cell"):
        if cell.get(f"{_T}formula") is not None:
            _look_at_formula(cell, walk)


def _look_at_formula(cell: etree._Element, walk: SheetWalk) -> None:
    text = "".join(str(each) for each in cell.itertext()).strip()
    if text.startswith(("#", "Err:")):
        walk.errors.append(text)
    elif cell.get(f"{_O}value-type") is None and not text:
        walk.unvalued.append("公式")
