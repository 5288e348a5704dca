"""What can be done about problems, wherever it is asked for: the dialogs and what follows them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.deeds import Deeds
from app.ui.faults import refusals_shown, tell
from app.ui.file_dialog import ask_folder, documents
from app.ui.file_kinds import EXCEL_FILTER
from app.ui.questions import ask_reason, confirm, first_of
from app.ui.rectification.lines import RectificationLine
from app.ui.saving import save_as
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import OrganizationId, ReviewId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.rectification_rows import RectificationRow
    from app.ui.rectification.deed_dialogs import DeedDialog

_INFORMATION = QMessageBox.Icon.Information


class RectificationDeeds(Deeds):
    """What is done about problems and the replies to them."""

    # ---- the round ---------------------------------------------------------------------------

    def gather(self, round_: "Round", unit: "OrganizationId") -> None:
        """List the problems of all reviewed records that have none listed yet, and say how many."""

        def work(progress: "Progress") -> "tuple[int, Changes]":
            progress(0, 0)
            return self._desk.rectifications.gather(round_, unit)

        with refusals_shown(self._window, "没有列出"):
            count, changes = wait_for(self._window, "正在列出整改事项…", work)
            if count:
                self.told.emit(changes)
                return
            said = "没有新的整改事项。"
            more = "已点评、写了“存在的问题和不足”的登记表都已列出。"
            tell(self._window, "列出事项", said, more, _INFORMATION)

    def carry(self, round_: "Round") -> None:
        """Take over what was left unfinished in the round before, after a question."""
        ops = self._desk.rectifications
        left = len(ops.unfinished_before(round_))
        rounds = {each.id: each for each in self._desk.rounds.all()}
        before = rounds.get(round_.previous_id) if round_.previous_id is not None else None
        if before is None or not left:
            return
        sentence = f"要把“{before.name}”没有完成的 {left} 项整改转入“{round_.name}”吗？"
        if confirm(self._window, "转入上轮未完成", sentence, "转入", "原轮次的事项保留不变。"):
            with refusals_shown(self._window, "没有转入"):
                self.told.emit(ops.carry(before, round_)[1])

    def archive(self, round_: "Round", unit: "OrganizationId") -> None:
        """Ask which archive folder is wanted, and where."""
        from app.ui.rectification.archive_dialog import ArchiveDialog

        ArchiveDialog(self._desk, self._settings, round_, unit, self._window).open()

    # ---- chosen problems ---------------------------------------------------------------------

    def edit(self, line: RectificationLine) -> None:
        """Show the problems of the record that one was named in."""
        from app.ui.rectification.edit_dialog import EditDialog

        record = line.record
        if record.review_id is None:
            return
        with refusals_shown(self._window):
            dialog = EditDialog(
                self._desk, record.review_id, record.round_id, about(line), self._window, record.id
            )
            dialog.told.connect(self.told)
            dialog.open()

    def note_progress(self, lines: Sequence[RectificationLine]) -> None:
        """Ask what was done."""
        from app.ui.rectification.deed_dialogs import ProgressDialog

        self._open(ProgressDialog, lines)

    def finish(self, lines: Sequence[RectificationLine]) -> None:
        """Ask what has come of it."""
        from app.ui.rectification.deed_dialogs import FinishDialog

        self._open(FinishDialog, lines)

    def check_off(self, lines: Sequence[RectificationLine]) -> None:
        """Ask who has checked it."""
        from app.ui.rectification.deed_dialogs import CheckOffDialog

        self._open(CheckOffDialog, lines)

    def set_due(self, lines: Sequence[RectificationLine]) -> None:
        """Ask by when they are to be mended."""
        from app.ui.rectification.deed_dialogs import DueDialog

        self._open(DueDialog, lines)

    def _open(
        self,
        kind: "Callable[[Desk, Sequence[RectificationLine], QWidget], DeedDialog]",
        lines: Sequence[RectificationLine],
    ) -> None:
        if lines:
            dialog = kind(self._desk, lines, self._window)
            dialog.told.connect(self.told)
            dialog.open()

    def reopen(self, lines: Sequence[RectificationLine]) -> None:
        """Take problems up again, with a reason."""
        if not lines:
            return
        sentence = f"重新整改{first_of(lines[0].record.problem, len(lines), '项')}。"
        reason = ask_reason(self._window, "重新整改", sentence)
        if reason:
            with refusals_shown(self._window):
                ids = [line.record.id for line in lines]
                self.told.emit(self._desk.rectifications.reopen(ids, reason))

    # ---- replies and lists -------------------------------------------------------------------

    def reply(self, line: RectificationLine) -> None:
        """Show the written reply to the leader."""
        from app.ui.rectification.reply_dialog import ReplyDialog

        if line.record.review_id is None:
            return
        with refusals_shown(self._window):
            dialog = ReplyDialog(
                self._desk, self._settings, line.record.review_id, about(line), self._window
            )
            dialog.told.connect(self.told)
            dialog.open()

    def export_letters(self, reviews: "Sequence[ReviewId]") -> None:
        """Ask for a folder and write the replies there, one Word file each."""
        folder = ask_folder(self._window, "书面回复放在哪里", documents())
        if folder is None or not reviews:
            return

        def work(progress: "Progress") -> tuple[Path, ...]:
            progress(0, 0)
            return self._desk.replies.export(folder, reviews)

        with refusals_shown(self._window, "没有导出"):
            files = wait_for(self._window, "正在生成书面回复…", work)
            said = f"已导出 {len(files)} 份书面回复。"
            tell(self._window, "导出书面回复", said, f"位置：{folder}", _INFORMATION)

    def print_list(self, rows: "Sequence[RectificationRow]", title: str) -> None:
        """Show a list as it prints."""
        from app.ops.rectification_rows import list_document
        from app.ui.printing.official import show_official

        document = list_document(rows, title)
        name = title.replace("　", "_")
        show_official(self._window, self._desk, self._settings, document, name)

    def export_list(self, rows: "Sequence[RectificationRow]", name: str) -> None:
        """Ask where the list goes, and write it as Excel."""

        def write(path: Path) -> None:
            def work(progress: "Progress") -> None:
                progress(0, 0)
                self._desk.rectifications.write(rows, path, overwrite=True)

            wait_for(self._window, "正在导出…", work)

        save_as(self._window, "导出整改清单", f"{name}.xlsx", EXCEL_FILTER, write)


def about(line: RectificationLine) -> str:
    """Return whom a review is about, and by whom it was made."""
    parts = [f"点评对象：{line.row.target}", f"党组织：{line.row.organization}"]
    if line.row.reviewer:
        parts.append(f"点评领导：{line.row.reviewer}")
    return "　　".join(parts)
