"""What the cycle brings to the form dialog: ready texts, promises one by one, files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.review import Target
from app.domain.words import TargetKind
from app.ops.ready_texts import ReadyText
from app.ui.paper_form.comments_dialog import CommentsDialog
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.side_panel import SidePanel
from tests.ui.closing import is_freed
from tests.ui.commitments.cycle_sample import add_promises, review_each
from tests.ui.conftest import active_dialog
from tests.ui.form_hands import IDS, cell, choose, forget_changes, write
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.ids import TaskId
    from app.domain.review import Review
    from app.ops.desk import Desk
    from tests.ui.made_form import MadeSource

READY = ReadyText("x.good", "长处", "公开承诺 2 条", "1. 走访企业。已兑现。\n2. 整理档案。未开始。")


@pytest.fixture
def dialog(form_source: MadeSource, open_form: Callable[[TaskId], FormDialog]) -> FormDialog:
    form_source.beside.texts = (READY,)
    return open_form(IDS[0])


def side(dialog: FormDialog) -> SidePanel:
    found = dialog.findChild(SidePanel)
    assert isinstance(found, SidePanel)
    return found


# ---- ready texts -------------------------------------------------------------------------------


def test_a_ready_text_is_offered_and_fills_an_empty_cell_with_one_click(dialog: FormDialog) -> None:
    texts = [each.text() for each in side(dialog).guide.ready.findChildren(QLabel)]
    assert "长处（公开承诺 2 条）" in texts
    assert not dialog.is_dirty
    click(dialog, "填入")
    assert cell(dialog, "x.good").value() == READY.text
    assert dialog.is_dirty
    cell(dialog, "x.good").undo()
    assert cell(dialog, "x.good").value() == ""


def test_what_is_typed_is_never_lost_unasked(dialog: FormDialog) -> None:
    write(dialog, "x.good", "自己写的")
    choose("取消")
    click(dialog, "填入")
    assert cell(dialog, "x.good").value() == "自己写的"
    choose("接在后面")
    click(dialog, "填入")
    assert cell(dialog, "x.good").value() == f"自己写的\n{READY.text}"
    click(dialog, "填入")
    assert "已经有这些内容" in dialog._status.text()
    write(dialog, "x.good", "又是自己写的")
    choose("换掉")
    click(dialog, "填入")
    assert cell(dialog, "x.good").value() == READY.text


def test_nothing_is_offered_where_nothing_is_ready(
    open_form: Callable[[TaskId], FormDialog],
) -> None:
    assert not side(open_form(IDS[0])).guide.ready.isVisible()


def test_a_locked_form_takes_neither_texts_nor_files(dialog: FormDialog) -> None:
    write(dialog, "x.good", "好")
    dialog.finalize()
    assert not button(side(dialog).guide.ready, "填入").isEnabled()
    assert not button(side(dialog).annexes, "添加…").isEnabled()
    assert not side(dialog).annexes.files.acceptDrops()


# ---- files -------------------------------------------------------------------------------------


def test_files_are_counted_on_the_tab_and_stay_with_their_form(
    qtbot: QtBot, dialog: FormDialog, tmp_path: Path
) -> None:
    panel = side(dialog)
    place = panel.indexOf(panel.annexes)
    with qtbot.waitSignal(dialog.saved):
        panel.annexes.files.added.emit([tmp_path / "小结.docx", tmp_path / "照片.jpg"])
    assert panel.tabText(place) == "附页 2"
    assert "2 个附页文件" in dialog._status.text()
    dialog.go_on()
    assert panel.tabText(place) == "附页"
    dialog.go_back()
    panel.annexes.files.list.setCurrentRow(1)
    choose("取消")
    click(panel.annexes, "移除")
    assert panel.tabText(place) == "附页 2"
    choose("移除")
    click(panel.annexes, "移除")
    assert panel.tabText(place) == "附页 1"


# ---- on a real ledger --------------------------------------------------------------------------


def record_of(desk: Desk) -> Review:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(r for r in reviews if r.target.kind is TargetKind.MEMBER and not r.locked)


def shown(qtbot: QtBot, desk: Desk, review: Review) -> FormDialog:
    opened = desk.reviews.open_review(review)
    dialog = FormDialog(FormDesk(desk), (), None, opened=opened)
    qtbot.addWidget(dialog, before_close_func=forget_changes)
    dialog.open()
    return dialog


def test_promises_and_files_of_a_ledger_reach_the_form(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    review = record_of(desk)
    round_ = desk.workspace.round()
    new = desk.commitments.new(round_, review.target)
    desk.commitments.save([replace(new, matter="走访企业")])
    heard = desk.opinions.new(round_, review.target)
    desk.opinions.save([replace(heard, text="办事快")])
    dialog = shown(qtbot, desk, review)
    cell(dialog, "target.summary").set_value("")
    click(dialog, "填入")
    assert cell(dialog, "target.summary").value() == "走访企业。未开始。"
    paper = tmp_path / "小结.docx"
    paper.write_bytes(b"paper")
    dialog.add_files([paper])
    (annex,) = desk.annexes.of_review(review.id)
    assert annex.title == "前段小结"
    choose("移除")
    dialog.remove_file(0)
    assert desk.annexes.of_review(review.id) == ()


def test_a_new_form_is_kept_before_its_first_file(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    round_ = desk.workspace.round()
    form = record_of(desk).form
    member = desk.workspace.directory(desk.workspace.today()).on_books[0]
    target = Target(TargetKind.MEMBER, member.person_id)
    opened = desk.reviews.unplanned(round_, form, target, ())
    dialog = FormDialog(FormDesk(desk), (), None, opened=opened)
    qtbot.addWidget(dialog, before_close_func=forget_changes)
    dialog.open()
    paper = tmp_path / "小结.docx"
    paper.write_bytes(b"paper")
    dialog.add_files([paper])
    assert len(desk.annexes.of_review(opened.review.id)) == 1


def test_promises_are_reviewed_one_by_one_where_the_scheme_says_so(
    qtbot: QtBot, desk: Desk
) -> None:
    review, round_ = record_of(desk), desk.workspace.round()
    ops = desk.commitments
    made = [replace(ops.new(round_, review.target), matter=m) for m in ("走访企业", "整理档案")]
    ops.save(made)
    plain = shown(qtbot, desk, review)
    plain.comment_on_promises()
    assert "逐项点评…" not in {
        b.text() for b in side(plain).guide.ready.findChildren(type(button(plain, "填入")))
    }
    plain.close()
    review_each(desk)
    dialog = shown(qtbot, desk, review)
    click(dialog, "逐项点评…")
    asked = active_dialog()
    assert isinstance(asked, CommentsDialog)
    asked.boxes[1].setPlainText("做得实")
    with qtbot.waitSignal(dialog.saved):
        click(asked, "保存")
    assert is_freed(asked)
    assert [each.comment for each in ops.of(round_, review.target)] == ["", "做得实"]
    cell(dialog, "target.summary").set_value("")
    click(dialog, "填入")
    assert "整理档案。未开始。点评：做得实。" in cell(dialog, "target.summary").value()


def test_opinions_and_promises_each_go_to_their_own_cell(desk: Desk) -> None:
    round_ = desk.workspace.round()
    review = record_of(desk)
    add_promises(desk)
    spec = desk.workspace.form(review.form)
    keys = ("target.commitments", "opinions", "target.summary")
    fields = tuple(replace(spec.fields[0], key=key, label=key) for key in keys)
    other = replace(spec, fields=fields)
    new = desk.commitments.new(round_, review.target)
    desk.commitments.save([replace(new, matter="走访企业")])
    heard = desk.opinions.new(round_, review.target)
    desk.opinions.save([replace(heard, text="办事快", count=3, speaker="群众代表")])
    found = {each.key: each.text for each in desk.ready_texts.of(review, other)}
    assert found == {
        "target.commitments": "走访企业。未开始。",
        "opinions": "办事快（群众代表3人）。",
    }
