"""Somebody from outside the ledger: name, unit and post, entered once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.dialogs import FormLikeDialog
from app.ui.text_line import TextLine
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ops.desk import Desk


class OutsideDialog(FormLikeDialog):
    """Enters a person from outside; one who is there just so already is taken."""

    told = Signal(object)
    """The ``Changes`` that were written."""
    entered = Signal(str, str)
    """The id of the person, and 姓名，单位及职务."""

    def __init__(self, desk: "Desk", name: str, parent: QWidget | None) -> None:
        """Ask who it is.

        Args:
            desk: the ledger.
            name: what was typed before.
            parent: the window it belongs to.
        """
        super().__init__("系统外人员", "录入", parent)
        self._desk = desk
        hint = QLabel("不在本台账的领导、来宾在这里录入一次，以后按姓名就能找到。", wordWrap=True)
        self.rows.addRow(hint)
        self.name = TextLine("姓名", name)
        self.unit = TextLine("单位")
        self.unit.setPlaceholderText("例如 市委组织部")
        self.post = TextLine("职务")
        self.post.setPlaceholderText("例如 副部长")
        self.row("姓名", self.name)
        self.row("单位", self.unit)
        self.row("职务", self.post)
        fit(self, 400, 220)
        (self.unit if name else self.name).setFocus()

    def do_it(self) -> None:
        """Enter the person; raises Refusal: ``text.*``."""
        editing = self._desk.editing
        person, changes = editing.add_outside_person(
            self.name.value(), self.unit.value(), self.post.value()
        )
        if changes:
            self.told.emit(changes)
        self.entered.emit(person, editing.directory.identity(person))
