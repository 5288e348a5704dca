"""The choice of copies, as the notes under a scheme's forms name them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.domain.words import COPIES, CopyPurpose
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.scheme import Scheme


class CopiesBox(QWidget):
    """One box for each copy that a form of the scheme names; none chosen: each form once."""

    def __init__(
        self,
        scheme: "Scheme",
        *,
        blank: bool,
        chosen: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Offer the copies of a scheme.

        Args:
            scheme: whose forms are meant.
            blank: True: blank forms are offered too.
            chosen: the values of the copies that are chosen at first.
            parent: the widget around it.
        """
        super().__init__(parent, toolTip="都不选时，每张表一份")
        named = {copy for form in scheme.forms for copy in form.copies}
        self.boxes = {
            copy: dressed(
                QCheckBox(COPIES[copy]),
                accessibleName=f"份别：{COPIES[copy]}",
                checked=copy.value in chosen,
            )
            for copy in CopyPurpose
            if (copy in named and copy is not CopyPurpose.BLANK)
            or (blank and copy is CopyPurpose.BLANK)
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for box in self.boxes.values():
            line.addWidget(box)
        line.addStretch(1)
        for first in list(self.boxes.values())[:1]:
            self.setFocusProxy(first)

    def chosen(self) -> tuple[CopyPurpose, ...]:
        """Return the chosen copies in their usual order."""
        return tuple(copy for copy, box in self.boxes.items() if box.isChecked())
