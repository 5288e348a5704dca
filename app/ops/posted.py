"""What a posted copy of a review shows, for lists, digests and bulletins."""

from collections.abc import Iterator

from app.domain.cycle.notices import PostedReview
from app.domain.directory import Directory
from app.domain.form import FieldKind, FormSpec
from app.domain.review import HEAD_FIELDS, Review, form_values
from app.ops.tasks import reviewer_names, target_name
from app.ops.workspace import Workspace

_OPINIONS = "review."


def posted_review(workspace: Workspace, directory: Directory, review: Review) -> PostedReview:
    """Return what everybody may read of a review: nothing that its form hides."""
    spec = workspace.form_edition(review.form, review.form_edition)
    return PostedReview(
        target_name(directory, review.target),
        reviewer_names(directory, review.reviewers),
        review.day,
        review.mode,
        dict(_opinions(review, spec)),
    )


def _opinions(review: Review, spec: FormSpec) -> Iterator[tuple[str, str]]:
    """Give label and text of what the reviewer says, as a posted copy shows it."""
    posted = spec.posted(form_values(review))
    for field in spec.fields:
        said = field.key.startswith(_OPINIONS) and field.key not in HEAD_FIELDS
        if said and field.kind is FieldKind.TEXT and posted.get(field.key, "").strip():
            yield field.label, posted[field.key]
