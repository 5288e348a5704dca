"""The chooser for people: type part of a name, take one from the list, or enter an outsider."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.domain.ids import PersonId
from app.ui.widgets import dressed

Source = Callable[[str], Sequence[tuple[PersonId, str, str]]]
"""Gives (id, name, 姓名，单位及职务) of those who may be meant by a typed text."""

OUTSIDE = "系统外人员…"
MOST_SHOWN = 10
_NOWHERE = QModelIndex()


class MatchModel(QAbstractListModel):
    """The people that fit, and a last line for somebody from outside."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Offer nobody yet."""
        super().__init__(parent)
        self._found: Sequence[tuple[PersonId, str, str]] = ()
        self._last = ""

    def show_found(self, found: Sequence[tuple[PersonId, str, str]], last: str) -> None:
        """Offer these people; ``last``: what the line for somebody else says, empty: none."""
        self.beginResetModel()
        self._found, self._last = found, last
        self.endResetModel()

    def person(self, row: int) -> tuple[PersonId, str, str] | None:
        """Return the person of a row; None for the last line."""
        return self._found[row] if row < len(self._found) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many lines are offered."""
        return 0 if parent.isValid() else len(self._found) + bool(self._last)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Return the line of a person: name, unit and post."""
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if not index.isValid() or role not in wanted:
            return None
        person = self.person(index.row())
        return self._last if person is None else person[2] or person[1]


class PersonPicker(QLineEdit):
    """A line that knows which person its text stands for, if any."""

    chosen = Signal(str)
    """The id of the person that was taken from the list."""
    outside_asked = Signal(str)
    """Somebody from outside is to be entered; what was typed may be the name."""

    def __init__(
        self, source: Source, parent: QWidget | None = None, *, outsiders: bool = True
    ) -> None:
        """Choose among the people of a source.

        Args:
            source: asked with every change of the text; an empty text asks for the usual people.
            parent: the widget around it.
            outsiders: whether somebody from outside may be entered.
        """
        super().__init__(parent, placeholderText="输入姓名，从列表选择", clearButtonEnabled=True)
        dressed(
            self,
            accessibleName="人员",
            accessibleDescription="输入姓名或拼音首字母，用上下键从列表选择，回车确定",
        )
        self._source = source
        self._outsiders = outsiders
        self._person: PersonId | None = None
        self._found: Sequence[tuple[PersonId, str, str]] = ()
        self._model = MatchModel(self)
        self._completer = dressed_completer(self, self._model)
        self.textEdited.connect(self._search)
        self._completer.activated[QModelIndex].connect(  # type: ignore[index]
            self._take
        )

    def person(self) -> PersonId | None:
        """Return who was chosen; None where the text stands for nobody yet."""
        return self._person

    def resolve(self) -> PersonId | None:
        """Return who was chosen, or the only one whose name the text is."""
        if self._person is None and self.text().strip():
            name = self.text().strip()
            same = [found for found in self._source(name) if name in found[1:]]
            if len(same) == 1:
                self.show_person(same[0][0], same[0][2] or same[0][1])
        return self._person

    def show_person(self, person_id: PersonId | None, text: str) -> None:
        """Show somebody as chosen, or nobody; no signal is sent."""
        self._person = person_id
        self.setText(text)
        self.setCursorPosition(0)

    def open_list(self) -> None:
        """Show who fits what is typed; of a chosen person, who else there is."""
        self._offer("" if self._person is not None else self.text())

    def _search(self, text: str) -> None:
        self._person = None
        self._offer(text)

    def _offer(self, text: str) -> None:
        self._found = self._source(text.strip())
        last = ""
        if self._outsiders:
            typed = text.strip()
            last = f"{typed}——{OUTSIDE}" if typed else OUTSIDE
        self._model.show_found(self._found, last)
        if self._model.rowCount():
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _take(self, index: QModelIndex) -> None:
        found = self._model.person(index.row())
        if found is None:
            self.outside_asked.emit("" if self._person is not None else self.text().strip())
            return
        self.show_person(found[0], found[2] or found[1])
        self.chosen.emit(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the open list its keys; Enter takes the only match; Down and F4 open the list."""
        popup = self._completer.popup()
        listed = popup.isVisible()
        enters = listed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        untouched = not popup.currentIndex().isValid()
        if enters and untouched and len(self._found) == 1 and self.text().strip():
            popup.hide()
            self._take(self._model.index(0))
            return
        if listed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not listed:
            self.open_list()
            return
        super().keyPressEvent(event)


def dressed_completer(line: QLineEdit, model: MatchModel) -> QCompleter:
    """Return a list under a line that shows all of a model; the line itself is left alone."""
    completer = QCompleter(
        line,
        completionMode=QCompleter.CompletionMode.UnfilteredPopupCompletion,
        maxVisibleItems=MOST_SHOWN,
    )
    completer.setModel(model)
    completer.setWidget(line)
    return completer
