"""What it costs that steps can be taken back: a large import, with and without the notes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.people import Crowd
from tests.benchmarks.result import Result, median_ratio, seconds
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBERS = 100_000
PAIRS = 3
BOUND = 1.5


def run() -> Iterator[Result]:
    """Measure."""
    with tempfile.TemporaryDirectory(prefix="undo-") as name:
        folder = Path(name)
        sample = make_sample(folder / "sample")
        pairs = []
        undone = 0.0
        for number in range(PAIRS):
            order = (True, False) if number % 2 else (False, True)
            took = {noted: _import(sample, folder, noted=noted) for noted in order}
            pairs.append((took[True][0], took[False][0]))
            undone = took[True][1]
        detail = f"undone in {undone:.1f} s"
        yield Result(
            f"{MEMBERS} members written, undoable", median_ratio(pairs), BOUND, detail=detail
        )


def _import(sample: Path, folder: Path, *, noted: bool) -> tuple[float, float]:
    """Write a crowd in one step; return the seconds of it and of taking it back."""
    ledger = folder / "甲.ledger"
    shutil.copy(sample, ledger)
    with open_sample(ledger) as desk:
        workspace, undo = desk.workspace, desk.undo if noted else None
        crowd = Crowd(MEMBERS, workspace.root_id)
        people = list(crowd.everybody())

        def write() -> None:
            with workspace.transaction("导入"):
                workspace.stores.structure.save(
                    crowd.branches, [p for p, _ in people], [m for _, m in people]
                )

        writing = seconds(write)
        return writing, seconds(undo.undo) if undo is not None else 0.0
