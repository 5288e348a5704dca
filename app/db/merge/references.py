"""Checks that the records of a package hang together, before any of them is merged."""

from app.db.connection import Database
from app.db.merge.sides import THEIRS
from app.domain.errors.catalogue import refusal
from app.domain.history_words import RECORDS

_REFERENCES = (
    ("member", "person_id", "person"),
    ("member", "organization_id", "organization"),
    ("appointment", "person_id", "person"),
    ("appointment", "organization_id", "organization"),
    ("oversight", "person_id", "person"),
    ("oversight", "organization_id", "organization"),
    ("organization", "parent_id", "organization"),
    ("round", "previous_id", "round"),
    ("task", "round_id", "round"),
    ("review", "round_id", "round"),
    ("review", "organization_id", "organization"),
    ("review", "secretary_id", "person"),
    ("review_reviewer", "review_id", "review"),
    ("review_reviewer", "person_id", "person"),
    ("review_snapshot", "review_id", "review"),
    ("review_block", "review_id", "review"),
    ("cycle_record", "organization_id", "organization"),
    ("cycle_record", "round_id", "round"),
)
_LOOSE = """
SELECT count(*) FROM {side}_{table} AS t WHERE t.{column} IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM {side}_{target} AS o WHERE o.id = t.{column})
"""
_NOT_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT id FROM {side}_organization WHERE parent_id IS NULL
    UNION SELECT o.id FROM {side}_organization AS o JOIN below ON o.parent_id = below.id
)
SELECT (SELECT count(*) FROM {side}_organization) - (SELECT count(*) FROM below)
"""


def require_references(database: Database) -> None:
    """Refuse a package in which something refers to what is not in it.

    Raises:
        Refusal: ``handoff.references``.
    """
    for table, column, target in _REFERENCES:
        sql = _LOOSE.format(side=THEIRS, table=table, column=column, target=target)
        _require_none(table, database.sql(sql)[0][0])
    _require_none("organization", database.sql(_NOT_BELOW.format(side=THEIRS))[0][0])


def _require_none(table: str, count: int) -> None:
    if count:
        what = RECORDS.get(table, RECORDS["review"])
        raise refusal("handoff.references", what=what, count=count)
