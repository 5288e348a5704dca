"""Layout, our PDF and LibreOffice's PDF of the Word form stand alike, within a millimetre.

R1: the official forms and a form nobody has seen, filled short, full and overflowing.
R2: the same number of pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app import paths
from app.domain.form import FieldKind, joined_with_annex
from app.export.word_form import WordTemplate
from app.paper.layout import Sheet, lay_out
from app.paper.overflow import fit
from app.paper.pdf import pdf_bytes
from app.paper.press import Press
from app.specs.form_reader import read_form
from app.specs.library import load_scheme
from tests.paper.rulings import MILLIMETRE, Rulings, merged, page_count, page_rulings
from tests.word_builder import W, declaration, unzipped, word_form, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.form import FormSpec
    from tests.office import Soffice

WIDTHS = (700, 900, 1300, 1100, 1500, 1000, 2000)
DRAWING = """
    ↓甲乙/丙 | 戊 己 >2  | [k.one] >2         | 庚   | [k.two] | 600
    ^        | 辛 >2      | [k.three] >4 | 700
    ↓壬 >3                | [k.tall] >2       | 癸   | [k.four]  | 1800
    ^ >3                  | [k.long] >4 | 1500
"""
SENTENCE = "走访企业并逐条答复意见，件件有回音。"


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="宋体"'
    ' w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault>'
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="exact"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults></w:styles>"
)
NAMESPACE = "http://schemas.openxmlformats.org/"


def unseen() -> tuple[FormSpec, bytes]:
    """Return the form made here; its lines have an exact height, as in official forms."""
    files = unzipped(word_form(DRAWING, WIDTHS))
    files["word/styles.xml"] = STYLES
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{NAMESPACE}package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{NAMESPACE}officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    )
    word = zipped(files)
    return read_form(word, declaration(), "form.docx"), word


def official() -> list[tuple[FormSpec, bytes]]:
    """Return every form that ships."""
    found: list[tuple[FormSpec, bytes]] = []
    for folder in sorted(paths.schemes().iterdir()):
        if (folder / "scheme.toml").is_file():
            found += load_scheme(folder).forms
    return found


FORMS = {"unseen": unseen(), **{f"{s.title}": (s, word) for s, word in official()}}
FILLINGS = {"short": 1, "full": 6, "overflowing": 30, "flowing on": 40}


def filled(spec: FormSpec, filling: str) -> dict[str, str]:
    """Return values for every cell: one word, but so many lines in the tallest cell.

    What flows on stands in the last cell instead, which may not go on an 附页.
    """
    texts = [field.key for field in spec.fields if field.kind is FieldKind.TEXT]
    tallest = max(texts, key=lambda key: spec.rows[spec.cell_by_key[key].row].height)
    long = texts[-1] if filling == "flowing on" else tallest
    values = dict.fromkeys(spec.field_by_key, "填写")
    return {**values, long: "\n".join([SENTENCE] * FILLINGS[filling])}


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


@pytest.fixture(scope="module")
def word_pdfs(
    soffice: Soffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Path]:
    """Every form in every filling, exported to Word and turned into PDF by LibreOffice."""
    folder = tmp_path_factory.mktemp("agreement")
    Press()
    written = {}
    for number, (name, (spec, word)) in enumerate(FORMS.items()):
        template = WordTemplate(word, spec)
        for filling in FILLINGS:
            fitted = fit(spec, filled(spec, filling))
            path = folder / f"{number}-{filling}.docx"
            path.write_bytes(template.fill(fitted.values, fitted.annexes))
            written[name, filling] = path
    pdfs = soffice.many(list(written.values()), "pdf", folder / "word")
    return dict(zip(written, pdfs, strict=True))


@pytest.mark.office
@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("form", FORMS)
def test_layout_pdf_and_word_agree(
    form: str, filling: str, word_pdfs: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    spec, _ = FORMS[form]
    fitted = fit(spec, filled(spec, filling))
    sheet = lay_out(spec, fitted.values, fitted.annexes)
    ours = tmp_path / "ours.pdf"
    ours.write_bytes(pdf_bytes([sheet], spec.title))
    theirs = word_pdfs[form, filling]
    assert len(sheet.pages) == page_count(ours) == page_count(theirs)
    assert_alike(layout_rulings(sheet), page_rulings(ours))
    assert_alike(layout_rulings(sheet), page_rulings(theirs))
    assert bool(fitted.overflowing) == (filling in ("overflowing", "flowing on"))


def test_an_overflow_loses_no_text() -> None:
    for spec, _ in official():
        values = filled(spec, "overflowing")
        fitted = fit(spec, values)
        rest = {annex.key: annex.text for annex in fitted.annexes}
        for key, text in values.items():
            kept = fitted.values[key]
            assert (joined_with_annex(kept, rest[key]) if key in rest else kept) == text
