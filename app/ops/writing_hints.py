"""Hints while a form is written: they stand beside it and never in anybody's way."""

from collections.abc import Iterator, Mapping, Sequence

from app.db.review_heads import reviewed_by
from app.domain.form import FormSpec
from app.domain.quality import Comment, Others, comments_of, names_no_problem, phrases_only
from app.domain.review import Review, form_values
from app.ops.quality import PROBLEMS, comment_fields
from app.ops.tasks import target_name
from app.ops.workspace import Workspace
from app.specs.stock_phrases import stock_phrases

_MOST_OTHERS = 300
"""So many reviews by the same people at most are held against the text."""


class WritingHints:
    """Looks at one form while it is written, and at what its reviewers wrote about others."""

    def __init__(self, workspace: Workspace) -> None:
        """Read nothing yet."""
        self._workspace = workspace
        self._known: tuple[object, Others] | None = None

    def of(self, review: Review, spec: FormSpec, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return what is worth a second look, in sentences.

        Args:
            review: the record, with the reviewers that the form names now.
            spec: its form.
            values: what stands in the cells.
        """
        fields = list(comment_fields(spec))
        labels = {key: spec.field_by_key[key].label.partition("（")[0] for key in fields}
        directory = self._workspace.directory(self._workspace.today())
        name = target_name(directory, review.target)
        comments = list(comments_of(review.id, name, values, fields))
        if not comments:
            return ()
        return (
            *_praise(values, labels),
            *_phrases(comments, labels),
            *_alike(comments, labels, self._others(review)),
        )

    def _others(self, review: Review) -> Others:
        """Return what the same people wrote about others in the round; read once while it holds."""
        workspace = self._workspace
        key = (review.id, review.round_id, review.reviewers, workspace.database.revision)
        if self._known is None or self._known[0] != key:
            self._known = (key, Others(self._comments(review)))
        return self._known[1]

    def _comments(self, review: Review) -> Iterator[Comment]:
        workspace = self._workspace
        if not review.reviewers:
            return
        ids = reviewed_by(workspace.database, review.round_id, review.reviewers) - {review.id}
        directory = workspace.directory(workspace.today())
        for each in workspace.stores.reviews.among(sorted(ids)[:_MOST_OTHERS]):
            spec = workspace.form_edition(each.form, each.form_edition)
            name = target_name(directory, each.target)
            yield from comments_of(each.id, name, form_values(each), comment_fields(spec))


def _praise(values: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """Only praise: told once everything else is written, or where it says that there is nothing."""
    if PROBLEMS not in labels:
        return
    said = values.get(PROBLEMS, "")
    others_written = all(values.get(key, "").strip() for key in labels if key != PROBLEMS)
    if names_no_problem(said) and (said.strip() or others_written):
        yield f"“{labels[PROBLEMS]}”没有写出问题，建议写一两条具体的不足。"


def _phrases(comments: Sequence[Comment], labels: Mapping[str, str]) -> Iterator[str]:
    for comment in comments:
        found = phrases_only(comment.text, stock_phrases())
        if found:
            yield f"“{labels[comment.field]}”多是套话（{'、'.join(found)}），建议写具体的事。"


def _alike(comments: Sequence[Comment], labels: Mapping[str, str], others: Others) -> Iterator[str]:
    for comment in comments:
        found = others.like(comment)
        if found is not None:
            name, exact = found
            how = "相同" if exact else "几乎相同"
            yield f"“{labels[comment.field]}”和{name}的登记表{how}。"
