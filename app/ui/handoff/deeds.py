"""What can be done about packages, wherever it is asked for: the dialogs and what follows them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox

from app.ui.deeds import Deeds
from app.ui.faults import refusals_shown, tell
from app.ui.file_dialog import ask_file_name, documents
from app.ui.file_kinds import EXCEL_FILTER
from app.ui.handoff.days import day_words, time_words
from app.ui.print_list import print_list
from app.ui.questions import confirm
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId, ReviewId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.domain.submission import Submission
    from app.ops.received_reports import ReceivedReport
    from app.ops.reception import JournalLine, TakenOut
    from app.ops.submission_views import Difference
    from app.ops.units import UnitStanding
    from app.ui.list_view import ListView

MOST_NAMED = 8
CHOOSE_FIRST = "请先在“台账”页或“点评任务”页选中要退回的登记表。"
NO_UNITS = "本台账里没有下级单位。"
NO_UNITS_MORE = "有下级党组织时，才能下发和退回；先在“党组织”页新增。"
_INFORMATION = QMessageBox.Icon.Information


class HandoffDeeds(Deeds):
    """What is done about packages and the lists that tell of them."""

    remarks_wanted = Signal()
    """What the level above has sent back is to be shown."""

    def print_lines(self, what: str, view: "ListView[Any]") -> None:
        """Show a list as it prints; it is of the whole ledger, whatever is chosen in the tree."""
        workspace = self._desk.workspace
        root = workspace.directory(workspace.today()).tree[workspace.root_id]
        title = f"{root.short_name or root.name}　{what}"
        print_list(self._window, self._settings, title, view.as_table(title))

    # ---- up, in, down ------------------------------------------------------------------------

    def submit(self, round_: "Round", unit: "OrganizationId") -> None:
        """Ask what is to be submitted, and where the package goes."""
        from app.ui.handoff.submit_dialog import SubmitDialog

        with refusals_shown(self._window, "不能上报"):
            self._desk.units.titles()  # a scheme without a table is refused before a dialog opens
            dialog = SubmitDialog(self._desk, self._settings, round_, unit, self._window)
            dialog.told.connect(self.told)
            dialog.open()

    def receive(self, paths: Sequence[Path] = ()) -> None:
        """Show what taking in packages would do; without paths they are asked for."""
        from app.ui.handoff.receive_dialog import ReceiveDialog

        dialog = ReceiveDialog(self._desk, self._settings, self._window)
        dialog.told.connect(self.told)
        dialog.conflicts_wanted.connect(self.conflicts)
        dialog.remarks_wanted.connect(self.remarks_wanted)
        dialog.open()
        if paths:
            dialog.look(paths)

    def issue(self, ticked: "Sequence[OrganizationId]" = ()) -> None:
        """Ask which units get a package, and where the files go."""
        from app.ui.handoff.issue_dialog import IssueDialog

        if self._stands_alone("下发"):
            return
        with refusals_shown(self._window, "不能下发"):
            dialog = IssueDialog(self._desk, self._settings, self._window, ticked)
            dialog.told.connect(self.told)
            dialog.open()

    def conflicts(self, unit: str = "") -> None:
        """Show the open conflicts, those of a unit first."""
        from app.ui.handoff.conflict_dialog import ConflictDialog

        dialog = ConflictDialog(self._desk, self._settings, self._window, unit)
        dialog.told.connect(self.told)
        dialog.open()

    def figures(self, round_: "Round", unit: "UnitStanding") -> None:
        """Ask for the figures of a unit without the program."""
        from app.ui.handoff.figures_dialog import FiguresDialog

        with refusals_shown(self._window, "不能录入"):
            self._desk.units.titles()
            dialog = FiguresDialog(self._desk, round_, unit, self._window)
            dialog.told.connect(self.told)
            dialog.open()

    def send_back(self, reviews: "Sequence[ReviewId]") -> None:
        """Ask what the unit below is to mend in these records; without any say where they are."""
        from app.ui.handoff.remark_dialog import RemarkDialog

        if self._stands_alone("退回下级"):
            return
        if not reviews:
            tell(self._window, "退回下级", "还没有选登记表。", CHOOSE_FIRST, _INFORMATION)
            return
        with refusals_shown(self._window, "没有退回"):
            dialog = RemarkDialog(self._desk, reviews, self._window)
            dialog.told.connect(self.told)
            dialog.open()

    def _stands_alone(self, title: str) -> bool:
        """Say where it is so that nobody stands below whom something could be sent."""
        if self._desk.issuing.units():
            return False
        tell(self._window, title, NO_UNITS, NO_UNITS_MORE, _INFORMATION)
        return True

    def withdraw(self, remarks: Sequence[int]) -> None:
        """Take remarks back, after a question."""
        sentence = f"要撤回所选的 {len(remarks)} 条退回意见吗？"
        if confirm(self._window, "撤回意见", sentence, "撤回"):
            with refusals_shown(self._window):
                self.told.emit(self._desk.issuing.withdraw_remark(remarks))

    def remarks_done(self, remarks: Sequence[int]) -> None:
        """Say that what remarks from above asked for has been mended."""
        with refusals_shown(self._window):
            self.told.emit(self._desk.receiving.remarks_done(remarks))

    def verify(self) -> None:
        """Ask for a 校验码."""
        from app.ui.handoff.code_dialog import CodeDialog

        CodeDialog(self._desk, self._settings, self._window).open()

    # ---- what was submitted ------------------------------------------------------------------

    def reprint(self, submission: "Submission") -> None:
        """Show a submitted table as it was printed."""
        from app.ui.handoff.printing import print_submission

        print_submission(self._window, self._desk, self._settings, submission)

    def print_received(self, received: "ReceivedReport") -> None:
        """Show the table that a unit below submitted as it prints."""
        from app.ui.handoff.printing import print_received

        print_received(self._window, self._desk, self._settings, received)

    def export(self, submission: "Submission") -> None:
        """Ask where the Excel of a submission goes, and write it, byte for byte as it was."""
        from app.export.file_names import file_name

        report = submission.report
        name = file_name(
            report.unit.name, "统计表", f"第{submission.sequence}号", report.day, "xlsx"
        )
        path = ask_file_name(self._window, "导出统计表", documents() / name, EXCEL_FILTER)
        if path is not None:
            with refusals_shown(self._window, "没有保存"):
                self._desk.submissions.reprint(submission.id, path, overwrite=True)

    def compare(self, submission: "Submission") -> None:
        """Show what has changed since a submission."""
        submissions = self._desk.submissions

        def work(progress: "Progress") -> "Difference":
            progress(0, 0)
            return submissions.since(submission.id)

        self._show_difference(work, submission, _title(submission), ("上报时", "现在"))

    def compare_two(self, newer: "Submission", older: "Submission") -> None:
        """Show what has changed from one submission to the next."""
        submissions = self._desk.submissions

        def work(progress: "Progress") -> "Difference":
            progress(0, 0)
            return submissions.difference(newer.id, older.id)

        words = (f"第{older.sequence}号", f"第{newer.sequence}号")
        self._show_difference(work, older, f"{_title(older)}\n{_title(newer)}", words)

    def _show_difference(
        self,
        work: "Callable[[Progress], Difference]",
        then: "Submission",
        title: str,
        words: tuple[str, str],
    ) -> None:
        from app.ui.handoff.compare_dialog import CompareDialog

        with refusals_shown(self._window):
            difference = wait_for(self._window, "正在比较…", work)
            figures = difference.all_figures(then.report.titles, then.report.told)
            CompareDialog(title, words, difference, self._settings, self._window, figures).open()

    def write_again(self, submission: "Submission") -> None:
        """Ask where a package goes that is written once more, with the same 校验码."""
        from app.ui.handoff.rewrite_dialog import RewriteDialog

        dialog = RewriteDialog(self._desk, self._settings, submission, self._window)
        dialog.told.connect(self.told)
        dialog.open()

    # ---- the journal -------------------------------------------------------------------------

    def take_out(self, line: "JournalLine") -> None:
        """Take a package out again, after a question; say what could not be put back."""
        sentence = f"要把“{line.unit}”第 {line.sequence} 号数据包取出吗？"
        more = "它带来的内容恢复成接收以前的样子；接收以后又改过的记录保持不变。取出前会自动备份。"
        if not confirm(self._window, "取出", sentence, "取出", more):
            return

        def work(progress: "Progress") -> "TakenOut":
            progress(0, 0)
            return self._desk.receiving.take_out(line.package)

        with refusals_shown(self._window, "没有取出"):
            done = wait_for(self._window, "正在取出…", work)
            self.told.emit(done.changes)
            text = f"去掉 {done.removed} 条，恢复 {done.restored} 条。"
            if done.left:
                names = "、".join(done.left[:MOST_NAMED])
                more = "等" if len(done.left) > MOST_NAMED else ""
                text += f"\n接收以后又改过、保持不变的 {len(done.left)} 条：{names}{more}。"
            tell(self._window, "取出", "数据包已经取出。", text, _INFORMATION)


def _title(submission: "Submission") -> str:
    report = submission.report
    return (
        f"{report.unit.name}　{report.round.name}　第 {submission.sequence} 号"
        f"（校验码 {submission.check_code}，数据截至 {day_words(report.day)}，"
        f"{time_words(submission.time)} 上报）"
    )
