"""Opening a .docx and walking its XML: safely, and through every wrapper that programs put in.

WPS, Word and LibreOffice wrap cells and runs in content controls, tracked insertions and smart
tags; ``through`` looks through all of them. Sizes are limited, entities and the network are off.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath

from lxml import etree
from lxml.etree import _Element as Element

from app.domain.errors.catalogue import refusal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MOST_PARTS = 2000
MOST_BYTES = 96 * 1024 * 1024
MOST_XML_BYTES = 24 * 1024 * 1024

_STRICT = b"http://purl.oclc.org/ooxml/"
_FROM_STRICT = (
    (rb"http://purl.oclc.org/ooxml/(wordprocessingml|drawingml|presentationml)/([A-Za-z]+)",
     rb"http://schemas.openxmlformats.org/\1/2006/\2"),
    (rb"http://purl.oclc.org/ooxml/officeDocument/(relationships|math|bibliography|customXml"
     rb"|docPropsVTypes|customProperties|extendedProperties)",
     rb"http://schemas.openxmlformats.org/officeDocument/2006/\1"),
)  # fmt: skip
_RELATED = ("styles", "settings", "theme")
"""Parts that are looked at later, and so have to be sound."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, LookupError, OSError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


@cache
def w(name: str) -> str:
    """Return the tag or attribute of this name in Word's namespace."""
    return f"{{{W}}}{name}"


def parse_xml(data: bytes) -> Element:
    """Return the root of a part.

    Raises:
        ValueError: the part is too large or brings a document type of its own.
        etree.XMLSyntaxError: the part is not well-formed.
    """
    if len(data) > MOST_XML_BYTES:
        raise ValueError("part too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if b"<!DOCTYPE" in data[:4096] or root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("document type declared")
    return root


@dataclass(frozen=True)
class WordPackage:
    """The parts of a .docx by name, Strict names already turned into the usual ones."""

    parts: Mapping[str, bytes]
    document: str
    """The name of the main part, usually word/document.xml."""

    @cached_property
    def root(self) -> Element:
        """The root of the main part, parsed once."""
        return parse_xml(self.parts[self.document])

    @cached_property
    def body(self) -> Element:
        """The body of the document."""
        body = self.root.find(w("body"))
        if body is None:
            raise ValueError("no body")
        return body

    @property
    def compatibility(self) -> int:
        """The version of Word whose layout the document asks for; 12 where it says nothing."""
        compat = child(self.related("settings"), "compat")
        settings = compat.findall(w("compatSetting")) if compat is not None else []
        named = (s for s in settings if s.get(w("name")) == "compatibilityMode")
        mode = next((s.get(w("val")) or "" for s in named), "")
        return int(mode) if mode.isdecimal() else 12

    def related(self, kind: str) -> Element | None:
        """Return the root of the part that the document names as its styles, theme, … or None."""
        path = PurePosixPath(self.document)
        relations = self.parts.get(f"{path.parent}/_rels/{path.name}.rels")
        if relations is None:
            return None
        target = _relation(relations, kind, str(path.parent))
        return parse_xml(self.parts[target]) if target in self.parts else None


def open_word(word: bytes, place: str) -> WordPackage:
    """Return the opened file.

    Args:
        word: the bytes of the .docx.
        place: what to call the file in a fault.

    Raises:
        Refusal: form.not_word, or file.too_large.
    """
    try:
        package = _opened(word, place)
        for kind in _RELATED:
            package.related(kind)
        if package.body.tag == w("body"):
            return package
    except _UNREADABLE:
        pass
    raise refusal("form.not_word", place)


def _opened(word: bytes, place: str) -> WordPackage:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        if size > MOST_BYTES or len(entries) > MOST_PARTS:
            raise refusal(
                "file.too_large", place, size=f"{size >> 20} MB", limit=f"{MOST_BYTES >> 20} MB"
            )
        parts = {entry.filename.lstrip("/"): archive.read(entry) for entry in entries}
    document = _relation(parts["_rels/.rels"], "officeDocument", "") or "word/document.xml"
    if _STRICT in parts[document]:
        parts = {name: _usual_names(name, data) for name, data in parts.items()}
    return WordPackage(parts, document)


def _usual_names(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    for pattern, replacement in _FROM_STRICT:
        data = re.sub(pattern, replacement, data)
    return re.sub(rb'\s+[\w:]*conformance="strict"', b"", data)


def _relation(relations: bytes, kind: str, folder: str) -> str:
    for relation in parse_xml(relations):
        if (relation.get("Type") or "").rpartition("/")[2] == kind:
            target = relation.get("Target") or ""
            if target.startswith("/") or not folder:
                return target.lstrip("/")
            return f"{folder}/{target}"
    return ""


# ---- walking --------------------------------------------------------------------------------

_WRAPPERS = frozenset(
    w(name)
    for name in (
        *("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple"),
        *("dir", "bdo", "r", "ruby", "rubyBase"),
    )
)
_CHOICES = f"{{{COMPATIBILITY}}}AlternateContent"


def through(parent: Element, *names: str) -> Iterator[Element]:
    """Yield the children with one of these names, looking through wrappers, in order."""
    wanted = {w(name) for name in names}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from through(child, *names)
        elif child.tag == _CHOICES and len(child):
            yield from through(child[0], *names)


_CHARACTERS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_CONTROL = w("sdt")
_PIECES = ("t", "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")


def paragraph_text(paragraph: Element) -> str:
    """Return the text of a paragraph as it shows; deleted text and field codes are left out."""
    return "".join(_piece_text(piece) for piece in through(paragraph, *_PIECES))


def filled_text(paragraph: Element) -> str:
    """Return the text of a paragraph; what a content control shows while it is empty is none."""
    controls = [*paragraph.iter(_CONTROL), *paragraph.iterancestors(_CONTROL)]
    empty = {control for control in controls if is_placeholder(control)}
    if not empty:
        return paragraph_text(paragraph)
    return "".join(
        _piece_text(piece)
        for piece in through(paragraph, *_PIECES)
        if empty.isdisjoint(piece.iterancestors(_CONTROL))
    )


def is_placeholder(control: Element) -> bool:
    """Tell whether a content control shows its hint (单击此处输入文字) and holds nothing."""
    return child(control, "sdtPr", "showingPlcHdr") is not None


def _piece_text(piece: Element) -> str:
    if piece.tag == w("t"):
        text = piece.text or ""
        return text if piece.get(SPACE) == "preserve" else text.strip(" \t\r\n")
    if piece.tag == w("sym"):
        return chr(int(piece.get(w("char")) or "25a1", 16))
    if piece.get(w("type")) in ("page", "column"):
        return ""
    return _CHARACTERS[str(piece.tag)]


def child(parent: Element | None, *path: str) -> Element | None:
    """Return the descendant at this path of names, or None."""
    found = parent
    for name in path:
        if found is None:
            return None
        found = found.find(w(name))
    return found


def value(parent: Element | None, name: str, attribute: str = "val", default: str = "") -> str:
    """Return an attribute of the child with this name."""
    found = child(parent, name)
    return default if found is None else found.get(w(attribute)) or default


def switched_on(parent: Element | None, name: str) -> bool:
    """Return whether an on/off property is given and on."""
    found = child(parent, name)
    return found is not None and (found.get(w("val")) or "1") not in ("0", "false", "off")


_UNITS = {"pt": 20.0, "pc": 240.0, "pi": 240.0, "in": 1440.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54}


def twips(text: str | None) -> int | None:
    """Return a measure in twips; None where it is none (a percentage, nonsense)."""
    match = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)(pt|pc|pi|in|mm|cm)?", text or "")
    if match is None:
        return None
    return round(float(match[1]) * _UNITS.get(match[2] or "", 1.0))
