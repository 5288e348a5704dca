"""Meetings: what a whole meeting shares is written into many records at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors.catalogue import refusal
from app.domain.ids import PersonId, TaskId
from app.domain.progress import Progress, unwatched
from app.domain.review import Review, ReviewTask
from app.domain.reviewer_text import REVIEWER_FIELD
from app.domain.words import ReviewState
from app.ops.changes import Changes, Topic, changed
from app.ops.reviews import ChosenReviewers, ReviewOps
from app.ops.tasks import own_reviews
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the reviews of a meeting have in common; what is empty is left as it stands."""

    day: date | None = None
    place: str = ""
    mode: str = ""
    reviewer: PersonId | None = None

    def __bool__(self) -> bool:
        return bool(self.day or self.place or self.mode or self.reviewer)


class Outcome(StrEnum):
    """What became of one task."""

    FILLED = "filled"
    FINISHED = "finished"
    """Left alone: the record is finished, and nobody agreed to change such."""
    LOCKED = "locked"
    EXEMPT = "exempt"
    OWN = "own"
    """Left alone: the reviewer would review himself or the organisation that he leads."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a meeting has changed, by task."""

    outcomes: tuple[Outcome, ...]
    changes: Changes

    def count(self, outcome: Outcome) -> int:
        """Return how many tasks came out so."""
        return self.outcomes.count(outcome)


class MeetingOps:
    """What a user can do with the reviews of a whole meeting."""

    def __init__(self, workspace: Workspace, reviews: ReviewOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._reviews = reviews

    def fill(
        self,
        task_ids: Sequence[TaskId],
        meeting: Meeting,
        *,
        finished: bool = False,
        progress: Progress = unwatched,
    ) -> Filled:
        """Write what a meeting shares into the records of tasks; texts stay as they are.

        All or none. Locked and archived records are never touched.

        Args:
            task_ids: of the tasks.
            meeting: what they share.
            finished: whether records that are 已点评 are changed too.
            progress: told after each task.

        Raises:
            Refusal: ``meeting.empty`` or ``task.unknown``.
        """
        if not meeting:
            raise refusal("meeting.empty")
        outcomes = []
        with self._workspace.transaction("批量填写"):
            for done, task_id in enumerate(task_ids):
                progress(done, len(task_ids))
                outcomes.append(self._fill(task_id, meeting, finished=finished))
        touched = Outcome.FILLED in outcomes
        return Filled(
            tuple(outcomes), changed(Topic.REVIEWS, Topic.TASKS) if touched else Changes()
        )

    def _fill(self, task_id: TaskId, meeting: Meeting, *, finished: bool) -> Outcome:
        task = self._workspace.stores.tasks.get(task_id)
        if task is None:
            raise refusal("task.unknown")
        opened = self._reviews.open(task_id)
        review = opened.review
        left = self._left_alone(task, review, meeting, finished=finished)
        if left is not None:
            return left
        chosen = ChosenReviewers((meeting.reviewer,)) if meeting.reviewer else None
        given = {"review.place": meeting.place.strip(), "review.mode": meeting.mode.strip()}
        values = {**opened.values, **{key: text for key, text in given.items() if text}}
        if chosen is not None:
            values.pop(REVIEWER_FIELD, None)
        reason = "批量填写" if review.is_finished else ""
        self._reviews.save(review, values, meeting.day or review.day, reason, chosen)
        return Outcome.FILLED

    def _left_alone(
        self, task: ReviewTask, review: Review, meeting: Meeting, *, finished: bool
    ) -> Outcome | None:
        if review.locked or review.state is ReviewState.ARCHIVED:
            return Outcome.LOCKED
        if review.is_finished and not finished:
            return Outcome.FINISHED
        if task.exempt_reason and not review.is_finished:
            return Outcome.EXEMPT
        directory = self._workspace.directory(self._workspace.today())
        if meeting.reviewer in own_reviews(directory, task.target):
            return Outcome.OWN
        return None
