"""What does not fit a form's page: cut once here, so that Word, PDF and dialog agree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.form import (
    CONTINUED,
    Annex,
    Field,
    FormSpec,
    FormValues,
    Paragraph,
    annex_title,
    cut_for_annex,
)
from app.domain.form_room import FormRoom
from app.paper.layout import BORDER, Sheet, lay_out
from app.paper.text import Line, Text, set_text

_SPARE = 360
"""Twips left free under a form that was cut, for programs that break lines a little earlier."""
_WORD_TAIL = re.compile(r"[A-Za-z0-9.,%]+$")


@dataclass(frozen=True, slots=True)
class Fit:
    """Values cut for the page, and what goes on an 附页."""

    values: Mapping[str, str]
    annexes: tuple[Annex, ...] = ()
    overflowing: tuple[str, ...] = ()
    """Keys of the fields whose text ran over, in reading order."""
    pages: int = 1


def fit(spec: FormSpec, values: FormValues) -> Fit:
    """Cut what the form allows to go on an 附页, so that the form stays on its page.

    What may not go there lets its row grow, and the form runs on over further pages. Cell and
    附页 together give the text back (``joined_with_annex``).
    """
    if FormRoom(spec).surely_holds(values):
        return Fit(dict(values))
    sheet = lay_out(spec, values)
    if sheet.form_pages == 1:
        return Fit(dict(values))
    over = _grown(spec, values)
    kept = dict(values)
    annexes: list[Annex] = []
    for key in over:
        field = spec.field_by_key[key]
        if field.annex and not _on_one_page(lay_out(spec, kept)):
            kept[key], rest = _cut(spec, kept, field)
            if rest:
                annexes.append(Annex(key, annex_title(field), rest))
    pages = len(lay_out(spec, kept, annexes).pages)
    return Fit(kept, tuple(annexes), over, pages)


def _on_one_page(sheet: Sheet) -> bool:
    bottom = sheet.spec.page.height - sheet.spec.page.bottom
    return sheet.form_pages == 1 and sheet.bottom <= bottom - _SPARE


def _grown(spec: FormSpec, values: FormValues) -> tuple[str, ...]:
    """Return the fields whose text is higher than their printed cell."""
    return tuple(
        field.key
        for field in spec.fields
        if _text(spec, field.key, values.get(field.key, "")).height > _printed_room(spec, field.key)
    )


def _text(spec: FormSpec, key: str, text: str) -> Text:
    cell = spec.cell_by_key[key]
    width = sum(spec.widths[cell.column : cell.column + cell.column_span])
    style = cell.paragraphs[0].style
    paragraphs = [Paragraph(line, style) for line in text.split("\n")]
    return set_text(paragraphs, width - cell.padding.left - cell.padding.right)


def _printed_room(spec: FormSpec, key: str) -> float:
    cell = spec.cell_by_key[key]
    height = sum(row.height for row in spec.rows[cell.row : cell.row + cell.row_span])
    return height - cell.padding.top - cell.padding.bottom - BORDER


def _cut(spec: FormSpec, values: FormValues, field: Field) -> tuple[str, str]:
    """Return (cell, 附页) with as many lines in the cell as the page takes."""
    text = values[field.key]
    lines = _text(spec, field.key, text).lines
    fewest = max(1, _text(spec, field.key, text).lines_within(_printed_room(spec, field.key)))
    low, high = min(fewest, len(lines)), len(lines)
    while low < high:
        middle = (low + high + 1) // 2
        cell, _ = cut_for_annex(text, _place(text, lines[middle - 1]))
        if _on_one_page(lay_out(spec, {**values, field.key: cell})):
            low = middle
        else:
            high = middle - 1
    return cut_for_annex(text, _place(text, lines[low - 1]))


def _place(text: str, line: Line) -> int:
    """Return where to cut so that the words of continuation still stand on this line."""
    at = max(line.start, line.end - len(CONTINUED) - 1)
    word = _WORD_TAIL.search(text, line.start, at)
    if (
        word is not None
        and at < len(text)
        and _WORD_TAIL.match(text[at])
        and word.start() > line.start
    ):
        return word.start()
    return at
