"""A sample ledger for the window: made once, copied for each test that writes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from app import paths
from app.domain.sample import sample_unit
from app.ops.demo import fill_sample
from app.ops.office import Office
from app.specs.sample_reader import read_sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk

TODAY = date(2011, 1, 25)
SCHEME = "qingdao-2010"
UNIT = "示例市质量技术监督局"


def sample_office() -> Office:
    return Office(paths.schemes(), lambda: TODAY, lambda: str(uuid4()))


def make_sample(folder: Path, *, filled: bool = True) -> Path:
    """Make a ledger in a folder; ``filled`` False: one with its root alone."""
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    unit = sample_unit(words, UNIT, SCHEME)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "示例.ledger"
    with sample_office().create(ledger, SCHEME, unit.name, unit.kind) as desk:
        if filled:
            fill_sample(desk, words, unit, folder)
    return ledger


def open_sample(ledger: Path) -> Desk:
    return sample_office().open(ledger)
