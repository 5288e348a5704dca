"""One form on the screen: its sheet, its state in words, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.review import Block, Review, missing
from app.domain.reviewer_text import REVIEWER_FIELD, Candidate
from app.domain.words import REVIEW_STATES
from app.ops.reviews import OpenForm
from app.ui.paper_form.filling import Filling
from app.ui.paper_form.form_desk import FormSource
from app.ui.paper_form.form_frame import FormFrame
from app.ui.paper_form.person_cell import PersonCell
from app.ui.paper_form.reviewers_dialog import ReviewersDialog
from app.ui.paper_form.sheet import PaperSheet

if TYPE_CHECKING:
    from app.domain.form import FormSpec

MENDED = "退回意见已标记为改正，请再上报。"
MENDED_HINT = "按上级意见改好后，请按上面的“已改正”，再上报。"


class FormView(FormFrame):
    """Shows one form and takes what is typed; keeping it is the dialog's."""

    saved = Signal(object)
    """The ``Changes`` of a form that was kept, or of what was entered beside it."""

    def __init__(self, source: FormSource, parent: QWidget | None) -> None:
        """Show nothing yet."""
        super().__init__(source, parent)
        self._source = source
        self._name = ""
        self._dirty = False
        self._mended = False
        self._filling: Filling
        self._sheet: PaperSheet

    @property
    def sheet(self) -> PaperSheet:
        """The sheet that is shown."""
        return self._sheet

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that has not been saved."""
        return self._dirty

    @property
    def _review(self) -> Review:
        return self._filling.review

    @property
    def _spec(self) -> "FormSpec":
        return self._filling.opened.spec

    def show_form(self, opened: OpenForm) -> None:
        """Show a form with the values of its record."""
        self._filling = Filling(opened, self._source)
        self._name = self._source.name(opened.review)
        self._sheet = PaperSheet(opened.spec, opened.modes, self._source.search)
        self._sheet.edited.connect(self._take_edit)
        self._sheet.focused.connect(self._scroll.show_cell)
        self._sheet.focused.connect(self._show_phrases)
        self._sheet.measured.connect(self._show_status)
        self._sheet.chooser_asked.connect(self.choose_reviewers)
        self._scroll.setWidget(self._sheet)
        self._side.show_form(opened)
        self._dirty = self._mended = False
        self._sheet.set_values(opened.values)
        self._fit_sheet()
        self._show_remark()
        self._show_lock()

    def _show_remark(self) -> None:
        """Show what the level above asks to be mended in this record."""
        said = self._source.remarks.of(self._review.id)
        self._remark_bar.say(f"上级退回意见：{said}" if said else "")

    def _show_lock(self) -> None:
        """Let nothing be typed into a record that is locked."""
        locked = self._review.locked
        self._sheet.set_read_only(bool(locked))
        self._lock_bar.say(f"已锁定，不能修改：{locked}" if locked else "")
        self._buttons["save"].setEnabled(not locked)
        self._buttons["lock"].setVisible(not locked)

    def _fit_sheet(self) -> None:
        self._sheet.set_scale(self._scroll.scale_for(self._spec.page.width))

    def _take_edit(self) -> None:
        if not self._dirty:
            self._dirty = True
            self.setWindowModified(True)
        self._draft_due()
        self._read_reviewers()
        self._show_status()

    def _show_status(self) -> None:
        """Say what is wrong, what is missing, and what runs over the page."""
        sheet = self._sheet
        parts = [*sheet.faults(), *self._filling.hints(), *sheet.overflow_hints()]
        boxes = sheet.boxes()
        if boxes:
            parts.append(f"这台电脑没有“{boxes}”的字形，打印出来会是方框。")
        lacks = missing(self._as_typed(), self._spec)
        sheet.mark_missing(lacks)
        self._buttons["lock"].setEnabled(not lacks)
        if lacks:
            parts.append(f"还缺：{'、'.join(lacks)}（可以先保存）")
        elif not self._dirty:
            parts.append(f"已保存，{REVIEW_STATES[self._review.state]}。")
            if self._remark_bar.text:
                parts.append(MENDED_HINT)
            elif self._mended:
                parts.append(MENDED)
        else:
            parts.append("应填的都填好了。")
        self._status.setText("　".join(parts))
        self._side.show_annexes(sheet.annexes())

    def _as_typed(self) -> Review:
        """The record as it would be with what stands in the cells now."""
        values = self._sheet.values()
        review = self._filling.draft()
        return replace(
            review,
            day=self._sheet.day() if "review.date" in values else review.day,
            place=values.get("review.place", review.place).strip(),
            mode=values.get("review.mode", review.mode).strip(),
            blocks=(Block("typed", values),),
        )

    def _read_reviewers(self) -> None:
        """Find out whom the cell 点评领导 names; a form without it keeps its reviewers."""
        text = self._sheet.values().get(REVIEWER_FIELD)
        if text is not None:
            self._filling.read(text)

    def _draft_due(self) -> None:
        """Something was typed that no draft holds yet."""

    # ---- who reviews ---------------------------------------------------------------------

    def choose_reviewers(self) -> None:
        """Open the dialog that chooses 点评领导 among everybody."""
        dialog = ReviewersDialog(self._source, self._filling, self)
        dialog.chosen.connect(self._take_reviewers)
        dialog.entered.connect(self.saved)
        dialog.open()

    def _take_reviewers(self, persons: Sequence[Candidate], reason: str) -> None:
        text = self._filling.choose(persons, reason)
        editor = self._sheet.editors.get(REVIEWER_FIELD)
        if isinstance(editor, PersonCell) and editor.value() != text:
            editor.replace_all(text)
        self._take_edit()

    # ---- beside the sheet ----------------------------------------------------------------

    def toggle_side(self) -> None:
        """Show or hide the side panel."""
        self.show_side(not self._side.isVisible())

    def open_phrases(self) -> None:
        """Let the keyboard choose a phrase."""
        self.show_side(True)
        self._side.open_phrases()

    def keep_phrase(self) -> None:
        """Keep what is marked in the cell, or the whole cell, as a phrase."""
        editor = self._sheet.written
        if editor is None:
            return
        marked = editor.cleaned(editor.textCursor().selectedText())
        self._side.phrases.add(self._sheet.written_label(), marked or editor.value())

    def _show_phrases(self) -> None:
        self._side.phrases.show_label(self._sheet.written_label())

    def _insert(self, text: str) -> None:
        if not self._sheet.insert(text):
            self._status.setText("请先在登记表里点一下要写的格子，再插入。")

    def _show_annexes(self) -> None:
        self._scroll.verticalScrollBar().setValue(self._sheet.annex_top())
