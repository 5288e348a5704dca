"""Names of the files that are written: readable, and allowed on every disk."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

LONGEST = 80
"""Characters, the ending included."""
LONGEST_BYTES = 240
"""UTF-8 bytes; Linux keeps 255, and a number may still be added."""

_FORBIDDEN = re.compile(r'[\s:?*|<>"/\\_：？＊｜＜＞＂／＼]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_EMPTY = "未命名"


def file_name(unit: str, title: str, target: str, day: date | None, suffix: str = "") -> str:
    """Return {unit}_{title}_{target}_{yyyymmdd}, cut to length from the longest part.

    Args:
        unit: the unit's short name.
        title: the form's short title.
        target: whom or what the file is about.
        day: its day; None leaves it out.
        suffix: the ending without its dot; empty where it is added later.
    """
    parts = [part for part in map(safe_part, (unit, title, target)) if part]
    if day is not None:
        parts.append(f"{day:%Y%m%d}" if day.year >= 1000 else f"{day.year:04}{day:%m%d}")
    return _joined(parts, f".{suffix}" if suffix else "")


@lru_cache(maxsize=4096)
def safe_part(text: str) -> str:
    """Return the text without what a file's name may not hold; spaces and ``_`` go too."""
    shown = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c.isspace())
    return _FORBIDDEN.sub("", shown).strip(".")


class UniqueNames:
    """Gives every name in a folder once; the second one gets _2."""

    def __init__(self) -> None:
        """Start with no name taken."""
        self._taken: set[str] = set()

    def take(self, name: str, suffix: str) -> str:
        """Return the name with its ending (no dot), numbered where it was given before.

        Names that differ only in capitals, or in how a letter is composed, count as the same.
        """
        number = 1
        while True:
            parts = [*name.split("_"), *([str(number)] if number > 1 else [])]
            candidate = _joined(parts, f".{suffix}")
            key = unicodedata.normalize("NFC", candidate).casefold()
            if key not in self._taken:
                self._taken.add(key)
                return candidate
            number += 1


def _joined(parts: list[str], suffix: str) -> str:
    """Join the parts and the ending, shortening the longest part until the name fits."""
    parts = [part for part in parts if part] or [_EMPTY]
    room = LONGEST - (0 if suffix else len(".docx") + len("_999"))
    while True:
        name = "_".join(parts)
        if _RESERVED.fullmatch(name.partition(".")[0]):
            name = f"{_EMPTY}_{name}"
        name = name.rstrip(". ") + suffix
        if len(name) <= room and len(name.encode()) <= LONGEST_BYTES:
            return name
        longest = max(range(len(parts)), key=lambda index: len(parts[index]))
        parts[longest] = parts[longest][:-1]
