"""What does not fit a form's page: cut once here, so that Word, PDF and dialog agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.form import (
    CONTINUED,
    Annex,
    Cell,
    Field,
    FormSpec,
    FormValues,
    Paragraph,
    annex_title,
    cut_for_annex,
)
from app.domain.form_room import FormRoom
from app.paper.breaking import may_break
from app.paper.layout import Sheet, lay_out
from app.paper.rows import content, text_width
from app.paper.text import Text, count_lines, set_text

_SPARE = 360
"""Twips left free under a form that was cut, for programs that break lines a little earlier."""
_USUAL_LINE = 360
"""Twips, where the file leaves the line height to the font."""
_SENTENCE_ENDS = "。；！？\n"


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
    over = _grown(spec, values)
    clipped = [key for key in over if _is_clipped(spec, spec.cell_by_key[key])]
    if not clipped and lay_out(spec, values).form_pages == 1:
        return Fit(dict(values))
    kept = dict(values)
    annexes: list[Annex] = []
    for key in over:
        field = spec.field_by_key[key]
        if field.annex and (key in clipped or not _on_one_page(lay_out(spec, kept))):
            kept[key], rest = _cut(spec, kept, field)
            annexes.append(Annex(key, annex_title(field), rest))
    pages = len(lay_out(spec, kept, annexes).pages)
    return Fit(kept, tuple(annexes), over, pages)


def lines_left(sheet: Sheet, values: FormValues, key: str) -> int:
    """Return how many more lines a cell takes before the form leaves its page.

    Args:
        sheet: the form as laid out with these values.
        values: what stands in its cells.
        key: of the field; 0 or less: it is full.
    """
    spec = sheet.spec
    line = spec.cell_by_key[key].paragraphs[0].style.line or _USUAL_LINE
    room = max(0.0, _printed_room(spec, key) - _text(spec, key, values).height)
    if sheet.form_pages == 1 and not _is_clipped(spec, spec.cell_by_key[key]):
        room += max(0.0, spec.page.height - spec.page.bottom - sheet.bottom - _SPARE)
    return int(room // line)


def _on_one_page(sheet: Sheet) -> bool:
    bottom = sheet.spec.page.height - sheet.spec.page.bottom
    return sheet.form_pages == 1 and sheet.bottom <= bottom - _SPARE


def _is_clipped(spec: FormSpec, cell: Cell) -> bool:
    """Tell whether a cell cannot grow: what does not fit would not be seen at all."""
    return all(row.exact for row in spec.rows[cell.row : cell.row + cell.row_span])


def _grown(spec: FormSpec, values: FormValues) -> tuple[str, ...]:
    """Return the fields whose text is higher than their printed cell."""
    return tuple(
        field.key
        for field in spec.fields
        if values.get(field.key)
        and _text(spec, field.key, values).height > _printed_room(spec, field.key)
    )


def _text(spec: FormSpec, key: str, values: FormValues) -> Text:
    cell = spec.cell_by_key[key]
    return set_text(content(cell, values), text_width(spec, cell))


def _printed_room(spec: FormSpec, key: str) -> float:
    cell = spec.cell_by_key[key]
    height = sum(row.height for row in spec.rows[cell.row : cell.row + cell.row_span])
    above = spec.inner_line if cell.row else spec.outer_line
    return height - cell.padding.top - cell.padding.bottom - above


# ---- the cut ---------------------------------------------------------------------------------


def _cut(spec: FormSpec, values: FormValues, field: Field) -> tuple[str, str]:
    """Return (cell, 附页) with as many lines in the cell as the page takes.

    The cell keeps at least as many lines as it has room for as printed.
    """
    whole = _text(spec, field.key, values)
    fewest = max(1, whole.lines_within(_printed_room(spec, field.key)))
    low, high = fewest, max(fewest, len(whole.lines) - 1)
    if _is_clipped(spec, spec.cell_by_key[field.key]):
        high = low
    while low < high:
        middle = (low + high + 1) // 2
        so_many = values[field.key][: whole.lines[middle - 1].end].removesuffix("\n")
        if _on_one_page(lay_out(spec, {**values, field.key: so_many})):
            low = middle
        else:
            high = middle - 1
    return _cut_at_line(spec, values, field.key, low)


def _cut_at_line(spec: FormSpec, values: FormValues, key: str, count: int) -> tuple[str, str]:
    """Return (cell, 附页) so that the cell takes at most so many lines.

    The cut stands behind a sentence of the last two lines where there is one, else where a line
    may break, so that neither words nor numbers are torn.
    """
    lines = _text(spec, key, values).lines
    text = values[key]
    cell = spec.cell_by_key[key]
    earliest = lines[max(0, count - 2)].start
    latest = lines[min(count, len(lines)) - 1].end
    firsts = {line.start: number for number, line in enumerate(lines)}

    def fits(at: int) -> bool:
        start = text.rfind("\n", 0, at) + 1
        tail = Paragraph(text[start:at] + CONTINUED, cell.paragraphs[0].style)
        return firsts[start] + count_lines(tail, text_width(spec, cell)) <= count

    places = [at for at in _places(text, earliest, latest) if fits(at)]
    sentence = [at for at in places if at == 0 or text[at - 1] in _SENTENCE_ENDS]
    return cut_for_annex(text, max(sentence or places, default=earliest))


def _places(text: str, first: int, last: int) -> Iterator[int]:
    """Yield where a text may be cut; never before a line feed, which would open the 附页."""
    for at in range(first, min(last, len(text) - 1) + 1):
        inside = at and "\n" not in text[at - 1 : at + 1]
        if (at == 0 or text[at - 1] == "\n" or (inside and may_break(text, at))) and at < len(text):
            yield at
