"""The 说明 of a check holds for what the check said; of older ones nobody knows what that was."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Make the column."""
    del db
    migrator.migrate(migrator.add_column("explanation", "about", TextField(default="[]")))
