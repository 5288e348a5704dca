"""Packages sent and received, conflicts, submitted figures, figures and remarks of units."""
# ruff: noqa: D101, D106

from typing import Any

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Table(Model):
    class Meta:
        legacy_table_names = False


class PartRow(Table):
    sha256 = TextField(primary_key=True)
    content = BlobField()

    class Meta:
        table_name = "part"


class PackageRow(Table):
    id = AutoField()
    direction = TextField()
    kind = TextField()
    digest = TextField()
    unit = TextField()
    ledger = TextField()
    sequence = IntegerField()
    round = TextField()
    as_of = TextField(null=True)
    time = TextField()
    file = TextField()
    manifest = TextField()
    state = TextField()
    touched = BlobField(null=True)

    class Meta:
        table_name = "package"
        indexes = ((("direction", "unit", "id"), False), (("digest",), False))


class PackagePartRow(Table):
    package = ForeignKeyField(PackageRow, backref="+", on_delete="CASCADE", index=False)
    name = TextField()
    part = ForeignKeyField(PartRow, backref="+", on_delete="RESTRICT", column_name="sha256")

    class Meta:
        table_name = "package_part"
        primary_key = CompositeKey("package", "name")


class AliasRow(Table):
    id = TextField(primary_key=True)
    ours = TextField(index=True)

    class Meta:
        table_name = "alias"


class HeldRow(Table):
    id = TextField(primary_key=True)
    ledger = TextField()
    sequence = IntegerField()
    as_of = TextField(null=True)
    package = ForeignKeyField(PackageRow, backref="+", on_delete="CASCADE")

    class Meta:
        table_name = "held"


class ConflictRow(Table):
    id = AutoField()
    package = ForeignKeyField(PackageRow, backref="+", on_delete="CASCADE")
    what = TextField()
    record_id = TextField()
    field = TextField()
    ours = TextField()
    theirs = TextField()
    state = TextField()

    class Meta:
        table_name = "conflict"
        indexes = ((("state",), False), (("record_id", "field"), False))


class SubmissionRow(Table):
    id = AutoField()
    round = TextField()
    unit = TextField()
    as_of = TextField()
    time = TextField()
    sequence = IntegerField()
    digest = TextField()
    content = TextField()
    excel = BlobField()
    receipt = TextField()

    class Meta:
        table_name = "submission"
        indexes = ((("round", "unit"), False),)


class UnitFiguresRow(Table):
    id = AutoField()
    round = TextField()
    unit = TextField()
    as_of = TextField(null=True)
    source = TextField()
    time = TextField()
    who = TextField()
    values = TextField()
    used = BooleanField()

    class Meta:
        table_name = "unit_figures"
        indexes = ((("round", "unit"), False),)


class ExplanationRow(Table):
    id = AutoField()
    round = TextField()
    unit = TextField()
    check_id = TextField()
    text = TextField()
    time = TextField()
    who = TextField()

    class Meta:
        table_name = "explanation"
        indexes = ((("round", "unit"), False),)


class RemarkRow(Table):
    id = AutoField()
    review = TextField()
    unit = TextField()
    text = TextField()
    time = TextField()
    who = TextField()
    state = TextField()

    class Meta:
        table_name = "remark"
        indexes = ((("state",), False), (("review",), False))


MODELS = [
    PartRow,
    PackageRow,
    PackagePartRow,
    AliasRow,
    HeldRow,
    ConflictRow,
    SubmissionRow,
    UnitFiguresRow,
    ExplanationRow,
    RemarkRow,
]


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Make the tables; nothing was sent or received yet."""
    with db.bind_ctx(MODELS):
        db.create_tables(MODELS, safe=False)
