"""A person's path in a real window; then the files that were made are looked at.

Everything is done as a person does it: with keyboard, mouse and clipboard of a virtual screen,
and without any network where the machine can take it away.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from app.domain.coverage import MEASURES
from app.domain.review import form_values
from app.domain.words import ReviewState
from tests.ui.real_hands import needs_a_screen, program, until
from tests.ui.twin import make_twin, office, row_at, rows_of, twin_window, untouched_spots

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.real_hands import Hands
    from tests.ui.twin import Spot

pytestmark = [pytest.mark.slow, needs_a_screen]

START = "^点评台账$"
SAMPLE = "示例数据.ledger"
FORM = "党员.*表"
DRAFTS = "没有保存的登记表"
WRITTEN = {
    "review.evaluation": "业务扎实，𠮷人自有天相。",
    "review.problems": "学习不够",
    "review.suggestions": "每月交流一次",
}


@pytest.fixture
def spots(qtbot: QtBot, tmp_path: Path) -> list[Spot]:
    """Where the members' tasks stand that nobody has begun."""
    del qtbot
    with twin_window(make_twin(tmp_path / "孪生")) as window:
        return untouched_spots(window)


def _ledger(home: Path) -> Path:
    return home / ".local" / "share" / "dianping" / SAMPLE


def _open_sample(hands: Hands) -> None:
    """Press 示例数据 on the start page."""
    hands.find(START)
    hands.keys("Tab", "Tab", "Tab", "space")
    hands.find(SAMPLE)


def _open_form(hands: Hands, spot: Spot) -> str:
    """Go to 点评任务 by keyboard, down to a task, and open its form."""
    hands.choose(spot.target, "ctrl+2", "ctrl+Home", *["Down"] * spot.row)
    return hands.lead(FORM, "Return")


def _fill(hands: Hands) -> None:
    hands.type("2011.1.12")
    hands.keys("Tab")
    hands.paste("党员活动室")
    hands.keys("Tab")
    for text in WRITTEN.values():
        hands.keys("Tab")
        hands.paste(text)


def test_a_persons_path(home: Path, tmp_path: Path, hands: Hands, spots: list[Spot]) -> None:
    spot = spots[0]
    with program(hands, tmp_path) as running:
        _open_sample(hands)
        form = _open_form(hands, spot)
        _fill(hands)
        hands.picture(tmp_path / "form.png")
        title = hands.title(form)
        hands.keys("ctrl+Return")
        until(lambda: hands.title(form) != title and "*" not in hands.title(form), "the next form")
        hands.keys("ctrl+Page_Up")
        until(lambda: hands.title(form) == title.replace("*", ""), "the form before")
        hands.keys("Escape")
        hands.gone(FORM)
        hands.find(SAMPLE)
        _export_the_form(hands)
        _export_the_table(hands, home / "统计表")
        hands.picture(tmp_path / "window.png")
        hands.quit(running)
    _look_at_the_ledger(home, spot)
    _look_at_the_form(home, spot)
    _look_at_the_table(home, home / "统计表.xlsx")
    _look_at_the_backup(home, spot)


def _export_the_form(hands: Hands) -> None:
    """Export the form of the chosen task alone, to where the program proposes."""
    hands.lead("导出登记表", "ctrl+e")
    hands.enter("导出登记表", lambda: hands.windows("导出完成"))
    hands.find("导出完成")
    hands.keys("Return", "Escape")  # an Enter so soon was meant for the dialog before
    hands.gone("导出完成")


def _export_the_table(hands: Hands, path: Path) -> None:
    hands.find(SAMPLE)
    hands.keys("ctrl+5")
    hands.lead("导出统计表", "alt+t", "t")
    hands.paste(str(path))
    hands.keys("Return")
    until(path.with_suffix(".xlsx").exists, "the table")
    hands.find(SAMPLE)


def _look_at_the_ledger(home: Path, spot: Spot) -> None:
    with office().open(_ledger(home)) as desk:
        assert desk.workspace.stores.settings.get("sample")
        task = row_at(desk, spot).task.id
        kept = desk.reviews.open(task).review
        assert not desk.drafts.all()
    values = form_values(kept)
    assert kept.state is ReviewState.REVIEWED
    assert values["review.date"] == "2011年1月12日"
    assert values["review.place"] == "党员活动室"
    assert {key: values[key] for key in WRITTEN} == WRITTEN


def _look_at_the_form(home: Path, spot: Spot) -> None:
    files = list(home.rglob("*.docx"))
    assert len(files) == 1
    assert spot.target in files[0].name
    cells = [
        cell.text
        for table in docx.Document(str(files[0])).tables
        for row in table.rows
        for cell in row.cells
    ]
    text = "\n".join(cells)
    for wanted in (*WRITTEN.values(), "党员活动室", "2011年1月12日", spot.target):
        assert wanted in text.replace(" ", "")


def _look_at_the_table(home: Path, path: Path) -> None:
    shown = openpyxl.load_workbook(path).worksheets[0]
    with office().open(_ledger(home)) as desk:
        round_ = max(desk.rounds.all(), key=lambda each: (each.end, each.start))
        day = desk.workspace.day_of(round_)
        figures = desk.statistics.figures(round_, desk.workspace.root_id, day).values()
        marks = desk.statistics.sheet(round_, desk.workspace.root_id, day).spec.marks
    wanted = {name: figures[name] for name in marks if name in figures}
    assert len(wanted) >= len(MEASURES)
    assert {name: shown[marks[name]].value for name in wanted} == wanted


def _look_at_the_backup(home: Path, spot: Spot) -> None:
    (copy,) = _ledger(home).with_name(f"{SAMPLE}.备份").glob("*.ledger")
    with office().open(copy) as desk:
        kept = desk.reviews.open(row_at(desk, spot).task.id).review
        assert {key: form_values(kept)[key] for key in WRITTEN} == WRITTEN
        assert len(rows_of(desk)) > 1


def test_what_was_typed_outlives_a_crash(
    home: Path, tmp_path: Path, hands: Hands, spots: list[Spot]
) -> None:
    spot = spots[1]
    with program(hands, tmp_path) as running:
        _open_sample(hands)
        _open_form(hands, spot)
        hands.type("2011.1.13")
        hands.keys("Tab")
        hands.paste("党员活动室")
        with hands.typing("0123456789" * 100):
            until(lambda: _drafted(home, tmp_path, "党员活动室0123"), "a draft on the disk")
            running.kill()
    with program(hands, tmp_path) as running:
        hands.find(START)
        hands.keys("Tab", "Tab", "Tab", "Tab", "Down", "Up", "Return")
        hands.find(DRAFTS)
        hands.picture(tmp_path / "offered.png")
        hands.keys("Return")
        form = hands.find(FORM)
        hands.gone(DRAFTS)
        assert spot.target in hands.title(form).replace("　", "")
        hands.keys("ctrl+s")
        until(lambda: "*" not in hands.title(form), "the form to be saved")
        hands.keys("Escape")
        hands.gone(FORM)
        hands.find(SAMPLE)
        hands.quit(running)
    with office().open(_ledger(home)) as desk:
        values = form_values(desk.reviews.open(row_at(desk, spot).task.id).review)
        assert not desk.drafts.all()
    assert values["review.date"] == "2011年1月13日"
    assert values["review.place"].startswith("党员活动室0123")


def _drafted(home: Path, folder: Path, text: str) -> bool:
    """Say whether a draft holds a text, looking at a copy of what lies on the disk."""
    ledger, copy = _ledger(home), folder / "copy.ledger"
    for ending in ("", "-wal"):
        shutil.copyfile(f"{ledger}{ending}", f"{copy}{ending}")
    with closing(sqlite3.connect(copy)) as opened, suppress(sqlite3.DatabaseError):
        return any(text in values for (values,) in opened.execute('SELECT "values" FROM draft'))
    return False
