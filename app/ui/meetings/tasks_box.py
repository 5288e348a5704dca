"""点评任务 of a meeting: whose forms it fills, by whom they are reviewed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout

from app.domain.cycle.meetings import Attendee, Role
from app.domain.ids import TaskId
from app.ui.filter_row import Facet, FilterRow
from app.ui.line_model import Line
from app.ui.meetings.tick_table import FACETS, STATES, WIDTHS, TickModel, TickTable
from app.ui.settings import Settings
from app.ui.structure.field import Listing
from app.ui.widgets import dressed, push_button

AS_PLANNED = "各登记表原定的点评人"


class TasksBox(Listing):
    """Ticks tasks; filters choose which are seen, ticks out of sight stay."""

    def __init__(self, settings: Settings, lines: Sequence[Line], ticked: Iterable[TaskId]) -> None:
        """List tasks.

        Args:
            settings: where the table remembers its columns.
            lines: the tasks.
            ticked: those that are ticked at first.
        """
        super().__init__()
        self._lines = lines
        self.model = TickModel(ticked, self)
        self._filters = FilterRow((Facet(FACETS[0], STATES), *map(Facet, FACETS[1:])))
        self.table = TickTable("点评任务（勾选）", settings)
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.remember_columns(WIDTHS)
        self._all = push_button("全选", "勾选列出的全部任务", "勾选列出的全部任务")
        self._none = push_button("全不选", "去掉列出的全部勾选", "去掉列出的全部勾选")
        self._count = dressed(QLabel(), accessibleName="已选任务数")
        self._reviewer = dressed(QComboBox(), accessibleName="点评人")
        self._reviewer.addItem(AS_PLANNED, None)
        self._finished = QCheckBox("已点评的也改动")
        self._lay_out()
        self._connect()
        self._filter()
        self._tell()

    def _lay_out(self) -> None:
        who = QLabel("点评人")
        who.setBuddy(self._reviewer)
        below = QHBoxLayout()
        below.addWidget(self._all)
        below.addWidget(self._none)
        below.addWidget(self._count)
        below.addStretch(1)
        below.addWidget(self._finished)
        above = QHBoxLayout()
        above.addWidget(who)
        above.addWidget(self._reviewer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(above)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self._filters.changed.connect(self._filter)
        self._all.clicked.connect(self.tick_all)
        self._none.clicked.connect(self.tick_none)
        self.table.turned.connect(self._turn)
        self.table.row_opened.connect(self._turn_row)
        self.model.ticks_changed.connect(self._tell)

    def _filter(self) -> None:
        self.model.show_lines(self._filters.kept(self._lines))

    def tick_all(self) -> None:
        """Tick everything that is listed."""
        self.model.tick(range(self.model.rowCount()), on=True)

    def tick_none(self) -> None:
        """Take the ticks of everything that is listed away."""
        self.model.tick(range(self.model.rowCount()), on=False)

    def _turn(self) -> None:
        self.model.tick(self.table.chosen_rows())

    def _turn_row(self, index: QModelIndex) -> None:
        self.model.tick([index.row()])

    def _tell(self) -> None:
        self._count.setText(f"已选 {len(self.ticked())} 条，共 {len(self._lines)} 条")
        self.edited.emit()

    def offer_reviewers(self, roll: Sequence[Attendee]) -> None:
        """Offer those who review at the meeting; the one chosen before stays chosen."""
        wanted = self._reviewer.currentText()
        with QSignalBlocker(self._reviewer):
            while self._reviewer.count() > 1:
                self._reviewer.removeItem(1)
            for place, each in enumerate(roll):
                if Role.REVIEWER in each.roles and each.name.strip():
                    told = f"{each.name}（{each.unit}）" if each.unit else each.name
                    self._reviewer.addItem(told, place)
            self._reviewer.setCurrentIndex(max(0, self._reviewer.findText(wanted)))

    # ---- what is wanted ----------------------------------------------------------------------

    def ticked(self) -> tuple[TaskId, ...]:
        """Return the tasks that are ticked, also those that the filters hide."""
        return self.model.ticked(self._lines)

    def reviewer(self) -> int | None:
        """Return the place on the roll of the one who reviews them; None: as planned."""
        place = self._reviewer.currentData()
        return None if place is None else int(place)

    @property
    def finished(self) -> bool:
        """Whether records that are 已点评 are changed too."""
        return self._finished.isChecked()

    def state(self) -> object:
        """Ticks are no change of the meeting itself."""
        return None
