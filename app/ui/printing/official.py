"""Documents in official manner in the window: shown as they print; to paper, PDF or Word.

Letters, notices, reports, minutes and posters all go this way::

    show_official(self, desk, settings, document, "整改回复_李明")
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.form import Page
from app.domain.official_document import OfficialDocument
from app.paper.sheet import SheetPage
from app.ui.faults import refusals_shown
from app.ui.file_kinds import WORD_FILTER
from app.ui.printing.preview import PrintPreview
from app.ui.saving import save_as
from app.ui.settings import Settings
from app.ui.widgets import push_button

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk

_FORBIDDEN = '\\/:*?"<>|\n\t'


class OfficialPages:
    """One document or several on their pages, as something to print."""

    def __init__(self, title: str, documents: Sequence[OfficialDocument]) -> None:
        """Lay the documents out one after the other; each begins a page of its own.

        Args:
            title: what stands in the printer's list.
            documents: one at least.
        """
        from app.paper.document_pages import document_pages

        self.title = title
        self._pages = [(each.title, page) for each in documents for page in document_pages(each)]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def page(self, number: int) -> tuple[Page, SheetPage]:
        """Return the paper and the content of a page."""
        _, page = self._pages[number]
        return page.paper, page.content

    def caption(self, number: int) -> str:
        """Return the title of the document that a page belongs to."""
        return " ".join(self._pages[number][0].split())


class OfficialPreview(PrintPreview):
    """The preview of one document, which can be saved as Word as well."""

    def __init__(
        self,
        desk: "Desk",
        settings: Settings,
        document: OfficialDocument,
        name: str,
        parent: QWidget | None,
        remarks: Sequence[str] = (),
    ) -> None:
        """Show a document.

        Args:
            desk: the ledger, whose own files are never written over.
            settings: where the page set-up is remembered.
            document: what is shown.
            name: proposed for files, without ending.
            parent: the window it belongs to.
            remarks: what is to be looked at before it is printed, in sentences.
        """
        super().__init__(OfficialPages(name, [document]), settings, parent, remarks)
        self._desk, self._official, self._name = desk, document, name
        self._word = push_button("存为 Word", hint="存成 Word 文件，可以再修改（Ctrl+W）")
        self.add_button(self._word)
        self._shortcuts["word"] = QShortcut(QKeySequence("Ctrl+W"), self)
        self._word.clicked.connect(self.save_word)
        self._shortcuts["word"].activated.connect(self.save_word)

    def save_word(self) -> None:
        """Write the document into a Word file."""
        path = save_word(self, self._desk, self._official, self._name)
        if path is not None:
            self._told(f"已存为 Word：{path}")


def save_word(
    parent: QWidget, desk: "Desk", document: OfficialDocument, name: str
) -> "Path | None":
    """Ask for a name and write a document into a Word file; returns where it was written.

    Args:
        parent: the window it belongs to.
        desk: the ledger, whose own files are never written over.
        document: what is written.
        name: the proposed name, without ending.
    """

    def write(path: "Path") -> None:
        from app.ops.documents import NamedDocument, write_documents

        named = [NamedDocument(path.stem, document)]
        write_documents(desk.workspace, named, path.parent, overwrite=True)

    clean = "".join(each for each in name if each not in _FORBIDDEN)
    return save_as(parent, "存为 Word", f"{clean}.docx", WORD_FILTER, write)


def show_official(
    parent: QWidget,
    desk: "Desk",
    settings: Settings,
    document: OfficialDocument,
    name: str,
    remarks: Sequence[str] = (),
) -> None:
    """Show a document as it prints; it is printed or saved as PDF or Word from there.

    Arguments as of ``OfficialPreview``.
    """
    with refusals_shown(parent, "没有打印"):
        OfficialPreview(desk, settings, document, name, parent, remarks).open()
