"""Names and paths of organisations, cut to what the lists of 报送与汇总 have room for."""

from collections.abc import Iterable

from app.ops.units import UnitStanding


def last_name(path: str) -> str:
    """Return the last name of a path of organisations."""
    return path.rpartition("/")[2]


def short_path(path: str) -> str:
    """Return a path without the ledger's own root, which everything stands below."""
    return path.partition("/")[2] or path


def unit_title(unit: UnitStanding) -> str:
    """Return the name of a unit that reports here, with the one that it stands in."""
    return f"{unit.name}（{unit.within}）" if unit.within else unit.name


def parts_words(unit: UnitStanding) -> str:
    """Return how many of those have reported who report in place of a unit."""
    return f"下级 {unit.parts} 个，已报 {unit.parts - len(unit.missing)} 个"


def last_names(paths: Iterable[str]) -> str:
    """Return the last names of paths of organisations."""
    return "、".join(map(last_name, paths))
