"""Which automatic backups are kept: the last few, the newest of 30 days and of 12 months.

Backups are taken in the order of their sequence numbers. Days and months are labels that tell
groups apart, never dates to reckon with: a clock that is wrong, or goes back, makes more groups
than there were days, so that more is kept, and nothing is ever too old.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from app.db.copies import BackupFile, verify
from app.domain.errors.fault import Refusal

LAST, DAYS, MONTHS = 5, 30, 12
_DAY, _MONTH = len("2011-01-12"), len("2011-01")


def rotate(backups: Iterable[BackupFile]) -> tuple[BackupFile, ...]:
    """Remove what is not to be kept, each only once a later one was opened and found sound.

    Args:
        backups: all automatic backups of one ledger.

    Returns:
        Those that were removed.
    """
    sound: dict[BackupFile, bool] = {}
    removed = []
    for surplus, successor in superseded(sorted(backups, key=_sequence, reverse=True)):
        if _is_sound(successor, sound):
            with suppress(OSError):  # a medium that is write-protected keeps more than it need
                surplus.path.unlink()
                removed.append(surplus)
    return tuple(removed)


def superseded(
    newest_first: Sequence[BackupFile],
) -> Iterator[tuple[BackupFile, BackupFile]]:
    """Give each backup that need not be kept, with the next later one that stands for it."""
    kept = {
        *newest_first[:LAST],
        *_newest_of_each(newest_first, _day, DAYS),
        *_newest_of_each(newest_first, _month, MONTHS),
    }
    successor: BackupFile | None = None
    for backup in newest_first:
        if backup in kept:
            successor = backup
        elif successor is not None:
            yield backup, successor


def _newest_of_each(
    newest_first: Sequence[BackupFile], label: Callable[[BackupFile], str], most: int
) -> Iterator[BackupFile]:
    """Give the first of each run of equal labels, for as many different labels as are kept."""
    seen: set[str] = set()
    before = ""
    for backup in newest_first:
        found = label(backup)
        if found != before:
            seen.add(found)
            if len(seen) > most:
                return
            yield backup
        before = found


def _is_sound(backup: BackupFile, known: dict[BackupFile, bool]) -> bool:
    if backup not in known:
        try:
            verify(backup.path)
            known[backup] = True
        except (Refusal, OSError):
            known[backup] = False
    return known[backup]


def _day(backup: BackupFile) -> str:
    return backup.time[:_DAY]


def _month(backup: BackupFile) -> str:
    return backup.time[:_MONTH]


def _sequence(backup: BackupFile) -> int:
    return backup.sequence
