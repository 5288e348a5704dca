"""Search while typing among 100,000 members: each letter more of names, pinyin and initials.

``python -m tests.benchmarks search``; BENCH_SEARCHED makes it smaller. Milliseconds, not ratios:
that is how the bound is given. The slowest letter counts.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.people import make_crowd
from tests.benchmarks.result import Result, seconds
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.ops.desk import Desk

MEMBERS = int(os.environ.get("BENCH_SEARCHED", "100000"))
TYPED = ("王建国", "wangjianguo", "wjg", "示例第77党支部", "slddzb", "没有这个人", "zzzzzz", "科员")
ROUNDS = 5
BOUND_MS = 20


def run() -> Iterator[Result]:
    """Type every word letter by letter."""
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        ledger = Path(folder) / "示例.ledger"
        make_crowd(ledger, MEMBERS)
        with sample_office().open(ledger) as desk:
            yield from _typed(desk)


def _typed(desk: Desk) -> Iterator[Result]:
    assert len(desk.workspace.records.members) == MEMBERS
    ready = seconds(desk.search.prepare)
    slowest, words = _slowest(desk.search.find)
    detail = f"[slowest: {words}; made ready in {ready * 1000:.0f} ms]"
    name = f"search among {MEMBERS:,} members, ms a letter"
    yield Result(name, slowest, BOUND_MS, detail=detail)
    members = desk.people.members(desk.workspace.root_id)
    members.containing("一")
    slowest, words = _slowest(members.containing)
    name = f"list of {MEMBERS:,} members narrowed, ms a letter"
    yield Result(name, slowest, 100, detail=f"[slowest: {words}]")


def _slowest(look: Callable[[str], object]) -> tuple[float, str]:
    """Return the longest of all letters, each the median of some rounds, in milliseconds."""
    letters = sorted({word[:end] for word in TYPED for end in range(1, len(word) + 1)})
    return max((_milliseconds(look, words), words) for words in letters)


def _milliseconds(look: Callable[[str], object], words: str) -> float:
    return median(seconds(lambda: look(words)) for _ in range(ROUNDS)) * 1000
