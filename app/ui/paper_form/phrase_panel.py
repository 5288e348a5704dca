"""The side panel 常用语: own phrases, kept by the label of their cell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.faults import refusals_shown
from app.ui.paper_form.phrase_model import PhraseModel
from app.ui.questions import confirm
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.phrase import Phrase
    from app.ui.paper_form.form_desk import PhraseBank

THIS_CELL, ALL = "本格的常用语", "全部常用语"
SHOWN_IN_QUESTION = 30


class PhraseList(QListView):
    """Enter inserts, F2 changes, Delete takes away."""

    entered_row = Signal()
    change_asked = Signal()
    removal_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says to the current phrase; Ctrl+Enter stays the dialog's."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.change_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)


class PhrasePanel(QWidget):
    """Phrases for the cell that is written in, and those for every cell."""

    picked = Signal(str)
    """The text to insert."""
    addition_asked = Signal()
    """What is marked in the form, or its whole cell, is to be kept as a phrase."""
    told = Signal(object)
    """The ``Changes`` of a phrase."""

    def __init__(self, bank: "PhraseBank", parent: QWidget | None = None) -> None:
        """Show the phrases of a ledger."""
        super().__init__(parent)
        self._bank = bank
        self._label = ""
        self._model = PhraseModel(self)
        self._which = dressed(QComboBox(), accessibleName="显示哪些常用语")
        self._which.addItems([THIS_CELL, ALL])
        self._list = dressed(
            PhraseList(),
            wordWrap=True,
            alternatingRowColors=True,
            spacing=2,
            accessibleName="常用语",
            accessibleDescription="回车插入，F2 修改，Delete 删除",
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            resizeMode=QListView.ResizeMode.Adjust,
            toolTip="双击或按回车插入到光标处",
        )
        self._list.setModel(self._model)
        self._buttons = {
            verb: dressed(QPushButton(verb, autoDefault=False), accessibleName=f"{verb}常用语")
            for verb in ("插入", "添加", "修改", "删除")
        }
        self._buttons["添加"].setToolTip("把登记表里选中的文字（或整格文字）收为常用语")
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in self._buttons.values():
            button.setMinimumWidth(48)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self._which)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(self.reload)
        self._list.doubleClicked.connect(self._pick_index)
        self._list.entered_row.connect(self._pick)
        self._list.change_asked.connect(self._change)
        self._list.removal_asked.connect(self._remove)
        self._buttons["插入"].clicked.connect(self._pick)
        self._buttons["添加"].clicked.connect(self.addition_asked)
        self._buttons["修改"].clicked.connect(self._change)
        self._buttons["删除"].clicked.connect(self._remove)
        self._list.selectionModel().currentChanged.connect(self._show_state)

    # ---- what is shown -------------------------------------------------------------------

    def show_label(self, label: str) -> None:
        """Show the phrases for the cell with this printed label."""
        if label != self._label:
            self._label = label
            self.reload()

    def reload(self) -> None:
        """Read the phrases anew."""
        phrases = self._bank.all()
        if self._which.currentText() == THIS_CELL:
            own = [each for each in phrases if each.label == self._label and each.label]
            shown = [*own, *(each for each in phrases if not each.label)]
        else:
            shown = list(phrases)
        current = self._current()
        self._model.show_phrases(shown)
        row = next((n for n, each in enumerate(shown) if current and each.id == current.id), 0)
        if shown:
            self._list.setCurrentIndex(self._model.index(row, 0))
        self._show_state()

    def _current(self) -> "Phrase | None":
        return self._model.phrase(self._list.currentIndex().row())

    def _show_state(self) -> None:
        there = self._current() is not None
        for verb in ("插入", "修改", "删除"):
            self._buttons[verb].setEnabled(there)

    def take_focus(self) -> None:
        """Let the keyboard choose a phrase."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- deeds ---------------------------------------------------------------------------

    def _pick_index(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self._pick()

    def _pick(self) -> None:
        phrase = self._current()
        if phrase is not None:
            self.picked.emit(phrase.text)

    def add(self, label: str, text: str) -> None:
        """Keep a text as a phrase for the cells with this label."""
        with refusals_shown(self, "没有添加"):
            changes = self._bank.add(label, text)
            self.reload()
            if changes:
                self.told.emit(changes)

    def _change(self) -> None:
        phrase = self._current()
        if phrase is None:
            return
        text = _ask_text(self, phrase.label or "各格通用", phrase.text)
        if text is not None:
            with refusals_shown(self, "没有修改"):
                changes = self._bank.change(phrase.id, text)
                self.reload()
                self.told.emit(changes)

    def _remove(self) -> None:
        phrase = self._current()
        if phrase is None:
            return
        start = phrase.text[:SHOWN_IN_QUESTION]
        short = start if start == phrase.text else f"{start}…"
        if confirm(self, "删除常用语", f"要删除常用语“{short}”吗？", "删除"):
            with refusals_shown(self, "没有删除"):
                changes = self._bank.remove(phrase.id)
                self.reload()
                self.told.emit(changes)


def _ask_text(parent: QWidget, label: str, before: str) -> str | None:
    """Ask for another text; None where it shall stay."""
    asked = QInputDialog(parent)
    asked.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dressed(
        asked,
        windowTitle="修改常用语",
        labelText=label,
        textValue=before,
        okButtonText="确定",
        cancelButtonText="取消",
    )
    agreed = asked.exec()
    text = asked.textValue()
    asked.deleteLater()
    return text if agreed else None
