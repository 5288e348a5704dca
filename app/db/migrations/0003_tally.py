"""Reviews say with one number how they add to the figures; rounds get a number for it."""

from typing import Any

from peewee import IntegerField

_NUMBERS = (
    "UPDATE round SET number = (SELECT count(*) FROM round AS r WHERE r.rowid <= round.rowid)"
)

_UNTIL = """
coalesce((SELECT max(books_until) FROM member WHERE member.person_id = review.target_id), '9')
"""

_TALLY = f"""
UPDATE review SET heads_until = {_UNTIL},
tally = 8 * (SELECT number FROM round WHERE round.id = review.round_id) + CASE
    WHEN target_kind = 'organization' THEN 4
    WHEN heads = 1 AND {_UNTIL} <> '9' THEN 3
    ELSE heads END
"""


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Number the rounds, turn the ways of counting into tallies."""
    old = "review_round_id_target_kind_heads_organization_id_done_d_4d1dd0d"
    migrator.migrate(
        migrator.add_column("round", "number", IntegerField(default=0)),
        migrator.add_column("review", "tally", IntegerField(default=0)),
        migrator.drop_index("review", old),
    )
    db.execute_sql(_NUMBERS)
    db.execute_sql(_TALLY)
    migrator.migrate(
        migrator.drop_column("review", "heads"),
        migrator.add_index("round", ("number",), unique=True),
        migrator.add_index("review", ("tally", "organization_id", "done_day", "heads_until")),
    )
