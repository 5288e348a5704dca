"""Backups of the open ledger."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.db import backup, rotation
from app.db.copies import BackupFile, backup_folder, backups_in, verify
from app.db.stamp import is_noted, note
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.ops.workspace import Workspace

MANUAL, ON_EXIT = "手工", "退出"


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the list."""

    file: BackupFile
    bytes: int
    is_sound: bool | None = None
    """Whether it was opened and found sound; None: not since it was made."""


class BackupOps:
    """What a user can do to keep the ledger safe.

    Automatic backups are made in the order of their numbers and thinned out: the last few, the
    newest of 30 days and the newest of 12 months stay.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger; backups stand beside it until ``keep_in`` is called."""
        self._workspace = workspace
        self._database = workspace.database
        self._chosen: Path | None = None
        self._revision: int | None = None
        self._last: BackupFile | None = None
        self._looked = False
        self.went_beside = False
        """Whether the last automatic backup went beside the ledger, the chosen place being away."""

    def keep_in(self, folder: Path | None) -> None:
        """Keep automatic backups in a folder of their own below this one; None: beside."""
        self._chosen = folder
        self._looked = False

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the automatic backups of this ledger stand, the place of the next one first."""
        beside = backup_folder(self._database.path)
        return (self._chosen / beside.name, beside) if self._chosen else (beside,)

    @property
    def place_is_there(self) -> bool:
        """Whether the chosen place can be reached; beside the ledger always can."""
        return self._chosen is None or self._chosen.is_dir()

    # ---- making --------------------------------------------------------------------------

    def backup(self, path: Path) -> BackupFile:
        """Make a copy that has been opened and checked, where the user wants it.

        Raises:
            Refusal: ``file.*`` or ``backup.failed``; nothing half-written stays.
        """
        return backup.backup(self._database, path)

    def automatic(self, occasion: str = MANUAL) -> BackupFile:
        """Make a copy in the place of backups, beside the ledger where that is away.

        Raises:
            Refusal: ``file.*`` or ``backup.failed``; nothing half-written stays.
        """
        made = self._made(occasion)
        self._last, self._looked = made, True
        self._revision = self._database.revision
        rotation.rotate(self._of_this_ledger(made.path.parent))
        return made

    def before(self, occasion: str) -> BackupFile | None:
        """Make a copy before something large, unless nothing changed since the last one.

        Args:
            occasion: what is about to be done, such as “导入前”.

        Raises:
            Refusal: where no copy can be made; the large thing had better not be done.
        """
        return None if self.is_current else self.automatic(occasion)

    def on_exit(self) -> BackupFile | None:
        """Make a copy before the ledger is closed, unless nothing changed since the last one.

        Nothing may be written between this and the closing.

        Raises:
            Refusal: where no copy can be made.
        """
        made = self.before(ON_EXIT)
        latest = made or self.last()
        if latest is not None:
            self._note(latest)
        return made

    def _note(self, latest: BackupFile) -> None:
        """Note that the ledger's file is as this backup has it, for the next time it is opened.

        Where a list is still being read, the file cannot be brought up to date; then nothing is
        noted, and the next closing makes a copy more.
        """
        try:
            self._database.into_one_file()
        except Refusal as refused:
            if refused.fault.code != "ledger.busy":
                raise
        else:
            note(latest.path, self._database.path)

    @property
    def is_current(self) -> bool:
        """Whether the ledger is as it was when it was last backed up."""
        if self._revision is not None:
            return self._revision == self._database.revision
        if self._database.revision:
            return False
        return any(is_noted(folder, self._database.found) for folder in self.folders)

    # ---- looking -------------------------------------------------------------------------

    def last(self) -> BackupFile | None:
        """Return the last backup, by its number; it was checked when it was made.

        The folders are looked through once; after that it is the one made last.
        """
        if not self._looked:
            self._last = max(self._of_this_ledger(*self.folders), key=_sequence, default=None)
            self._looked = True
        return self._last

    def all(self) -> tuple[Kept, ...]:
        """Return the automatic backups, the last one first."""
        found = sorted(self._of_this_ledger(*self.folders), key=_sequence, reverse=True)
        return tuple(Kept(each, each.path.stat().st_size) for each in found)

    def check(self, kept: Kept) -> Kept:
        """Open a backup, read it from the first page to the last, and say whether it is sound."""
        try:
            verify(kept.file.path)
        except (Refusal, OSError):
            return replace(kept, is_sound=False)
        return replace(kept, is_sound=True)

    def save_as(self, kept: Kept, path: Path) -> None:
        """Write a backup as a ledger of its own under a new name, checked.

        Raises:
            Refusal: ``file.*`` or ``backup.failed``; nothing half-written stays.
        """
        if path.exists():
            raise refusal("file.exists", str(path))
        backup.restore(kept.file.path, path)

    # ---- helpers -------------------------------------------------------------------------

    def _made(self, occasion: str) -> BackupFile:
        """Make a copy in the chosen place, or else beside the ledger."""
        self.went_beside = False
        if self._chosen is not None:
            try:
                return backup.automatic(self._database, occasion, self.folders[0])
            except Refusal as error:
                if not error.fault.code.startswith("file."):
                    raise
                self.went_beside = True
        return backup.automatic(self._database, occasion)

    def _of_this_ledger(self, *folders: Path) -> list[BackupFile]:
        own = backup.ledger_id(self._database)
        return [each for each in backups_in(*folders) if each.ledger_id == own]


def _sequence(backup_file: BackupFile) -> int:
    return backup_file.sequence
