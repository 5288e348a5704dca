"""What ships with the program, under which licence."""

import tomllib
from dataclasses import dataclass

from app import paths

_LINE = "\n" + "—" * 40 + "\n\n"


@dataclass(frozen=True, slots=True)
class Component:
    """Somebody's work that this program stands on."""

    name: str
    version: str
    """Empty where it cannot be known."""
    licence: str
    use: str
    texts: tuple[str, ...]
    """The files that hold the words of the licence."""

    def text(self) -> str:
        """Return the whole words of the licence."""
        folder = paths.resources() / "licences"
        return _LINE.join((folder / name).read_text(encoding="utf-8") for name in self.texts)


def components() -> tuple[Component, ...]:
    """Return everything that ships, in the order of the list."""
    file = paths.resources() / "licences" / "components.toml"
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["component"]
    here = _versions_here()
    return tuple(
        Component(
            each["name"],
            each.get("version") or here.get(each["name"], ""),
            each["licence"],
            each["use"],
            tuple(each["texts"]),
        )
        for each in listed
    )


def _versions_here() -> dict[str, str]:
    """Return the versions of what the program runs on, asked for itself."""
    import platform
    import sqlite3

    from PySide6.QtCore import qVersion

    return {
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "SQLite": sqlite3.sqlite_version,
    }
