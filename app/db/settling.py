"""Keeps up the mark ``settled`` of member reviews, on which fast counting rests.

A review is settled when its target has exactly one membership, which is active, has no end, began
on the review's day at latest, and lies in the organisation of the review's snapshot: on any later
day that person counts there. All others are looked up one by one when figures are made.
"""

from collections.abc import Collection

from app.db.connection import Database

_SETTLED = """
UPDATE review SET settled = target_kind = 'member' AND coalesce((
    SELECT count(*) = 1 AND min(
        member.organization_id = review.organization_id
        AND member.status = 'active'
        AND member.until IS NULL
        AND (member.since IS NULL OR member.since <= review.day)
    )
    FROM member WHERE member.person_id = review.target_id
), 0)
"""
_MANY = 20_000


def has_reviews(database: Database) -> bool:
    """Tell whether there is anything to settle."""
    return bool(database.sql("SELECT 1 FROM review LIMIT 1"))


def settle_reviews(database: Database, review_ids: Collection[str]) -> None:
    """Find anew whether these reviews are settled."""
    _settle(database, "id = ?", review_ids)


def settle_persons(database: Database, person_ids: Collection[str]) -> None:
    """Find anew whether the reviews of these persons are settled."""
    _settle(database, "target_id = ?", person_ids)


def unsettled_wrongly(database: Database) -> int:
    """Count the reviews whose mark is not what it should be; 0 in a sound ledger."""
    found = _SETTLED.split("settled = ", 1)[1]
    return int(database.sql(f"SELECT count(*) FROM review WHERE settled <> ({found})")[0][0])


def _settle(database: Database, condition: str, ids: Collection[str]) -> None:
    if len(ids) > _MANY:
        database.many(_SETTLED, [()])
    else:
        database.many(f"{_SETTLED} WHERE {condition}", [(each,) for each in ids])
