"""What the pages about a round have in common: before there is one, they say what comes first."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.ui.empty_hint import EmptyHint
from app.ui.list_page import ListPage
from app.ui.page import Scope

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings


class RoundPage(ListPage):
    """About the chosen organisation with all below it, in the chosen round."""

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.filled = QWidget()
        """What is shown once there is a round: what a subclass puts into ``column``."""
        self.filled.setLayout(self.column)
        self.empty = EmptyHint()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.filled)
        self._stack.addWidget(self.empty)
        self.empty.asked.connect(self.asked)

    def show_scope(self, scope: Scope) -> None:
        """Read and show what belongs to an organisation and a round."""
        self.scope = scope
        if scope.round is None:
            self.show_no_round()
            self.empty.show_step(has_members=bool(self.desk.workspace.records.members))
            self.show_empty()
        else:
            self._stack.setCurrentWidget(self.filled)
            self.show_round(scope.round, scope.unit)

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show what belongs to an organisation in a round."""
        raise NotImplementedError

    def show_empty(self) -> None:
        """Show what comes first instead of the page."""
        self._stack.setCurrentWidget(self.empty)

    def offer_first_step(self) -> None:
        """Bring the keyboard to the button that leads on, where there is no round."""
        if self._stack.currentWidget() is self.empty:
            self.empty.take_keyboard()

    def take_keyboard(self) -> None:
        """Let the keyboard go on here; what comes first stands for the list."""
        super().take_keyboard()
        self.offer_first_step()

    def show_no_round(self) -> None:
        """Forget what was shown of a round."""
