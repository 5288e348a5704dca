"""The user's own settings: small values under names, kept in one file."""

import json
from pathlib import Path
from typing import Any

from app import paths

FILE = "settings.json"


class Settings:
    """Settings of this user on this machine; a broken file counts as an empty one."""

    def __init__(self, file: Path | None = None) -> None:
        """Keep the settings in this file; None: in the user's own folder."""
        self._given = file
        self._values: dict[str, Any] | None = None

    @property
    def _file(self) -> Path:
        return self._given or paths.user_data() / FILE

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return a setting as it was set."""
        if self._values is None:
            try:
                found = json.loads(self._file.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                found = {}
            self._values = found if isinstance(found, dict) else {}
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Keep a setting; where the file cannot be written it holds until the program ends."""
        if self.get(name) == value:
            return
        values = {**(self._values or {}), name: value}
        self._values = values
        part = self._file.with_suffix(".part")
        try:
            part.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return  # a convenience; nothing of the ledger is lost
