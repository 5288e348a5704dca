"""What can be done about the calendar: the dialogs and what follows them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.schedule import OwnDate
from app.ops.schedule import ScheduleOps
from app.ui.faults import refusals_shown
from app.ui.printing.official import show_official
from app.ui.questions import confirm
from app.ui.rectification.deeds import CAN_BE_UNDONE

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.official_document import OfficialDocument
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings


class CalendarDeeds(QObject):
    """Opens the dialogs of 期限日程 over one window, and passes on what they changed."""

    told = Signal(object)
    """The ``Changes`` of what was done."""

    def __init__(self, desk: "Desk", settings: "Settings", owner: QWidget) -> None:
        """Work on this ledger.

        Args:
            desk: the ledger.
            settings: the user's own settings.
            owner: the page; dialogs stand over its window.
        """
        super().__init__(owner)
        self._desk, self._settings, self._owner = desk, settings, owner
        self.schedule = ScheduleOps(desk.workspace, desk.overview, desk.postings)

    @property
    def _window(self) -> QWidget:
        return self._owner.window()

    def derive(self, round_: "Round") -> None:
        """Ask how many days earlier the units below are to be ready."""
        from app.ui.rectification.date_dialogs import DeriveDialog

        deadlines = self.schedule.deadlines(round_)
        dialog = DeriveDialog(self.schedule, round_, deadlines, self._window)
        dialog.told.connect(self.told)
        dialog.open()

    def new(self) -> None:
        """Ask for a day of one's own."""
        self.change(self.schedule.new(self._desk.workspace.today()))

    def change(self, own: OwnDate) -> None:
        """Show a day to be changed."""
        from app.ui.rectification.date_dialogs import OwnDateDialog

        dialog = OwnDateDialog(self.schedule, own, self._window)
        dialog.told.connect(self.told)
        dialog.open()

    def remove(self, own: tuple[OwnDate, ...]) -> None:
        """Take days away, after a question."""
        more = f"等 {len(own)} 项" if len(own) > 1 else ""
        sentence = f"要删除本级期限“{own[0].what}”{more}吗？"
        if confirm(self._window, "删除期限", sentence, "删除", CAN_BE_UNDONE):
            with refusals_shown(self._window, "没有删除"):
                self.told.emit(self.schedule.remove([each.id for each in own]))

    def print_calendar(self, round_: "Round", unit: "OrganizationId") -> None:
        """Show the calendar as it prints."""
        self._print(self.schedule.document(round_, unit), f"工作日程_{round_.name}")

    def print_filed(self, round_: "Round", unit: "OrganizationId") -> None:
        """Show the list of forms that are filed with the level above."""
        self._print(self.schedule.filed(round_, unit), f"备案清单_{round_.name}")

    def _print(self, document: "OfficialDocument", name: str) -> None:
        show_official(self._window, self._desk, self._settings, document, name)
