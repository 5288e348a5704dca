"""The form dialog while one reads and writes: gentle hints, and the mark 典型."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.words import TargetKind
from app.ops.changes import Topic
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.reports.case_dialog import CaseDialog
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.form_hands import IDS, write
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from app.domain.ids import TaskId
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from tests.ui.made_form import MadeSource

HINT = "“短处”多是套话（表现优秀），建议写具体的事。"


@pytest.fixture(autouse=True)
def _short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.paper_form.form_reading.PAUSE_MS", 1)


def test_a_hint_comes_after_a_pause_and_goes_with_its_cause(
    open_form: Callable[[TaskId], FormDialog], form_source: MadeSource, qtbot: QtBot
) -> None:
    form_source.told["表现优秀"] = HINT
    dialog = open_form(IDS[0])
    assert not dialog._hint.isVisible()
    write(dialog, "x.bad", "表现优秀")
    qtbot.waitUntil(dialog._hint.isVisible)
    assert dialog._hint.text() == f"提示（不影响保存）：{HINT}"
    write(dialog, "x.bad", "两次迟到")
    qtbot.waitUntil(dialog._hint.isHidden)


def test_a_hint_keeps_nobody_from_saving(
    open_form: Callable[[TaskId], FormDialog], form_source: MadeSource, qtbot: QtBot
) -> None:
    form_source.told["表现优秀"] = HINT
    dialog = open_form(IDS[0])
    write(dialog, "x.bad", "表现优秀")
    qtbot.waitUntil(dialog._hint.isVisible)
    assert dialog.save()
    assert form_source.kept[IDS[0]].typed["x.bad"] == "表现优秀"


def test_what_stood_there_before_is_looked_at_too(
    open_form: Callable[[TaskId], FormDialog], form_source: MadeSource, qtbot: QtBot
) -> None:
    first = open_form(IDS[0])
    write(first, "x.bad", "表现优秀")
    first.save()
    form_source.told["表现优秀"] = HINT
    dialog = open_form(IDS[0])
    qtbot.waitUntil(dialog._hint.isVisible)
    dialog.go_on()
    assert not dialog._hint.isVisible()  # the next form begins without it


def test_a_locked_record_is_left_alone(
    open_form: Callable[[TaskId], FormDialog], form_source: MadeSource
) -> None:
    first = open_form(IDS[0])
    write(first, "x.bad", "表现优秀")
    first.save()
    form_source.kept[IDS[0]], _ = form_source.finalize(form_source.kept[IDS[0]])
    form_source.told["表现优秀"] = HINT
    dialog = open_form(IDS[0])
    dialog.show_hints()
    assert not dialog._hint.isVisible()


def test_a_record_is_marked_from_the_form(
    open_form: Callable[[TaskId], FormDialog], form_source: MadeSource, qtbot: QtBot
) -> None:
    dialog = open_form(IDS[0])
    click(dialog, "标记典型")
    asked = active_dialog()
    assert isinstance(asked, CaseDialog)
    with qtbot.waitSignal(dialog.saved) as heard:
        click(asked, "保存")
    assert is_freed(asked)
    assert heard.args[0].topics == {Topic.CYCLE}
    assert [case.review_id for case in form_source.cases.kept.values()] == [str(IDS[0])]
    assert button(dialog, "★ 典型").accessibleName() == "已标记典型"

    click(dialog, "★ 典型")
    again = active_dialog()
    click(again, "取消标记")
    assert form_source.cases.kept == {}
    assert button(dialog, "标记典型").isEnabled()


def test_the_mark_is_kept_in_the_ledger(desk: Desk, qtbot: QtBot) -> None:
    round_ = desk.workspace.round()
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    review = next(r for r in reviews if r.is_done and r.target.kind is TargetKind.MEMBER)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    news: list[Changes] = []
    opened = desk.reviews.open_kept(review.id)
    dialog = FormDialog(FormDesk(desk), [], None, window, opened=opened)
    dialog.saved.connect(news.append)
    dialog.open()
    click(dialog, "标记典型")
    asked = active_dialog()
    assert isinstance(asked, CaseDialog)
    assert asked._text.toPlainText() == review.typed["review.achievements"]
    asked._title.setText("一线工作法")
    click(asked, "保存")
    (kept,) = desk.reports.cases(round_)
    assert (kept.title, kept.review_id, kept.target) == ("一线工作法", review.id, review.target)
    assert len(news) == 1
    dialog.close()
    assert is_freed(dialog)
