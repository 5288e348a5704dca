"""Reads how columns of people's sheets are headed (``resources/intake/columns.toml``)."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app import paths
from app.specs.habit_reader import Habits, read_habits

_BRACKETED = re.compile(r"[(\[【〔《<][^)\]】〕》>]*[)\]】〕》>]")
_IGNORED = re.compile(r"[\s*:#()\[\]【】〔〕《》<>\"'“”‘’_.]+")
_NUMBERED = re.compile(r"^[0-9]{1,2}(?=[^0-9])")
_SEPARATOR = re.compile(r"[/、|\\;,，\n]|及|和|与")
_HANGING = re.compile(r"\s+(?=[(\[【〔])")
_INNER = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]")


def heading_key(text: str) -> str:
    """Return a heading without spaces, line breaks, brackets, stars and colons."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare_heading_key(text: str) -> str:
    """Return a heading also without what stands in brackets: 姓名（必填） is 姓名."""
    return heading_key(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says about the cells below it."""

    names: tuple[str, ...]
    """One column, or several in one cell: 性别/民族."""
    inner: str = ""
    """What stands in brackets behind the value: 姓名（性别）."""


@dataclass(frozen=True)
class ColumnBook:
    """The canonical columns of one kind of sheet and the other ways of heading them."""

    required: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]]
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns without a place of their own that are known all the same (民族, 学历)."""

    @cached_property
    def by_heading(self) -> Mapping[str, str]:
        """Canonical name by normalised heading; a canonical name beats a synonym."""
        return _by_heading(self.spellings)

    @cached_property
    def kept_by_heading(self) -> Mapping[str, str]:
        """Name of a known further column by normalised heading."""
        return _by_heading(self.kept)

    def column(self, heading: str) -> str:
        """Return the canonical name that a heading means, or nothing."""
        return _looked_up(self.by_heading, heading)

    def kept_as(self, heading: str) -> str:
        """Return the name of the known further column that a heading means, or nothing."""
        return _looked_up(self.kept_by_heading, heading)

    def meaning(self, heading: str) -> Meaning | None:
        """Return what a heading means, also of cells that hold several values; None: unknown."""
        text = unicodedata.normalize("NFKC", heading)
        if name := self.by_heading.get(heading_key(text)):
            return Meaning((name,))
        several = self._several(text)
        if several:
            return Meaning(several)
        name = self.column(text)
        if not name:
            return None
        inner = _INNER.search(text)
        return Meaning((name,), self._any(inner[1]) if inner else "")

    def _several(self, text: str) -> tuple[str, ...]:
        parts = [self._any(part) for part in _SEPARATOR.split(_HANGING.sub("", text))]
        known = len(parts) > 1 and all(parts) and len(set(parts)) == len(parts)
        return tuple(parts) if known and any(part in self.spellings for part in parts) else ()

    def _any(self, heading: str) -> str:
        return self.column(heading) or self.kept_as(heading)


def _by_heading(spellings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found = {
        heading_key(spelling): name for name, others in spellings.items() for spelling in others
    }
    return {**found, **{heading_key(name): name for name in spellings}}


def _looked_up(names: Mapping[str, str], heading: str) -> str:
    for key in (heading_key(heading), bare_heading_key(heading)):
        if found := names.get(key) or names.get(_NUMBERED.sub("", key)):
            return found
    return ""


@dataclass(frozen=True)
class ColumnBooks:
    """The columns of every kind of sheet, by kind, and how people write sheets."""

    books: Mapping[str, ColumnBook] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)

    def __getitem__(self, kind: str) -> ColumnBook:
        return self.books[kind]


def read_columns(path: Path | None = None) -> ColumnBooks:
    """Read the file of column names; the shipped one where none is given."""
    folder = paths.resources() / "intake"
    raw = tomllib.loads((path or folder / "columns.toml").read_text(encoding="utf-8"))
    books = {
        kind: ColumnBook(
            tuple(part["required"]),
            {name: tuple(others) for name, others in part["columns"].items()},
            {name: tuple(others) for name, others in part.get("kept", {}).items()},
        )
        for kind, part in raw.items()
    }
    return ColumnBooks(books, read_habits(folder))
