"""Gives cells of an .xlsx their names; nothing else of the file is touched."""

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

from app.specs.word_marks import is_mark, mark_name
from app.specs.word_xml import parse_xml

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_USUAL_PART = "xl/workbook.xml"
_BEFORE_NAMES = frozenset(
    {
        *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr"),
        *("absPath", "workbookProtection", "bookViews", "sheets", "functionGroups"),
        "externalReferences",
    }
)
_REFERENCE = re.compile("([A-Z]+)([0-9]+)")


def named_file(excel: bytes, sheet: str, chosen: Mapping[str, str]) -> bytes:
    """Return the file with a name for each chosen cell, and no other of ours.

    Args:
        excel: a file that can be opened.
        sheet: the title of the sheet.
        chosen: figure → reference of its cell (A6).
    """
    with zipfile.ZipFile(io.BytesIO(excel)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name[-1:] != "/"}
    place = _workbook(parts)
    root = parse_xml(parts[place])
    names = _names(root)
    for name in [each for each in names if is_mark(each.get("name") or "")]:
        names.remove(name)
    quoted = sheet.replace("'", "''")
    for figure, reference in chosen.items():
        made = etree.SubElement(names, _tag(root, "definedName"), {"name": mark_name(figure)})
        made.text = f"'{quoted}'!" + _REFERENCE.sub(r"$\1$\2", reference)
    if not len(names):
        root.remove(names)
    parts[place] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            entry = zipfile.ZipInfo(part, _FIXED_TIME)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _workbook(parts: Mapping[str, bytes]) -> str:
    """Return the name of the part that lists the sheets."""
    for relation in parse_xml(parts["_rels/.rels"]):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or _USUAL_PART).lstrip("/")
    return _USUAL_PART


def _names(root: Element) -> Element:
    found = root.find(_tag(root, "definedNames"))
    if found is None:
        found = etree.Element(_tag(root, "definedNames"))
        at = sum(1 for each in root if etree.QName(each).localname in _BEFORE_NAMES)
        root.insert(at, found)
    return found


def _tag(root: Element, name: str) -> str:
    return f"{{{etree.QName(root).namespace}}}{name}"
