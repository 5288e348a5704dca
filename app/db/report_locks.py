"""Records that were submitted are locked all at once, with their lines in the log."""

from collections.abc import Collection
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
_LOG = (
    'INSERT INTO "change" ("time", who, what, record_id, field, "old", "new", reason)'
    " SELECT :time, :who, :what, id, 'locked', locked, :text, :reason"
    f" FROM review WHERE {_WANTED} ORDER BY rowid"
)
_LOCK = f"UPDATE review SET locked = :text WHERE {_WANTED}"


def lock_reported(
    database: Database,
    round_id: RoundId,
    units: Collection[OrganizationId],
    until: date,
    text: str,
    reason: str,
) -> int:
    """Lock the records of a round that count, 定稿 or not; returns how many were locked.

    Those that were submitted before and not opened since keep the lock that they have: it tells
    with which submission they went up as they are.

    Args:
        database: the ledger, in a transaction.
        round_id: whose records.
        units: where the records belong.
        until: only those done up to this day.
        text: what their lock says; begins with ``REPORTED``.
        reason: why, for the log.
    """
    given = {
        "round": round_id,
        "until": until.isoformat(),
        "units": json_text(list(units)),
        "reported": REPORTED,
        "time": now(),
        "who": ChangeStore(database).user(),
        "what": RECORD,
        "text": text,
        "reason": reason,
    }
    with database.transaction():
        database.raw.execute(_LOG, given)
        return database.raw.execute(_LOCK, given).rowcount
