"""The rows of the 台账."""

from collections.abc import Iterator

from app.domain import ledger_columns as column
from app.domain.directory import Directory
from app.domain.review import Review, Round, form_values
from app.domain.words import REVIEW_STATES, TargetKind
from app.ops.tasks import reviewer_names, target_name
from app.ops.workspace import Workspace


def ledger_rows(workspace: Workspace) -> Iterator[dict[str, str]]:
    """Give one row for each record of every round: heading → text."""
    further = column.further_columns([*workspace.forms.values(), *workspace.earlier_editions()])
    for round_ in workspace.stores.rounds.all():
        directory = workspace.directory(workspace.day_of(round_))
        bodies = {t.id: t.body for t in workspace.stores.tasks.of_round(round_.id) if t.body}
        for review in workspace.stores.reviews.iterate(round_.id):
            body = bodies.get(review.task_id, "") if review.task_id else ""
            reviewer = reviewer_names(directory, review.reviewers, body)
            row = _row(workspace, directory, round_, review, further)
            yield {**row, column.REVIEWER: reviewer}


def _row(
    workspace: Workspace,
    directory: Directory,
    round_: Round,
    review: Review,
    further: dict[str, str],
) -> dict[str, str]:
    values = form_values(review)
    form = workspace.scheme.form(review.form)
    return {
        column.ROUND: round_.name,
        column.FORM: form.title if form else review.form,
        column.TARGET: target_name(directory, review.target),
        column.ORGANIZATION: _place(directory, review),
        column.REVIEWER_STANDING: _standing(values.get("reviewer.identity", "")),
        column.DAY: review.day.isoformat() if review.day else "",
        column.PLACE: review.place,
        column.MODE: review.mode,
        column.STATE: REVIEW_STATES[review.state],
        column.NUMBER: review.id,
        **{heading: values.get(key, "") for heading, key in column.TEXTS.items()},
        **{heading: values.get(key, "") for heading, key in further.items()},
    }


def _place(directory: Directory, review: Review) -> str:
    """A member's branch, or the organisation above an organisation."""
    if review.target.kind is TargetKind.MEMBER:
        return directory.tree.branch_of(review.organization_id).name
    above = directory.tree.parent(review.target.organization_id)
    return above.name if above else ""


def _standing(identity: str) -> str:
    """What stands after the name: 单位及职务."""
    return identity.partition("，")[2]
