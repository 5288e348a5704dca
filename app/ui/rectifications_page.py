"""The page 整改: every problem that reviews name, to the end, with the replies and the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domain.ids import ReviewId
from app.domain.schedule import Entry
from app.ops.changes import Topic
from app.ui.page import Page, Place, Scope
from app.ui.rectification.calendar_deeds import CalendarDeeds
from app.ui.rectification.calendar_view import CalendarView
from app.ui.rectification.deeds import RectificationDeeds
from app.ui.rectification.items_view import ItemsView
from app.ui.rectification.lines import RectificationLine, rectification_lines
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.ids import RecordId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

ITEMS, CALENDAR = range(2)


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    items: Sequence[RectificationLine] = ()
    left: int = 0
    """How many problems of the round before are not finished."""
    entries: Sequence[Entry] = ()
    overdue: int = 0
    """How many targets were not reviewed as often as they ought to be."""


class RectificationsPage(Page):
    """About the chosen organisation with all below it, in the chosen round."""

    topics: ClassVar = frozenset({Topic.CYCLE, Topic.ROUNDS, Topic.STRUCTURE, Topic.REVIEWS})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.deeds = RectificationDeeds(desk, settings, self)
        self._scope: Scope | None = None
        self._dates = CalendarDeeds(desk, settings, self)
        self.items = ItemsView(settings)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="整改")
        self._tabs.addTab(self.items, "整改事项")
        self.calendar = CalendarView(settings)
        self._tabs.addTab(self.calendar, "期限日程")
        self._delete = QShortcut(QKeySequence("Del"), self.items)
        self._delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._tabs, 1)
        self._doings = {
            "gather": self.gather,
            "edit": self.edit,
            "progress": self._progress,
            "finish": self._finish,
            "check": self._check,
            "due": self._due,
            "reopen": self._reopen,
            "reply": self.reply,
            "form": self._open_form,
            "carry": self.carry,
            "letters": self._letters,
            "export": self._export,
            "print": self._print,
            "archive": self._archive,
            "remove": self.remove,
        }
        self._connect()

    def _connect(self) -> None:
        self.deeds.told.connect(self.told)
        self.items.opened.connect(self.edit)
        self.items.wanted.connect(self._do)
        self._delete.activated.connect(self.remove)
        self._dates.told.connect(self.told)
        self.calendar.derive_wanted.connect(self._derive)
        self.calendar.new_wanted.connect(self._dates.new)
        self.calendar.change_wanted.connect(self._dates.change)
        self.calendar.removal_wanted.connect(self._dates.remove)
        self.calendar.filed_wanted.connect(self._print_filed)
        self.calendar.print_wanted.connect(self._print_calendar)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show how far the problems of a round are mended."""
        self._scope = scope
        view = wait_for(self, "正在读取…", self._read)
        self.items.take_left(view.left)
        self.items.show_lines(view.items)
        self.calendar.show_entries(view.entries, self.desk.workspace.today(), view.overdue)
        for part in (self.items, self.calendar):
            part.allow_round(there=scope.round is not None)

    def _read(self, progress: "Progress") -> _View:
        progress(0, 0)
        scope = self._scope
        if scope is None or scope.round is None:
            return _View()
        ops = self.desk.rectifications
        return _View(
            rectification_lines(ops.rows(scope.round, scope.unit)),
            len(ops.unfinished_before(scope.round)),
            self._dates.schedule.entries(scope.round, scope.unit),
            self._dates.schedule.overdue(scope.round, scope.unit),
        )

    def show_place(self, place: Place) -> None:
        """Bring the problems to the front, or the calendar where it is asked for."""
        self._tabs.setCurrentIndex(CALENDAR if place.part == "calendar" else ITEMS)

    @property
    def _round(self) -> "Round | None":
        return self._scope.round if self._scope is not None else None

    def _do(self, name: str) -> None:
        self._doings[name]()

    def _ids(self) -> "tuple[RecordId, ...]":
        return self.items.chosen_ids()

    def chosen_reviews(self) -> tuple[ReviewId, ...]:
        """Return the records that the chosen problems were named in."""
        found = (line.record.review_id for line in self.items.chosen())
        return tuple(dict.fromkeys(each for each in found if each is not None))

    # ---- doing -------------------------------------------------------------------------------

    def gather(self) -> None:
        """List the problems of all reviewed records that have none listed yet."""
        if self._scope is not None and self._scope.round is not None:
            self.deeds.gather(self._scope.round, self._scope.unit)

    def edit(self) -> None:
        """Show the problems of the record that the current one was named in."""
        line = self.items.current()
        if line is not None:
            self.deeds.edit(line)

    def _progress(self) -> None:
        self.deeds.note_progress(self.items.chosen())

    def _finish(self) -> None:
        self.deeds.finish(self.items.chosen())

    def _check(self) -> None:
        self.deeds.check_off(self.items.chosen())

    def _due(self) -> None:
        self.deeds.set_due(self.items.chosen())

    def _reopen(self) -> None:
        self.deeds.reopen(self.items.chosen())

    def reply(self) -> None:
        """Show the written reply to the leader."""
        line = self.items.current()
        if line is not None:
            self.deeds.reply(line)

    def _open_form(self) -> None:
        reviews = self.chosen_reviews()
        if reviews:
            self.wanted.emit(Place(review=reviews[0]))

    def carry(self) -> None:
        """Take over what was left unfinished in the round before."""
        if self._round is not None:
            self.deeds.carry(self._round)

    def remove(self) -> None:
        """Take the chosen problems away, after a question."""
        self.deeds.remove(self.items.chosen())

    def _letters(self) -> None:
        reviews = self.chosen_reviews()
        if len(self._ids()) < 2:
            found = (line.record.review_id for line in self.items.model.lines)
            reviews = tuple(dict.fromkeys(each for each in found if each is not None))
        self.deeds.export_letters(reviews)

    def _export(self) -> None:
        rows = [line.row for line in self.items.model.lines]
        self.deeds.export_list(rows, self._title("整改清单").replace("　", "_"))

    def _print(self) -> None:
        rows = [line.row for line in self.items.model.lines]
        self.deeds.print_list(rows, self._title("整改清单"))

    def _archive(self) -> None:
        if self._scope is not None and self._scope.round is not None:
            self.deeds.archive(self._scope.round, self._scope.unit)

    # ---- the calendar ------------------------------------------------------------------------

    def _derive(self) -> None:
        if self._round is not None:
            self._dates.derive(self._round)

    def _print_filed(self) -> None:
        if self._scope is not None and self._scope.round is not None:
            self._dates.print_filed(self._scope.round, self._scope.unit)

    def _print_calendar(self) -> None:
        if self._scope is not None and self._scope.round is not None:
            self._dates.print_calendar(self._scope.round, self._scope.unit)

    def _title(self, what: str) -> str:
        """Return the title of a list: whose it is, and of which round."""
        scope = self._scope
        if scope is None or scope.round is None:
            return what
        workspace = self.desk.workspace
        unit = workspace.directory(workspace.day_of(scope.round)).tree[scope.unit]
        return f"{unit.short_name or unit.name}　{scope.round.name}　{what}"
