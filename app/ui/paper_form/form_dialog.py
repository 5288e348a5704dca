"""The form dialog: one form at a time, the next one after it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import TaskId
from app.domain.review import Block, Review, form_values, missing
from app.domain.words import REVIEW_STATES
from app.ops.changes import Changes
from app.ui.faults import refusals_shown
from app.ui.file_kinds import PDF_FILTER, WORD_FILTER
from app.ui.paper_form.form_desk import FormSource
from app.ui.paper_form.guide_panel import GuidePanel
from app.ui.paper_form.sheet import PaperSheet
from app.ui.paper_form.sheet_area import SheetArea
from app.ui.questions import Answer, ask_about_changes
from app.ui.saving import save_as
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.form import FormSpec

SIZE = QSize(1120, 860)
GUIDE_WIDTH = 250


class FormDialog(QDialog):
    """Fills forms; whatever was typed is asked for before it is left."""

    saved = Signal(object)
    """The ``Changes`` of a form that was kept."""
    moved = Signal(str)
    """The id of the task whose form is shown now."""

    def __init__(
        self,
        source: FormSource,
        task_ids: Sequence[TaskId],
        current: TaskId,
        parent: QWidget | None = None,
    ) -> None:
        """Show the form of a task.

        Args:
            source: where forms come from and are kept.
            task_ids: the tasks in their order; 下一个 goes on in it.
            current: the task to begin with.
            parent: the window it belongs to.

        Raises:
            Refusal: where the form cannot be opened.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._source = source
        self._task_ids = tuple(task_ids)
        self._current = current
        self._review: Review
        self._spec: FormSpec
        self._name = ""
        self._dirty = False
        self._sheet: PaperSheet
        self._scroll = SheetArea("登记表")
        self._guide = GuidePanel()
        self._status = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="填写情况"
        )
        self._buttons = {
            "save": _button("保存", "Ctrl+S"),
            "next": _button("保存并下一个", "Ctrl+回车"),
            "preview": _button("打印预览", "Ctrl+P"),
            "word": _button("导出 Word", ""),
            "pdf": _button("导出 PDF", ""),
            "close": _button("关闭", "Esc"),
        }
        self._shortcuts = {
            name: QShortcut(QKeySequence(keys), self)
            for name, keys in (
                ("next", "Ctrl+Return"),
                ("next_on_pad", "Ctrl+Enter"),
                ("save", "Ctrl+S"),
                ("preview", "Ctrl+P"),
            )
        }
        self._lay_out()
        self._connect()
        self._show_task(current)
        screen = self.screen().availableGeometry().size()
        self.resize(SIZE.boundedTo(QSize(screen.width() - 20, screen.height() - 50)))

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._scroll)
        split.addWidget(self._guide)
        split.setStretchFactor(0, 1)
        split.setCollapsible(0, False)
        split.setSizes([SIZE.width() - GUIDE_WIDTH, GUIDE_WIDTH])
        buttons = QHBoxLayout()
        for name, button in self._buttons.items():
            buttons.addWidget(button)
            if name == "next":
                buttons.addStretch(1)
        buttons.setSpacing(8)
        lower = QVBoxLayout()
        lower.setSpacing(6)
        lower.setContentsMargins(12, 6, 12, 10)
        lower.addWidget(self._status)
        lower.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addLayout(lower)

    def _connect(self) -> None:
        self._buttons["save"].clicked.connect(self.save)
        self._buttons["next"].clicked.connect(self.save_and_next)
        self._buttons["preview"].clicked.connect(self.preview)
        self._buttons["word"].clicked.connect(self.export_word)
        self._buttons["pdf"].clicked.connect(self.export_pdf)
        self._buttons["close"].clicked.connect(self.close)
        self._shortcuts["next"].activated.connect(self.save_and_next)
        self._shortcuts["next_on_pad"].activated.connect(self.save_and_next)
        self._shortcuts["save"].activated.connect(self.save)
        self._shortcuts["preview"].activated.connect(self.preview)
        self._scroll.resized.connect(self._fit_sheet)

    # ---- one form ------------------------------------------------------------------------

    @property
    def sheet(self) -> PaperSheet:
        """The sheet that is shown."""
        return self._sheet

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that has not been saved."""
        return self._dirty

    def _show_task(self, task_id: TaskId) -> None:
        opened = self._source.open(task_id)
        self._current = task_id
        self._review, self._spec = opened.review, opened.spec
        self._name = self._source.name(opened.review)
        self._sheet = PaperSheet(opened.spec, opened.modes, self._source.people)
        self._sheet.edited.connect(self._take_edit)
        self._sheet.focused.connect(self._scroll.show_cell)
        self._sheet.measured.connect(self._show_status)
        self._scroll.setWidget(self._sheet)
        self._sheet.set_values(opened.values)
        self._fit_sheet()
        self._guide.show_guide(opened.items, opened.guidance)
        self._dirty = False
        self._show_title()
        self._show_status()
        self._sheet.focus_first_empty()

    def _show_title(self) -> None:
        title = self._spec.short_title or self._spec.title
        place = ""
        if self._current in self._task_ids:
            place = f"（{self._task_ids.index(self._current) + 1}/{len(self._task_ids)}）"
        self.setWindowTitle(f"{self._name} {title}{place}[*]")
        self.setWindowModified(self._dirty)
        last = self._next_task() is None
        self._buttons["next"].setText("保存并下一个" if not last else "保存")
        self._buttons["save"].setVisible(not last)

    def _fit_sheet(self) -> None:
        self._sheet.set_scale(self._scroll.scale_for(self._spec.page.width))

    def _take_edit(self) -> None:
        if not self._dirty:
            self._dirty = True
            self.setWindowModified(True)
        self._show_status()

    def _show_status(self) -> None:
        """Say what is wrong, what is missing, and what runs over the page."""
        parts = [*self._sheet.faults(), *self._sheet.overflow_hints()]
        lacks = missing(self._as_typed(), self._spec)
        self._sheet.mark_missing(lacks)
        if lacks:
            parts.append(f"还缺：{'、'.join(lacks)}（可以先保存）")
        elif not self._dirty:
            parts.append(f"已保存，{REVIEW_STATES[self._review.state]}。")
        else:
            parts.append("应填的都填好了。")
        self._status.setText("　".join(parts))

    def _as_typed(self) -> Review:
        """The record as it would be with what stands in the cells now."""
        values = self._sheet.values()
        return replace(
            self._review,
            day=self._sheet.day() if "review.date" in values else self._review.day,
            place=values.get("review.place", self._review.place).strip(),
            mode=values.get("review.mode", self._review.mode).strip(),
            blocks=(Block("typed", values),),
        )

    # ---- keeping -------------------------------------------------------------------------

    def save(self) -> bool:
        """Keep what was filled in; False where a cell has to be mended first."""
        wrong = self._sheet.unkeepable()
        if wrong:
            self._status.setText(wrong)
            return False
        with refusals_shown(self, "没有保存"):
            typed = self._as_typed()
            self._review, changes = self._source.save(self._review, self._sheet.values(), typed.day)
            self._sheet.set_values(form_values(self._review))
            self._dirty = False
            self.setWindowModified(False)
            self._show_status()
            self._tell(changes)
            return True
        return False

    def _tell(self, changes: Changes) -> None:
        self.saved.emit(changes)

    def save_and_next(self) -> None:
        """Keep the form and go on to the next task; after the last one the form stays."""
        if not self.save():
            return
        following = self._next_task()
        if following is None:
            return
        with refusals_shown(self):
            self._show_task(following)
            self._scroll.verticalScrollBar().setValue(0)
            self.moved.emit(following)

    def _next_task(self) -> TaskId | None:
        if self._current not in self._task_ids:
            return None
        place = self._task_ids.index(self._current) + 1
        return self._task_ids[place] if place < len(self._task_ids) else None

    def reject(self) -> None:
        """Close at Esc, with the same question as at 关闭."""
        self.close()

    def closeEvent(self, event: QEvent) -> None:
        """Ask about what was typed and not saved."""
        if self._dirty:
            answer = ask_about_changes(self, self._name)
            if answer is Answer.CANCEL or (answer is Answer.SAVE and not self.save()):
                event.ignore()
                return
        event.accept()

    # ---- paper and files -----------------------------------------------------------------

    def preview(self) -> None:
        """Show the pages as they print."""
        from app.ui.paper_form.printing import FormPreview

        preview = FormPreview(self._spec, self._sheet.values(), self._name, self)
        preview.open()

    def export_word(self) -> None:
        """Save, and write the form as a Word file."""
        self._export(".docx", WORD_FILTER, "导出 Word")

    def export_pdf(self) -> None:
        """Save, and write the form as a PDF file."""
        self._export(".pdf", PDF_FILTER, "导出 PDF")

    def _export(self, suffix: str, kinds: str, title: str) -> None:
        if not self.save():
            return
        review = self._review

        def write(path: Path) -> None:
            self._source.export(review, path)

        path = save_as(self, title, self._source.file_name(review) + suffix, kinds, write)
        if path is not None:
            self._status.setText(f"已导出：{path}")


def _button(text: str, keys: str) -> QPushButton:
    return dressed(
        QPushButton(text, autoDefault=False),
        accessibleName=text,
        toolTip=f"{text}（{keys}）" if keys else text,
    )
