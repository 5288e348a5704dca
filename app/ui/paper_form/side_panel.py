"""What stands beside the sheet: what to write about, what was written last, own phrases, 附页."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from app.ops.reviews import OpenForm
from app.ui.paper_form.annex_panel import AnnexPanel
from app.ui.paper_form.earlier_panel import EarlierPanel
from app.ui.paper_form.guide_panel import GuidePanel
from app.ui.paper_form.phrase_panel import PhrasePanel

if TYPE_CHECKING:
    from app.ui.paper_form.form_desk import PhraseBank


class SidePanel(QTabWidget):
    """Four tabs; a text picked in one of them goes where the cursor stands in the form."""

    picked = Signal(str)

    def __init__(self, bank: "PhraseBank", parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, documentMode=True, usesScrollButtons=True)
        self.setAccessibleName("写作参考")
        self.setMinimumWidth(210)
        self.guide = GuidePanel()
        self.earlier = EarlierPanel()
        self.phrases = PhrasePanel(bank)
        self.annexes = AnnexPanel()
        for name, panel in (
            ("点评内容", self.guide),
            ("上次点评", self.earlier),
            ("常用语", self.phrases),
            ("附页", self.annexes),
        ):
            self.addTab(panel, name)
        self._count, self._runs_over = 0, False
        self._connect()

    def _connect(self) -> None:
        self.earlier.picked.connect(self.picked)
        self.phrases.picked.connect(self.picked)

    def show_form(self, opened: OpenForm) -> None:
        """Show what helps to fill a form."""
        self.guide.show_guide(opened.items, opened.guidance, opened.postings)
        self.earlier.show_earlier(opened.earlier)

    def show_annexes(self, annexes: Sequence[tuple[str, str]]) -> None:
        """Show what runs over, and say so on the tab."""
        self.annexes.show_annexes(annexes)
        self._runs_over = bool(annexes)
        self._name_annexes()

    def show_files(self, files: Sequence[tuple[str, int]]) -> None:
        """Show the files handed in with the form, by name and size, and count them on the tab."""
        self.annexes.show_files(files)
        self._count = len(files)
        self._name_annexes()

    def _name_annexes(self) -> None:
        marks = (str(self._count) if self._count else "", "•" if self._runs_over else "")
        name = " ".join(filter(None, ("附页", *marks)))
        self.setTabText(self.indexOf(self.annexes), name)

    def open_phrases(self) -> None:
        """Bring the phrases to the front and give them the keyboard."""
        self.setCurrentWidget(self.phrases)
        self.phrases.take_focus()
