"""Which people and organisations that were taken away here must come back: others refer to them."""

from collections.abc import Collection

from app.db.connection import Database
from app.db.mapping import json_text
from app.db.merge.sides import BASE, THEIRS

_REFERRING = {
    "person": (
        ("member", "id", "person_id"),
        ("appointment", "id", "person_id"),
        ("oversight", "id", "person_id"),
        ("review", "id", "secretary_id"),
        ("review_reviewer", "review_id", "person_id"),
        ("cycle_record", "id", "target_id"),
    ),
    "organization": (
        ("organization", "id", "parent_id"),
        ("member", "id", "organization_id"),
        ("appointment", "id", "organization_id"),
        ("oversight", "id", "organization_id"),
        ("review", "id", "organization_id"),
        ("cycle_record", "id", "organization_id"),
    ),
}
"""Kind of record → the tables and columns that refer to it, and the column of the record's id."""
_NEEDED = """
SELECT gone.value FROM json_each(:gone) AS gone
CROSS JOIN {theirs}_{table} AS t ON t."{column}" = gone.value
WHERE NOT EXISTS (
    SELECT 1 FROM {base}_{table} AS b WHERE b."{key}" = t."{key}" AND b."{column}" = t."{column}"
) AND (
    EXISTS (SELECT 1 FROM main."{record}" AS o WHERE o.id = t."{key}")
    OR NOT :by_log
    OR NOT EXISTS (SELECT 1 FROM change WHERE what = :record AND record_id = t."{key}")
)
"""


def needed(database: Database, what: str, gone: Collection[str], *, by_log: bool) -> set[str]:
    """Return which records that are gone here something refers to that comes or changed.

    Args:
        database: the ledger.
        what: the kind of record.
        gone: their ids.
        by_log: whether what the log tells of was taken away here too.
    """
    found: set[str] = set()
    if not gone:
        return found
    for table, key, column in _REFERRING.get(what, ()):
        record = "review" if key == "review_id" else table
        sql = _NEEDED.format(
            theirs=THEIRS, base=BASE, table=table, key=key, column=column, record=record
        )
        given = {"gone": json_text(list(gone)), "by_log": by_log, "record": record}
        found.update(id_ for (id_,) in database.sql(sql, given))
    return found
