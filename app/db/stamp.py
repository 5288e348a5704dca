"""What tells, without reading it, whether a ledger is still the one that was backed up."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

NOTE = "最近备份.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size and time of a file; only ever compared for being the same, never for being later."""

    bytes: int
    nanoseconds: int


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a database, or None where part of it stands in a journal beside it."""
    try:
        journal = path.with_name(path.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            return None
        found = path.stat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns)


def note(backup: Path, ledger: Path) -> None:
    """Note beside a backup that it holds all that is in the ledger's file now."""
    found = stamp(ledger)
    if found is not None:
        text = json.dumps({"backup": backup.name, **asdict(found)}, ensure_ascii=False)
        with suppress(OSError):  # without it there is a backup more than need be
            (backup.parent / NOTE).write_text(text, encoding="utf-8")


def is_noted(folder: Path, found: Stamp | None) -> bool:
    """Tell whether a backup that still stands in a folder holds a ledger with this stamp."""
    try:
        noted = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        same = Stamp(noted["bytes"], noted["nanoseconds"]) == found
        return same and (folder / noted["backup"]).is_file()
    except (OSError, ValueError, LookupError, TypeError):
        return False
