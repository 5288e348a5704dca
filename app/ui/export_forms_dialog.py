"""The dialog 导出登记表: which forms, which copies, which format, and where."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.domain.words import COPIES, CopyPurpose
from app.ops.exports import FormsAsked, FormsDone
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import tell
from app.ui.paper_form.paper_room import open_paper
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.ops.desk import Desk

FORMATS = (("Word 文件（.docx）", "docx"), ("PDF 文件（.pdf）", "pdf"))
MOST_NAMED = 5


class ExportFormsDialog(FormLikeDialog):
    """Writes the forms of a unit and everything below it."""

    def __init__(
        self, desk: "Desk", round_: Round, unit: OrganizationId, parent: QWidget | None
    ) -> None:
        """Offer the copies that the notes under the scheme's forms name."""
        super().__init__("导出登记表", "导出", parent)
        self._desk = desk
        self._round = round_
        tree = desk.workspace.directory(desk.workspace.day_of(round_)).tree
        self._units = [tree[unit]]
        if unit != tree.root.id:
            self._units.append(tree.root)
        self._unit = QComboBox()
        self._unit.addItems([f"{o.name}及下级" for o in self._units])
        self._format = QComboBox()
        self._format.addItems([words for words, _ in FORMATS])
        named = {copy for form in desk.workspace.scheme.forms for copy in form.copies}
        self._copies = {
            copy: dressed(QCheckBox(COPIES[copy]), accessibleName=f"份别：{COPIES[copy]}")
            for copy in CopyPurpose
            if copy in named or copy is CopyPurpose.BLANK
        }
        self._combine = dressed(QCheckBox("合订成一个文件"), accessibleName="合订成一个文件")
        self._replace = dressed(QCheckBox("替换同名文件"), accessibleName="替换同名文件")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents)) / f"{round_.name}登记表"
        self._folder = dressed(QLineEdit(str(folder)), accessibleName="保存到文件夹")
        self._browse = dressed(QPushButton("浏览…", autoDefault=False), accessibleName="选择文件夹")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        copies = QWidget(toolTip="不选时每张表一份")
        line = QHBoxLayout(copies)
        line.setContentsMargins(0, 0, 0, 0)
        for box in self._copies.values():
            line.addWidget(box)
        line.addStretch(1)
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._combine)
        column.addWidget(self._replace)
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._folder, 1)
        line.addWidget(self._browse)
        place.setFocusProxy(self._folder)
        self.row("范围", self._unit)
        self.row("份别", copies)
        self.row("格式", self._format)
        self.row("选项", options)
        self.row("保存到", place)
        self.resize(560, 260)

    def _connect(self) -> None:
        self._browse.clicked.connect(self._choose_folder)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择文件夹", self._folder.text())
        if name:
            self._folder.setText(name)

    def asked(self) -> FormsAsked:
        """Return what is chosen."""
        return FormsAsked(
            copies=tuple(copy for copy, box in self._copies.items() if box.isChecked()),
            format=FORMATS[self._format.currentIndex()][1],
            combine=self._combine.isChecked(),
            overwrite=self._replace.isChecked(),
        )

    def do_it(self) -> None:
        """Write the forms, and say where they are."""
        folder = Path(self._folder.text().strip())
        unit = self._units[self._unit.currentIndex()].id
        done = self._desk.exports.forms(self._round, unit, self.asked(), folder, open_paper)
        tell(self.parentWidget(), "导出登记表", *told(done, folder), QMessageBox.Icon.Information)


def told(done: FormsDone, folder: Path) -> tuple[str, str]:
    """Return in words what was written."""
    if not done.files:
        return (
            "没有可以导出的登记表。",
            "只有填写过的登记表才会导出；公示件只含已点评的。请先填写，或勾选“空白表”。",
        )
    text = f"位置：{folder}"
    if done.overflowing:
        names = "、".join(done.overflowing[:MOST_NAMED])
        rest = f"等 {len(done.overflowing)} 份" if len(done.overflowing) > MOST_NAMED else ""
        text += f"\n文字超出一页的：{names}{rest}"
    return f"已导出 {len(done.files)} 个文件。", text
