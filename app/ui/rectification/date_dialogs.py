"""Days for the units below: typed, or made from the deadlines of the level above."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QSpinBox, QWidget

from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.review import Round
from app.domain.schedule import OwnDate, weekday
from app.ops.overview import DueDate
from app.ops.schedule import ScheduleOps
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.widgets import dressed
from app.ui.window_size import fit

_USUAL_DAYS = 5
_MOST_DAYS = 90
_ROLE = Qt.ItemDataRole.UserRole


class OwnDateDialog(FormLikeDialog):
    """本级期限: what is due, when, whom it binds."""

    told = Signal(object)
    """The ``Changes`` of what was kept."""

    def __init__(self, schedule: ScheduleOps, own: OwnDate, parent: QWidget | None) -> None:
        """Show a day.

        Args:
            schedule: keeps it.
            own: the day; a new one says nothing yet.
            parent: the window it belongs to.
        """
        super().__init__("本级期限", "保存", parent)
        self._schedule, self._own = schedule, own
        self._what = QLineEdit(own.what)
        self._day = DateLine("日期", own.day, wanted=True, whole_day=True)
        self._to = dressed(QLineEdit(own.to), placeholderText="例如 各党支部")
        self.row("事项", self._what)
        self.row("日期", self._day)
        self.row("单位", self._to)
        fit(self, 420, 190)
        self._what.setFocus()

    def do_it(self) -> None:
        """Keep the day.

        Raises:
            Refusal: ``date.*``, ``text.missing``, ``schedule.what``.
        """
        own = replace(
            self._own,
            what=self._what.text().strip(),
            day=self._day.wanted_day(),
            to=self._to.text().strip(),
        )
        self.told.emit(self._schedule.save(own))


class DeriveDialog(FormLikeDialog):
    """推算期限: so many days before the deadlines of the level above, or before a typed day."""

    told = Signal(object)
    """The ``Changes`` of what was made."""

    def __init__(
        self,
        schedule: ScheduleOps,
        round_: Round,
        deadlines: Sequence[DueDate],
        parent: QWidget | None,
    ) -> None:
        """Offer every deadline of the scheme.

        Args:
            schedule: makes the days.
            round_: the round.
            deadlines: of the scheme in this round.
            parent: the window it belongs to.
        """
        super().__init__("推算期限", "推算", parent)
        self._schedule, self._round = schedule, round_
        self._deadlines = tuple(deadlines)
        self._days = dressed(
            QSpinBox(minimum=1, maximum=_MOST_DAYS, suffix=" 天"), value=_USUAL_DAYS
        )
        self._list = dressed(
            QListWidget(),
            accessibleName="上级期限",
            minimumHeight=90,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        )
        self._upper = DateLine("上级期限", whole_day=True)
        self._upper.setPlaceholderText("方案里没有的期限，填在这里")
        self._what = dressed(QLineEdit(), placeholderText="事项，例如 上报统计表")
        self._told = dressed(QLabel(wordWrap=True), accessibleName="推算结果")
        for due in self._deadlines:
            item = QListWidgetItem("", self._list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_ROLE, due.deadline.id)
        self.row("提前", self._days)
        if self._deadlines:
            self.row("方案期限", self._list)
        self.row("另填期限", self._upper)
        self.row("事项", self._what)
        self.rows.addRow("", self._told)
        fit(self, 560, 330)
        self._days.valueChanged.connect(self._show)
        self._upper.textChanged.connect(self._show)
        self._show()

    def chosen(self) -> list[str]:
        """Return the ids of the deadlines that are ticked."""
        items = [self._list.item(row) for row in range(self._list.count())]
        return [
            str(each.data(_ROLE)) for each in items if each.checkState() is Qt.CheckState.Checked
        ]

    def _show(self) -> None:
        """Say which day comes of each deadline."""
        days = self._days.value()
        with QSignalBlocker(self._list):
            for row, due in enumerate(self._deadlines):
                made = self._schedule.before(due.deadline.date, days)
                upper = f"{due.deadline.date.month}月{due.deadline.date.day}日"
                own = f"{from_day(made).for_form}（{weekday(made)}）"
                text = f"{own} ← {upper} {due.deadline.what}"
                self._list.item(row).setText(text)
                self._list.item(row).setToolTip(text)
        typed = None if self._upper.problem() else self._upper.day()
        if typed is None:
            self._told.setText("遇休息日提前到前一个工作日。")
        else:
            made = self._schedule.before(typed, days)
            self._told.setText(f"另填的期限推算为 {from_day(made).for_form}（{weekday(made)}）。")

    def do_it(self) -> None:
        """Make the days.

        Raises:
            Refusal: ``date.*``, ``schedule.days``, ``schedule.what``, ``schedule.none`` where
                nothing is chosen.
        """
        upper, chosen, days = self._upper.day(), self.chosen(), self._days.value()
        if upper is None and not chosen:
            raise refusal("schedule.none")
        if upper is not None:
            made = self._schedule.new(self._schedule.before(upper, days))
            own = replace(made, what=self._what.text().strip(), to="所属各党组织", before=days)
            self.told.emit(self._schedule.save(own))
        if chosen:
            self.told.emit(self._schedule.derive(self._round, chosen, days))
