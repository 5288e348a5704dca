"""Reviews say with one number how they add to the figures; rounds get a number for it."""

from typing import Any

from peewee import IntegerField, TextField

_NUMBERS = """
UPDATE round SET number = (SELECT count(*) FROM round AS r WHERE r.rowid <= round.rowid)
"""

_MEMBERSHIP = "FROM member WHERE member.person_id = review.target_id"

_TALLY = f"""
UPDATE review SET heads_until = CASE target_kind
    WHEN 'member' THEN coalesce((SELECT max(books_until) {_MEMBERSHIP}), '9')
    ELSE coalesce((
        SELECT min(own.done_day) FROM review AS own
        WHERE own.target_id = review.credited_id AND own.round_id = review.round_id
            AND own.target_kind = 'member'
    ), '9') END,
tally = 8 * (SELECT number FROM round WHERE round.id = review.round_id) + CASE
    WHEN target_kind = 'organization' THEN 4
    WHEN heads = 0 THEN 0
    WHEN NOT (SELECT count(*) = 1 AND min(books_from <= done_day) {_MEMBERSHIP}) THEN 2
    WHEN heads = 2 THEN 5
    WHEN (SELECT max(books_until) {_MEMBERSHIP}) = '9' THEN 1
    ELSE 3 END
"""

_DETAIL = f"""
UPDATE review SET detail = CASE tally % 8
    WHEN 2 THEN target_id
    WHEN 4 THEN credited_id
    WHEN 5 THEN (SELECT organization_id {_MEMBERSHIP}) END
"""


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Number the rounds, turn the ways of counting into tallies."""
    old = "review_round_id_target_kind_heads_organization_id_done_d_4d1dd0d"
    covering = ("tally", "organization_id", "done_day", "heads_until", "detail")
    migrator.migrate(
        migrator.add_column("round", "number", IntegerField(default=0)),
        migrator.add_column("review", "tally", IntegerField(default=0)),
        migrator.add_column("review", "detail", TextField(null=True)),
        migrator.drop_index("review", old),
        migrator.drop_index("review", "review_round_id_credited_id_done_day"),
    )
    for statement in (_NUMBERS, _TALLY, _DETAIL):
        db.execute_sql(statement)
    migrator.migrate(
        migrator.drop_column("review", "heads"),
        migrator.add_index("round", ("number",), unique=True),
        migrator.add_index("review", covering),
        migrator.add_index("review", ("credited_id",)),
    )
