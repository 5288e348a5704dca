"""Memberships hold a key by which lists stand in the order of 姓氏笔画."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Make the column; the keys themselves are made when the ledger is next opened for work."""
    del db
    migrator.migrate(
        migrator.add_column("member", "name_key", TextField(default="")),
        migrator.add_index("member", ("name_key", "books_from", "books_until")),
    )
