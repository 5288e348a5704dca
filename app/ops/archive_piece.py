"""One piece of an archive folder: a file that is made when it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.ids import OrganizationId
from app.domain.official_document import OfficialDocument
from app.domain.review import Target

FORMS, REPLIES, MEETINGS, POSTINGS, VOTES, REPORTS, FILES, LISTS = (
    "登记表",
    "整改回复",
    "会议",
    "公示",
    "评议",
    "报告",
    "附件",
    "清单",
)
KINDS = (FORMS, REPLIES, MEETINGS, POSTINGS, VOTES, REPORTS, FILES, LISTS)
"""The kinds of pieces, in the order of their folders."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an archive."""

    kind: str
    organization_id: OrganizationId
    """Whose it is: a member's organisation."""
    target: Target | None
    about: str
    """Whom or what it is about, in words."""
    words: str
    """What it is."""
    name: str
    """The file's name without ending."""
    suffix: str
    day: date | None
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Makes the Word file of a document."""

    make: Callable[[], OfficialDocument]

    def __call__(self) -> bytes:
        """Return the file's content."""
        from app.export.word_document import document_bytes

        return document_bytes(self.make())
