"""The one connection to a ledger: durable, exclusive, with its transactions."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self, cast

import peewee

from app.db.faults import file_faults, ledger_faults
from app.db.lock_file import LockFile, announce
from app.db.stamp import stamp
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

_CACHE_KIB, _MODEST_KIB = 65_536, 8_192
_SYNCHRONOUS_FULL, _SYNCHRONOUS_EXTRA = 2, 3

Params = Sequence[Any] | dict[str, Any]


class _Engine(peewee.SqliteDatabase):
    """Peewee's database, which knows that SQLite may have rolled back by itself."""

    def rollback(self) -> None:
        connection = cast(sqlite3.Connection, self.connection())  # type: ignore[no-untyped-call]
        if connection.in_transaction:
            super().rollback()


class Database:
    """An open ledger. Close it, or use it as a context manager.

    The connection may be lent to one worker thread while its owner waits.
    """

    def __init__(self, path: Path, engine: peewee.SqliteDatabase) -> None:
        self.path = path
        self.engine = engine
        """For the rooms' own stores only: Peewee's database, never bound to a model."""
        self.found = stamp(path)
        """The stamp of the file as it was before it was opened."""
        self.user = ""
        """Who works with the ledger, for its log; empty: whom the system knows."""
        self._lock: LockFile | None = None
        self._failed = False
        self._turn = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection itself, for SQL run in bulk; a closed ledger has none."""
        if not self.is_open:
            raise peewee.InterfaceError("the ledger is closed")
        return cast(sqlite3.Connection, self.engine.connection())  # type: ignore[no-untyped-call]

    @property
    def is_open(self) -> bool:
        """Whether the ledger is still open."""
        return not self.engine.is_closed()

    @property
    def is_busy(self) -> bool:
        """Whether another thread is in a transaction, so that beginning one would have to wait."""
        free = self._turn.acquire(blocking=False)
        if free:
            self._turn.release()
        return not free

    @property
    def revision(self) -> int:
        """A number that grows with every row written: what was read at another may be stale."""
        return self.raw.total_changes

    def announce(self) -> None:
        """Write the file that tells other programs who has the ledger open."""
        with file_faults(self.path):
            self._lock = announce(self.path)

    def close(self) -> None:
        """Close the connection and take the lock file away; closing twice is harmless."""
        if self.is_open:
            with ledger_faults(self.path):
                self.engine.close()
        if self._lock is not None:
            self._lock.release()

    def into_one_file(self) -> None:
        """Move everything committed from the journal into the ledger's own file.

        Closing does so too, but keeps quiet about a disk that is full.
        """
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def modest(self) -> Iterator[None]:
        """Keep few pages in memory meanwhile: what reads everything asks for no page twice."""
        self._cache(_MODEST_KIB)
        try:
            yield
        finally:
            self._cache(_CACHE_KIB)

    def _cache(self, kib: int) -> None:
        self.sql(f"PRAGMA main.cache_size = -{kib}")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the other thread from beginning a transaction meanwhile."""
        with self._turn:
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. A transaction inside another is part of it: where it fails, all fails.

        Transactions of two threads take turns.
        No savepoints: with SQLite's journal in memory they make large imports slow by the square.
        """
        with self._turn:
            if self.in_transaction:
                with self._part_of_transaction():
                    yield
                return
            self._failed = False
            with ledger_faults(self.path), self.engine.atomic():
                yield
                if self._failed:
                    raise self._undone()

    @contextmanager
    def _part_of_transaction(self) -> Iterator[None]:
        if self._failed or not self.raw.in_transaction:
            raise self._undone()  # also where a disk was full and SQLite has undone everything
        try:
            with ledger_faults(self.path):
                yield
        except BaseException:
            self._failed = True
            raise

    def _undone(self) -> Refusal:
        reason = "其中一步失败，整个操作已撤销"
        return refusal("file.write_failed", str(self.path), reason=reason)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self.engine.in_transaction())

    def sql(self, text: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """Run one statement that only reads, and return its rows."""
        with ledger_faults(self.path):
            found: list[tuple[Any, ...]] = self.raw.execute(text, params).fetchall()
        return found

    def each(self, text: str, params: Params = ()) -> Iterator[tuple[Any, ...]]:
        """Run one statement that only reads, and give its rows one by one."""
        with ledger_faults(self.path):
            yield from self.raw.execute(text, params)

    def many(self, text: str, rows: Iterable[Params]) -> None:
        """Run one statement for each row, all or none of them."""
        with self.transaction():
            self.raw.executemany(text, rows)

    def rows(self, query: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - Peewee's own queries
        """Run a Peewee select and give its rows one by one."""
        return self.each(*_sql_of(self.engine, query))

    def run(self, query: Any) -> int:  # noqa: ANN401 - Peewee's own queries
        """Run a Peewee insert, update or delete; return how many rows it touched."""
        with self.transaction():
            return int(query.execute(self.engine))

    def integrity(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file; nothing where it is sound."""
        found = [str(line) for (line,) in self.sql("PRAGMA integrity_check(20)")]
        loose = self.sql("PRAGMA foreign_key_check")
        tables = sorted({str(row[0]) for row in loose})
        return (*(line for line in found if line != "ok"), *tables)


def _sql_of(engine: peewee.SqliteDatabase, query: Any) -> tuple[str, list[Any]]:  # noqa: ANN401
    text, params = engine.get_sql_context().sql(query).query()  # type: ignore[no-untyped-call]
    return text, params


def connect(path: Path, inspect: Callable[[Database], None] | None = None) -> Database:
    """Open the connection to an existing file and take it for this program alone.

    Args:
        path: the file.
        inspect: looks into it and refuses it, before anything in it is set.

    Raises:
        Refusal: ``ledger.busy`` where another program has it, ``ledger.durability`` where it
            cannot be written safely, and what the file system reports.
    """
    engine = _Engine(
        path.resolve().as_uri() + "?mode=rw",
        lock_type="IMMEDIATE",
        timeout=0,
        thread_safe=False,
        uri=True,
        check_same_thread=False,
    )
    database = Database(path, engine)
    try:
        with ledger_faults(path):
            engine.connect()
            _take_alone(engine)
            if inspect is not None:
                inspect(database)
            _make_durable(engine, path)
    except BaseException:
        engine.close()
        raise
    return database


def _take_alone(engine: peewee.SqliteDatabase) -> None:
    engine.pragma("locking_mode", "EXCLUSIVE")
    engine.pragma("foreign_keys", 1)
    engine.pragma("trusted_schema", 0)
    engine.pragma("cell_size_check", 1)
    engine.pragma("cache_size", -_CACHE_KIB)
    engine.pragma("temp_store", "MEMORY")  # people's data belongs into no other file
    with engine.atomic("EXCLUSIVE"):
        engine.pragma("schema_version")


def _make_durable(engine: peewee.SqliteDatabase, path: Path) -> None:
    """Set what keeps a committed transaction through a power cut, and read it back."""
    journal = str(engine.pragma("journal_mode", "WAL")).lower()
    wanted = _SYNCHRONOUS_FULL
    if journal != "wal":
        journal = str(engine.pragma("journal_mode", "DELETE")).lower()
        wanted = _SYNCHRONOUS_EXTRA
    engine.pragma("synchronous", wanted)
    taken = {
        "journal_mode": journal in ("wal", "delete"),
        "synchronous": engine.pragma("synchronous") == wanted,
        "foreign_keys": engine.pragma("foreign_keys") == 1,
        "locking_mode": str(engine.pragma("locking_mode")).lower() == "exclusive",
    }
    refused = [name for name, held in taken.items() if not held]
    if refused:
        raise refusal("ledger.durability", str(path), reason="、".join(refused))
