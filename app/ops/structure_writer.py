"""The one place where changes of the structure go into the ledger."""

from app.domain.reorganization import Reorganization
from app.ops.changes import Changes, Topic, changed
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace


class StructureWriter:
    """Writes values of the structure and plans the open rounds again."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    def _write(self, title: str, change: Reorganization) -> Changes:
        """Write everything in one transaction.

        Args:
            title: what the user did, for undoing it: 更名, 修改党员.
            change: the values; where there are none, nothing is written or planned.
        """
        if change.is_empty:
            return Changes()
        workspace = self._workspace
        structure = workspace.stores.structure
        with workspace.transaction(title):
            if change.fallen_appointments or change.fallen_oversights:
                structure.remove(
                    appointments=change.fallen_appointments,
                    oversights=change.fallen_oversights,
                    reason=title,
                )
            structure.save(
                organizations=change.organizations,
                persons=change.persons,
                members=change.members,
                appointments=change.appointments,
                oversights=change.oversights,
                reason=title,
                log_new=True,
            )
            workspace.structure_changed()
            planned = self._rounds.plan_again()
        return planned | changed(Topic.STRUCTURE)
