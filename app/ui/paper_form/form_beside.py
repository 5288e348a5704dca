"""One form on the screen with what the cycle brings to it: ready texts, promises, files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from app.ops.ready_texts import SUMMARY, ReadyText
from app.ops.reviews import OpenForm
from app.ui.faults import refusals_shown
from app.ui.kept_files import SAVED, write_and_open
from app.ui.paper_form.fill_question import Fill, ask_how_to_fill
from app.ui.paper_form.form_desk import FormSource
from app.ui.paper_form.form_view import FormView
from app.ui.paper_form.text_cell import TextCell
from app.ui.questions import confirm
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.cycle.annexes import Annex
    from app.domain.cycle.record import Attachment
    from app.domain.progress import Progress
    from app.ops.changes import Changes

ANNEX = "附页"


class FormBeside(FormView):
    """Fills ready texts in, never over what was typed unasked; keeps files with the form."""

    def __init__(self, source: FormSource, parent: QWidget | None) -> None:
        """Show nothing yet."""
        super().__init__(source, parent)
        self._files: list[tuple[Annex, Attachment]] = []
        ready, files = self._side.guide.ready, self._side.annexes.files
        ready.wanted.connect(self.fill_in)
        ready.each_wanted.connect(self.comment_on_promises)
        files.added.connect(self.add_files)
        files.removed.connect(self.remove_file)
        files.opened.connect(self.open_file)

    def save(self) -> bool:
        """Keep what was filled in; False where a cell has to be mended first."""
        raise NotImplementedError

    def show_form(self, opened: OpenForm) -> None:
        """Show a form with what is ready for it and what was handed in with it."""
        super().show_form(opened)
        self._show_files()

    def _show_lock(self) -> None:
        super()._show_lock()
        self._show_ready()
        self._side.annexes.files.set_fixed(bool(self._review.locked))

    # ---- ready texts -------------------------------------------------------------------------

    def _show_ready(self) -> None:
        beside = self._source.beside
        self._side.guide.ready.show_ready(
            beside.ready(self._review, self._spec),
            len(beside.promises(self._review)),
            is_locked=bool(self._review.locked),
        )

    def fill_in(self, ready: ReadyText) -> None:
        """Put a ready text into its cell; asks where something is written there already."""
        editor = self._sheet.editors.get(ready.key)
        if not isinstance(editor, TextCell) or editor.is_locked():
            return
        written = editor.value().strip()
        text = editor.cleaned(ready.text)
        if text in written:
            self._status.setText(f"“{ready.label}”一格里已经有这些内容。")
            return
        how = ask_how_to_fill(self, ready.label) if written else Fill.REPLACE
        if how is Fill.NOT:
            return
        cursor = editor.textCursor()
        if how is Fill.REPLACE:
            cursor.select(QTextCursor.SelectionType.Document)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            text = f"\n{text}"
        editor.setTextCursor(cursor)
        editor.setFocus()
        editor.take(text)

    def comment_on_promises(self) -> None:
        """Ask what the reviewer says of each promise."""
        from app.ui.paper_form.comments_dialog import CommentsDialog

        promises = self._source.beside.promises(self._review)
        if promises:
            dialog = CommentsDialog(self._source.beside, promises, self)
            dialog.told.connect(self.saved)
            dialog.told.connect(self._show_ready)
            dialog.open()

    # ---- files -------------------------------------------------------------------------------

    def _show_files(self) -> None:
        annexes = self._source.beside.files(self._review)
        self._files = [(annex, each) for annex in annexes for each in annex.attachments]
        self._side.show_files([(each.name, each.bytes) for _, each in self._files])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files with the form; a form that is new is kept first."""
        beside = self._source.beside
        if not paths or (not beside.is_kept(self._review) and not self._keep_first()):
            return
        review, title = self._review, self._annex_title()

        def work(progress: "Progress") -> "Changes":
            progress(0, 0)
            return beside.add_files(review, title, paths)

        with refusals_shown(self, "没有添加"):
            changes = wait_for(self, "正在保存…", work)
            self._show_files()
            self.saved.emit(changes)
            self._status.setText(f"已存入 {len(paths)} 个附页文件。")

    def _keep_first(self) -> bool:
        self._dirty = True
        return self.save()

    def _annex_title(self) -> str:
        """Return what files of this form are: its 前段小结, where it has a cell for one."""
        summary = self._spec.field_by_key.get(SUMMARY)
        return summary.label.partition("（")[0] if summary is not None else ANNEX

    def remove_file(self, place: int) -> None:
        """Take a file away from the form, after a question."""
        annex, attachment = self._files[place]
        sentence = f"要从“{self._name}”的登记表移除附页“{attachment.name}”吗？"
        if confirm(self, "移除附页", sentence, "移除", "关闭登记表后可以撤销（Ctrl+Z）。"):
            with refusals_shown(self, "没有移除"):
                changes = self._source.beside.remove_file(annex, attachment)
                self._show_files()
                self.saved.emit(changes)

    def open_file(self, place: int) -> None:
        """Write a file where the user wants it, and open it."""
        path = write_and_open(self, self._source.beside.annexes, self._files[place][1])
        if path is not None:
            self._status.setText(SAVED.format(path=path))

    def annex_note(self) -> str:
        """Return which files go with the form on paper, or nothing."""
        names = "、".join(each.name for _, each in self._files)
        return f"　另有附页文件：{names}" if names else ""
