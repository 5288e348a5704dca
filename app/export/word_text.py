"""Text as it goes into a Word file."""

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPECIAL = re.compile("[&<>\t\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def clean(text: str) -> str:
    """Return the text as it can stand in a file: no control characters, one kind of line end."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def xml_text(text: str) -> bytes:
    """Return a value ready to stand between <w:t> and </w:t>; line feeds are still in it."""
    if _SPECIAL.search(text) is not None:
        text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace("\t", _TAB)
    return text.encode()
