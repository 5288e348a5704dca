"""Of the automatic backups the last few, 30 days and 12 months stay; a sound one always does."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.backup import automatic, restore
from app.db.copies import BackupFile, backup_folder, backups_in, newest_verified_backup
from app.db.database import open_ledger
from app.db.rotation import DAYS, LAST, MONTHS, rotate, superseded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db.connection import Database


def labelled(*days: str) -> list[BackupFile]:
    """Backups of these days, the last one first."""
    made = [BackupFile(Path(f"{n}"), n, f"{day} 08:00:00") for n, day in enumerate(days, 1)]
    return made[::-1]


def kept(backups: Sequence[BackupFile]) -> list[BackupFile]:
    gone = {backup for backup, _ in superseded(backups)}
    return [backup for backup in backups if backup not in gone]


def days_from(first: date, count: int, each: int = 1) -> list[str]:
    return [str(first + timedelta(n)) for n in range(count) for _ in range(each)]


def test_a_few_backups_all_stay() -> None:
    backups = labelled(*["2011-01-12"] * LAST)
    assert kept(backups) == backups


def test_of_earlier_days_the_newest_stays() -> None:
    backups = labelled(*["2011-01-12"] * 4, *["2011-01-13"] * 9)
    assert [each.sequence for each in kept(backups)] == [13, 12, 11, 10, 9, 4]


def test_thirty_days_and_twelve_months_stay() -> None:
    backups = labelled(*days_from(date(2009, 1, 1), 800, each=2))
    found = kept(backups)
    assert len({each.time[:10] for each in found}) == DAYS + MONTHS - 2  # two months lie within
    assert len({each.time[:7] for each in found}) == MONTHS
    assert found[0] == backups[0]
    assert kept(found) == found


def test_a_clock_that_went_back_removes_nothing_it_should_not() -> None:
    """Far ahead, then back: no day is too old, and the same day twice is two days."""
    backups = labelled("2011-01-12", "2011-01-13", "2099-12-31", "2011-01-12", *["2011-01-13"] * 6)
    assert [each.sequence for each in kept(backups)] == [10, 9, 8, 7, 6, 4, 3, 2, 1]


labels = st.lists(st.integers(0, 500).map(lambda n: str(date(2010, 1, 1) + timedelta(n))))


@given(labels)
def test_the_newest_of_the_last_days_stays_whatever_the_clock_says(days: list[str]) -> None:
    backups = labelled(*days)
    found = kept(backups)
    assert found[:LAST] == backups[:LAST]
    last_days = list(dict.fromkeys(each.time[:10] for each in backups))[:DAYS]
    for day in last_days:
        newest = next(each for each in backups if each.time.startswith(day))
        assert newest in found
    for backup, successor in superseded(backups):
        assert successor.sequence > backup.sequence
        assert successor in found


# ---- files -----------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the clock will say, the last one ever after."""
    times = ["2011-01-12 08:00:00"]
    monkeypatch.setattr("app.db.backup.now", lambda: times.pop(0) if len(times) > 1 else times[0])
    return times


def made(ledger: Database, count: int) -> list[BackupFile]:
    return [automatic(ledger) for _ in range(count)]


def test_files_are_removed_once_a_later_one_is_sound(ledger: Database, clock: list[str]) -> None:
    backups = made(ledger, 8)
    assert rotate(backups) == tuple(backups[2::-1])
    assert set(backups_in(backup_folder(ledger.path))) == set(backups[3:])
    assert newest_verified_backup(ledger.path) == backups[-1]


def test_nothing_is_removed_for_one_that_is_broken(ledger: Database, clock: list[str]) -> None:
    """The later one that would stand for the others cannot be read."""
    backups = made(ledger, 8)
    broken = backups[3].path
    broken.write_bytes(broken.read_bytes()[:-4096])
    assert rotate(backups) == ()
    assert all(backup.path.exists() for backup in backups)


def test_a_write_protected_medium_keeps_more(
    ledger: Database, clock: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = made(ledger, 8)

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert rotate(backups) == ()


def test_numbers_go_on_after_an_older_backup_was_brought_back(ledger: Database) -> None:
    """The restored ledger has forgotten the later ones, which still are not the newest."""
    backups = made(ledger, 4)
    path = ledger.path
    ledger.close()
    restore(backups[1].path, path)
    with open_ledger(path) as again:
        assert automatic(again).sequence == 5
