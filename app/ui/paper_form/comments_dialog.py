"""The dialog 逐项点评: what the reviewer says of each promise."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES, Commitment
from app.ui.commitments.text_box import TextBox
from app.ui.dialogs import FormLikeDialog
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ui.paper_form.beside import Beside

SIZE = (520, 320)


class CommentsDialog(FormLikeDialog):
    """One box for each promise; only what was changed is kept."""

    told = Signal(object)
    """The ``Changes`` of what was said."""

    def __init__(
        self, beside: "Beside", promises: Sequence[Commitment], parent: QWidget | None
    ) -> None:
        """Show promises with what was said of them.

        Args:
            beside: keeps what is said.
            promises: in their order.
            parent: the form dialog.
        """
        super().__init__("逐项点评", "保存", parent)
        self._beside, self._promises = beside, tuple(promises)
        inner = QWidget()
        column = QVBoxLayout(inner)
        self.boxes: list[TextBox] = []
        for number, each in enumerate(promises, 1):
            said = QLabel(
                f"{number}. {_told(each)}", wordWrap=True, textFormat=Qt.TextFormat.PlainText
            )
            box = TextBox(f"第{number}项的点评", each.comment, 2)
            box.setMaximumHeight(box.minimumHeight())
            said.setBuddy(box)
            column.addWidget(said)
            column.addWidget(box)
            self.boxes.append(box)
        column.addStretch(1)
        area = dressed(
            QScrollArea(widgetResizable=True),
            frameShape=QFrame.Shape.NoFrame,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            accessibleName="各项承诺",
        )
        area.setWidget(inner)
        self.column.insertWidget(0, area, 1)
        self.column.setStretch(self.column.count() - 2, 0)
        fit(self, *SIZE)
        if self.boxes:
            self.boxes[0].setFocus()

    def do_it(self) -> None:
        """Keep what was said of those promises of which something else is said now."""
        pairs = zip(self._promises, self.boxes, strict=True)
        changed = [
            replace(each, comment=box.value()) for each, box in pairs if box.value() != each.comment
        ]
        if changed:
            self.told.emit(self._beside.keep_comments(changed))


def _told(promise: Commitment) -> str:
    parts = [COMMITMENT_STATES[promise.standing], " ".join(promise.progress.split())]
    return f"{' '.join(promise.matter.split())}（{'，'.join(filter(None, parts))}）"
