"""Characters that nobody sees, but that tell a screen or a printer what to do: no text needs them.

Lines hold none of them; longer texts hold ends of lines and tabs.
"""

import re

_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Also what turns the direction of writing around."""
_IN_JSON = re.compile(
    r"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8ef]|1[0-9a-f]|7f|8[0-46-9a-f]|9.)|b)", re.I
)


def is_text(text: str) -> bool:
    """Tell whether a text holds no control characters but ends of lines and tabs."""
    return text.isprintable() or not _IN_TEXT.search(text)


def is_line(text: str) -> bool:
    """Tell whether a line holds no control characters at all."""
    return text.isprintable() or not _IN_LINE.search(text)


def is_json(text: str) -> bool:
    """Tell whether JSON holds none within its texts, written out or escaped."""
    if not is_text(text):
        return False
    return ("\\u00" not in text and "\\b" not in text) or not _IN_JSON.search(text)


def as_text(text: str) -> str:
    """Return a text without control characters."""
    return text if is_text(text) else _IN_TEXT.sub("", text)


def as_line(text: str) -> str:
    """Return a line without control characters."""
    return text if is_line(text) else _IN_LINE.sub("", text)


def as_json(text: str) -> str:
    """Return JSON, as this program writes it, without control characters in its texts."""
    return text if is_json(text) else _IN_JSON.sub(r"\1", _IN_TEXT.sub("", text))
