"""The page 评议: every vote of the chosen organisation, and what is done with it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.cycle.assessment import ASSESSMENT_STATES, Assessment
from app.domain.cycle.vote_results import Outcome, overall
from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, RecordId
from app.domain.progress import Progress
from app.domain.review import Round
from app.ops.assessments import AssessmentOps, Proposed
from app.ops.changes import Changes, Topic
from app.ops.desk import Desk
from app.ui.data_table import DataTable
from app.ui.empty_hint import EmptyHint
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet, FilterRow
from app.ui.line_model import Line, LineModel, folded
from app.ui.page import Page, Scope
from app.ui.questions import confirm
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

HEADINGS = (
    "名称",
    "状态",
    "满意率",
    "评议日期",
    "对象数",
    "参评人员",
    "发出",
    "收回",
    "有效",
    "党组织",
)
_WIDTHS = {0: 230, 1: 66, 2: 120, 3: 104, 4: 60, 5: 130, 6: 50, 7: 50, 8: 50}
_FACETS = (Facet("状态", tuple(ASSESSMENT_STATES.values())), Facet("党组织"))
_STEP = 20
_PLANNED = "方案规定的评议：谁评议谁、什么内容、什么等次"
_NO_RULES = "本方案没有规定谁评议谁，请按“新建”自己安排"
NOTHING = "还没有群众评议。按“按方案新建”由方案列出谁评议谁，或按“新建”自己安排一次。"
NOTHING_PLANNED = "还没有群众评议。本方案没有规定评议办法，按“新建”自己安排一次。"


class AssessmentsPage(Page):
    """The assessments of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.CYCLE})

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._found: dict[str, Assessment] = {}
        self._lines: list[Line] = []
        self._model: LineModel[Line] = LineModel(HEADINGS, self, numbers=frozenset({4, 6, 7, 8}))
        self._summary = dressed(QLabel(wordWrap=True), accessibleName="评议小计")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._planned = push_button(
            "按方案新建", hint="方案规定的评议：谁评议谁、什么内容、什么等次"
        )
        self._new = push_button("新建", "新建评议", "自己安排一次评议")
        self._edit = push_button("情况", "评议情况", "名称、等次、参评人员、评议对象")
        self._papers = push_button("测评票", "打印测评票", "打印测评票或存为 Word")
        self._enter = push_button("录入票数", hint="录入各等次的合计票数")
        self._ballots = push_button("逐张录入", hint="用键盘一张一张录入测评票")
        self._result = push_button("结果", "评议结果", "百分比、满意率、等次和评议汇总表")
        self._filters = FilterRow(_FACETS)
        self._table = DataTable("群众评议", settings)
        self._table.setModel(self._model)
        self._table.remember_columns(_WIDTHS)
        self._menu = self._made_menu()
        self._empty = EmptyHint()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for control in (
            self._planned,
            self._new,
            self._edit,
            self._papers,
            self._enter,
            self._ballots,
            self._result,
        ):
            top.addWidget(control)
        top.addStretch(1)
        filled = QWidget()
        whole = QVBoxLayout(filled)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addWidget(self._filters)
        whole.addWidget(self._table, 1)
        whole.addWidget(self._summary)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("评议情况(&E)…").triggered.connect(self.edit)
        menu.addAction("测评票(&B)…").triggered.connect(self.print_ballots)
        menu.addAction("录入票数(&V)…").triggered.connect(self.enter_totals)
        menu.addAction("逐张录入(&K)…").triggered.connect(self.enter_ballots)
        menu.addAction("评议结果(&R)…").triggered.connect(self.show_result)
        menu.addSeparator()
        menu.addAction("复制表格(&T)").triggered.connect(self._table.copy)
        menu.addSeparator()
        menu.addAction("清空票数(&C)…").triggered.connect(self.clear)
        menu.addAction("删除评议(&D)…").triggered.connect(self.remove)
        return menu

    def _connect(self) -> None:
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._pop_up)
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().selectionChanged.connect(self._selected)
        self._filters.changed.connect(self._filter)
        self._planned.clicked.connect(self.make_planned)
        self._new.clicked.connect(self.make_new)
        self._edit.clicked.connect(self.edit)
        self._papers.clicked.connect(self.print_ballots)
        self._enter.clicked.connect(self.enter_totals)
        self._ballots.clicked.connect(self.enter_ballots)
        self._result.clicked.connect(self.show_result)
        self._empty.asked.connect(self.asked)

    # ---- reading -------------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show the assessments of an organisation and what is below it."""
        self._scope = scope
        if scope.round is None:
            self._empty.show_step(has_members=bool(self.desk.workspace.records.members))
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        found = self.desk.assessments.among(scope.unit, scope.round)
        self._found = {each.id: each for each in found}
        self._lines = wait_for(self, "正在读取评议…", self._read)
        has_rules = bool(self.desk.workspace.scheme.assessments)
        self._planned.setEnabled(has_rules)
        self._planned.setToolTip(_PLANNED if has_rules else _NO_RULES)
        self._filter()

    def _read(self, progress: Progress) -> list[Line]:
        lines = []
        for number, each in enumerate(self._found.values()):
            if number % _STEP == 0:
                progress(number, len(self._found))
            lines.append(self._line(each))
        return lines

    def _line(self, each: Assessment) -> Line:
        unit = self.desk.assessments.unit_name(each)
        state = ASSESSMENT_STATES[each.standing]
        names = "、".join(group.name for group in each.groups)
        cells = (
            each.title,
            state,
            _satisfied(overall(each)),
            from_day(each.day).for_form if each.day else "",
            str(len(each.objects)),
            names,
            *(_sum(each, name) for name in ("issued", "returned", "valid")),
            unit,
        )
        return Line(each.id, cells, (state, unit), folded(f"{each.title} {unit} {names}"))

    def _filter(self) -> None:
        chosen = self._chosen()
        lines = self._filters.kept(self._lines)
        self._model.show_lines(lines)
        row = self._model.row_of(chosen[0].id) if chosen else None
        if row is None and lines:
            row = 0
        if row is not None:
            self._table.choose_row(self._model.index(row, 0))
        shown = "" if len(lines) == len(self._lines) else f"，显示 {len(lines)} 项"
        count = f"共 {len(self._lines)} 项评议{shown}"
        nothing = NOTHING if self.desk.workspace.scheme.assessments else NOTHING_PLANNED
        self._summary.setText(count if self._lines else nothing)
        self._selected()

    # ---- what is chosen ------------------------------------------------------------------------

    def _chosen(self) -> list[Assessment]:
        ids = [self._model.line(row).id for row in self._table.chosen_rows()]
        return [self._found[each] for each in ids if each in self._found]

    def choose(self, assessment_id: RecordId) -> None:
        """Choose an assessment that is shown."""
        row = self._model.row_of(assessment_id)
        if row is not None:
            self._table.choose_row(self._model.index(row, 0))

    def _selected(self) -> None:
        chosen = self._chosen()
        one = chosen[0] if len(chosen) == 1 else None
        for button in (self._edit, self._papers, self._result):
            button.setEnabled(one is not None)
        for button in (self._enter, self._ballots):
            button.setEnabled(one is not None and not one.is_done)

    def _pop_up(self, place: QPoint) -> None:
        if self._chosen():
            self._menu.popup(self._table.viewport().mapToGlobal(place))

    def _open_row(self, index: QModelIndex) -> None:
        """Go on where this assessment stands: counting, or looking at what came of it."""
        if not index.isValid():
            return
        self._table.choose_row(index)
        found = self._found[self._model.line(index.row()).id]
        if found.is_done:
            self.show_result()
        elif found.objects and found.groups:
            self.enter_totals()
        else:
            self.edit()

    def _with_chosen(self, open_dialog: Callable[[Assessment], None]) -> None:
        """Do something with the one that is chosen, as it stands in the ledger now."""
        chosen = self._chosen()
        if chosen:
            with refusals_shown(self):
                open_dialog(self.desk.assessments.get(chosen[0].id))

    # ---- what is done --------------------------------------------------------------------------

    def make_planned(self) -> None:
        """Offer what the scheme asks for."""
        from app.ui.assessments.planned_dialog import PlannedDialog

        scope, ops = self._scope, self.desk.assessments
        if scope is None or scope.round is None:
            return
        with refusals_shown(self):
            work = partial(_proposed, ops, scope.unit, scope.round)
            found = wait_for(self, "正在查找评议对象…", work)
            dialog = PlannedDialog(ops, found, scope.round, self.window())
            dialog.told.connect(self._take)
            dialog.open()

    def make_new(self) -> None:
        """Make an assessment of one's own."""
        scope = self._scope
        if scope is not None:
            self._show_dialog(self.desk.assessments.blank(scope.unit, scope.round), is_new=True)

    def edit(self) -> None:
        """Show and change the chosen assessment."""
        self._with_chosen(self._show_dialog)

    def _show_dialog(self, given: Assessment, *, is_new: bool = False) -> None:
        from app.ui.assessments.assessment_dialog import AssessmentDialog

        dialog = AssessmentDialog(self.desk, self.settings, given, self.window(), is_new=is_new)
        dialog.told.connect(self._take)
        dialog.open()

    def print_ballots(self) -> None:
        """Print ballots or write them as a Word file."""
        self._with_chosen(self._show_papers)

    def _show_papers(self, given: Assessment) -> None:
        from app.ui.assessments.papers import PapersDialog

        if not given.objects:
            raise refusal("vote.no_objects")
        dialog = PapersDialog(self.desk, self.settings, given, self.window())
        dialog.written.connect(self._say_written)
        dialog.open()

    def _say_written(self, path: str) -> None:
        self._summary.setText(f"已保存：{path}")

    def enter_totals(self) -> None:
        """Enter what was counted."""
        self._with_chosen(self._show_entry)

    def _show_entry(self, given: Assessment) -> None:
        from app.ui.assessments.entry_dialog import EntryDialog

        _require_ready(given)
        dialog = EntryDialog(self.desk.assessments, given, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def enter_ballots(self) -> None:
        """Enter ballots one by one."""
        self._with_chosen(self._show_ballots)

    def _show_ballots(self, given: Assessment) -> None:
        from app.ui.assessments.ballot_dialog import BallotDialog

        _require_ready(given)
        dialog = BallotDialog(self.desk.ballots, given, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def show_result(self) -> None:
        """Show what came of the votes."""
        self._with_chosen(self._show_results)

    def _show_results(self, given: Assessment) -> None:
        from app.ui.assessments.result_dialog import ResultDialog

        dialog = ResultDialog(self.desk, self.settings, given.id, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def clear(self) -> None:
        """Take the counts and ballots of the chosen assessment away, after asking."""
        self._with_chosen(self._clear)

    def _clear(self, given: Assessment) -> None:
        sentence = f"要清空“{given.title}”的全部票数、测评票和评定的等次吗？"
        if confirm(self, "清空票数", sentence, "清空", "可以用“撤销”找回。"):
            self._take(self.desk.assessments.clear(given.id))

    def remove(self) -> None:
        """Delete the chosen assessments, after asking."""
        chosen = self._chosen()
        if not chosen:
            return
        what = f"“{chosen[0].title}”" if len(chosen) == 1 else f"{len(chosen)} 项评议"
        if confirm(self, "删除评议", f"要删除{what}及其票数吗？", "删除", "可以用“撤销”找回。"):
            with refusals_shown(self):
                self._take(self.desk.assessments.remove([each.id for each in chosen]))

    def _take(self, changes: Changes) -> None:
        """Tell what was written; the window shows the page again."""
        if changes:
            self.told.emit(changes)


def _proposed(
    ops: AssessmentOps, unit: OrganizationId, round_: Round, progress: Progress
) -> tuple[Proposed, ...]:
    progress(0, 0)
    return ops.proposed(unit, round_)


def _require_ready(given: Assessment) -> None:
    """Refuse to count where nobody votes or is voted on."""
    if not given.objects:
        raise refusal("vote.no_objects")
    if not given.groups:
        raise refusal("vote.no_groups")
    if given.is_done:
        raise refusal("vote.done", title=given.title)


def _sum(each: Assessment, name: str) -> str:
    """Return a number of all groups together; empty where none is known."""
    numbers = [getattr(group.accounts, name) for group in each.groups]
    known = [number for number in numbers if number is not None]
    return str(sum(known)) if known else ""


def _satisfied(outcomes: Iterable[Outcome | None]) -> str:
    """Return 满意率 of the objects: of one, or the lowest and the highest of several."""
    rates = [outcome.satisfied for outcome in outcomes if outcome is not None]
    known = [rate for rate in rates if rate is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    return f"{high}%" if low == high else f"{low}%～{high}%"
