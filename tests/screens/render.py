"""Renders every screen at one scale: ``python -m tests.screens.render FOLDER WIDTH HEIGHT``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from app.domain.errors.catalogue import refusal
from app.ui.application import make_application, speak_chinese
from app.ui.calendar import CalendarPopup
from app.ui.crash_dialog import CrashDialog
from app.ui.faults import show_refusal
from app.ui.import_dialog import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.new_ledger_dialog import NewLedgerDialog
from app.ui.paper_form.date_cell import DateCell
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.person_cell import PersonCell
from app.ui.questions import _box
from app.ui.questions_dialog import QuestionsDialog
from app.ui.recent import RecentLedgers
from tests.ui.sample import make_sample, open_sample, sample_office

if TYPE_CHECKING:
    from app.domain.ids import TaskId
    from app.ui.ledger_page import LedgerPage

ROSTER = """姓名,所在党支部,性别,出生年月,入党时间,职务或职业
王一,特种设备检验第一党支部,女,1975.06,2001年7月1日,科员
李二,特种设备检验第一党支部,男,1975.1,2003-07-01,科员
赵三,没有这个支部,男,1980.03,2005-07-01,工程师
,特种设备检验第一党支部,男,1981.03,2005-07-01,工程师
"""


class Camera:
    """Takes the pictures, numbered in their order."""

    def __init__(self, folder: Path, screen: QSize) -> None:
        self._folder = folder
        self._screen = screen
        self._number = 0

    def take(self, name: str, widget: QWidget, size: QSize | None = None) -> None:
        """Photograph a widget; dialogs are no larger than the screen."""
        if size is not None:
            widget.resize(size)
        elif isinstance(widget, QDialog):
            widget.resize(widget.size().boundedTo(self._screen))
        settle()
        self._number += 1
        widget.grab().save(str(self._folder / f"{self._number:02d}_{name}.png"))


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def dialog(kind: type[QWidget] = QDialog) -> QWidget:
    """Return the dialog that came up last."""
    settle()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found[-1]


def tasks(page: LedgerPage, form: str, state: str) -> TaskId:
    """Return a task of a form in a state."""
    model = page._tasks._model
    lines = [model.line(row) for row in range(model.rowCount())]
    wanted = "党支部" if form == "org" else ""
    return next(
        line.id
        for line in lines
        if line.id and line.cells[3] == state and (not wanted or line.cells[0].endswith(wanted))
    )


def main() -> None:
    folder, screen = Path(sys.argv[1]), QSize(int(sys.argv[2]), int(sys.argv[3]))
    for old in folder.glob("*.png"):
        old.unlink()
    application = make_application()
    speak_chinese()
    camera = Camera(folder, screen)
    with tempfile.TemporaryDirectory(prefix="screens-") as work:
        _render(camera, screen, Path(work))
    del application


def _render(camera: Camera, screen: QSize, work: Path) -> None:
    ledger = make_sample(work / "示例")
    recent = RecentLedgers(work / "recent.json")
    recent.add(ledger)
    window = MainWindow(sample_office, recent)
    window.show_start()
    window.show()
    window_size = QSize(screen.width(), screen.height() - 40)
    camera.take("起始页", window, window_size)
    _new_ledger(camera, window, work)
    window.show_desk(open_sample(ledger))
    page = window.page
    assert page is not None
    camera.take("点评任务", window, window_size)
    _forms(camera, page, screen)
    page._tabs.setCurrentIndex(1)
    settle()
    camera.take("统计报表", window)
    page.statistics().show_names("members_reviewed")
    camera.take("统计报表_名单", window)
    _dialogs(camera, window, work)
    window.close()


def _new_ledger(camera: Camera, window: MainWindow, work: Path) -> None:
    window.new_ledger()
    asked = dialog(NewLedgerDialog)
    assert isinstance(asked, NewLedgerDialog)
    asked._folder = Path("D:/台账")
    asked._unit.setText("某市质监局机关党委")
    camera.take("新建台账", asked)
    asked._place.setText(str(work / "没有这个文件夹" / "台账.ledger"))
    asked.try_it()
    asked.show_fault(asked._fault.text().replace(str(work), "D:"))
    camera.take("新建台账_问题", asked)
    asked.close()
    window.show_desk(open_sample(make_sample(work / "空", filled=False)))
    camera.take("空台账", window)


def _forms(camera: Camera, page: LedgerPage, screen: QSize) -> None:
    size = QSize(screen.width() - 20, screen.height() - 50)
    for name, form, state in (
        ("党组织", "org", "已点评"),
        ("党员", "member", "已点评"),
        ("党员_空", "member", "未点评"),
    ):
        page.open_form(tasks(page, form, state))
        shown = dialog(FormDialog)
        assert isinstance(shown, FormDialog)
        camera.take(f"登记表_{name}", shown, size)
        camera.take(f"登记表_{name}_整张", shown.sheet)
        if name == "党组织":
            _long_texts(camera, shown)
        if name == "党员_空":
            _pickers(camera, shown)
        shown._dirty = False
        shown.close()
    _dark(camera, page, size)


def _long_texts(camera: Camera, shown: FormDialog) -> None:
    shown.sheet.editors["review.problems"].setFocus()
    shown.sheet.editors["review.problems"].set_value("联系群众还不够经常，办法不多。" * 30)
    shown.sheet.editors["target.summary"].set_value("组织学习、走访企业、整理档案。" * 60)
    shown.sheet.relayout()
    shown._take_edit()
    camera.take("登记表_超长", shown)
    camera.take("登记表_超长_整张", shown.sheet)
    shown.preview()
    preview = dialog()
    camera.take("打印预览", preview)
    preview.close()
    question = _box(shown, "尚未保存", "“某支部”的登记表有改动没有保存。", "要保存吗？")
    for text, role in (
        ("保存", QMessageBox.ButtonRole.AcceptRole),
        ("不保存", QMessageBox.ButtonRole.DestructiveRole),
        ("取消", QMessageBox.ButtonRole.RejectRole),
    ):
        question.addButton(text, role)
    question.show()
    camera.take("尚未保存", question)
    question.hide()
    question.deleteLater()


def _pickers(camera: Camera, shown: FormDialog) -> None:
    day = shown.sheet.editors["review.date"]
    assert isinstance(day, DateCell)
    day.open_calendar()
    popup = day.findChild(CalendarPopup)
    assert popup is not None
    camera.take("日历", popup, popup.sizeHint())
    popup.close()
    day.setFocus()
    day.insertPlainText("2011年2月30日")
    day.leave()
    shown._show_status()
    camera.take("登记表_日期有误", shown)
    person = shown.sheet.editors["reviewer.identity"]
    assert isinstance(person, PersonCell)
    person.setFocus()
    person.selectAll()
    person.insertPlainText("王")
    popup_list = person._ready_completer().popup()
    camera.take("点评领导_列表", popup_list)
    popup_list.hide()


def _dark(camera: Camera, page: LedgerPage, size: QSize) -> None:
    """A dark theme must not reach the paper."""
    before = QApplication.palette()
    dark = QPalette(QColor("#353535"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#232323"))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        dark.setColor(role, Qt.GlobalColor.white)
    QApplication.setPalette(dark)
    page.open_form(tasks(page, "member", "未点评"))
    shown = dialog(FormDialog)
    camera.take("登记表_深色", shown, size)
    shown.close()
    QApplication.setPalette(before)


def _dialogs(camera: Camera, window: MainWindow, work: Path) -> None:
    window.open_round()
    _take_and_close(camera, "开设轮次")
    window.export_forms()
    _take_and_close(camera, "导出登记表")
    window.about()
    _take_and_close(camera, "关于")
    _imports(camera, window, work)
    show_refusal(window, refusal("file.read_only", "E:/上报/统计表.xlsx"), "没有保存")
    _take_and_close(camera, "没有保存")
    crash = CrashDialog("ValueError\n  app.ui.main_window:1 MainWindow", "dianping.log")
    crash.show()
    _take_and_close(camera, "意外错误")
    chooser = QFileDialog(window, "打开台账", str(work), "点评台账 (*.ledger)")
    chooser.show()
    _take_and_close(camera, "文件选择")


def _imports(camera: Camera, window: MainWindow, work: Path) -> None:
    roster = work / "党员名册.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    window.import_files()
    preview = dialog(ImportDialog)
    assert isinstance(preview, ImportDialog)
    camera.take("导入", preview)
    preview.propose([roster])
    camera.take("导入_预览", preview)
    preview.apply()
    asked = [w for w in QApplication.topLevelWidgets() if isinstance(w, QuestionsDialog)]
    if not asked:
        window.ask_questions()
    _take_and_close(camera, "待确认")


def _take_and_close(camera: Camera, name: str) -> None:
    shown = dialog()
    camera.take(name, shown)
    shown.close()
    settle()


if __name__ == "__main__":
    main()
    shutil.rmtree(Path(sys.argv[1]) / "home", ignore_errors=True)
