"""Pages to a printer or into a PDF file; both paint the same pages."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.domain.errors.catalogue import refusal
from app.domain.form import Page
from app.domain.progress import Progress, unwatched
from app.export.files import write_new
from app.paper.paint import paint
from app.paper.pdf import page_layout
from app.ui.printing.document import Document, all_pages
from app.ui.printing.page_setup import PageSetup, Sides

TWIPS_PER_INCH = 1440
TWIPS_PER_MM = 1440 / 25.4
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
}


def printers() -> tuple[str, ...]:
    """Return the names of the printers that are installed, the system's own choice first."""
    names = list(QPrinterInfo.availablePrinterNames())
    first = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != first, name)))


def make_printer(setup: PageSetup) -> QPrinter:
    """Return the printer that was chosen, or the system's own choice."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if setup.printer in printers():
        printer.setPrinterName(setup.printer)
    return printer


def print_document(
    document: Document,
    setup: PageSetup,
    progress: Progress = unwatched,
    make: Callable[[PageSetup], QPrinter] = make_printer,
) -> None:
    """Print every page.

    Args:
        document: the pages.
        setup: printer, copies, sides, shift.
        progress: told before every page; where it raises, the printer is told to forget the job.
        make: gives the printer.

    Raises:
        Refusal: ``print.failed`` where the printer does not take it.
    """
    printer = make(setup)
    printer.setFullPage(True)
    printer.setDocName(document.title)
    printer.setCopyCount(setup.copies)
    printer.setDuplex(_DUPLEX[setup.sides])
    try:
        _paint_all(document, printer, setup, progress)
    except BaseException:
        printer.abort()
        raise


def write_pdf(document: Document, path: Path, progress: Progress = unwatched) -> None:
    """Write every page into a PDF file; what stands there is replaced.

    Raises:
        Refusal: ``file.*``; nothing has changed then.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setCreator("")
    writer.setResolution(TWIPS_PER_INCH)
    _paint_all(document, writer, PageSetup(), progress)
    buffer.close()
    write_new(path, bytes(content.data()), overwrite=True)


def _paint_all(
    document: Document, device: QPagedPaintDevice, setup: PageSetup, progress: Progress
) -> None:
    painter = QPainter()
    try:
        for number in all_pages(document, progress):
            paper, content = document.page(number)
            device.setPageLayout(layout_of(paper))
            if not painter.isActive():
                if not painter.begin(device):
                    raise refusal("print.failed")
            elif not device.newPage():
                raise refusal("print.failed")
            scale = device.logicalDpiX() / TWIPS_PER_INCH
            painter.resetTransform()
            painter.translate(setup.right * TWIPS_PER_MM * scale, setup.down * TWIPS_PER_MM * scale)
            paint(content, painter, scale)
    finally:
        if painter.isActive():
            painter.end()


def layout_of(paper: Page) -> QPageLayout:
    """Return the whole sheet without margins of its own; what is wider than high lies across."""
    if paper.width <= paper.height:
        return page_layout(paper)
    upright = page_layout(Page(paper.height, paper.width))
    return QPageLayout(
        QPageSize(upright.pageSize()), QPageLayout.Orientation.Landscape, QMarginsF()
    )
