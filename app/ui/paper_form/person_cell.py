"""The editor for 点评领导: a line with the people at hand, and a button that chooses among all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QCompleter, QToolButton, QWidget

from app.domain.ids import PersonId
from app.domain.reviewer_text import JOINT
from app.ui.paper_form.setting import CellSetting
from app.ui.paper_form.text_cell import LineCell
from app.ui.widgets import dressed

People = Callable[[str], Sequence[tuple[PersonId, str, str]]]
"""Gives (id, name, 姓名，单位及职务) of those who may be meant by a text, not too many."""

BUTTON = 18
_LIST_KEYS = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
}


class PersonCell(LineCell):
    """Takes any text; offers the people whose name, unit or post contains what is typed."""

    chooser_asked = Signal()
    """The dialog that chooses among everybody is wanted (F4, or the button)."""

    def __init__(
        self, setting: CellSetting, name: str, parent: QWidget, people: People, *, chooser: bool
    ) -> None:
        """Offer these people.

        Args:
            setting: as for any cell.
            name: the printed label.
            parent: the sheet.
            people: who may be meant.
            chooser: whether the dialog can be asked for.
        """
        super().__init__(setting, name, parent)
        self._people = people
        self._completer: QCompleter | None = None
        self._button: QToolButton | None = None
        description = "姓名，单位及职务；输入几个字后可从列表选择，多人用分号隔开"
        if chooser:
            description += "；按 F4 选人"
            self._button = dressed(
                QToolButton(self),
                text="…",
                focusPolicy=Qt.FocusPolicy.NoFocus,
                toolTip="选人，录入系统外人员（F4）",
                accessibleName="选人",
                visible=False,
            )
            self._button.setCursor(Qt.CursorShape.ArrowCursor)
            self._button.setFont(QApplication.font())
            self._button.clicked.connect(self.chooser_asked)
        self.setAccessibleDescription(description)
        self.edited.connect(self._offer_while_typing)

    # ---- the list ------------------------------------------------------------------------

    def _ready_completer(self) -> QCompleter:
        if self._completer is None:
            completer = QCompleter(
                self,
                completionMode=QCompleter.CompletionMode.UnfilteredPopupCompletion,
                maxVisibleItems=8,
            )
            completer.setModel(QStringListModel([], completer))
            completer.setWidget(self)
            completer.popup().setFont(QApplication.font())
            completer.activated.connect(self._take)
            self._completer = completer
        return self._completer

    def _typed_part(self) -> tuple[str, str]:
        """Return what stands before the last person, and the last person as typed."""
        text = self.value().replace(";", JOINT)
        before, joint, part = text.rpartition(JOINT)
        return before + joint, part.strip()

    def _take(self, text: str) -> None:
        self.replace_all(self._typed_part()[0] + text)

    def replace_all(self, text: str) -> None:
        """Put another text into the cell as typing would, so that it can be undone."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.hide_list()

    def hide_list(self) -> None:
        """Close the list of people."""
        if self._completer is not None:
            self._completer.popup().hide()

    def _offer_while_typing(self) -> None:
        if self.hasFocus() and not self.isReadOnly():
            self.offer()

    def offer(self) -> None:
        """Show the people that fit what stands in the cell behind the last semicolon."""
        completer = self._ready_completer()
        typed = self._typed_part()[1]
        names = list(dict.fromkeys(found[2] or found[1] for found in self._people(typed)))
        model = completer.model()
        if isinstance(model, QStringListModel):
            model.setStringList(names)
        if not names or names == [typed]:
            completer.popup().hide()
            return
        area = self.rect()
        area.setWidth(max(area.width(), 320))
        completer.complete(area)

    # ---- keys and the button -------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the open list its keys; Down in an empty cell shows all names, F4 chooses."""
        listed = self._completer is not None and self._completer.popup().isVisible()
        if listed and event.key() in _LIST_KEYS:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_F4 and self._button is not None:
            self.hide_list()
            self.chooser_asked.emit()
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Down and not self.value().strip() and not self.isReadOnly():
            self.offer()

    def _show_button(self, wanted: bool) -> None:
        if self._button is not None:
            self._button.setVisible(wanted and not self.isReadOnly())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right edge."""
        super().resizeEvent(event)
        if self._button is not None:
            top = max(0, (self.height() - BUTTON) // 2)
            self._button.setGeometry(QRect(self.width() - BUTTON - 1, top, BUTTON, BUTTON))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the button while the mouse is over the cell."""
        super().enterEvent(event)
        self._show_button(wanted=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the button again."""
        super().leaveEvent(event)
        self._show_button(wanted=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the button while the cell is written in."""
        super().focusInEvent(event)
        self._show_button(wanted=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the button again."""
        super().focusOutEvent(event)
        self._show_button(wanted=self.underMouse())
