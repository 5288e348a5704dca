"""What can be done with the chosen members: their menu, and the dialogs behind it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.ops.people import MemberLine
from app.ui.page import Page, Place
from app.ui.structure.deeds import DEEDS, Deed, open_deed

if TYPE_CHECKING:
    from app.ops.changes import Changes
    from app.ops.desk import Desk

MOST_REVIEWS = 12
HISTORY, DELETE = "history", "delete"
_ONE = frozenset({Deed.EDIT_MEMBER})
"""Deeds with exactly one member."""
_ON_BOOKS = frozenset({Deed.TRANSFER, Deed.LEAVE})
_LEFT = frozenset({Deed.RETURN})


class MemberActions(QObject):
    """Opens the deeds with members of one page."""

    told = Signal(object)
    """The ``Changes`` that were written."""
    wanted = Signal(object)
    """A ``Place`` to go to."""

    def __init__(self, desk: "Desk", page: Page) -> None:
        """Work on this desk; the dialogs belong to the page."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._lines: Sequence[MemberLine] = ()
        self._unit: OrganizationId | None = None

    def choose(self, unit: OrganizationId | None, lines: Sequence[MemberLine]) -> None:
        """Work with these members from now on; new ones come into the unit."""
        self._unit, self._lines = unit, lines

    def allowed(self, deed: Deed) -> bool:
        """Tell whether a deed makes sense with the chosen members."""
        if deed is Deed.NEW_MEMBER:
            return True
        if not self._lines or (deed in _ONE and len(self._lines) != 1):
            return False
        if deed in _ON_BOOKS:
            return not any(line.left for line in self._lines)
        return deed not in _LEFT or all(line.left for line in self._lines)

    def do(self, deed: Deed) -> None:
        """Open the dialog of a deed."""
        if self.allowed(deed):
            persons = [line.person for line in self._lines]
            open_deed(deed, self._page, self._desk, self._unit, persons, self._tell)

    def _tell(self, changes: "Changes") -> None:
        self.told.emit(changes)

    def show_history(self) -> None:
        """Show who changed what about the chosen member."""
        from app.ui.history_dialog import HistoryDialog

        person = self._lines[0].person
        name = self._desk.workspace.directory(self._desk.workspace.today()).name(person)
        args = (self._desk, self._page.settings, self._page, "person", [person], name)
        HistoryDialog(*args).open()

    def delete(self) -> None:
        """Put the chosen member into the bin, where nothing concerns the person."""
        from app.ui.mistakes import delete_person

        changes = delete_person(self._page, self._desk, self._lines[0].person)
        if changes is not None:
            self._tell(changes)

    def pop_up(self, place: QPoint) -> None:
        """Show the menu at a point of the screen."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed in (Deed.EDIT_MEMBER, Deed.NEW_MEMBER):
            self._add(menu, deed)
        menu.addSeparator()
        for deed in (Deed.TRANSFER, Deed.LEAVE, Deed.RETURN):
            self._add(menu, deed)
        menu.addSeparator()
        self._add_reviews(menu)
        for name, text in ((HISTORY, "变更记录…"), (DELETE, "删除录错的…")):
            action = menu.addAction(text)
            action.setData(name)
            action.setEnabled(len(self._lines) == 1)
        menu.triggered.connect(self._triggered)
        menu.popup(place)

    def _add(self, menu: QMenu, deed: Deed) -> None:
        action = menu.addAction(DEEDS[deed])
        action.setData(deed)
        action.setEnabled(self.allowed(deed))

    def _add_reviews(self, menu: QMenu) -> None:
        """The records about one member, the latest first."""
        below = QMenu("点评记录", menu)
        menu.addMenu(below)
        person: PersonId | None = self._lines[0].person if len(self._lines) == 1 else None
        reviews = self._desk.people.reviews_of(person) if person is not None else ()
        for review in reviews[:MOST_REVIEWS]:
            below.addAction(review.text).setData(review.review)
        if not reviews:
            nothing = "还没有点评记录" if person is not None else "请只选择一名党员"
            below.addAction(nothing).setEnabled(False)

    def _triggered(self, action: QAction) -> None:
        chosen = action.data()
        if chosen in tuple(Deed):
            self.do(Deed(chosen))
        elif chosen == HISTORY:
            self.show_history()
        elif chosen == DELETE:
            self.delete()
        elif chosen:
            self.wanted.emit(Place(review=ReviewId(chosen)))
