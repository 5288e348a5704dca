"""Keeps up what lets the figures be counted without a join of reviews and members.

Each review says in ``review.tally`` how it adds to the figures: eight times the number of its
round, and one of these ways:

- ``NOTHING``: it is not done, or its target has an earlier done review in the round, which adds
  the head already;
- ``HEAD``: one member reviewed, in the organisation of the review's snapshot: the target has
  exactly one membership, without an end, it lies there, and it began on the review's day at latest;
- ``LOOK_UP``: one member reviewed, ``review.detail``, whose place must be looked up on the day of
  counting;
- ``HEAD_UNTIL``: as ``HEAD``, up to the day ``review.heads_until`` on which the membership ends;
- ``ORGANIZATION``: it is about an organisation; ``review.detail`` counts as reviewed with it, up to
  the day ``review.heads_until`` of the first done review of his own;
- ``ELSEWHERE``: as ``HEAD_UNTIL``, but the membership now lies in ``review.detail``.

``took_part`` holds the first day on which somebody was a reviewer in a round.
"""

import json
from collections.abc import Collection, Iterable

from app.db.connection import Database

PER_ROUND = 8
NOTHING, HEAD, LOOK_UP, HEAD_UNTIL, ORGANIZATION, ELSEWHERE = range(6)

_IS_SETTLED = """
(
    SELECT count(*) = 1 AND min(member.books_from <= review.done_day)
    FROM member WHERE member.person_id = review.target_id
)
"""
_IS_THERE = """
EXISTS (
    SELECT 1 FROM member
    WHERE member.person_id = review.target_id AND member.organization_id = review.organization_id
)
"""
_ENDS = """
coalesce((SELECT max(books_until) FROM member WHERE member.person_id = review.target_id), '9')
"""
_OWN_REVIEW = """
coalesce((
    SELECT min(own.done_day) FROM review AS own
    WHERE own.target_id = review.credited_id AND own.round_id = review.round_id
        AND own.target_kind = 'member'
), '9')
"""
_UNTIL = f"CASE target_kind WHEN 'organization' THEN {_OWN_REVIEW} ELSE {_ENDS} END"
_TALLY = f"""
{PER_ROUND} * (SELECT number FROM round WHERE round.id = review.round_id) +
CASE
WHEN target_kind = 'organization' THEN {ORGANIZATION}
WHEN done_day IS NULL THEN {NOTHING}
WHEN EXISTS (
    SELECT 1 FROM review AS earlier
    WHERE earlier.target_id = review.target_id AND earlier.round_id = review.round_id
        AND earlier.target_kind = 'member' AND earlier.done_day <= review.done_day
        AND (earlier.done_day < review.done_day OR earlier.id < review.id)
) THEN {NOTHING}
WHEN NOT {_IS_SETTLED} THEN {LOOK_UP}
WHEN NOT {_IS_THERE} THEN {ELSEWHERE}
WHEN {_ENDS} = '9' THEN {HEAD}
ELSE {HEAD_UNTIL} END
"""
_DETAIL = f"""
CASE tally % {PER_ROUND}
WHEN {LOOK_UP} THEN target_id
WHEN {ORGANIZATION} THEN credited_id
WHEN {ELSEWHERE} THEN (
    SELECT organization_id FROM member WHERE member.person_id = review.target_id
)
END
"""
_SETTLE = (
    f"UPDATE review SET tally = {_TALLY}, heads_until = {_UNTIL} WHERE ",
    f"UPDATE review SET detail = {_DETAIL} WHERE detail IS NOT ({_DETAIL}) AND ",
)
_CONCERNED = """rowid IN (
    SELECT review.rowid FROM json_each(:ids) AS each
    CROSS JOIN review ON review.target_id = each.value
    UNION ALL SELECT review.rowid FROM json_each(:ids) AS each
    CROSS JOIN review ON review.credited_id = each.value
)"""
_FIRST_DAYS = """
SELECT round_id, person_id, min(done_day) FROM review_reviewer
WHERE done_day IS NOT NULL {condition} GROUP BY round_id, person_id
"""
_MANY = 20_000


def has_reviews(database: Database) -> bool:
    """Tell whether there is anything to settle."""
    return bool(database.sql("SELECT 1 FROM review LIMIT 1"))


def settle_targets(database: Database, target_ids: Collection[str]) -> None:
    """Find anew how the reviews that concern these targets add to the figures."""
    every = len(target_ids) > _MANY
    given = {} if every else {"ids": json.dumps(list(target_ids))}
    for statement in _SETTLE if target_ids else ():
        database.many(statement + ("1" if every else _CONCERNED), [given])


def settle_reviewers(database: Database, pairs: Iterable[tuple[str, str]]) -> None:
    """Find anew on which day these persons were first a reviewer; pairs of round and person."""
    known = list(pairs)
    found = _FIRST_DAYS.format(condition="AND round_id = ? AND person_id = ?")
    database.many("DELETE FROM took_part WHERE round_id = ? AND person_id = ?", known)
    database.many(f"INSERT INTO took_part {found}", known)


def wrongly_settled(database: Database) -> int:
    """Count what is not as it should be; 0 in a sound ledger."""
    reviews = f"""
    SELECT count(*) FROM review
    WHERE tally <> {_TALLY} OR heads_until <> ({_UNTIL}) OR detail IS NOT ({_DETAIL})
    """
    first_days = _FIRST_DAYS.format(condition="")
    missing = f"SELECT count(*) FROM ({first_days} EXCEPT SELECT * FROM took_part)"
    surplus = f"SELECT count(*) FROM (SELECT * FROM took_part EXCEPT {first_days})"
    return sum(int(database.sql(each)[0][0]) for each in (reviews, missing, surplus))
