"""Text as it goes into a Word file."""

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPECIAL = re.compile("[&<>\t\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text as it can stand in a file: no control characters, one kind of line end."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def lines_of(text: str) -> list[str]:
    """Return the lines of a value, each ready to stand between <w:t> and </w:t>."""
    if _SPECIAL.search(text) is None:
        return text.split("\n")
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\t", _TAB).split("\n")


_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
