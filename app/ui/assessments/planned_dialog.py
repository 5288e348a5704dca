"""Which assessments the scheme asks for; those that are ticked are made."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.review import Round
from app.ops.assessments import AssessmentOps, Proposed
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.letters import lettered
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit


class PlannedDialog(FormLikeDialog):
    """Lists what the scheme asks for in a unit, and makes what is ticked."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self,
        ops: AssessmentOps,
        proposed: Sequence[Proposed],
        round_: Round,
        parent: QWidget | None,
    ) -> None:
        """Offer what has not been made yet.

        Args:
            ops: makes assessments.
            proposed: what the scheme asks for.
            round_: for which round.
            parent: the window it belongs to.
        """
        super().__init__("按方案新建评议", "新建", parent)
        self._ops, self._round = ops, round_
        self._found = tuple(proposed)
        self._list = dressed(QListWidget(), accessibleName="方案要求的评议")
        for each in self._found:
            self._list.addItem(_item(each))
        self._day = DateLine("评议日期", whole_day=True)
        self._day.setPlaceholderText("还没有定可不填")
        hint = (
            "方案规定了谁评议谁。勾选要新建的评议，评议对象、内容和等次按方案填好，之后都可以改。"
        )
        self._hint = QLabel(hint, wordWrap=True)
        self.column.insertWidget(0, self._hint)
        self.column.insertWidget(1, self._list, 1)
        self.give_room(self._list)
        self.row("评议日期", self._day)
        fit(self, 620, 420)
        self._list.itemChanged.connect(self._count)
        self._count()

    def _count(self, item: QListWidgetItem | None = None) -> None:
        del item
        count = len(self._chosen())
        self.agree.setText(lettered(f"新建 {count} 项" if count else "新建"))
        self.agree.setEnabled(bool(count))

    def _chosen(self) -> list[Proposed]:
        checked = Qt.CheckState.Checked
        return [
            each
            for row, each in enumerate(self._found)
            if not each.is_made and self._list.item(row).checkState() is checked
        ]

    def do_it(self) -> None:
        """Make what is ticked."""
        chosen = self._chosen()
        if not chosen:
            raise refusal("choice.missing", label="要新建的评议")
        day = self._day.day()
        planned = [each.planned for each in chosen]
        self.told.emit(
            wait_for(
                self, "正在新建评议…", lambda _progress: self._ops.make(planned, self._round, day)
            )
        )


def _item(each: Proposed) -> QListWidgetItem:
    """Return the line of one; what has been made cannot be ticked again."""
    planned = each.planned
    voters = "、".join(voters.name for voters in planned.rule.voters)
    made = "（已新建）" if each.is_made else ""
    text = f"{planned.title}{made}　{voters}评议 {len(planned.objects)} 个对象"
    item = QListWidgetItem(text)
    item.setToolTip(f"{planned.rule.text}\n{'、'.join(o.name for o in planned.objects[:20])}")
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags if each.is_made else flags | Qt.ItemFlag.ItemIsUserCheckable)
    if not each.is_made:
        item.setCheckState(Qt.CheckState.Checked)
    else:
        item.setForeground(Qt.GlobalColor.gray)
    return item
