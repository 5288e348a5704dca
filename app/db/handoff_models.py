"""The tables of the hand-off: packages sent and received, conflicts, submitted figures.

As in ``models``: days are ISO text, sets and mappings are JSON text.
"""
# ruff: noqa: D106 - Meta is Peewee's own word

from peewee import BlobField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.db.table import Entry, Row, Table


class PartRow(Table):
    """A file of a package; the same content is kept once, however many packages hold it."""

    sha256 = TextField(primary_key=True)
    content = BlobField()

    class Meta:
        table_name = "part"


class PackageRow(Entry):
    """A package that was sent or received: the journal of the hand-off."""

    direction = TextField()
    """``in`` or ``out``."""
    kind = TextField()
    digest = TextField()
    unit = TextField()
    """Whose it is (in), or for whom (out, empty: the level above), by this ledger's ids."""
    ledger = TextField()
    sequence = IntegerField()
    round = TextField()
    as_of = TextField(null=True)
    time = TextField()
    """When it was sent or taken in, by this machine's clock."""
    file = TextField()
    """The file's name, without its folder."""
    manifest = TextField()
    state = TextField()
    """``sent``, ``unwritten``, ``applied`` or ``taken_out``."""
    touched = BlobField(null=True)
    """What taking it in did to which records: enough to take it out again."""

    class Meta:
        table_name = "package"
        indexes = ((("direction", "unit", "id"), False), (("digest",), False))


class PackagePartRow(Table):
    """Which files a package holds; those of the forms and the scheme are not kept."""

    package = ForeignKeyField(PackageRow, backref="+", on_delete="CASCADE", index=False)
    name = TextField()
    part = ForeignKeyField(PartRow, backref="+", on_delete="RESTRICT", column_name="sha256")

    class Meta:
        table_name = "package_part"
        primary_key = CompositeKey("package", "name")


class AliasRow(Row):
    """The id that a record has elsewhere, and the one that it has here."""

    ours = TextField(index=True)

    class Meta:
        table_name = "alias"


class HeldRow(Row):
    """The newest package of a unit whose records are in the ledger; the id is the unit's."""

    ledger = TextField()
    sequence = IntegerField()
    as_of = TextField(null=True)
    package = ForeignKeyField(PackageRow, backref="+", on_delete="CASCADE")

    class Meta:
        table_name = "held"


class ConflictRow(Entry):
    """A value that was changed on both sides; both texts are kept."""

    package = ForeignKeyField(PackageRow, backref="+", on_delete="CASCADE")
    what = TextField()
    record_id = TextField()
    field = TextField()
    """Empty: the whole record, there on one side only."""
    ours = TextField()
    theirs = TextField()
    state = TextField()
    """``open``, ``ours`` or ``theirs``."""

    class Meta:
        table_name = "conflict"
        indexes = ((("state",), False), (("record_id", "field"), False))


class SubmissionRow(Entry):
    """The figures as they were submitted (上报): they are never changed."""

    round = TextField()
    unit = TextField()
    as_of = TextField()
    time = TextField()
    sequence = IntegerField()
    digest = TextField()
    content = TextField()
    """Figures, reported figures, checks, explanations, the table as printed."""
    excel = BlobField()
    """The table as Excel, with its 校验码."""
    receipt = TextField()
    """What the level above says of it (回执); empty: nothing yet."""

    class Meta:
        table_name = "submission"
        indexes = ((("round", "unit"), False),)


class UnitFiguresRow(Entry):
    """The figures of a unit without records here; which hold on a day, ``GivenFigures`` tells."""

    round = TextField()
    unit = TextField()
    as_of = TextField(null=True)
    source = TextField()
    """Where they come from: the file's name, or 手工录入."""
    time = TextField()
    who = TextField()
    values = TextField()
    """Measure → number."""
    used = BooleanField()
    """False: the unit is counted by records after all."""

    class Meta:
        table_name = "unit_figures"
        indexes = ((("round", "unit"), False),)


class ExplanationRow(Entry):
    """The written 说明 of a check; the last row of a round, unit and check holds."""

    round = TextField()
    unit = TextField()
    check_id = TextField()
    text = TextField()
    time = TextField()
    who = TextField()
    about = TextField(default="[]")
    """JSON: the sentences of the check that it explains."""

    class Meta:
        table_name = "explanation"
        indexes = ((("round", "unit"), False),)


class RemarkRow(Entry):
    """What is to be mended in a record that came from below (退回)."""

    review = TextField()
    unit = TextField()
    """Who is to mend it."""
    text = TextField()
    time = TextField()
    who = TextField()
    state = TextField()
    """``open``, ``sent`` (above), ``received`` (below) or ``settled``."""

    class Meta:
        table_name = "remark"
        indexes = ((("state",), False), (("review",), False))


MODELS: tuple[type[Table], ...] = (
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
)
"""Every table of the hand-off, those that others refer to first."""
