"""上报记录 on the page 报送与汇总: what was submitted from here, frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.submission import Submission
from app.ui.handoff.days import day_cell, time_cell
from app.ui.line_model import Line, LineModel, folded
from app.ui.line_table import current_line, line_table
from app.ui.settings import Settings
from app.ui.widgets import dressed, push_button

HEADINGS = ("数据截至", "序号", "校验码", "上报时间", "回执", "轮次", "单位", "文件")
WIDTHS = {0: 92, 1: 50, 2: 90, 3: 130, 4: 200, 5: 110, 6: 150}
NONE = "还没有上报过。"
UNWRITTEN = "文件没有写成，请“再写一次”"


@dataclass(frozen=True, slots=True)
class SubmissionLine(Line):
    """One submission."""

    submission: Submission


class SubmissionsView(QWidget):
    """Newest first; the figures of none of them ever change."""

    reprint_wanted = Signal(object)
    """The ``Submission`` to print again."""
    export_wanted = Signal(object)
    """The ``Submission`` whose Excel is wanted."""
    compare_wanted = Signal(object)
    """The ``Submission`` to compare with today."""
    earlier_wanted = Signal(object)
    """Two ``Submission``: the newer one, and the one before it."""
    rewrite_wanted = Signal(object)
    """The ``Submission`` whose package is to be written once more."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        super().__init__(parent)
        self._submissions: Sequence[Submission] = ()
        self._said = dressed(QLabel(), accessibleName="上报记录小计")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._print = push_button("重印", "重印统计表", "打印当时上报的统计表，和原来一样")
        self._export = push_button("导出", "导出统计表", "把当时上报的统计表另存为 Excel")
        self._compare = push_button("与现在比较", hint="上报之后数字和记录有了哪些变化")
        self._earlier = push_button("与上一次比较", hint="与同一单位同一轮次的上一次上报比较")
        self._rewrite = push_button(
            "再写一次…", "再写一次数据包", "再写一份同样的数据包，校验码不变"
        )
        self.model: LineModel[SubmissionLine] = LineModel(
            HEADINGS, self, keys={1: _by_sequence}, numbers=frozenset({1})
        )
        self.table = line_table("上报记录", self.model, settings, WIDTHS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._said, 1)
        for button in self._buttons():
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _buttons(self) -> "tuple[QWidget, ...]":
        return (self._print, self._export, self._compare, self._earlier, self._rewrite)

    def _connect(self) -> None:
        self.table.row_opened.connect(self._ask_compare)
        self.table.selectionModel().currentRowChanged.connect(self._allow)
        self._print.clicked.connect(self._ask_print)
        self._export.clicked.connect(self._ask_export)
        self._compare.clicked.connect(self._ask_compare)
        self._earlier.clicked.connect(self._ask_earlier)
        self._rewrite.clicked.connect(self._ask_rewrite)

    def show_submissions(self, submissions: Sequence[Submission]) -> None:
        """Show these, newest first."""
        self._submissions = submissions
        self.model.show_lines([_line(each) for each in submissions])
        self._said.setText(f"共 {len(submissions)} 次" if submissions else NONE)
        if submissions:
            self.table.choose_row(self.model.index(0, 0))
        self._allow()

    def current(self) -> Submission | None:
        """Return the submission that is current, or None."""
        line = current_line(self.table, self.model)
        return line.submission if line is not None else None

    def before(self, submission: Submission) -> Submission | None:
        """Return the one that a submission replaced, or None."""
        report = submission.report
        return next(
            (
                each
                for each in sorted(self._submissions, key=_sequence, reverse=True)
                if each.sequence < submission.sequence
                and each.report.unit.id == report.unit.id
                and each.report.round.id == report.round.id
            ),
            None,
        )

    def _allow(self) -> None:
        current = self.current()
        for button in self._buttons():
            button.setEnabled(current is not None)
        self._earlier.setEnabled(current is not None and self.before(current) is not None)

    def _ask_print(self) -> None:
        if self.current() is not None:
            self.reprint_wanted.emit(self.current())

    def _ask_export(self) -> None:
        if self.current() is not None:
            self.export_wanted.emit(self.current())

    def _ask_compare(self) -> None:
        if self.current() is not None:
            self.compare_wanted.emit(self.current())

    def _ask_earlier(self) -> None:
        current = self.current()
        before = self.before(current) if current is not None else None
        if before is not None:
            self.earlier_wanted.emit((current, before))

    def _ask_rewrite(self) -> None:
        if self.current() is not None:
            self.rewrite_wanted.emit(self.current())


def _line(submission: Submission) -> SubmissionLine:
    report = submission.report
    receipt = submission.receipt or ("" if submission.is_written else UNWRITTEN)
    cells = (
        day_cell(report.day),
        str(submission.sequence),
        submission.check_code,
        time_cell(submission.time),
        receipt,
        report.round.name,
        report.unit.name,
        submission.file,
    )
    return SubmissionLine(str(submission.id), cells, (), folded(" ".join(cells)), submission)


def _by_sequence(line: SubmissionLine) -> int:
    return line.submission.sequence


def _sequence(submission: Submission) -> int:
    return submission.sequence
