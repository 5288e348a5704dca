"""The tables of a ledger as Peewee models; what they hold is turned into domain values in mapping.

Models are global, ledgers are not: no model is bound, every query is given its database.
Days are ISO text, partial dates too, sets and mappings are JSON text.
"""
# ruff: noqa: D106 - Meta is Peewee's own word

from peewee import (
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from app.db.handoff_models import MODELS as HANDOFF_MODELS
from app.db.office_models import (
    AnswerRow,
    BackupRow,
    BinRow,
    ChangeRow,
    DraftRow,
    FormRow,
    QuestionRow,
    SchemeRow,
    SettingRow,
    TableTemplateRow,
)
from app.db.table import Row, Table

# ---- structure -------------------------------------------------------------------------------


class OrganizationRow(Row):
    """党组织."""

    name = TextField()
    kind = TextField()
    parent = ForeignKeyField(
        "self",
        null=True,
        backref="+",
        on_delete="NO ACTION",  # checked at the end, so that a subtree can go in any order
        deferrable="INITIALLY DEFERRED",
    )
    short_name = TextField()
    tags = TextField()
    since = TextField(null=True)
    until = TextField(null=True)
    position = IntegerField()
    former = TextField()

    class Meta:
        table_name = "organization"


class PersonRow(Row):
    """人."""

    name = TextField(index=True)
    unit = TextField()
    post = TextField()
    outside = BooleanField()

    class Meta:
        table_name = "person"


class MemberRow(Row):
    """党员: a person's membership."""

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
    """From and up to which day the membership counts, as texts that compare without ifs: ``""`` is
    always or never, ``"9"`` is no end. What they say follows from status, since and until."""
    name_key = TextField()
    """By which members stand in the order of 姓氏笔画; kept up with the person's name."""

    class Meta:
        table_name = "member"
        indexes = (
            (("organization", "books_from", "books_until"), False),  # covers counting by place
            (("person", "organization", "books_from", "books_until"), False),
            (("name_key", "books_from", "books_until"), False),  # gives lists in their order
        )


class AppointmentRow(Row):
    """职务（党内）."""

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
    """分管 / 联系点."""

    person = ForeignKeyField(PersonRow, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(OrganizationRow, backref="+", on_delete="RESTRICT")
    kind = TextField()
    since = TextField(null=True)
    until = TextField(null=True)

    class Meta:
        table_name = "oversight"


# ---- rounds, tasks, reviews ------------------------------------------------------------------


class RoundRow(Row):
    """点评轮次."""

    name = TextField(unique=True)
    start = TextField()
    end = TextField()
    previous = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    number = IntegerField(unique=True)
    """In the order in which rounds came into the ledger."""

    class Meta:
        table_name = "round"


class TaskRow(Row):
    """点评任务; planned again as a whole, hence no row of another table hangs on one."""

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
    """点评记录: the narrow head; what was written stands in tables of its own."""

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
    """The day, where the state counts as reviewed; else null."""
    credited_id = TextField(null=True)
    """The secretary of the target organisation, unless he is himself a reviewer."""
    heads_until = TextField()
    tally = IntegerField()
    detail = TextField(null=True)
    """How the review adds to the figures; kept up by ``app.db.settling``, so that counting needs
    no join of reviews and members."""
    locked = TextField()
    """Empty: open for changes; else why it is locked (定稿, 已上报)."""

    class Meta:
        table_name = "review"
        indexes = (
            # covers counting by organisation
            (("tally", "organization", "done_day", "heads_until", "detail"), False),
            # covers looking one target up
            (("target_id", "round", "target_kind", "done_day"), False),
            (("credited_id",), False),
        )


class ReviewReviewerRow(Table):
    """点评人 of a review; round and day are the review's, repeated for counting."""

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
    """Who was a reviewer in a round, and the first day; kept up by ``app.db.settling``."""

    round = ForeignKeyField(RoundRow, backref="+", on_delete="CASCADE", index=False)
    person = ForeignKeyField(PersonRow, backref="+", on_delete="CASCADE")
    first_day = TextField()

    class Meta:
        table_name = "took_part"
        primary_key = CompositeKey("round", "person")
        without_rowid = True


class ReviewSnapshotRow(Table):
    """Names and posts at the time of the review."""

    review = ForeignKeyField(ReviewRow, primary_key=True, backref="+", on_delete="CASCADE")
    values = TextField()

    class Meta:
        table_name = "review_snapshot"


class ReviewBlockRow(Table):
    """What was typed into the fields that are completed together."""

    review = ForeignKeyField(ReviewRow, backref="+", on_delete="CASCADE", index=False)
    position = IntegerField()
    block = TextField()
    day = TextField(null=True)
    values = TextField()

    class Meta:
        table_name = "review_block"
        primary_key = CompositeKey("review", "position")


# ---- the cycle around the reviews ------------------------------------------------------------


class CycleRecordRow(Row):
    """A promise, meeting, posting, rectification, vote …; what a kind has of its own is content."""

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
    """In the order in which records came into the ledger."""

    class Meta:
        table_name = "cycle_record"
        indexes = (
            (("kind", "round"), False),
            (("organization",), False),
            (("review_id",), False),
            (("target_id",), False),
        )


MODELS: tuple[type[Table], ...] = (
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
    CycleRecordRow,
    DraftRow,
    BinRow,
    SchemeRow,
    FormRow,
    TableTemplateRow,
    ChangeRow,
    QuestionRow,
    AnswerRow,
    SettingRow,
    BackupRow,
    *HANDOFF_MODELS,
)
"""Every table, those that others refer to first."""
