"""The rows of the 台账, as the screen and as Excel show them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from app.domain import ledger_columns as column
from app.domain.directory import Directory
from app.domain.form import FormSpec
from app.domain.ids import OrganizationId, ReviewId
from app.domain.progress import Progress, unwatched
from app.domain.review import Review, ReviewHead, Round, form_values
from app.domain.words import REVIEW_STATES, TargetKind
from app.ops.cycle_columns import CycleColumns
from app.ops.tasks import reviewer_names, target_name
from app.ops.workspace import Workspace

HEAD = tuple(each for each in column.HEAD if each != column.REVIEWER_STANDING) + column.TAIL
"""The columns that are known without a record's texts."""
STEP = 1000
BATCH = 200
"""Records whose cycle is read together."""


class LedgerRow(NamedTuple):
    """What stands in the columns ``HEAD`` of one record."""

    review: ReviewId
    kind: TargetKind
    body: bool
    """Whether a body reviews, not people alone."""
    cells: tuple[str, ...]


class LedgerRows:
    """Reads the 台账 of a ledger: everything, or only what a screen shows."""

    def __init__(self, workspace: Workspace) -> None:
        """Read nothing yet."""
        self._workspace = workspace

    def columns(self) -> tuple[str, ...]:
        """Return the headings of the 台账, in order."""
        return column.shown_columns(self._forms())

    def _forms(self) -> list[FormSpec]:
        return [*self._workspace.forms.values(), *self._workspace.earlier_editions()]

    def whole(self) -> Iterator[dict[str, str]]:
        """Give one row for each record of every round: heading → text."""
        further = column.further_columns(self._forms())
        for round_ in self._workspace.stores.rounds.all():
            heads = _Heads(self._workspace, round_)
            cycle = CycleColumns(self._workspace)
            for some in _batches(self._workspace.stores.reviews.iterate(round_.id)):
                told = cycle.texts(some)
                for review in some:
                    head = dict(zip(HEAD, heads.of(review), strict=True))
                    yield {**head, **_texts(review, further), **told[review.id]}

    def heads(
        self,
        round_: Round | None,
        under: OrganizationId | None = None,
        progress: Progress = unwatched,
    ) -> tuple[LedgerRow, ...]:
        """Return the rows without their texts, in the order of the 台账.

        Args:
            round_: only this round; None: all.
            under: only what is about this organisation and everything below; None: all.
            progress: told now and then.
        """
        rounds = self._workspace.stores.rounds.all() if round_ is None else (round_,)
        found: list[LedgerRow] = []
        for each in rounds:
            heads = _Heads(self._workspace, each)
            reviews = self._workspace.stores.reviews.heads(each.id)
            for number, review in enumerate(reviews):
                if number % STEP == 0:
                    progress(number, len(reviews))
                if heads.lies_under(review, under):
                    kind, body = review.target.kind, bool(heads.body(review))
                    found.append(LedgerRow(review.id, kind, body, heads.of(review)))
        return tuple(found)

    def texts(self, review_ids: Collection[ReviewId]) -> Mapping[ReviewId, Mapping[str, str]]:
        """Return what stands in the columns that need a record's texts: heading → text."""
        further = column.further_columns(self._forms())
        reviews = self._workspace.stores.reviews.among(review_ids)
        told = CycleColumns(self._workspace).texts(reviews)
        return {review.id: {**_texts(review, further), **told[review.id]} for review in reviews}


def ledger_rows(workspace: Workspace) -> Iterator[dict[str, str]]:
    """Give one row for each record of every round: heading → text."""
    return LedgerRows(workspace).whole()


class _Heads:
    """The columns of one round's records that are known without their texts."""

    def __init__(self, workspace: Workspace, round_: Round) -> None:
        self._directory = workspace.directory(workspace.day_of(round_))
        tasks = workspace.stores.tasks.of_round(round_.id)
        self._bodies = {task.id: task.body for task in tasks if task.body}
        self._forms = {form.id: form.title for form in workspace.scheme.forms}
        self._round = round_

    def body(self, review: ReviewHead) -> str:
        """Return the body that reviews besides people; empty where there is none."""
        return self._bodies.get(review.task_id, "") if review.task_id else ""

    def of(self, review: ReviewHead) -> tuple[str, ...]:
        """Return the cells of a record, in the order of ``HEAD``."""
        return (
            self._round.name,
            self._forms.get(review.form, review.form),
            target_name(self._directory, review.target),
            _place(self._directory, review),
            reviewer_names(self._directory, review.reviewers, self.body(review)),
            review.day.isoformat() if review.day else "",
            review.place,
            review.mode,
            REVIEW_STATES[review.state],
            review.id,
        )

    def lies_under(self, review: ReviewHead, under: OrganizationId | None) -> bool:
        """Tell whether a record is about an organisation or something below it."""
        tree, place = self._directory.tree, review.organization_id
        return under is None or (place in tree and tree.within(place, under))


def _batches(reviews: Iterable[Review]) -> Iterator[list[Review]]:
    left = iter(reviews)
    while some := list(islice(left, BATCH)):
        yield some


def _texts(review: Review, further: Mapping[str, str]) -> dict[str, str]:
    values = form_values(review)
    return {
        column.REVIEWER_STANDING: _standing(values.get("reviewer.identity", "")),
        **{heading: values.get(key, "") for heading, key in column.TEXTS.items()},
        **{heading: values.get(key, "") for heading, key in further.items()},
    }


def _place(directory: Directory, review: ReviewHead) -> str:
    """A member's branch, or the organisation above an organisation."""
    if review.target.kind is TargetKind.MEMBER:
        return directory.tree.branch_of(review.organization_id).name
    above = directory.tree.parent(review.target.organization_id)
    return above.name if above else ""


def _standing(identity: str) -> str:
    """What stands after the name: 单位及职务."""
    return identity.partition("，")[2]
