"""What everything that is done with records of the cycle has in common."""

from collections.abc import Iterable
from typing import TypeVar

from app.domain.cycle.record import Record
from app.domain.ids import OrganizationId, RecordId
from app.domain.review import Round
from app.ops.changes import Changes, Topic, changed
from app.ops.workspace import Workspace

R = TypeVar("R", bound=Record)


class CycleOps:
    """Finds records of a round, keeps them and takes them away, each in one step."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._store = workspace.stores.cycle

    def _below(
        self, kind: type[R], round_: Round | None, under: OrganizationId | None
    ) -> tuple[R, ...]:
        """Return the records of a kind in a round, of an organisation and everything below.

        Args:
            kind: of the records.
            round_: the round; None: all, below the organisation as it is today.
            under: the organisation; None: all.
        """
        found = self._store.of_kind(kind, round_.id if round_ else None)
        if under is None:
            return found
        day = self._workspace.day_of(round_) if round_ else self._workspace.today()
        places = {each.id for each in self._workspace.directory(day).tree.subtree(under)}
        return tuple(each for each in found if each.organization_id in places)

    def _save(self, title: str, records: Iterable[Record], reason: str = "") -> Changes:
        """Keep records in one step.

        Args:
            title: what the step is called.
            records: of any kinds.
            reason: what stands in the log.
        """
        with self._workspace.transaction(title):
            self._store.save(records, reason=reason)
        return changed(Topic.CYCLE)

    def _remove(self, title: str, ids: Iterable[RecordId]) -> Changes:
        """Take records away in one step that is called so."""
        with self._workspace.transaction(title):
            self._store.remove(ids)
        return changed(Topic.CYCLE)
