"""期限日程 on the page 整改: everything that has a day, and the days for the units below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.dates import from_day
from app.domain.schedule import ENTRY_KINDS, Entry, EntryKind, OwnDate, weekday
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.lists import chosen_lines, line_table
from app.ui.line_model import Line, LineModel, folded
from app.ui.settings import Settings
from app.ui.step_words import SOON_DAYS, days_text
from app.ui.widgets import dressed, push_button

HEADINGS = ("日期", "星期", "还有", "事项", "单位（对象）", "类别")
WIDTHS = {0: 116, 1: 64, 2: 64, 3: 260, 4: 170, 5: 80}
DAY, LEFT = 0, 2
NONE = "本轮次还没有期限和日程。"
_RED, _AMBER, _GREY = QColor("#c62828"), QColor("#a15c00"), QColor("#757575")
_BINDING = frozenset({EntryKind.DEADLINE, EntryKind.OWN, EntryKind.MENDING, EntryKind.PROMISE})


@dataclass(frozen=True, slots=True)
class CalendarLine(Line):
    """One line of the calendar."""

    entry: Entry
    left: int
    """Days from today."""


class CalendarModel(LineModel[CalendarLine]):
    """Days are sorted as such; what is near has a colour."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, keys={DAY: _day, LEFT: _day})

    def colour(self, line: CalendarLine, column: int) -> QColor | None:
        """Return the colour of the days that are left."""
        if column != LEFT:
            return None
        if line.left < 0:
            return _RED if line.entry.kind is EntryKind.MENDING else _GREY
        return _AMBER if line.left <= SOON_DAYS and line.entry.kind in _BINDING else None


class CalendarView(QWidget):
    """The calendar of a round, and what can be set in it."""

    derive_wanted = Signal()
    """Days for the units below are to be made from deadlines."""
    new_wanted = Signal()
    """A day of one's own is to be typed."""
    change_wanted = Signal(object)
    """The ``OwnDate`` that is to be changed."""
    removal_wanted = Signal(object)
    """A tuple of ``OwnDate`` that are to be taken away."""
    filed_wanted = Signal()
    """The list of forms that are filed with the level above."""
    print_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        super().__init__(parent)
        self._lines: Sequence[CalendarLine] = ()
        self._overdue = 0
        self._derive = push_button("推算期限…", hint="由上级期限提前若干天，定出下级的期限")
        self._new = push_button("新增…", "新增期限", "自己定一个期限")
        self._change = push_button("修改…", "修改期限", "修改本级定的期限（双击或回车）")
        self._remove = push_button("删除", "删除期限", "删除本级定的期限")
        self._filed = push_button("备案清单", hint="按要求报上级备案的登记表（主要负责同志点评的）")
        self._print = push_button("打印日程", hint="按月打印，可存为 Word 或 PDF")
        self._filters = FilterRow((Facet("类别", tuple(ENTRY_KINDS.values())),))
        self.model = CalendarModel(self)
        self.table = line_table("期限日程", self.model, settings, WIDTHS)
        self._said = dressed(QLabel(), accessibleName="日程小计")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self._connect()
        self._allow()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for button in (
            self._derive,
            self._new,
            self._change,
            self._remove,
            self._filed,
            self._print,
        ):
            top.addWidget(button)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)

    def _connect(self) -> None:
        self._derive.clicked.connect(self.derive_wanted)
        self._new.clicked.connect(self.new_wanted)
        self._change.clicked.connect(self._want_change)
        self._remove.clicked.connect(self._want_removal)
        self._filed.clicked.connect(self.filed_wanted)
        self._print.clicked.connect(self.print_wanted)
        self._filters.changed.connect(self._filter)
        self.table.row_opened.connect(self._open_row)
        self.table.selectionModel().selectionChanged.connect(self._allow)

    def show_entries(self, entries: Sequence[Entry], today: date, overdue: int) -> None:
        """Show the calendar.

        Args:
            entries: by their days.
            today: the day from which one looks.
            overdue: how many targets were not reviewed as often as they ought to be.
        """
        self._lines = [_line(number, entry, today) for number, entry in enumerate(entries)]
        self._overdue = overdue
        self._filter()

    def allow_round(self, *, there: bool) -> None:
        """Say whether there is a round at all."""
        for button in (self._derive, self._new, self._filed, self._print):
            button.setEnabled(there)

    def _filter(self) -> None:
        self.model.show_lines(self._filters.kept(self._lines))
        count = f"共 {len(self._lines)} 项" if self._lines else NONE
        late = f"　超过规定点评间隔的对象 {self._overdue} 个，见“检查”页" if self._overdue else ""
        self._said.setText(count + late)
        self._allow()

    def chosen_own(self) -> tuple[OwnDate, ...]:
        """Return the chosen days that the unit has set itself."""
        found = (line.entry.own for line in chosen_lines(self.table, self.model))
        return tuple(each for each in found if each is not None)

    def _allow(self) -> None:
        own = self.chosen_own()
        self._change.setEnabled(len(own) == 1)
        self._remove.setEnabled(bool(own))

    def _open_row(self, index: QModelIndex) -> None:
        own = self.model.line(index.row()).entry.own
        if own is not None:
            self.change_wanted.emit(own)

    def _want_change(self) -> None:
        own = self.chosen_own()
        if own:
            self.change_wanted.emit(own[0])

    def _want_removal(self) -> None:
        own = self.chosen_own()
        if own:
            self.removal_wanted.emit(own)


def _line(number: int, entry: Entry, today: date) -> CalendarLine:
    left = (entry.day - today).days
    kind = ENTRY_KINDS[entry.kind]
    what = f"{entry.what}（报备案）" if entry.filing and "备案" not in entry.what else entry.what
    cells = (
        from_day(entry.day).for_form,
        weekday(entry.day),
        days_text(left),
        what,
        entry.to,
        kind,
    )
    return CalendarLine(str(number), cells, (kind,), folded(" ".join(cells)), entry, left)


def _day(line: CalendarLine) -> date:
    return line.entry.day
