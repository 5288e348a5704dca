"""The dialog 打印登记表: which forms and which copies; then the preview."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from app.domain.progress import Cancelled, Progress
from app.domain.words import CopyPurpose
from app.ops.forms_asked import FormsAsked
from app.ui.dialogs import FormLikeDialog
from app.ui.export.copies_box import CopiesBox
from app.ui.export.counting import count_forms, counted
from app.ui.export.ranges import Range
from app.ui.printing.forms import ReadyForms, ready_forms
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ops.desk import Desk

KEY = "print_copies"


class PrintDialog(FormLikeDialog):
    """Asks which copies are wanted and makes the forms ready."""

    ready = Signal(object)
    """``ReadyForms`` for the preview."""

    def __init__(
        self, desk: "Desk", settings: Settings, ranges: Sequence[Range], parent: QWidget | None
    ) -> None:
        """Offer these ranges, the first one chosen."""
        super().__init__("打印登记表", "预览", parent)
        self._desk = desk
        self._settings = settings
        self._ranges = tuple(ranges)
        self._range = QComboBox()
        self._range.addItems([each.words for each in self._ranges])
        scheme = desk.workspace.scheme
        kept = settings.get(KEY, [])
        self._copies = CopiesBox(scheme, blank=False, chosen=kept if isinstance(kept, list) else [])
        self._done = dressed(QCheckBox("只要已点评的"), accessibleName="只要已点评的")
        self._hide = dressed(
            QCheckBox("公示份隐去出生年月等可隐的项目"), accessibleName="公示份隐去可隐的项目"
        )
        self._hide.setVisible(any(form.optional_hidden for form in scheme.forms))
        self._count = dressed(QLabel(), accessibleName="份数")
        self._lay_out()
        self._connect()
        self._tell_count()

    def _lay_out(self) -> None:
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._done)
        column.addWidget(self._hide)
        options.setFocusProxy(self._done)
        self.row("范围", self._range)
        self.row("份别", self._copies)
        self.row("选项", options)
        self.rows.addRow("", self._count)
        fit(self, 500, 240)

    def _connect(self) -> None:
        self._range.currentIndexChanged.connect(self._tell_count)
        self._done.toggled.connect(self._tell_count)
        for box in self._copies.boxes.values():
            box.toggled.connect(self._tell_count)

    def _posts(self) -> bool:
        box = self._copies.boxes.get(CopyPurpose.POSTING)
        return box is not None and box.isChecked()

    def asked(self) -> FormsAsked:
        """Return what is chosen."""
        return FormsAsked(
            copies=self._copies.chosen(),
            done_only=self._done.isChecked(),
            hide_optional=self._hide.isChecked(),
        )

    def _chosen(self) -> Range:
        return self._ranges[self._range.currentIndex()]

    def _tell_count(self) -> None:
        parent = self if self.isVisible() else self.parentWidget()
        count = count_forms(parent, self._desk, self._chosen().choice, self.asked())
        self._hide.setEnabled(self._posts())
        self._count.setText(counted(count) if count != 0 else "没有可以打印的登记表。")
        self.agree.setEnabled(count != 0)

    def try_it(self) -> None:
        """Make the forms ready; stay where that was stopped."""
        try:
            super().try_it()
        except Cancelled:
            self.show_fault("已取消，没有打印。")

    def do_it(self) -> None:
        """Make the forms ready, and give them to who shows them."""
        asked, chosen, desk = self.asked(), self._chosen(), self._desk
        self._settings.set(KEY, [copy.value for copy in asked.copies])

        def work(progress: Progress) -> ReadyForms:
            return ready_forms(desk, chosen.choice, asked, f"{chosen.words}登记表", progress)

        self.ready.emit(wait_for(self, "正在排版…", work))
