"""承诺: both lists, every dialog, a list as it is read in, and what a form is offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl

from app.ui.commitments.list_dialog import CommitmentListDialog
from app.ui.commitments.opinion_dialog import OpinionDialog
from app.ui.commitments_page import OPINIONS, CommitmentsPage
from app.ui.page import PageName, Place
from app.ui.paper_form.comments_dialog import CommentsDialog
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.printing.preview import PrintPreview
from tests.screens.camera import dialog, settle
from tests.ui.commitments.cycle_sample import (
    add_opinions,
    add_promises,
    branch_of,
    members_of,
    name_of,
    review_each,
)

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    empty = studio.make_page(CommitmentsPage)
    studio.camera.take("承诺_空", empty)
    empty.deleteLater()
    add_promises(studio.desk)
    add_opinions(studio.desk)
    page = studio.make_page(CommitmentsPage)
    studio.camera.take("公开承诺", page)
    studio.page.refresh()
    studio.page.go_to(Place(page=PageName.COMMITMENTS))
    settle()
    studio.take("公开承诺_主窗口")
    _promises(studio, page)
    _list(studio, page)
    _opinions(studio, page)
    page.deleteLater()
    review_each(studio.desk)
    _form(studio)


def _promises(studio: Studio, page: CommitmentsPage) -> None:
    paper = studio.work / "走访记录.docx"
    paper.write_bytes(b"x" * 30_000)
    page.new_promise()
    studio.take_and_close("新建承诺")
    page.promises.table.selectRow(1)
    page.change_promise()
    shown = dialog()
    shown.add_files([paper])  # type: ignore[attr-defined]
    studio.camera.take("修改承诺", shown)
    shown.close()
    page.promises.table.selectAll()
    page.mark()
    studio.take_and_close("标记兑现情况")
    page._print_promises()
    preview = dialog(PrintPreview)
    studio.camera.take("打印承诺一览表", preview)
    preview.close()


def _list(studio: Studio, page: CommitmentsPage) -> None:
    page.import_list()
    shown = dialog(CommitmentListDialog)
    assert isinstance(shown, CommitmentListDialog)
    studio.camera.take("导入清单", shown)
    book = openpyxl.Workbook()
    assert book.active is not None
    first, second = (name_of(studio.desk, each) for each in members_of(studio.desk)[:2])
    for row in (
        ["承诺人", "所在党组织", "承诺事项", "完成时限", "状态", "完成情况"],
        [first, branch_of(studio.desk).name, "走访企业十户，帮助解决质量问题", "", "已兑现", ""],
        [second, "", "每月参加一次义务劳动", "2010年12月底前", "", ""],
        [second, "", "结对帮扶困难群众一户", "", "", ""],
        ["查无此人", "", "学习", "", "", ""],
        [second, "", "读书", "快了", "", ""],
    ):
        book.active.append(row)
    path = studio.work / "公开承诺.xlsx"
    book.save(path)
    shown.read_file(path)
    studio.camera.take("导入清单_预览", shown)
    shown.close()


def _opinions(studio: Studio, page: CommitmentsPage) -> None:
    page._tabs.setCurrentIndex(OPINIONS)
    studio.camera.take("意见建议", page)
    page.new_opinion()
    shown = dialog(OpinionDialog)
    assert isinstance(shown, OpinionDialog)
    studio.camera.take("新建意见建议", shown)
    shown._kind.setCurrentIndex(0)
    studio.camera.take("新建意见建议_署名", shown)
    shown.close()


def _form(studio: Studio) -> None:
    round_, promises = studio.desk.workspace.round(), studio.desk.commitments
    rows = studio.desk.tasks.list(round_).rows
    row = next(r for r in rows if r.state == "open" and r.task.form.startswith("member"))
    target = row.task.target
    matters = ("走访企业十户，帮助解决质量问题", "整理历年检验档案")
    promises.save([replace(promises.new(round_, target), matter=each) for each in matters])
    opinions = studio.desk.opinions
    opinions.save([replace(opinions.new(round_, target), text="办事快，态度好", count=5)])
    paper = studio.work / "前段小结.docx"
    paper.write_bytes(b"x" * 30_000)
    form = FormDialog(FormDesk(studio.desk), [row.task.id], row.task.id, studio.window)
    form.open()
    studio.camera.take("登记表_现成内容", form)
    form.add_files([paper])
    form._side.setCurrentWidget(form._side.annexes)
    studio.camera.take("登记表_附页文件", form)
    form.comment_on_promises()
    asked = dialog(CommentsDialog)
    studio.camera.take("逐项点评", asked)
    asked.close()
    form._dirty = False
    form.close()
