"""The tables beside structure and reviews: drafts, bin, scheme and forms, log, questions, settings.

As in ``models``: days are ISO text, sets and mappings are JSON text.
"""
# ruff: noqa: D106 - Meta is Peewee's own word

from peewee import BlobField, BooleanField, IntegerField, TextField

from app.db.table import Entry, Row

# ---- drafts and the bin ----------------------------------------------------------------------


class DraftRow(Row):
    """What stands in a form that is being filled and was not saved; the id is the form's key."""

    review = TextField()
    """The record as it was opened."""
    values = TextField()
    day = TextField()
    """As typed, whether it is a day or not."""
    time = TextField()

    class Meta:
        table_name = "draft"


class BinRow(Entry):
    """Something deleted that can be brought back (回收站)."""

    time = TextField()
    kind = TextField()
    record_id = TextField()
    title = TextField()
    content = TextField()
    reason = TextField()

    class Meta:
        table_name = "bin"


# ---- scheme and forms ------------------------------------------------------------------------


class SchemeRow(Entry):
    """The scheme as compiled, one row per edition; the last one holds."""

    scheme = TextField()
    edition = TextField(unique=True)
    content = TextField()

    class Meta:
        table_name = "scheme"


class FormRow(Entry):
    """A form as declared and its Word file; editions stand side by side."""

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
    """A statistics table as declared and its Excel file."""

    spec = TextField()
    file = BlobField()

    class Meta:
        table_name = "table_template"


# ---- log, questions, settings ----------------------------------------------------------------


class ChangeRow(Entry):
    """One line of the change log."""

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
    """A question of an import that waits for its answer."""

    position = IntegerField()
    code = TextField()
    message = TextField()
    rows = TextField()
    options = TextField()
    payload = TextField()

    class Meta:
        table_name = "question"


class AnswerRow(Row):
    """An answer remembered for later imports; the id is the question's."""

    option = TextField()

    class Meta:
        table_name = "answer"


class SettingRow(Row):
    """A setting; the id is its name."""

    value = TextField()

    class Meta:
        table_name = "setting"


class BackupRow(Entry):
    """A verified backup that was made of this ledger."""

    time = TextField()
    path = TextField()
    bytes = IntegerField()

    class Meta:
        table_name = "backup"
