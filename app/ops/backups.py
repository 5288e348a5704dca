"""Backups of the open ledger."""

from pathlib import Path

from app.db import backup
from app.db.copies import BackupFile
from app.ops.workspace import Workspace


class BackupOps:
    """What a user can do to keep the ledger safe."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def backup(self, path: Path) -> BackupFile:
        """Make a copy that has been opened and checked.

        Raises:
            Refusal: ``file.*`` or ``backup.failed``; nothing half-written stays.
        """
        return backup.backup(self._workspace.database, path)

    def automatic(self, occasion: str) -> BackupFile:
        """Make a copy in the ledger's own backup folder, for instance before an import."""
        return backup.automatic(self._workspace.database, occasion)
