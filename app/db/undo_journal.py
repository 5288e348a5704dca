"""What users change is noted by triggers as it happens, so that whole steps can be taken back.

For each table that users change, temporary triggers on the connection note in a temporary table
what a statement did to each row, foreign keys' own doings included: a new row by its key, a changed
row by the values it had in the columns that changed, a deleted row whole. Playing the notes
backwards takes the changes back, and is noted likewise: those notes are what a redo plays.

The notes stand in memory, never on a disk, and end with the connection.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.db import bulk
from app.db.connection import Database
from app.db.models import MODELS
from app.db.office_models import BackupRow, ChangeRow, DraftRow, SettingRow
from app.db.table import Entry, Table
from app.domain.work_settings import WORK_SETTINGS

MOST_STEPS = 100
MOST_ROWS = 1_000_000

NOT_NOTED: tuple[type[Table], ...] = (ChangeRow, DraftRow, BackupRow)
"""Tables that undo leaves alone: the log only grows, the others are not the user's work."""
NOTED_IDS: Mapping[type[Table], tuple[str, ...]] = {SettingRow: WORK_SETTINGS}
"""Tables of which undo looks after the rows with these ids alone."""

_ADDED, _CHANGED, _GONE = range(3)
_ROWID = "rowid"


@dataclass(frozen=True, slots=True)
class Span:
    """Notes of one table: those numbered after ``first`` up to ``last``."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one outermost transaction changed."""

    title: str
    spans: tuple[Span, ...]
    """For each noted table."""

    @property
    def rows(self) -> int:
        """How many notes it has."""
        return sum(span.last - span.first for span in self.spans)


class Notes:
    """The notes of one table, and the statements that make and play them."""

    def __init__(self, model: type[Table]) -> None:
        self.model = model
        self.table = str(model._meta.table_name)  # noqa: SLF001 - Peewee's own name
        self.name = f"undo_{self.table}"
        self._columns = bulk.columns(model)
        self._keys = _keys(model)

    @cached_property
    def script(self) -> str:
        """The statements that make the table of notes and its triggers."""
        keys, columns = self._note_keys, self._note_columns
        number = "number INTEGER PRIMARY KEY, act INTEGER, which INTEGER"
        olds = [
            f"CASE WHEN {_differs(name)} THEN old.{_quoted(name)} END" for name in self._columns
        ]
        which = " + ".join(f"({_differs(name)}) * {1 << n}" for n, name in enumerate(self._columns))
        changed = " OR ".join(map(_differs, self._columns))
        return f"""
        CREATE TEMP TABLE {self.name} ({number}, {", ".join((*keys, *columns))});
        {self._trigger("INSERT", "new")} BEGIN
            INSERT INTO {self.name} (act, {", ".join(keys)})
            VALUES ({_ADDED}, {self._key_of("new")});
        END;
        {self._trigger("UPDATE", "old", changed)} BEGIN
            INSERT INTO {self.name} (act, which, {", ".join((*keys, *columns))})
            VALUES ({_CHANGED}, {which}, {self._key_of("old")}, {", ".join(olds)});
        END;
        {self._trigger("DELETE", "old")} BEGIN
            INSERT INTO {self.name} (act, {", ".join((*keys, *columns))})
            VALUES ({_GONE}, {self._key_of("old")},
                {", ".join(f"old.{_quoted(name)}" for name in self._columns)});
        END;
        """

    @property
    def _note_keys(self) -> list[str]:
        return [f"key{number}" for number, _ in enumerate(self._keys)]

    @property
    def _note_columns(self) -> list[str]:
        return [f"old{number}" for number, _ in enumerate(self._columns)]

    def _trigger(self, event: str, row: str, when: str = "") -> str:
        name = f"{self.name}_{event.lower()}"
        asked = [f"({when})"] if when else []
        if self.model in NOTED_IDS:
            ids = ", ".join(f"'{each}'" for each in NOTED_IDS[self.model])
            asked.append(f"{row}.id IN ({ids})")
        only = f" WHEN {' AND '.join(asked)}" if asked else ""
        return f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{_quoted(self.table)}{only}"

    def _key_of(self, row: str) -> str:
        return ", ".join(f"{row}.{name}" for name in self._keys)

    @property
    def last(self) -> str:
        """The expression for the number of the last note."""
        return f"(SELECT coalesce(max(number), 0) FROM {self.name})"

    def forget(self, database: Database, span: Span) -> None:
        """Take notes away."""
        if span.last > span.first:
            statement = f"DELETE FROM {self.name} WHERE number > ? AND number <= ?"
            database.raw.execute(statement, (span.first, span.last))

    def play_back(self, database: Database, span: Span) -> None:
        """Undo what the notes say, the last first."""
        wanted = f"number > {span.first} AND number <= {span.last}"
        notes = database.sql(f"SELECT * FROM {self.name} WHERE {wanted} ORDER BY number DESC")
        keys = len(self._keys)
        for (act, which), run in groupby(notes, itemgetter(1, 2)):
            if act == _ADDED:
                database.raw.executemany(
                    f"DELETE FROM {_quoted(self.table)} WHERE {self._by_key}",
                    (note[3 : 3 + keys] for note in run),
                )
            elif act == _CHANGED:
                self._write_back(database, which, run)
            else:
                database.raw.executemany(self._insert, map(self._whole_row, run))

    @property
    def _by_key(self) -> str:
        return " AND ".join(f"{name} = ?" for name in self._keys)

    @cached_property
    def _insert(self) -> str:
        names = [*self._rowid, *map(_quoted, self._columns)]
        gaps = ", ".join("?" * len(names))
        return f"INSERT INTO {_quoted(self.table)} ({', '.join(names)}) VALUES ({gaps})"

    @property
    def _rowid(self) -> list[str]:
        """The number of a row, where it is no column: the order of rows follows from it."""
        return [_ROWID] if self._keys == (_ROWID,) else []

    def _whole_row(self, note: tuple[Any, ...]) -> tuple[Any, ...]:
        return note[3:] if self._rowid else note[3 + len(self._keys) :]

    def _write_back(self, database: Database, which: int, run: Iterable[tuple[Any, ...]]) -> None:
        places = [n for n, _ in enumerate(self._columns) if which & (1 << n)]
        sets = ", ".join(f"{_quoted(self._columns[place])} = ?" for place in places)
        start = 3 + len(self._keys)
        database.raw.executemany(
            f"UPDATE {_quoted(self.table)} SET {sets} WHERE {self._by_key}",
            ((*(note[start + place] for place in places), *note[3:start]) for note in run),
        )

    def ids(self, database: Database, span: Span, column: str, *, added: bool) -> Iterator[str]:
        """Give a column's values in the rows that notes are about.

        Args:
            database: the ledger.
            span: the notes.
            column: the name of the column.
            added: rows that were added too.
        """
        if span.first == span.last:
            return
        span_only = f"number > {span.first} AND number <= {span.last}"
        same = " AND ".join(
            f"row.{name} = note.key{number}" for number, name in enumerate(self._keys)
        )
        acts = f"act IN ({_ADDED}, {_CHANGED})" if added else f"act = {_CHANGED}"
        place = self._columns.index(column)
        found = database.sql(f"""
        SELECT row.{_quoted(column)} FROM {self.name} AS note
        JOIN main.{_quoted(self.table)} AS row ON {same} WHERE {span_only} AND {acts}
        UNION SELECT old{place} FROM {self.name} WHERE {span_only} AND act = {_GONE}
        """)
        yield from (str(id_) for (id_,) in found)


class UndoJournal:
    """The steps of one open ledger that can be undone, and those that can be redone."""

    def __init__(self, database: Database) -> None:
        """Note from now on what is changed in this ledger; no transaction may be open."""
        self._database = database
        self.tables = tuple(Notes(model) for model in MODELS if model not in NOT_NOTED)
        scripts = "".join(notes.script for notes in self.tables)
        database.raw.executescript(f"BEGIN;{scripts}COMMIT;")
        self._last_numbers = f"SELECT {', '.join(notes.last for notes in self.tables)}"
        self._mark = self._lasts()
        self._title = ""
        self.done: list[Step] = []
        """The steps that can be undone, the last one last."""
        self.undone: list[Step] = []
        """The steps that can be redone, the next one last."""

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Around a transaction: what it changes is one step, where it fails there is none.

        Args:
            title: what the user does; within a step the first title holds.
        """
        if self._database.in_transaction:
            self._title = self._title or title
            yield
            return
        self._forget_if_changed_otherwise()
        self._title = title
        yield
        self._close_step()

    def _forget_if_changed_otherwise(self) -> None:
        """Forget all steps where something was changed outside of any: they rest on it no more."""
        lasts = self._lasts()
        if lasts != self._mark:
            for notes, last in zip(self.tables, lasts, strict=True):
                notes.forget(self._database, Span(0, last))
            self.done.clear()
            self.undone.clear()
            self._mark = self._lasts()

    def _close_step(self) -> None:
        """Make a step of what has been noted since the last one; nothing where nothing was."""
        lasts = self._lasts()
        if lasts == self._mark:
            return
        self.done.append(Step(self._title, tuple(map(Span, self._mark, lasts))))
        for step in self.undone:
            self._forget(step)
        self.undone.clear()
        while len(self.done) > MOST_STEPS or self._is_too_large():
            self._forget(self.done.pop(0))
        self._mark = self._lasts()

    def _is_too_large(self) -> bool:
        return len(self.done) > 1 and sum(step.rows for step in self.done) > MOST_ROWS

    def next(self, *, redo: bool) -> Step | None:
        """Return the step that is to be undone next, or redone; None: there is none."""
        self._forget_if_changed_otherwise()
        steps = self.undone if redo else self.done
        return steps[-1] if steps else None

    def play_back(self, step: Step) -> Step:
        """Undo one step within the open transaction; returns the step that undoes the undoing."""
        before = self._lasts()
        for notes, span in zip(self.tables, step.spans, strict=True):
            notes.play_back(self._database, span)
        after = self._lasts()
        self._forget(step)
        return Step(step.title, tuple(map(Span, before, after)))

    def played(self, step: Step, *, redo: bool) -> None:
        """After the commit: the last step went over to the other list as ``step``."""
        taken, given = (self.undone, self.done) if redo else (self.done, self.undone)
        taken.pop()
        given.append(step)
        self._mark = self._lasts()

    def _lasts(self) -> tuple[int, ...]:
        return self._database.sql(self._last_numbers)[0]

    def _forget(self, step: Step) -> None:
        for notes, span in zip(self.tables, step.spans, strict=True):
            notes.forget(self._database, span)


def _keys(model: type[Table]) -> tuple[str, ...]:
    """Return the names that find a row of a table again."""
    if model._meta.without_rowid:  # noqa: SLF001 - Peewee's own name
        primary = model._meta.get_primary_keys()  # type: ignore[no-untyped-call]  # noqa: SLF001
        return tuple(_quoted(field.column_name) for field in primary)
    return (_quoted("id"),) if issubclass(model, Entry) else (_ROWID,)


def _differs(name: str) -> str:
    return f"old.{_quoted(name)} IS NOT new.{_quoted(name)}"


def _quoted(name: str) -> str:
    return f'"{name}"'
