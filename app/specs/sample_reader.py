"""The words of the sample unit, from resources/sample."""

import tomllib
from pathlib import Path

from app.domain.errors.fault import refuse_all
from app.domain.plain import from_plain
from app.domain.sample import SampleWords
from app.specs.raw_models import validate


def read_sample(path: Path) -> SampleWords:
    """Read the names and sentences that samples are made of.

    Raises:
        Refusal: with every fault of the file.
    """
    checked, faults = validate(SampleWords, tomllib.loads(path.read_text("utf-8")), path.name)
    refuse_all(faults)
    return from_plain(SampleWords, checked)
