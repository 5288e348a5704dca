"""Tells what a file really is where it is no sheet, each with the remedy that helps."""

import re
from collections.abc import Collection

from app.domain.errors.catalogue import refusal
from app.intake.compound import Compound

_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "sheet.pdf"),
    (b"\x89PNG\r\n\x1a\n", "sheet.picture"),
    (b"\xff\xd8\xff", "sheet.picture"),
    (b"GIF8", "sheet.picture"),
    (b"BM", "sheet.picture"),
    (b"II*\x00", "sheet.picture"),
    (b"MM\x00*", "sheet.picture"),
    (b"Rar!\x1a\x07", "sheet.archive"),
    (b"7z\xbc\xaf\x27\x1c", "sheet.archive"),
    (b"\x1f\x8b\x08", "sheet.archive"),
    (b"SQLite format 3\x00", "sheet.ledger"),
    (b"{\\rtf", "sheet.rtf"),
)
_ARCHIVE_BY_MARK = re.compile(r"\.(docx|xlsx|xls|doc|wps|et|csv|pdf|jpe?g|png|zip|txt)$", re.I)
_HTML = re.compile(
    rb"\s*(<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*"
    rb"<\s*(!doctype\s+html|html|head|body|table|meta|div|style|tr|td|br|p|font)\b",
    re.I | re.S,
)
_MHT = re.compile(rb"\s*(MIME-Version|From|Subject|Date|Content-Type|X-\w+)\s*:", re.I)
_XML_TABLE = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_XML_WORD = re.compile(rb"schemas\.microsoft\.com/office/(word/2003|2006/xmlPackage)|<\?mso-appl")
_PICTURE_BMP = 26


_BOOKS = frozenset({"Workbook", "Book", "WORKBOOK", "BOOK"})
_NAMES = ("EncryptedPackage", "Workbook", "WordDocument", "PowerPoint Document")


def refuse_by_head(data: bytes) -> None:
    """Refuse what its first bytes show to be no sheet: pictures, PDF, archives, web pages.

    Raises:
        Refusal: ``sheet.*``.
    """
    for head, code in _HEADS:
        if data.startswith(head) and (head != b"BM" or _is_bitmap(data)):
            raise refusal(code)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise refusal("sheet.picture")
    start = _readable_start(data)
    if _XML_TABLE.search(start):
        raise refusal("sheet.xml_table")
    if start.lstrip().startswith(b"<?xml") and _XML_WORD.search(start):
        raise refusal("sheet.word")
    if _HTML.match(start):
        raise refusal("sheet.html")
    if _MHT.match(start) and re.search(rb"multipart/related|text/html", start, re.I):
        raise refusal("sheet.mht")


def _is_bitmap(data: bytes) -> bool:
    return len(data) > _PICTURE_BMP and int.from_bytes(data[2:6], "little") == len(data)


def _readable_start(data: bytes) -> bytes:
    """Return the first characters in one byte each, whatever mark stands in front."""
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").encode("utf-8", "replace")
    return start.removeprefix(b"\xef\xbb\xbf")


def refuse_package(names: Collection[str], media_type: bytes) -> None:
    """Refuse a zip that is no workbook.

    Args:
        names: what stands in it.
        media_type: the content of its part ``mimetype``, if any.

    Raises:
        Refusal: ``sheet.*``.
    """
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in media_type:
        raise refusal("sheet.word")
    if any(name.startswith("ppt/") for name in names) or b"presentation" in media_type:
        raise refusal("sheet.slides")
    if "OFD.xml" in names:
        raise refusal("sheet.pdf")
    if _is_book(names):
        return
    if any(_ARCHIVE_BY_MARK.search(name) for name in names):
        raise refusal("sheet.archive")
    raise refusal("sheet.damaged")


def _is_book(names: Collection[str]) -> bool:
    return "content.xml" in names or any(name.startswith("xl/") for name in names)


def refuse_compound(data: bytes) -> Compound | None:
    """Refuse an old Office file that is no workbook; return the container where it opens.

    Raises:
        Refusal: ``sheet.*``.
    """
    try:
        compound = Compound(data)
        names = compound.names
    except ValueError:  # damaged: what is left of its names still tells what it was
        compound = None
        names = frozenset(name for name in _NAMES if name.encode("utf-16-le") in data)
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise refusal("sheet.encrypted")
    if names & _BOOKS:
        return compound
    if "WordDocument" in names:
        raise refusal("sheet.old_word")
    if "PowerPoint Document" in names:
        raise refusal("sheet.slides")
    raise refusal("sheet.unreadable")
