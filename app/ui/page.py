"""What the pages of an open ledger have in common."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId, PersonId, ReviewId, TaskId
    from app.domain.review import Round
    from app.ops.changes import Topic
    from app.ops.desk import Desk
    from app.ops.tasks import TaskState
    from app.ui.settings import Settings


class PageName(StrEnum):
    """The pages of an open ledger, in the order of their tabs."""

    OVERVIEW = "overview"
    TASKS = "tasks"
    ORGANIZATIONS = "organizations"
    MEMBERS = "members"
    STATISTICS = "statistics"
    LEDGER = "ledger"
    CHECKS = "checks"
    HANDOFF = "handoff"
    COMMITMENTS = "commitments"
    MEETINGS = "meetings"
    POSTINGS = "postings"
    RECTIFICATIONS = "rectifications"
    ASSESSMENTS = "assessments"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the pages are about: the chosen organisation with all below it, and the round."""

    unit: "OrganizationId"
    round: "Round | None"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go in the window: all that is given is brought about."""

    page: PageName | None = None
    """The page to bring to the front."""
    organization: "OrganizationId | None" = None
    """The organisation to choose in the tree."""
    person: "PersonId | None" = None
    """The person to choose on the page."""
    review: "ReviewId | None" = None
    """The record whose form is to be opened."""
    task: "TaskId | None" = None
    """The task whose form is to be opened."""
    tasks: "tuple[TaskId, ...]" = ()
    """The tasks that can be reached from that form, in their order."""
    state: "TaskState | None" = None
    """The tasks to show on the page 点评任务."""
    part: str = ""
    """The part of the page to bring to the front, where it has several."""


class Page(QWidget):
    """One page; it is made when it is first looked at and reads anew only what became stale."""

    topics: "ClassVar[frozenset[Topic]]"
    """What the page shows: news of these make it read again."""

    told = Signal(object)
    """The ``Changes`` that the page has committed."""
    wanted = Signal(object)
    """A ``Place`` that the user wants to go to."""
    asked = Signal(str)
    """The name of a menu action that the user wants (``Menus``)."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Work on this desk; nothing is read before ``show_scope``."""
        super().__init__(parent)
        self.desk = desk
        self.settings = settings

    def show_scope(self, scope: Scope) -> None:
        """Read and show what belongs to an organisation and a round."""
        raise NotImplementedError

    def show_place(self, place: Place) -> None:
        """Choose what a place names on this page; it has just been brought to the front."""

    def take_keyboard(self) -> None:
        """Let the keyboard go on here: in the first list that is shown, else as the page likes."""
        from PySide6.QtWidgets import QAbstractItemView

        for view in self.findChildren(QAbstractItemView):
            if view.isVisibleTo(self):
                view.setFocus()
                return
        self.setFocus()

    def offer_first_step(self) -> None:
        """Bring the keyboard to what comes first, where there is nothing to show yet."""

    def chosen_tasks(self) -> "tuple[TaskId, ...]":
        """Return the tasks that are selected here, in their order."""
        return ()

    def chosen_reviews(self) -> "tuple[ReviewId, ...]":
        """Return the records that are selected here, in their order."""
        return ()
