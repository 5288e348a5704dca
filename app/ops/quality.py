"""Hints about how reviews were written; they never stand in anybody's way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.domain.directory import Directory
from app.domain.form import FieldKind, FormSpec
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.quality import (
    Alike,
    Comment,
    alike,
    comments_of,
    names_no_problem,
    phrases_only,
)
from app.domain.review import HEAD_FIELDS, Review, form_values
from app.domain.words import TargetKind
from app.ops.tasks import target_name
from app.ops.workspace import Workspace
from app.specs.stock_phrases import stock_phrases

PROBLEMS = "review.problems"
PREFIX = "review."
"""The cells that a reviewer fills."""
_NAMED = 8
"""So many names at most stand in one hint."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something about a record that is worth a second look."""

    id: str
    message: str
    review: ReviewId
    organization: OrganizationId
    person: PersonId | None


class QualityHints:
    """Looks at finished records one after the other, then at all of them together."""

    def __init__(self, workspace: Workspace, directory: Directory) -> None:
        """Name people as they are called on a day."""
        self._workspace = workspace
        self._directory = directory
        self._comments: list[Comment] = []
        self._heads: dict[ReviewId, tuple[OrganizationId, PersonId | None]] = {}
        self._labels: dict[str, str] = {}

    def of(self, review: Review, spec: FormSpec) -> Iterator[Hint]:
        """Give what is odd about one record, and remember what it says."""
        name = target_name(self._directory, review.target)
        values, fields = form_values(review), comment_fields(spec)
        comments = list(comments_of(review.id, name, values, fields))
        self._comments += comments
        self._labels |= {key: spec.field_by_key[key].label for key in fields}
        person = review.target.person_id if review.target.kind is TargetKind.MEMBER else None
        self._heads[review.id] = (review.organization_id, person)
        if PROBLEMS in spec.field_by_key and names_no_problem(values.get(PROBLEMS, "")):
            label = spec.field_by_key[PROBLEMS].label
            yield self._hint(
                "praise", f"“{name}”的登记表只写了成绩，“{label}”没有内容。", review.id
            )
        for comment in comments:
            found = phrases_only(comment.text, stock_phrases())
            if found:
                label, said = self._labels[comment.field], "、".join(found)
                text = f"“{name}”的登记表“{label}”内容空泛（{said}）。"
                yield self._hint("phrases", text, review.id)
        yield from self._before_the_post(review, name)

    def together(self) -> Iterator[Hint]:
        """Give what is odd about the records when they are held against each other."""
        for group in alike(self._comments):
            yield self._hint("alike", self._alike(group), group.comments[0].review_id)

    def _alike(self, group: Alike) -> str:
        names = list(dict.fromkeys(comment.name for comment in group.comments))
        listed = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
        how = "相同" if group.exact else "几乎相同"
        label = self._labels[group.comments[0].field]
        return f"{listed} {len(group.comments)} 份登记表的“{label}”内容{how}。"

    def _before_the_post(self, review: Review, name: str) -> Iterator[Hint]:
        """A reviewer whose posts all began after the day of the review."""
        if review.day is None:
            return
        for person in review.reviewers:
            first = self._first_posts.get(person)
            if first is not None and review.day < first:
                who = self._directory.name(person)
                text = f"“{name}”的点评时间 {review.day} 早于点评人{who}任职的时间（{first}）。"
                yield self._hint("before_post", text, review.id)

    @cached_property
    def _first_posts(self) -> Mapping[PersonId, date]:
        """The day on which somebody first held a post, where it is known of all his posts."""
        found: dict[PersonId, date] = {}
        for appointment in self._directory.records.appointments:
            known = found.get(appointment.person_id, date.max)
            found[appointment.person_id] = min(known, appointment.held.since or date.min)
        return {person: day for person, day in found.items() if day > date.min}

    def _hint(self, hint: str, message: str, review_id: ReviewId) -> Hint:
        return Hint(hint, message, review_id, *self._heads[review_id])


def comment_fields(spec: FormSpec) -> Iterable[str]:
    """Return the cells in which a reviewer writes what he thinks."""
    return [
        each.key
        for each in spec.fields
        if each.kind is FieldKind.TEXT
        and each.key.startswith(PREFIX)
        and each.key not in HEAD_FIELDS
    ]
