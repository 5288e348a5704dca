"""Walks the parts of an .xlsx raw: what is in it that the reader of cells does not give."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from app.intake.package_limits import pieces, small_part
from app.intake.sheet_walk import SheetWalk, visible

_FORMULA_ENDS = (b"</f></%sc>", b"</f><%sv></%sv>", b"</f><%sv/>", b"/></%sc>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b([^>]*?\bhidden="(?:1|true)"[^>]*)>')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b([^>]*?\bhidden="(?:1|true)"[^>]*)>')
_ROW_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_PREFIX = re.compile(rb"<(\w+:)worksheet\b")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>(.*?)</", re.S)
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|[A-Z])')
_TAIL = 1 << 18
_WHOLE_SHEET = 5 << 20
"""Up to this size formulas are looked through one by one, however they are written."""
_COLUMNS = 16_384


def walk_xlsx(package: zipfile.ZipFile) -> dict[str, SheetWalk]:
    """Walk the worksheets of an .xlsx.

    Returns:
        What each holds, by the sheet's name.

    Raises:
        Refusal: ``sheet.*`` where a part is a bomb, brings entities, or is broken.
    """
    names = set(package.namelist())
    walks = {}
    for sheet, part in _worksheets(package):
        if part in names:
            walks[sheet] = walk = _walk(package, part)
            _look_around(package, part, walk)
    for name in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"):
        if name in names:
            for _ in pieces(package, name):
                pass
    return walks


def _worksheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the names of the sheets and of their parts."""
    book = xml(small_part(package, "xl/workbook.xml"))
    targets = dict(_relations(package, "xl/workbook.xml", lambda kind: kind == "worksheet"))
    if book is None:
        return
    for sheet in book.iter("{*}sheet"):
        ids = (value for name, value in sheet.attrib.items() if str(name).endswith("}id"))
        part = targets.get(str(next(ids, "")))
        if part:
            yield str(sheet.get("name") or ""), part


def _relations(
    package: zipfile.ZipFile, part: str, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    folder, name = posixpath.split(part)
    root = xml(small_part(package, f"{folder}/_rels/{name}.rels"))
    if root is None:
        return
    for relation in root.iter("{*}Relationship"):
        kind = posixpath.basename(relation.get("Type") or "")
        target = relation.get("Target") or ""
        if wanted(kind) and relation.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield relation.get("Id") or "", path


def xml(data: bytes) -> etree._Element | None:
    """Return the root of a small part, or None where it cannot be read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser) if data else None
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def _walk(package: zipfile.ZipFile, part: str) -> SheetWalk:
    walk, filled, formulas, size = SheetWalk(part=part), 0, 0, 0
    prefix = tail = b""
    for piece in pieces(package, part):
        if not size:
            found = _PREFIX.search(piece[:4096])
            prefix = found[1] if found else b""
        size += len(piece)
        filled += piece.count(b"</%sv>" % prefix) + piece.count(b"</%sis>" % prefix)
        if b"hidden=" in piece:
            _hidden(piece, walk)
        formulas += _formulas(piece, prefix)
        walk.doubtful = walk.doubtful or _doubtful(piece, prefix)
        tail = (tail + piece)[-_TAIL:]
    walk.filled = filled
    walk.doubtful = walk.doubtful or bool(formulas and size < _WHOLE_SHEET)
    for text in _MARGIN.findall(tail):
        walk.margin_signs += visible(_MARGIN_CODE.sub("", _unescaped(text)))
    return walk


def _formulas(piece: bytes, prefix: bytes) -> int:
    return piece.count(b"</%sf>" % prefix) + piece.count(b"<%sf " % prefix)


def _doubtful(piece: bytes, prefix: bytes) -> bool:
    """Tell whether formulas stand without a value, as programs other than office ones write."""
    if b"<%sf" % prefix not in piece:
        return False
    return any(
        end.replace(b"%s", prefix).replace(b"</f", b"</%sf" % prefix) in piece
        for end in _FORMULA_ENDS
    )


def _hidden(piece: bytes, walk: SheetWalk) -> None:
    for found in _HIDDEN_ROW.findall(piece):
        number = _ROW_NUMBER.search(found)
        walk.hidden_rows.append(int(number[1]) if number else 0)
    for found in _HIDDEN_COLUMN.findall(piece):
        span = {name: min(int(value), _COLUMNS) for name, value in _SPAN.findall(found)}
        width = span.get(b"max", 0) - span.get(b"min", 0) + 1
        if b"min" in span and span.get(b"max", 0) < _COLUMNS:  # not all the columns to the right
            walk.hidden_columns += max(width, 0)


def _unescaped(text: bytes) -> str:
    import html

    return html.unescape(text.decode("utf-8", "replace"))


# ---- what hangs on a sheet -------------------------------------------------------------------


def _look_around(package: zipfile.ZipFile, part: str, walk: SheetWalk) -> None:
    """Count what hangs on a sheet: drawings with their texts, pictures, comments."""
    for _, name in _relations(package, part, lambda kind: kind == "drawing"):
        drawing = xml(small_part(package, name))
        if drawing is not None:
            walk.pictures += _pictures(drawing)
            walk.box_signs += sum(visible(t.text or "") for t in drawing.iter("{*}t"))
    for _, name in _relations(package, part, lambda kind: kind == "comments"):
        comments = xml(small_part(package, name))
        if comments is not None:
            walk.comments += sum(1 for _ in comments.iter("{*}comment"))
    for _, name in _relations(package, part, lambda kind: kind == "vmlDrawing"):
        drawing = xml(small_part(package, name))
        if drawing is not None:
            walk.box_signs += _old_boxes(drawing)


def _pictures(drawing: etree._Element) -> int:
    return sum(1 for _ in drawing.iter("{*}pic"))


def _old_boxes(drawing: etree._Element) -> int:
    """Count the characters of text boxes in the old notation; comments are drawn in it too."""
    count = 0
    for shape in drawing.iter("{*}shape", "{*}rect"):
        is_comment = any(each.get("ObjectType") == "Note" for each in shape.iter("{*}ClientData"))
        if not is_comment:
            for box in shape.iter("{*}textbox"):
                count += visible("".join(str(text) for text in box.itertext()))
    return count
