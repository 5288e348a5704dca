"""Rounds and their tasks in a ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.db import bulk, mapping
from app.db.clock import now
from app.db.connection import Database
from app.db.log_store import ChangeStore
from app.db.models import RoundRow, TaskRow
from app.domain.history import Change
from app.domain.ids import RoundId, TaskId
from app.domain.review import ReviewTask, Round

TASK = "task"
"""What the change log calls a task."""


class RoundStore:
    """The rounds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Round, ...]:
        """Return all rounds, oldest first."""
        rows = bulk.read(self._database, RoundRow, 'ORDER BY start, "end", number')
        return tuple(map(mapping.round_of, rows))

    def latest(self) -> Round | None:
        """Return the round that ends last, or None where there is none."""
        rows = bulk.read(
            self._database, RoundRow, 'ORDER BY "end" DESC, start DESC, number DESC LIMIT 1'
        )
        return mapping.round_of(rows[0]) if rows else None

    def add(self, value: Round) -> None:
        """Write a round, new or changed."""
        sql = "SELECT coalesce(max(number), 0) + 1 FROM round"
        with self._database.transaction():
            row = mapping.round_row(value, self._database.sql(sql)[0][0])
            bulk.upsert(self._database, RoundRow, [row], kept=("number",))


class TaskStore:
    """The tasks."""

    def __init__(self, database: Database, now: Callable[[], str] = now) -> None:
        self._database = database
        self._now = now

    def get(self, task_id: TaskId) -> ReviewTask | None:
        """Return a task, or None."""
        rows = bulk.read(self._database, TaskRow, "WHERE id = ?", (task_id,))
        return mapping.task(rows[0]) if rows else None

    def of_round(self, round_id: RoundId) -> tuple[ReviewTask, ...]:
        """Return the tasks of a round in the order in which they were planned."""
        tail = "WHERE round_id = ? ORDER BY position"
        with bulk.collector_paused():
            return tuple(map(mapping.task, bulk.each(self._database, TaskRow, tail, (round_id,))))

    def replace(self, round_id: RoundId, tasks: Iterable[ReviewTask]) -> None:
        """Make these the tasks of a round; rows that stay as they are are not written."""
        planned = tuple(tasks)
        with self._database.transaction():
            known = bulk.read(self._database, TaskRow, "WHERE round_id = ?", (round_id,))
            kept = {row[0]: row for row in known}
            gone = kept.keys() - {task.id for task in planned}
            bulk.delete(self._database, TaskRow, "id", gone)
            self._log_by_hand(kept, planned)
            bulk.upsert(self._database, TaskRow, _changed(kept, planned))

    def save(self, task: ReviewTask) -> None:
        """Write one task; a new one goes to the end of its round."""
        sql = "SELECT coalesce(max(position), -1) + 1 FROM task WHERE round_id = ?"
        with self._database.transaction():
            position = self._database.sql(sql, (task.round_id,))[0][0]
            row = mapping.task_row(task, position)
            known = bulk.read(self._database, TaskRow, "WHERE id = ?", (task.id,))
            self._log_by_hand({row[0]: row for row in known}, [task])
            bulk.upsert(self._database, TaskRow, [row], kept=("position",))

    def _log_by_hand(
        self, kept: Mapping[str, mapping.RowValues], tasks: Iterable[ReviewTask]
    ) -> None:
        """Write into the log what was decided by hand about tasks: 免点评, 改派点评人."""
        lines: list[Change] = []
        for task in tasks:
            old = kept[task.id][_BY_HAND] if task.id in kept else ("", "")
            if (task.exempt_reason, task.manual_reason) != old:
                earlier = kept.get(task.id) or kept.get(task.replaces or "")
                lines += self._told(task, mapping.task(earlier) if earlier else None)
        ChangeStore(self._database).append(lines)

    def _told(self, task: ReviewTask, earlier: ReviewTask | None) -> Iterator[Change]:
        time = self._now()
        before = earlier.exempt_reason if earlier else ""
        if task.exempt_reason != before:
            yield Change(TASK, task.id, "exempt_reason", before, task.exempt_reason, time)
        if task.manual_reason:
            old = "、".join(earlier.reviewers) if earlier else ""
            new, why = "、".join(task.reviewers), task.manual_reason
            yield Change(TASK, task.id, "reviewers", old, new, time, reason=why)


def _changed(
    kept: Mapping[str, mapping.RowValues], planned: Iterable[ReviewTask]
) -> Iterator[mapping.RowValues]:
    """Give the rows that are to be written, one by one: a city has a hundred thousand."""
    rows = (mapping.task_row(task, number) for number, task in enumerate(planned))
    return (row for row in rows if kept.get(row[0]) != row)


_BY_HAND = slice(
    bulk.columns(TaskRow).index("exempt_reason"), bulk.columns(TaskRow).index("manual_reason") + 1
)
