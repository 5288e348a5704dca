"""Packages that arrive: a table of files, and the chosen one in full below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.ops.reception import ARRIVED_STATUSES, OWN, Arrived, ArrivedStatus
from app.ui.filter_row import Facet
from app.ui.handoff.arrived_model import WIDTHS, ArrivedModel, arrived_lines, arrived_text
from app.ui.handoff.change_lines import WIDTHS as CHANGE_WIDTHS
from app.ui.handoff.change_lines import ChangeModel, change_lines
from app.ui.handoff.conflict_model import WIDTHS as CONFLICT_WIDTHS
from app.ui.handoff.conflict_model import Column as ConflictColumn
from app.ui.handoff.conflict_model import ConflictModel, conflict_lines
from app.ui.handoff.question_box import QuestionBox
from app.ui.line_table import line_table
from app.ui.list_view import ListView
from app.ui.settings import Settings
from app.ui.widgets import dressed, stacked, text_block

SHARES = (230, 190)
CONFLICTS, CHANGES = 1, 2
"""Places of the tabs behind 内容."""
_UNSEEN = (ConflictColumn.UNIT, ConflictColumn.CHOICE)
"""Columns of conflicts that a preview does not need."""


class ArrivedView(QWidget):
    """Shows what would become of each file; questions are answered in it."""

    answered = Signal(str, str)
    """A question's id and the option that was chosen."""
    other_wanted = Signal(object)
    """The ``Question`` that another organisation than those offered is to answer."""
    place_wanted = Signal(object)
    """The ``Question`` whose sender is to be a new unit somewhere else than is offered."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the tables remember their columns.
            parent: the dialog.
        """
        super().__init__(parent)
        facets = Facet("状态", (*ARRIVED_STATUSES.values(), OWN)), Facet("冲突", ("有冲突",))
        self.list = ListView("接收", ArrivedModel(), settings, WIDTHS, facets=facets)
        self.model = self.list.model
        self._text = text_block(name="所选数据包的说明")
        self.question = QuestionBox()
        self._change_model = ChangeModel(self)
        self._changes = line_table("接收时的更改", self._change_model, settings, CHANGE_WIDTHS)
        self._conflict_model = ConflictModel(self)
        self._conflicts = line_table(
            "接收时的冲突", self._conflict_model, settings, CONFLICT_WIDTHS
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for column in _UNSEEN:
            self._conflicts.setColumnHidden(column, True)
        told = QWidget()
        inner = QVBoxLayout(told)
        inner.setContentsMargins(6, 6, 6, 6)
        inner.addWidget(self.question)
        inner.addWidget(self._text)
        inner.addStretch(1)
        area = dressed(
            QScrollArea(widgetResizable=True),
            frameShape=QFrame.Shape.NoFrame,
            accessibleName="所选数据包",
            focusPolicy=Qt.FocusPolicy.NoFocus,
        )
        area.setWidget(told)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="所选数据包的内容")
        self._tabs.addTab(area, "内容")
        self._tabs.addTab(self._conflicts, "冲突")
        self._tabs.addTab(self._changes, "更改")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(stacked(self.list, self._tabs, SHARES), 1)
        self._show_chosen()

    def _connect(self) -> None:
        self.list.chose.connect(self._show_chosen)
        self.list.opened.connect(self._show_more)
        self.question.answered.connect(self.answered)
        self.question.other_wanted.connect(self.other_wanted)
        self.question.place_wanted.connect(self.place_wanted)

    def show_arrived(self, arrived: Sequence[Arrived]) -> None:
        """Show other files, those that wait for the user first by their own order."""
        self.list.show_lines(arrived_lines(arrived))

    def choose_waiting(self) -> bool:
        """Make the first file current whose question is open; tell whether there is one."""
        for line in self.model.lines:
            if line.arrived.status is ArrivedStatus.QUESTION:
                self.list.choose(line.id)
                return True
        return False

    def _show_chosen(self) -> None:
        line = self.list.current()
        self._tabs.setVisible(line is not None)
        arrived = line.arrived if line is not None else None
        self._text.setText(arrived_text(arrived) if arrived is not None else "")
        self.question.ask(arrived.question if arrived is not None else None)
        conflicts = arrived.conflicts if arrived is not None else ()
        self._conflict_model.show_lines(conflict_lines(conflicts, {}))
        self._tabs.setTabText(CONFLICTS, f"冲突 {len(conflicts)}" if conflicts else "冲突")
        self._tabs.setTabEnabled(CONFLICTS, bool(conflicts))
        details = arrived.details if arrived is not None else ()
        self._change_model.show_lines(change_lines(details))
        self._tabs.setTabText(CHANGES, f"更改 {len(details)}" if details else "更改")
        self._tabs.setTabEnabled(CHANGES, bool(details))

    def _show_more(self) -> None:
        """Show the conflicts of the chosen file, where it has some, else what it changes."""
        for tab, table in ((CONFLICTS, self._conflicts), (CHANGES, self._changes)):
            if self._tabs.isTabEnabled(tab):
                self._tabs.setCurrentIndex(tab)
                table.setFocus(Qt.FocusReason.OtherFocusReason)
                return
