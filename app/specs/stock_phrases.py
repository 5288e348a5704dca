"""Set phrases that fit everybody, one in a line of the shipped list."""

from functools import cache

from app import paths

_FILE = "stock_phrases.txt"


@cache
def stock_phrases() -> tuple[str, ...]:
    """Return the phrases; blank lines and lines that begin with # are left out."""
    lines = (paths.resources() / _FILE).read_text(encoding="utf-8").splitlines()
    return tuple(text for line in lines if (text := line.strip()) and not text.startswith("#"))
