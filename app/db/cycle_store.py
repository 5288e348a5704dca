"""Records of the cycle in a ledger, with the log about them and the files that hang on them."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from app.db import attachments, bulk
from app.db.clock import now
from app.db.connection import Database
from app.db.handoff_models import PartRow
from app.db.log_store import ChangeStore
from app.db.mapping import json_text
from app.db.models import CycleRecordRow
from app.domain.cycle.kinds import CLASSES, kind_of
from app.domain.cycle.record import Attachment, Record, RecordKind
from app.domain.history import Change, record_changes
from app.domain.ids import OrganizationId, RecordId, ReviewId, RoundId
from app.domain.plain import from_plain, to_plain

RECORD = "cycle_record"
"""What the change log calls a record of the cycle."""
_SHARED = tuple(item.name for item in fields(Record))
_IN_ORDER = "ORDER BY position"

R = TypeVar("R", bound=Record)


class CycleStore:
    """The records of the cycle, all kinds alike."""

    def __init__(self, database: Database, now: Callable[[], str] = now) -> None:
        self._database = database
        self._now = now
        self._log = ChangeStore(database)

    # ---- reading -----------------------------------------------------------------------------

    def get(self, record_id: RecordId) -> Record | None:
        """Return a record of any kind, or None."""
        return next(iter(self.among([record_id])), None)

    def among(self, record_ids: Iterable[RecordId]) -> tuple[Record, ...]:
        """Return the records with these ids, as far as there are such."""
        return tuple(
            map(record_of, bulk.read_among(self._database, CycleRecordRow, "id", record_ids))
        )

    def of_kind(self, kind: type[R], round_id: RoundId | None = None) -> tuple[R, ...]:
        """Return the records of a kind in the order in which they came; of one round, or of all."""
        if round_id is None:
            return self._read(f"WHERE kind = ? {_IN_ORDER}", kind_of(kind))
        tail = f"WHERE kind = ? AND round_id = ? {_IN_ORDER}"
        return self._read(tail, kind_of(kind), round_id)

    def in_organization(
        self, kind: type[R], organization_ids: Collection[OrganizationId]
    ) -> tuple[R, ...]:
        """Return the records of a kind of these organisations, in the order in which they came."""
        tail = f"WHERE kind = ? AND organization_id IN (SELECT value FROM json_each(?)) {_IN_ORDER}"
        return self._read(tail, kind_of(kind), json_text(list(organization_ids)))

    def of_review(self, kind: type[R], review_id: ReviewId) -> tuple[R, ...]:
        """Return the records of a kind that belong to a review."""
        return self._read(f"WHERE kind = ? AND review_id = ? {_IN_ORDER}", kind_of(kind), review_id)

    def of_reviews(self, kind: type[R], review_ids: Collection[ReviewId]) -> tuple[R, ...]:
        """Return the records of a kind that belong to any of these reviews."""
        return self._read(_among("review_id"), kind_of(kind), json_text(list(review_ids)))

    def of_targets(self, kind: type[R], target_ids: Collection[str]) -> tuple[R, ...]:
        """Return the records of a kind about any of these organisations or people."""
        return self._read(_among("target_id"), kind_of(kind), json_text(list(target_ids)))

    def of_target(self, kind: type[R], target_id: str) -> tuple[R, ...]:
        """Return the records of a kind about one organisation or person."""
        return self._read(f"WHERE kind = ? AND target_id = ? {_IN_ORDER}", kind_of(kind), target_id)

    def _read(self, tail: str, *params: object) -> tuple[Any, ...]:
        return tuple(map(record_of, bulk.read(self._database, CycleRecordRow, tail, params)))

    # ---- writing -----------------------------------------------------------------------------

    def save(self, records: Iterable[Record], *, reason: str = "") -> None:
        """Write records, new ones or those that replace the one with the same id, and log it.

        Args:
            records: values of any kinds.
            reason: what stands in the log.
        """
        wanted = list(records)
        with self._database.transaction():
            before = {record.id: record for record in self.among([r.id for r in wanted])}
            self._log_changes(before, {record.id: record for record in wanted}, reason)
            last = self._database.sql("SELECT coalesce(max(position), 0) FROM cycle_record")[0][0]
            rows = (row_of(record, last + number) for number, record in enumerate(wanted, 1))
            bulk.upsert(self._database, CycleRecordRow, rows, kept=("position",))

    def remove(self, record_ids: Iterable[RecordId], *, reason: str = "") -> None:
        """Take records away, and log what they were."""
        wanted = list(record_ids)
        with self._database.transaction():
            self._log_changes({record.id: record for record in self.among(wanted)}, {}, reason)
            bulk.delete(self._database, CycleRecordRow, "id", wanted)

    def _log_changes(
        self, before: Mapping[RecordId, Record], after: Mapping[RecordId, Record], reason: str
    ) -> None:
        self._log.append(self._lines(before, after, reason))

    def _lines(
        self, before: Mapping[RecordId, Record], after: Mapping[RecordId, Record], reason: str
    ) -> Iterator[Change]:
        time = self._now()
        for id_ in dict.fromkeys((*before, *after)):
            for field, old, new in record_changes(before.get(id_), after.get(id_)):
                yield Change(RECORD, id_, field, old, new, time, reason=reason)

    # ---- files -------------------------------------------------------------------------------

    def keep_file(self, name: str, content: bytes) -> Attachment:
        """Keep a file's content; the same content is kept once. A record must name it."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._database.transaction():
            bulk.upsert(self._database, PartRow, [(sha256, content)])
        return Attachment(name, sha256, len(content))

    def file(self, attachment: Attachment) -> bytes | None:
        """Return the content of a file, or None where it is not here."""
        return attachments.content(self._database, attachment.sha256)


def row_of(record: Record, position: int) -> tuple[Any, ...]:
    """Return the row of ``cycle_record`` that stands for a record."""
    plain = to_plain(record)
    own = {name: value for name, value in plain.items() if name not in _SHARED}
    target = record.target
    return (
        record.id,
        kind_of(type(record)).value,
        record.organization_id,
        record.round_id,
        record.review_id,
        target.kind.value if target else None,
        target.id if target else None,
        record.day.isoformat() if record.day else None,
        record.until.isoformat() if record.until else None,
        record.state,
        json_text(plain.get("attachments", [])),
        json_text(own),
        position,
    )


def record_of(row: tuple[Any, ...]) -> Record:
    """Return the record that a row of ``cycle_record`` stands for."""
    values = dict(zip(bulk.columns(CycleRecordRow), row, strict=True))
    kind = RecordKind(values["kind"])
    target = {"kind": values["target_kind"], "id": values["target_id"]}
    plain = {
        **json.loads(values["content"]),
        "id": values["id"],
        "organization_id": values["organization_id"],
        "round_id": values["round_id"],
        "review_id": values["review_id"],
        "target": target if values["target_id"] else None,
        "day": values["day"],
        "until": values["until"],
        "state": values["state"],
        "attachments": json.loads(values["attachments"]),
    }
    return from_plain(CLASSES[kind], plain)


def _among(column: str) -> str:
    return f"WHERE kind = ? AND {column} IN (SELECT value FROM json_each(?)) {_IN_ORDER}"
