"""The 附页 behind a filled form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from app.domain.form import Field, annex_title
from app.intake.form_labels import loose_key
from app.specs.word_table import Mark
from app.specs.word_xml import child, filled_text, w

_HEADING = re.compile(r"\s*附\s*(?:页|件)?\s*[:：]")


@dataclass(frozen=True, slots=True)
class Annexes:
    """What stands on the 附页 of one form."""

    by_key: Mapping[str, str]
    by_title: Mapping[str, str]
    """For files whose bookmarks are lost."""
    titles: Mapping[str, str]
    """Field key → title of those that a bookmark tells, whatever was written above them."""
    begins: int | None = None
    """Index of the paragraph where the first begins; None: there is none."""
    ends: int = 0
    """Index of the paragraph behind the last; 0: there is none."""
    doubtful: frozenset[str] = frozenset()
    """Titles of those whose end is not marked, or has text behind the mark."""

    def text_for(self, field: Field) -> str | None:
        """Return the rest of a field's text, or None where there is no 附页 for it."""
        if field.key in self.by_key:
            return self.by_key[field.key]
        title = self.title_for(field)
        return None if title is None else self.by_title[title]

    def title_for(self, field: Field) -> str | None:
        """Return the heading that stands above a field's 附页, as written in the file."""
        if field.key in self.titles:
            return self.titles[field.key]
        wanted = _subject(annex_title(field))
        return next((title for title in self.by_title if _subject(title) == wanted), None)


def read_annexes(blocks: list[Element], marks: list[Mark], *, last: bool) -> Annexes:
    """Return the 附页 among the paragraphs that follow a form's table.

    Args:
        blocks: the paragraphs up to the next table.
        marks: all bookmarks of the file.
        last: True where no further form follows, so that all that follows belongs here.
    """
    keys = _marked(blocks, marks)
    headings = [
        index
        for index, block in enumerate(blocks)
        if index + 1 in keys or (not keys and _HEADING.match(_text(block)))
    ]
    by_key: dict[str, str] = {}
    by_title: dict[str, str] = {}
    titles: dict[str, str] = {}
    doubtful = set()
    ends = 0
    for number, heading in enumerate(headings):
        further = number + 1 < len(headings)
        stop = headings[number + 1] if further else len(blocks)
        key, least = keys.get(heading + 1, ("", stop))
        if not (further or last):
            stop = least if key else _next_page(blocks, heading + 1, stop)
        ends = stop
        text = _joined(blocks[heading + 1 : stop], least - heading - 1)
        title = _text(blocks[heading]).strip()
        by_title[title] = f"{by_title[title]}\n{text}" if title in by_title else text
        if not key or any(_text(block).strip() for block in blocks[least:stop]):
            doubtful.add(title)
        if key:
            by_key[key] = text
            titles[key] = title
    begins = headings[0] if headings else None
    return Annexes(by_key, by_title, titles, begins, ends, frozenset(doubtful))


def _next_page(blocks: list[Element], start: int, stop: int) -> int:
    """Return where the next page begins by itself, else ``stop``."""
    for index in range(start, stop):
        breaks = (b.get(w("type")) == "page" for b in blocks[index].iter(w("br")))
        if child(blocks[index], "pPr", "pageBreakBefore") is not None or any(breaks):
            return index
    return stop


def _marked(blocks: list[Element], marks: list[Mark]) -> dict[int, tuple[str, int]]:
    """Return where a bookmark of an 附页 starts: index → (key, index after its last)."""
    places = {block: index for index, block in enumerate(blocks)}
    ends: dict[str, int] = {}
    for index, block in enumerate(blocks):
        for end in block.iter(w("bookmarkEnd")):
            ends[end.get(w("id")) or ""] = index + 1
    spans: dict[str, tuple[int, int, str]] = {}
    for mark in marks:
        if mark.name is None or not mark.name.annex:
            continue
        paragraph = next(mark.start.iterancestors(w("p")), None)
        start = places.get(paragraph) if paragraph is not None else None
        if start is not None:
            # LibreOffice starts a bookmark of many paragraphs twice: in the first and in the last
            first, stop, _ = spans.get(mark.text, (start, start + 1, ""))
            stop = max(stop, start + 1, ends.get(mark.start.get(w("id")) or "", 0))
            spans[mark.text] = (first, stop, mark.name.key)
    return {first: (key, stop) for first, stop, key in spans.values()}


def _joined(blocks: list[Element], least: int) -> str:
    """Return the lines of the paragraphs; empty ones beyond ``least`` at the end are left out."""
    lines = [_text(block) for block in blocks]
    while len(lines) > max(least, 1) and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _subject(title: str) -> str:
    return loose_key(_HEADING.sub("", title))


def _text(block: Element) -> str:
    return filled_text(block)
