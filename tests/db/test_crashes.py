"""A ledger whose program dies at any moment holds what was committed, no more and no less."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.db import settling
from app.db.backup import automatic, newest_verified_backup
from app.db.database import create, open_ledger
from app.db.stores import Stores

ROOT = Path(__file__).resolve().parents[2]

SAVING = """
import sys
from pathlib import Path
from app.db.database import open_ledger
from app.db.stores import Stores
from tests.db.test_stores import structure
from tests.db.values import ROUND, RandomLedger
known = RandomLedger(1)
with open_ledger(Path(sys.argv[1])) as database:
    stores = Stores(database)
    for number in range(int(sys.argv[2])):
        with database.transaction():
            stores.structure.save(**structure(known.records))
            stores.reviews.save_many([r for r in known.reviews if r.round_id == ROUND.id])
            stores.settings.set("first", str(number))
            stores.settings.set("filler", "大" * 3000 * number)
            stores.settings.set("last", str(number))
        print(number, flush=True)
"""

BACKING_UP = """
import sys
from pathlib import Path
from app.db.backup import automatic
from app.db.database import open_ledger
with open_ledger(Path(sys.argv[1])) as database:
    print(automatic(database).sequence, flush=True)
"""

CREATING = """
import sys
from pathlib import Path
from app.db.database import create
create(Path(sys.argv[1])).close()
print(1, flush=True)
"""

RESTORING = """
import sys
from pathlib import Path
from app.db.backup import restore
restore(Path(sys.argv[1] + ".备份"), Path(sys.argv[1]))
print(1, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    from tests.db.values import ROUND

    made = tmp_path / "甲.ledger"
    with create(made) as database:
        Stores(database).rounds.add(ROUND)
        Stores(database).settings.set("first", "-1")
        Stores(database).settings.set("last", "-1")
    return made


def command(program: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", program, *map(str, arguments)]


def acknowledged(output: str) -> int:
    """The last number that the program reported as done."""
    lines = [line for line in output.split("\n")[:-1] if line]
    return int(lines[-1]) if lines else -1


def expect_whole(path: Path, reported: int) -> None:
    with open_ledger(path) as database:
        settings = Stores(database).settings
        first, last = int(settings.get("first")), int(settings.get("last"))
        assert first == last, "half a transaction"
        assert last in (reported, reported + 1), "an acknowledged transaction is gone"
        assert database.integrity() == ()
        assert settling.wrongly_settled(database) == 0


def test_kill_at_any_moment_while_saving(path: Path) -> None:
    draw = random.Random(9)
    for _ in range(8):
        with open_ledger(path) as database:
            Stores(database).settings.set("first", "-1")
            Stores(database).settings.set("last", "-1")
        with subprocess.Popen(
            command(SAVING, path, 1000), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as program:
            assert program.stdout is not None
            begun = program.stdout.readline()
            time.sleep(draw.random() * 0.15)
            program.send_signal(signal.SIGKILL)
            reported = acknowledged(begun + program.stdout.read())
        expect_whole(path, reported)


# ---- at chosen system calls ------------------------------------------------------------------


def killed_at(
    program: str, watched: Path, call: str, number: int, *arguments: object
) -> str | None:
    """Run a program that is killed at the n-th call on a file; None: it came to its end."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    inject = f"inject={call}:signal=SIGKILL:when={number}"
    words = [strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
    for ending in ("", "-wal", "-journal", ".part", ".part-journal", ".part-wal"):
        words += ["-P", f"{watched}{ending}"]
    finished = subprocess.run(
        [*words, *command(program, *arguments)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if "ptrace" in finished.stderr and "not permitted" in finished.stderr:
        pytest.skip("strace may not trace here")
    return None if finished.returncode == 0 else finished.stdout


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
def test_kill_at_chosen_calls_while_saving(path: Path, call: str) -> None:
    original = path.read_bytes()
    struck = 0
    for number in (1, 2, 5, 40):
        path.write_bytes(original)
        output = killed_at(SAVING, path, call, number, path, 3)
        expect_whole(path, acknowledged(output) if output is not None else 2)
        struck += output is not None
    assert struck >= 2


@pytest.mark.parametrize("call", ["pwrite64", "fsync", "fdatasync", "link", "unlink"])
def test_kill_while_creating_leaves_a_ledger_or_none(tmp_path: Path, call: str) -> None:
    path = tmp_path / "甲.ledger"
    struck = 0
    for number in (1, 2, 20):
        for left in tmp_path.iterdir():
            left.unlink()
        output = killed_at(CREATING, path, call, number, path)
        struck += output is not None
        if path.exists():
            open_ledger(path).close()
        else:
            create(path).close()
    assert struck


@pytest.mark.parametrize("call", ["pwrite64", "fsync", "rename"])
def test_kill_while_restoring_leaves_the_one_or_the_other(path: Path, call: str) -> None:
    with open_ledger(path) as database:
        Stores(database).settings.set("unit", "从前")
        made = automatic(database)
        Stores(database).settings.set("unit", "后来")
    source = path.with_name(path.name + ".备份")
    shutil.move(made.path, path.with_name("u盘"))
    source.rmdir()
    path.with_name("u盘").rename(source)
    original = path.read_bytes()
    struck = 0
    for number in (1, 2, 7):
        path.unlink()
        path.write_bytes(original)
        output = killed_at(RESTORING, path, call, number, path)
        struck += output is not None
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            unit = connection.execute("SELECT value FROM setting WHERE id = 'unit'").fetchone()
        assert unit == ("从前",) if output is None else unit in [("从前",), ("后来",)]
    assert struck


@pytest.mark.parametrize("call", ["pwrite64", "fsync", "link"])
def test_kill_while_backing_up_leaves_older_backups_and_the_ledger(path: Path, call: str) -> None:
    with open_ledger(path) as database:
        oldest = automatic(database)
    second = oldest.path.with_name("甲_自动备份0002.ledger")
    struck = 0
    for number in (1, 2, 8):
        second.unlink(missing_ok=True)
        struck += killed_at(BACKING_UP, second, call, number, path) is not None
        found = newest_verified_backup(path)
        assert found is not None
        assert found.sequence >= oldest.sequence
        open_ledger(path).close()
    assert struck
