"""The side panel 上次点评: what was written about the same target before, ready to be inserted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ops.reviews import EarlierForm
from app.ui.widgets import dressed, text_block

NONE_YET = "还没有这个对象以前的登记表。"


class EarlierPanel(QScrollArea):
    """Each text of the earlier form with a button that inserts it."""

    picked = Signal(str)
    """The text to insert."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, widgetResizable=True)
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            accessibleName="上次点评",
        )
        self.show_earlier(None)

    def show_earlier(self, earlier: EarlierForm | None) -> None:
        """Show an earlier form, or that there is none."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(text_block(_headline(earlier) if earlier else NONE_YET))
        for each in earlier.texts if earlier else ():
            column.addSpacing(6)
            name = each.label.partition("（")[0] or each.label
            heading = text_block(name)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            column.addWidget(heading)
            column.addWidget(text_block(each.text))
            insert = InsertButton(each.text, f"插入上次的{name}")
            insert.picked.connect(self.picked)
            column.addWidget(insert, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        self.setWidget(inner)


class InsertButton(QPushButton):
    """Inserts one text where the cursor stands in the form."""

    picked = Signal(str)

    def __init__(self, text: str, name: str) -> None:
        """Insert this text."""
        super().__init__("插入", autoDefault=False)
        self._wanted = text
        dressed(self, accessibleName=name, toolTip="插入到光标处")
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self._wanted)


def _headline(earlier: EarlierForm) -> str:
    day = f"{earlier.day.year}年{earlier.day.month}月{earlier.day.day}日" if earlier.day else ""
    return "　".join(filter(None, (earlier.round, day, earlier.reviewer)))
