"""Which class holds which kind of record; a further kind is a further line here."""

from collections.abc import Mapping

from app.domain.cycle.annexes import Annex
from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballots import Ballot
from app.domain.cycle.cases import ModelCase
from app.domain.cycle.commitments import Commitment
from app.domain.cycle.meetings import Draw, Interview, Meeting
from app.domain.cycle.opinions import Opinion
from app.domain.cycle.postings import Posting
from app.domain.cycle.record import Record, RecordKind
from app.domain.cycle.rectification import Rectification, Reply

CLASSES: Mapping[RecordKind, type[Record]] = {
    RecordKind.ANNEX: Annex,
    RecordKind.COMMITMENT: Commitment,
    RecordKind.OPINION: Opinion,
    RecordKind.MEETING: Meeting,
    RecordKind.DRAW: Draw,
    RecordKind.INTERVIEW: Interview,
    RecordKind.POSTING: Posting,
    RecordKind.RECTIFICATION: Rectification,
    RecordKind.REPLY: Reply,
    RecordKind.ASSESSMENT: Assessment,
    RecordKind.BALLOT: Ballot,
    RecordKind.MODEL_CASE: ModelCase,
}
_KINDS = {kind_class: kind for kind, kind_class in CLASSES.items()}


def kind_of(kind_class: type[Record]) -> RecordKind:
    """Return the kind of record that a class holds."""
    return _KINDS[kind_class]
