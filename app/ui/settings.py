"""The user's own settings: small values under names, kept in one file."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from app import paths

FILE = "settings.json"
AUTOSAVE_SECONDS = 5
SHORTEST, LONGEST = 1, 600
"""Seconds between two savings of what was typed."""


class FontSize(StrEnum):
    """How large the window's letters are."""

    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Theme(StrEnum):
    """The colours of the window; paper is always white."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class NameOrder(StrEnum):
    """In which order lists of people stand unless a column was chosen."""

    STROKES = "strokes"
    PINYIN = "pinyin"
    POST = "post"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a user has chosen in 设置; each field stands in the settings under its own name."""

    font_size: FontSize = FontSize.NORMAL
    theme: Theme = Theme.LIGHT
    autosave_seconds: int = AUTOSAVE_SECONDS
    backup_folder: str = ""
    """Where backups are kept; empty: beside the ledger."""
    user: str = ""
    """Who works here, as the history of records names him."""
    name_order: NameOrder = NameOrder.STROKES
    spaced_names: bool = True
    """Whether names of two characters are shown with a gap: 张　三."""

    @classmethod
    def read(cls, settings: "Settings") -> Self:
        """Return what was chosen; a value that makes no sense counts as not chosen."""
        found: dict[str, Any] = {}
        for field in fields(cls):
            value = settings.get(field.name)
            kind: type = type(field.default)
            if issubclass(kind, StrEnum):
                if value in [*kind]:
                    found[field.name] = kind(value)
            elif type(value) is kind:
                found[field.name] = value
        seconds = found.get("autosave_seconds", AUTOSAVE_SECONDS)
        if not SHORTEST <= seconds <= LONGEST:
            del found["autosave_seconds"]
        return cls(**found)

    def keep(self, settings: "Settings") -> None:
        """Write everything into the settings, at once."""
        settings.update(asdict(self))


class Settings:
    """Settings of this user on this machine; a broken file counts as an empty one."""

    def __init__(self, file: Path | None = None) -> None:
        """Keep the settings in this file; None: in the user's own folder."""
        self._given = file
        self._values: dict[str, Any] | None = None

    @property
    def _file(self) -> Path:
        return self._given or paths.user_data() / FILE

    @property
    def preferences(self) -> Preferences:
        """What the user has chosen in 设置."""
        return Preferences.read(self)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return a setting as it was set."""
        return self._read().get(name, default)

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Keep a setting; where the file cannot be written it holds until the program ends."""
        self.update({name: value})

    def update(self, changed: dict[str, Any]) -> None:
        """Keep several settings, at once."""
        before = self._read()
        values = {**before, **changed}
        if values == before:
            return
        self._values = values
        part = self._file.with_suffix(".part")
        try:
            import json

            part.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return  # a convenience; nothing of the ledger is lost

    def _read(self) -> dict[str, Any]:
        if self._values is None:
            try:
                text = self._file.read_text(encoding="utf-8")
                import json  # only where there is a file: it costs at every start

                found = json.loads(text)
            except (OSError, ValueError):
                found = {}
            self._values = found if isinstance(found, dict) else {}
        return self._values
