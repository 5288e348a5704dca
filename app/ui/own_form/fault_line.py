"""What is odd about a file, and what stands in the way: lines above the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors.fault import Fault
from app.ui.widgets import dressed

MOST_SHOWN = 4
_ODD, _WRONG = "#fff4d6; color: #5c4400", "#fdecea; color: #8c1d18"


class FaultLine(QLabel):
    """Some sentences on a ground of their own; hidden while there is nothing to say."""

    def __init__(self, name: str, *, wrong: bool = False, parent: QWidget | None = None) -> None:
        """Say nothing yet.

        Args:
            name: the accessible name.
            wrong: True: what stands in the way; False: what is only odd.
            parent: the widget it belongs to.
        """
        super().__init__(parent, wordWrap=True, margin=6, textFormat=Qt.TextFormat.PlainText)
        dressed(self, accessibleName=name, objectName="faults", visible=False)
        self.setStyleSheet(f"#faults {{ background: {_WRONG if wrong else _ODD} }}")

    def say(self, faults: Sequence[Fault], *, places: bool = False) -> None:
        """Show these faults, each with its remedy; ``places``: and in which row it is."""
        lines = [
            (f"{fault.place}：" if places and fault.place else "") + fault.message + fault.remedy
            for fault in faults[:MOST_SHOWN]
        ]
        if len(faults) > MOST_SHOWN:
            lines.append(f"还有 {len(faults) - MOST_SHOWN} 处。")
        self.setText("\n".join(lines))
        self.setVisible(bool(lines))
