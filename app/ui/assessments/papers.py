"""测评票 to print: what stands on one, how many, numbered or not."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QLabel, QSpinBox, QWidget

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballot_papers import LAYOUTS, Layout, Papers, paper_count
from app.domain.official_document import OfficialDocument
from app.domain.progress import Progress
from app.ops.desk import Desk
from app.ui.dialogs import FormLikeDialog
from app.ui.file_kinds import WORD_FILTER
from app.ui.saving import save_as
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ui.printing.document import TableDocument

_MOST_COPIES = 2000


def show_document(parent: QWidget, settings: Settings, document: OfficialDocument) -> None:
    """Show a document as it prints; it is printed from there.

    Args:
        parent: the window it belongs to.
        settings: where the page set-up is remembered.
        document: what is printed.
    """
    from app.ui.printing.preview import PrintPreview

    ready = wait_for(parent, "正在排版…", partial(_laid_out, document))
    PrintPreview(ready, settings, parent).open()


def _laid_out(document: OfficialDocument, progress: Progress) -> "TableDocument":
    from app.paper.document_pages import document_pages
    from app.ui.printing.document import TableDocument

    progress(0, 0)
    return TableDocument(document.title, document_pages(document))


class PapersDialog(FormLikeDialog):
    """Chooses the ballots, shows them as they print, or writes them as a Word file."""

    written = Signal(str)
    """Where a Word file was written."""

    def __init__(
        self, desk: Desk, settings: Settings, given: Assessment, parent: QWidget | None
    ) -> None:
        """Ask which ballots are wanted.

        Args:
            desk: the ledger.
            settings: where the page set-up is remembered.
            given: the assessment, with an object at least.
            parent: the window it belongs to.
        """
        super().__init__(f"测评票：{given.title}", "预览", parent)
        self._desk, self._settings, self._assessment = desk, settings, given
        self._layout_box = QComboBox()
        for layout, words in LAYOUTS.items():
            self._layout_box.addItem(words, layout)
        many = len(given.objects) > 1 and all(len(each.items) == 1 for each in given.lists)
        self._layout_box.setCurrentIndex(list(LAYOUTS).index(Layout.ALL if many else Layout.EACH))
        self._group = QComboBox()
        self._group.addItem("不印参评人员", "")
        for group in given.groups:
            self._group.addItem(group.name, group.name)
        self._group.setCurrentIndex(1 if len(given.groups) == 1 else 0)
        self._numbered = QCheckBox("印编号（001 起，不对应姓名）")
        self._copies = dressed(QSpinBox(minimum=1, maximum=_MOST_COPIES), suffix=" 份")
        self._count = dressed(QLabel(wordWrap=True), accessibleName="张数")
        self._word = push_button("存为 Word", hint="把测评票存成 Word 文件")
        self.row("样式", self._layout_box)
        self.row("参评人员", self._group)
        self.row("编号", self._numbered)
        self.row("份数", self._copies)
        self.rows.addRow("", self._count)
        self.buttons.addButton(self._word, QDialogButtonBox.ButtonRole.ActionRole)
        fit(self, 460, 240)
        self._layout_box.currentIndexChanged.connect(self._look)
        self._numbered.toggled.connect(self._look)
        self._copies.valueChanged.connect(self._look)
        self._word.clicked.connect(self.write_word)
        self._look()

    def wanted(self) -> Papers:
        """Return which ballots are wanted."""
        return Papers(
            Layout(self._layout_box.currentData()),
            self._copies.value(),
            self._numbered.isChecked(),
            str(self._group.currentData()),
        )

    def _look(self) -> None:
        count = paper_count(self._assessment, self.wanted())
        hint = "" if self._numbered.isChecked() else "不编号的，打印一份再复印即可。"
        self._count.setText(f"共 {count} 张。{hint}")

    def do_it(self) -> None:
        """Show the ballots as they print."""
        document = self._desk.assessment_papers.ballots(self._assessment.id, self.wanted())
        show_document(self.parentWidget() or self, self._settings, document)

    def write_word(self) -> None:
        """Write the ballots as a Word file."""
        papers = self._desk.assessment_papers
        name = papers.name_of(self._assessment, "测评票", "docx")
        path = save_as(self, "保存测评票", name, WORD_FILTER, self._write)
        if path is not None:
            self.written.emit(str(path))
            self.accept()

    def _write(self, path: Path) -> None:
        wait_for(self, "正在生成测评票…", partial(self._written, path, self.wanted()))

    def _written(self, path: Path, wanted: Papers, progress: Progress) -> None:
        progress(0, 0)
        papers = self._desk.assessment_papers
        papers.write_ballots(self._assessment.id, wanted, path, overwrite=True)
