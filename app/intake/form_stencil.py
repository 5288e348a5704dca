"""Reads a form without parsing it where it equals one that was read before but for its values.

Branches fill hundreds of copies of one file: outside the marked cells they are the same, byte for
byte. What was read with full care once is kept as a stencil: the bytes between the marked cells.
A file that the stencil fits can only differ inside those cells, and there nothing but plain
paragraphs is taken; anything else is read with full care again.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.domain.form import CONTINUED
from app.intake.zip_peek import content, directory
from app.specs.word_xml import MOST_XML_BYTES

_DOCUMENT, _RELATIONS = b"word/document.xml", b"_rels/.rels"
_ELSEWHERE = (b"comments", b"header", b"footer", b"footnotes", b"endnotes")
"""Parts that may hold text of their own."""
_CELL_START, _CELL_END = "<w:tc>", "</w:tc>"
_MARK = re.compile(r'w:name="([fa]_[^"]*)"')
_NAMED = "<w:bookmarkStart "
_TEXT = re.compile(r">([^<]+)<")
_SLOT = "\x00"
_BETWEEN = f">{_SLOT}<"
_PLAIN = re.compile(
    r"(?:<w:tcPr>(?:</?w:(?!p>|r>|t>|tbl>|tcPr>)[^>]*>)*</w:tcPr>)?"
    r"(?:<w:p(?: [^>]*)?>(?:<w:pPr>(?:</?w:(?!p>|r>|t>|pPr>)[^>]*>)*</w:pPr>)?"
    r"(?:<w:bookmark(?:Start|End) [^>]*/>"
    r"|<w:r(?: [^>]*)?>(?:<w:rPr>(?:</?w:(?!p>|r>|t>|rPr>)[^>]*>)*</w:rPr>)?"
    r'(?:<w:t(?: xml:space="preserve")?>\x00?</w:t>|<w:t/>)*</w:r>)*</w:p>)+'
)
_PIECE = re.compile(r'<w:t( xml:space="preserve")?>\x00</w:t>|</w:p>')
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|&(?!amp;|lt;|gt;|quot;|apos;)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class Outline(NamedTuple):
    """A file cut at its marked cells."""

    key: str
    """The same for files that differ only inside those cells."""
    marks: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stencil:
    """What a file of this outline is."""

    form: str
    keys: tuple[str, ...]
    """The field of each marked cell, in order."""


def outline(word: bytes) -> Outline | None:
    """Return the outline of a file of one plain table, or None where it is anything else."""
    entries = directory(word)
    if entries is None or _DOCUMENT not in entries or _RELATIONS not in entries:
        return None
    if any(name.startswith(b"word/") and name[5:].startswith(_ELSEWHERE) for name in entries):
        return None
    xml = content(word, entries[_DOCUMENT], MOST_XML_BYTES)
    if xml is None or xml.count(b"<w:tbl>") != 1 or b"<!" in xml or not _is_utf8(xml):
        return None
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = _cells(text)
    if found is None:
        return None
    rest, marks, texts = found
    return Outline(f"{entries[_RELATIONS].crc} {_SLOT.join(rest)}", marks, texts)


def _cells(xml: str) -> tuple[list[str], tuple[str, ...], tuple[str, ...]] | None:
    """Return what stands around the marked cells, their marks, and their texts."""
    head, *cells = xml.split(_CELL_START)
    rest, marks, texts = [head], [], []
    for cell in cells:
        if _NAMED not in cell:
            rest.append(cell)
            continue
        inner, end, behind = cell.partition(_CELL_END)
        pieces = _TEXT.split(inner)
        found = _plan(_BETWEEN.join(pieces[::2]))
        if found is None or not end:
            return None
        mark, plan = found
        marks.append(mark)
        rest += (mark, behind)
        texts.append(_filled_in(plan, pieces[1::2]))
    whole = "".join(texts)
    if _FORBIDDEN.search(whole) or CONTINUED in whole:
        return None
    if "&" in whole:
        texts = [_plain(text) for text in texts]
    return rest, tuple(marks), tuple(texts)


@lru_cache(maxsize=4096)
def _plan(markup: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a cell's mark, and how texts stand in it: ``keep``, ``strip``, or a line's end.

    None where the cell is more than plain paragraphs with one mark.
    """
    tracked = any(name in markup for name in ("<w:ins", "<w:del", "<w:move"))
    if tracked or _PLAIN.fullmatch(markup) is None or len(_MARK.findall(markup)) != 1:
        return None
    plan = []
    for piece in _PIECE.finditer(markup):
        if piece[0] == "</w:p>":
            plan.append("\n")
        else:
            plan.append("keep" if piece[1] else "strip")
    return _MARK.findall(markup)[0], tuple(plan[:-1])


def _filled_in(plan: tuple[str, ...], texts: list[str]) -> str:
    if plan == ("keep",):
        return texts[0]
    left = iter(texts)
    parts = []
    for step in plan:
        if step == "\n":
            parts.append(step)
        else:
            text = next(left)
            parts.append(text if step == "keep" else text.strip(" \t\r\n"))
    return "".join(parts)


def _plain(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _is_utf8(xml: bytes) -> bool:
    head = xml[:80]
    return head.startswith((b"<?xml", b"<w:document")) and (
        b"encoding=" not in head or b'"UTF-8"' in head or b'"utf-8"' in head
    )
