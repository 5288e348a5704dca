"""Settings, help, licences, backups, keys; and every page in the dark with the largest letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.domain.errors.catalogue import refusal
from app.ui.appearance import apply_appearance
from app.ui.help_dialog import show_help
from app.ui.page import PageName, Place
from app.ui.rescue import RescueDialog
from app.ui.settings import FontSize, Preferences, Theme
from tests.screens.camera import settle
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from tests.screens.camera import Studio

DARK = Preferences(font_size=FontSize.LARGEST, theme=Theme.DARK)
DIALOGS = {"settings": "设置", "shortcuts": "快捷键", "about": "关于", "open_round": "开设轮次"}


def pictures(studio: Studio) -> None:
    _dialogs(studio, "")
    apply_appearance(_application(), DARK)
    try:
        _pages(studio)
        _dialogs(studio, "_深色特大")
        _form(studio)
        studio.window.close_ledger()
        studio.take("起始页_深色特大")
    finally:
        apply_appearance(_application(), Preferences())


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def _pages(studio: Studio) -> None:
    for name in PageName:
        studio.page.go_to(Place(page=name))
        for _ in range(20):
            settle()
        studio.take(f"{name}_深色特大")


def _dialogs(studio: Studio, ending: str) -> None:
    for entry, name in DIALOGS.items():
        studio.window.run(entry)
        studio.take_and_close(name + ending)
    for topic in ("tasks", "card"):
        show_help(studio.window, topic)
        studio.take_and_close(f"说明_{topic}{ending}")
    for occasion in ("导入前", "退出", "手工"):
        studio.desk.backups.automatic(occasion)
    studio.window.run("backups")
    studio.take_and_close("备份与恢复" + ending)
    _rescue(studio, ending)


def _rescue(studio: Studio, ending: str) -> None:
    last = studio.desk.backups.last()
    assert last is not None
    ledger = Path("D:/台账/示例.ledger")
    error = refusal("ledger.damaged", str(ledger), reason="内容无法读取", backup="")
    RescueDialog(sample_office(), ledger, error, last, studio.window).open()
    studio.take_and_close("台账损坏" + ending)


def _form(studio: Studio) -> None:
    task = studio.desk.workspace.stores.tasks.of_round(studio.desk.workspace.round().id)[0]
    studio.page.go_to(Place(task=task.id))
    studio.take_and_close("登记表_深色特大")
