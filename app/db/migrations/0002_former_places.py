"""Organisations remember their earlier names and places (更名, 迁移)."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Add the column; what is there has no earlier place."""
    del db
    migrator.migrate(migrator.add_column("organization", "former", TextField(default="[]")))
