"""The one door to the paper room; it is loaded when the first form or table is shown."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from app.domain.form import FormSpec, FormValues, TextStyle
from app.paper.breaking import SCRIPT_GAP, gaps
from app.paper.fonts import TWIPS_PER_HALF_POINT, make_font, measure, undrawable
from app.paper.layout import PlacedCell, PlacedText, Sheet, SheetPage, lay_out
from app.paper.overflow import Fit, fit, lines_left
from app.paper.paint import paint
from app.ui.paper_form.flow import Flow, Fragment


def screen_font(style: TextStyle, pixels_per_twip: float) -> QFont:
    """Return the font of a style for the screen, its characters as wide as on paper.

    Qt makes fonts in whole pixels only; the spacing takes up the rest, so that lines break
    where they break on paper.
    """
    font = make_font(style)
    wanted = font.pixelSize() * pixels_per_twip
    whole = max(1, round(wanted))
    font.setPixelSize(whole)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * wanted / whole)
    return font


def script_gaps(style: TextStyle, text: str) -> list[tuple[int, float]]:
    """Return where paper leaves a gap between Chinese and Latin.

    Returns:
        (place of the character before the gap, the gap as a share of its width).
    """
    width, size = measure(style), style.half_points * TWIPS_PER_HALF_POINT
    return [
        (at - 1, size / SCRIPT_GAP / (width(text[at - 1]) or size)) for at in sorted(gaps(text))
    ]


def boxes(spec: FormSpec, values: FormValues) -> str:
    """Return the characters of a form that no font here has; they would print as boxes."""
    found: dict[str, None] = {}
    for key, text in values.items():
        cell = spec.cell_by_key.get(key)
        if cell is not None and not text.isascii():
            style = cell.paragraphs[0].style
            found.update(dict.fromkeys(c for c in text if _is_box(style.font, c)))
    return "".join(found)


@lru_cache(maxsize=20_000)
def _is_box(font: str, character: str) -> bool:
    return bool(undrawable(TextStyle(font), character))


def print_form(spec: FormSpec, values: FormValues) -> "PrintedForm":
    """Lay a form out with these values."""
    fitted = fit(spec, values)
    return PrintedForm(fitted, lay_out(spec, fitted.values, fitted.annexes))


@dataclass(frozen=True)
class PrintedForm:
    """A form as laid out, ready to be painted under the editors."""

    fitted: Fit
    sheet: Sheet

    @property
    def overflowing(self) -> tuple[str, ...]:
        """Keys of the fields whose text runs over."""
        return self.fitted.overflowing

    @cached_property
    def cut(self) -> frozenset[str]:
        """Keys of the fields that go on on an 附页: their cells hold more than they show."""
        return frozenset(annex.key for annex in self.fitted.annexes)

    def lines_left(self, values: FormValues, key: str) -> int:
        """Return how many more lines a cell takes before the form leaves its page."""
        return lines_left(self.sheet, values, key)

    @cached_property
    def flow(self) -> Flow:
        """Where everything lies on the sheet."""
        fragments = tuple(
            Fragment(placed.cell, number, _rect(placed))
            for number, page in enumerate(self.sheet.pages)
            for placed in page.cells
        )
        ends = tuple(_end(page) for page in self.sheet.pages)
        return Flow(self.sheet.spec.page, fragments, ends)

    @cached_property
    def _printed(self) -> tuple[SheetPage, ...]:
        """The pages without what stands in the cells to fill: the editors show that.

        A cell that goes on on an 附页 is painted as it prints; its editor covers that only while
        it is written in.
        """
        return tuple(
            SheetPage([self._emptied(placed) for placed in page.cells], page.texts)
            for page in self.sheet.pages
        )

    def _emptied(self, placed: PlacedCell) -> PlacedCell:
        if not placed.cell.field or placed.cell.field in self.cut:
            return placed
        return replace(placed, text=PlacedText(placed.text.x, placed.text.y, ()))

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint everything that is printed."""
        for number, page in enumerate(self._printed):
            painter.save()
            painter.translate(0, self.flow.tops[number] * scale)
            paint(page, painter, scale)
            painter.restore()


def _rect(placed: PlacedCell) -> QRectF:
    rect = placed.rect
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def _end(page: SheetPage) -> float:
    """Return where the content of a page ends."""
    cells = [placed.rect.bottom for placed in page.cells]
    texts = [text.y + text.lines[-1].bottom for text in page.texts if text.lines]
    return max([*cells, *texts], default=0.0)
