"""Reviews can be locked, unsaved forms are kept, deleted things go into a bin."""
# ruff: noqa: D101, D106

from typing import Any

from peewee import AutoField, Model, TextField


class DraftRow(Model):
    id = TextField(primary_key=True)
    review = TextField()
    values = TextField()
    day = TextField()
    time = TextField()

    class Meta:
        table_name = "draft"


class BinRow(Model):
    id = AutoField()
    time = TextField()
    kind = TextField()
    record_id = TextField()
    title = TextField()
    content = TextField()
    reason = TextField()

    class Meta:
        table_name = "bin"


MODELS = [DraftRow, BinRow]


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Make the tables; no review is locked yet."""
    migrator.migrate(migrator.add_column("review", "locked", TextField(default="")))
    with db.bind_ctx(MODELS):
        db.create_tables(MODELS, safe=False)
