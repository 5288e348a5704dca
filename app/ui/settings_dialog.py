"""The dialog 设置: what a user chooses for this program on this computer."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.domain.errors.catalogue import refusal
from app.ui.dialogs import FormLikeDialog
from app.ui.file_dialog import ask_folder
from app.ui.settings import LONGEST, SHORTEST, FontSize, NameOrder, Preferences, Theme
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ui.settings import Settings

C = TypeVar("C", bound=StrEnum)
FONT_SIZES = {FontSize.NORMAL: "标准", FontSize.LARGE: "大", FontSize.LARGEST: "特大"}
THEMES = {Theme.LIGHT: "浅色", Theme.DARK: "深色", Theme.SYSTEM: "跟随系统"}
NAME_ORDERS = {
    NameOrder.STROKES: "姓氏笔画",
    NameOrder.PINYIN: "拼音",
    NameOrder.POST: "职务",
    NameOrder.OWN: "自定顺序",
}
LONGEST_NAME = 40


class SettingsDialog(FormLikeDialog):
    """Keeps what was chosen and tells it; nothing has to be started anew."""

    chosen = Signal(object)
    """The ``Preferences`` that hold from now on."""

    def __init__(self, settings: "Settings", parent: QWidget | None) -> None:
        """Show what holds now."""
        super().__init__("设置", "保存", parent)
        self._settings = settings
        before = settings.preferences
        self._size = _choice(FONT_SIZES, before.font_size)
        self._theme = _choice(THEMES, before.theme)
        self._order = _choice(NAME_ORDERS, before.name_order)
        self._spaced = dressed(
            QCheckBox("两个字的姓名中间空一格（张　三）"),
            checked=before.spaced_names,
            accessibleName="两个字的姓名中间空一格",
        )
        self._user = dressed(
            QLineEdit(before.user, maxLength=LONGEST_NAME),
            placeholderText="记入变更记录，例如 张三",
        )
        self._autosave = dressed(
            QSpinBox(minimum=SHORTEST, maximum=LONGEST, value=before.autosave_seconds),
            suffix=" 秒",
        )
        self._folder = dressed(
            QLineEdit(before.backup_folder),
            placeholderText="台账旁边的“备份”文件夹",
            minimumWidth=260,
        )
        self._choose = dressed(
            QPushButton("选择…", autoDefault=False), accessibleName="选择备份位置"
        )
        self._lay_out()
        self._choose.clicked.connect(self.choose_folder)

    def _lay_out(self) -> None:
        self._heading("外观")
        self.row("字号", self._size)
        self.row("主题", self._theme)
        self._heading("姓名")
        self.row("姓名排序", self._order)
        self.rows.addRow("", self._spaced)
        self._heading("填写和备份")
        self.row("操作人", self._user)
        self.row("自动保存间隔", self._autosave)
        place = QHBoxLayout()
        place.setSpacing(6)
        place.addWidget(self._folder, 1)
        place.addWidget(self._choose)
        label = QLabel("备份位置")
        label.setBuddy(self._folder)
        self._folder.setAccessibleName("备份位置")
        self.rows.addRow(label, place)
        self.rows.addRow(
            "",
            QLabel("最好选另一块硬盘或 U 盘；它不在时，\n备份放在台账旁边。"),
        )

    def _heading(self, text: str) -> None:
        heading = QLabel(text)
        font = QFont(heading.font())
        font.setBold(True)
        heading.setFont(font)
        self.rows.addRow(heading)

    def choose_folder(self) -> None:
        """Ask for the place of backups."""
        folder = ask_folder(self, "选择备份位置", Path(self._folder.text()).absolute())
        if folder is not None:
            self._folder.setText(str(folder))

    def do_it(self) -> None:
        """Keep the choices and tell them.

        Raises:
            Refusal: ``file.missing`` or ``file.read_only`` of the place of backups.
        """
        folder = self._folder.text().strip()
        _check_folder(folder)
        preferences = Preferences(
            font_size=[*FONT_SIZES][self._size.currentIndex()],
            theme=[*THEMES][self._theme.currentIndex()],
            autosave_seconds=self._autosave.value(),
            backup_folder=folder,
            user=" ".join(self._user.text().split()),
            name_order=[*NAME_ORDERS][self._order.currentIndex()],
            spaced_names=self._spaced.isChecked(),
        )
        preferences.keep(self._settings)
        self.chosen.emit(preferences)


def _choice(words: "Mapping[C, str]", chosen: C) -> QComboBox:
    box = QComboBox()
    box.addItems([*words.values()])
    box.setCurrentIndex([*words].index(chosen))
    return box


def _check_folder(folder: str) -> None:
    if not folder:
        return
    if not Path(folder).is_dir():
        raise refusal("file.missing", folder)
    if not os.access(folder, os.W_OK):
        raise refusal("file.read_only", folder)
