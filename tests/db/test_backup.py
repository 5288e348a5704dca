"""Backups are verified before they get their name; restoring keeps what it replaces."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from app.db import copies
from app.db.backup import automatic, backup, newest_verified_backup, restore
from app.db.database import create, open_ledger
from app.db.stores import Stores
from tests.db.refusals import contents, refused
from tests.db.test_stores import structure
from tests.db.values import RandomLedger

if TYPE_CHECKING:
    from pathlib import Path

    from app.db.connection import Database

KNOWN = RandomLedger(5).records


@pytest.fixture
def filled(ledger: Database, stores: Stores) -> Database:
    stores.structure.save(**structure(KNOWN))
    return ledger


def settings(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT id, value FROM setting").fetchall())


# ---- backing up ------------------------------------------------------------------------------


def test_a_backup_is_a_whole_ledger(filled: Database, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "备份.ledger")
    assert made.path == tmp_path / "备份.ledger"
    assert filled.sql("SELECT id, path, bytes FROM backup") == [
        (1, str(made.path.resolve()), made.path.stat().st_size)
    ]
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with open_ledger(made.path) as copy:
        assert Stores(copy).structure.records() == KNOWN
    assert settings(made.path)[copies.BACKUP_OF] == made.ledger_id != ""


def test_a_backup_holds_only_what_is_committed(filled: Database, tmp_path: Path) -> None:
    with filled.transaction():
        Stores(filled).settings.set("unit", "未提交")
        with refused("ledger.busy"):
            backup(filled, tmp_path / "备份.ledger")
    assert not (tmp_path / "备份.ledger").exists()


def test_a_backup_never_replaces_a_file(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "备份.ledger").write_text("旧")
    with refused("file.exists"):
        backup(filled, tmp_path / "备份.ledger")
    assert (tmp_path / "备份.ledger").read_text() == "旧"
    assert not (tmp_path / "备份.ledger.part").exists()


def test_a_backup_that_does_not_pass_is_thrown_away(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = automatic(filled)
    written = copies.copy_pages

    def spoil(source: sqlite3.Connection, part: Path, marks: dict[str, str]) -> None:
        written(source, part, marks)
        with part.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * 4096)

    monkeypatch.setattr("app.db.backup.copy_pages", spoil)
    with refused("backup.failed"):
        backup(filled, tmp_path / "备份.ledger")
    assert not (tmp_path / "备份.ledger").exists()
    assert not (tmp_path / "备份.ledger.part").exists()
    assert newest_verified_backup(filled.path) == before


def test_order_is_by_sequence_not_by_the_clock(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.backup.now", lambda: "2030-01-01 00:00:00")
    automatic(filled)
    monkeypatch.setattr("app.db.backup.now", lambda: "2009-01-01 00:00:00")
    later = automatic(filled)
    assert newest_verified_backup(filled.path) == later


def test_a_broken_backup_is_passed_over(filled: Database) -> None:
    sound, broken = automatic(filled), automatic(filled)
    broken.path.write_bytes(broken.path.read_bytes()[:9000])
    assert newest_verified_backup(filled.path) == sound


def test_other_files_beside_it_are_no_backups(filled: Database, tmp_path: Path) -> None:
    create(tmp_path / f"{filled.path.stem}乙.ledger").close()
    (tmp_path / f"{filled.path.stem}.被替换_1.ledger").write_bytes(b"x")
    assert newest_verified_backup(filled.path) is None


def test_a_backup_beside_the_ledger_is_found(filled: Database, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / f"{filled.path.stem}_星期五.ledger")
    assert newest_verified_backup(filled.path) == made


# ---- restoring -------------------------------------------------------------------------------


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A backup of 甲.ledger, which has changed since."""
    path = tmp_path / "甲.ledger"
    with create(path) as database:
        Stores(database).settings.set("unit", "从前")
        made = backup(database, tmp_path / "u盘.ledger")
        Stores(database).settings.set("unit", "后来")
    return made.path


def test_restore_keeps_what_it_replaces(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "甲.ledger"
    before = contents(tmp_path)
    kept = restore(saved, path)
    assert kept == tmp_path / "甲.被替换_1.ledger"
    after = contents(tmp_path)
    assert after[kept.name] == before["甲.ledger"]
    assert after[saved.name] == before[saved.name]
    assert settings(path)["unit"] == "从前"
    assert not set(copies.MARKS) & settings(path).keys()
    assert restore(kept, path) == tmp_path / "甲.被替换_2.ledger"
    assert settings(path)["unit"] == "后来"
    open_ledger(path).close()


def test_restore_where_nothing_is(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "新.ledger"
    assert restore(saved, path) is None
    with open_ledger(path) as database:
        assert Stores(database).settings.get("unit") == "从前"


def test_restore_over_a_damaged_ledger(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "甲.ledger"
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    kept = restore(saved, path)
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert settings(path)["unit"] == "从前"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", None])
def test_restore_from_something_else(saved: Path, tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        content = saved.read_bytes()[:9000]
    saved.write_bytes(content)
    code = {b"": "ledger.damaged", b"PK\x03\x04": "ledger.foreign"}.get(content, "backup.failed")
    with refused(code, folder=tmp_path):
        restore(saved, tmp_path / "甲.ledger")
    with refused("file.missing", folder=tmp_path):
        restore(tmp_path / "没有.ledger", tmp_path / "甲.ledger")


def test_restore_over_an_open_ledger(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "甲.ledger"
    with open_ledger(path) as database:
        with refused("ledger.locked"):
            restore(saved, path)
        assert Stores(database).settings.get("unit") == "后来"
    assert not list(tmp_path.glob("*被替换*"))


def test_restore_that_fails_half_way_leaves_the_ledger(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.db.backup.copy_pages", fail)
    with refused("file.no_space", folder=tmp_path):
        restore(saved, tmp_path / "甲.ledger")


def test_restore_never_touches_a_file_of_another_kind(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"PK\x03\x04")
    with refused("ledger.foreign", folder=tmp_path):
        restore(saved, tmp_path / "报告.docx")


def test_an_original_in_use_can_be_restored_from_only_when_closed(
    saved: Path, tmp_path: Path
) -> None:
    with open_ledger(saved), refused("ledger.locked"):
        restore(saved, tmp_path / "甲.ledger")
