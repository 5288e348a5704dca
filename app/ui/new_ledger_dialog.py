"""The dialog 新建台账: scheme, unit, kind and place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind, kind_from_name
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text
from app.ui.file_kinds import LEDGER_FILTER, LEDGER_SUFFIX
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.scheme import Scheme
    from app.ops.office import Office

FORBIDDEN = '\\/:*?"<>|'


class NewLedgerDialog(FormLikeDialog):
    """Makes a ledger; its own unit is the head of the tree."""

    made = Signal(object)
    """The ``Desk`` of the new ledger."""

    def __init__(self, office: "Office", parent: QWidget | None) -> None:
        """Offer the schemes that ship with the program.

        Raises:
            Refusal: where a shipped scheme cannot be read.
        """
        super().__init__("新建台账", "新建", parent)
        self._office = office
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self._own_place = False
        self._schemes = sorted(office.schemes(), key=_without_document)
        self._names = [scheme.id for scheme in self._schemes]
        self._scheme = QComboBox(
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._scheme.addItems([scheme.title for scheme in self._schemes])
        self._other = dressed(
            QPushButton("其他…", autoDefault=False), accessibleName="选择方案文件夹"
        )
        self._document = QLabel(wordWrap=True)
        self._unit = QLineEdit(placeholderText="例如：某某局机关党委", maxLength=100)
        self._kind = QComboBox()
        self._kind.addItem("按名称判断")
        self._kind.addItems([*ORGANIZATION_KINDS.values()])
        self._place = dressed(QLineEdit(), accessibleName="保存位置")
        self._browse = dressed(
            QPushButton("浏览…", autoDefault=False), accessibleName="选择保存位置"
        )
        self.row("点评方案", _beside(self._scheme, self._other))
        self.rows.addRow("", self._document)
        self.row("本单位党组织", self._unit)
        self.row("类别", self._kind)
        self.row("保存位置", _beside(self._place, self._browse))
        self.resize(560, 260)
        self._connect()
        self._show_document()
        self._propose_place()
        self._unit.setFocus()

    def _connect(self) -> None:
        self._scheme.currentIndexChanged.connect(self._show_document)
        self._other.clicked.connect(self._choose_scheme)
        self._unit.textChanged.connect(self._propose_place)
        self._place.textEdited.connect(self._keep_place)
        self._browse.clicked.connect(self._choose_place)

    def _show_document(self) -> None:
        place = self._scheme.currentIndex()
        if place >= 0:
            scheme = self._schemes[place]
            self._document.setText("　".join(filter(None, (scheme.issuer, scheme.document))))
            self.rows.setRowVisible(self._document, bool(self._document.text()))

    def _choose_scheme(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "选择方案文件夹", "")
        if folder:
            self.add_scheme(folder)

    def add_scheme(self, folder: str) -> None:
        """Offer the scheme of a folder, and choose it; where it is wrong, say why."""
        try:
            scheme = self._office.load_scheme(folder).scheme
        except Refusal as refused:
            self.show_fault("\n".join(fault_text(fault) for fault in refused.faults))
            return
        self._schemes.append(scheme)
        self._names.append(folder)
        self._scheme.addItem(scheme.title)
        self._scheme.setCurrentIndex(len(self._names) - 1)

    def _propose_place(self) -> None:
        name = "".join(c for c in self._unit.text().strip() if c not in FORBIDDEN)
        guessed = kind_from_name(name)
        self._kind.setItemText(
            0, f"按名称判断（{ORGANIZATION_KINDS[guessed]}）" if guessed else "按名称判断"
        )
        if not self._own_place:
            self._place.setText(str(self._folder / f"{name or '点评台账'}{LEDGER_SUFFIX}"))

    def _keep_place(self) -> None:
        self._own_place = True

    def _choose_place(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "保存位置", self._place.text(), LEDGER_FILTER)
        if name:
            self._own_place = True
            self._place.setText(name)

    def do_it(self) -> None:
        """Make the ledger."""
        if not self._schemes:
            raise refusal("scheme.unknown", name="", known="")
        place = Path(self._place.text().strip())
        if not place.suffix:
            place = place.with_suffix(LEDGER_SUFFIX)
        kinds = list(OrganizationKind)
        chosen = self._kind.currentIndex()
        kind = kinds[chosen - 1] if chosen > 0 else None
        name = self._names[self._scheme.currentIndex()]
        self.made.emit(self._office.create(place, name, self._unit.text().strip(), kind))


def _beside(control: QWidget, button: QPushButton) -> QWidget:
    """Return a control with a button to its right."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(control, 1)
    line.addWidget(button)
    both.setFocusProxy(control)
    return both


def _without_document(scheme: "Scheme") -> bool:
    """Sort the schemes of real documents before the common ones."""
    return not scheme.document
