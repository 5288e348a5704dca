"""接收: packages are looked at, taken in, and taken out again; conflicts are settled."""

from app.domain.handoff_records import ConflictState, RemarkState
from app.domain.ids import ReviewId
from app.ops.conflict_words import in_words
from app.ops.handoff_journal import journal
from app.ops.reception import ConflictView, JournalLine, RemarkView
from app.ops.rounds import RoundOps
from app.ops.tasks import target_name
from app.ops.workspace import Workspace


class ReceiveOps:
    """What a user can do with packages that arrive."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    # ---- what is there -----------------------------------------------------------------------

    def journal(self) -> tuple[JournalLine, ...]:
        """Return every package that was sent or taken in, newest first."""
        return journal(self._workspace)

    def conflicts(self) -> tuple[ConflictView, ...]:
        """Return what was changed on both sides and is not settled yet, oldest first."""
        return in_words(
            self._workspace, self._workspace.stores.handoff.conflicts(ConflictState.OPEN)
        )

    def remarks(self) -> tuple[RemarkView, ...]:
        """Return what the level above asks to be mended (退回), oldest first."""
        stores = self._workspace.stores
        waiting = stores.handoff.remarks([RemarkState.RECEIVED])
        targets = {
            review.id: review.target
            for review in stores.reviews.among(ReviewId(each.review) for each in waiting)
        }
        directory = self._workspace.directory(self._workspace.today())
        return tuple(
            RemarkView(
                each.id,
                each.review,
                target_name(directory, targets[each.review]) if each.review in targets else "",
                each.text,
                each.time,
                each.who,
                each.state.value,
            )
            for each in waiting
        )
