"""Records of the cycle: promises, meetings, postings, rectification, votes."""
# ruff: noqa: D101, D106

from typing import Any

from peewee import ForeignKeyField, IntegerField, Model, TextField


class Table(Model):
    class Meta:
        legacy_table_names = False


class OrganizationRow(Table):
    id = TextField(primary_key=True)

    class Meta:
        table_name = "organization"


class RoundRow(Table):
    id = TextField(primary_key=True)

    class Meta:
        table_name = "round"


class CycleRecordRow(Table):
    id = TextField(primary_key=True)
    kind = TextField()
    organization = ForeignKeyField(OrganizationRow, backref="+", on_delete="RESTRICT", index=False)
    round = ForeignKeyField(RoundRow, null=True, backref="+", on_delete="RESTRICT", index=False)
    review_id = TextField(null=True)
    target_kind = TextField(null=True)
    target_id = TextField(null=True)
    day = TextField(null=True)
    until = TextField(null=True)
    state = TextField()
    attachments = TextField()
    content = TextField()
    position = IntegerField()

    class Meta:
        table_name = "cycle_record"
        indexes = (
            (("kind", "round"), False),
            (("organization",), False),
            (("review_id",), False),
            (("target_id",), False),
        )


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Make the table; nothing is in it yet."""
    with db.bind_ctx([CycleRecordRow]):
        db.create_tables([CycleRecordRow], safe=False)
