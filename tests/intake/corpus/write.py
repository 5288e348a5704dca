"""Writes the whole corpus into a folder: ``python -m tests.intake.corpus.write FOLDER``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.intake.corpus.all_cases import CASES
from tests.intake.corpus.case import CONVERTED, convert, write
from tests.office import Soffice


def main(folder: Path) -> int:
    """Write every sheet; those in formats of other programs only where LibreOffice is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        if case.ending not in CONVERTED:
            write(case, folder)
    with tempfile.TemporaryDirectory() as profile:
        soffice = Soffice.find(Path(profile))
        if soffice is None:
            return 1
        convert(CASES, folder, soffice)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
