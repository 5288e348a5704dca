"""The print preview: pages as they print, and the way to the printer or into a PDF file."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Progress
from app.export.file_names import file_name
from app.ui.faults import refusals_shown
from app.ui.file_kinds import PDF_FILTER
from app.ui.letters import lettered
from app.ui.printing.document import Document
from app.ui.printing.fonts_told import stand_ins
from app.ui.printing.output import print_document, printers, write_pdf
from app.ui.printing.page_setup import PageSetup
from app.ui.printing.page_view import Fitting, PageView
from app.ui.printing.setup_dialog import PageSetupDialog
from app.ui.saving import save_as
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

SIZE = QSize(980, 780)
_BESIDE = 18
"""Pixels of a button beside its text."""
NO_PRINTER = "没有安装打印机，可以存为 PDF。"


class PrintPreview(QDialog):
    """Shows a document page by page; from here it goes to the printer."""

    printed = Signal(int)
    """How many pages went to the printer or into a file."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        parent: QWidget | None,
        remarks: Sequence[str] = (),
    ) -> None:
        """Show a document.

        Args:
            document: what is to be printed; it has a page at least.
            settings: where the page set-up is remembered.
            parent: the window it belongs to.
            remarks: what is missing, in sentences; told before anything is printed.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        dressed(self, windowTitle=f"打印预览：{document.title}")
        self._document = document
        self._settings = settings
        self._remarks = tuple(remarks)
        self._wanted = ""
        self._view = PageView(document)
        has_printer = bool(printers())
        self._print = push_button(lettered("打印"), hint="打印全部页（Ctrl+P）")
        self._pdf = push_button(lettered("存为 PDF"), hint="把全部页存成一个 PDF 文件（Ctrl+S）")
        self._setup = push_button("页面设置", hint="打印机、份数、单双面、位置微调")
        self._previous = push_button("上一页", hint="上一页（PageUp）")
        self._next = push_button("下一页", hint="下一页（PageDown）")
        self._whole = push_button("整页", hint="缩放到看见整页")
        self._wide = push_button("页宽", hint="缩放到与窗口同宽")
        self._reduce = push_button("缩小", hint="缩小（Ctrl+-）")
        self._enlarge = push_button("放大", hint="放大（Ctrl++）")
        self._close = push_button(lettered("关闭"), hint="关闭（Esc）")
        self._page = dressed(
            QSpinBox(minimum=1, maximum=document.count),
            accessibleName="页码",
            keyboardTracking=False,
        )
        self._of = QLabel(f"/ {document.count} 页")
        self._size = dressed(QLabel(), accessibleName="缩放比例", minimumWidth=44)
        self._caption = dressed(
            QLabel(textFormat=Qt.TextFormat.PlainText), accessibleName="本页内容"
        )
        self._hint = dressed(QLabel(wordWrap=True), accessibleName="提示")
        said = [] if has_printer else [NO_PRINTER]
        if self._remarks:
            count = f" {len(self._remarks)} 项，如" if len(self._remarks) > 1 else ""
            said.append(f"打印前请核对{count}：{self._remarks[0]}")
        told = stand_ins(settings)
        if told:
            said.append(told)
        self._hint.setText("\n".join(said))
        self._hint.setVisible(bool(self._hint.text()))
        self._print.setEnabled(has_printer)
        (self._print if has_printer else self._pdf).setDefault(True)
        self._shortcuts = {
            "print": QShortcut(QKeySequence("Ctrl+P"), self),
            "pdf": QShortcut(QKeySequence("Ctrl+S"), self),
        }
        self._extra = QHBoxLayout()
        self._lay_out()
        self._connect()
        self._show_page(0)
        self._view.setFocus()
        fit(self, SIZE.width(), SIZE.height())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 8)
        bar.setSpacing(4)
        for group in (
            (self._print, self._pdf, self._setup),
            (self._previous, self._page, self._of, self._next),
            (self._reduce, self._size, self._enlarge, self._whole, self._wide),
        ):
            for widget in group:
                bar.addWidget(_narrowed(widget))
            if self._pdf in group:
                bar.addLayout(self._extra)
            bar.addSpacing(6)
        bar.addStretch(1)
        bar.addWidget(_narrowed(self._close))
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lower = QVBoxLayout()
        lower.setContentsMargins(12, 4, 12, 6)
        lower.addWidget(self._hint)
        lower.addWidget(self._caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._view, 1)
        column.addLayout(lower)

    def _connect(self) -> None:
        self._print.clicked.connect(self.print_pages)
        self._pdf.clicked.connect(self.save_pdf)
        self._setup.clicked.connect(self.set_up_page)
        self._previous.clicked.connect(self._view.previous_page)
        self._next.clicked.connect(self._view.next_page)
        self._page.valueChanged.connect(self._turn)
        self._whole.clicked.connect(self._fit_page)
        self._wide.clicked.connect(self._fit_width)
        self._reduce.clicked.connect(self._view.reduce)
        self._enlarge.clicked.connect(self._view.enlarge)
        self._close.clicked.connect(self.close)
        self._view.turned.connect(self._show_page)
        self._view.zoomed.connect(self._show_size)
        self._shortcuts["print"].activated.connect(self.print_pages)
        self._shortcuts["pdf"].activated.connect(self.save_pdf)

    def add_button(self, button: QPushButton) -> None:
        """Add a further way out of the preview beside 存为 PDF."""
        self._extra.addWidget(_narrowed(button))

    # ---- looking -----------------------------------------------------------------------------

    def _turn(self, number: int) -> None:
        self._view.turn_to(number - 1)

    def _show_page(self, number: int) -> None:
        self._page.setValue(number + 1)
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number < self._document.count - 1)
        self._caption.setText(self._document.caption(number))

    def _show_size(self, percent: int) -> None:
        self._size.setText(f"{percent}%")

    def _fit_page(self) -> None:
        self._view.fit(Fitting.PAGE)

    def _fit_width(self) -> None:
        self._view.fit(Fitting.WIDTH)

    # ---- printing ----------------------------------------------------------------------------

    def set_up_page(self) -> None:
        """Ask for printer, copies, sides and shift."""
        PageSetupDialog(self._settings, self).open()

    def print_pages(self) -> None:
        """Print everything, after telling what is missing."""
        if self._print.isEnabled():
            self._ask_and("print")

    def save_pdf(self) -> None:
        """Write everything into a PDF file, after telling what is missing."""
        self._ask_and("pdf")

    def _ask_and(self, wanted: str) -> None:
        self._wanted = wanted
        if not self._remarks:
            self._go_on()
            return
        box = MissingBox(self._remarks, "打印" if wanted == "print" else "保存", self)
        box.anyway.connect(self._go_on)
        box.open()

    def _go_on(self) -> None:
        if self._wanted == "print":
            self._print_all()
        else:
            self._write_all()

    def _print_all(self) -> None:
        document, setup = self._document, PageSetup.read(self._settings)

        def work(progress: Progress) -> None:
            print_document(document, setup, progress)

        with refusals_shown(self, "没有打印"):
            wait_for(self, "正在打印…", work)
            self._told(f"已送往打印机：{document.count} 页。")

    def _write_all(self) -> None:
        document = self._document
        name = file_name("", document.title, "", None, "pdf")
        path = save_as(
            self,
            "存为 PDF",
            name,
            PDF_FILTER,
            lambda target: wait_for(
                self, "正在生成 PDF…", lambda progress: write_pdf(document, target, progress)
            ),
        )
        if path is not None:
            self._told(f"已存为 PDF：{path}")

    def _told(self, text: str) -> None:
        self._caption.setText(text)
        self.printed.emit(self._document.count)


def _narrowed(widget: QWidget) -> QWidget:
    """Let a button be as narrow as its text, so that all of them fit on a small screen."""
    if isinstance(widget, QPushButton):
        text = widget.fontMetrics().horizontalAdvance(widget.text())
        widget.setMinimumWidth(text + _BESIDE)
        widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return widget


class MissingBox(QMessageBox):
    """Says what is missing and asks whether to go on."""

    anyway = Signal()
    """The user wants it all the same."""

    def __init__(self, remarks: Sequence[str], verb: str, parent: QWidget) -> None:
        """Tell these sentences; 返回 is the default.

        Args:
            remarks: the sentences.
            verb: what would be done: 打印.
            parent: the preview.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dressed(
            self,
            windowTitle=f"{verb}前核对",
            icon=QMessageBox.Icon.Warning,
            textFormat=Qt.TextFormat.PlainText,
            text=f"有几处请先核对，是否仍然{verb}？",
            informativeText="\n".join(remarks),
        )
        self._agree = self.addButton(f"仍然{verb}", QMessageBox.ButtonRole.AcceptRole)
        self._back = self.addButton("返回", QMessageBox.ButtonRole.RejectRole)
        for button in (self._agree, self._back):
            button.setAccessibleName(button.text())
        self.setDefaultButton(self._back)
        self.setEscapeButton(self._back)
        self.finished.connect(self._tell)

    def _tell(self) -> None:
        if self.clickedButton() is self._agree:
            self.anyway.emit()
