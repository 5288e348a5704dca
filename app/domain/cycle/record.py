"""What all records of the cycle share; each kind adds fields of its own in a module of its own."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.ids import OrganizationId, RecordId, ReviewId, RoundId
from app.domain.review import Target


class RecordKind(StrEnum):
    """Kinds of records; the word is kept in ledgers."""

    ANNEX = "annex"
    COMMITMENT = "commitment"
    OPINION = "opinion"
    MEETING = "meeting"
    DRAW = "draw"
    INTERVIEW = "interview"
    POSTING = "posting"
    RECTIFICATION = "rectification"
    REPLY = "reply"
    ASSESSMENT = "assessment"
    BALLOT = "ballot"
    MODEL_CASE = "model_case"


RECORD_KINDS: dict[RecordKind, str] = {
    RecordKind.ANNEX: "附页",
    RecordKind.COMMITMENT: "公开承诺",
    RecordKind.OPINION: "意见建议",
    RecordKind.MEETING: "会议",
    RecordKind.DRAW: "随机抽取",
    RecordKind.INTERVIEW: "专门约谈",
    RecordKind.POSTING: "公示",
    RecordKind.RECTIFICATION: "整改",
    RecordKind.REPLY: "书面回复",
    RecordKind.ASSESSMENT: "群众评议",
    RecordKind.BALLOT: "测评票",
    RecordKind.MODEL_CASE: "典型",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is kept in the ledger: 附页, a photo, a scan."""

    name: str
    """As the file was called."""
    sha256: str
    """By which its content is found in the ledger and in packages."""
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of the cycle: whose it is, when, and how far it has come."""

    id: RecordId
    organization_id: OrganizationId
    """Whose work it belongs to: of a member his organisation's."""
    round_id: RoundId | None = None
    review_id: ReviewId | None = None
    """The review that it was born from or belongs to."""
    target: Target | None = None
    """Whom it is about, where it is about one organisation or one person."""
    day: date | None = None
    """When it happened or was made."""
    until: date | None = None
    """By when it is due, or the last day of what lasts."""
    state: str = ""
    """One of the kind's own states; its words stand beside the kind."""
    attachments: tuple[Attachment, ...] = ()
