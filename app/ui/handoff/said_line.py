"""One 说明: a line to write it in, and the one before beside it, where that may be used again."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.text_line import TextLine
from app.ui.widgets import dressed, push_button

HINT = "写明原因；随数据一起上报，打印的统计表上不显示"
AGAIN = "沿用上次"


class SaidLine(QWidget):
    """What was said of something that is otherwise now is offered, never taken by itself."""

    def __init__(self, about: str, text: str, earlier: str, parent: QWidget | None = None) -> None:
        """Show what is said.

        Args:
            about: what it explains.
            text: the 说明 as it stands.
            earlier: the one that was written for what the check said before; empty: none.
            parent: the widget around it.
        """
        super().__init__(parent)
        self._earlier = earlier
        self.line = dressed(TextLine(f"说明：{about}", text), placeholderText="说明", toolTip=HINT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        if earlier and earlier != text:
            self.line.setPlaceholderText(f"说明（上次：{earlier}）")
            again = push_button(
                AGAIN, f"{AGAIN}的说明：{earlier}", f"核对结果变了。上次：{earlier}"
            )
            again.clicked.connect(self.use_again)
            row.addWidget(again)

    def use_again(self) -> None:
        """Write what was said before, to be looked at and mended."""
        self.line.setText(self._earlier)
        self.line.setFocus()
