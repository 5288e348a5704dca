"""The dialog 工作要求: everything that the scheme asks for, and the way to each step's page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.scheme import Track
from app.ui import demands_dialog
from app.ui.demands_dialog import NOTHING, WAYS, DemandsDialog
from app.ui.overview_page import OverviewPage
from app.ui.page import PageName, Place, Scope
from app.ui.printing.official import OfficialPreview
from app.ui.settings import Settings
from tests.builders import shipped
from tests.domain.test_demands import DOCUMENTS
from tests.ui.closing import is_freed
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


def shown(desk: Desk, window: QWidget, tmp_path: Path, *, round_: bool = True) -> DemandsDialog:
    scope = Scope(desk.workspace.root_id, desk.workspace.round() if round_ else None)
    dialog = DemandsDialog(desk, Settings(tmp_path / "settings.json"), scope, window)
    dialog.open()
    return dialog


def said(dialog: DemandsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_everything_that_a_scheme_asks_for_is_shown(
    desk: Desk, window: QWidget, tmp_path: Path, scheme_id: str
) -> None:
    scheme = desk.workspace.scheme = shipped(scheme_id)
    dialog = shown(desk, window, tmp_path)
    words = said(dialog)
    for number, step in enumerate(scheme.steps, 1):
        assert f"{number}．{step.title}" in words
        assert step.text in words
    for requirement in scheme.requirements:
        assert requirement.text in words
        assert f"见{requirement.section}" in words
    for due in desk.overview.deadlines(desk.workspace.round()):
        deadline = due.deadline
        reported = deadline.table or deadline.forms or deadline.filing
        assert f"{deadline.what}，{'报' if reported else ''}{deadline.to}" in words
    assert any(scheme.document in text for text in words)
    steps = desk.demands.of(desk.workspace.round(), desk.workspace.root_id).steps
    review = next(each for each in steps if each.step.track is Track.REVIEW)
    assert review.tallies[0].count > 0
    assert f"已有：{review.text}" in words
    click(dialog, "关闭")
    assert is_freed(dialog)


def test_a_button_leads_to_the_page_of_its_step(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    assert {*WAYS} == {*Track}
    dialog = shown(desk, window, tmp_path)
    posting = next(s for s in desk.workspace.scheme.steps if s.track is Track.POSTING)
    go = next(
        b for b in dialog.findChildren(QPushButton) if b.accessibleName().startswith(posting.title)
    )
    with qtbot.waitSignal(dialog.wanted) as heard:
        go.click()
    assert heard.args == [Place(page=PageName.POSTINGS)]
    assert is_freed(dialog)


def test_the_calendar_is_one_press_away(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(desk, window, tmp_path)
    with qtbot.waitSignal(dialog.wanted) as heard:
        click(dialog, "看日程")
    assert heard.args == [Place(page=PageName.RECTIFICATIONS, part="calendar")]


def test_it_prints_as_a_sheet(desk: Desk, window: QWidget, tmp_path: Path) -> None:
    dialog = shown(desk, window, tmp_path)
    click(dialog, "打印…")
    preview = dialog.findChild(OfficialPreview)
    assert preview is not None
    assert "工作要求" in preview._official.title
    preview.close()
    dialog.close()


def test_before_a_round_and_with_a_bare_scheme_it_says_what_there_is(
    desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    dialog = shown(desk, window, tmp_path, round_=False)
    assert not any("已点评" in text for text in said(dialog) if "/" in text)
    dialog.close()
    bare = replace(desk.workspace.scheme, steps=(), deadlines=(), requirements=())
    desk.workspace.scheme = bare
    dialog = shown(desk, window, tmp_path)
    assert NOTHING in said(dialog)
    assert not button(dialog, "打印…").isEnabled()
    dialog.close()


def test_the_overview_leads_to_it(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    page = OverviewPage(desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(desk.workspace.root_id, desk.workspace.round()))
    with qtbot.waitSignal(page.asked) as heard:
        click(page, "工作要求…")
    assert heard.args == ["demands"]
    assert demands_dialog.CALENDAR.part == "calendar"
    page.close()
