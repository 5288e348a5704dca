"""The desk: everything a user can do with one open ledger, gathered by subject."""

from types import TracebackType
from typing import Self

from app.ops.backups import BackupOps
from app.ops.exports import ExportOps
from app.ops.imports import ImportOps
from app.ops.reviews import ReviewOps
from app.ops.rounds import RoundOps
from app.ops.schemes import SchemeOps
from app.ops.statistics import StatisticsOps
from app.ops.structure import StructureOps
from app.ops.tasks import TaskOps
from app.ops.upkeep import UpkeepOps
from app.ops.workspace import Workspace


class Desk:
    """The operations on an open ledger; closing it closes the ledger."""

    def __init__(self, workspace: Workspace) -> None:
        """Gather the operations on this ledger."""
        self.workspace = workspace
        self.rounds = RoundOps(workspace)
        self.schemes = SchemeOps(workspace, self.rounds)
        self.structure = StructureOps(workspace, self.rounds)
        self.tasks = TaskOps(workspace, self.rounds)
        self.reviews = ReviewOps(workspace)
        self.imports = ImportOps(workspace, self.rounds)
        self.statistics = StatisticsOps(workspace, self.rounds)
        self.exports = ExportOps(workspace)
        self.backups = BackupOps(workspace)
        self.upkeep = UpkeepOps(workspace, self.rounds)

    def close(self) -> None:
        """Close the ledger."""
        self.workspace.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
