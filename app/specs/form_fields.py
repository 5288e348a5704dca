"""The fields of a form: what key, label and declaration tell about each marked cell."""

from dataclasses import replace

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.field_kinds import known_field
from app.domain.form import Cell, Field, FieldKind, Row
from app.domain.scheme import FormDeclaration
from app.specs.word_marks import mark_name


def declared_fields(
    declaration: FormDeclaration, cells: tuple[Cell, ...], rows: tuple[Row, ...], place: str
) -> tuple[tuple[Field, ...], list[Fault]]:
    """Return the fields in reading order, and what is wrong with the declaration.

    Args:
        declaration: what the scheme says about the form.
        cells: the cells of the form; those with a field count.
        rows: the rows, for their heights.
        place: what to call the file in a fault.
    """
    fields = tuple(_field(cell, declaration, cells, rows) for cell in cells if cell.field)
    known = {field.key for field in fields}
    faults = [
        fault("form.field_unmarked", place, key=key, mark=mark_name(key))
        for key in _mentioned(declaration)
        if key not in known
    ]
    kinds = {kind.value for kind in FieldKind}
    faults += [
        fault("form.kind_unknown", place, key=key, kind=said.kind, known="、".join(sorted(kinds)))
        for key, said in declaration.fields.items()
        if said.kind and said.kind not in kinds
    ]
    return fields, faults


def label_of(cell: Cell, cells: tuple[Cell, ...]) -> str:
    """Return the printed label of a cell, without spaces and line breaks.

    That is the text directly to the left; else the nearest above, else the nearest to the left.
    """
    left = [c for c in cells if _same_row(c, cell) and _end(c) <= cell.column]
    left.sort(key=_end, reverse=True)
    above = [c for c in cells if _same_column(c, cell) and c.row + c.row_span <= cell.row]
    above.sort(key=lambda c: c.row, reverse=True)
    for candidate in (*left[:1], *above, *left):
        label = "".join(candidate.text.split())
        if label and not candidate.field:
            return label
    return ""


def _field(
    cell: Cell, declaration: FormDeclaration, cells: tuple[Cell, ...], rows: tuple[Row, ...]
) -> Field:
    key = cell.field
    height = sum(row.height for row in rows[cell.row : cell.row + cell.row_span])
    known = known_field(key, height)
    field = Field(
        key=key,
        kind=known.kind,
        label=label_of(cell, cells) or key,
        required=key in declaration.required,
        hidden=key in declaration.hidden,
        annex=key in declaration.annex,
        options=known.options,
    )
    block = next((block.id for block in declaration.blocks if key in block.fields), None)
    if block is not None:
        field = replace(field, block=block)
    said = declaration.fields.get(key)
    if said is None:
        return field
    return replace(
        field,
        kind=FieldKind(said.kind) if said.kind in set(FieldKind) else field.kind,
        label=said.label or field.label,
        options=said.options or field.options,
        annex=field.annex if said.annex is None else said.annex,
        least=said.least,
        most=said.most,
        decimals=said.decimals,
    )


def _mentioned(declaration: FormDeclaration) -> list[str]:
    """Return every key the declaration mentions, once, in order."""
    return list(
        dict.fromkeys(
            [
                *declaration.required,
                *declaration.hidden,
                *declaration.optional_hidden,
                *declaration.annex,
                *(key for block in declaration.blocks for key in block.fields),
                *declaration.fields,
            ]
        )
    )


def _end(cell: Cell) -> int:
    return cell.column + cell.column_span


def _same_row(one: Cell, other: Cell) -> bool:
    return one.row < other.row + other.row_span and other.row < one.row + one.row_span


def _same_column(one: Cell, other: Cell) -> bool:
    return one.column < _end(other) and other.column < _end(one)
