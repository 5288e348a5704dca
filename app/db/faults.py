"""What SQLite reports, told as faults of the catalogue."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Refusal
from app.domain.errors.system import reason_of

_DAMAGE = (
    *("malformed", "not a database", "disk image", "corrupt", "integrity check"),
    "could not decode",
)
USE_BACKUP = "请用“恢复”从最近的备份恢复。"
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows has no quota error


@contextmanager
def ledger_faults(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into refusals that name the ledger."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise Damaged(path, "内容无法读取") from error
    except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
        found = _told_with_causes(error, path)
        if found is None:
            raise
        raise found from error


def _told_with_causes(error: BaseException | None, path: Path) -> Refusal | None:
    """Look behind an error that came up while another one was being dealt with."""
    while error is not None:
        if isinstance(error, Refusal):
            return error
        found = told(error, path)
        if found is not None:
            return found
        error = error.__context__
    return None


@contextmanager
def file_faults(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into refusals that name the file."""
    try:
        with ledger_faults(path):
            yield
    except OSError as error:
        raise told_os(error, path) from error


def told(error: BaseException, path: Path) -> Refusal | None:
    """Return the refusal that an error of SQLite amounts to, or None where it is a mistake."""
    text = str(error).lower()
    place = str(path)
    if "locked" in text or "busy" in text:
        return refusal("ledger.busy", place)
    if "readonly" in text or "unable to open" in text or "authorization" in text:
        return refusal("file.read_only", place)
    if "full" in text:
        return refusal("file.no_space", place)
    if "foreign key" in text:
        return refusal("ledger.referenced", place)
    if "disk i/o" in text:
        return refusal("file.write_failed", place, reason="磁盘读写出错")
    if any(word in text for word in _DAMAGE):
        return Damaged(path, "内容无法读取")
    return None


def told_os(error: OSError, path: Path) -> Refusal:
    """Return the refusal that an error of the file system amounts to."""
    place = str(path)
    if error.errno in _READ_ONLY:
        return refusal("file.read_only", place)
    if error.errno in _NO_SPACE:
        return refusal("file.no_space", place)
    if error.errno == errno.ENOENT:
        return refusal("file.missing", place)
    return refusal("file.write_failed", place, reason=reason_of(error))


class Damaged(Refusal):
    """A ledger whose contents cannot be trusted any more."""

    def __init__(self, path: Path, reason: str, backup: str = USE_BACKUP) -> None:
        super().__init__(fault("ledger.damaged", str(path), reason=reason, backup=backup))
        self.reason = reason
