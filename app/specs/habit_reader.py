"""Reads how people write sheets: footers, unit lines, titles, layouts of other programs."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_TAIL = r"\s*([:：\d一二三四五六七八九、.（(]|$)"


@dataclass(frozen=True, slots=True)
class Layout:
    """A fixed layout that another program exports."""

    title: str
    kind: str
    columns: Mapping[str, str]
    """Heading → canonical column; an empty one is kept as it is."""


@dataclass(frozen=True)
class Habits:
    """Words by which rows and cells that are no data are told apart."""

    footers: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """In an upper heading: the columns below are about somebody else."""
    unit_labels: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()
    organization_kinds: Mapping[str, str] = field(default_factory=dict)
    """Code of the national system → 党组织类别."""

    @cached_property
    def footer(self) -> re.Pattern[str]:
        """A signature or remark line below the data, by its first cell without spaces."""
        return re.compile(f"({_any(self.footers)}){_TAIL}")

    @cached_property
    def total(self) -> re.Pattern[str]:
        """A line of totals, by its first cell without spaces."""
        word = _any(self.totals)
        return re.compile(
            rf"[(（]?(\S{{0,20}}(小计|合计)|{word})[)）]?[:：]?\s*\d*\s*[人名个]?$|共计?\s*\d+\s*[人名]$"
        )

    @cached_property
    def unit_label(self) -> re.Pattern[str]:
        """A label that names the unit above the table: 填报单位（盖章）：."""
        return re.compile(rf"({_any(self.unit_labels)})(?:[（(][^）)]*[）)])?\s*[:：]\s*")

    @cached_property
    def title_end(self) -> re.Pattern[str]:
        """The end of a title that is no part of a unit's name: 党员花名册（2010年）."""
        return re.compile(rf"(中共)?(党员|预备党员|正式党员|在册党员)?({_any(self.titles)})?$")

    @cached_property
    def first_letters(self) -> frozenset[str]:
        """With what a row that may be no data begins."""
        return frozenset(w[0] for w in (*self.footers, *self.totals, *self.examples, *self.hints))


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def read_habits(folder: Path) -> Habits:
    """Read ``habits.toml`` and ``presets.toml`` of a folder."""
    raw = tomllib.loads((folder / "habits.toml").read_text(encoding="utf-8"))
    presets = tomllib.loads((folder / "presets.toml").read_text(encoding="utf-8"))
    rows = raw["rows"]
    return Habits(
        footers=tuple(rows["footers"]),
        totals=tuple(rows["totals"]),
        examples=tuple(rows["examples"]),
        hints=tuple(rows["hints"]),
        others=tuple(raw["header"]["others"]),
        unit_labels=tuple(raw["units"]["labels"]),
        titles=tuple(raw["units"]["titles"]),
        layouts=tuple(
            Layout(each["title"], each["kind"], each["columns"]) for each in presets["layouts"]
        ),
        organization_kinds=presets["organization_kinds"],
    )
