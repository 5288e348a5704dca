"""What should come of each row and of each form, written by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Said = Literal["rejected", "question", "warned", "refused"]
Texts = tuple[str, ...]
"""The texts that are right for a cell; the empty one: nothing."""


@dataclass(frozen=True)
class Taken:
    """The row is in the ledger with these values, by heading of the exported list."""

    values: dict[str, str | Texts] = field(default_factory=dict)
    warned: bool = False
    """It must also be told about."""
    times: int = 1
    """How often somebody with these values is there."""


@dataclass(frozen=True)
class Told:
    """The row is handed back: rejected for one of these columns, or asked about."""

    how: tuple[Said, ...] = ("rejected",)
    columns: tuple[str, ...] = ()


Outcome = Taken | Told
REJECTED = Told()
ASKED = Told(("question",))
NOT_SILENT = Told(("rejected", "question", "warned"))


@dataclass(frozen=True)
class Row:
    """One row of a sheet; the first number is 1, as Excel counts."""

    number: int
    name: str
    accepted: tuple[Outcome, ...]


@dataclass(frozen=True)
class Form:
    """One form in a file: whom it is about and what its cells say."""

    target: str
    organization: str
    """The member's branch, or the organisation's parent."""
    cells: dict[str, str | Texts]
    """By heading of the exported 台账."""
    warned: tuple[str, ...] = ()
    """Cells whose difference to the ledger must be told."""


@dataclass(frozen=True)
class FormFile:
    """A Word file and the forms in it."""

    file: str
    forms: tuple[Form, ...] = ()
    scheme: str = "qingdao-2010"
    accepted: tuple[Said, ...] = ()
    """What may be said instead of taking it; with no form: one of these must be."""
    answer: str = ""
    """If a question is asked, the option that holds this text is chosen."""


def rejected(*columns: str) -> Told:
    """Handed back for one of these columns."""
    return Told(("rejected",), columns)


def texts(said: str | Texts) -> Texts:
    """Return the texts that are right."""
    return (said,) if isinstance(said, str) else said
