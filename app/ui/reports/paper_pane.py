"""A document as it prints, in a part of a page: one sheet at a time, as wide as there is room."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from app.ui.printing.document import Document
    from app.ui.printing.page_view import PageView

NOT_MADE = "还没有生成。"


class PaperPane(QWidget):
    """Shows a document, or a sentence and the button that makes one."""

    made_wanted = Signal()
    """The document is to be made."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            name: its name for people who cannot see it.
            parent: the page.
        """
        super().__init__(parent)
        self._name = name
        self._view: PageView | None = None
        self._count = 0
        self._caption = ""
        self._previous = push_button("上一页", hint="上一页（PageUp）")
        self._next = push_button("下一页", hint="下一页（PageDown）")
        self._place = dressed(QLabel(), accessibleName="第几页")
        self._said = QLabel(NOT_MADE, wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._make = push_button("生成", f"生成{name}")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addStretch(1)
        for widget in (self._previous, self._place, self._next):
            bar.addWidget(widget)
        bar.addStretch(1)
        shown = QWidget()
        self._column = QVBoxLayout(shown)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(bar)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(self._said)
        column.addWidget(self._make, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(shown)
        self._layers.addWidget(empty)
        self._layers.setCurrentIndex(1)

    def _connect(self) -> None:
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._make.clicked.connect(self.made_wanted)

    def show_document(self, document: "Document") -> None:
        """Show a document; where it is the same one anew, the page that was looked at stays."""
        from app.ui.printing.page_view import Fitting, PageView

        caption = document.caption(0)
        before = self._view.number if self._view is not None and caption == self._caption else 0
        self._drop()
        self._caption = caption
        self._count = document.count
        self._view = view = dressed(PageView(document), accessibleName=self._name)
        self._column.insertWidget(0, view, 1)
        view.turned.connect(self._show_place)
        view.fit(Fitting.WIDTH)
        view.turn_to(before)
        self._show_place(view.number)
        self._layers.setCurrentIndex(0)

    def show_nothing(self, why: str = NOT_MADE, *, can_make: bool = True) -> None:
        """Say why there is no document.

        Args:
            why: a sentence.
            can_make: whether it can be made at a press.
        """
        self._drop()
        self._said.setText(why)
        self._make.setVisible(can_make)
        self._layers.setCurrentIndex(1)

    def _drop(self) -> None:
        if self._view is not None:
            self._column.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
            self._view = None

    def _show_place(self, number: int) -> None:
        self._place.setText(f"第 {number + 1} 页，共 {self._count} 页")
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number < self._count - 1)

    def _go_back(self) -> None:
        if self._view is not None:
            self._view.previous_page()

    def _go_on(self) -> None:
        if self._view is not None:
            self._view.next_page()
