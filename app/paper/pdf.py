"""Laid-out forms as PDF."""

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.domain.form import Page
from app.paper.layout import Sheet
from app.paper.paint import paint

_RESOLUTION = 1440
"""Dots per inch; one dot is one twip."""
_TWIPS_PER_POINT = 20


def page_layout(page: Page) -> QPageLayout:
    """Return the whole sheet of paper as a page without margins of its own."""
    size = QSizeF(page.width / _TWIPS_PER_POINT, page.height / _TWIPS_PER_POINT)
    return QPageLayout(
        QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Portrait,
        QMarginsF(),
    )


def pdf_bytes(sheets: Iterable[Sheet], title: str) -> bytes:
    """Return forms one after the other as one PDF; its properties hold the title alone.

    Args:
        sheets: as laid out.
        title: the title of the document.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("")
    writer.setResolution(_RESOLUTION)
    painter = QPainter()
    for sheet in sheets:
        writer.setPageLayout(page_layout(sheet.spec.page))
        for page in sheet.pages:
            if not painter.isActive():
                painter.begin(writer)
            else:
                writer.newPage()
            paint(page, painter, writer.resolution() / _RESOLUTION)
    if painter.isActive():
        painter.end()
    buffer.close()
    return bytes(content.data())
