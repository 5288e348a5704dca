"""Records that were submitted are locked all at once, with their lines in the log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.db.clock import now
from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.mapping import json_text
from app.db.review_store import RECORD
from app.domain.ids import OrganizationId, RoundId

REPORTED = "已上报"
"""With this the lock of a submitted record begins."""

_WANTED = (
    "round_id = :round AND done_day <= :until"
    " AND organization_id IN (SELECT value FROM json_each(:units))"
    " AND substr(locked, 1, length(:reported)) <> :reported"
)
_PLACES = f"SELECT rowid FROM review WHERE {_WANTED} ORDER BY rowid"
_AMONG = "FROM review WHERE rowid IN (SELECT value FROM json_each(:places))"
_LOG = (
    'INSERT INTO "change" ("time", who, what, record_id, field, "old", "new", reason)'
    f" SELECT :time, :who, :what, id, 'locked', locked, :text, :reason {_AMONG} ORDER BY rowid"
)
_LOCK = "UPDATE review SET locked = :text WHERE rowid IN (SELECT value FROM json_each(:places))"
_BATCH = 2_000
"""Records that are locked at once: what one statement sorts and changes is kept in memory."""
_LATER = """
SELECT count(*) FROM review AS r
WHERE r.round_id = :round AND r.organization_id IN (SELECT value FROM json_each(:units))
    AND substr(r.locked, 1, length(:reported)) <> :reported
    AND CASE (
        SELECT max(c.id) FROM "change" AS c WHERE c.what = :what AND c.record_id = r.id
            AND c.field = 'locked' AND substr(c."old", 1, length(:reported)) = :reported
    ) IS NULL WHEN 1 THEN r.done_day <= :until ELSE EXISTS (
        SELECT 1 FROM "change" AS c WHERE c.what = :what AND c.record_id = r.id
            AND c.field <> 'locked' AND c."time" >= :since AND c.id > (
                SELECT max(o.id) FROM "change" AS o WHERE o.what = :what AND o.record_id = r.id
                    AND o.field = 'locked' AND substr(o."old", 1, length(:reported)) = :reported
            )
    ) END
"""
"""Records done since a submission, or opened after it and changed; opened alone is no change."""
LOCKED = f"CASE WHEN {_WANTED} THEN :text ELSE locked END"
"""What the lock of a review will say once it is locked; is given ``ReportLock.given``."""


@dataclass(frozen=True, slots=True)
class ReportLock:
    """Which records are locked because they were submitted, and what their lock says."""

    round_id: RoundId
    units: Collection[OrganizationId]
    """Where the records belong."""
    until: date
    """Only those done up to this day."""
    text: str
    """Begins with ``REPORTED``."""

    @property
    def given(self) -> dict[str, str]:
        """What the statements are given."""
        return {
            "round": self.round_id,
            "until": self.until.isoformat(),
            "units": json_text(list(self.units)),
            "reported": REPORTED,
            "text": self.text,
        }


def lock_reported(database: Database, lock: ReportLock, reason: str) -> int:
    """Lock the records of a round that count, 定稿 or not; returns how many were locked.

    Those that were submitted before and not opened since keep the lock that they have: it tells
    with which submission they went up as they are.

    Args:
        database: the ledger, in a transaction.
        lock: which ones, and what their lock says.
        reason: why, for the log.
    """
    given = {
        **lock.given,
        "time": now(),
        "who": ChangeStore(database).user(),
        "what": RECORD,
        "reason": reason,
    }
    with database.transaction():
        places = [place for (place,) in database.sql(_PLACES, given)]
        for start in range(0, len(places), _BATCH):
            some = {**given, "places": json_text(places[start : start + _BATCH])}
            database.raw.execute(_LOG, some)
            database.raw.execute(_LOCK, some)
        return len(places)


def later_records(
    database: Database,
    round_id: RoundId,
    units: Collection[OrganizationId],
    until: date,
    since: str,
) -> int:
    """Count the records that are otherwise than they were submitted, or new since.

    Args:
        database: the ledger.
        round_id: the round that was submitted.
        units: where the records belong.
        until: what was done later would not be submitted either.
        since: when the submission was made; matters for records that are no longer done.
    """
    given = {
        "since": since,
        "until": until.isoformat(),
        "round": round_id,
        "units": json_text(list(units)),
        "reported": REPORTED,
        "what": RECORD,
    }
    ((count,),) = database.sql(_LATER, given)
    return int(count)
