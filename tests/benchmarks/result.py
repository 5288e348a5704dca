"""What a benchmark says."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Result:
    """One ratio and the bound it has to keep."""

    name: str
    ratio: float
    bound: float
    at_least: bool = False
    """True: the ratio may not be smaller than the bound; else not larger."""
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether the bound is kept."""
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        mark = "ok " if self.ok else "BAD"
        return f"{mark} {self.name}: {self.ratio:.2f} ({sign} {self.bound:g}) {self.detail}"


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median_ratio(pairs: list[tuple[float, float]]) -> float:
    """Return the median of the ratios of runs made in pairs, so that a busy machine hurts both."""
    return statistics.median(first / second for first, second in pairs)
