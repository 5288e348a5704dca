"""The papers of a posting to the printer or into files: poster, list, digest, copies of forms."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from app.domain.cycle.postings import Posting
from app.domain.progress import Progress
from app.ops.forms_asked import OfReviews
from app.ui.dialogs import FormLikeDialog
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import WhereBox
from app.ui.faults import refusals_shown
from app.ui.open_paper import open_paper
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.form import Page
    from app.ops.desk import Desk
    from app.paper.sheet import SheetPage
    from app.ui.printing.document import Document

_FORBIDDEN = '\\/:*?"<>|\n\t '


class JoinedPages:
    """Several documents one after the other as one."""

    def __init__(self, title: str, parts: "Sequence[Document]") -> None:
        """Join documents.

        Args:
            title: what stands in the printer's list and in the properties of a PDF.
            parts: one at least.
        """
        self.title = title
        self._parts = tuple(parts)
        self._ends = list(accumulate(part.count for part in parts))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._ends[-1]

    def page(self, number: int) -> "tuple[Page, SheetPage]":
        """Return the paper and the content of a page."""
        part, inside = self._place(number)
        return part.page(inside)

    def caption(self, number: int) -> str:
        """Return what a page is about."""
        part, inside = self._place(number)
        return part.caption(inside)

    def _place(self, number: int) -> "tuple[Document, int]":
        place = bisect_right(self._ends, number)
        return self._parts[place], number - (self._ends[place - 1] if place else 0)


def posting_pages(
    desk: "Desk", posting: Posting, *, forms: bool, progress: Progress
) -> JoinedPages:
    """Lay out everything that a posting puts up.

    Args:
        desk: the ledger.
        posting: what is put up.
        forms: True: there are posted copies of forms beside the poster.
        progress: told after every form.
    """
    from app.ui.printing.forms import ready_forms
    from app.ui.printing.official import OfficialPages

    progress(0, 0)
    documents = [each.document for each in desk.postings.documents(posting)]
    parts: list[Document] = [OfficialPages(posting.title, documents)]
    if forms:
        asked = desk.postings.forms_asked(posting)
        choice = OfReviews(posting.reviews)
        parts.append(ready_forms(desk, choice, asked, posting.title, progress).document)
    return JoinedPages(posting.title, parts)


def show_posting(
    parent: QWidget,
    desk: "Desk",
    settings: Settings,
    posting: Posting,
    *,
    forms: bool,
    remarks: Sequence[str],
) -> None:
    """Show everything that a posting puts up as it prints; it is printed or saved from there.

    Args:
        parent: the window it belongs to.
        desk: the ledger.
        settings: where the page set-up is remembered.
        posting: what is put up.
        forms: True: there are posted copies of forms beside the poster.
        remarks: what is to be looked at before it is printed, in sentences.
    """
    from app.ui.printing.preview import PrintPreview

    def work(progress: Progress) -> JoinedPages:
        return posting_pages(desk, posting, forms=forms, progress=progress)

    with refusals_shown(parent, "没有打印"):
        PrintPreview(wait_for(parent, "正在排版…", work), settings, parent, remarks).open()


class WordFilesDialog(FormLikeDialog):
    """Writes the papers of a posting as Word files into a folder."""

    def __init__(
        self, desk: "Desk", settings: Settings, posting: Posting, count: int, parent: QWidget | None
    ) -> None:
        """Ask for the folder.

        Args:
            desk: the ledger.
            settings: where the folder is remembered.
            posting: what is put up.
            count: how many files there will be.
            parent: the window it belongs to.
        """
        super().__init__("存为 Word", "保存", parent)
        self._desk, self._posting = desk, posting
        name = "".join(each for each in posting.title if each not in _FORBIDDEN)
        self._where = WhereBox(settings, name)
        self._replace = dressed(QCheckBox("替换同名文件"), accessibleName="替换同名文件")
        self.row("保存到", self._where)
        self.row("选项", self._replace)
        told = f"共 {count} 个文件。文件属性、批注、修订里没有作者等个人信息。"
        self.rows.addRow("", dressed(QLabel(told, wordWrap=True), accessibleName="文件数"))
        fit(self, 520, 240)

    @property
    def where(self) -> WhereBox:
        """Where the files go."""
        return self._where

    def do_it(self) -> None:
        """Write the files, and say where they are."""
        folder, overwrite = self._where.folder(), self._replace.isChecked()

        def work(progress: Progress) -> tuple[Path, ...]:
            progress(0, 0)
            postings, posting = self._desk.postings, self._posting
            return postings.write(posting, folder, open_paper, overwrite=overwrite)

        files = wait_for(self, "正在保存…", work)
        self._where.remember()
        headline = f"已保存 {len(files)} 个 Word 文件。"
        ResultDialog(headline, folder, "", (), self.parentWidget()).open()
