"""The hand-off of a city: 200 units' packages, 100,000 members with their reviews, on one machine.

``python -m tests.benchmarks handoff``; BENCH_UNITS makes it smaller. What is compared:

* *export*: a package of the whole city's records (the parts, the zip with its digests, written,
  flushed and read back) against the naive program of ``naive_handoff``, which reads Peewee's
  instances, writes JSON into a zip with deflate, and does neither of the last three. The same
  reading ``dicts()``, and the program's whole ``submit``, are printed for comparison, unbound;
* *merge*: ``receive`` of all packages from the check of each file in its own process to the commit,
  the backup and the planning of tasks included, against the naive program inserting row by row with
  Peewee into the same ledger. The same by plain ``sqlite3`` is printed for comparison, unbound.
* *memory*: the peak of the process that submits the whole city in one package, and of the one that
  receives all packages (or of its parser's, if that is larger);
* *linear*: the same package taken in (its check, the merge, the log) by a ledger of 1,000 members
  and by one of 100,000. The backup before, and the planning of tasks after, follow the ledger's
  size by their nature; they are printed, not compared.

Each piece runs in a process of its own, whose start is not counted.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import naive_handoff
from tests.benchmarks.handoff_packages import city_packages
from tests.benchmarks.result import Result, median_ratio
from tests.benchmarks.units import BRANCHES, MEMBERS, UNITS, make_ledger
from tests.builders import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ops.desk import Desk

EXPORT_BOUND, MERGE_BOUND = 6.0, 4.0
MEGABYTES = 300
LINEAR_BOUND = 1.5
SMALL = 3
"""Units of the small ledger, the one that reports among them: 1,000 members of others."""
PAIRS = 3


@dataclass(frozen=True)
class Took:
    """What a piece of work took."""

    seconds: float
    megabytes: float
    apart: dict[str, float]

    @property
    def bare(self) -> float:
        """Without the backup and the planning."""
        return self.seconds - self.apart.get("backup", 0) - self.apart.get("planning", 0)

    @property
    def taking_in(self) -> float:
        """From the check of the packages to the last record written."""
        return self.apart["taking in"]

    def __str__(self) -> str:
        apart = "".join(f", {name} {value:.2f} s" for name, value in self.apart.items())
        return f"{self.seconds:.2f} s{apart}, {self.megabytes:.0f} MB"


def run() -> Iterator[Result]:
    """Make the city, then give every ratio."""
    with tempfile.TemporaryDirectory(prefix="handoff-") as name:
        folder = Path(name)
        with make_ledger(folder / "whole.ledger", filled=True) as whole:
            packages = city_packages(whole, folder)
            naive = _naive_packages(whole, folder)
        make_ledger(folder / "issued.ledger", filled=False).close()
        yield from _export(folder)
        yield from _merge(folder, packages, naive)
        yield _linear(folder, packages[0])


def _naive_packages(whole: Desk, folder: Path) -> list[Path]:
    tree = whole.workspace.directory(whole.workspace.today()).tree
    units: dict[str, str] = {
        below.id: unit.id for unit in tree.children(tree.root.id) for below in tree.subtree(unit.id)
    }
    shared = naive_handoff.by_unit(naive_handoff.read(whole.workspace.database), units)
    paths = [folder / f"naive{number}.zip" for number in range(len(shared))]
    for path, rows in zip(paths, shared.values(), strict=True):
        naive_handoff.write(rows, path)
    return paths


def _took(work: str, ledger: Path, *files: Path) -> Took:
    """Do a piece of work in a process of its own."""
    words = [sys.executable, "-m", "tests.benchmarks.handoff_child", work, str(ledger)]
    finished = subprocess.run(
        [*words, *map(str, files)], check=True, cwd=ROOT, stdout=subprocess.PIPE
    )
    found = json.loads(finished.stdout)
    return Took(found.pop("seconds"), found.pop("megabytes"), found)


def _fresh(folder: Path, name: str) -> Path:
    """Return a copy of a ledger for one piece of work."""
    copy = folder / "work" / name
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    shutil.copy(folder / name, copy)
    return copy


def _export(folder: Path) -> Iterator[Result]:
    ledger, pairs, last = folder / "whole.ledger", [], ""
    for number in range(PAIRS):
        naive = _took("naive_export", ledger, folder / f"naive-{number}.zip")
        ours = _took("export", ledger, folder / f"ours-{number}.dpbag")
        pairs.append((naive.seconds, ours.seconds))
        sizes = [(folder / f"{name}-{number}").with_suffix(end).stat().st_size / 1e6
                 for name, end in (("ours", ".dpbag"), ("naive", ".zip"))]  # fmt: skip
        last = f"[{ours}, {sizes[0]:.1f} MB written; naive {naive}, {sizes[1]:.1f} MB]"
    dicts = _took("dicts_export", ledger, folder / "dicts.zip")
    submit = _took("submit", _fresh(folder, "whole.ledger"), folder / "上报.dpbag")
    best = min(ours for _, ours in pairs)
    members = f"{UNITS * BRANCHES * MEMBERS:,} members"
    yield Result(
        f"export of {members}, naive / ours",
        median_ratio(pairs),
        EXPORT_BOUND,
        at_least=True,
        detail=f"{last}; naive with dicts() {dicts}: {dicts.seconds / best:.2f} of ours;"
        f" the whole submit with figures and checks {submit}",
    )
    yield Result(f"submit of {members}, peak MB", submit.megabytes, MEGABYTES)


def _merge(folder: Path, packages: list[Path], naive: list[Path]) -> Iterator[Result]:
    ours = _took("receive", _fresh(folder, "issued.ledger"), *packages)
    members, expected = _members(folder / "work" / "issued.ledger"), UNITS * BRANCHES * MEMBERS
    if members != expected:
        raise RuntimeError(f"{members} members arrived of {expected}")
    theirs = _took("naive_merge", _fresh(folder, "issued.ledger"), *naive)
    raw = _took("raw_merge", _fresh(folder, "issued.ledger"), *naive)
    name = f"merge of {len(packages)} packages"
    yield Result(
        f"{name}, naive / receive with backup and planning",
        theirs.seconds / ours.seconds,
        MERGE_BOUND,
        at_least=True,
        detail=f"[{ours}; naive {theirs}; plain sqlite3 row by row {raw}:"
        f" {raw.seconds / ours.seconds:.2f} of ours, {raw.seconds / ours.bare:.2f} of ours bare]",
    )
    yield Result(f"{name}, peak MB", ours.megabytes, MEGABYTES)


def _members(ledger: Path) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(ledger)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM member").fetchone()
    return int(count)


def _linear(folder: Path, package: Path) -> Result:
    """Take one unit's package into a small and into a large ledger that know the unit by name."""
    for name, units in (("small.ledger", SMALL), ("large.ledger", UNITS)):
        make_ledger(folder / name, units, filled=True, without=0).close()
    pairs, last = [], ""
    for _ in range(PAIRS):
        large, small = (
            _took("receive", _fresh(folder, name), package)
            for name in ("large.ledger", "small.ledger")
        )
        pairs.append((large.taking_in, small.taking_in))
        last = f"[{large}; small {small}]"
    each = BRANCHES * MEMBERS
    name = f"one package into {UNITS * each:,} / into {(SMALL - 1) * each:,} members"
    return Result(name, median_ratio(pairs), LINEAR_BOUND, detail=last)
