"""The hand-off as one would write it in an afternoon: the measure for export and merge.

Export: the rows of every table are selected with Peewee as people select them, as instances of the
model, their values written with ``json`` and put into a zip with deflate (both as they are by
default). The same with Peewee's faster ``dicts()`` is there for comparison. Merge: the zip is read,
``json`` parsed, and every row inserted on its own with Peewee, rows that are there already being
left alone, all in one transaction; the same with ``sqlite3`` alone is there for comparison.

It does less than the program: it checks nothing, compares nothing, finds no conflict, logs nothing,
keeps no copy, plans no task; what a ledger works out for itself it takes over as it stands.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

from app.db import bulk
from app.db.models import (
    AppointmentRow,
    MemberRow,
    OrganizationRow,
    OversightRow,
    PersonRow,
    ReviewBlockRow,
    ReviewReviewerRow,
    ReviewRow,
    ReviewSnapshotRow,
    RoundRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.db.connection import Database
    from app.db.table import Table

MODELS: tuple[type[Table], ...] = (
    *(RoundRow, OrganizationRow, PersonRow, MemberRow, AppointmentRow, OversightRow),
    *(ReviewRow, ReviewReviewerRow, ReviewSnapshotRow, ReviewBlockRow),
)
Rows = dict[str, list[dict[str, Any]]]


def read(database: Database) -> Rows:
    """Return every row of every table, read as instances of the model."""
    return {
        model._meta.table_name: [row.__data__ for row in model.select().execute(database.engine)]
        for model in MODELS
    }


def read_dicts(database: Database) -> Rows:
    """Return every row of every table, read as dicts."""
    return {
        model._meta.table_name: list(model.select().dicts().execute(database.engine))
        for model in MODELS
    }


def write(rows: Mapping[str, Any], path: Path) -> None:
    """Write rows as a package."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data.json", json.dumps(rows, ensure_ascii=False))


def export(database: Database, path: Path) -> None:
    """Write a whole ledger as a package."""
    write(read(database), path)


def export_dicts(database: Database, path: Path) -> None:
    """Write a whole ledger as a package, in the faster way of reading."""
    write(read_dicts(database), path)


def merge(database: Database, *paths: Path) -> None:
    """Bring packages in, row by row, in one transaction."""
    with database.transaction():
        for path in paths:
            rows = _rows(path)
            for model in MODELS:
                for row in rows[model._meta.table_name]:
                    model.insert(**row).on_conflict_ignore().execute(database.engine)


def merge_raw(database: Database, *paths: Path) -> None:
    """The same by plain ``sqlite3``: one ``execute`` for each row, no Peewee."""
    with database.transaction():
        for path in paths:
            rows = _rows(path)
            for model in MODELS:
                fields = [field.name for field in model._meta.sorted_fields]
                sql = bulk.insert_sql(model).replace("INSERT", "INSERT OR IGNORE", 1)
                for row in rows[model._meta.table_name]:
                    database.raw.execute(sql, [row[name] for name in fields])


def _rows(path: Path) -> Rows:
    with zipfile.ZipFile(path) as package:
        found: Rows = json.loads(package.read("data.json"))
    return found


def by_unit(rows: Rows, units: Mapping[str, str]) -> dict[str, Rows]:
    """Share the rows of a ledger out among units.

    Args:
        rows: of the whole ledger.
        units: organisation → the unit it belongs to.
    """
    shared: dict[str, Rows] = {
        unit: {model._meta.table_name: [] for model in MODELS} for unit in set(units.values())
    }

    def put(table: str, row: dict[str, Any], unit: str | None) -> None:
        if unit is not None:
            shared[unit][table].append(row)

    of_person: dict[str, str | None] = {}
    for table in ("member", "appointment", "oversight"):
        for row in rows[table]:
            unit = units.get(row["organization"])
            of_person.setdefault(row["person"], unit)
            put(table, row, unit)
    of_review = {row["id"]: units.get(row["organization"]) for row in rows["review"]}
    for row in rows["organization"]:
        put("organization", row, units.get(row["id"]))
    for row in rows["person"]:
        put("person", row, of_person.get(row["id"]))
    for row in rows["review"]:
        put("review", row, of_review[row["id"]])
    for table in ("review_reviewer", "review_snapshot", "review_block"):
        for row in rows[table]:
            put(table, row, of_review[row["review"]])
    for found in shared.values():
        found["round"] = rows["round"]
    return shared
