"""What an import would do: shown first, applied by one op, nothing written before.

Also the plain tables that a proposal is made from, so that rows that wait for an answer can be
kept with the question and proposed again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, overload

from app.domain.errors.fault import Fault
from app.domain.handoff_records import UnitFigures
from app.domain.ids import AppointmentId, OversightId, QuestionId
from app.domain.organization import Appointment, Member, Organization, Oversight, Person
from app.domain.review import Review

REJECT_REASON = "未导入原因"
"""The column that tells why a row was rejected; passed by when the mended row comes back."""


class SheetKind(StrEnum):
    """What the rows of a sheet are."""

    ORGANIZATIONS = "organizations"
    MEMBERS = "members"
    REVIEWS = "reviews"
    FORMS = "forms"
    """Filled Word forms: each is a row with the columns of a 台账."""
    FIGURES = "figures"
    """Filled 统计表: each is a row, with the figures of one unit."""


class RowStatus(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUESTION = "question"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row under the header: texts by canonical column, the rest by its own heading."""

    number: int
    cells: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)


class SheetRows(Sequence[SheetRow]):
    """The rows of a large sheet, kept by column; a row itself is made only where it is asked for.

    An empty text is an empty cell: the rows do not hold it.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        cells: Mapping[str, Sequence[str]],
        extra: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Keep columns, each as long as ``numbers``.

        Args:
            numbers: the rows' numbers in the file.
            cells: texts by canonical column.
            extra: texts by own heading.
        """
        self.numbers = numbers
        self.cells = cells
        self.extra = extra or {}

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> SheetRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SheetRow]: ...
    def __getitem__(self, index: int | slice) -> SheetRow | Sequence[SheetRow]:
        if isinstance(index, slice):
            return [self._row(each) for each in range(*index.indices(len(self)))]
        return self._row(index)

    def __iter__(self) -> Iterator[SheetRow]:
        return map(self._row, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _row(self, index: int) -> SheetRow:
        return SheetRow(
            self.numbers[index],
            {name: text for name, texts in self.cells.items() if (text := texts[index])},
            {name: text for name, texts in self.extra.items() if (text := texts[index])},
        )


def by_column(rows: Sequence[SheetRow]) -> SheetRows:
    """Return rows kept by column."""
    if isinstance(rows, SheetRows):
        return rows
    cells = dict.fromkeys(name for row in rows for name in row.cells)
    extra = dict.fromkeys(name for row in rows for name in row.extra)
    return SheetRows(
        [row.number for row in rows],
        {name: [row.cells.get(name, "") for row in rows] for name in cells},
        {name: [row.extra.get(name, "") for row in rows] for name in extra},
    )


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A recognised sheet."""

    file: str
    sheet: str
    kind: SheetKind
    header_row: int
    mapping: Mapping[str, str]
    """Heading as it stands → canonical column."""
    rows: Sequence[SheetRow]
    warnings: tuple[Fault, ...] = ()
    doubts: tuple["RowFault", ...] = ()
    """What was doubtful while the cells were read; told with the rows."""
    places: tuple[tuple[str, str], ...] = ()
    """Where the sheet names the unit that its rows belong to (单位栏, 标题 …) → what it says."""
    refused: tuple["RowFault", ...] = ()
    """Rows that could not be read at all: they are rejected; row 0: the whole file."""

    @property
    def row_word(self) -> str:
        """What one of the rows is called."""
        return "张表" if self.kind in (SheetKind.FORMS, SheetKind.FIGURES) else "行"

    @property
    def is_unread(self) -> bool:
        """Whether the file could not be read at all: ``refused`` says why, the kind is a guess."""
        return not self.rows and bool(self.refused)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a row that differs from what is there."""

    column: str
    old: str
    new: str


class ProposedRow(NamedTuple):
    """What happens with one row; a tuple, for there are very many."""

    row: int
    status: RowStatus
    name: str = ""
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row was rejected, or what is doubtful about it."""

    row: int
    """Number in the file; 0: the sheet as a whole."""
    column: str
    fault: Fault
    word: str = "行"
    """What a row is called."""

    @property
    def code(self) -> str:
        """The fault's code."""
        return self.fault.code

    @property
    def message(self) -> str:
        """The whole sentence: 第 12 行：入党时间“1975.1”无法判断… 请改为…."""
        subject = self.column if self.fault.message.startswith("“") else ""
        if not self.row:
            return f"{subject}{self.fault.message}{self.fault.remedy}"
        return f"第 {self.row} {self.word}：{subject}{self.fault.message}{self.fault.remedy}"

    def as_dict(self) -> dict[str, object]:
        """Return it as it stands in JSON (commands.md)."""
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide; the same question always has the same id."""

    id: QuestionId
    code: str
    message: str
    rows: tuple[int, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """What an import would do with one sheet."""

    table: SheetTable
    rows: tuple[ProposedRow, ...]
    rejected: tuple[RowFault, ...] = ()
    warnings: tuple[RowFault, ...] = ()
    questions: tuple[Question, ...] = ()
    waiting: SheetTable | None = None
    """The rows that wait for an answer; proposed again with it."""

    def count(self, status: RowStatus) -> int:
        """How many rows have this status."""
        return sum(1 for row in self.rows if row.status is status)


@dataclass(frozen=True, slots=True)
class Writes:
    """Values to write, new or replacing the one with the same id, and what falls away."""

    organizations: tuple[Organization, ...] = ()
    persons: tuple[Person, ...] = ()
    members: tuple[Member, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    oversights: tuple[Oversight, ...] = ()
    reviews: tuple[Review, ...] = ()
    figures: tuple[UnitFigures, ...] = ()
    """What units are counted by from now on, in place of their records."""
    ended_appointments: tuple[AppointmentId, ...] = ()
    """Replaced by others with an unknown start: they fall away."""
    ended_oversights: tuple[OversightId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True)
class Proposal:
    """What an import of one or more files would do."""

    sheets: tuple[SheetProposal, ...]
    write: Callable[[], Writes] = field(repr=False)
    """Makes ``writes``; for large rosters that takes as long as the proposal itself."""

    @cached_property
    def writes(self) -> Writes:
        """The values that it would write, made when they are first asked for."""
        return self.write()

    @property
    def brings_something(self) -> bool:
        """Whether anything would be written."""
        told = (RowStatus.NEW, RowStatus.CHANGED)
        if any(row.status in told for sheet in self.sheets for row in sheet.rows):
            return True
        return not self.writes.is_empty

    @property
    def needs_attention(self) -> bool:
        """Whether something was rejected or asked."""
        return any(sheet.rejected or sheet.questions for sheet in self.sheets)
