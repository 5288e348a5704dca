"""The editor for counts and scores."""

from PySide6.QtWidgets import QWidget

from app.domain.errors.fault import Fault
from app.domain.form import Field
from app.domain.numbers import read_number
from app.ui.paper_form.setting import CellSetting
from app.ui.paper_form.text_cell import LineCell


class NumberCell(LineCell):
    """Takes a number as its field wants it; else it stays as typed, with a sentence beside it."""

    def __init__(self, setting: CellSetting, field: Field, parent: QWidget) -> None:
        """Take numbers for this field."""
        super().__init__(setting, field.label, parent)
        self._field = field

    def leave(self) -> None:
        """Write full-width digits as ordinary ones; say what is wrong with the number."""
        if self.isReadOnly():
            return
        found = read_number(self.value(), self._field)
        if isinstance(found, Fault):
            self._fault = f"{found.message}{found.remedy}"
        else:
            if found != self.value():
                cursor = self.textCursor()
                cursor.select(cursor.SelectionType.Document)
                cursor.insertText(found)
            self._fault = ""
        self._tint()
