"""What a plan says, in lines that can be written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.ids import RoundId
from app.domain.responsibility import Plan, plan
from app.domain.words import GapReason, ReviewerKind
from tests.builders import Unit, shipped, unit

if TYPE_CHECKING:
    from app.domain.review import ReviewTask

ROUND = RoundId("一轮")


class Planned:
    """The plan of a shipped scheme for an outlined unit."""

    def __init__(self, scheme_id: str, outline: str, day: str) -> None:
        self.unit: Unit = unit(outline)
        self.scheme = shipped(scheme_id)
        self.plan: Plan = plan(self.scheme, self.unit.on(day), ROUND)

    def told(self, task: ReviewTask) -> str:
        """A task as: who → whom @where: rules."""
        who = "、".join([*map(self.unit.name, task.reviewers), *filter(None, [task.body])])
        outside = "（外）" if task.reviewer_kind is ReviewerKind.OUTSIDE else ""
        target, where = self.unit.name(task.target.id), self.unit.name(task.organization_id)
        return f"{who}{outside} → {target} @{where}: {', '.join(task.rules)}"

    @property
    def tasks(self) -> set[str]:
        told = [self.told(task) for task in self.plan.tasks]
        assert len(told) == len(set(told))
        return set(told)

    @property
    def gaps(self) -> set[tuple[str, str, GapReason]]:
        return {(self.unit.name(g.target.id), g.rule, g.reason) for g in self.plan.gaps}

    @property
    def vacancies(self) -> list[str]:
        return [self.unit.name(o) for o in self.plan.vacancies]

    @property
    def idle(self) -> list[str]:
        return [self.unit.name(p) for p in self.plan.idle]

    @property
    def doubles(self) -> set[str]:
        return {self.unit.name(t.id) for t in self.plan.doubles}

    @property
    def rules(self) -> set[str]:
        """The rules that made a task or a gap."""
        made = {rule for task in self.plan.tasks for rule in task.rules}
        return made | {gap.rule for gap in self.plan.gaps}

    def is_whole(self) -> bool:
        """Whether the unit is of the size agreed on and lets every rule of the scheme act."""
        everyone = len(self.unit.records.persons)
        return everyone == 25 and self.rules == {rule.id for rule in self.scheme.rules}
