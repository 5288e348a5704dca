"""Reads filled Word forms back: by bookmark, then by place in the grid, then by printed label.

Runs in the child process of ``app/sandbox``: plain values in, plain values out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lxml.etree import _Element as Element

from app import sandbox
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.form import CONTINUED, Field, FormSpec, joined_with_annex
from app.domain.plain import from_plain, to_plain
from app.intake.word_annexes import Annexes, read_annexes
from app.specs.word_table import GridCell, Mark, grid_rows, marks_in
from app.specs.word_xml import open_word, paragraph_text, through, w


class FoundBy(StrEnum):
    """How the cell of a field was found."""

    MARK = "mark"
    POSITION = "position"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One filled form as read from a file."""

    form: str
    """The id of the form."""
    values: Mapping[str, str]
    """Field key → text; fields whose cell was not found are missing."""
    found_by: Mapping[str, FoundBy]
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Table:
    """One table of the file with what stands around it."""

    cells: tuple[GridCell, ...]
    marked: Mapping[str, GridCell]
    above: str
    """The text between the table before and this one."""
    annexes: Annexes

    @property
    def by_place(self) -> dict[tuple[int, int], GridCell]:
        return {(cell.row, cell.column): cell for cell in self.cells}


def read_back(word: bytes, specs: Iterable[FormSpec], place: str = "") -> list[FilledForm]:
    """Return the filled forms of a file, in order; a combined file holds several.

    Args:
        word: the bytes of the .docx.
        specs: the forms it can be.
        place: what to call the file in a fault.

    Raises:
        Refusal: form.not_word, form.no_table, form.unrecognized.
    """
    body = open_word(word, place).body
    tables = _tables(body)
    if not tables:
        raise refusal("form.no_table", place)
    known = tuple(specs)
    forms = [
        _filled(spec, table, place)
        for table in tables
        if (spec := _fitting(table, known)) is not None
    ]
    if not forms:
        raise refusal("form.unrecognized", place)
    unread = _unread(body)
    if unread:
        first = forms[0]
        warning = fault("form.unread", place, count=unread)
        forms[0] = FilledForm(first.form, first.values, first.found_by, (*first.warnings, warning))
    return forms


def read_back_safely(word: bytes, specs: Iterable[FormSpec], place: str = "") -> list[FilledForm]:
    """Do what ``read_back`` does in a child process with limits, for files from outside."""
    plain = [to_plain(spec) for spec in specs]
    return [
        from_plain(FilledForm, form)
        for form in sandbox.run(read_back_plain, word, plain, place, place=place)
    ]


def read_back_plain(word: bytes, specs: list[Any], place: str) -> list[Any]:
    """Do what ``read_back`` does with plain values in and out, for the child process."""
    known = [from_plain(FormSpec, spec) for spec in specs]
    return [to_plain(form) for form in read_back(word, known, place)]


# ---- the tables of the file ------------------------------------------------------------------


def _tables(body: Element) -> list[_Table]:
    marks = list(marks_in(body))
    by_cell = _marks_by_cell(marks)
    blocks = list(through(body, "p", "tbl"))
    starts = [index for index, block in enumerate(blocks) if block.tag == w("tbl")]
    tables = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(blocks)
        begin = starts[number - 1] + 1 if number else 0
        cells = [cell for row in grid_rows(blocks[start]) for cell in row.cells]
        tables.append(
            _Table(
                cells=tuple(cell for cell in cells if not cell.continues),
                marked={key: cell for cell in cells for key in by_cell.get(cell.element, [])},
                above="".join(paragraph_text(p) for p in blocks[begin:start]),
                annexes=read_annexes(blocks[start + 1 : end], marks, last=end == len(blocks)),
            )
        )
    return tables


def _marks_by_cell(marks: list[Mark]) -> dict[Element, list[str]]:
    by_cell: dict[Element, list[str]] = {}
    for mark in marks:
        if mark.name is not None and not mark.name.annex and mark.cell is not None:
            by_cell.setdefault(mark.cell, []).append(mark.name.key)
    return by_cell


def _unread(body: Element) -> int:
    """Return how many visible characters stand where nobody looks, such as text boxes."""
    gone = {w("del"), w("moveFrom")}
    everything = sum(
        len((text.text or "").strip())
        for text in body.iter(w("t"))
        if not any(parent.tag in gone for parent in text.iterancestors())
    )
    read = sum(
        len((text.text or "").strip())
        for paragraph in _read_paragraphs(body)
        for text in through(paragraph, "t")
    )
    return max(everything - read, 0)


def _read_paragraphs(body: Element) -> Iterable[Element]:
    for block in through(body, "p", "tbl"):
        if block.tag == w("p"):
            yield block
        else:
            for row in grid_rows(block):
                for cell in row.cells:
                    yield from cell.paragraphs


# ---- which form it is ------------------------------------------------------------------------


def _fitting(table: _Table, specs: tuple[FormSpec, ...]) -> FormSpec | None:
    """Return the form a table is: the one it fits best, if it fits at all."""
    scored = [(_fit(table, spec), spec) for spec in specs]
    best = max((score for score, _ in scored), default=(0.0, 0.0))
    if max(best) < _LEAST_FIT:
        return None
    return next(spec for score, spec in scored if score == best)


_LEAST_FIT = 0.6
"""Forms of one scheme share more than half of their labels."""


def _fit(table: _Table, spec: FormSpec) -> tuple[float, float]:
    """Return (how well the marks fit, how well the printed texts fit), each from 0 to 1."""
    keys = set(spec.field_by_key)
    marked = set(table.marked)
    by_marks = len(keys & marked) / len(keys | marked) if keys else 0.0
    printed = {_squeezed(cell.text) for cell in spec.cells if not cell.field} - {""}
    there = {_squeezed(cell.text) for cell in table.cells}
    by_text = len(printed & there) / len(printed) if printed else 0.0
    title = _squeezed("".join(paragraph.text for paragraph in spec.before))
    if by_text and title and title in _squeezed(table.above):
        by_text += 0.01
    return by_marks, by_text


def _squeezed(text: str) -> str:
    return "".join(text.split())


# ---- the values ------------------------------------------------------------------------------


def _filled(spec: FormSpec, table: _Table, place: str) -> FilledForm:
    values: dict[str, str] = {}
    found_by: dict[str, FoundBy] = {}
    warnings: list[Fault] = []
    taken = {cell.element for cell in table.marked.values()}
    for field in spec.fields:
        cell, how = _cell_of(field, spec, table, taken)
        if cell is None:
            warnings.append(fault("form.cell_missing", place, label=field.label))
            continue
        taken.add(cell.element)
        found_by[field.key] = how
        annex = table.annexes.text_for(field)
        values[field.key] = cell.text if annex is None else joined_with_annex(cell.text, annex)
        if annex is None and field.annex and cell.text.endswith(CONTINUED):
            warnings.append(fault("form.annex_missing", place, label=field.label))
    return FilledForm(spec.id, values, found_by, tuple(warnings))


def _cell_of(
    field: Field, spec: FormSpec, table: _Table, taken: set[Element]
) -> tuple[GridCell | None, FoundBy]:
    """Return the cell of a field and how it was found."""
    if field.key in table.marked:
        return table.marked[field.key], FoundBy.MARK
    expected = spec.cell_by_key[field.key]
    at_place = table.by_place.get((expected.row, expected.column))
    if at_place is not None and at_place.element not in taken and _same_grid(spec, table):
        return at_place, FoundBy.POSITION
    return _beside_label(field, table, taken), FoundBy.LABEL


def _same_grid(spec: FormSpec, table: _Table) -> bool:
    """Return whether the table is cut as the form is, and its printed cells say the same."""
    by_place = table.by_place
    if {(c.row, c.column, c.column_span) for c in spec.cells} != {
        (c.row, c.column, c.span) for c in table.cells
    }:
        return False
    return all(
        _squeezed(by_place[cell.row, cell.column].text) == _squeezed(cell.text)
        for cell in spec.cells
        if not cell.field
    )


def _beside_label(field: Field, table: _Table, taken: set[Element]) -> GridCell | None:
    """Return the cell to the right of the field's printed label, else the one below it."""
    for label in table.cells:
        if _squeezed(label.text) != field.label:
            continue
        right = [c for c in table.cells if c.row == label.row and c.column > label.column]
        below = [c for c in table.cells if c.column == label.column and c.row > label.row]
        for cell in (*right[:1], *below[:1]):
            if cell.element not in taken:
                return cell
    return None
