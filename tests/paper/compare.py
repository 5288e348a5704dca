"""Pictures of each form: LibreOffice's PDF of the Word file on the left, our PDF on the right.

.venv/bin/python -m tests.paper.compare FOLDER [PART OF A FORM'S NAME]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.export.word_form import WordTemplate
from app.paper.layout import lay_out
from app.paper.overflow import fit
from app.paper.pdf import pdf_bytes
from app.paper.press import Press
from tests.office import Soffice
from tests.paper.fillings import FILLINGS, filled, made, official


def main(folder: Path, part: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    office = Soffice.find(Path(tempfile.mkdtemp(prefix="soffice-profile-")))
    assert office is not None, "LibreOffice is not installed"
    press = Press()
    words = []
    for name, (spec, word) in {"made": made(), **official()}.items():
        for filling in FILLINGS:
            path = folder / f"{name}-{filling}.docx".replace(" ", "-")
            if part in path.name:
                fitted = fit(spec, filled(spec, filling))
                path.write_bytes(WordTemplate(word, spec).fill(fitted.values, fitted.annexes))
                sheet = lay_out(spec, fitted.values, fitted.annexes)
                path.with_suffix(".ours.pdf").write_bytes(pdf_bytes([sheet], spec.title))
                words.append(path)
    del press
    for pdf in office.many(words, "pdf", folder):
        _beside(pdf, pdf.with_suffix(".ours.pdf"))


def _beside(theirs: Path, ours: Path) -> None:
    """Put the pages of two PDFs beside each other."""
    rows = [_row(pdf) for pdf in (theirs, ours)]
    picture = theirs.with_suffix(".png")
    subprocess.run(["convert", *rows[0], *rows[1], "+append", str(picture)], check=True)
    for page in (*rows[0], *rows[1]):
        Path(page).unlink()


def _row(pdf: Path) -> list[str]:
    stem = pdf.with_suffix(".page")
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(stem)], check=True)
    return sorted(str(page) for page in pdf.parent.glob(f"{stem.name}-*.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
