"""Entering what was counted: the accounts of the ballots, and the votes of every grade."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from app.domain.cycle.assessment import ACCOUNT_WORDS, Accounts, Assessment, VoterGroup
from app.domain.cycle.vote_checks import account_faults, completed
from app.domain.errors.fault import Refusal
from app.ops.assessments import AssessmentOps
from app.ops.changes import Changes
from app.ui.assessments.count_grid import CountGrid
from app.ui.assessments.count_model import CountModel
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import refusals_shown, tell
from app.ui.file_dialog import ask_files, documents
from app.ui.file_kinds import SHEET_FILTER
from app.ui.handoff.figure_grid import FigureLine
from app.ui.questions import confirm
from app.ui.tones import RED, text_style
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

_MOST_TOLD = 8


class EntryDialog(FormLikeDialog):
    """Takes the totals of one group of voters after the other."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(self, ops: AssessmentOps, given: Assessment, parent: QWidget | None) -> None:
        """Show what was counted so far.

        Args:
            ops: writes the counts.
            given: the assessment, with a group of voters and an object at least.
            parent: the window it belongs to.
        """
        super().__init__(f"录入票数：{given.title}", "保存", parent)
        self._ops, self._assessment = ops, given
        self._model = CountModel(given, self)
        self._grid = CountGrid(self._model)
        self._group = QComboBox()
        for group in given.groups:
            self._group.addItem(group.name, group.id)
        self._lines = {name: FigureLine(word) for name, word in ACCOUNT_WORDS.items()}
        self._balance = dressed(QLabel(wordWrap=True), accessibleName="票数核对")
        self._filled = dressed(QLabel(), accessibleName="录入进度")
        self._import = push_button("导入…", "导入票数", "从 Excel 表格读入这一类人员的票数")
        self._opened: object = None
        self._shown = -1
        self._lay_out()
        self._connect()
        fit(self, 860, 560)
        self._show_group(0)

    def _lay_out(self) -> None:
        self.row("参评人员", self._group)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(10)
        for column, (name, word) in enumerate(ACCOUNT_WORDS.items()):
            label = QLabel(word)
            label.setBuddy(self._lines[name])
            numbers.addWidget(label, 0, column)
            numbers.addWidget(self._lines[name], 1, column)
        foot = QHBoxLayout()
        foot.addWidget(self._filled, 1)
        foot.addWidget(self._import)
        self.column.insertLayout(1, numbers)
        self.column.insertWidget(2, self._balance)
        self.column.insertWidget(3, self._grid, 1)
        self.column.insertLayout(4, foot)
        self.give_room(self._grid)

    def _connect(self) -> None:
        self._group.activated.connect(self._change_group)
        self._import.clicked.connect(self._ask_sheet)
        self._model.dataChanged.connect(self._look)
        for line in self._lines.values():
            line.textChanged.connect(self._look)

    # ---- what is shown -------------------------------------------------------------------------

    def _voters(self) -> VoterGroup:
        return self._assessment.groups[max(self._shown, 0)]

    def _show_group(self, place: int) -> None:
        self._shown = place
        group = self._voters()
        self._group.setCurrentIndex(place)
        self._model.show_group(group)
        for name, line in self._lines.items():
            number = getattr(group.accounts, name)
            line.setText("" if number is None else str(number))
        self._opened = self._state()
        self._look()
        self._grid.start()
        self._lines["expected"].setFocus()

    def _change_group(self, place: int) -> None:
        """Show another group; what was typed for this one is written first."""
        if place == self._shown:
            return
        if self._state() != self._opened:
            try:
                self._write()
            except Refusal as refused:
                self._group.setCurrentIndex(self._shown)
                self.show_fault("；".join(fault.message for fault in refused.faults[:3]))
                return
        self._show_group(place)

    def accounts(self) -> Accounts:
        """Return the numbers of ballots.

        Raises:
            Refusal: ``figures.not_a_number``.
        """
        found = {name: line.value() for name, line in self._lines.items()}
        return completed(Accounts(**{item.name: found[item.name] for item in fields(Accounts)}))

    def _state(self) -> object:
        typed = tuple(line.text().strip() for line in self._lines.values())
        return typed, tuple(self._model.counts()), tuple(self._model.recused().items())

    def _look(self) -> None:
        """Say whether the numbers agree, as they are typed."""
        try:
            accounts = self.accounts()
        except Refusal as refused:
            self._say(refused.fault.message, wrong=True)
            return
        self._model.set_valid(accounts.valid)
        found = list(account_faults(accounts))
        if found:
            self._say("；".join(fault.message.rstrip("。") for fault in found) + "。", wrong=True)
        else:
            self._say(_balanced(accounts), wrong=False)
        filled, wrong, whole = self._model.standing()
        text = f"已录入 {filled} 项，共 {whole} 项"
        self._filled.setText(f"{text}；{wrong} 项与有效票数不符，合计标为红色" if wrong else text)

    def _say(self, text: str, *, wrong: bool) -> None:
        self._balance.setText(text)
        colour = text_style(RED) if wrong else ""
        self._balance.setStyleSheet(colour)

    def type_number(self, name: str, number: int) -> None:
        """Put a number of ballots into its line, as if it were typed (``ACCOUNT_WORDS``)."""
        self._lines[name].setText(str(number))

    def type_row(self, row: int, numbers: Sequence[int]) -> None:
        """Put votes into a row of the grid, as if they were typed."""
        for column, number in enumerate(numbers, 2):
            self._model.setData(self._model.index(row, column), number)

    # ---- what is done --------------------------------------------------------------------------

    def _ask_sheet(self) -> None:
        files = ask_files(self, "导入票数", documents(), SHEET_FILTER)
        if files:
            self.read_sheet(files[0])

    def read_sheet(self, path: Path) -> None:
        """Put the counts of a sheet into the grid; they are written by 保存."""
        with refusals_shown(self, "没有导入"):
            found = wait_for(
                self,
                "正在读取表格…",
                lambda _progress: self._ops.read_totals(
                    self._assessment.id, self._voters().id, path
                ),
            )
            filled = self._model.take(found.counts)
            told = [f"{fault.place}：{fault.message}" for fault in found.faults[:_MOST_TOLD]]
            left = len(found.faults) - len(told)
            told += [f"另有 {left} 行没有读入。"] if left > 0 else []
            if told:
                tell(
                    self,
                    "导入票数",
                    f"读入 {filled} 项，{len(found.faults)} 行没有读入。",
                    "\n".join(told),
                )

    def _write(self) -> Changes:
        group = self._voters()
        changes = self._ops.enter(
            self._assessment.id,
            group.id,
            self.accounts(),
            self._model.counts(),
            self._model.recused(),
        )
        self._assessment = self._ops.get(self._assessment.id)
        self._model.renew(self._assessment)
        self._opened = self._state()
        self.told.emit(changes)
        return changes

    def do_it(self) -> None:
        """Write what was typed."""
        self._write()

    def reject(self) -> None:
        """Close; where something was typed, ask before it is lost."""
        if self._state() != self._opened and not confirm(
            self, "尚未保存", "录入的票数还没有保存。", "放弃", "放弃后不能找回。"
        ):
            return
        super().reject()


def _balanced(accounts: Accounts) -> str:
    """Say how the ballots add up, as far as they are known."""
    if accounts.valid is None or accounts.invalid is None or accounts.returned is None:
        return "填写收回和有效的张数后，程序核对每一项的票数。"
    text = f"有效 {accounts.valid} ＋ 无效 {accounts.invalid} ＝ 收回 {accounts.returned}"
    if accounts.issued is not None:
        text += f"；发出 {accounts.issued}，未收回 {accounts.issued - accounts.returned}"
    return text + "。"
