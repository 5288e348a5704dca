"""The tables of a ledger as they stand, row for row, with the order of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.db.models import MODELS
from app.db.undo_journal import NOT_NOTED, NOTED_IDS

if TYPE_CHECKING:
    from app.db.connection import Database


def tables(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every table that undo looks after: table → its rows with their hidden numbers."""
    found = {}
    for model in MODELS:
        if model in NOT_NOTED:
            continue
        name, hidden = model._meta.table_name, "" if model._meta.without_rowid else "rowid, "
        ids = ", ".join(f"'{each}'" for each in NOTED_IDS.get(model, ()))
        only = f" WHERE id IN ({ids})" if ids else ""
        rows = database.sql(f'SELECT {hidden}* FROM "{name}"{only}')
        found[name] = sorted(rows, key=repr)
    return found
