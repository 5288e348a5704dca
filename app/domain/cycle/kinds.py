"""Which class holds which kind of record; a further kind is a further line here."""

from collections.abc import Mapping

from app.domain.cycle.annexes import Annex
from app.domain.cycle.record import Record, RecordKind

CLASSES: Mapping[RecordKind, type[Record]] = {
    RecordKind.ANNEX: Annex,
}
_KINDS = {kind_class: kind for kind, kind_class in CLASSES.items()}


def kind_of(kind_class: type[Record]) -> RecordKind:
    """Return the kind of record that a class holds."""
    return _KINDS[kind_class]
