"""The check of the reviews themselves: when they were made, by whom, and of whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.check import Check, listed, made
from app.domain.directory import Directory
from app.domain.duties import duties_by_day
from app.domain.errors import checks as say
from app.domain.ids import PersonId
from app.domain.review import ReviewHead, ReviewTask, Round, Target
from app.domain.scheme import Scheme
from app.domain.words import TargetKind


def reviews_in_order(
    reviews: Sequence[ReviewHead],
    tasks: Iterable[ReviewTask],
    scheme: Scheme,
    directory: Directory,
    round_: Round,
) -> Check:
    """T1-10: reviews outside the round, by someone without that duty, or of oneself.

    Who had the duty on the day of the review was right to do it, whatever has changed since.

    Args:
        reviews: those that are looked at.
        tasks: of the round, as they are planned now.
        scheme: its rules say who had the duty on an earlier day.
        directory: the structure; names are taken from it.
        round_: the round.
    """
    looked_at = _Reviews(directory, round_, any(rule.own_organization for rule in scheme.rules))
    duties: dict[Target, set[PersonId]] = {}
    for task in tasks:
        duties.setdefault(task.target, set()).update(task.reviewers)
    strange = [r for r in reviews if looked_at.others(r, duties.get(r.target, ()))]
    then = duties_by_day(scheme, directory.records, round_.id, _targets_by_day(strange))
    amiss = [
        sentence
        for review in reviews
        for sentence in looked_at.amiss(
            review,
            {*duties.get(review.target, ()), *_had_duty(review, then)},
        )
    ]
    return made("T1-10", not amiss, count=len(amiss), names=listed(amiss), behind=amiss)


def _targets_by_day(reviews: Iterable[ReviewHead]) -> Mapping[date, Collection[Target]]:
    found: dict[date, set[Target]] = {}
    for review in reviews:
        if review.day is not None:
            found.setdefault(review.day, set()).add(review.target)
    return found


def _had_duty(
    review: ReviewHead, then: Mapping[date, Mapping[Target, Collection[PersonId]]]
) -> Collection[PersonId]:
    return then.get(review.day, {}).get(review.target, ()) if review.day is not None else ()


@dataclass(frozen=True, slots=True)
class _Reviews:
    """What can be amiss with a review of a round."""

    directory: Directory
    round: Round
    led_may_review: bool
    """True: a secretary may review the organisation that he leads."""

    def amiss(self, review: ReviewHead, duty: Collection[PersonId]) -> Iterator[str]:
        """Give a sentence for each thing that is amiss; ``duty``: who was to review."""
        name = self._name(review.target)
        if review.day is not None and not self.round.start <= review.day <= self.round.end:
            yield say.OUTSIDE_ROUND.format(name=name, day=review.day.isoformat())
        if self._reviewed(review) in review.reviewers:
            yield say.OF_ONESELF.format(name=name)
        others = self.others(review, duty)
        if others:
            reviewers = "、".join(map(self.directory.name, others))
            yield say.WITHOUT_DUTY.format(name=name, reviewers=reviewers)

    def others(self, review: ReviewHead, duty: Collection[PersonId]) -> list[PersonId]:
        """Return the reviewers who neither were to review nor are reviewed themselves."""
        reviewed = self._reviewed(review)
        return [each for each in review.reviewers if each not in duty and each != reviewed]

    def _reviewed(self, review: ReviewHead) -> PersonId | None:
        if review.target.kind is TargetKind.MEMBER:
            return review.target.person_id
        return None if self.led_may_review else review.secretary_id

    def _name(self, target: Target) -> str:
        if target.kind is TargetKind.MEMBER:
            return self.directory.name(target.person_id)
        return self.directory.tree[target.organization_id].name
