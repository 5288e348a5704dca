"""The print preview of one form."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app.domain.form import FormSpec, FormValues
from app.paper.paint import paint
from app.paper.pdf import page_layout
from app.ui.paper_form.paper_room import printed_pages

TWIPS_PER_INCH = 1440
SIZE = QSize(900, 760)


class FormPreview(QPrintPreviewDialog):
    """Shows the pages as they print; from here they go to the printer."""

    def __init__(self, spec: FormSpec, values: FormValues, name: str, parent: QWidget) -> None:
        """Show a form.

        Args:
            spec: the form.
            values: what stands in its cells.
            name: the name of what is reviewed, for the printer's list.
            parent: the form dialog.
        """
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(spec.page))
        printer.setFullPage(True)
        printer.setDocName(f"{name} {spec.short_title or spec.title}")
        super().__init__(printer, parent)
        self._printer = printer  # the preview does not keep it alive
        self._sheet = printed_pages(spec, values)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印预览 — {name}")
        self.resize(SIZE)
        self._connect()

    def _connect(self) -> None:
        self.paintRequested.connect(self._paint)

    def _paint(self, printer: QPrinter) -> None:
        with QPainter(printer) as painter:
            for number, page in enumerate(self._sheet.pages):
                if number:
                    printer.newPage()
                paint(page, painter, printer.resolution() / TWIPS_PER_INCH)
