"""The dialog 页面设置: which printer, how many, on which sides, moved by how much."""

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from app.ui.dialogs import FormLikeDialog
from app.ui.printing.output import printers
from app.ui.printing.page_setup import MOST_COPIES, MOST_SHIFT, SIDES, PageSetup, Sides
from app.ui.settings import Settings
from app.ui.widgets import dressed
from app.ui.window_size import fit

_NO_PRINTER = "没有安装打印机"


class PageSetupDialog(FormLikeDialog):
    """Remembers how the user's printer is used."""

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        """Show what was chosen last."""
        super().__init__("页面设置", "确定", parent)
        self._settings = settings
        setup, names = PageSetup.read(settings), printers()
        self._printer = QComboBox()
        self._printer.addItems(names or [_NO_PRINTER])
        self._printer.setEnabled(bool(names))
        if setup.printer in names:
            self._printer.setCurrentText(setup.printer)
        self._copies = dressed(
            QSpinBox(minimum=1, maximum=MOST_COPIES, suffix=" 份"), value=setup.copies
        )
        self._sides = QComboBox()
        self._sides.addItems(list(SIDES.values()))
        self._sides.setCurrentIndex(list(SIDES).index(setup.sides))
        self._right = _shift(setup.right, "右移毫米")
        self._down = _shift(setup.down, "下移毫米")
        self._lay_out()

    def _lay_out(self) -> None:
        shift = QWidget()
        line = QHBoxLayout(shift)
        line.setContentsMargins(0, 0, 0, 0)
        for words, box in (("向右", self._right), ("向下", self._down)):
            label = QLabel(words)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
            line.addSpacing(12)
        line.addStretch(1)
        shift.setFocusProxy(self._right)
        self.row("打印机", self._printer)
        self.row("份数", self._copies)
        self.row("单双面", self._sides)
        self.row("位置微调", shift)
        hint = dressed(QLabel("打印机走纸偏了时用：填负数则向左、向上。"), enabled=False)
        self.rows.addRow("", hint)
        fit(self, 440, 250)

    def setup(self) -> PageSetup:
        """Return what is chosen."""
        printer = self._printer.currentText() if self._printer.isEnabled() else ""
        return PageSetup(
            printer=printer,
            copies=self._copies.value(),
            sides=[*Sides][self._sides.currentIndex()],
            right=self._right.value(),
            down=self._down.value(),
        )

    def do_it(self) -> None:
        """Remember what is chosen."""
        self.setup().keep(self._settings)


def _shift(value: float, name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox(
        minimum=-MOST_SHIFT, maximum=MOST_SHIFT, decimals=1, singleStep=0.5, suffix=" 毫米"
    )
    return dressed(box, value=value, accessibleName=name)
