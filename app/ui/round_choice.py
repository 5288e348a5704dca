"""The choice of the round, above the tree: it rules all pages as the tree does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.desk import Desk


class RoundChoice(QWidget):
    """Shows the rounds of a ledger, the latest first; hidden while there is none."""

    chosen = Signal()
    """Another round was chosen by hand."""

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        """Work on this desk; ``reload`` reads."""
        super().__init__(parent)
        self._desk = desk
        self._rounds: tuple[Round, ...] = ()
        self._box = dressed(QComboBox(minimumContentsLength=10), accessibleName="点评轮次")
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        label = QLabel("轮次")
        label.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 3, 5, 0)
        row.addWidget(label)
        row.addWidget(self._box, 1)
        self._box.activated.connect(self._tell)

    def round(self) -> "Round | None":
        """Return the round that is chosen, or None while there is none."""
        place = self._box.currentIndex()
        return self._rounds[place] if 0 <= place < len(self._rounds) else None

    def reload(self) -> None:
        """Read the rounds; a new one is chosen, else the choice stays."""
        before = self.round()
        known = {r.id for r in self._rounds}
        self._rounds = tuple(
            sorted(self._desk.rounds.all(), key=lambda r: (r.end, r.start), reverse=True)
        )
        self._box.clear()
        self._box.addItems([r.name for r in self._rounds])
        fresh = next((r.id for r in self._rounds if known and r.id not in known), None)
        wanted = fresh or (before.id if before else None)
        place = next((n for n, r in enumerate(self._rounds) if r.id == wanted), 0)
        self._box.setCurrentIndex(place if self._rounds else -1)
        self.setEnabled(bool(self._rounds))
        self._box.setPlaceholderText("还没有轮次")

    def _tell(self, place: int) -> None:
        del place
        self.chosen.emit()
