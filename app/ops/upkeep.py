"""Upkeep: everything about a ledger that somebody should look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.numbers import wrong_numbers
from app.domain.review import Round, missing
from app.domain.words import CheckLevel
from app.ops.rounds import RoundOps
from app.ops.statistics import StatisticsOps
from app.ops.tasks import TaskOps, target_name
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that somebody should look at."""

    id: str
    level: CheckLevel
    where: str
    message: str


class UpkeepOps:
    """What a user can check."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._tasks = TaskOps(workspace, rounds)
        self._statistics = StatisticsOps(workspace, rounds)

    def problems(self) -> tuple[Problem, ...]:
        """Return problems of the file, of each round's planning, of its figures and records."""
        found = list(self._file_problems())
        for round_ in self._workspace.stores.rounds.all():
            found += self._planning_problems(round_)
            found += self._figure_problems(round_)
            found += self._record_problems(round_)
        found += self._frequency_problems()
        return tuple(found)

    def _file_problems(self) -> Iterator[Problem]:
        for message in self._workspace.database.integrity():
            yield Problem("file", CheckLevel.ERROR, str(self._workspace.database.path), message)
        for question in self._workspace.stores.questions.open():
            asked = question.question
            yield Problem("question", CheckLevel.VERIFY, asked.id, asked.message)

    def _planning_problems(self, round_: Round) -> Iterator[Problem]:
        directory = self._workspace.directory(self._workspace.day_of(round_))
        found = self._tasks.list(round_)
        for row in found.gaps:
            text = f"“{row.target}”缺点评人：{row.reason}。"
            yield Problem("gap", CheckLevel.VERIFY, round_.name, text)
        for organization_id in found.plan.vacancies:
            text = f"“{directory.tree[organization_id].name}”的书记空缺。"
            yield Problem("vacancy", CheckLevel.HINT, round_.name, text)
        for person_id in found.plan.idle:
            text = f"书记{directory.name(person_id)}没有点评对象。"
            yield Problem("idle", CheckLevel.HINT, round_.name, text)
        for target in found.plan.doubles:
            text = f"“{target_name(directory, target)}”有不止一名点评人。"
            yield Problem("double", CheckLevel.HINT, round_.name, text)

    def _figure_problems(self, round_: Round) -> Iterator[Problem]:
        day = self._workspace.day_of(round_)
        root = self._workspace.directory(day).tree.root.id
        for check in self._statistics.checks(round_, root, day):
            if not check.ok:
                yield Problem(check.id, check.level, round_.name, check.message)

    def _frequency_problems(self) -> Iterator[Problem]:
        """Objects that were not reviewed as often as the scheme asks, seen from the last round."""
        rounds = self._workspace.stores.rounds.all()
        if not rounds:
            return
        latest = self._workspace.round()
        day = self._workspace.day_of(latest)
        directory = self._workspace.directory(day)
        for late in self._statistics.overdue(latest, day):
            when = f"上一次点评是 {late.last}" if late.last else "还没有点评过"
            text = f"“{target_name(directory, late.target)}”到 {day} 超过规定的间隔，{when}。"
            yield Problem("frequency", CheckLevel.HINT, latest.name, text)

    def _record_problems(self, round_: Round) -> Iterator[Problem]:
        directory = self._workspace.directory(self._workspace.day_of(round_))
        for review in self._workspace.stores.reviews.iterate(round_.id):
            if not review.is_done:
                continue
            spec = self._workspace.form_edition(review.form, review.form_edition)
            sheet = f"“{target_name(directory, review.target)}”的登记表"
            lacks = missing(review, spec)
            if lacks:
                text = f"{sheet}缺少{'、'.join(lacks)}。"
                yield Problem("cells", CheckLevel.VERIFY, round_.name, text)
            for label, wrong in wrong_numbers(review, spec):
                text = f"{sheet}“{label}”{wrong.message}"
                yield Problem("number", CheckLevel.VERIFY, round_.name, text)
