"""A form prepared for being looked for in files: its labels and which fields belong to each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.form import Cell, Field, FormSpec
from app.intake.form_labels import exact_key, loose_key
from app.specs.label_reader import LabelBook


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a field stands seen from its label."""

    field: Field
    below: bool
    """True: below the label; else right of it."""
    row: int
    """Right of it: in which of the rows that the label covers."""
    order: int
    """Its place among the field cells in that direction."""
    siblings: int
    """How many field cells there are in that direction."""


@dataclass(eq=False, slots=True)
class FormLabel:
    """One printed cell of a form."""

    cell: Cell
    exact: str
    loose: str
    fields: list[Beside] = field(default_factory=list)
    wordings: frozenset[str] = frozenset()
    """Loose keys of other wordings that mean the same."""


@dataclass(frozen=True)
class FormMap:
    """A form with its labels."""

    spec: FormSpec
    labels: tuple[FormLabel, ...]
    title: str
    """The form's titles as loose keys are, all in one."""
    words: frozenset[str]
    """The texts printed above and below the table, to be known again."""

    @cached_property
    def label_of(self) -> Mapping[str, FormLabel]:
        """The label of each field that has one, by the field's key."""
        return {each.field.key: label for label in self.labels for each in label.fields}

    @cached_property
    def shape(self) -> frozenset[tuple[int, int, int]]:
        """Where the cells of the form stand and how wide they are."""
        return frozenset((c.row, c.column, c.column_span) for c in self.spec.cells)

    @cached_property
    def rows(self) -> Mapping[int, list[Cell]]:
        """The cells that begin in each row."""
        found: dict[int, list[Cell]] = {}
        for cell in self.spec.cells:
            found.setdefault(cell.row, []).append(cell)
        return found


def map_form(spec: FormSpec, book: LabelBook) -> FormMap:
    """Prepare a form."""
    labels = {
        (cell.row, cell.column): FormLabel(cell, exact_key(cell.text), loose_key(cell.text))
        for cell in spec.cells
        if not cell.field and exact_key(cell.text)
    }
    for found in spec.fields:
        cell = spec.cell_by_key[found.key]
        anchor, below = _anchor(cell, spec.cells)
        if anchor is None:
            continue
        siblings = _siblings(anchor, spec.cells, below=below, row=cell.row)
        if cell not in siblings:
            continue
        row = 0 if below else cell.row - anchor.row
        label = labels[anchor.row, anchor.column]
        label.fields.append(Beside(found, below, row, siblings.index(cell), len(siblings)))
    every = tuple(labels.values())
    for label in every:
        label.wordings = _wordings(label, every, book)
    around = [paragraph.text for paragraph in (*spec.before, *spec.after)]
    title = "".join(paragraph.text for paragraph in spec.before)
    words = frozenset(key for text in (*around, title, spec.title) if (key := exact_key(text)))
    return FormMap(spec, every, loose_key(title) or loose_key(spec.title), words)


def _wordings(label: FormLabel, every: Iterable[FormLabel], book: LabelBook) -> frozenset[str]:
    """Return the other wordings of a label, without those that mean another label of the form."""
    own = {loose_key(text) for each in label.fields for text in book.labels.get(each.field.key, ())}
    others = {other.loose for other in every if other is not label}
    return frozenset({label.loose, *own} - others)


def _anchor(cell: Cell, cells: tuple[Cell, ...]) -> tuple[Cell | None, bool]:
    """Return the printed cell that names a field cell, and whether it stands above it.

    That is the text directly to the left; else the nearest above, else the nearest to the left.
    """
    left = [c for c in cells if cell.row in _rows(c) and c.column + c.column_span <= cell.column]
    left.sort(key=lambda c: c.column, reverse=True)
    above = [
        c
        for c in cells
        if c.row + c.row_span <= cell.row
        and c.column < cell.column + cell.column_span
        and cell.column < c.column + c.column_span
    ]
    above.sort(key=lambda c: c.row, reverse=True)
    for below, candidates in ((False, left[:1]), (True, above), (False, left)):
        for candidate in candidates:
            if not candidate.field and exact_key(candidate.text):
                return candidate, below
    return None, False


def _siblings(anchor: Cell, cells: tuple[Cell, ...], *, below: bool, row: int) -> list[Cell]:
    """Return the field cells that follow a label directly, up to the next printed text."""
    if below:
        line = [
            c
            for c in cells
            if c.row >= anchor.row + anchor.row_span
            and c.column < anchor.column + anchor.column_span
            and anchor.column < c.column + c.column_span
        ]
    else:
        end = anchor.column + anchor.column_span
        line = [c for c in cells if row in _rows(c) and c.column >= end]
        line.sort(key=lambda c: c.column)
    found = []
    for cell in line:
        if not cell.field and exact_key(cell.text):
            break
        if cell.field:
            found.append(cell)
    return found


def _rows(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.row_span)
