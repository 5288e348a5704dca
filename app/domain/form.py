"""A form as declared: a grid of cells read from a Word file, and the fields in it.

All lengths are twips (1/1440 inch; 56.7 to the millimetre), all font sizes half-points, as in Word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.domain.dates import parse_date
from app.domain.errors.fault import Refusal
from app.domain.words import CopyPurpose, TargetKind

FormValues = Mapping[str, str]
"""What stands in the cells of one form: field key → text, lines separated by a line feed."""


BIRTH = "member.birth"
"""The field of 出生年月."""
MAIN_BLOCK = "review"
"""The block of everything that no other block holds; its day is the day of the review."""


class FieldKind(StrEnum):
    """What kind of thing a cell takes; each kind has one editor and one way of reading back."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"
    NUMBER = "number"


class Align(StrEnum):
    """Horizontal alignment of a paragraph."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"


class VerticalAlign(StrEnum):
    """Vertical alignment of a cell."""

    TOP = "top"
    CENTER = "center"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set."""

    font: str = "宋体"
    half_points: int = 21
    bold: bool = False
    align: Align = Align.LEFT
    line: int = 0
    """Exact line height in twips; 0 where the file leaves it to the font."""
    before: int = 0
    after: int = 0
    indent_left: int = 0
    indent_right: int = 0
    first_line: int = 0
    """Extra indent of the first line; negative for a hanging indent."""
    spacing: int = 0
    """Extra room behind each character; negative sets them closer."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Printed text with its style."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Padding:
    """Space between a cell's border and its text."""

    left: int = 108
    top: int = 0
    right: int = 108
    bottom: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid."""

    height: int = 0
    exact: bool = False
    """True: never taller than ``height``; else ``height`` is the least."""
    splits: bool = True
    """True: the row may break across pages."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: printed text, or the place of a field."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: tuple[Paragraph, ...]
    """Printed text; for a field one empty paragraph that gives the style of what is filled in."""
    field: str = ""
    vertical: VerticalAlign = VerticalAlign.TOP
    padding: Padding = Padding()

    @property
    def text(self) -> str:
        """The printed text, paragraphs separated by line feeds."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Field:
    """What a cell takes."""

    key: str
    kind: FieldKind
    label: str
    """The printed label beside or above the cell, without line breaks and spaces."""
    required: bool = False
    hidden: bool = False
    """True: left out of posted copies."""
    annex: bool = False
    """True: the form allows an 附页 for what does not fit."""
    block: str = MAIN_BLOCK
    """Blocks may be completed on different days (domain.md §4)."""
    options: tuple[str, ...] = ()
    least: int = 0
    """Of a number: the smallest that the cell takes."""
    most: int | None = None
    decimals: int = 0
    """Of a number: how many digits may follow the point."""


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins."""

    width: int = 11906
    height: int = 16838
    left: int = 1474
    top: int = 1588
    right: int = 1474
    bottom: int = 1304


@dataclass(frozen=True)
class FormSpec:
    """A form as declared by its Word file and its scheme."""

    id: str
    title: str
    target: TargetKind
    page: Page
    before: tuple[Paragraph, ...]
    """Printed paragraphs above the table (附件二, the title)."""
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    """In reading order: by row, then column."""
    after: tuple[Paragraph, ...]
    """Printed paragraphs below the table (the notes)."""
    fields: tuple[Field, ...]
    """In reading order of their cells."""
    copies: tuple[CopyPurpose, ...] = ()
    edition: str = ""
    """SHA-256 of the Word file and its declaration; a changed form has another."""
    short_title: str = ""
    """What stands in file names."""
    counts: bool = True
    """False: a finished form is no review, and never counts as reviewed."""
    table_left: int = 0
    """Twips from the left margin to the left edge of the table; may be negative."""
    outer_line: int = 20
    """Weight of the lines around the table in twips."""
    inner_line: int = 10
    """Weight of the lines inside the table in twips."""

    @cached_property
    def field_by_key(self) -> Mapping[str, Field]:
        """The fields by their keys."""
        return {field.key: field for field in self.fields}

    @cached_property
    def cell_by_key(self) -> Mapping[str, Cell]:
        """The cells that take a field, by its key."""
        return {cell.field: cell for cell in self.cells if cell.field}

    def posted(self, values: FormValues, hidden: frozenset[str] = frozenset()) -> dict[str, str]:
        """Return the values with those left out that a posted copy hides; never a day of birth."""
        return {
            key: "" if key in hidden or self.field_by_key[key].hidden else _without_day(key, value)
            for key, value in values.items()
            if key in self.field_by_key
        }


def _without_day(key: str, value: str) -> str:
    """Return a value; of a birth the year and month, and nothing where it is no date."""
    if key != BIRTH or not value.strip():
        return value
    try:
        found = parse_date(value)
    except Refusal:
        return ""
    return found.to_month.for_form if found.day else value


CONTINUED = "（续见附页）"
"""What ends a cell whose text goes on on an 附页."""

ANNEX_HEADING = TextStyle(font="黑体", half_points=32, align=Align.CENTER, line=600, after=160)
"""How the heading of an 附页 is set, on paper and in Word alike."""


@dataclass(frozen=True, slots=True)
class Annex:
    """附页: what of one field does not fit into its cell.

    The first of a form starts a new page, others follow below it. The text is set like the
    cell's.
    """

    key: str
    title: str
    """The whole heading, such as 附页：前段小结."""
    text: str


def annex_title(field: Field) -> str:
    """Return the heading of a field's 附页; a remark in brackets （可附页） is left out."""
    return "附页：" + (field.label.partition("（")[0] or field.label)


def cut_for_annex(text: str, at: int) -> tuple[str, str]:
    """Return (what stands in the cell, what goes on the 附页) for a cut before character ``at``.

    A cut at the end of a line leaves the words on a line of their own; that is how
    ``joined_with_annex`` knows whether the line went on.
    """
    return text[:at] + CONTINUED, text[at:]


def joined_with_annex(cell: str, annex: str) -> str:
    """Return the whole text again from the two parts of ``cut_for_annex``."""
    return cell.removesuffix(CONTINUED) + annex
