"""Making a ledger and opening one; every other file is refused with its reason and left alone."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path

from app.db import backup, copies, part_image, recognition, schema
from app.db.connection import Database, connect
from app.db.faults import Damaged, file_faults
from app.db.offers import advice, locked
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

__all__ = ["Database", "create", "open_ledger"]

_QUICK_CHECK_BYTES = 8 * 1024 * 1024
_OK = [("ok",)]


def create(path: Path, fill: Callable[[Database], None] | None = None) -> Database:
    """Make a new ledger and open it.

    Args:
        path: where it shall stand.
        fill: writes what the ledger must hold from its first moment; where it fails, or anything
            else does, nothing is left behind.

    Raises:
        Refusal: ``ledger.exists``, ``file.folder_missing``, ``file.read_only``,
            ``file.no_space``, ``ledger.durability``.
    """
    if not copies.is_free(path):
        raise refusal("ledger.exists", str(path))
    if not path.parent.is_dir():
        raise refusal("file.folder_missing", str(path.parent))
    if not _is_writable(path.parent):
        raise refusal("file.read_only", str(path.parent))
    with copies.written_beside(path) as part:
        part.touch()
        with connect(part) as database:
            schema.take_steps(database.engine)
            database.many(
                "INSERT INTO setting (id, value) VALUES (?, ?)",
                [(copies.LEDGER_ID, str(uuid.uuid4()))],
            )
            if fill is not None:
                with database.transaction():
                    fill(database)
            database.into_one_file()
    return open_ledger(path)


def open_ledger(path: Path) -> Database:
    """Open a ledger for this program alone, brought up to today's schema.

    Raises:
        Refusal: ``ledger.missing``, ``ledger.foreign``, ``ledger.damaged``, ``ledger.newer``,
            ``ledger.locked``, ``ledger.durability``, ``ledger.read_only``, ``file.no_space``;
            nothing is changed then.
    """
    try:
        return _open(path)
    except Damaged as error:
        raise Damaged(path, error.reason, advice(path)) from error
    except Refusal as error:
        if error.fault.code == "file.read_only":
            raise refusal("ledger.read_only", str(path)) from error
        if error.fault.code != "ledger.busy":
            raise
        raise locked(path) from error


def _open(path: Path) -> Database:
    header = recognition.recognise(path)
    if header is not None and header.schema > schema.newest_step():
        raise refusal("ledger.newer", str(path))
    if not (_is_writable(path.parent) and _is_writable(path)):
        raise refusal("ledger.read_only", str(path))
    database = connect(path, _look_inside)
    try:
        if schema.steps_to_take(database.engine):
            _upgrade(database)
        part_image.remove_left(path)
        database.announce()
    except BaseException:
        database.close()
        raise
    return database


def _look_inside(database: Database) -> None:
    path = database.path
    if path.stat().st_size <= _QUICK_CHECK_BYTES and database.sql("PRAGMA quick_check(1)") != _OK:
        raise Damaged(path, "内容前后不一致")
    with file_faults(path):
        if not {"setting", "schema_migration"} <= set(database.engine.get_tables()):
            raise Damaged(path, "缺少必要的数据表")
        if not schema.has_first_step(database.engine):
            raise Damaged(path, "缺少版本记录")
        if schema.steps_unknown(database.engine):
            raise refusal("ledger.newer", str(path))


def _upgrade(database: Database) -> None:
    """Take the steps that are lacking, once a verified copy of the ledger stands beside it."""
    backup.automatic(database, "升级前")
    with file_faults(database.path):
        schema.take_steps(database.engine)
    if database.sql("PRAGMA foreign_key_check"):
        raise Damaged(database.path, "升级后内容前后不一致")


def _is_writable(path: Path) -> bool:
    return not path.exists() or os.access(path, os.W_OK)
