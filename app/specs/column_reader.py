"""Reads how columns of people's sheets are headed (``resources/intake/columns.toml``)."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app import paths

_BRACKETED = re.compile(r"[(\[【〔《<][^)\]】〕》>]*[)\]】〕》>]")
_IGNORED = re.compile(r"[\s*:#()\[\]【】〔〕《》<>\"'“”‘’_.]+")


def heading_key(text: str) -> str:
    """Return a heading without spaces, line breaks, brackets, stars and colons."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare_heading_key(text: str) -> str:
    """Return a heading also without what stands in brackets: 姓名（必填） is 姓名."""
    return heading_key(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))


@dataclass(frozen=True)
class ColumnBook:
    """The canonical columns of one kind of sheet and the other ways of heading them."""

    required: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_heading(self) -> Mapping[str, str]:
        """Canonical name by normalised heading; a canonical name beats a synonym."""
        found = {
            heading_key(spelling): name
            for name, others in self.spellings.items()
            for spelling in others
        }
        return {**found, **{heading_key(name): name for name in self.spellings}}

    def column(self, heading: str) -> str:
        """Return the canonical name that a heading means, or nothing."""
        found = self.by_heading.get(heading_key(heading))
        return found or self.by_heading.get(bare_heading_key(heading), "")


@dataclass(frozen=True)
class ColumnBooks:
    """The columns of every kind of sheet, by kind."""

    books: Mapping[str, ColumnBook] = field(default_factory=dict)

    def __getitem__(self, kind: str) -> ColumnBook:
        return self.books[kind]


def read_columns(path: Path | None = None) -> ColumnBooks:
    """Read the file of column names; the shipped one where none is given."""
    path = path or paths.resources() / "intake" / "columns.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return ColumnBooks(
        {
            kind: ColumnBook(
                tuple(part["required"]),
                {name: tuple(others) for name, others in part["columns"].items()},
            )
            for kind, part in raw.items()
        }
    )
