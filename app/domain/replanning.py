"""Planning again: what was exempted or changed by hand outlives the rules' new answer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from app.domain.ids import TaskId
from app.domain.review import ReviewTask, Target


def with_kept(
    planned: Mapping[TaskId, ReviewTask],
    open_targets: Collection[Target],
    kept: Collection[ReviewTask],
) -> tuple[ReviewTask, ...]:
    """Put changes by hand in the place of what was planned, and hand exemptions on.

    Args:
        planned: what the rules give now.
        open_targets: targets that the rules find no reviewer for.
        kept: all tasks of the earlier planning.
    """
    tasks = dict(planned)
    by_hand = [task for task in kept if task.manual_reason or task.exempt_reason]
    heirs = _Heirs(planned.values(), {task.id for task in kept}, by_hand)
    for task in by_hand:
        if task.manual_reason:
            for former in (*heirs.of(task, task.replaces), *heirs.twins(task)):
                tasks.pop(former.id, None)
            tasks[task.id] = task
        else:
            exempt = heirs.of(task, task.id)
            for heir in exempt:
                tasks[heir.id] = replace(heir, exempt_reason=task.exempt_reason)
            if not exempt and task.target in open_targets:
                tasks[task.id] = task
    return tuple(tasks.values())


class _Heirs:
    """Which planned tasks stand today for a task of an earlier planning."""

    def __init__(
        self,
        planned: Iterable[ReviewTask],
        known: Collection[TaskId],
        by_hand: Iterable[ReviewTask],
    ) -> None:
        self._known = known
        self._planned: dict[tuple[str, Target], list[ReviewTask]] = {
            (task.form, task.target): [] for task in by_hand
        }
        for task in planned if self._planned else ():
            alike = self._planned.get((task.form, task.target))
            if alike is not None:
                alike.append(task)

    def of(self, task: ReviewTask, former: TaskId | None) -> list[ReviewTask]:
        """The former task where it is planned again, else new ones under the same rules."""
        if former is None:
            return []
        alike = self._planned.get((task.form, task.target), [])
        return [t for t in alike if t.id == former] or [
            t for t in alike if t.id not in self._known and set(t.rules) & set(task.rules)
        ]

    def twins(self, task: ReviewTask) -> list[ReviewTask]:
        """Planned tasks with the same reviewer, target and form."""
        alike = self._planned.get((task.form, task.target), [])
        return [t for t in alike if (t.reviewers, t.body) == (task.reviewers, task.body)]
