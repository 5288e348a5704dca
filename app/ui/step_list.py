"""下一步 and 期限 as cards below one another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.ops.overview import DueDate, Step
from app.ui.second_click import SecondClick
from app.ui.step_card import StepCard
from app.ui.step_words import NOTHING_LEFT, STILL_LOOKING, deadline_text, step_text
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.scheme import Deadline

T = TypeVar("T")


class StepList(QScrollArea):
    """Shows what there is to do and until when; a click tells which."""

    step_chosen = Signal(object)
    """The ``Step`` that was clicked; None: the card that says that nothing is left."""
    deadline_chosen = Signal(object)
    """The ``Deadline`` that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, widgetResizable=True)
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            accessibleName="下一步",
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            focusPolicy=Qt.FocusPolicy.NoFocus,
        )
        self._steps: dict[StepCard, Step | None] = {}
        self._deadlines: dict[StepCard, Deadline] = {}
        self._known: tuple[object, ...] = ()
        self._second = SecondClick(self)

    def show_steps(
        self, steps: Sequence[Step], deadlines: Sequence[DueDate], *, looking: bool
    ) -> None:
        """Show these cards; what has the keyboard keeps it where it is still there.

        Args:
            steps: what there is to do.
            deadlines: those to come first.
            looking: the records are still being looked through.
        """
        shown = (tuple(steps), tuple(deadlines), looking)
        if shown == self._known:
            return
        self._known = shown
        place = self._focused()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(6)
        column.addWidget(_heading("下一步"))
        self._steps = {}
        for step in steps:
            self._add(column, self._steps, StepCard(step_text(step)), step)
        if looking:
            column.addWidget(dressed(QLabel(STILL_LOOKING), enabled=False))
        elif not steps:
            self._add(column, self._steps, StepCard(NOTHING_LEFT), None)
        self._deadlines = {}
        if deadlines:
            column.addSpacing(6)
            column.addWidget(_heading("期限"))
        for due in deadlines:
            self._add(column, self._deadlines, StepCard(deadline_text(due)), due.deadline)
        column.addStretch(1)
        self._connect()
        self.setWidget(inner)
        if place is not None and place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def cards(self) -> list[StepCard]:
        """Every card, from the top down."""
        return [*self._steps, *self._deadlines]

    def _add(
        self, column: QVBoxLayout, among: "dict[StepCard, T]", card: StepCard, meant: "T"
    ) -> None:
        among[card] = meant
        column.addWidget(card)

    def _connect(self) -> None:
        for card in self._steps:
            card.clicked.connect(self._tell_step)
        for card in self._deadlines:
            card.clicked.connect(self._tell_deadline)

    def _focused(self) -> int | None:
        return next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)

    def _tell_step(self) -> None:
        card = self.sender()
        if isinstance(card, StepCard):
            self._second.begin()
            self.step_chosen.emit(self._steps[card])

    def _tell_deadline(self) -> None:
        card = self.sender()
        if isinstance(card, StepCard) and card.card.verb:
            self._second.begin()
            self.deadline_chosen.emit(self._deadlines[card])


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
