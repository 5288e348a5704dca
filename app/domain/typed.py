"""Texts as people type them into a line: cleaned where nothing is lost, else refused."""

import re
import unicodedata

from app.domain.errors.catalogue import refusal

NAME_LENGTH = 100
"""The longest name of an organisation or a person, in characters."""
LINE_LENGTH = 500
"""The longest text of any other line, in characters."""

_DOTS = str.maketrans(dict.fromkeys("•‧・．･∙⋅●", "·"))
_SPACES = re.compile(r"\s+")
_HAN = r"㐀-鿿豈-\U000323af"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}·])\s+(?=[{_HAN}·])")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def plain_name(text: str) -> str:
    """Return a name of a person or organisation as it is stored and compared.

    No spaces between Chinese characters (张　三 is 张三), one kind of dot in names of minorities.
    """
    text = _SPACES.sub(" ", text.replace("\u3000", " ")).strip().translate(_DOTS)
    return _BETWEEN_HAN.sub("", text)


def typed_line(text: str, label: str, longest: int = LINE_LENGTH) -> str:
    """Return a line without the spaces around it; everything else exactly as typed.

    Args:
        text: as typed.
        label: what the line is called on the screen; stands in the sentence of a refusal.
        longest: how many characters it may have.

    Raises:
        Refusal: ``text.too_long`` or ``text.unprintable``.
    """
    line = text.strip()
    if len(line) > longest:
        raise refusal("text.too_long", label, label=label, count=len(line), most=longest)
    if any(unicodedata.category(sign) in _UNPRINTABLE for sign in line):
        raise refusal("text.unprintable", label, label=label)
    return line


def typed_name(text: str, label: str) -> str:
    """Return the name of a person or organisation as it is stored.

    Raises:
        Refusal: ``text.missing``, ``text.too_long`` or ``text.unprintable``.
    """
    name = plain_name(typed_line(text, label, NAME_LENGTH))
    if not name:
        raise refusal("text.missing", label, label=label)
    return name
