"""Rounds and their tasks in a ledger."""

from collections.abc import Iterable

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.models import RoundRow, TaskRow
from app.domain.ids import RoundId, TaskId
from app.domain.review import ReviewTask, Round


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

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, task_id: TaskId) -> ReviewTask | None:
        """Return a task, or None."""
        rows = bulk.read(self._database, TaskRow, "WHERE id = ?", (task_id,))
        return mapping.task(rows[0]) if rows else None

    def of_round(self, round_id: RoundId) -> tuple[ReviewTask, ...]:
        """Return the tasks of a round in the order in which they were planned."""
        tail = "WHERE round_id = ? ORDER BY position"
        return tuple(map(mapping.task, bulk.read(self._database, TaskRow, tail, (round_id,))))

    def replace(self, round_id: RoundId, tasks: Iterable[ReviewTask]) -> None:
        """Make these the tasks of a round; rows that stay as they are are not written."""
        planned = {task.id: mapping.task_row(task, number) for number, task in enumerate(tasks)}
        with self._database.transaction():
            known = bulk.read(self._database, TaskRow, "WHERE round_id = ?", (round_id,))
            kept = {row[0]: row for row in known}
            gone = [id_ for id_ in kept if id_ not in planned]
            bulk.delete(self._database, TaskRow, "id", gone)
            changed = (row for id_, row in planned.items() if kept.get(id_) != row)
            bulk.upsert(self._database, TaskRow, changed)

    def save(self, task: ReviewTask) -> None:
        """Write one task; a new one goes to the end of its round."""
        sql = "SELECT coalesce(max(position), -1) + 1 FROM task WHERE round_id = ?"
        with self._database.transaction():
            position = self._database.sql(sql, (task.round_id,))[0][0]
            row = mapping.task_row(task, position)
            bulk.upsert(self._database, TaskRow, [row], kept=("position",))
