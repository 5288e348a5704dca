"""The page 承诺 in the main window: saved, shown, offered to the form, undone and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.commitments.promise_dialog import PromiseDialog
from app.ui.commitments_page import CommitmentsPage
from app.ui.main_window import MainWindow
from app.ui.page import PageName, Place
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.recent import RecentLedgers
from tests.ui.commitments.cycle_sample import name_of
from tests.ui.conftest import active_dialog
from tests.ui.hands import click, compose
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, settings: Settings, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(sample_office, RecentLedgers(tmp_path / "recent.json"), settings)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_desk(desk)
    yield made
    made.let_go()


def test_a_promise_is_saved_offered_to_the_form_and_undone(window: MainWindow, desk: Desk) -> None:
    ledger = window.page
    assert ledger is not None
    assert desk.undo.undo_title is None
    ledger.go_to(Place(page=PageName.COMMITMENTS))
    page = ledger.current_page()
    assert isinstance(page, CommitmentsPage)
    members = {m.person_id: m for m in desk.workspace.directory(desk.workspace.today()).on_books}
    rows = desk.tasks.list(desk.workspace.round()).rows
    row = next(r for r in rows if r.task.target.id in members and r.state == "open")
    page.new_promise()
    dialog = active_dialog()
    assert isinstance(dialog, PromiseDialog)
    dialog._who.show_target(row.task.target)
    compose(dialog._matter, "走访企业十户")
    click(dialog, "保存")
    (line,) = page.promises.model.lines
    assert line.row.name == name_of(desk, members[row.task.target.person_id])

    ledger.go_to(Place(task=row.task.id))
    form = active_dialog()
    assert isinstance(form, FormDialog)
    assert form._side.guide.ready.isVisible()
    form.close()
    QApplication.processEvents()

    page.new_promise()
    dialog = active_dialog()
    assert isinstance(dialog, PromiseDialog)
    dialog._who.show_target(row.task.target)
    compose(dialog._matter, "整理档案")
    click(dialog, "保存")
    (fresh,) = page.promises.chosen()
    assert fresh.record.matter == "整理档案"

    window.run("undo")
    window.run("undo")
    assert page.promises.model.rowCount() == 0
    window.run("redo")
    assert page.promises.model.rowCount() == 1
