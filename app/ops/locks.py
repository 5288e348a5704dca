"""定稿 and going back: records are locked when they are final, opened with a reason only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.db.review_heads import lock_states
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.ids import ReviewId
from app.domain.review import Review, returned_state
from app.domain.words import FINISHED_STATES, REVIEW_STATES
from app.ops.changes import Changes, Topic, changed
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

FINAL, UNLOCK = "定稿", "解锁"


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done to several records."""

    done: tuple[Review, ...]
    """As they now are."""
    left: tuple[Fault, ...]
    """Why the others were left as they were, one fault each."""
    changes: Changes


@dataclass(frozen=True, slots=True)
class Fitting:
    """What makes sense for some of several records."""

    finalize: bool
    """Also whether they can go back: both are for finished records that are open."""
    unlock: bool


class LockOps:
    """What a user can do about the state of records that are done.

    Each takes many records: those that cannot be handled are left and told; where none can be, it
    refuses with all their faults.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def finalize(self, review_ids: Iterable[ReviewId]) -> Handled:
        """Lock finished records: nobody changes them by a slip (定稿).

        Raises:
            Refusal: ``review.unknown``, ``review.not_final`` or ``review.locked`` for each, where
                none could be locked.
        """
        text = f"{FINAL} {self._workspace.today()}"

        def lock(review: Review) -> Review | Fault:
            if not review.is_finished:
                return fault("review.not_final", name=self.name(review))
            if review.locked:
                return self.locked_fault(review)
            return replace(review, locked=text)

        return self._handle(FINAL, review_ids, lock, FINAL)

    def unlock(self, review_ids: Iterable[ReviewId], reason: str) -> Handled:
        """Open locked records again; the reason stands in their history.

        Raises:
            Refusal: ``reason.missing``; ``review.unknown`` or ``review.not_locked`` for each,
                where none could be unlocked.
        """

        def unlock(review: Review) -> Review | Fault:
            if not review.locked:
                return fault("review.not_locked", name=self.name(review))
            return replace(review, locked="")

        return self._handle(UNLOCK, review_ids, unlock, _given(reason))

    def go_back(self, review_ids: Iterable[ReviewId], reason: str) -> Handled:
        """Take records back by one state (退回): 已归档 to 已点评, 已点评 to what came before.

        Raises:
            Refusal: ``reason.missing``; ``review.unknown``, ``review.locked`` or
                ``review.first_state`` for each, where none could go back.
        """

        def back(review: Review) -> Review | Fault:
            if review.locked:
                return self.locked_fault(review)
            state = returned_state(review)
            if state is None:
                word = REVIEW_STATES[review.state]
                return fault("review.first_state", name=self.name(review), state=word)
            return replace(review, state=state)

        return self._handle("退回", review_ids, back, _given(reason))

    def fitting(self, review_ids: Iterable[ReviewId]) -> Fitting:
        """Tell what makes sense for at least one of these records."""
        states = lock_states(self._workspace.database, review_ids)
        return Fitting(
            finalize=any(state in FINISHED_STATES and not locked for state, locked in states),
            unlock=any(locked for _, locked in states),
        )

    def name(self, review: Review) -> str:
        """Return what a record is about, by name."""
        directory = self._workspace.directory(self._workspace.today())
        return target_name(directory, review.target)

    def locked_fault(self, review: Review) -> Fault:
        """Return the fault of changing a locked record."""
        return fault("review.locked", name=self.name(review), locked=review.locked)

    def _handle(
        self,
        title: str,
        review_ids: Iterable[ReviewId],
        change: Callable[[Review], Review | Fault],
        reason: str,
    ) -> Handled:
        wanted = list(dict.fromkeys(review_ids))
        stores = self._workspace.stores
        with self._workspace.transaction(title):
            known = {review.id: review for review in stores.reviews.among(wanted)}
            results = [
                change(known[id_]) if id_ in known else fault("review.unknown") for id_ in wanted
            ]
            done = tuple(result for result in results if isinstance(result, Review))
            left = tuple(result for result in results if isinstance(result, Fault))
            if left and not done:
                raise Refusal(*left)
            stores.reviews.save_many(done, reason=reason, unlocking=title == UNLOCK)
        topics = changed(Topic.REVIEWS, Topic.TASKS) if done else Changes()
        return Handled(done, left, topics)


def _given(reason: str) -> str:
    if not reason.strip():
        raise refusal("reason.missing")
    return reason.strip()
