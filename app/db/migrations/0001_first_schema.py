"""The first schema, frozen as it was; today's stands in app/db/models.py."""
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


class Row(Table):
    id = TextField(primary_key=True)


class Entry(Table):
    id = AutoField()


class OrganizationRow(Row):
    name = TextField()
    kind = TextField()
    parent = ForeignKeyField(
        "self",
        null=True,
        backref="+",
        on_delete="NO ACTION",
        deferrable="INITIALLY DEFERRED",
    )
    short_name = TextField()
    tags = TextField()
    since = TextField(null=True)
    until = TextField(null=True)
    position = IntegerField()

    class Meta:
        table_name = "organization"


class PersonRow(Row):
    name = TextField(index=True)
    unit = TextField()
    post = TextField()
    outside = BooleanField()

    class Meta:
        table_name = "person"


class MemberRow(Row):
    person = ForeignKeyField(PersonRow, backref="+", on_delete="RESTRICT", index=False)
    organization = ForeignKeyField(OrganizationRow, backref="+", on_delete="RESTRICT", index=False)
    sex = TextField()
    birth = TextField(null=True)
    joined = TextField(null=True)
    full_since = TextField(null=True)
    post = TextField()
    category = TextField()
    status = TextField()
    since = TextField(null=True)
    until = TextField(null=True)
    tags = TextField()
    id_number = TextField()
    phone = TextField()
    extra = TextField()
    books_from = TextField()
    books_until = TextField()

    class Meta:
        table_name = "member"
        indexes = (
            (("organization", "books_from", "books_until"), False),
            (("person", "organization", "books_from", "books_until"), False),
        )


class AppointmentRow(Row):
    person = ForeignKeyField(PersonRow, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(OrganizationRow, backref="+", on_delete="RESTRICT")
    post = TextField()
    title = TextField()
    since = TextField(null=True)
    until = TextField(null=True)
    position = IntegerField()

    class Meta:
        table_name = "appointment"


class OversightRow(Row):
    person = ForeignKeyField(PersonRow, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(OrganizationRow, backref="+", on_delete="RESTRICT")
    kind = TextField()
    since = TextField(null=True)
    until = TextField(null=True)

    class Meta:
        table_name = "oversight"


class RoundRow(Row):
    name = TextField(unique=True)
    start = TextField()
    end = TextField()
    previous = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        table_name = "round"


class TaskRow(Row):
    round = ForeignKeyField(RoundRow, backref="+", on_delete="RESTRICT", index=False)
    position = IntegerField()
    rules = TextField()
    form = TextField()
    target_kind = TextField()
    target_id = TextField()
    organization = ForeignKeyField(OrganizationRow, null=True, backref="+", on_delete="RESTRICT")
    reviewer_kind = TextField()
    reviewers = TextField()
    body = TextField()
    mode = TextField()
    occasion = TextField()
    exempt_reason = TextField()
    manual_reason = TextField()
    replaces = TextField(null=True)

    class Meta:
        table_name = "task"
        indexes = ((("round", "position"), False),)


class ReviewRow(Row):
    round = ForeignKeyField(RoundRow, backref="+", on_delete="RESTRICT", index=False)
    form = TextField()
    form_edition = TextField()
    target_kind = TextField()
    target_id = TextField()
    organization = ForeignKeyField(OrganizationRow, backref="+", on_delete="RESTRICT")
    task_id = TextField(null=True)
    reviewer_kind = TextField()
    secretary = ForeignKeyField(PersonRow, null=True, backref="+", on_delete="RESTRICT")
    day = TextField(null=True)
    place = TextField()
    mode = TextField()
    state = TextField()
    done_day = TextField(null=True)
    credited_id = TextField(null=True)
    heads = IntegerField()
    heads_until = TextField()

    class Meta:
        table_name = "review"
        indexes = (
            (("round", "target_kind", "heads", "organization", "done_day", "heads_until"), False),
            (("target_id", "round", "target_kind", "done_day"), False),
            (("round", "credited_id", "done_day"), False),
        )


class ReviewReviewerRow(Table):
    review = ForeignKeyField(ReviewRow, backref="+", on_delete="CASCADE", index=False)
    position = IntegerField()
    person = ForeignKeyField(PersonRow, backref="+", on_delete="RESTRICT", index=False)
    round = ForeignKeyField(RoundRow, backref="+", on_delete="RESTRICT", index=False)
    done_day = TextField(null=True)

    class Meta:
        table_name = "review_reviewer"
        primary_key = CompositeKey("review", "position")
        without_rowid = True
        indexes = (
            (("round", "person", "done_day"), False),
            (("person",), False),
        )


class TookPartRow(Table):
    round = ForeignKeyField(RoundRow, backref="+", on_delete="CASCADE", index=False)
    person = ForeignKeyField(PersonRow, backref="+", on_delete="CASCADE")
    first_day = TextField()

    class Meta:
        table_name = "took_part"
        primary_key = CompositeKey("round", "person")
        without_rowid = True


class ReviewSnapshotRow(Table):
    review = ForeignKeyField(ReviewRow, primary_key=True, backref="+", on_delete="CASCADE")
    values = TextField()

    class Meta:
        table_name = "review_snapshot"


class ReviewBlockRow(Table):
    review = ForeignKeyField(ReviewRow, backref="+", on_delete="CASCADE", index=False)
    position = IntegerField()
    block = TextField()
    day = TextField(null=True)
    values = TextField()

    class Meta:
        table_name = "review_block"
        primary_key = CompositeKey("review", "position")


class SchemeRow(Entry):
    scheme = TextField()
    edition = TextField(unique=True)
    content = TextField()

    class Meta:
        table_name = "scheme"


class FormRow(Entry):
    form = TextField()
    edition = TextField()
    position = IntegerField()
    current = BooleanField()
    spec = TextField()
    file = BlobField()

    class Meta:
        table_name = "form"
        indexes = ((("form", "edition"), True),)


class TableTemplateRow(Row):
    spec = TextField()
    file = BlobField()

    class Meta:
        table_name = "table_template"


class ChangeRow(Entry):
    time = TextField()
    who = TextField()
    what = TextField()
    record_id = TextField()
    field = TextField()
    old = TextField()
    new = TextField()
    reason = TextField()

    class Meta:
        table_name = "change"
        indexes = ((("what", "record_id"), False),)


class QuestionRow(Row):
    position = IntegerField()
    code = TextField()
    message = TextField()
    rows = TextField()
    options = TextField()
    payload = TextField()

    class Meta:
        table_name = "question"


class AnswerRow(Row):
    option = TextField()

    class Meta:
        table_name = "answer"


class SettingRow(Row):
    value = TextField()

    class Meta:
        table_name = "setting"


class BackupRow(Entry):
    time = TextField()
    path = TextField()
    bytes = IntegerField()

    class Meta:
        table_name = "backup"


MODELS = [
    OrganizationRow,
    PersonRow,
    MemberRow,
    AppointmentRow,
    OversightRow,
    RoundRow,
    TaskRow,
    ReviewRow,
    ReviewReviewerRow,
    TookPartRow,
    ReviewSnapshotRow,
    ReviewBlockRow,
    SchemeRow,
    FormRow,
    TableTemplateRow,
    ChangeRow,
    QuestionRow,
    AnswerRow,
    SettingRow,
    BackupRow,
]


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401 - called by playhouse.migrations
    """Make all tables."""
    with db.bind_ctx(MODELS):
        db.create_tables(MODELS, safe=False)
