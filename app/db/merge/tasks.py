"""Merges what was decided by hand about tasks: 免点评, 改派点评人; others are planned again."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.merge import compare
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places
from app.db.merge.sides import BASE, THEIRS
from app.db.merge.verdict import Verdict
from app.db.models import TaskRow
from app.db.round_store import TASK
from app.domain.history import record_changes
from app.domain.ids import OrganizationId, TaskId
from app.domain.merging import Choice, Texts
from app.domain.record_values import with_texts
from app.domain.review import ReviewTask
from app.domain.words import TargetKind

_FIELDS = ("exempt_reason", "manual_reason", "reviewers", "body", "mode", "occasion")
"""What a person decides about a task; the rest follows from it."""
_ALIKE = """
SELECT {columns} FROM json_each(?) AS each CROSS JOIN task ON task.organization_id IS each.value
"""


class TaskMerge:
    """Writes what came about tasks."""

    def __init__(
        self, database: Database, outcome: Outcome, verdict: Verdict, places: Places
    ) -> None:
        """Work between the sides that are loaded, after organisations and people are written."""
        self._unit = places.unit
        self._above = OrganizationId(next(iter(places.above()), "")) or None
        self._database = database
        self._outcome = outcome
        self._verdict = verdict
        self._theirs = self._side(THEIRS)
        self._base = self._side(BASE)
        self._ours = self._alike([*self._theirs, *self._base])

    def run(self) -> None:
        """Write what is new or changed, take back what was taken back there."""
        base = {_key(task): task for task in self._base}
        came = {_key(task) for task in self._theirs}
        for task in self._theirs:
            known = self._counterpart(task)
            if known is None:
                self._add(task)
            else:
                self._change(known, task, base.get(_key(task)))
        for key, task in base.items():
            known = self._counterpart(task)
            if key not in came and known is not None and self._verdict.removes(task):
                nothing = replace(known, exempt_reason="", manual_reason="")
                self._change(known, nothing, task)

    def _side(self, side: str) -> list[ReviewTask]:
        columns = ", ".join(f'"{name}"' for name in bulk.columns(TaskRow))
        found = self._database.sql(f"SELECT {columns} FROM {side}_{TASK} ORDER BY number")
        return [self._placed(mapping.task(row)) for row in found]

    def _placed(self, task: ReviewTask) -> ReviewTask:
        """Where the unit itself is the target, the organisation above it is ours."""
        is_unit = (task.target.kind, task.target.id) == (TargetKind.ORGANIZATION, self._unit)
        return replace(task, organization_id=self._above) if is_unit else task

    def _alike(self, tasks: Iterable[ReviewTask]) -> list[ReviewTask]:
        places = sorted({task.organization_id or "" for task in tasks})
        if not places:
            return []
        columns = ", ".join(f'task."{name}"' for name in bulk.columns(TaskRow))
        given = json_text([place or None for place in places])
        found = self._database.sql(_ALIKE.format(columns=columns), (given,))
        return list(map(mapping.task, found))

    def _counterpart(self, task: ReviewTask) -> ReviewTask | None:
        """Return our task: of the same id, else one decided by hand or planned for the same."""
        same = [each for each in self._ours if each.id == task.id]
        alike = [each for each in self._ours if _about(each) == _about(task)]
        decided = [each for each in alike if bool(each.manual_reason) == bool(task.manual_reason)]
        if task.manual_reason:
            decided = [each for each in decided if each.manual_reason]
        else:
            decided = [each for each in decided if _who(each) == _who(task)] or (
                decided if len(decided) == 1 else []
            )
        return next(iter([*same, *decided]), None)

    def _add(self, task: ReviewTask) -> None:
        """Add a task that was decided there; one by hand stands in for what is planned here."""
        planned = [
            each for each in self._ours if _about(each) == _about(task) and not each.manual_reason
        ]
        known = {each.id for each in self._ours}
        if task.manual_reason and task.replaces not in known and planned:
            shared = [each for each in planned if set(each.rules) & set(task.rules)]
            task = replace(task, replaces=(shared or planned)[0].id)
        self._write(task)
        self._ours.append(task)
        self._outcome.new[TASK].append(task.id)
        self._outcome.log(TASK, task.id, _differences(None, task))

    def _change(self, old: ReviewTask, theirs: ReviewTask, base: ReviewTask | None) -> None:
        texts = _texts(old), _texts(theirs)
        known = _texts(base) if base is not None else None
        if known is None and not (old.exempt_reason or old.manual_reason):
            known = texts[0]  # planned here: nobody has decided anything
        choices = self._verdict.choices(TASK, old.id, *texts, known)
        taken = self._outcome.settle_fields(TASK, old.id, choices, *texts)
        new = with_texts(old, taken)
        if "reviewers" in taken and Choice.CONFLICT not in choices.values():
            new = replace(new, reviewer_kind=theirs.reviewer_kind)
        if new == old:
            self._outcome.unchanged[TASK] += 1
            return
        self._outcome.images[TASK][old.id] = self._row(old.id)
        self._outcome.changed[TASK] += 1
        self._outcome.log(TASK, old.id, _differences(old, new))
        if old.manual_reason and not new.manual_reason:
            bulk.delete(self._database, TaskRow, "id", [old.id])
        else:
            self._write(new)
        self._ours = [new if each.id == old.id else each for each in self._ours]

    def _row(self, task_id: TaskId) -> tuple[Any, ...]:
        return compare.rows(self._database, TASK, TASK, [task_id])[task_id]

    def _write(self, task: ReviewTask) -> None:
        sql = "SELECT coalesce(max(position), -1) + 1 FROM task WHERE round_id = ?"
        position = self._database.sql(sql, (task.round_id,))[0][0]
        row = mapping.task_row(task, position)
        bulk.upsert(self._database, TaskRow, [row], kept=("position",))


def _about(task: ReviewTask) -> tuple[str, ...]:
    return task.round_id, task.form, task.target.kind, task.target.id


def _who(task: ReviewTask) -> tuple[object, ...]:
    return task.reviewers, task.body


def _key(task: ReviewTask) -> tuple[object, ...]:
    return (*_about(task), bool(task.manual_reason), "" if task.manual_reason else _who(task))


def _texts(task: ReviewTask) -> Texts:
    texts = {
        "exempt_reason": task.exempt_reason,
        "manual_reason": task.manual_reason,
        "reviewers": "、".join(task.reviewers),
        "body": task.body,
        "mode": task.mode,
        "occasion": task.occasion,
    }
    wanted = _FIELDS if task.manual_reason else _FIELDS[:2]
    return {name: text for name, text in texts.items() if text and name in wanted}


def _differences(old: ReviewTask | None, new: ReviewTask) -> Iterable[tuple[str, str, str]]:
    return (line for line in record_changes(old, new) if line[0] in _FIELDS)
