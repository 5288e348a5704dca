"""Entering ballots one by one by the keyboard alone, and a second time to compare."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballots import Ballot
from app.domain.errors.fault import Refusal
from app.ops.ballots import BallotOps
from app.ops.changes import Changes, Topic, changed
from app.ui.assessments.ballot_entry import BallotEntry
from app.ui.assessments.mark_table import MarkModel, MarkTable
from app.ui.faults import fault_text
from app.ui.letters import lettered
from app.ui.questions import confirm
from app.ui.tones import RED, text_style
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit


class BallotDialog(QDialog):
    """Takes ballots; every one is written when it is ended, so that nothing is lost."""

    told = Signal(object)
    """The ``Changes`` that were written, told once when the dialog closes."""

    def __init__(self, ballots: BallotOps, given: Assessment, parent: QWidget | None) -> None:
        """Begin with the next ballot of the first group.

        Args:
            ballots: writes the ballots.
            given: the assessment, with a group of voters and an object at least.
            parent: the window it belongs to.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dressed(self, windowTitle=f"逐张录入：{given.title}")
        self._ballots, self._assessment = ballots, given
        self._changes = Changes()
        self._pile: list[Ballot] = []
        self._at = 0
        self._shown = (0, 0, False)
        self._entry = BallotEntry(given, "")
        self._differing: Ballot | None = None
        self._before = ""
        self._model = MarkModel(given, self)
        self._table = MarkTable(self._model)
        self._group = QComboBox()
        for group in given.groups:
            self._group.addItem(group.name, group.id)
        self._sheet = QComboBox()
        self._sheet.addItem("全部对象在一张票上", "")
        for each in given.objects if len(given.objects) > 1 else ():
            self._sheet.addItem(f"只有一个对象：{each.name}", each.key)
        self._second = dressed(
            QCheckBox("复核录入"), toolTip="把已录入的票从头再录一遍，两次不一致的当场指出"
        )
        self._where = dressed(QLabel(), accessibleName="第几张")
        font = self._where.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self._where.setFont(font)
        self._said = dressed(QLabel(wordWrap=True), accessibleName="提示")
        self._keys = dressed(QLabel(wordWrap=True), accessibleName="按键说明")
        self._delete = push_button("删除此票", hint="删除正在更正的这张票")
        self._count = push_button("汇总票数", hint="按录入的票计算各项票数")
        self._close = push_button(lettered("关闭"), hint="录入的票都已保存（Esc）")
        self._lay_out()
        self._connect()
        self._keys.setText(self._key_words())
        fit(self, 680, 560)
        self._open_pile()

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.addRow("参评人员", self._group)
        sheet = QHBoxLayout()
        sheet.addWidget(self._sheet, 1)
        sheet.addWidget(self._second)
        rows.addRow("测评票", sheet)
        dressed(self._group, accessibleName="参评人员")
        dressed(self._sheet, accessibleName="测评票的样式")
        buttons = QHBoxLayout()
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(rows)
        column.addWidget(self._where)
        column.addWidget(self._table, 1)
        column.addWidget(self._said)
        column.addWidget(self._keys)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._group.activated.connect(self._change_pile)
        self._sheet.activated.connect(self._change_pile)
        self._second.toggled.connect(self._change_pile)
        self._table.marked.connect(self.mark)
        self._table.ended.connect(self.end_ballot)
        self._table.taken_back.connect(self.take_back)
        self._table.spoiled.connect(self.spoil)
        self._table.turned.connect(self.turn)
        self._table.clicked.connect(self._go_to)
        self._delete.clicked.connect(self.delete_ballot)
        self._count.clicked.connect(self.count)
        self._close.clicked.connect(self.reject)

    def _key_words(self) -> str:
        grades = [f"{n} {grade.label}" for n, grade in enumerate(self._assessment.scale.grades, 1)]
        grades += ["0 弃权"] if self._assessment.scale.abstention else []
        keys = ["- 回避", "X 整张无效", "Enter 下一张", "Backspace 退回一项", "PageUp 上一张"]
        return "按键：" + "　".join([*grades, *keys])

    # ---- which ballot --------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return str(self._sheet.currentData())

    @property
    def is_second(self) -> bool:
        """Whether ballots are typed a second time."""
        return self._second.isChecked()

    def _open_pile(self) -> None:
        """Read the ballots of the group and begin with the next."""
        self._shown = (self._group.currentIndex(), self._sheet.currentIndex(), self.is_second)
        group = str(self._group.currentData())
        self._pile = list(self._ballots.pile(self._assessment.id, group, self._key))
        self._entry = BallotEntry(self._assessment, self._key)
        self._at = self._next_unchecked() if self.is_second else len(self._pile)
        self._show_ballot()
        self._table.setFocus()

    def _change_pile(self) -> None:
        """Go to other ballots; one that was begun is asked about first."""
        chosen = (self._group.currentIndex(), self._sheet.currentIndex(), self.is_second)
        if chosen == self._shown or self._may_leave():
            self._open_pile()
            return
        group, sheet, second = self._shown
        self._group.setCurrentIndex(group)
        self._sheet.setCurrentIndex(sheet)
        with QSignalBlocker(self._second):
            self._second.setChecked(second)

    def check_again(self) -> None:
        """Begin to type the ballots a second time."""
        self._second.setChecked(True)

    def _next_unchecked(self) -> int:
        """Return the first ballot that was not typed twice alike."""
        open_ = (n for n, b in enumerate(self._pile) if not b.second or b.differences)
        return next(open_, len(self._pile))

    @property
    def _ballot(self) -> Ballot | None:
        return self._pile[self._at] if self._at < len(self._pile) else None

    def _show_ballot(self) -> None:
        ballot = self._ballot
        differing = ballot if ballot is not None and ballot.differences else None
        self._differing = differing
        self._entry.clear(ballot.marks if ballot and not self.is_second else "")
        if differing is not None:
            self._entry.clear(differing.marks)
            self._entry.go_to(max(0, differing.differences[0]))
        elif ballot is not None and not self.is_second:
            self._entry.go_to(0)
        self._before = self._entry.marks
        self._model.show_entry(self._entry, differing)
        self._table.show_differences(shown=differing is not None)
        self._say("两次录入不一致，请对照原票按键更正，然后按 Enter。" if differing else "")
        self._show_where()

    def _show_where(self) -> None:
        spoiled = sum(1 for ballot in self._pile if not ballot.is_valid)
        told = f"已录入 {len(self._pile)} 张" + (f"，其中无效 {spoiled} 张" if spoiled else "")
        ballot = self._ballot
        number = ballot.number if ballot else self._next_number()
        doing = "复核" if self.is_second else "更正" if ballot else "录入"
        if self.is_second and ballot is None:
            self._where.setText(f"复核完毕（{told}）")
        else:
            self._where.setText(f"{doing}第 {number} 张（{told}）")
        self._delete.setEnabled(ballot is not None)
        row = min(self._entry.place, self._model.rowCount() - 1)
        self._table.setCurrentIndex(self._model.index(row, 0))

    def _next_number(self) -> int:
        return self._pile[-1].number + 1 if self._pile else 1

    def turn(self, step: int) -> None:
        """Go to the ballot before or after; one that was begun is asked about first."""
        place = self._at + step
        if not 0 <= place <= len(self._pile) or not self._may_leave():
            return
        self._at = place
        self._show_ballot()

    # ---- typing --------------------------------------------------------------------------------

    def mark(self, mark: str) -> None:
        """Mark the current cell."""
        if self.is_second and self._ballot is None:
            return
        if not self._entry.type(mark):
            whole = self._entry.left == 0
            self._say("这张票已录完，按 Enter 保存。" if whole else f"没有第 {mark} 个等次。")
            return
        if self._differing is not None:
            later = [n for n in self._differing.differences if n >= self._entry.place]
            self._entry.go_to(later[0] if later else self._entry.place)
        self._typed("这张票已录完，按 Enter 保存。" if not self._entry.left else "")

    def take_back(self) -> None:
        """Go back one cell."""
        self._entry.back()
        self._typed("")

    def spoil(self) -> None:
        """Turn the ballot into one that is not valid, or back."""
        self._entry.spoil()
        self._typed("整张无效，按 Enter 保存；再按 X 恢复。" if self._entry.is_spoiled else "")

    def _go_to(self, index: QModelIndex) -> None:
        self._entry.go_to(index.row())

    def _typed(self, text: str) -> None:
        self._model.renew()
        self._say(text)
        self._show_where()

    def end_ballot(self) -> None:
        """Write the ballot and go on to the next."""
        if self.is_second and self._ballot is None:
            return
        if self._entry.left:
            scale = self._assessment.scale
            hint = "，没有选的请按 0（弃权）" if scale.abstention else "，漏选的票请按 X（无效）"
            self._say(f"还有 {self._entry.left} 项没有录入{hint}。", wrong=True)
            return
        self._guarded(self._write)

    def _write(self) -> None:
        ballot, marks = self._ballot, self._entry.marks
        if ballot is None:
            group = str(self._group.currentData())
            number = self._next_number()
            made = self._ballots.add(self._assessment.id, group, self._key, number, marks)
            self._pile.append(made)
            self._at = len(self._pile)
        elif self._differing is not None:
            self._replace(self._ballots.settle(ballot, marks))
        elif self.is_second:
            self._replace(self._ballots.check(ballot, marks))
            if self._pile[self._at].differences:
                self._changes |= changed(Topic.CYCLE)
                self._show_ballot()
                return
        elif marks != ballot.marks:
            self._replace(self._ballots.change(ballot, marks))
        self._changes |= changed(Topic.CYCLE)
        if ballot is not None:
            self._at = self._next_unchecked() if self.is_second else self._at + 1
        self._show_ballot()

    def _replace(self, ballot: Ballot) -> None:
        self._pile[self._at] = ballot

    def delete_ballot(self) -> None:
        """Take the ballot that is shown away, after asking."""
        ballot = self._ballot
        if ballot is None or not confirm(
            self, "删除测评票", f"要删除录入的第 {ballot.number} 张测评票吗？", "删除"
        ):
            return
        self._guarded(self._remove)
        self._table.setFocus()

    def _remove(self) -> None:
        ballot = self._ballot
        if ballot is not None:
            self._changes |= self._ballots.remove(ballot)
            del self._pile[self._at]
            self._show_ballot()

    def count(self) -> None:
        """Work the counts out from the ballots and close."""
        if self._may_leave():
            self._guarded(self._take_counts)

    def _take_counts(self) -> None:
        self._changes |= self._ballots.count(self._assessment.id)
        self._entry.clear()
        self.reject()

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do something; where it is refused, say why."""
        try:
            work()
        except Refusal as refused:
            self._say("\n".join(fault_text(fault) for fault in refused.faults[:3]), wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._said.setText(text)
        self._said.setStyleSheet(text_style(RED) if wrong else "")

    # ---- leaving -------------------------------------------------------------------------------

    def _may_leave(self) -> bool:
        """Tell whether nothing typed would be lost, or the user agrees."""
        if not self._entry.is_begun or self._entry.marks == self._before:
            return True
        return confirm(
            self, "尚未保存", "正在录入的这张票还没有保存。", "放弃", "按 Enter 才保存一张票。"
        )

    def reject(self) -> None:
        """Close, by Esc, the button or the title bar alike, and tell what was written."""
        if not self._may_leave():
            return
        if self._changes:
            self.told.emit(self._changes)
            self._changes = Changes()
        super().reject()
