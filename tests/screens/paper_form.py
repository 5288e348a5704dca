"""The form dialog: filled, empty, too long, wrong, locked, dark; its side panel and its dialogs."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialog

from app.ui.paper_form.drafts_dialog import offer_drafts
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.person_cell import PersonCell
from app.ui.paper_form.reviewers_dialog import ReviewersDialog
from app.ui.unplanned_dialog import UnplannedDialog
from tests.screens.camera import dialog, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ops.reviews import OpenForm
    from app.ops.tasks import TaskRow
    from tests.screens.camera import Studio

LONG = "组织学习、走访企业、整理档案，2010年共开展活动12次。"


def pictures(studio: Studio) -> None:
    with _form(studio, "org", "done") as shown:
        _take(studio, "党组织", shown)
        studio.camera.take("党组织_整张", shown.sheet)
        _long_texts(studio, shown)
    with _form(studio, "member", "open") as shown:
        _take(studio, "党员", shown)
        _side(studio, shown)
        _wrong(studio, shown)
    with _form(studio, "member", "open") as shown:
        _reviewers(studio, shown)
    with _form(studio, "member", "done", "2011年1月25日 报市局创建办") as shown:
        _take(studio, "已定稿", shown)
    with _dark(), _form(studio, "member", "open") as shown:
        _take(studio, "深色", shown)
    _drafts(studio)
    _unplanned(studio)


def _row(studio: Studio, form: str, state: str) -> TaskRow:
    rows = studio.desk.tasks.list(studio.desk.workspace.round()).rows
    ending = "党支部" if form == "org" else ""
    return next(
        row
        for row in rows
        if row.task.form.startswith(form) and row.state == state and row.target.endswith(ending)
    )


@contextmanager
def _form(studio: Studio, form: str, state: str, locked: str = "") -> Iterator[FormDialog]:
    row = _row(studio, form, state)
    ids = [each.task.id for each in studio.desk.tasks.list(studio.desk.workspace.round()).rows]
    opened: OpenForm = studio.desk.reviews.open(row.task.id)
    opened = replace(opened, review=replace(opened.review, locked=locked))
    shown = FormDialog(FormDesk(studio.desk), ids, None, studio.window, opened=opened)
    shown.show()
    settle()
    yield shown
    shown._forget()
    shown.close()
    settle()


def _take(studio: Studio, name: str, shown: FormDialog) -> None:
    size = QSize(studio.screen.width() - 20, studio.screen.height() - 50)
    studio.camera.take(name, shown, size)


def _long_texts(studio: Studio, shown: FormDialog) -> None:
    sheet = shown.sheet
    summary = sheet.editors["target.summary"]
    summary.setFocus()
    summary.set_value(LONG * 7)
    sheet.relayout()
    shown._take_edit()
    _take(studio, "快写满", shown)
    summary.set_value(LONG * 40)
    sheet.editors["review.problems"].setFocus()
    sheet.relayout()
    shown._take_edit()
    shown._side.setCurrentIndex(3)
    _take(studio, "附页", shown)
    studio.camera.take("附页_整张", sheet)
    summary.setFocus()
    studio.camera.take("附页_正在写", sheet)
    shown.preview()
    settle()
    preview = shown.findChildren(QDialog)[-1]
    studio.camera.take("打印预览", preview)
    preview.close()


def _side(studio: Studio, shown: FormDialog) -> None:
    for label, text in (
        ("存在的问题和不足", "联系群众还不够经常，办法不多。"),
        (
            "存在的问题和不足",
            "对新标准掌握不够深，7 项新规程还没有学完，业务学习的系统性有待加强。",
        ),
        ("", "希望再接再厉。"),
    ):
        studio.desk.phrases.add(label, text)
    shown.sheet.editors["review.problems"].setFocus()
    shown.open_phrases()
    shown._side.phrases.reload()
    _take(studio, "常用语", shown)
    shown._side.setCurrentIndex(1)
    _take(studio, "上次点评", shown)
    shown.toggle_side()
    _take(studio, "侧栏收起", shown)
    shown.toggle_side()
    shown._side.setCurrentIndex(0)


def _wrong(studio: Studio, shown: FormDialog) -> None:
    day = shown.sheet.editors["review.date"]
    day.setFocus()
    day.set_value("2011年2月30日")
    day.leave()
    person = shown.sheet.editors["reviewer.identity"]
    assert isinstance(person, PersonCell)
    person.set_value("赵某，市委督导组组长")
    shown._take_edit()
    _take(studio, "有误", shown)
    person.setFocus()
    person.set_value("王")
    person.offer()
    _take(studio, "点评领导_列表", shown)
    person.hide_list()


def _reviewers(studio: Studio, shown: FormDialog) -> None:
    shown.choose_reviewers()
    chooser = dialog(ReviewersDialog)
    assert isinstance(chooser, ReviewersDialog)
    studio.camera.take("选择点评领导", chooser)
    chooser._name.setText("赵大明")
    chooser._unit.setText("市委组织部")
    chooser._post.setText("副部长")
    chooser._enter_outside()
    studio.camera.take("选择点评领导_改派", chooser)
    chooser.reject()


def _drafts(studio: Studio) -> None:
    rows = studio.desk.tasks.list(studio.desk.workspace.round()).rows
    for row in [row for row in rows if row.state == "open"][:3]:
        opened = studio.desk.reviews.open(row.task.id)
        values = {**opened.values, "review.problems": "写到一半"}
        studio.desk.drafts.keep(opened.review, values, "2011.1")
    offered = offer_drafts(studio.window, studio.desk, None, studio.window.tell)
    assert offered is not None
    studio.camera.take("没有保存的登记表", offered)
    offered._open()
    form = dialog(FormDialog)
    assert isinstance(form, FormDialog)
    _take(studio, "已恢复", form)
    form._forget()
    form.close()


def _unplanned(studio: Studio) -> None:
    desk = studio.desk
    asked = UnplannedDialog(desk, desk.workspace.round(), None, studio.window.tell, studio.window)
    asked.show()
    studio.camera.take("计划外点评", asked)
    asked._form.setCurrentIndex(1)
    studio.camera.take("计划外点评_党员", asked)
    asked.reject()


@contextmanager
def _dark() -> Iterator[None]:
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
    yield
    QApplication.setPalette(before)
