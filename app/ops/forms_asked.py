"""Which forms are wanted, in which shape, and what the paper room gives for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.form import Annex, FormSpec, FormValues
from app.domain.ids import OrganizationId, ReviewId
from app.domain.review import Round
from app.domain.words import CopyPurpose


class Fitted(Protocol):
    """Values cut so that the form stays on its page, and what goes on an 附页."""

    @property
    def values(self) -> FormValues:
        """What stands in the cells."""
        ...

    @property
    def annexes(self) -> Sequence[Annex]:
        """What does not fit."""
        ...

    @property
    def overflowing(self) -> Sequence[str]:
        """Keys of the fields that do not fit."""
        ...


class Paper(Protocol):
    """What the paper room gives; loaded only when something has to be measured or painted."""

    def fit(self, spec: FormSpec, values: FormValues) -> Fitted:
        """Cut the values for the page."""
        ...

    def boxes(self, spec: FormSpec, values: FormValues) -> str:
        """Return the characters that no font of this machine can draw."""
        ...

    def pdf(self, spec: FormSpec, forms: Iterable[Fitted]) -> bytes:
        """Paint forms one after the other, as they come, into one PDF."""
        ...


OpenPaper = Callable[[], Paper]


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The records of a round about what stands in an organisation and below."""

    round: Round
    under: OrganizationId


@dataclass(frozen=True, slots=True)
class OfReviews:
    """These records, in this order."""

    reviews: tuple[ReviewId, ...]


Choice = OfUnit | OfReviews
"""Which records are meant."""


@dataclass(frozen=True, slots=True)
class FormsAsked:
    """In which shape the forms are wanted."""

    copies: tuple[CopyPurpose, ...] = ()
    """Empty: each form once, whatever its copies."""
    format: str = "docx"
    combine: bool = False
    filing: bool = False
    done_only: bool = False
    """True: without drafts; posted copies are of done reviews in any case."""
    hide_optional: bool = False
    """True: posted copies also leave out what the scheme says may be hidden (出生年月)."""
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class FormsDone:
    """What was written."""

    files: tuple[Path, ...]
    overflowing: tuple[str, ...]
    """File names of the forms that ran over their page."""
    boxes: tuple[tuple[str, str], ...] = ()
    """Names of PDF files, each with the characters in it that no font here can draw."""
    annexed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """File names of forms, each with the names of the 附页 files that go with it on paper."""
