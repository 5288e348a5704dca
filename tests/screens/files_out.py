"""Files out: forms, everything, the result, removable drives, and Qt's own file dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from app.export.drives import Drive
from app.ops.forms_asked import FormsDone
from app.ui.export.everything_dialog import ExportEverythingDialog
from app.ui.export.forms_dialog import export_forms, told
from app.ui.file_dialog import folder_dialog, saving_dialog
from app.ui.file_kinds import EXCEL_FILTER
from app.ui.settings import Settings

if TYPE_CHECKING:
    from tests.screens.camera import Studio

DRIVES = (
    Drive(Path("/media/u/党建"), "党建", 7_800_000_000),
    Drive(Path("/media/u/KINGSTON"), "KINGSTON", 123_000_000),
)


def pictures(studio: Studio) -> None:
    camera, window, desk = studio.camera, studio.window, studio.desk
    settings = Settings(studio.work / "export.json")
    round_, root = desk.workspace.round(), desk.workspace.root_id
    rows = [row for row in desk.tasks.list(round_).rows if row.review is not None]
    with mock.patch("app.ui.export.where_box.removable_drives", return_value=DRIVES):
        asked = export_forms(
            window, desk, settings, round_, root, [row.task.id for row in rows[:6]]
        )
        camera.take("导出登记表", asked)
        asked._where._places.setCurrentIndex(1)
        asked._where._choose_place(1)
        asked.show_fault("目标文件已存在，没有覆盖。\n处理：请换一个文件名；或勾选“替换同名文件”。")
        camera.take("导出登记表_U盘", asked)
        asked.close()
        everything = ExportEverythingDialog(desk, settings, window)
        everything.open()
        camera.take("全部导出", everything)
        everything.close()
    place = Path("/media/u/党建/2010年下半年登记表")
    names = tuple(f"机关第一党支部_党员点评表_张{n}_20110118.docx" for n in "一二三四")
    for name, done in (
        ("导出完成", FormsDone((place,) * 148, ())),
        ("导出完成_超长", FormsDone((place,) * 148, names)),
    ):
        result = told(done, place, window)
        result.open()
        camera.take(name, result)
        result.close()
    for name, shown in (
        (
            "另存为",
            saving_dialog(window, "导出台账", studio.work / "示例局_台账.xlsx", EXCEL_FILTER),
        ),
        ("选择文件夹", folder_dialog(window, "选择文件夹", studio.work)),
    ):
        shown.open()
        camera.take(name, shown)
        shown.close()
