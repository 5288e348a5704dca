"""What all tables of a ledger share.

Models are global, ledgers are not: no model is bound, every query is given its database.
"""
# ruff: noqa: D106 - Meta is Peewee's own word

from peewee import AutoField, Model, TextField


class Table(Model):
    """What all tables share."""

    class Meta:
        legacy_table_names = False


class Row(Table):
    """A thing with an id of its own: UUID text from the domain."""

    id = TextField(primary_key=True)


class Entry(Table):
    """A line of a list that only grows; the id gives the order, never the clock."""

    id = AutoField()
