"""Upkeep: everything about a ledger that somebody should look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId, ReviewId, TaskId
from app.domain.numbers import wrong_numbers
from app.domain.progress import Progress, unwatched
from app.domain.review import Review, ReviewTask, Round, Target, missing
from app.domain.words import CheckLevel, TargetKind
from app.ops.quality import Hint, QualityHints
from app.ops.rounds import RoundOps
from app.ops.statistics import StatisticsOps
from app.ops.step_order import StepOrder
from app.ops.tasks import TaskList, TaskOps, lies_under, target_name
from app.ops.workspace import Workspace

PROBLEM_KINDS = {
    "file": "台账文件",
    "question": "待确认",
    "conflict": "冲突",
    "gap": "缺点评人",
    "vacancy": "书记空缺",
    "idle": "无点评对象",
    "double": "重复点评",
    "cells": "缺必填项",
    "number": "数字有误",
    "edition": "表样不明",
    "frequency": "超过间隔",
    "praise": "没有不足",
    "phrases": "内容空泛",
    "alike": "内容雷同",
    "before_post": "任职之前",
    "order": "环节次序",
}
"""What a problem is called by its id; the others are checks of the figures."""
CHECK_KIND = "统计核对"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that somebody should look at, and what it is about."""

    id: str
    level: CheckLevel
    where: str
    message: str
    organization: OrganizationId | None = None
    person: PersonId | None = None
    review: ReviewId | None = None
    task: TaskId | None = None

    @property
    def kind(self) -> str:
        """What sort of problem it is, in words."""
        return PROBLEM_KINDS.get(self.id, CHECK_KIND)


class UpkeepOps:
    """What a user can check."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._tasks = TaskOps(workspace, rounds)
        self._statistics = StatisticsOps(workspace, rounds)

    def problems(
        self,
        round_: Round | None = None,
        under: OrganizationId | None = None,
        progress: Progress = unwatched,
    ) -> tuple[Problem, ...]:
        """Return problems of the file, of each round's planning, of its figures and records.

        Args:
            round_: only this round; None: all.
            under: only what is about this organisation and everything below; None: all.
            progress: told after each part.
        """
        rounds = self._workspace.stores.rounds.all() if round_ is None else (round_,)
        steps = 3 * len(rounds) + 1
        found = [*self._file_problems(), *self._conflict_problems(under)]
        for number, each in enumerate(rounds):
            progress(3 * number, steps)
            found += self._planning_problems(each, under)
            progress(3 * number + 1, steps)
            found += self._figure_problems(each, under)
            progress(3 * number + 2, steps)
            found += self._record_problems(each, under)
        found += self._frequency_problems(under)
        return tuple(found)

    def _file_problems(self) -> Iterator[Problem]:
        for message in self._workspace.database.integrity():
            yield Problem("file", CheckLevel.ERROR, str(self._workspace.database.path), message)
        for question in self._workspace.stores.questions.open():
            asked = question.question
            yield Problem("question", CheckLevel.VERIFY, asked.id, asked.message)

    def _conflict_problems(self, under: OrganizationId | None) -> Iterator[Problem]:
        tree = self._workspace.directory(self._workspace.today()).tree
        for unit, count in self._workspace.stores.units.open_conflicts().items():
            if unit in tree and (under is None or tree.within(unit, under)):
                text = f"“{tree[unit].name}”的数据包和本台账有 {count} 项冲突还没有处理。"
                yield Problem("conflict", CheckLevel.VERIFY, tree.path(unit), text, unit)

    def _planning_problems(self, round_: Round, under: OrganizationId | None) -> Iterator[Problem]:
        directory = self._workspace.directory(self._workspace.day_of(round_))
        found = self._tasks.list(round_, under)
        for row in found.gaps:
            text = f"“{row.target}”缺点评人：{row.reason}。"
            place, person = _about(directory, row.gap.target, row.gap.organization_id)
            yield Problem("gap", CheckLevel.VERIFY, round_.name, text, place, person)
        for organization_id in found.plan.vacancies:
            text = f"“{directory.tree[organization_id].name}”的书记空缺。"
            yield Problem("vacancy", CheckLevel.HINT, round_.name, text, organization_id)
        for person_id in found.plan.idle:
            posts = directory.posts_of(person_id)
            text = f"书记{directory.name(person_id)}没有点评对象。"
            place = posts[0].organization_id if posts else None
            yield Problem("idle", CheckLevel.HINT, round_.name, text, place, person_id)
        yield from self._doubles(round_, directory, found, under)

    def _doubles(
        self,
        round_: Round,
        directory: Directory,
        found: TaskList,
        under: OrganizationId | None,
    ) -> Iterator[Problem]:
        first: dict[Target, ReviewTask] = {}
        for row in found.rows:
            first.setdefault(row.task.target, row.task)
        for target in found.plan.doubles:
            task = first.get(target)
            above = task.organization_id if task is not None else None
            if not lies_under(directory, target, above, under):
                continue
            text = f"“{target_name(directory, target)}”有不止一名点评人。"
            place, person = _about(directory, target, above)
            task_id = task.id if task is not None else None
            yield Problem("double", CheckLevel.HINT, round_.name, text, place, person, task=task_id)

    def _figure_problems(self, round_: Round, under: OrganizationId | None) -> Iterator[Problem]:
        if not self._workspace.scheme.tables:
            return  # nothing is counted, and the rest can be checked all the same
        day = self._workspace.day_of(round_)
        unit = under or self._workspace.directory(day).tree.root.id
        for check in self._statistics.count(round_, day).checks(unit):
            if not check.ok:
                yield Problem(check.id, check.level, round_.name, check.message, unit)

    def _frequency_problems(self, under: OrganizationId | None) -> Iterator[Problem]:
        """Objects that were not reviewed as often as the scheme asks, seen from the last round."""
        rounds = self._workspace.stores.rounds.all()
        if not rounds:
            return
        latest = self._workspace.round()
        day = self._workspace.day_of(latest)
        directory = self._workspace.directory(day)
        for late in self._statistics.overdue(latest, day):
            if not lies_under(directory, late.target, None, under):
                continue
            when = f"上一次点评是 {late.last}" if late.last else "还没有点评过"
            text = f"“{target_name(directory, late.target)}”到 {day} 超过规定的间隔，{when}。"
            place, person = _about(directory, late.target, None)
            yield Problem("frequency", CheckLevel.HINT, latest.name, text, place, person)

    def _record_problems(self, round_: Round, under: OrganizationId | None) -> Iterator[Problem]:
        directory = self._workspace.directory(self._workspace.day_of(round_))
        quality = QualityHints(self._workspace, directory)
        order = StepOrder(self._workspace, round_, directory)
        for review in self._workspace.stores.reviews.iterate(round_.id):
            if not review.is_done or not _lies_in(directory, review, under):
                continue
            spec = self._workspace.form_edition(review.form, review.form_edition)
            sheet = f"“{target_name(directory, review.target)}”的登记表"
            if review.form_edition not in ("", spec.edition):
                text = f"{sheet}填的是台账里没有的表样（{review.form_edition}），现按现行表样显示。"
                yield _of_record("edition", round_, text, review)
            lacks = missing(review, spec)
            if lacks:
                text = f"{sheet}缺少{'、'.join(lacks)}。"
                yield _of_record("cells", round_, text, review)
            for label, wrong in wrong_numbers(review, spec):
                yield _of_record("number", round_, f"{sheet}“{label}”{wrong.message}", review)
            hints = chain(quality.of(review, spec), order.of(review))
            yield from (_of_hint(hint, round_) for hint in hints)
        yield from (_of_hint(hint, round_) for hint in quality.together())


def _of_hint(hint: Hint, round_: Round) -> Problem:
    return Problem(
        hint.id,
        CheckLevel.HINT,
        round_.name,
        hint.message,
        hint.organization,
        hint.person,
        hint.review,
    )


def _of_record(problem: str, round_: Round, text: str, review: Review) -> Problem:
    person = review.target.person_id if review.target.kind is TargetKind.MEMBER else None
    return Problem(
        problem,
        CheckLevel.VERIFY,
        round_.name,
        text,
        review.organization_id,
        person,
        review.id,
    )


def _lies_in(directory: Directory, review: Review, under: OrganizationId | None) -> bool:
    place = review.organization_id
    return under is None or (place in directory.tree and directory.tree.within(place, under))


def _about(
    directory: Directory, target: Target, organization_id: OrganizationId | None
) -> tuple[OrganizationId | None, PersonId | None]:
    """Return the organisation that a target is or belongs to, and the person that it is."""
    if target.kind is TargetKind.ORGANIZATION:
        return target.organization_id, None
    member = directory.members.get(target.person_id)
    return (member.organization_id if member else organization_id), target.person_id
