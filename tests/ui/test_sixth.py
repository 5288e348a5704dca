"""The form of a unit that the program has never heard of, in the window."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWizard

from app import paths
from app.domain.review import form_values
from app.ops.office import Office
from app.ui.first_run.wizard import FirstRunWizard
from app.ui.main_window import MainWindow
from app.ui.page import PageName, Place
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.paper_form.text_cell import TextCell
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from app.ui.statistics_page import StatisticsPage
from app.ui.task_page import TaskPage
from tests.intake.helpers import write_xlsx
from tests.sixth.lists import BODY, FOLDER, MEMBERS, ORGANIZATIONS, ROUND, UNIT
from tests.ui.hands import paste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk

AUTUMN, YEARS_END = date(2012, 9, 20), date(2012, 12, 28)
TEXTS = {
    "review.date": "2012.9.10",
    "score.total": "９１.5",
    "self.date": "2012年9月3日",
    "self.text": "自己看过一遍",
    "item.1.1": "27",
    "item.1.2": "30",
    "item.2.1": "34",
    "review.opinion": "进出港准点\n夜航要留意",
}


class Calendar:
    """The day it is."""

    day = AUTUMN

    def __call__(self) -> date:
        return self.day


def harbour_office() -> Office:
    return Office(paths.schemes(), Calendar(), lambda: str(uuid4()))


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def desk(tmp_path: Path, calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("app.ui.paper_form.form_dialog.ask_reason", lambda *_: "补充")
    office = Office(paths.schemes(), calendar, lambda: str(uuid4()))
    with office.create(tmp_path / "港务.ledger", str(FOLDER), UNIT) as made:
        lists = [
            write_xlsx(tmp_path / f"{name}.xlsx", rows)
            for name, rows in (("名单", ORGANIZATIONS), ("名册", MEMBERS))
        ]
        made.imports.apply(made.imports.propose(lists))
        name, start, end = ROUND[1::2]
        made.rounds.open(name, date.fromisoformat(start), date.fromisoformat(end))
        yield made


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, desk: Desk) -> Iterator[MainWindow]:
    recent, settings = RecentLedgers(tmp_path / "recent.json"), Settings(tmp_path / "set.json")
    made = MainWindow(harbour_office, recent, settings)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show_desk(desk)
    made.show()
    yield made
    made.close_ledger()


def opened(window: MainWindow, desk: Desk, target: str) -> FormDialog:
    assert window.page is not None
    rows = desk.tasks.list(desk.rounds.all()[0]).rows
    window.page.go_to(Place(task=next(row.task.id for row in rows if row.target == target)))
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    (dialog,) = [w for w in found if w.isVisible()]
    return dialog


def write(dialog: FormDialog, key: str, text: str) -> None:
    editor = dialog.sheet.editors[key]
    assert isinstance(editor, TextCell)
    editor.setFocus()
    editor.selectAll()
    paste(editor, text)
    editor.leave()


def test_every_cell_is_filled_and_a_block_at_the_years_end(
    window: MainWindow, desk: Desk, calendar: Calendar
) -> None:
    dialog = opened(window, desk, "引航科")
    sheet = dialog.sheet
    shown = sheet.values()
    assert shown["reviewer.identity"] == BODY
    assert (shown["organization.name"], shown["organization.secretary"]) == ("引航科", "丁一凡")
    assert "还缺：评分日期、得分、督查意见" in dialog._status.text(), (
        "what is missing is called as the form prints it"
    )
    for key, text in TEXTS.items():
        write(dialog, key, text)
    assert sheet.values()["score.total"] == "91.5"
    assert dialog.save()
    assert "已点评" in dialog._status.text()
    dialog.close()

    calendar.day = YEARS_END
    dialog = opened(window, desk, "引航科")
    values = dialog.sheet.values()
    assert values["review.opinion"] == TEXTS["review.opinion"]
    assert values["review.date"] == "2012年9月10日"
    write(dialog, "rectification.summary", "夜航加派一人")
    assert dialog.save()
    review = dialog._review
    assert review.day == date(2012, 9, 10)
    days = {block.id: block.day for block in review.blocks}
    assert days == {"review": None, "self": date(2012, 9, 3), "year-end": YEARS_END}
    write(dialog, "rectification.date", "2012.12.24")
    assert dialog.save()
    dialog.close()
    kept = desk.workspace.stores.reviews.get(review.id)
    assert kept is not None
    assert {b.id: b.day for b in kept.blocks} == {**days, "year-end": date(2012, 12, 24)}
    assert form_values(kept)["rectification.summary"] == "夜航加派一人"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("优秀", "“优秀”不是数，或小数多于 1 位。请只写数字，例如 9.5。"),
        ("91.25", "“91.25”不是数，或小数多于 1 位。"),
        ("100.5", "“100.5”大于 100。"),
        ("-3", "“-3”小于 0。"),
    ],
)
def test_a_score_that_is_none_is_told_beside_its_cell(
    window: MainWindow, desk: Desk, text: str, said: str
) -> None:
    dialog = opened(window, desk, "罗青")
    write(dialog, "score.total", text)
    dialog._show_status()
    assert f"得分：{said}" in dialog._status.text()
    assert dialog.sheet.values()["score.total"] == text, "nothing typed is lost"
    assert dialog.save()
    dialog.close()


def test_items_in_two_levels_are_shown_one_inside_the_other(window: MainWindow, desk: Desk) -> None:
    dialog = opened(window, desk, "船闸科")
    text = dialog._side.guide._text.text()
    outer, inner = text.index("生产"), text.index("靠泊准点")
    assert text[outer:inner].count("<ol") == 1
    assert text.index("</ol></li>") < text.index("作风")
    dialog.close()
    dialog = opened(window, desk, "罗青")
    guide = dialog._side.guide._text.text()
    assert "以航次记录为准" in guide
    dialog.close()


def test_the_table_of_three_tiers_is_on_screen(window: MainWindow, desk: Desk) -> None:
    assert window.page is not None
    window.page.go_to(Place(page=PageName.STATISTICS))
    statistics = window.page.current_page()
    assert isinstance(statistics, StatisticsPage)
    figures = {
        key: statistics._sheet._group.button(number).text()
        for number, key in enumerate(statistics._sheet._keys)
    }
    assert (figures["leaders_total"], figures["tier.heads.total"]) == ("3", "1")
    assert figures["tier.captains.total"] == "3"
    assert "secretaries_total" not in figures
    statistics.show_names("tier.heads.total")
    counted = statistics._names._counted
    assert [counted.index(row, 0).data() for row in range(counted.rowCount())] == ["丁一凡"]


def test_a_ledger_is_made_from_a_folder_outside(tmp_path: Path) -> None:
    wizard = FirstRunWizard(harbour_office(), Settings(tmp_path / "settings.json"))
    made: list[Desk] = []
    wizard.made.connect(made.append)
    wizard.restart()
    wizard.schemes_page.add_folder(str(tmp_path))
    assert wizard.schemes_page.fault.text()
    wizard.schemes_page.add_folder(str(FOLDER))
    assert wizard.scheme().title == "碧湾港务局履职评分办法（2012年）"
    shown = wizard.schemes_page._list.currentItem().text()
    assert "碧港党〔2012〕6号" in shown
    wizard.next()
    wizard.unit_page._unit.setText(UNIT)
    for _ in range(3):
        wizard.next()
    wizard.done_page._place.setText(str(tmp_path / "新.ledger"))
    wizard.button(QWizard.WizardButton.FinishButton).click()
    (new,) = made
    assert new.workspace.scheme.id == "harbour-2012"
    new.close()


def test_the_scheme_is_renewed_from_the_menu(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window, desk, "罗青")
    write(dialog, "review.date", "2012.9.18")
    write(dialog, "score.total", "89")
    assert dialog.save()
    old = dialog._review.form_edition
    dialog.close()
    folder = Path(shutil.copytree(FOLDER, tmp_path / "harbour-2012"))
    text = (folder / "scheme.toml").read_text("utf-8")
    text = text.replace("党支部书记给其余党员评分", "书记给党员评分")
    text = text.replace('hidden = ["score.total"]', "hidden = []")
    (folder / "scheme.toml").write_text(text, "utf-8")
    monkeypatch.setattr("app.ui.renewing.ask_folder", lambda *_: folder)
    monkeypatch.setattr("app.ui.renewing.confirm", lambda *_: True)
    window.menus.actions["renew"].trigger()
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    assert "碧湾港务局党员履职评分表" in box.informativeText()
    box.close()
    assert window.page is not None
    tasks = window.page.page(PageName.TASKS)
    assert isinstance(tasks, TaskPage)
    window.page.go_to(Place(page=PageName.TASKS))
    model = tasks._model
    lines = [model.line(row) for row in range(model.rowCount())]
    assert any("书记给党员评分" in cell for line in lines for cell in line.cells)
    assert not any("党支部书记给其余党员评分" in cell for line in lines for cell in line.cells)
    rows = {row.target: row for row in desk.tasks.list(desk.rounds.all()[0]).rows}
    assert desk.reviews.open(rows["罗青"].task.id).spec.edition == old
    assert desk.reviews.open(rows["傅勇"].task.id).spec.edition != old
