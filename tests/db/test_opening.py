"""Making and opening ledgers: what is refused, with which code, and that nothing changes then."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee
import pytest

from app.db import lock_file, schema
from app.db.backup import automatic, backup, restore
from app.db.database import create, open_ledger
from app.db.models import MODELS
from app.db.recognition import APPLICATION_ID
from app.db.stores import Stores
from app.domain.errors.fault import Refusal
from tests.db.refusals import contents, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.db.connection import Database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed ledger with something in it."""
    made = tmp_path / "甲支部.ledger"
    with create(made) as database:
        Stores(database).settings.set("unit", "甲支部" * 4000)
    return made


# ---- an open ledger --------------------------------------------------------------------------


def test_what_keeps_data_through_a_power_cut_is_set(ledger: Database) -> None:
    assert ledger.sql("PRAGMA journal_mode") == [("wal",)]
    assert ledger.sql("PRAGMA synchronous") == [(2,)]
    assert ledger.sql("PRAGMA foreign_keys") == [(1,)]
    assert ledger.sql("PRAGMA locking_mode") == [("exclusive",)]
    assert ledger.sql("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert ledger.sql("PRAGMA user_version") == [(schema.newest_step(),)]
    assert ledger.integrity() == ()


def test_closing_leaves_the_one_file(tmp_path: Path, path: Path) -> None:
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    database = open_ledger(path)
    assert lock_file.lock_path(path).exists()
    database.close()
    database.close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_opening_changes_nothing(path: Path) -> None:
    before = contents(path.parent)
    open_ledger(path).close()
    assert contents(path.parent) == before


def test_where_wal_is_not_to_be_had_the_slower_way_is_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_pragma(monkeypatch, "journal_mode", "WAL")
    with open_ledger(path) as database:
        assert database.sql("PRAGMA journal_mode") == [("delete",)]
        assert database.sql("PRAGMA synchronous") == [(3,)]


def test_a_place_that_cannot_promise_durability_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_pragma(monkeypatch, "synchronous", 2)
    with refused("ledger.durability", folder=path.parent) as caught:
        open_ledger(path)
    assert "synchronous" in caught.value.fault.message


def _without_pragma(monkeypatch: pytest.MonkeyPatch, name: str, unheard: object) -> None:
    """Make one setting fall on deaf ears."""
    heard = peewee.SqliteDatabase.pragma

    def pragma(self: Any, key: str, *value: Any) -> Any:  # noqa: ANN401
        if key == name and value == (unheard,):
            value = ("DELETE",) if name == "journal_mode" else (1,)
        return heard(self, key, *value)

    monkeypatch.setattr(peewee.SqliteDatabase, "pragma", pragma)


# ---- making one ------------------------------------------------------------------------------


def test_an_existing_file_is_never_made_over(path: Path) -> None:
    with refused("ledger.exists", folder=path.parent):
        create(path)


def test_a_failure_while_filling_leaves_nothing(tmp_path: Path) -> None:
    def fill(database: Database) -> None:
        Stores(database).settings.set("unit", "甲")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create(tmp_path / "甲.ledger", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with refused("file.folder_missing", folder=tmp_path):
        create(tmp_path / "没有" / "甲.ledger")


def test_a_leftover_of_a_crash_while_making_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "甲.ledger.part").write_bytes(b"half")
    create(tmp_path / "甲.ledger").close()
    assert [each.name for each in tmp_path.iterdir()] == ["甲.ledger"]


# ---- files that are no ledger, or no longer one ----------------------------------------------


def test_missing(tmp_path: Path) -> None:
    with refused("ledger.missing", folder=tmp_path):
        open_ledger(tmp_path / "没有.ledger")
    with refused("ledger.missing", folder=tmp_path):
        open_ledger(tmp_path)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a zip", "姓名,所在党支部\n".encode(), b"x" * 9000]
)
def test_foreign_files(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "甲.ledger").write_bytes(content)
    with refused("ledger.foreign", folder=tmp_path):
        open_ledger(tmp_path / "甲.ledger")


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_database_of_another_program(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "places.ledger"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode={mode}")
        other.execute("CREATE TABLE setting (id TEXT, value TEXT)")
        other.commit()
        with refused("ledger.foreign", folder=tmp_path):
            open_ledger(path)
    with refused("ledger.foreign", folder=tmp_path):
        open_ledger(path)


@pytest.mark.parametrize("size", [0, 1, 50, 4096, 4097, 20_000])
def test_truncated(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)
    code = "ledger.foreign" if size == 1 else "ledger.damaged"
    with refused(code, folder=path.parent):
        open_ledger(path)


def test_nothing_but_zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))
    with refused("ledger.damaged", folder=path.parent):
        open_ledger(path)


@pytest.mark.parametrize("start", range(0, 200_000, 4096))
def test_any_page_overwritten(path: Path, start: int) -> None:
    if start >= path.stat().st_size:
        pytest.skip("the ledger is smaller")
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 1500)
    with refused("ledger.damaged" if start else "ledger.foreign", folder=path.parent):
        open_ledger(path)


def test_our_header_over_other_tables(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id={APPLICATION_ID}")
        other.execute("CREATE TABLE something (id TEXT)")
    with refused("ledger.damaged", folder=path.parent):
        open_ledger(path)


def test_damage_found_later_is_told_as_such(path: Path) -> None:
    with open_ledger(path) as database:
        Stores(database).settings.set("more", "乙" * 100_000)
    with open_ledger(path) as database:
        root = database.sql("SELECT rootpage FROM sqlite_master WHERE name = 'setting'")[0][0]
        with path.open("r+b") as file:
            file.seek((int(root) - 1) * 4096)
            file.write(b"\xff" * 4096)
        database.engine.execute_sql("PRAGMA shrink_memory")
        with refused("ledger.damaged"):
            Stores(database).settings.get("more")


def test_damage_names_the_newest_backup(path: Path) -> None:
    with open_ledger(path) as database:
        automatic(database)
        newest = automatic(database)
    path.write_bytes(path.read_bytes()[:5000])
    with refused("ledger.damaged", folder=path.parent) as caught:
        open_ledger(path)
    assert str(newest.path) in caught.value.fault.remedy
    assert newest.time in caught.value.fault.remedy


def test_a_ledger_of_a_newer_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version={schema.newest_step() + 1}")
        other.commit()
    with refused("ledger.newer", folder=path.parent):
        open_ledger(path)


def test_a_step_that_this_program_does_not_know(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "INSERT INTO schema_migration (name, applied) VALUES ('0099_x', '2030-01-01')"
        )
        other.commit()
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with refused("ledger.newer", folder=path.parent):
        open_ledger(path)


# ---- places that cannot be written -----------------------------------------------------------


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that even root cannot write to, with a ledger in it."""
    source, mount = tmp_path / "source", tmp_path / "mount"
    source.mkdir()
    mount.mkdir()
    create(source / "甲.ledger").close()
    if not _done("mount", "--bind", str(source), str(mount)):
        pytest.skip("mounting needs root")
    try:
        if not _done("mount", "-o", "remount,ro,bind", str(mount)):
            pytest.skip("no read-only bind mounts here")
        yield mount
    finally:
        _done("umount", str(mount))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1200 KB."""
    mount = tmp_path / "disk"
    mount.mkdir()
    if not _done("mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(mount)):
        pytest.skip("mounting needs root")
    try:
        yield mount
    finally:
        _done("umount", str(mount))


def _done(*words: str) -> bool:
    if shutil.which(words[0]) is None:
        return False
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def test_a_read_only_file_says_to_copy_it_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", _never_writable)  # root may write everything
    with refused("ledger.read_only", folder=path.parent) as caught:
        open_ledger(path)
    assert "复制到本机硬盘" in caught.value.fault.remedy


def _never_writable(path: Path, mode: int) -> bool:
    return mode != os.W_OK or path.is_dir()


def test_a_damaged_ledger_without_backups_says_where_they_would_be(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    with refused("ledger.damaged", folder=path.parent) as caught:
        open_ledger(path)
    remedy = caught.value.fault.remedy
    assert f"{path.name}.备份" in remedy
    assert "请用“恢复”" not in remedy


def test_a_read_only_folder(read_only_folder: Path) -> None:
    with refused("ledger.read_only", folder=read_only_folder):
        open_ledger(read_only_folder / "甲.ledger")
    with refused("file.read_only", folder=read_only_folder):
        create(read_only_folder / "乙.ledger")


@pytest.mark.parametrize("taken", range(0, 1200, 40))
def test_a_full_disk_while_making(small_disk: Path, taken: int) -> None:
    (small_disk / "filler").write_bytes(bytes(taken * 1024))
    made, code = small_disk / "甲.ledger", ""
    try:
        create(made).close()
    except Refusal as error:
        code = error.fault.code
    if made.exists():
        open_ledger(made).close()
    else:
        assert code == "file.no_space"
        assert [each.name for each in small_disk.iterdir()] == ["filler"]


def test_journals_left_of_another_ledger_are_never_played_into_a_new_one(path: Path) -> None:
    journal = path.with_name("乙.ledger-wal")
    journal.write_bytes(b"left")
    with refused("ledger.exists", folder=path.parent):
        create(path.with_name("乙.ledger"))
    with refused("file.exists", folder=path.parent):
        restore(path, path.with_name("乙.ledger"))


def test_a_full_disk_while_saving_keeps_what_was_there(small_disk: Path) -> None:
    path = small_disk / "甲.ledger"
    with create(path) as database:
        settings = Stores(database).settings
        settings.set("unit", "甲")
        with refused("file.no_space"), database.transaction():
            settings.set("unit", "乙")
            settings.set("large", "大" * 500_000)
        assert settings.get("unit") == "甲"
        assert settings.get("large") == ""
        assert not database.in_transaction
        settings.set("unit", "丙")
    with open_ledger(path) as database:
        assert Stores(database).settings.get("unit") == "丙"
        assert database.integrity() == ()


def test_a_full_disk_while_backing_up(small_disk: Path, path: Path) -> None:
    with open_ledger(path) as database:
        Stores(database).settings.set("large", "大" * 500_000)
        with refused("file.no_space", folder=small_disk):
            backup(database, small_disk / "备份.ledger")
        assert database.sql("SELECT count(*) FROM backup") == [(0,)]


# ---- the second program ----------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from app.db.database import open_ledger
from app.db.backup import automatic, backup, restore
with open_ledger(Path(sys.argv[1])) as database:
    automatic(database)
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_a_second_program_is_told_who_has_it_and_offered_a_backup(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "open\n"
        with refused("ledger.locked", folder=path.parent) as caught:
            open_ledger(path)
        first.stdin.write("\n")
        first.stdin.close()
        assert first.wait(10) == 0
    fault = caught.value.fault
    assert "（点评台账，" in fault.message
    assert f"进程 {first.pid}" in fault.message
    assert "甲支部_自动备份0001.ledger" in fault.remedy
    open_ledger(path).close()


def test_the_same_program_cannot_open_it_twice(path: Path) -> None:
    with open_ledger(path):
        for _ in range(3):  # no folder: reading the file here would let go of its lock (POSIX)
            with refused("ledger.locked") as caught:
                open_ledger(path)
            assert f"进程 {os.getpid()}" in caught.value.fault.message
        command = [sys.executable, "-c", HOLD, str(path)]
        other = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        assert other.returncode != 0  # looking at the file has not let go of its lock
        assert "Refusal" in other.stderr


@pytest.mark.parametrize(
    "left", ["", "{", "[]", json.dumps({"pid": 1, "host": "x", "program": "y", "since": "z"})]
)
def test_a_stale_lock_file_needs_no_human(path: Path, left: str) -> None:
    lock = lock_file.lock_path(path)
    lock.write_text(left, encoding="utf-8")
    with open_ledger(path):
        holder = lock_file.read_holder(lock)
        assert holder is not None
        assert holder.pid == os.getpid()
    assert not lock.exists()


def test_a_lock_file_taken_over_by_somebody_is_left_alone(path: Path) -> None:
    lock = lock_file.lock_path(path)
    with open_ledger(path):
        lock.write_text("{}", encoding="utf-8")
    assert lock.exists()


# ---- the schema ------------------------------------------------------------------------------


def test_the_steps_lead_to_the_models(ledger: Database, tmp_path: Path) -> None:
    drawn = peewee.SqliteDatabase(str(tmp_path / "models.db"))
    with drawn.bind_ctx(MODELS):
        drawn.create_tables(MODELS)
    sql = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'schema_migration%'"
    from_models = set(drawn.execute_sql(sql).fetchall())
    drawn.close()
    assert set(ledger.sql(sql)) == from_models
