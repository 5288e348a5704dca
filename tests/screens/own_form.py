"""自有表样: a Word form with its guesses, faults, another target; an Excel table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from app.ui.own_form.adopt import adopt_own_form
from app.ui.own_form.dialog import OwnFormDialog
from app.ui.own_form.table_dialog import OwnTableDialog
from app.ui.settings import Settings
from tests.own_forms import care_form, own_table, small_file
from tests.screens.camera import settle
from tests.word_builder import paragraph

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    word = studio.work / "党员联系帮扶点评登记表.docx"
    word.write_bytes(care_form())
    shown = _opened(studio, word.name)
    assert isinstance(shown, OwnFormDialog)
    _take(studio, "自有表样", shown)
    shown.choose_cell(8)
    _take(studio, "自有表样_选择", shown)
    shown.choose_field("review.problems")
    _take(studio, "自有表样_有误", shown)
    shown.close()
    odd = studio.work / "奇特.docx"
    odd.write_bytes(small_file(around=paragraph("填表人：______　　年　　月　　日")))
    shown = _opened(studio, odd.name)
    _take(studio, "自有表样_提醒", shown)
    shown.close()
    own_table(studio.work / "汇总.xlsx")
    table = _opened(studio, "汇总.xlsx")
    assert isinstance(table, OwnTableDialog)
    _take(studio, "自有统计表", table)
    table.choose_cell("B5")
    _take(studio, "自有统计表_选择", table)
    table.choose_cell("E5")
    table.choose_figure("leaders_total")
    _take(studio, "自有统计表_有误", table)
    table.close()
    broken = studio.work / "旧表.docx"
    broken.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    settings = Settings(studio.work / "own.json")
    refused = adopt_own_form(studio.window, studio.desk, settings, broken, studio.window.tell)
    assert refused is None
    studio.take_and_close("自有表样_拒绝")


def _opened(studio: Studio, name: str) -> QDialog:
    settings = Settings(studio.work / "own.json")
    path = studio.work / name
    shown = adopt_own_form(studio.window, studio.desk, settings, path, studio.window.tell)
    assert shown is not None
    settle()
    return shown


def _take(studio: Studio, name: str, shown: QDialog) -> None:
    studio.camera.take(name, shown, QSize(studio.screen.width() - 20, studio.screen.height() - 50))
