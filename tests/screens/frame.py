"""The frame: start page, wizard, empty ledger, imports, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWizard

from app.domain.errors.catalogue import refusal
from app.ui.crash_dialog import CrashDialog
from app.ui.faults import show_refusal
from app.ui.first_run.wizard import FirstRunWizard
from app.ui.import_dialog import ImportDialog
from app.ui.questions import _box
from tests.screens.camera import dialog, settle
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from tests.screens.camera import Studio

ROSTER = """姓名,所在党支部,性别,出生年月,入党时间,职务或职业
王一,特种设备检验第一党支部,女,1975.06,2001年7月1日,科员
李二,特种设备检验第一党支部,男,1975.1,2003-07-01,科员
赵三,没有这个支部,男,1980.03,2005-07-01,工程师
,特种设备检验第一党支部,男,1981.03,2005-07-01,工程师
"""


def pictures(studio: Studio) -> None:
    studio.take("主窗口")
    _messages(studio)
    _imports(studio)
    studio.window.run("open_round")
    studio.take_and_close("开设轮次")
    studio.window.show_desk(open_sample(make_sample(studio.work / "空", filled=False)))
    studio.take("空台账")
    studio.window.close_ledger()
    studio.take("起始页")
    _wizard(studio)


def _wizard(studio: Studio) -> None:
    studio.window.run("new")
    wizard = dialog(QWizard)
    assert isinstance(wizard, FirstRunWizard)
    studio.camera.take("向导_1_方案", wizard)
    wizard.next()
    wizard.unit_page._unit.setText("示例市某某局机关党委")
    wizard.unit_page.entry.table.paste("第一党支部\t\t\t王一\n第二党支部\t党支部\t\t李二")
    studio.camera.take("向导_2_党组织", wizard)
    wizard.next()
    people = "王一\t第一党支部\t男\t1975.06\t2001.07\t科长\n李二\t第二党支部\t女\t1980.1"
    wizard.members_page.entry.table.paste(people)
    wizard.next()
    studio.camera.take("向导_3_党员", wizard)
    wizard.next()
    studio.camera.take("向导_4_轮次", wizard)
    wizard.next()
    wizard.done_page._place.setText("D:/台账/示例市某某局机关党委.ledger")
    studio.camera.take("向导_5_完成", wizard)
    wizard.unit_page._unit.clear()
    wizard.unit_page.entry.table.clearContents()
    wizard.members_page.entry.table.clearContents()  # nothing entered: it closes unasked
    wizard.reject()
    settle()


def _messages(studio: Studio) -> None:
    show_refusal(studio.window, refusal("file.read_only", "E:/上报/统计表.xlsx"), "没有保存")
    studio.take_and_close("没有保存")
    crash = CrashDialog("ValueError\n  app.ui.main_window:1 MainWindow", "dianping.log")
    crash.show()
    studio.take_and_close("意外错误")
    question = _box(studio.window, "尚未保存", "“某支部”的登记表有改动没有保存。", "要保存吗？")
    for text, role in (
        ("保存", QMessageBox.ButtonRole.AcceptRole),
        ("不保存", QMessageBox.ButtonRole.DestructiveRole),
        ("取消", QMessageBox.ButtonRole.RejectRole),
    ):
        question.addButton(text, role)
    question.show()
    studio.camera.take("尚未保存", question)
    question.hide()
    question.deleteLater()


def _imports(studio: Studio) -> None:
    roster = studio.work / "党员名册.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    studio.window.run("load")
    preview = dialog(ImportDialog)
    assert isinstance(preview, ImportDialog)
    studio.camera.take("导入", preview)
    preview.propose([roster])
    studio.camera.take("导入_预览", preview)
    preview.apply()
    studio.window.run("questions")
    studio.take_and_close("待确认")
