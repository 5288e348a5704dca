"""The editor for 点评领导: a line with the names of those who hold posts at hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QWidget

from app.ui.paper_form.setting import CellSetting
from app.ui.paper_form.text_cell import LineCell

Names = Callable[[], Sequence[str]]
"""Gives 姓名，单位及职务 of everybody who may be meant; asked once, when first needed."""

_LIST_KEYS = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
}


class PersonCell(LineCell):
    """Takes any text; offers the people whose name, unit or post contains what is typed."""

    def __init__(self, setting: CellSetting, name: str, parent: QWidget, names: Names) -> None:
        """Offer these people."""
        super().__init__(setting, name, parent)
        self._names = names
        self._completer: QCompleter | None = None
        self.setAccessibleDescription("姓名，单位及职务；输入几个字后可从列表选择")
        self.edited.connect(self._offer_while_typing)

    def _ready_completer(self) -> QCompleter:
        if self._completer is None:
            completer = QCompleter(
                self,
                completionMode=QCompleter.CompletionMode.PopupCompletion,
                filterMode=Qt.MatchFlag.MatchContains,
                caseSensitivity=Qt.CaseSensitivity.CaseInsensitive,
                maxVisibleItems=8,
            )
            completer.setModel(QStringListModel(list(self._names()), completer))
            completer.setWidget(self)
            completer.popup().setFont(QApplication.font())
            completer.activated.connect(self._take)
            self._completer = completer
        return self._completer

    def _take(self, text: str) -> None:
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the open list its keys; Down in an empty cell shows all names."""
        listed = self._completer is not None and self._completer.popup().isVisible()
        if listed and event.key() in _LIST_KEYS:
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Down and not self.value().strip():
            self.offer()

    def _offer_while_typing(self) -> None:
        if self.hasFocus():
            self.offer()

    def offer(self) -> None:
        """Show the people that fit what stands in the cell."""
        completer = self._ready_completer()
        typed = self.value().strip()
        completer.setCompletionPrefix(typed)
        if completer.completionCount() == 0 or completer.currentCompletion() == typed:
            completer.popup().hide()
            return
        area = self.rect()
        area.setWidth(max(area.width(), 320))
        completer.complete(area)
