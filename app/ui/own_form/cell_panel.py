"""What can be said about the chosen cell: its name, its field, how it is filled in."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.domain.form import FieldKind
from app.domain.own_form import OWN, DraftCell, is_own
from app.ui.own_form.cell_model import KINDS, NO_FIELD, OWN_FIELD
from app.ui.widgets import dressed

SEPARATOR = "、"


class CellPanel(QGroupBox):
    """Tells what the user says; it changes nothing itself."""

    field_chosen = Signal(str)
    """The key of the field; ``OWN``: a field of the unit's own; empty: no field."""
    said = Signal()
    """Something else was said: see ``wanted``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be about no cell yet."""
        super().__init__("选中的格子", parent)
        self._field = dressed(QComboBox(), accessibleName="填什么", maxVisibleItems=24)
        self._label = dressed(QLineEdit(), accessibleName="名称", maxLength=60)
        self._kind = dressed(QComboBox(), accessibleName="方式")
        for kind, words in KINDS.items():
            self._kind.addItem(words, kind)
        self._options = dressed(
            QLineEdit(placeholderText="用顿号隔开，例如 优秀、良好、一般"),
            accessibleName="可选的词",
        )
        self._required = dressed(QCheckBox("必填"), accessibleName="必填")
        self._annex = dressed(QCheckBox("写不下可附页"), accessibleName="写不下可附页")
        self._lay_out()
        self._connect()
        self.show_cell(None)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        for row, column, words, control in (
            (0, 0, "填什么", self._field),
            (0, 2, "方式", self._kind),
            (1, 0, "名称", self._label),
            (2, 0, "可选的词", self._options),
        ):
            label = QLabel(words)
            label.setBuddy(control)
            grid.addWidget(label, row, column)
            grid.addWidget(control, row, column + 1, 1, 1 if row == 0 else 3)
        switches = QHBoxLayout()
        switches.addWidget(self._required)
        switches.addWidget(self._annex)
        switches.addStretch(1)
        grid.addLayout(switches, 3, 1, 1, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 1)

    def _connect(self) -> None:
        self._field.activated.connect(self._choose_field)
        self._kind.activated.connect(self.said)
        self._label.editingFinished.connect(self.said)
        self._options.editingFinished.connect(self.said)
        self._required.clicked.connect(self.said)
        self._annex.clicked.connect(self.said)

    def offer(self, fields: Mapping[str, str]) -> None:
        """Offer these fields: key → what people call it."""
        with QSignalBlocker(self._field):
            self._field.clear()
            self._field.addItem(NO_FIELD, "")
            self._field.addItem(OWN_FIELD, OWN)
            self._field.insertSeparator(2)
            for key, words in fields.items():
                self._field.addItem(words, key)

    def show_cell(self, cell: DraftCell | None) -> None:
        """Be about this cell."""
        self.setEnabled(cell is not None)
        if cell is None:
            return
        own = is_own(cell.key)
        self._field.setCurrentIndex(self._field.findData(OWN if own else cell.key))
        if self._label.text() != cell.label:
            self._label.setText(cell.label)
        self._kind.setCurrentIndex(self._kind.findData(cell.kind))
        words = SEPARATOR.join(cell.options)
        if self._options.text() != words:
            self._options.setText(words)
        self._required.setChecked(cell.required)
        self._annex.setChecked(cell.annex)
        self._kind.setEnabled(own)
        self._label.setEnabled(own)
        self._options.setEnabled(own and cell.kind is FieldKind.CHOICE)
        self._required.setEnabled(cell.is_field)
        self._annex.setEnabled(cell.is_field and cell.kind is FieldKind.TEXT)

    def wanted(self) -> dict[str, object]:
        """Return what is said about the cell, as the fields of ``DraftCell``."""
        words = self._options.text().replace(",", SEPARATOR).replace("，", SEPARATOR)
        options = tuple(dict.fromkeys(w.strip() for w in words.split(SEPARATOR) if w.strip()))
        return {
            "label": self._label.text().strip(),
            "kind": FieldKind(self._kind.currentData()),
            "options": options,
            "required": self._required.isChecked(),
            "annex": self._annex.isChecked(),
        }

    def focus_field(self) -> None:
        """Put the focus where the field is chosen."""
        self._field.setFocus()

    def _choose_field(self) -> None:
        self.field_chosen.emit(str(self._field.currentData()))
