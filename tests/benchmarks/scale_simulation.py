"""A country on paper: figures-only packages of five million organisations, rolled up five times.

``python -m tests.benchmarks scale_simulation``; BENCH_ORGANIZATIONS makes it smaller.

Every office keeps the organisations right below it as units by figures and counts them by the
program's own functions; of the packages that the figures travel in, all are written and read from
the counties up, and a sample below, from which the time of all is worked out. The figures at the
top have to be the planted ones.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from app import sandbox
from app.domain.coverage import MEASURES, Coverage, CoverageFacts
from app.domain.handoff import SUFFIX, Manifest, PackageKind, RoundHead, Unit
from app.domain.handoff_records import UnitFigures
from app.domain.ids import OrganizationId, RoundId
from app.domain.organization import Organization
from app.domain.part_schema import FIGURES_PART
from app.domain.submission import Report, paper_bytes, read_paper
from app.domain.tree import grow
from app.domain.unit_figures import UnitsByFigures
from app.domain.words import OrganizationKind
from app.export.package import seal, write_package
from app.intake.packages import read_package
from tests.benchmarks.coverage import TABLE
from tests.benchmarks.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ORGANIZATIONS = int(os.environ.get("BENCH_ORGANIZATIONS", "5000000"))
"""How many organisations there are at the bottom, about."""
NAMES = ("全国", "省", "市", "县", "党委", "支部")
FANS = (32, 11, 9, 40)
"""How many offices there are below each one of the level above: 省, 市, 县, 党委."""
SAMPLE = 400
"""So many packages of a level are written and read where there are more of them than ``ALL``."""
ALL = 4_000
DAY = date(2010, 12, 31)
ROUND = RoundHead(RoundId("round"), "2010年下半年", date(2010, 7, 1), date(2011, 1, 25))
NOTHING = CoverageFacts(DAY, {}, {}, frozenset(), (), frozenset())

Values = dict[str, int]


@dataclass(frozen=True)
class Step:
    """One level reported to the next one."""

    name: str
    reports: int
    """How many packages went up."""
    offices: int
    """How many offices added them up."""
    rolled: float
    """Seconds to count all of them."""
    packages: int
    """How many of the packages were written and read."""
    carried: float
    """Seconds for that."""

    def __str__(self) -> str:
        each = self.carried / self.packages
        whole = "" if self.packages == self.reports else f"，全部约 {each * self.reports:,.0f} 秒"
        return (
            f"    {self.name}：{self.reports:,} 份报表 → {self.offices:,} 个上级，"
            f"汇总 {self.rolled:.1f} 秒（每份 {self.rolled / self.reports * 1e6:.0f} 微秒）；"
            f"数据包实写实读 {self.packages:,} 份，每份 {each * 1000:.1f} 毫秒{whole}"
        )


@dataclass(frozen=True)
class Simulation:
    """What the top counted in the end, what was planted, and what each level cost."""

    top: Values
    planted: Values
    steps: tuple[Step, ...]

    @property
    def cost(self) -> tuple[int, float]:
        """How many reports were added up, and in how many seconds."""
        reports = sum(step.reports for step in self.steps)
        return reports, sum(step.rolled for step in self.steps)


def planted(number: int) -> Values:
    """Return the figures of one organisation at the bottom."""
    members = 3 + number * 7919 % 48
    return {
        "leaders_total": 0,
        "leaders_took_part": 0,
        "secretaries_total": 1 if number % 50 else 0,
        "secretaries_took_part": 1 if number % 7 and number % 50 else 0,
        "organizations_total": 1,
        "organizations_reviewed": 1 if number % 11 else 0,
        "members_total": members,
        "members_reviewed": members - number * 31 % (members + 1),
    }


def roll_up(name: str, reports: Sequence[Mapping[str, int]]) -> Values:
    """Return the figures of an office with these units below it, as its ledger counts them."""
    root = Organization(OrganizationId(name), name, OrganizationKind.LOCAL_COMMITTEE)
    places = [
        Organization(OrganizationId(f"{name}.{n}"), str(n), OrganizationKind.COMMITTEE, root.id)
        for n in range(len(reports))
    ]
    tree = grow([root, *places])
    given = tuple(
        UnitFigures(ROUND.id, place.id, DAY, "", "", values)
        for place, values in zip(places, reports, strict=True)
    )
    coverage = Coverage(tree, NOTHING, TABLE, UnitsByFigures(tree, given))
    return coverage.figures(root.id).measures()


def carry(folder: Path, child: sandbox.Child, number: int, values: Mapping[str, int]) -> Values:
    """Write the figures of an office as a package, read it again, and return what is in it."""
    unit = Unit(OrganizationId(str(number)), f"第{number}单位", ("全国", f"第{number}单位"))
    report = Report(ROUND, unit, DAY, {m: m for m in MEASURES}, values)
    manifest = Manifest(
        kind=PackageKind.SUBMIT,
        ledger=f"ledger-{number}",
        sequence=1,
        sender=unit,
        time="2011-01-10 09:00:00",
        program="1",
        scheme="scheme",
        scheme_edition="",
        round=ROUND,
        as_of=DAY,
    )
    sealed = seal(manifest, {FIGURES_PART: paper_bytes(report)})
    path = write_package(folder / f"{number}{SUFFIX}", sealed)
    package = read_package(path, child=child)
    path.unlink()
    return dict(read_paper(Report, package.parts[FIGURES_PART]).figures)


def simulate(
    organizations: int = ORGANIZATIONS,
    fans: Sequence[int] = FANS,
    tell: Callable[[Step], object] = lambda _: None,
) -> Simulation:
    """Roll a country up from the bottom.

    Args:
        organizations: how many there are at the bottom, about.
        fans: how many offices there are below each one of the level above, from the top.
        tell: is given each step when it is done.
    """
    counts = list(accumulate(fans, mul, initial=1))
    bottom = max(1, round(organizations / counts[-1]))
    whole = dict.fromkeys(MEASURES, 0)
    steps: list[Step] = []
    reports: list[Values] = []
    with tempfile.TemporaryDirectory() as folder, sandbox.Child() as child:
        for level in reversed(range(len(counts))):
            at_bottom = level == len(counts) - 1
            fan = bottom if at_bottom else fans[level]
            sample: list[Values] = []
            rolled, spent = [], 0.0
            for office in range(counts[level]):
                numbers = range(office * fan, (office + 1) * fan)
                below = reports[numbers.start : numbers.stop]
                if at_bottom:
                    below = [planted(n) for n in numbers]
                    for measure in MEASURES:
                        whole[measure] += sum(values[measure] for values in below)
                start = time.perf_counter()
                rolled.append(roll_up(f"{level}.{office}", below))
                spent += time.perf_counter() - start
                if len(sample) < (SAMPLE if counts[level] * fan > ALL else ALL):
                    sample += below
            carried = _carry_all(Path(folder), child, sample)
            name = f"{NAMES[level + 1]} → {NAMES[level]}"
            steps.append(
                Step(name, counts[level] * fan, counts[level], spent, len(sample), carried)
            )
            tell(steps[-1])
            reports = rolled
    return Simulation(reports[0], whole, tuple(steps))


def _carry_all(folder: Path, child: sandbox.Child, reports: Sequence[Values]) -> float:
    """Return how many seconds it took to write these packages and read them."""
    start = time.perf_counter()
    for number, values in enumerate(reports):
        assert carry(folder, child, number, values) == values
    return time.perf_counter() - start


def _print(step: Step) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


def run() -> Iterator[Result]:
    """Roll up a sixteenth of a country and the whole one; a report may not cost more."""
    part = simulate(ORGANIZATIONS // 16, (FANS[0] // 16, *FANS[1:]))
    whole = simulate(tell=_print)
    for each in (part, whole):
        assert each.top == each.planted
    reports, seconds = whole.cost
    yield Result(
        "rolling up a country / a sixteenth of it, per report",
        seconds / reports / (part.cost[1] / part.cost[0]),
        1.5,
        detail=f"[{reports:,} reports in {seconds:.0f} s]",
    )
