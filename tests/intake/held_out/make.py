"""Writes the files that are held out: ``python -m tests.intake.held_out.make FOLDER``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.intake.held_out.forms import TEMPLATES, Made
from tests.intake.held_out.forms_by_hand import BY_HAND
from tests.intake.held_out.forms_last import LAST_FORMS
from tests.intake.held_out.organization_lists import ORGANIZATION_LISTS
from tests.intake.held_out.rosters import ROSTERS
from tests.intake.held_out.rosters_last import LAST_ROSTERS
from tests.intake.held_out.rosters_more import MORE_ROSTERS
from tests.intake.held_out.sheets import Sheet, write
from tests.office import Soffice

SHEETS: tuple[Sheet, ...] = (*ORGANIZATION_LISTS, *ROSTERS, *MORE_ROSTERS, *LAST_ROSTERS)
FORMS: tuple[Made, ...] = (*TEMPLATES, *BY_HAND, *LAST_FORMS)


def write_sheet(sheet: Sheet, folder: Path, soffice: Soffice | None) -> Path | None:
    """Write one list; None if it takes a LibreOffice and there is none."""
    return write(sheet, folder, soffice)


def write_forms(folder: Path, soffice: Soffice | None) -> dict[str, Path]:
    """Write the forms; without a LibreOffice only those that need none. By file name."""
    ways = sorted({made.through for made in FORMS})
    written: dict[str, Path] = {}
    for way in ways:
        if way and soffice is None:
            continue
        files = {made.expected.file: made.make() for made in FORMS if made.through == way}
        place = folder / "-".join(("typed", *way))
        place.mkdir(parents=True)
        paths = [place / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        for number, form in enumerate(way):
            assert soffice is not None
            paths = soffice.many(paths, form, place / f"{number}-{form}")
        written |= {path.name: path for path in paths}
    return written


def main() -> None:
    """Write everything into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as profile:
        soffice = Soffice.find(Path(profile))
        for sheet in SHEETS:
            write_sheet(sheet, folder, soffice)
        for path in write_forms(folder / "made", soffice).values():
            shutil.copy(path, folder)


if __name__ == "__main__":
    main()
