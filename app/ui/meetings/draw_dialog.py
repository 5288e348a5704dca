"""The dialogs 随机抽取: draws those who are to be reviewed, and shows whom it gave."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QSpinBox,
    QWidget,
)

from app.domain.cycle.meetings import Draw, drawn
from app.domain.words import TargetKind
from app.ui.dialogs import FormLikeDialog
from app.ui.meetings.lines import KINDS, drawn_names
from app.ui.text_line import TextLine
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk

SEED_HINT = "事先公布的一串字，例如当天的日期、彩票号码；种子和范围相同，抽中的就相同"
HOW = (
    "核对方法：对“种子:类别:编号”逐个计算 SHA-256，从小到大排列，取前 {count} 个。"
    "别人用同一份台账、同样的种子再抽一次，结果应当相同。"
)


class DrawDialog(FormLikeDialog):
    """Asks what is drawn from, how many, and by which seed."""

    told = Signal(object)
    """The ``Changes`` that were written."""
    drawn = Signal(str)
    """The id of the draw that was made."""

    def __init__(
        self, desk: "Desk", round_: "Round", unit: "OrganizationId", parent: QWidget | None
    ) -> None:
        """Draw from a unit and everything below it.

        Args:
            desk: the ledger.
            round_: whose tasks are the pool.
            unit: the unit.
            parent: the window it belongs to.
        """
        super().__init__("随机抽取", "抽取", parent)
        self._ops, self._round, self._unit = desk.gatherings, round_, unit
        tree = desk.workspace.directory(desk.workspace.today()).tree
        self._sizes = {kind: self._ops.pool_size(round_, unit, kind) for kind in KINDS}
        self._pool = QLabel(f"{tree[unit].name}及所属党组织", wordWrap=True)
        self._kind = QComboBox()
        for kind, word in KINDS.items():
            self._kind.addItem(f"{word}（{self._sizes[kind]} 个）", kind)
        self._count = dressed(QSpinBox(minimum=1), suffix=" 个")
        self._seed = TextLine("种子", desk.workspace.today().isoformat())
        self._seed.setToolTip(SEED_HINT)
        self.row("范围", self._pool)
        self.row("类别", self._kind)
        self.row("抽取数量", self._count)
        self.row("种子", self._seed)
        self.rows.addRow("", QLabel(SEED_HINT + "。", wordWrap=True))
        self._kind.currentIndexChanged.connect(self._limit)
        members_first = self._sizes[TargetKind.MEMBER] and not self._sizes[TargetKind.ORGANIZATION]
        if members_first:
            self._kind.setCurrentIndex(list(KINDS).index(TargetKind.MEMBER))
        self._limit()
        fit(self, 460, 260)
        self._count.setFocus()
        self._count.selectAll()

    def _limit(self) -> None:
        self._count.setMaximum(max(1, self._sizes[self._chosen_kind()]))

    def _chosen_kind(self) -> TargetKind:
        return TargetKind(self._kind.currentData())

    def do_it(self) -> None:
        """Draw and keep the draw; raises Refusal: ``draw.*``, ``text.*``."""
        made, changes = self._ops.draw(
            self._round, self._unit, self._chosen_kind(), self._count.value(), self._seed.value()
        )
        self.told.emit(changes)
        self.drawn.emit(made.id)


class DrawnDialog(FormLikeDialog):
    """Shows a draw; those drawn can be reviewed from here."""

    meeting_wanted = Signal(str)
    """The id of the draw whose targets are to be reviewed at a meeting."""
    forms_wanted = Signal(str)
    """The id of the draw whose forms are to be filled one by one."""
    record_wanted = Signal(str)
    """The id of the draw whose record is wanted on paper."""

    def __init__(self, draw: Draw, day: str, mode: str, parent: QWidget | None) -> None:
        """Show whom a draw gave.

        Args:
            draw: the draw.
            day: on which it was made, in words.
            mode: 点评形式 that is filled in for those drawn; empty: none.
            parent: the window it belongs to.
        """
        super().__init__("抽取结果", "关闭", parent)
        self._draw = draw
        self.refuse.hide()
        told = (
            f"{day}从“{draw.pool_title}”{len(draw.pool)} 个对象中抽取 {draw.count} 个，"
            f"种子“{draw.seed}”。"
        )
        self._list = dressed(
            QListWidget(),
            accessibleName="抽中的对象",
            alternatingRowColors=True,
            selectionMode=QAbstractItemView.SelectionMode.NoSelection,
        )
        for number, name in enumerate(drawn_names(draw), 1):
            self._list.addItem(f"{number}. {name}")
        self._how = dressed(
            QLabel(HOW.format(count=draw.count), wordWrap=True), accessibleName="核对方法"
        )
        self._checked = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="核对结果"
        )
        self._check = push_button("重算核对", hint="按记下的范围和种子再算一遍")
        self._record = push_button("抽取记录", hint="预览、打印抽取记录，或存为 Word")
        self._meeting = push_button("开会点评", hint="新建会议，勾选抽中的对象")
        filled = f"点评形式填为“{mode}”，" if mode else ""
        self._forms = push_button("逐个点评", hint=f"{filled}打开第一份登记表")
        for place, widget in enumerate((QLabel(told, wordWrap=True), self._list, self._how)):
            self.column.insertWidget(place, widget)
        self.column.insertWidget(3, self._checked)
        self.give_room(self._list)
        for button in (self._check, self._record, self._meeting, self._forms):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self._connect()
        fit(self, 540, 420)
        self.agree.setFocus()

    def _connect(self) -> None:
        self._check.clicked.connect(self.check)
        self._record.clicked.connect(self._want_record)
        self._meeting.clicked.connect(self._want_meeting)
        self._forms.clicked.connect(self._want_forms)

    def check(self) -> None:
        """Work the draw out again from what was kept, and say whether it is the same."""
        draw = self._draw
        same = drawn(draw.pool, draw.seed, draw.count) == draw.drawn
        good = f"已重算：与记录的 {draw.count} 个对象完全相同。"
        self._checked.setText(good if same else "已重算：与记录不同，记录被改动过。")

    def _want_record(self) -> None:
        self.record_wanted.emit(self._draw.id)

    def _want_meeting(self) -> None:
        self.meeting_wanted.emit(self._draw.id)
        self.accept()

    def _want_forms(self) -> None:
        self.forms_wanted.emit(self._draw.id)
        self.accept()

    def do_it(self) -> None:
        """Nothing is changed here."""
