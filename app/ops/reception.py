"""What is told about packages that arrive: per file, per conflict, per line of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.domain.errors.fault import Fault
from app.domain.handoff import Manifest, PackageKind, Unit
from app.domain.handoff_records import Side
from app.domain.ids import OrganizationId
from app.domain.package_format import is_encrypted
from app.domain.proposal import Question
from app.ops.changes import Changes
from app.ops.history import HistoryLine


class ArrivedStatus(StrEnum):
    """What becomes of a file."""

    READY = "ready"
    """It can be taken in; ``apply`` takes it in."""
    APPLIED = "applied"
    SAME = "same"
    """It was taken in before; nothing changes."""
    OLDER = "older"
    """A newer one of the same unit is held: taken in only where the user says so."""
    QUESTION = "question"
    """Its sender is not known here: it waits for the answer."""
    DECLINED = "declined"
    """The user said that it is not for us; the question may be answered anew."""
    OTHER_SCHEME = "other_scheme"
    """It was made with another scheme: taken in only where the user says so."""
    PASSPHRASE = "passphrase"
    """It is encrypted, and no passphrase or a wrong one was given."""
    NEWER = "newer"
    """It needs a newer program."""
    REFUSED = "refused"


ARRIVED_STATUSES: dict[ArrivedStatus, str] = {
    ArrivedStatus.READY: "可以接收",
    ArrivedStatus.APPLIED: "已接收",
    ArrivedStatus.SAME: "已接收过",
    ArrivedStatus.OLDER: "比已接收的旧",
    ArrivedStatus.QUESTION: "待确认单位",
    ArrivedStatus.DECLINED: "不接收",
    ArrivedStatus.OTHER_SCHEME: "方案不同",
    ArrivedStatus.PASSPHRASE: "需要口令",
    ArrivedStatus.NEWER: "需要新版程序",
    ArrivedStatus.REFUSED: "不能接收",
}
"""The words for what becomes of a file."""

OWN = "本台账的"
"""The word for what this very ledger sent; it is not to be received here."""

WAITING = frozenset(
    {
        ArrivedStatus.OLDER,
        ArrivedStatus.QUESTION,
        ArrivedStatus.OTHER_SCHEME,
        ArrivedStatus.PASSPHRASE,
        ArrivedStatus.NEWER,
        ArrivedStatus.REFUSED,
    }
)
"""Files of these are not taken in unless the user does something."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A value that was changed on both sides, in words."""

    id: int
    """0 in a preview: it can be settled only once the package is taken in."""
    what: str
    """The kind of record: member, review …"""
    record_id: str
    field: str
    """Empty: the whole record, there on one side only."""
    kind_word: str
    """党员, 登记表 …"""
    record: str
    """The record's name: the person's, the organisation's path, whom a form is about."""
    place: str
    """The path of the organisation that it belongs to."""
    label: str
    """The field's word or its printed label; for a whole record 有无."""
    ours: str
    theirs: str
    """Both texts as people read them; empty: there is none on that side."""
    package: int = 0
    unit: str = ""
    """From whom theirs comes."""
    side: Side = Side.BELOW
    """Whether it is a unit below, the level above, or another copy of this ledger."""
    only_ours: bool = False
    """Only we have the record: it is taken away where it is said of it alone, never wholesale."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file, and what taking it in does or would do."""

    file: Path
    status: ArrivedStatus
    manifest: Manifest | None = None
    """What the package says of itself; None where it could not be read."""
    unit: Unit | None = None
    """The organisation of ours that it is about, with its path; None: not known yet."""
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    """How many records, by kind of record (``history_words.RECORDS``)."""
    conflicts: tuple[ConflictView, ...] = ()
    warnings: tuple[Fault, ...] = ()
    details: tuple[HistoryLine, ...] = ()
    """Told before it is taken in: what it changes, field by field, the first of them."""
    fault: Fault | None = None
    """Why it is not taken in."""
    question: Question | None = None
    encrypted: bool = False
    is_own: bool = False
    """This very ledger sent it."""
    sent_back: int = 0
    """How many remarks on records it brings from the level above (退回意见)."""
    receipts: int = 0
    """Of how many packages that went up it says what became of them (回执)."""

    @property
    def word(self) -> str:
        """What becomes of it, in a word."""
        return OWN if self.is_own else ARRIVED_STATUSES[self.status]

    @property
    def is_closed(self) -> bool:
        """Whether no more is known of it than stands outside of what is encrypted."""
        return self.manifest is not None and is_encrypted(self.manifest)

    @property
    def is_taken(self) -> bool:
        """Whether it is, or would be, taken in."""
        return self.status in (ArrivedStatus.READY, ArrivedStatus.APPLIED)

    @property
    def is_downward(self) -> bool:
        """Whether it comes from the level above."""
        return self.manifest is not None and self.manifest.kind is PackageKind.ISSUE


@dataclass(frozen=True, slots=True)
class Reception:
    """What taking several files in does or would do."""

    arrived: tuple[Arrived, ...]
    missing: tuple[str, ...] = ()
    """Paths of the units that have not reported (未报单位)."""
    changes: Changes = field(default_factory=Changes)
    backup: Path | None = None
    """The backup made before."""

    @property
    def needs_attention(self) -> bool:
        """Whether something waits for the user: a file, a question, a conflict."""
        return any(each.status in WAITING or each.conflicts for each in self.arrived)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A package that was sent or received, in words."""

    package: int
    direction: str
    """``in`` or ``out``."""
    kind: PackageKind
    unit_id: OrganizationId | None
    unit: str
    """From whom (in) or for whom (out): its path, or 上级."""
    sequence: int
    round: str
    as_of: str
    time: str
    file: str
    state: str
    """``sent``, ``applied`` or ``taken_out``."""
    check_code: str
    what: str
    """接收, 上报, 下发, 已取出 …"""
    text: str
    """The whole line in one sentence."""
    open_conflicts: int = 0
    can_take_out: bool = False
    """Whether it is the newest one taken in of its unit, so that it can be taken out again."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What taking a package out again did."""

    changes: Changes
    removed: int
    restored: int
    left: tuple[str, ...]
    """Names of records that were changed since and were left as they are."""


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What the level above asks to be mended in a record (退回)."""

    id: int
    review_id: str
    record: str
    """Whom the record is about."""
    text: str
    time: str
    who: str
    state: str
    place: str = ""
    """The path of the organisation that the record belongs to; empty: not told."""
