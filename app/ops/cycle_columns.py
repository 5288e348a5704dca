"""What the records of the cycle tell about reviews: the last columns of the 台账."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.db.review_store import RECORD
from app.domain.cycle.commitments import Commitment
from app.domain.cycle.postings import Posting
from app.domain.cycle.rectification import Rectification, Reply
from app.domain.cycle.track import Track, track_texts
from app.domain.ids import ReviewId, RoundId
from app.domain.review import Review
from app.domain.words import ReviewState
from app.ops.workspace import Workspace


class CycleColumns:
    """Reads the cycle of some reviews at a time."""

    def __init__(self, workspace: Workspace) -> None:
        """Read nothing yet."""
        self._workspace = workspace
        self._store = workspace.stores.cycle
        self._postings: dict[RoundId, tuple[Posting, ...]] = {}

    def texts(self, reviews: Sequence[Review]) -> Mapping[ReviewId, Mapping[str, str]]:
        """Return review → heading → text."""
        ids = [review.id for review in reviews]
        problems, replies = defaultdict(list), defaultdict(list)
        for item in self._store.of_reviews(Rectification, ids):
            problems[item.review_id, item.round_id].append(item)
        for reply in self._store.of_reviews(Reply, ids):
            replies[reply.review_id].append(reply)
        promises = defaultdict(list)
        for promise in self._store.of_targets(Commitment, {r.target.id for r in reviews}):
            promises[promise.target, promise.round_id].append(promise)
        postings = self._postings_of(reviews)
        return {
            review.id: track_texts(
                Track(
                    promises=promises.get((review.target, review.round_id), ()),
                    postings=postings.get(review.id, ()),
                    problems=problems.get((review.id, review.round_id), ()),
                    replies=replies.get(review.id, ()),
                    archived=self._archived(review),
                )
            )
            for review in reviews
        }

    def _postings_of(self, reviews: Iterable[Review]) -> Mapping[ReviewId, Sequence[Posting]]:
        wanted = {review.id for review in reviews}
        found: dict[ReviewId, list[Posting]] = {}
        for round_id in {review.round_id for review in reviews}:
            if round_id not in self._postings:
                self._postings[round_id] = self._store.of_kind(Posting, round_id)
            for posting in self._postings[round_id]:
                for review_id in wanted.intersection(posting.reviews):
                    found.setdefault(review_id, []).append(posting)
        return found

    def _archived(self, review: Review) -> date | None:
        """Return the day on which a record was put away, as far as the log tells."""
        if review.state is not ReviewState.ARCHIVED:
            return None
        lines = self._workspace.stores.changes.of_record(RECORD, review.id)
        archived = ReviewState.ARCHIVED.value
        days = [line.time[:10] for line in lines if (line.field, line.new) == ("state", archived)]
        return date.fromisoformat(days[-1]) if days else None
