"""The form dialog: one form at a time, the next one after it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.draft import Draft
from app.domain.errors.fault import Refusal
from app.domain.ids import TaskId
from app.domain.review import Review, form_values
from app.domain.reviewer_text import REVIEWER_FIELD
from app.ops.changes import Changes
from app.ops.locks import FINAL
from app.ops.reviews import OpenForm
from app.ui.faults import refusals_shown
from app.ui.file_kinds import PDF_FILTER, WORD_FILTER
from app.ui.paper_form.form_desk import FormSource
from app.ui.paper_form.form_reading import FormReading
from app.ui.paper_form.reviewers_dialog import USUAL_REASON
from app.ui.questions import Answer, ask_about_changes, ask_reason, confirm
from app.ui.saving import save_as

if TYPE_CHECKING:
    from app.ui.settings import Settings

AUTOSAVE_SECONDS = 5
LOCKED = "登记表已锁定，不能修改。要修改请先按上面的“解锁”。"
SHIFT, KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
BY_REMARK = "按上级退回意见修改"
"""Why a record is changed that the level above has sent back; nobody is asked then."""


class FormDialog(FormReading):
    """Fills forms; whatever was typed is asked for before it is left, and outlives a crash."""

    moved = Signal(str)
    """The id of the task whose form is shown now."""

    def __init__(
        self,
        source: FormSource,
        task_ids: Sequence[TaskId],
        current: TaskId | None,
        parent: QWidget | None = None,
        *,
        opened: OpenForm | None = None,
        settings: "Settings | None" = None,
    ) -> None:
        """Show a form.

        Args:
            source: where forms come from and are kept.
            task_ids: the tasks in their order; 下一个 goes on in it.
            current: the task to begin with; None where ``opened`` is given.
            parent: the window it belongs to.
            opened: the form to begin with: of a record, or one without a task.
            settings: how often drafts are kept; None: as usual.

        Raises:
            Refusal: where the form cannot be opened.
        """
        super().__init__(source, parent)
        self._settings = settings
        self._task_ids = list(task_ids)
        self._current = current
        seconds = settings.preferences.autosave_seconds if settings else AUTOSAVE_SECONDS
        self._autosave = QTimer(self, singleShot=True, interval=seconds * 1000)
        self._connect()
        if opened is not None:
            self._begin(opened, opened.review.task_id)
        elif current is not None:
            self._show_task(current)

    def _connect(self) -> None:
        deeds = {
            "previous": self.go_back,
            "next": self.go_on,
            "save": self.save,
            "save_next": self.save_and_next,
            "lock": self.finalize,
            "preview": self.preview,
            "word": self.export_word,
            "pdf": self.export_pdf,
            "close": self.close,
            "side": self.toggle_side,
            "phrases": self.open_phrases,
            "keep_phrase": self.keep_phrase,
        }
        for name, button in self._buttons.items():
            if name in deeds:
                button.clicked.connect(deeds[name])
        for name, shortcut in self._shortcuts:
            shortcut.activated.connect(deeds[name])
        self._autosave.timeout.connect(self.keep_draft)
        self._scroll.resized.connect(self._fit_sheet)
        self._side.picked.connect(self._insert)
        self._side.phrases.addition_asked.connect(self.keep_phrase)
        self._side.phrases.told.connect(self.saved)
        self._side.annexes.wanted.connect(self._show_annexes)
        self._draft_bar.pressed.connect(self._drop_draft)
        self._lock_bar.pressed.connect(self.unlock)
        self._remark_bar.pressed.connect(self.mended)

    # ---- one form ------------------------------------------------------------------------

    def _show_task(self, task_id: TaskId) -> None:
        self._begin(self._source.open(task_id), task_id)

    def _begin(self, opened: OpenForm, task_id: TaskId | None) -> None:
        self._autosave.stop()
        self._current = task_id
        self.show_form(opened)
        self._restore(self._source.drafts.of(opened.review))
        self._show_title()
        self._show_status()
        self._sheet.focus_first_empty()

    def _show_title(self) -> None:
        title = self._spec.short_title or self._spec.title
        place = ""
        if self._current in self._task_ids:
            place = f"{self._task_ids.index(self._current) + 1}/{len(self._task_ids)}"
        self._position.setText(place)
        self.setWindowTitle(f"{self._name} {title}{f'（{place}）' if place else ''}[*]")
        self.setWindowModified(self._dirty)
        last = self._neighbour(1) is None
        self._buttons["previous"].setEnabled(self._neighbour(-1) is not None)
        self._buttons["next"].setEnabled(not last)
        self._buttons["save_next"].setVisible(not last)

    def _draft_due(self) -> None:
        if not self._autosave.isActive() and self._autosave.interval():
            self._autosave.start()

    # ---- drafts --------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what was typed, so that it outlives a crash."""
        self._autosave.stop()
        if not self._dirty or self._review.locked:
            return
        sheet = self._sheet
        try:
            self._source.drafts.keep(self._filling.draft(), sheet.values(), sheet.day_text())
        except Refusal as refused:
            self._status.setText(f"自动保存没有成功：{refused.fault.message}")

    def _restore(self, draft: Draft | None) -> None:
        """Show what was typed and not saved the last time."""
        shown = self._sheet.values()
        if draft is None or self._review.locked or {**shown, **draft.values} == shown:
            self._draft_bar.say("")
            return
        self._filling.choose([self._source.candidate(p) for p in draft.review.reviewers], "")
        self._sheet.set_values({**shown, **draft.values})
        self._read_reviewers()
        self._dirty = True
        when = f" {draft.time[5:16]}" if draft.time else ""
        self._draft_bar.say(f"已恢复{when} 自动保存的内容，还没有保存到台账。")

    def _drop_draft(self) -> None:
        sentence = f"要放弃“{self._name}”登记表里恢复的内容吗？"
        if confirm(self, "放弃恢复的内容", sentence, "放弃", "登记表回到上次保存时的样子。"):
            with refusals_shown(self):
                self._forget()
                self._begin(self._filling.opened, self._current)

    def _forget(self) -> None:
        """What was typed is not wanted."""
        self._autosave.stop()
        self._dirty = False
        with refusals_shown(self):
            self._source.drafts.discard(self._review)

    # ---- keeping -------------------------------------------------------------------------

    def _reasons(self) -> tuple[bool, str]:
        """Ask for the reasons that the change wants; (False, "") where none was given."""
        filling, name = self._filling, self._name
        if filling.lacks_reason():
            now = self._sheet.values().get(REVIEWER_FIELD, "")
            sentence = f"“{name}”原定由{filling.planned_text()}点评，现改为：{now}。"
            reason = ask_reason(self, "改派点评人", sentence, USUAL_REASON)
            if not reason:
                return False, ""
            filling.give_reason(reason)
        if not filling.opened.asks_reason:
            return True, ""
        if self._remark_bar.text:
            return True, BY_REMARK
        why = ask_reason(self, "修改以前的登记表", f"“{name}”的登记表以前已经点评完毕，现在修改。")
        return bool(why), why

    def save(self) -> bool:
        """Keep what was filled in; False where a cell has to be mended first."""
        wrong = self._sheet.unkeepable()
        if wrong:
            self._status.setText(wrong)
            return False
        if not self._dirty:
            return True
        wanted, reason = self._reasons()
        if not wanted:
            self._status.setText("没有保存：没有写明原因。")
            return False
        with refusals_shown(self, "没有保存"):
            typed, chosen = self._as_typed(), self._filling.chosen()
            kept, changes = self._source.save(
                self._review, self._sheet.values(), typed.day, reason, chosen
            )
            self._take_kept(kept)
            self.saved.emit(changes)
            return True
        return False

    def _take_kept(self, kept: Review) -> None:
        """Go on with the record as it was kept; a task that went to others has another id."""
        if self._current in self._task_ids and kept.task_id is not None:
            self._task_ids[self._task_ids.index(self._current)] = kept.task_id
            self._current = kept.task_id
        self._autosave.stop()
        self._filling.saved(kept)
        self._sheet.set_values(form_values(kept))
        self._dirty = False
        self._draft_bar.say("")
        self.setWindowModified(False)
        self._show_status()

    def finalize(self) -> None:
        """Save, and lock the record against slips (定稿)."""
        if self.save():
            with refusals_shown(self, "没有定稿"):
                self._take_state(*self._source.finalize(self._review))

    def mended(self) -> None:
        """Save, and say that what the level above asked for has been mended."""
        if not self.save():
            return
        with refusals_shown(self, "没有标记"):
            changes = self._source.remarks.done(self._review.id)
            self._mended = True
            self._buttons["close"].setFocus()
            self._show_remark()
            self._show_status()
            self.saved.emit(changes)

    def unlock(self) -> None:
        """Ask why, and open a locked record again."""
        locked = self._review.locked
        sentence = f"“{self._name}”的登记表已锁定：{locked}。解锁后可以修改。"
        if not locked.startswith(FINAL):
            sentence += "上报过的，改好以后要再上报一次。"
        reason = ask_reason(self, "解锁", sentence)
        if reason:
            with refusals_shown(self, "没有解锁"):
                self._take_state(*self._source.unlock(self._review, reason))
                self._sheet.focus_first_empty()

    def _take_state(self, review: Review, changes: Changes) -> None:
        """Go on with the record locked or opened."""
        self._filling.saved(review)
        self._show_lock()
        self._show_status()
        self.saved.emit(changes)

    def save_and_next(self) -> None:
        """Keep the form and go on to the next task; after the last one the form stays."""
        if self.save():
            self._go(1)

    def go_on(self) -> None:
        """Show the next form; asks about what was typed."""
        if self._neighbour(1) is not None and self._leave():
            self._go(1)

    def go_back(self) -> None:
        """Show the form before; asks about what was typed."""
        if self._neighbour(-1) is not None and self._leave():
            self._go(-1)

    def _go(self, step: int) -> None:
        there = self._neighbour(step)
        if there is None:
            return
        with refusals_shown(self):
            self._show_task(there)
            self._scroll.verticalScrollBar().setValue(0)
            self.moved.emit(there)

    def _neighbour(self, step: int) -> TaskId | None:
        if self._current not in self._task_ids:
            return None
        place = self._task_ids.index(self._current) + step
        return self._task_ids[place] if 0 <= place < len(self._task_ids) else None

    def _leave(self) -> bool:
        """Ask about what was typed; True where the form may be left."""
        if not self._dirty:
            return True
        answer = ask_about_changes(self, self._name)
        if answer is Answer.SAVE:
            return self.save()
        if answer is Answer.LEAVE:
            self._forget()
        return answer is Answer.LEAVE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say why nothing happens where somebody types into a locked form."""
        held = event.modifiers() & ~(SHIFT | KEYPAD)
        if self._review.locked and event.text().strip() and event.text().isprintable() and not held:
            self._status.setText(LOCKED)
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Close at Esc, with the same question as at 关闭."""
        self.close()

    def closeEvent(self, event: QEvent) -> None:
        """Ask about what was typed and not saved."""
        if not self._leave():
            event.ignore()
            return
        self._autosave.stop()
        event.accept()

    # ---- paper and files -----------------------------------------------------------------

    def preview(self) -> None:
        """Show the pages as they print."""
        from app.ui.printing.jobs import print_form
        from app.ui.settings import Settings

        settings = self._settings or Settings()
        print_form(self, settings, self._spec, self._sheet.values(), self._name)

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
            self._status.setText(f"已导出：{path}{self.annex_note()}")
