"""PDF and paint: black on white, fonts inside, nothing private, no boxes.

R1: one page after the other, many forms in one file.
R2: the theme does not matter; the properties hold the title alone.
R3: a character that the font lacks is drawn from another.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT, FPDFFont_GetIsEmbedded, FPDFTextObj_GetFont
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPalette

from app.domain.form import TextStyle
from app.paper.font_check import FontCheck
from app.paper.fonts import make_font, substituted, undrawable, used
from app.paper.layout import lay_out
from app.paper.paint import paint
from app.paper.pdf import pdf_bytes
from app.paper.press import Press
from tests.paper.fillings import filled, official

if TYPE_CHECKING:
    from collections.abc import Iterator

ORG, _ = official()["qingdao-2010 org-review"]
MEMBER, _ = official()["qingdao-2010 member-review"]
PIXELS_PER_TWIP = 0.06


@pytest.fixture(scope="module", autouse=True)
def press() -> Press:
    return Press()


@pytest.fixture
def dark_theme() -> Iterator[None]:
    usual = QGuiApplication.palette()
    dark = QPalette(QColor("black"))
    dark.setColor(QPalette.ColorRole.Text, QColor("white"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("white"))
    QGuiApplication.setPalette(dark)
    yield
    QGuiApplication.setPalette(usual)


def opened(content: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(BytesIO(content))


def test_many_forms_stand_in_one_file() -> None:
    sheets = [lay_out(spec, filled(spec, "short")) for spec in (ORG, MEMBER, ORG)]
    document = opened(pdf_bytes(sheets, "合订"))
    assert len(document) == 3
    size = document[0].get_size()
    assert size == pytest.approx((11906 / 20, 16838 / 20), abs=0.6)


def test_no_forms_give_an_empty_answer_without_a_fault() -> None:
    assert pdf_bytes([], "空") == b""


def test_the_properties_hold_the_title_alone() -> None:
    document = opened(pdf_bytes([lay_out(ORG, {})], ORG.title))
    properties = document.get_metadata_dict(skip_empty=True)
    assert properties.pop("Title") == ORG.title
    assert set(properties) <= {"Producer", "CreationDate", "ModDate"}


def test_all_fonts_are_inside() -> None:
    values = {"target.summary": "𠮷 㛃 䶮 ABC ——"}
    document = opened(pdf_bytes([lay_out(ORG, values)], ORG.title))
    texts = list(document[0].get_objects(filter=[FPDF_PAGEOBJ_TEXT]))
    assert texts
    assert all(FPDFFont_GetIsEmbedded(FPDFTextObj_GetFont(text)) for text in texts)


def test_rare_characters_of_names_are_drawn_and_what_no_font_has_is_told() -> None:
    assert undrawable(TextStyle("黑体"), "李𠮷㛃䶮A1") == ()


def test_a_font_that_nobody_has_still_draws_chinese() -> None:
    assert undrawable(TextStyle("没有这种字体"), "党员𠮷") == ()


def test_control_characters_are_not_drawn() -> None:
    lines = [
        "".join(run.text for run in line.runs)
        for placed in lay_out(ORG, {"target.summary": "甲\t乙\x07丙"}).pages[0].cells
        for line in placed.text.lines
        if placed.cell.field == "target.summary"
    ]
    assert lines == ["甲乙丙"]


def test_the_paper_is_black_on_white_in_a_dark_theme(dark_theme: None) -> None:
    image = QImage(720, 1012, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(lay_out(ORG, filled(ORG, "full")).pages[0], painter, PIXELS_PER_TWIP)
    painter.end()
    colours = {image.pixel(x, y) & 0xFFFFFF for x in range(0, 720, 3) for y in range(1012)}
    assert all(colour % 0x010101 == 0 for colour in colours)
    assert min(colours) < 0x404040
    assert image.pixelColor(5, 5) == QColor("white")


# ---- fonts -----------------------------------------------------------------------------------


def test_fonts_come_in_layout_units_whatever_the_screen() -> None:
    assert make_font(TextStyle(half_points=24)).pixelSize() == 240


def test_missing_fonts_are_told_once() -> None:
    pairs = substituted(["仿宋_GB2312", "仿宋_GB2312", "Noto Sans CJK SC"])
    assert [wanted for wanted, _ in pairs] in ([], ["仿宋_GB2312"])
    assert all(used(wanted) == found for wanted, found in pairs)


def test_characters_without_a_font_are_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def undrawable(style: TextStyle, text: str) -> tuple[str, ...]:
        asked.append(text)
        return tuple(c for c in text if c in "䶮㛃")

    monkeypatch.setattr("app.paper.font_check.undrawable", undrawable)
    spec = MEMBER
    keys = [cell.field for cell in spec.cells if cell.field][:3]
    check = FontCheck()
    values = {keys[0]: "张䶮abc", keys[1]: "李㛃䶮", keys[2]: ""}
    assert check.boxes(spec, values) == "䶮㛃"
    assert check.boxes(spec, values) == "䶮㛃"
    assert "abc" not in "".join(asked)
    assert "".join(asked).count("张") == 1
