"""Tells what a file really is where it is no .docx, each with the remedy that helps."""

import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(<\?xml[^>]{0,200}\?>\s*)?<\s*(!doctype\s+html|html|head|body)\b", re.I)
_MHT = re.compile(rb"\s*(MIME-Version|From|Date|Content-Type|X-\w+)\s*:", re.I)
_OLD_XML = re.compile(rb"schemas\.microsoft\.com/office/(word/2003|2006/xmlPackage)|<\?mso-appl")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def disguise(data: bytes) -> str:
    """Return the code of the fault that says what the file is."""
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"{\\rtf"):
        return "form.rtf"
    if start.startswith(b"%PDF-"):
        return "form.pdf"
    if start.startswith(_PICTURES):
        return "form.picture"
    if _OLD_XML.search(start):
        return "form.old_word"
    if _HTML.match(start) or _MHT.match(start):
        return "form.html"
    return "form.not_word"


def _compound(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "form.encrypted"
    return "form.old_word" if "WordDocument".encode("utf-16-le") in data else "form.not_word"


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "form.damaged"
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        return "form.encrypted"
    if "content.xml" in names:
        return "form.odt"
    if any(name.startswith("xl/") for name in names):
        return "form.is_sheet"
    return "form.damaged" if "word/document.xml" in names else "form.not_word"
