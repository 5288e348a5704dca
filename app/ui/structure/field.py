"""A control with a line beneath it that says what is wrong or doubtful."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.date_line import DateLine
from app.ui.person_picker import PersonPicker
from app.ui.text_line import TextLine
from app.ui.tones import AMBER, RED, text_style
from app.ui.widgets import dressed


class Listing(QWidget):
    """A control that holds several things; it tells when they change."""

    edited = Signal()

    def state(self) -> object:
        """Return what stands in it, to tell whether something was changed."""
        raise NotImplementedError


class Field(QWidget):
    """Tells when its control is left or changed, and has room for one sentence."""

    left = Signal()
    """The control was left after a change, or another choice was made."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        """Put a control above an empty sentence."""
        super().__init__(parent)
        self.control = control
        self._hint = control.accessibleDescription()
        self._note = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), visible=False
        )
        self._note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(control)
        column.addWidget(self._note)
        self.setFocusProxy(control)
        self._connect()

    def _connect(self) -> None:
        control = self.control
        if isinstance(control, QLineEdit):
            control.editingFinished.connect(self.left)
            if isinstance(control, PersonPicker):
                control.chosen.connect(self._tell)
        elif isinstance(control, QComboBox):
            control.currentIndexChanged.connect(self._tell)
        elif isinstance(control, QCheckBox):
            control.toggled.connect(self._tell)
        elif isinstance(control, Listing):
            control.edited.connect(self.left)

    def _tell(self) -> None:
        self.left.emit()

    def state(self) -> object:
        """Return what stands in the control, to tell whether something was changed."""
        control = self.control
        if isinstance(control, QLineEdit):
            return control.text().strip()
        if isinstance(control, QComboBox):
            return control.currentText()
        if isinstance(control, QCheckBox):
            return control.isChecked()
        return control.state() if isinstance(control, Listing) else None

    def problem(self) -> str:
        """Return what is wrong with what stands in the control, or nothing."""
        return self.control.problem() if isinstance(self.control, TextLine) else ""

    def look(self) -> None:
        """Say what is wrong, else what is assumed, else nothing."""
        problem = self.problem()
        remark = self.control.remark() if isinstance(self.control, DateLine) else ""
        self.say(problem or remark, RED if problem else AMBER)

    def say(self, sentence: str, tone: QColor) -> None:
        """Show a sentence beneath the control; an empty one hides the room for it."""
        self._note.setText(sentence)
        self._note.setStyleSheet(text_style(tone))
        self._note.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence or self._hint)

    def note(self) -> str:
        """Return the sentence that is shown."""
        return self._note.text()
