"""The page 评议: every vote of the chosen organisation, and what is done with it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.domain.cycle.assessment import ASSESSMENT_STATES
from app.domain.errors.catalogue import refusal
from app.ops.changes import Topic
from app.ui.assessments.lines import WIDTHS, AssessmentLine, AssessmentModel, assessment_line
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet
from app.ui.list_deeds import (
    ListDeed,
    Where,
    always,
    change_deed,
    if_one,
    new_deed,
    printing_deed,
    removal_deed,
)
from app.ui.list_view import Counted, ListView
from app.ui.questions import confirm, first_of
from app.ui.round_page import RoundPage
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.cycle.assessment import Assessment
    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.assessments import Proposed
    from app.ops.desk import Desk
    from app.ui.settings import Settings

_FACETS = (Facet("状态", tuple(ASSESSMENT_STATES.values())), Facet("党组织"))
_STEP = 20
PLANNED = "按方案新建"
_NO_RULES = "本方案没有规定谁评议谁，请按“新建”自己安排"
NOTHING = "还没有群众评议。按“按方案新建”由方案列出谁评议谁，或按“新建”自己安排一次。"
NOTHING_PLANNED = "还没有群众评议。本方案没有规定评议办法，按“新建”自己安排一次。"


class AssessmentsPage(RoundPage):
    """The assessments of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.CYCLE})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self._counted = Counted("项", "评议")
        self.votes = ListView(
            "群众评议",
            AssessmentModel(),
            settings,
            WIDTHS,
            self._deeds(),
            self._counted,
            facets=_FACETS,
        )
        self.column.addWidget(self.votes)
        self.votes.opened.connect(self.go_on)

    def _deeds(self) -> tuple[ListDeed, ...]:
        plans, totals = "方案规定的评议：谁评议谁、什么内容、什么等次", "录入各等次的合计票数"
        prints, looks = "打印测评票或存为 Word", "百分比、满意率、等次和评议汇总表"
        changes, types = "名称、等次、参评人员、评议对象", "用键盘一张一张录入测评票"
        nowhere = Where.NOWHERE
        return (
            ListDeed(PLANNED, self.make_planned, hint=plans, when=always),
            new_deed(self.make_new, "评议", "自己安排一次评议"),
            change_deed(self.edit, "评议", changes),
            ListDeed("测评票", self.print_ballots, "打印测评票", prints, letter="B"),
            ListDeed("录入票数", self.enter_totals, "", totals, _if_open, "V"),
            ListDeed("逐张录入", self.enter_ballots, "", types, _if_open, "K"),
            ListDeed("结果", self.show_result, "评议结果", looks, letter="R"),
            ListDeed("清空票数…", self.clear, letter="C", where=nowhere),
            removal_deed(self.remove, "评议"),
            printing_deed(self._print, "评议"),
        )

    # ---- reading -----------------------------------------------------------------------------

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show the assessments of an organisation and what is below it."""
        ops = self.desk.assessments

        def work(progress: "Progress") -> list[AssessmentLine]:
            lines, found = [], ops.among(unit, round_)
            for number, each in enumerate(found):
                if number % _STEP == 0:
                    progress(number, len(found))
                lines.append(assessment_line(each, ops.unit_name(each)))
            return lines

        has_rules = bool(self.desk.workspace.scheme.assessments)
        none = NOTHING if has_rules else NOTHING_PLANNED
        self.votes.counted = replace(self._counted, none=none)
        self.votes.permit(PLANNED, permitted=has_rules, why=_NO_RULES)
        self.fill(self.votes, wait_for(self, "正在读取评议…", work))

    def go_on(self) -> None:
        """Go on where an assessment stands: counting, or looking at what came of it."""
        line = self.votes.current()
        if line is None:
            return
        if line.record.is_done:
            self.show_result()
        elif line.record.objects and line.record.groups:
            self.enter_totals()
        else:
            self.edit()

    # ---- what is done ------------------------------------------------------------------------

    def make_planned(self) -> None:
        """Offer what the scheme asks for."""
        from app.ui.assessments.planned_dialog import PlannedDialog

        if self.where is None:
            return
        ops, (round_, unit) = self.desk.assessments, self.where

        def work(progress: "Progress") -> "tuple[Proposed, ...]":
            progress(0, 0)
            return ops.proposed(unit, round_)

        with refusals_shown(self.window()):
            found = wait_for(self, "正在查找评议对象…", work)
            self.show_dialog(PlannedDialog(ops, found, round_, self.window()))

    def make_new(self) -> None:
        """Make an assessment of one's own."""
        if self.where is not None:
            round_, unit = self.where
            self._show_vote(self.desk.assessments.blank(unit, round_), is_new=True)

    def edit(self) -> None:
        """Show and change the chosen assessment."""
        line = self.votes.current()
        if line is not None:
            self._show_vote(line.record)

    def _show_vote(self, given: "Assessment", *, is_new: bool = False) -> None:
        from app.ui.assessments.assessment_dialog import AssessmentDialog

        self.show_dialog(
            AssessmentDialog(self.desk, self.settings, given, self.window(), is_new=is_new)
        )

    def print_ballots(self) -> None:
        """Print ballots or write them as a Word file."""
        from app.ui.assessments.papers import PapersDialog

        line = self.votes.current()
        if line is not None:
            with refusals_shown(self.window()):
                if not line.record.objects:
                    raise refusal("vote.no_objects")
                dialog = PapersDialog(self.desk, self.settings, line.record, self.window())
                dialog.written.connect(self._say_written)
                dialog.open()

    def _say_written(self, path: str) -> None:
        self.votes.say(f"已保存：{path}")

    def enter_totals(self) -> None:
        """Enter what was counted."""
        from app.ui.assessments.entry_dialog import EntryDialog

        line = self.votes.current()
        if line is not None:
            with refusals_shown(self.window()):
                _require_ready(line.record)
                self.show_dialog(EntryDialog(self.desk.assessments, line.record, self.window()))

    def enter_ballots(self) -> None:
        """Enter ballots one by one."""
        from app.ui.assessments.ballot_dialog import BallotDialog

        line = self.votes.current()
        if line is not None:
            with refusals_shown(self.window()):
                _require_ready(line.record)
                self.show_dialog(BallotDialog(self.desk.ballots, line.record, self.window()))

    def show_result(self) -> None:
        """Show what came of the votes."""
        from app.ui.assessments.result_dialog import ResultDialog

        line = self.votes.current()
        if line is not None:
            made = ResultDialog(self.desk, self.settings, line.record.id, self.window())
            self.show_dialog(made)

    def clear(self) -> None:
        """Take the counts and ballots of the chosen assessment away, after asking."""
        line = self.votes.current()
        if line is None:
            return
        sentence = f"要清空“{line.record.title}”的全部票数、测评票和评定的等次吗？"
        if confirm(self.window(), "清空票数", sentence, "清空", "清空后可以按 Ctrl+Z 撤销。"):
            with refusals_shown(self.window(), "没有清空"):
                self.tell(self.desk.assessments.clear(line.record.id))

    def remove(self) -> None:
        """Delete the chosen assessments, after asking."""
        lines, ids = self.votes.chosen(), self.votes.chosen_ids()
        if lines:
            named = f"评议{first_of(lines[0].record.title, len(lines), '项')}及其票数"
            self.ask_removal("评议", named, partial(self.desk.assessments.remove, ids))

    def _print(self) -> None:
        self.print_lines("群众评议一览表", self.votes)


def _if_open(chosen: Sequence[AssessmentLine], listed: int) -> bool:
    """What is done with one vote that is still counted."""
    return if_one(chosen, listed) and not chosen[0].record.is_done


def _require_ready(given: "Assessment") -> None:
    """Refuse to count where nobody votes or is voted on."""
    if not given.objects:
        raise refusal("vote.no_objects")
    if not given.groups:
        raise refusal("vote.no_groups")
    if given.is_done:
        raise refusal("vote.done", title=given.title)
