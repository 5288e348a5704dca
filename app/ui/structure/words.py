"""Sentences that several dialogs say."""

from collections.abc import Sequence

from app.ops.editing import Touched

MOST_NAMED = 3


def reach(touched: Touched) -> str:
    """Return what a change reaches: 党员 12 名、下级 3 个、点评记录 20 份."""
    return f"党员 {touched.members} 名、下级 {touched.units} 个、点评记录 {touched.reviews} 份"


def named(names: Sequence[str]) -> str:
    """Return names with their count: 张三、李四等 5 人."""
    first = "、".join(names[:MOST_NAMED])
    return f"{first}等 {len(names)} 人" if len(names) > MOST_NAMED else first


def short(name: str, most: int = 30) -> str:
    """Return a name that fits a sentence."""
    return name if len(name) <= most else f"{name[: most - 1]}…"
