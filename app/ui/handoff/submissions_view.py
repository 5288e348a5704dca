"""上报记录 on the page 报送与汇总: what was submitted from here, frozen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.submission import Submission
from app.ui.handoff.days import day_cell, time_cell
from app.ui.line_model import Line, LineModel, folded
from app.ui.list_deeds import ListDeed, printing_deed
from app.ui.list_view import Counted, ListView

if TYPE_CHECKING:
    from app.ops.submission_views import Later
    from app.ui.handoff.deeds import HandoffDeeds
    from app.ui.settings import Settings

HEADINGS = ("数据截至", "序号", "校验码", "上报时间", "以后改动", "回执", "轮次", "单位", "文件")
WIDTHS = {0: 82, 1: 44, 2: 76, 3: 118, 4: 84, 5: 190, 6: 92, 7: 100}
NONE = "还没有上报过。"
UNWRITTEN = "文件没有写成，请“再写一次”"


@dataclass(frozen=True, slots=True)
class SubmissionLine(Line):
    """One submission."""

    submission: Submission
    before: Submission | None
    """The one that it replaced, of the same unit and round."""


class SubmissionsView(ListView[SubmissionLine]):
    """Newest first; the figures of none of them ever change."""

    def __init__(self, handoff: "HandoffDeeds", settings: "Settings") -> None:
        """Show nothing yet.

        Args:
            handoff: does what is done with submissions.
            settings: where the table remembers its columns.
        """
        model: LineModel[SubmissionLine] = LineModel(
            HEADINGS, keys={1: _by_sequence}, numbers=frozenset({1})
        )
        counted = Counted("次", "上报", NONE)
        super().__init__("上报记录", model, settings, WIDTHS, self._acts(), counted)
        self._handoff = handoff
        self.opened.connect(self._compare)

    def _acts(self) -> tuple[ListDeed, ...]:
        now = "上报之后数字和记录有了哪些变化（双击或回车）"
        before = "与同一单位同一轮次的上一次上报比较"
        again, prints = "再写一份同样的数据包，校验码不变", "打印当时上报的统计表，和原来一样"
        saves = "把当时上报的统计表另存为 Excel"
        return (
            ListDeed("与现在比较", self.open_chosen, hint=now, letter="B"),
            ListDeed("与上一次比较", self._compare_two, hint=before, when=_if_second, letter="S"),
            ListDeed("重印", self._reprint, "重印统计表", prints, letter="P"),
            ListDeed("导出…", self._export, "导出统计表", saves, letter="E"),
            ListDeed("再写一次…", self._write_again, "再写一次数据包", again, letter="W"),
            printing_deed(self._print, "上报记录"),
        )

    def _compare(self) -> None:
        line = self.current()
        if line is not None:
            self._handoff.compare(line.submission)

    def _compare_two(self) -> None:
        line = self.current()
        if line is not None and line.before is not None:
            self._handoff.compare_two(line.submission, line.before)

    def _reprint(self) -> None:
        line = self.current()
        if line is not None:
            self._handoff.reprint(line.submission)

    def _export(self) -> None:
        line = self.current()
        if line is not None:
            self._handoff.export(line.submission)

    def _write_again(self) -> None:
        line = self.current()
        if line is not None:
            self._handoff.write_again(line.submission)

    def _print(self) -> None:
        self._handoff.print_lines("上报记录", self)


def submission_lines(
    submissions: Iterable[Submission], later: "Iterable[Later]" = ()
) -> tuple[SubmissionLine, ...]:
    """Return submissions as lines, the newest first.

    Args:
        submissions: in any order.
        later: what came after the last of a unit and round.
    """
    since = {each.submission.id: _since(each) for each in later}
    lines: list[SubmissionLine] = []
    last: dict[tuple[str, str], Submission] = {}
    for each in sorted(submissions, key=_sequence):
        about = each.report.unit.id, each.report.round.id
        lines.append(_line(each, last.get(about), since.get(each.id, "")))
        last[about] = each
    return tuple(reversed(lines))


def _since(later: "Later") -> str:
    """Return what came after a submission, for a cell."""
    counts = (
        f"登记表 {later.records}" * bool(later.records),
        f"数据包 {later.packages}" * bool(later.packages),
    )
    return "，".join(filter(None, counts))


def _line(submission: Submission, before: Submission | None, since: str) -> SubmissionLine:
    report = submission.report
    receipt = submission.receipt or ("" if submission.is_written else UNWRITTEN)
    cells = (
        day_cell(report.day),
        str(submission.sequence),
        submission.check_code,
        time_cell(submission.time),
        since,
        receipt,
        report.round.name,
        report.unit.name,
        submission.file,
    )
    searched = folded(" ".join(cells))
    return SubmissionLine(str(submission.id), cells, (), searched, submission, before)


def _if_second(chosen: Sequence[SubmissionLine], listed: int) -> bool:
    """What is done with one submission that has replaced another."""
    del listed
    return len(chosen) == 1 and chosen[0].before is not None


def _by_sequence(line: SubmissionLine) -> int:
    return line.submission.sequence


def _sequence(submission: Submission) -> int:
    return submission.sequence
