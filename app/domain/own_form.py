"""A unit's own form while it is being taken in: what each cell of its Word file is to take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.field_kinds import known_field
from app.domain.form import Cell, Field, FieldKind, FormSpec, Paragraph
from app.domain.scheme import Block, FieldOverride, FormDeclaration, Scheme
from app.domain.words import CopyPurpose, TargetKind

OWN = "own."
"""What the keys of a ledger's own fields begin with."""

REVIEW_DAY = "review.date"
"""The field without which no review is ever done."""

BLOCKS: Mapping[str, tuple[str, str]] = {
    "target.summary": ("summary", "前段小结"),
    "target.commitments": ("commitments", "承诺事项"),
    "rectification.summary": ("rectification", "整改落实"),
}
"""Fields that are completed on a day of their own: key → id and title of the block."""

_PRIVATE = ("member.birth",)


class Certainty(StrEnum):
    """How sure the program is of what a cell takes."""

    CERTAIN = "certain"
    GUESSED = "guessed"
    OWN = "own"
    """A field of the unit's own."""
    PRINTED = "printed"
    """No field: it stays as it is printed."""


@dataclass(frozen=True, slots=True)
class DraftCell:
    """One cell that could be filled in."""

    row: int
    column: int
    label: str
    """The printed label beside it, or what the user calls it."""
    key: str
    """The key of its field; empty: the cell is no field."""
    kind: FieldKind
    certainty: Certainty
    required: bool = False
    annex: bool = False
    options: tuple[str, ...] = ()
    most: int | None = None
    decimals: int = 0
    printed: str = ""
    """What stands in the cell (年  月  日); it goes when the cell becomes a field."""
    height: int = 0
    """Least height in twips."""

    @property
    def is_field(self) -> bool:
        """Whether the cell is filled in."""
        return bool(self.key)


@dataclass(frozen=True)
class FormDraft:
    """A Word file with what is proposed for its cells; the user corrects it by ``replace``."""

    file: str
    """The file's name, for sentences."""
    word: bytes
    table: int
    """Which table of the body is the form, from 0."""
    title: str
    short_title: str
    target: TargetKind
    copies: tuple[CopyPurpose, ...]
    cells: tuple[DraftCell, ...]
    layout: FormSpec
    """The page with every cell that could be filled in marked by its place."""
    warnings: tuple[Fault, ...] = ()
    replaces: str = ""
    """The id of the form whose place it takes; empty: a further form, used without a rule."""

    def with_cell(self, index: int, **said: object) -> "FormDraft":
        """Return the draft with one cell changed."""
        cell = replace(self.cells[index], **said)  # type: ignore[arg-type]
        return replace(self, cells=(*self.cells[:index], cell, *self.cells[index + 1 :]))

    def with_field(self, index: int, key: str) -> "FormDraft":
        """Return the draft with another field chosen for a cell; its kind follows the field."""
        cell = self.cells[index]
        if not key:
            return self.with_cell(index, key="", certainty=Certainty.PRINTED, required=False)
        own = key.startswith(OWN)
        known = known_field(key, cell.height)
        kind = cell.kind if own else known.kind
        return self.with_cell(
            index,
            key=key,
            kind=kind,
            options=cell.options if own else known.options,
            certainty=Certainty.OWN if own else Certainty.CERTAIN,
        )

    @property
    def fields(self) -> tuple[DraftCell, ...]:
        """The cells that are filled in."""
        return tuple(cell for cell in self.cells if cell.is_field)


def place_key(row: int, column: int) -> str:
    """Return the key that stands for a cell's place in ``FormDraft.layout``."""
    return f"at.{row}.{column}"


def shown_form(draft: FormDraft) -> FormSpec:
    """Return the form as it will look."""
    by_place = {(cell.row, cell.column): cell for cell in draft.cells}
    layout = draft.layout.cells
    cells = tuple(_shown(cell, by_place.get((cell.row, cell.column))) for cell in layout)
    fields = tuple(
        Field(c.key, c.kind, c.label, required=c.required, annex=c.annex, options=c.options)
        for c in draft.fields
    )
    return replace(draft.layout, title=draft.title, cells=cells, fields=fields)


def _shown(cell: Cell, said: DraftCell | None) -> Cell:
    if said is None or said.is_field:
        return replace(cell, field=said.key if said else "")
    style = cell.paragraphs[0].style
    printed = tuple(Paragraph(line, style) for line in said.printed.split("\n"))
    return replace(cell, field="", paragraphs=printed)


def declaration_of(draft: FormDraft, scheme: Scheme, form_id: str) -> FormDeclaration:
    """Return what the scheme is to say about the form.

    Args:
        draft: as the user agreed to it.
        scheme: of the ledger; the form that is replaced gives what the draft does not say.
        form_id: the id of the form.
    """
    old = scheme.form(draft.replaces) if draft.replaces else None
    items = next((each.id for each in scheme.items if each.target is draft.target), "")
    keys = [cell.key for cell in draft.fields]
    return FormDeclaration(
        id=form_id,
        title=draft.title,
        short_title=draft.short_title,
        file=old.file if old else f"{form_id}.docx",
        target=draft.target,
        copies=draft.copies,
        required=tuple(cell.key for cell in draft.fields if cell.required),
        hidden=tuple(key for key in old.hidden if key in keys) if old else (),
        optional_hidden=tuple(key for key in _PRIVATE if key in keys),
        annex=tuple(cell.key for cell in draft.fields if cell.annex),
        blocks=_blocks(keys),
        fields={cell.key: said for cell in draft.fields if (said := _said(cell)) is not None},
        items=old.items if old else items,
        counts=old.counts if old else True,
    )


def _blocks(keys: Sequence[str]) -> tuple[Block, ...]:
    return tuple(
        Block(*block, fields=(key,)) for key, block in BLOCKS.items() if key in keys
    )  # fmt: skip


def _said(cell: DraftCell) -> FieldOverride | None:
    """Return what the key alone does not tell."""
    known = known_field(cell.key, cell.height)
    if not cell.key.startswith(OWN) and cell.kind is known.kind and not cell.key.startswith("item"):
        return None
    return FieldOverride(
        kind=cell.kind.value,
        label="".join(cell.label.split()),
        options=cell.options,
        most=cell.most if cell.kind is FieldKind.NUMBER else None,
        decimals=cell.decimals if cell.kind is FieldKind.NUMBER else 0,
    )


def draft_faults(draft: FormDraft, scheme: Scheme) -> list[Fault]:
    """Return everything that stands in the way of taking the form in."""
    faults = []
    if not draft.title.strip():
        faults.append(fault("own.title", draft.file))
    taken = {
        name
        for form in scheme.forms
        if form.id != draft.replaces
        for name in (form.title, form.short_title, form.id)
    }
    names = dict.fromkeys((draft.title, draft.short_title))
    faults += [fault("own.title_taken", draft.file, title=n) for n in names if n in taken]
    if not draft.fields:
        faults.append(fault("own.no_fields", draft.file))
    first: dict[str, DraftCell] = {}
    for cell in draft.fields:
        place = f"第 {cell.row + 1} 行"
        if not cell.label.strip():
            faults.append(fault("own.label", place))
        before = first.setdefault(cell.key, cell)
        if before is not cell:
            faults.append(
                fault("own.twice", place, one=before.label, other=cell.label, row=before.row + 1)
            )
        if cell.kind is FieldKind.CHOICE and not cell.options and cell.key.startswith(OWN):
            faults.append(fault("own.options", place, label=cell.label))
    old = scheme.form(draft.replaces) if draft.replaces else None
    if old is not None and old.target is not draft.target:
        faults.append(fault("own.target", draft.file, title=old.title))
    return faults


def draft_advice(draft: FormDraft) -> list[Fault]:
    """Return what the user should know of a form that can be taken in as it is."""
    keys = {cell.key for cell in draft.fields}
    faults = [] if REVIEW_DAY in keys else [fault("own.no_day")]
    if not any(cell.required for cell in draft.fields):
        faults.append(fault("own.nothing_required"))
    return [*draft.warnings, *faults]


def own_labels(forms: Iterable[FormSpec]) -> dict[str, str]:
    """Return the own fields of these forms: label → key."""
    return {field.label: field.key for spec in forms for field in spec.fields if is_own(field.key)}


def is_own(key: str) -> bool:
    """Tell whether a key stands for a field of the unit's own."""
    return key.startswith(OWN)


def next_own(keys: Iterable[str]) -> int:
    """Return the first number that no own field of these keys has."""
    numbers = (key.removeprefix(OWN) for key in keys if is_own(key))
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
