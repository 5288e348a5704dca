"""Hints about records whose steps were not taken in the order that a scheme insists on."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.domain.cycle.opinions import Opinion
from app.domain.cycle.postings import Posting
from app.domain.cycle.rectification import Rectification, Reply
from app.domain.dates import from_day
from app.domain.directory import Directory
from app.domain.ids import ReviewId
from app.domain.review import Review, ReviewHead, Round
from app.domain.scheme import Step, Track
from app.domain.step_order import out_of_order
from app.domain.words import TargetKind
from app.ops.quality import Hint
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

_Days = dict[ReviewId, date]


class StepOrder:
    """Holds the days of each record's steps against the order of the scheme."""

    def __init__(self, workspace: Workspace, round_: Round, directory: Directory) -> None:
        """Read what the round knows of surveys, rectification, postings and replies."""
        self._steps = workspace.scheme.steps if workspace.scheme.order_strict else ()
        self._directory = directory
        self._heard: dict[str, date] = {}
        self._posted: _Days = {}
        self._mended: dict[ReviewId, date | None] = {}
        self._answered: _Days = {}
        if self._steps:
            store = workspace.stores.cycle
            self._hear(store.of_kind(Opinion, round_.id))
            self._post(store.of_kind(Posting, round_.id))
            self._mend(store.of_kind(Rectification, round_.id))
            replies = store.of_kind(Reply, round_.id)
            self._answered = {r.review_id: r.day for r in replies if r.review_id and r.day}

    def of(self, review: Review) -> Iterator[Hint]:
        """Give which steps of a record came too early; nothing where the order is free."""
        days = self._days(review)
        name = target_name(self._directory, review.target)
        person = review.target.person_id if review.target.kind is TargetKind.MEMBER else None
        for step, before in self.early(review):
            taken, earlier = days[step.track], days[before.track]
            when = f"（{from_day(earlier).for_form}）" if earlier else "完成"
            text = (
                f"“{name}”的“{step.title}”（{from_day(taken).for_form if taken else ''}）"
                f"早于“{before.title}”{when}，方案要求按次序进行。"
            )
            yield Hint("order", text, review.id, review.organization_id, person)

    def early(self, review: ReviewHead) -> Iterator[tuple[Step, Step]]:
        """Give each step of a record that came too early, with the one that it came before."""
        if self._steps and review.day is not None:
            yield from out_of_order(self._steps, self._days(review))

    def _days(self, review: ReviewHead) -> dict[Track, date | None]:
        about = (review.target.id, review.organization_id)
        heard = [self._heard[key] for key in about if key in self._heard]
        found: dict[Track, date | None] = {Track.REVIEW: review.day}
        if heard:
            found[Track.SURVEY] = min(heard)
        if review.id in self._mended:
            found[Track.RECTIFICATION] = self._mended[review.id]
        for track, days in ((Track.POSTING, self._posted), (Track.REPLY, self._answered)):
            if review.id in days:
                found[track] = days[review.id]
        return found

    def _hear(self, opinions: Iterable[Opinion]) -> None:
        for each in opinions:
            if each.target is not None and each.day is not None:
                known = self._heard.get(each.target.id, each.day)
                self._heard[each.target.id] = min(known, each.day)

    def _post(self, postings: Iterable[Posting]) -> None:
        for each in postings:
            for review_id in each.reviews if each.day else ():
                known = self._posted.get(review_id, each.day)
                self._posted[review_id] = min(filter(None, (known, each.day)))

    def _mend(self, items: Iterable[Rectification]) -> None:
        """Keep the day on which the last problem of a record was mended; None: not all are."""
        open_ = set()
        for each in items:
            if each.review_id is None:
                continue
            days = [entry.day for entry in each.progress]
            day = each.checked_on or max(days, default=None)
            if not each.is_finished:
                open_.add(each.review_id)
            elif day is not None:
                known = self._mended.get(each.review_id)
                self._mended[each.review_id] = max(filter(None, (known, day)))
        self._mended |= dict.fromkeys(open_)
