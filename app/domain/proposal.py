"""What an import would do: shown first, applied by one op, nothing written before.

Also the plain tables that a proposal is made from, so that rows that wait for an answer can be
kept with the question and proposed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.errors.fault import Fault
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


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A recognised sheet."""

    file: str
    sheet: str
    kind: SheetKind
    header_row: int
    mapping: Mapping[str, str]
    """Heading as it stands → canonical column."""
    rows: tuple[SheetRow, ...]
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a row that differs from what is there."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """What happens with one row."""

    row: int
    status: RowStatus
    name: str = ""
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row was rejected, or what is doubtful about it."""

    row: int
    column: str
    fault: Fault

    @property
    def code(self) -> str:
        """The fault's code."""
        return self.fault.code

    @property
    def message(self) -> str:
        """The whole sentence: 第 12 行：入党时间“1975.1”无法判断… 请改为…."""
        subject = self.column if self.fault.message.startswith("“") else ""
        return f"第 {self.row} 行：{subject}{self.fault.message}{self.fault.remedy}"

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
    ended_appointments: tuple[AppointmentId, ...] = ()
    """Replaced by others with an unknown start: they fall away."""
    ended_oversights: tuple[OversightId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an import of one or more files would do."""

    sheets: tuple[SheetProposal, ...]
    writes: Writes

    @property
    def needs_attention(self) -> bool:
        """Whether something was rejected or asked."""
        return any(sheet.rejected or sheet.questions for sheet in self.sheets)
