"""What the small dialogs share: a form, a line for faults, and two buttons."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors.fault import Refusal
from app.ui.faults import fault_text
from app.ui.letters import lettered
from app.ui.widgets import dressed
from app.ui.window_size import fit, room_for

BESIDE_BAR = 6
"""What is free between the rows and the bar that scrolls them."""


class FormLikeDialog(QDialog):
    """Labels on the left, controls on the right; faults stand in the dialog itself."""

    def __init__(self, title: str, verb: str, parent: QWidget | None) -> None:
        """Build the frame.

        Args:
            title: what stands in the title bar.
            verb: what stands on the button that does it.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        dressed(self, windowTitle=title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows = QFormLayout(
            labelAlignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow,
            horizontalSpacing=12,
            verticalSpacing=10,
        )
        self._fault = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText),
            visible=False,
            accessibleName="问题",
        )
        self._fault.setForegroundRole(QPalette.ColorRole.BrightText)
        self.agree = dressed(QPushButton(lettered(verb), default=True), accessibleName=verb)
        self.refuse = dressed(
            QPushButton(lettered("取消"), autoDefault=False), accessibleName="取消"
        )
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.refuse, QDialogButtonBox.ButtonRole.RejectRole)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(14)
        self.column.addLayout(self.rows)
        self.column.addWidget(self._fault)
        self.column.addStretch(1)
        self.column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.try_it)
        self.buttons.rejected.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for every row, however large the letters are."""
        super().showEvent(event)
        if event.spontaneous():
            return
        self._keep_within()
        width = max(self.width(), self.minimumSizeHint().width())
        wanted = max(self.column.totalHeightForWidth(width), self.height())
        fit(self, width, wanted)

    def event(self, event: QEvent) -> bool:
        """Look at the room again where something has become larger."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._keep_within()
        return done

    def _keep_within(self) -> None:
        """Let the rows scroll where the screen has no room for all of them."""
        wanted = self.column.totalMinimumSize().height()
        place = self.column.indexOf(self.rows)
        if place < 0 or not self.rows.rowCount() or wanted <= room_for(self).height():
            return
        keyboard = self.focusWidget()
        self.column.takeAt(place)
        self.rows.setContentsMargins(0, 0, BESIDE_BAR, 0)
        area = dressed(
            QScrollArea(self, widgetResizable=True),
            frameShape=QScrollArea.Shape.NoFrame,
            accessibleName=self.windowTitle(),
            focusPolicy=Qt.FocusPolicy.NoFocus,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        )
        inner = QWidget(area)  # in this window at once, which keeps the order of Tab
        inner.setLayout(self.rows)
        area.setWidget(inner)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(inner.minimumSizeHint().width() + bar)
        self.column.insertWidget(place, area)
        self.give_room(area)
        area.show()
        if keyboard is not None:
            keyboard.setFocus()
        self.column.activate()
        fit(self, self.width(), self.height())

    def row(self, label: str, control: QWidget) -> None:
        """Add a control with its label, which also names it to screen readers."""
        words = QLabel(label)
        words.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.rows.addRow(words, control)

    def give_room(self, widget: QWidget) -> None:
        """Let one widget of the column take all the room that is left."""
        for place in range(self.column.count()):
            self.column.setStretch(place, 0)
        self.column.setStretchFactor(widget, 1)

    def try_it(self) -> None:
        """Do it, and close; where it is refused, say why and stay."""
        self._fault.hide()
        try:
            self.do_it()
        except Refusal as refusal:
            self.show_fault("\n".join(fault_text(fault) for fault in refusal.faults))
        else:
            self.accept()

    def show_fault(self, text: str) -> None:
        """Say what is wrong, in the dialog."""
        self._fault.setText(text)
        self._fault.show()

    def do_it(self) -> None:
        """What the dialog is for; raises Refusal where it cannot be done."""
        raise NotImplementedError
