"""Tasks: who is to review whom, and how far it has come."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from app.db.bulk import collector_paused
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.gaps import open_gaps
from app.domain.ids import OrganizationId, PersonId, TaskId, derived_id
from app.domain.responsibility import Gap, Plan
from app.domain.review import ReviewHead, ReviewTask, Round, Target
from app.domain.words import GAP_REASONS, PostKind, ReviewerKind, TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

R = TypeVar("R", bound=ReviewHead)


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    EXEMPT = "exempt"
    GAP = "gap"


TASK_STATES: dict[TaskState, str] = {
    TaskState.OPEN: "未点评",
    TaskState.DONE: "已点评",
    TaskState.EXEMPT: "免点评",
    TaskState.GAP: "缺点评人",
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in words, with the review that answers it."""

    task: ReviewTask
    reviewer: str
    target: str
    organization: str
    state: TaskState
    review: ReviewHead | None = None
    """The record that answers the task, without its texts."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap in words."""

    gap: Gap
    target: str
    organization: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownTasks:
    """The tasks and gaps of a round."""

    rows: tuple[TaskRow, ...]
    gaps: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class TaskList(ShownTasks):
    """The tasks and gaps of a round, and what else the planning noticed."""

    plan: Plan


class TaskOps:
    """What a user can do with tasks."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    def list(
        self,
        round_: Round,
        under: OrganizationId | None = None,
        state: TaskState | None = None,
    ) -> TaskList:
        """Return the tasks of a round.

        Args:
            round_: the round.
            under: only targets in this organisation and below; reviewers may be outside.
            state: only tasks in this state; ``gap`` gives gaps alone.
        """
        tasks, rows = self._rows(round_, under)
        plan = self._rounds.plan(round_, tasks)
        directory = self._directory_of(round_)
        plan = replace(
            plan,
            vacancies=tuple(o for o in plan.vacancies if _within(directory, o, under)),
            idle=tuple(p for p in plan.idle if _leads_within(directory, p, under)),
        )
        return TaskList(
            tuple(row for row in rows if state is None or row.state is state),
            self._gap_rows(round_, plan.gaps, under) if state in (None, TaskState.GAP) else (),
            plan,
        )

    def shown(self, round_: Round, under: OrganizationId | None = None) -> ShownTasks:
        """Return the tasks and gaps of a round as a list shows them: nothing is planned again.

        Args:
            round_: the round.
            under: only targets in this organisation and below; reviewers may be outside.
        """
        scheme = self._workspace.scheme
        hearings = {form.id for form in scheme.forms if not form.counts}
        tasks, rows = self._rows(round_, under)
        covered = {task.target.id for task in tasks if task.form not in hearings}
        gaps = open_gaps(scheme, self._directory_of(round_), round_.id, covered)
        return ShownTasks(rows, self._gap_rows(round_, gaps, under))

    def _directory_of(self, round_: Round) -> Directory:
        return self._workspace.directory(self._workspace.day_of(round_))

    def _rows(
        self, round_: Round, under: OrganizationId | None
    ) -> tuple[tuple[ReviewTask, ...], tuple[TaskRow, ...]]:
        """Return all tasks of a round, and the rows of those in an organisation."""
        stores, directory = self._workspace.stores, self._directory_of(round_)
        with collector_paused():
            tasks = stores.tasks.of_round(round_.id)
            reviews = stores.reviews.heads(round_.id)
            answers = Answers(reviews, self._workspace.directory, directory)
            rows = tuple(
                self._row(directory, task, answers.to(task), round_.end)
                for task in tasks
                if lies_under(directory, task.target, task.organization_id, under)
            )
        return tasks, rows

    def _gap_rows(
        self, round_: Round, gaps: Iterable[Gap], under: OrganizationId | None
    ) -> tuple[GapRow, ...]:
        directory = self._directory_of(round_)
        return tuple(
            self._gap_row(directory, gap)
            for gap in gaps
            if lies_under(directory, gap.target, gap.organization_id, under)
        )

    def _row(
        self, directory: Directory, task: ReviewTask, review: ReviewHead | None, last_day: date
    ) -> TaskRow:
        later = review is not None and review.day is not None and review.day > last_day
        if review is not None and review.is_finished and not later:
            state = TaskState.DONE
        else:
            state = TaskState.EXEMPT if task.exempt_reason else TaskState.OPEN
        return TaskRow(
            task=task,
            reviewer=reviewer_names(directory, task.reviewers, task.body),
            target=target_name(directory, task.target),
            organization=_organization_name(directory, task.organization_id),
            state=state,
            review=review,
        )

    def _gap_row(self, directory: Directory, gap: Gap) -> GapRow:
        return GapRow(
            gap,
            target_name(directory, gap.target),
            _organization_name(directory, gap.organization_id),
            GAP_REASONS[gap.reason],
        )

    def exempt(self, task_id: TaskId, reason: str) -> Changes:
        """Mark a target as 免点评; it stays in the total and is listed.

        Raises:
            Refusal: ``reason.missing`` or ``task.unknown``.
        """
        return self.exempt_all([task_id], reason)

    def exempt_all(self, task_ids: Sequence[TaskId], reason: str) -> Changes:
        """Mark targets as 免点评, all or none; see ``exempt``."""
        if not reason.strip():
            raise refusal("reason.missing")
        return self._with_reason(task_ids, reason.strip(), "免点评")

    def require_all(self, task_ids: Sequence[TaskId]) -> Changes:
        """Take 免点评 back: the targets are to be reviewed again."""
        return self._with_reason(task_ids, "", "取消免点评")

    def _with_reason(self, task_ids: Sequence[TaskId], reason: str, title: str) -> Changes:
        tasks = [self._task(task_id) for task_id in task_ids]
        with self._workspace.transaction(title):
            for task in tasks:
                self._workspace.stores.tasks.save(replace(task, exempt_reason=reason))
        return changed(Topic.TASKS)

    def assign(
        self, task_id: TaskId, reviewers: Sequence[PersonId], reason: str
    ) -> tuple[ReviewTask, Changes]:
        """Give a task to other reviewers; the change survives planning again.

        Raises:
            Refusal: ``reason.missing``, ``task.unknown``, or ``task.own_review`` where a reviewer
                would review himself or the organisation whose secretary he is.
        """
        made, changes = self.assign_all([task_id], reviewers, reason)
        return made[0], changes

    def assign_all(
        self, task_ids: Sequence[TaskId], reviewers: Sequence[PersonId], reason: str
    ) -> tuple[tuple[ReviewTask, ...], Changes]:
        """Give tasks of one round to other reviewers, all or none; see ``assign``."""
        if not reason.strip():
            raise refusal("reason.missing")
        tasks = [self._task(task_id) for task_id in task_ids]
        made = tuple(self._reassigned(task, reviewers, reason.strip()) for task in tasks)
        gone = {task.id for task in (*tasks, *made)}
        stores = self._workspace.stores
        with self._workspace.transaction("改派点评人"):
            for round_id in {task.round_id for task in tasks}:
                rest = [each for each in stores.tasks.of_round(round_id) if each.id not in gone]
                fresh = [task for task in made if task.round_id == round_id]
                stores.tasks.replace(round_id, [*rest, *fresh])
        return made, changed(Topic.TASKS)

    def _reassigned(
        self, task: ReviewTask, reviewers: Sequence[PersonId], reason: str
    ) -> ReviewTask:
        directory = self._workspace.directory(self._workspace.today())
        if own := set(own_reviews(directory, task.target)) & set(reviewers):
            raise refusal("task.own_review", name=directory.name(own.pop()))
        outside = all(directory.persons[person].outside for person in reviewers)
        return replace(
            task,
            id=TaskId(
                derived_id(task.round_id, task.form, task.target.kind, task.target.id, *reviewers)
            ),
            reviewers=tuple(reviewers),
            reviewer_kind=ReviewerKind.OUTSIDE if outside else ReviewerKind.PERSON,
            body="",
            manual_reason=reason,
            replaces=task.replaces or task.id,
        )

    def _task(self, task_id: TaskId) -> ReviewTask:
        task = self._workspace.stores.tasks.get(task_id)
        if task is None:
            raise refusal("task.unknown")
        return task


class Answers(Generic[R]):
    """Which review answers which task.

    Same form and target, and one of its reviewers, or who held his post on the day of the review
    (secretaries change within a round).
    """

    def __init__(
        self, reviews: Iterable[R], directory: Callable[[date], Directory], today: Directory
    ) -> None:
        """Sort the reviews of a round by form and target.

        Args:
            reviews: of one round.
            directory: gives the structure on a day.
            today: the structure from which the tasks come.
        """
        self._directory = directory
        self._today = today
        self._by_target: Mapping[tuple[str, Target], list[R]] = defaultdict(list)
        for review in reviews:
            self._by_target[review.form, review.target].append(review)

    def to(self, task: ReviewTask) -> R | None:
        """Return the review that answers a task, a done one first."""
        if (task.form, task.target) not in self._by_target:
            return None
        fitting = [
            review
            for review in self._by_target[task.form, task.target]
            if review.task_id == task.id
            or set(review.reviewers) & set(task.reviewers)
            or self._preceded(task, review)
        ]
        return max(fitting, key=lambda review: review.is_finished, default=None)

    def _preceded(self, task: ReviewTask, review: ReviewHead) -> bool:
        """Tell whether a finished review is by who then held the post of today's reviewer."""
        if not review.is_finished or review.day is None or not task.reviewers:
            return False
        posts = _posts(self._today, task.reviewers)
        return bool(posts & _posts(self._directory(review.day), review.reviewers))


SINGLE_POSTS = frozenset({PostKind.SECRETARY, PostKind.GROUP_LEADER})
"""Posts that one person holds at a time."""


def own_reviews(directory: Directory, target: Target) -> tuple[PersonId, ...]:
    """Return who must not review a target: the person himself, or the organisation's secretary."""
    if target.kind is TargetKind.MEMBER:
        return (target.person_id,)
    secretary = directory.secretary(target.organization_id)
    return (secretary,) if secretary else ()


def _posts(directory: Directory, persons: Iterable[PersonId]) -> set[tuple[str, str]]:
    """The posts, one person to each, that people hold on the directory's day."""
    return {
        (post.organization_id, post.post)
        for person in persons
        for post in directory.posts_of(person)
        if post.post in SINGLE_POSTS
    }


def reviewer_names(directory: Directory, reviewers: Sequence[PersonId], body: str = "") -> str:
    """Names of the reviewers as stored, joined by 、; a body by its own name."""
    return "、".join([*(directory.name(person) for person in reviewers), *([body] if body else [])])


def target_name(directory: Directory, target: Target) -> str:
    """The name of what is reviewed, as stored."""
    if target.kind is TargetKind.ORGANIZATION:
        return directory.tree[target.organization_id].name
    return directory.name(target.person_id)


def _organization_name(directory: Directory, organization_id: OrganizationId | None) -> str:
    return directory.tree[organization_id].name if organization_id is not None else ""


def _within(
    directory: Directory, organization_id: OrganizationId, under: OrganizationId | None
) -> bool:
    return under is None or directory.tree.within(organization_id, under)


def _leads_within(directory: Directory, person_id: PersonId, under: OrganizationId | None) -> bool:
    posts = directory.posts_of(person_id)
    return any(_within(directory, post.organization_id, under) for post in posts)


def lies_under(
    directory: Directory,
    target: Target,
    organization_id: OrganizationId | None,
    under: OrganizationId | None,
) -> bool:
    """Tell whether a target stands in an organisation or below it."""
    if under is None:
        return True
    if target.kind is TargetKind.ORGANIZATION:
        return directory.tree.within(target.organization_id, under)
    member = directory.members.get(target.person_id)
    place = member.organization_id if member else organization_id
    return place is not None and directory.tree.within(place, under)
