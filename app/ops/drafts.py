"""Drafts: unsaved forms outlive a crash and are offered again."""

from collections.abc import Mapping

from app.domain.draft import Draft, draft_key
from app.domain.review import Review
from app.ops.workspace import Workspace


class DraftOps:
    """What is kept while a form is being filled; saving the form discards its draft."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._drafts = workspace.stores.drafts

    def keep(self, review: Review, values: Mapping[str, str], day: str) -> None:
        """Keep what stands in a form; cheap enough for every few seconds.

        Args:
            review: the record as opened.
            values: the cells as they stand, by field key; a cell of a day as typed.
            day: the day of the review as typed.
        """
        self._drafts.keep(Draft(review, values, day))

    def of(self, review: Review) -> Draft | None:
        """Return the draft of the form of this record, or of its task; None: there is none."""
        return self._drafts.of(draft_key(review))

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, those begun first before the others."""
        return self._drafts.all()

    def discard(self, review: Review) -> None:
        """Forget the draft of this form: its text is not wanted."""
        self._drafts.discard([draft_key(review)])
