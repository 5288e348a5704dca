"""书面回复: the letter to the leader of a review, its delivery, and what came after."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.cycle.letters import ReplyFacts, ReplyWords, reply_letter
from app.domain.cycle.rectification import (
    Rectification,
    Reply,
    ReplyState,
    rectified_text,
)
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, RecordId, ReviewId
from app.domain.official_document import OfficialDocument
from app.domain.review import Review, Round, Target, form_values
from app.domain.words import TargetKind
from app.ops.changes import Changes
from app.ops.cycle_ops import CycleOps
from app.ops.documents import NamedDocument, write_documents
from app.ops.rectifications import RectificationOps
from app.ops.reviews import ReviewOps
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

_LETTER = "整改回复"
SUMMARY = "rectification.summary"
"""The cell of a form's later block in which is told how the problems were mended."""


class ReplyOps(CycleOps):
    """What a user can do about written replies."""

    def __init__(
        self, workspace: Workspace, rectifications: RectificationOps, reviews: ReviewOps
    ) -> None:
        """Work on this ledger."""
        super().__init__(workspace)
        self._reviews = reviews
        self._rectifications = rectifications

    def to(self, review_id: ReviewId) -> Reply | None:
        """Return the written reply to the leader of a review, or None."""
        return next(iter(self._store.of_review(Reply, review_id)), None)

    def letter(self, review_id: ReviewId, reply: Reply | None = None) -> OfficialDocument:
        """Return the reply to the leader of a review as a letter.

        Args:
            review_id: the review.
            reply: as it is being written; None: as it is kept.

        Raises:
            Refusal: ``review.unknown``; ``rectification.none`` where there is nothing to answer.
        """
        review, items = self._review(review_id), self._items(review_id)
        if not items:
            raise refusal("rectification.none", name=self._name(review.target))
        from app.specs.letter_reader import letter_words

        reply = reply or self.new(review_id)
        facts = ReplyFacts(
            to=tuple(filter(None, (name.strip() for name in reply.to.split("、")))),
            target=self._name(review.target),
            is_organization=review.target.kind is TargetKind.ORGANIZATION,
            signature=self._name(review.target),
            reviewed_on=review.day,
            items=items,
            said=reply.text,
            day=reply.day or self._workspace.today(),
        )
        return reply_letter(facts, letter_words("reply", ReplyWords))

    def name(self, review_id: ReviewId) -> str:
        """Return the usual name of the letter's file, without ending.

        Raises:
            Refusal: ``review.unknown``.
        """
        return self._file_name(self._review(review_id))

    def summary(self, review_id: ReviewId) -> str:
        """Return how the problems of a review were mended, for the cell 整改落实情况 of its form.

        Empty where nothing is listed.
        """
        return rectified_text(self._items(review_id))

    def has_summary_cell(self, review_id: ReviewId) -> bool:
        """Tell whether the form of a review has a cell for how the problems were mended.

        Raises:
            Refusal: ``review.unknown``.
        """
        review = self._review(review_id)
        spec = self._workspace.form_edition(review.form, review.form_edition)
        return SUMMARY in spec.field_by_key

    def write_summary(self, review_id: ReviewId, text: str, reason: str = "") -> Changes:
        """Write into the form how the problems were mended; the rest of it stays as it is.

        Args:
            review_id: the review.
            text: what stands in the cell 整改落实情况 from now on.
            reason: for its history.

        Raises:
            Refusal: ``review.unknown``; ``review.locked`` where the record is final.
        """
        review = self._review(review_id)
        if review.locked:
            name = self._name(review.target)
            raise refusal("review.locked", name=name, locked=review.locked)
        values = {**form_values(review), SUMMARY: text.strip()}
        return self._reviews.save(review, values, review.day, reason)[1]

    def save(self, reply: Reply) -> Changes:
        """Keep a reply with its delivery, the leader's verification, the year-end evaluation.

        Its state follows: verified, delivered, else a draft.
        """
        state = ReplyState.DRAFT
        if reply.verified_on is not None or reply.verification.strip():
            state = ReplyState.VERIFIED
        elif reply.day is not None:
            state = ReplyState.DELIVERED
        return self._save("书面回复", [replace(reply, state=state)])

    def new(self, review_id: ReviewId) -> Reply:
        """Return the reply of a review as it stands, or an empty one.

        Raises:
            Refusal: ``review.unknown``.
        """
        known = self.to(review_id)
        if known is not None:
            return known
        review = self._review(review_id)
        return Reply(
            id=RecordId(self._workspace.new_id()),
            organization_id=review.organization_id,
            round_id=review.round_id,
            review_id=review.id,
            target=review.target,
            state=ReplyState.DRAFT,
            to="、".join(self._reviewers(review)),
        )

    def export(
        self,
        folder: Path,
        reviews: Iterable[ReviewId],
        *,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write the replies of reviews as Word letters.

        Raises:
            Refusal: as ``letter``, and ``file.*``; nothing half-written stays.
        """
        documents = [
            NamedDocument(self._file_name(self._review(review_id)), self.letter(review_id))
            for review_id in reviews
        ]
        return write_documents(self._workspace, documents, folder, overwrite=overwrite)

    def answered_reviews(
        self, round_: Round, under: OrganizationId | None = None
    ) -> tuple[ReviewId, ...]:
        """Return the reviews of a round whose problems are listed, so that they can be answered."""
        found = (row.record.review_id for row in self._rectifications.rows(round_, under))
        return tuple(dict.fromkeys(review_id for review_id in found if review_id is not None))

    # ---- helpers -----------------------------------------------------------------------------

    def _items(self, review_id: ReviewId) -> tuple[Rectification, ...]:
        """Return the problems of a review, each as it stands in the last round it was taken to."""
        found = self._store.of_review(Rectification, review_id)
        later = {each.carried_from: each for each in found if each.carried_from is not None}
        return tuple(_last(each, later) for each in self._rectifications.of_review(review_id))

    def _file_name(self, review: Review) -> str:
        from app.export.file_names import file_name

        directory = self._workspace.directory(self._workspace.today())
        unit = directory.tree[review.organization_id]
        name = unit.short_name or unit.name
        return file_name(name, _LETTER, self._name(review.target), self._workspace.today())

    def _reviewers(self, review: Review) -> tuple[str, ...]:
        directory = self._workspace.directory(self._workspace.today())
        return tuple(directory.name(person) for person in review.reviewers)

    def _name(self, target: Target) -> str:
        return target_name(self._workspace.directory(self._workspace.today()), target)

    def _review(self, review_id: ReviewId) -> Review:
        review = self._workspace.stores.reviews.get(review_id)
        if review is None:
            raise refusal("review.unknown")
        return review


def _last(item: Rectification, later: Mapping[RecordId, Rectification]) -> Rectification:
    seen = {item.id}
    while item.id in later and later[item.id].id not in seen:
        item = later[item.id]
        seen.add(item.id)
    return item
