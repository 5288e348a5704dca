"""The lists of the wizard: pasted as people copy them, and nothing of them lost unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtWidgets import QWizard

from app.domain.proposal import SheetKind
from app.ui.first_run.list_entry import ListEntry
from app.ui.first_run.pages import MEMBER_COLUMNS, _wanted
from app.ui.first_run.wizard import FirstRunWizard
from app.ui.settings import Settings
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

UNIT = "某县质监局机关党委"


@pytest.fixture
def members(qtbot: QtBot) -> ListEntry:
    entry = ListEntry("党员", SheetKind.MEMBERS, MEMBER_COLUMNS)
    qtbot.addWidget(entry)
    return entry


@pytest.fixture
def wizard(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FirstRunWizard]:
    made = FirstRunWizard(sample_office(), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.restart()
    made.next()
    made.unit_page._unit.setText(UNIT)
    yield made
    if shiboken6.isValid(made):
        monkeypatch.setattr(FirstRunWizard, "reject", QWizard.reject)
        made.reject()


def filled(entry: ListEntry) -> list[dict[str, str]]:
    return [{name: text for name, text in row.items() if text} for row in entry.rows()]


def test_what_was_copied_with_its_headings_stands_under_the_same_headings(
    members: ListEntry,
) -> None:
    members.table.setCurrentCell(2, 3)
    members.table.paste("序号\t党员姓名\t民族\t性 别\t所属党支部\n1\t王一\t汉\t男\t第一党支部\n")
    assert filled(members) == [{"姓名": "王一", "性别": "男", "所在党支部": "第一党支部"}]
    assert "民族" in members._named.text()
    assert "序号" not in members._named.text()


def test_what_was_copied_without_headings_stands_where_the_cursor_is(members: ListEntry) -> None:
    members.table.setCurrentCell(0, 1)
    members.table.paste("第一党支部\t男\r\n第二党支部\t女\r\n")
    assert filled(members) == [
        {"所在党支部": "第一党支部", "性别": "男"},
        {"所在党支部": "第二党支部", "性别": "女"},
    ]
    assert members._named.text() == members._hint


def test_what_does_not_fit_to_the_right_is_told(members: ListEntry) -> None:
    members.table.paste("王一\t第一党支部\t男\t1975.06\t2001.07\t科长\t汉族")
    assert "没有粘贴" in members._named.text()


@pytest.mark.parametrize(
    ("copied", "name"),
    [
        ('"王\n一"\t男', "王 一"),
        ('"王""一"\t男', '王"一'),
        ('"王一\t男', '"王一'),
        ("王\u2028一\t男", "王 一"),
    ],
)
def test_a_cell_of_several_lines_stays_one_cell(members: ListEntry, copied: str, name: str) -> None:
    members.table.paste(copied)
    assert [row["姓名"] for row in members.rows()] == [name]


def test_the_secretary_of_the_own_unit_is_taken_in(wizard: FirstRunWizard) -> None:
    wizard.unit_page._secretary.setText("赵 强")
    wizard.unit_page.entry.table.paste("第一党支部\t\t\t王一")
    wizard.next()
    assert wizard.currentPage() is wizard.members_page, wizard.unit_page.fault.text()
    assert wizard.outcome.organizations == 2
    desk = wizard._run._desk
    assert desk is not None
    directory = desk.workspace.directory(desk.workspace.today())
    assert {person.name for person in directory.persons.values()} == {"赵强", "王一"}


def test_a_row_of_the_list_may_be_the_own_unit(wizard: FirstRunWizard) -> None:
    wizard.unit_page.entry.table.paste(f"{UNIT}\t\t\t赵强\n第一党支部\t\t\t王一")
    wizard.next()
    assert wizard.currentPage() is wizard.members_page, wizard.unit_page.fault.text()
    assert wizard.outcome.organizations == 2


def test_the_number_of_a_row_is_the_one_beside_it(wizard: FirstRunWizard) -> None:
    wizard.next()
    table = wizard.members_page.entry.table
    table.paste(f"王一\t{UNIT}\n\n\n李二\t{UNIT}\t\t1980.1")
    wizard.next()
    assert "党员名单第 2 行：出生年月" in wizard.members_page.fault.text()
    assert [row["姓名"] for row in table.rows()] == ["王一", "李二"]
    item = table.item(1, 0)
    assert item is not None
    assert item.text() == "李二"


def test_the_last_page_promises_only_what_is_kept(wizard: FirstRunWizard) -> None:
    wizard.next()
    wizard.members_page.entry.table.paste("李二\t没有的支部\t男")
    for _ in range(3):
        wizard.next()
    assert wizard.currentPage() is wizard.done_page
    said = wizard.done_page._said.text()
    assert "没有的支部" in said
    assert "没有读入，台账里没有" in said
    assert "待确认" not in said


@pytest.mark.parametrize("typed", ["", "  ", ".ledger"])
def test_a_place_without_a_name_is_told_beside_it(wizard: FirstRunWizard, typed: str) -> None:
    for _ in range(3):
        wizard.next()
    wizard.done_page._place.setText(typed)
    wizard.button(QWizard.WizardButton.FinishButton).click()
    assert "保存位置" in wizard.done_page.fault.text()


def test_a_mere_name_stands_among_the_documents_and_is_a_ledgers_name() -> None:
    place = _wanted("某局2010.下半年")
    assert place.is_absolute()
    assert place.name == "某局2010.下半年.ledger"
    assert _wanted("/x/某局.ledger") == Path("/x/某局.ledger")
