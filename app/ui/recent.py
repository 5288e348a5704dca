"""The ledgers that were open lately, newest first."""

from pathlib import Path

from app import paths

MOST = 8


class RecentLedgers:
    """A short list kept in the user's own folder; a broken file counts as an empty one."""

    def __init__(self, file: Path | None = None) -> None:
        """Keep the list in this file; None: the usual one."""
        self._given = file

    @property
    def _file(self) -> Path:
        return self._given or paths.user_data() / "recent.json"

    def all(self) -> tuple[Path, ...]:
        """The ledgers that are still there."""
        import json

        try:
            names = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        if not isinstance(names, list):
            return ()
        found = (Path(name) for name in names if isinstance(name, str))
        return tuple(path for path in found if path.is_file())

    def add(self, ledger: Path) -> None:
        """Put a ledger first."""
        import json

        first = ledger.absolute()
        names = [str(first), *(str(path) for path in self.all() if path != first)]
        try:
            self._file.write_text(json.dumps(names[:MOST], ensure_ascii=False), encoding="utf-8")
        except OSError:
            return  # a convenience; the ledger itself is open
