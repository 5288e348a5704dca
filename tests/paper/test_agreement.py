"""Layout, our PDF and LibreOffice's PDF of the Word form stand alike, within a millimetre.

R1: the official forms and a form nobody has seen, filled short, full, overflowing, flowing on.
R2: the same number of pages.
R3: the same words on the same lines, at the same places.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from app.export.word_form import WordTemplate
from app.paper.layout import Sheet, lay_out
from app.paper.overflow import fit
from app.paper.pdf import pdf_bytes
from app.paper.press import Press
from tests.paper.fillings import FILLINGS, SENTENCES, filled, made, official
from tests.paper.rulings import (
    MILLIMETRE,
    Rulings,
    merged,
    misplaced,
    page_characters,
    page_count,
    page_rulings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.form import FormSpec, FormValues
    from tests.office import Soffice

FORMS = {"unseen": made(), **official()}
RANDOM_FORMS = 24


def layout_rulings(sheet: Sheet) -> list[Rulings]:
    """Return the lines of the grid on each page as laid out, which is what the dialog shows."""
    pages = []
    for page in sheet.pages:
        rects = [placed.rect for placed in page.cells]
        across = {edge for rect in rects for edge in (rect.y, rect.bottom)}
        down = {edge for rect in rects for edge in (rect.x, rect.x + rect.width)}
        if rects:
            pages.append((merged(across), merged(down)))
    return pages


def assert_alike(ours: list[Rulings], theirs: list[Rulings]) -> None:
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        for places, others in zip(mine, other, strict=True):
            assert places == pytest.approx(others, abs=MILLIMETRE)


def word_pdfs(
    soffice: Soffice, jobs: Mapping[str, tuple[FormSpec, bytes, FormValues]], folder: Path
) -> dict[str, Path]:
    """Fill, export to Word, and let LibreOffice make PDFs of it, all in one start."""
    written = {}
    for number, (name, (spec, word, values)) in enumerate(jobs.items()):
        fitted = fit(spec, values)
        path = folder / f"{number}.docx"
        path.write_bytes(WordTemplate(word, spec).fill(fitted.values, fitted.annexes))
        written[name] = path
    pdfs = soffice.many(list(written.values()), "pdf", folder / "word")
    return dict(zip(written, pdfs, strict=True))


def assert_same_sheet(spec: FormSpec, values: FormValues, theirs: Path, folder: Path) -> Path:
    """Compare all three; return our PDF."""
    fitted = fit(spec, values)
    sheet = lay_out(spec, fitted.values, fitted.annexes)
    ours = folder / "ours.pdf"
    ours.write_bytes(pdf_bytes([sheet], spec.title))
    assert len(sheet.pages) == fitted.pages == page_count(ours) == page_count(theirs)
    assert_alike(layout_rulings(sheet), page_rulings(ours))
    assert_alike(layout_rulings(sheet), page_rulings(theirs))
    return ours


@pytest.fixture(scope="module", autouse=True)
def press() -> Press:
    return Press()


@pytest.fixture(scope="module")
def pdfs(
    soffice: Soffice, press: Press, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    jobs = {
        f"{form} {filling}": (spec, word, filled(spec, filling))
        for form, (spec, word) in FORMS.items()
        for filling in FILLINGS
    }
    return word_pdfs(soffice, jobs, tmp_path_factory.mktemp("agreement"))


@pytest.mark.office
@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("form", FORMS)
def test_layout_pdf_and_word_agree(
    form: str, filling: str, pdfs: dict[str, Path], tmp_path: Path
) -> None:
    spec, _ = FORMS[form]
    values = filled(spec, filling)
    assert_same_sheet(spec, values, pdfs[f"{form} {filling}"], tmp_path)
    over = fit(spec, values).overflowing
    assert bool(over) == (filling in ("overflowing", "flowing on"))


@pytest.mark.office
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("filling", ["full", "overflowing"])
def test_every_character_stands_at_its_place(
    form: str, filling: str, pdfs: dict[str, Path], tmp_path: Path
) -> None:
    spec, _ = FORMS[form]
    theirs = pdfs[f"{form} {filling}"]
    ours = assert_same_sheet(spec, filled(spec, filling), theirs, tmp_path)
    for mine, other in zip(page_characters(ours), page_characters(theirs), strict=True):
        assert misplaced(mine, other) == []


@pytest.mark.office
def test_random_fillings_agree(soffice: Soffice, tmp_path: Path) -> None:
    dice = random.Random(20110113)
    jobs = {}
    for number in range(RANDOM_FORMS):
        form = dice.choice(list(FORMS))
        spec, word = FORMS[form]
        values = {
            field.key: "".join(dice.choices(SENTENCES, k=dice.randint(0, 8))).strip("\n")
            if spec.rows[spec.cell_by_key[field.key].row].height > 1000
            else dice.choice(("", "2011年1月13日", "李卫东，市质量技术监督局党组书记、局长"))
            for field in spec.fields
        }
        jobs[f"{number} {form}"] = spec, word, values
    for name, theirs in word_pdfs(soffice, jobs, tmp_path).items():
        spec, _, values = jobs[name]
        assert_same_sheet(spec, values, theirs, tmp_path)
