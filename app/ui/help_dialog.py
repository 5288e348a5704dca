"""The help: contents on the left, the page on the right, a line to search all pages."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.ui.help_topics import FIRST, TOPICS, HelpPage, help_pages
from app.ui.letters import lettered
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIZE = (860, 620)
CONTENTS, READING = 210, 650
MARGIN, LARGER = 14, 1.15
PAPER_POINTS = 13


class HelpDialog(QDialog):
    """Stays open beside the work; no link leads out of it."""

    def __init__(self, parent: QWidget | None) -> None:
        """Read the pages; ``show_topic`` brings one to the front."""
        super().__init__(parent)
        dressed(self, windowTitle="使用说明")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages: dict[str, HelpPage] = {page.topic: page for page in help_pages()}
        self._search = dressed(
            QLineEdit(placeholderText="在说明中查找", clearButtonEnabled=True),
            accessibleName="在说明中查找",
        )
        self._contents = dressed(QListWidget(), accessibleName="目录")
        self._reader = dressed(
            QTextBrowser(openLinks=False, openExternalLinks=False), accessibleName="说明"
        )
        self._reader.document().setDocumentMargin(MARGIN)
        font = self._reader.font()
        font.setPointSizeF(font.pointSizeF() * LARGER)
        self._reader.setFont(font)
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = dressed(QLabel("没有找到，换个词试试。"), visible=False)
        self._print = dressed(QPushButton("打印…", autoDefault=False), accessibleName="打印这一页")
        self._close = dressed(
            QPushButton(lettered("关闭"), autoDefault=False), accessibleName="关闭"
        )
        self._lay_out()
        self._connect()
        self._list_pages()
        fit(self, *SIZE)

    def _lay_out(self) -> None:
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._search)
        side.addWidget(self._none)
        side.addWidget(self._contents, 1)
        both = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        both.addWidget(left)
        both.addWidget(self._reader)
        both.setStretchFactor(1, 1)
        both.setSizes([CONTENTS, READING])
        buttons = QHBoxLayout()
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(both, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._list_pages)
        self._contents.currentItemChanged.connect(self._show_chosen)
        self._reader.anchorClicked.connect(self._follow)
        self._print.clicked.connect(self.print_page)
        self._close.clicked.connect(self.reject)

    def show_topic(self, topic: str) -> None:
        """Show a page; one that does not exist is the first."""
        self._search.clear()
        wanted = topic if topic in self._pages else FIRST
        self._contents.setCurrentRow([*TOPICS].index(wanted))

    @property
    def topic(self) -> str:
        """The page that is shown."""
        return str(self._contents.currentIndex().data(Qt.ItemDataRole.UserRole) or "")

    def _list_pages(self) -> None:
        """List the pages that hold every word of the search."""
        words = self._search.text().split()
        shown = self.topic
        self._contents.clear()
        for page in self._pages.values():
            if all(word.casefold() in page.text.casefold() for word in words):
                item = QListWidgetItem(page.title)
                item.setData(Qt.ItemDataRole.UserRole, page.topic)
                self._contents.addItem(item)
                if page.topic == shown:
                    self._contents.setCurrentItem(item)
        self._none.setVisible(self._contents.count() == 0)
        if not self._contents.currentIndex().isValid():
            self._contents.setCurrentRow(0)

    def _show_chosen(self) -> None:
        page = self._pages.get(self.topic)
        self._print.setEnabled(page is not None)
        if page is None:
            self._reader.clear()
            return
        self._reader.setMarkdown(page.text)
        for word in self._search.text().split()[:1]:
            self._reader.find(word)

    def _follow(self, link: QUrl) -> None:
        """Go to another page of the help; nothing else is ever opened."""
        topic = link.path().removesuffix(".md")
        if topic in self._pages and not link.scheme():
            self.show_topic(topic)

    def print_page(self) -> None:
        """Ask for a printer and print the page that is shown."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter()
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print_now)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _print_now(self) -> None:
        print_help(self._pages[self.topic], self._printer)


def print_help(page: HelpPage, printer: "QPrinter") -> None:
    """Print a page of the help in black on white."""
    paper = paper_document(page)
    paper.print_(printer)


def paper_document(page: HelpPage) -> QTextDocument:
    """Return a page of the help as it is printed."""
    paper = QTextDocument()
    font = paper.defaultFont()
    font.setPointSize(PAPER_POINTS)
    paper.setDefaultFont(font)
    paper.setMarkdown(page.text)
    return paper


def show_help(parent: QWidget | None, topic: str) -> HelpDialog:
    """Show a page of the help beside a window; a help that is open already turns to it."""
    found = parent.findChild(HelpDialog) if parent is not None else None
    dialog = found or HelpDialog(parent)
    dialog.show_topic(topic)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
