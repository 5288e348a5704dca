"""The first run: five pages to a ledger, one click to sample data, 取消 leaves nothing."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtWidgets import QWizard

from app.domain.errors.fault import Refusal
from app.domain.proposal import REJECT_REASON
from app.ops.first_run import Choices, Entered, FirstRun, make_sample
from app.ui.first_run.pages import ORGANIZATION_COLUMNS
from app.ui.first_run.wizard import FirstRunWizard
from app.ui.settings import Settings
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk

UNIT = "某县质监局机关党委"
ORGANIZATIONS = "第一党支部\t\t\t王一\n第二党支部\t党支部\t\t李二"
MEMBERS = """王一\t第一党支部\t男\t1975.06\t2001.07\t科长
李二\t第二党支部\t女\t1980.06\t\t
赵三\t第一党支部\t男"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the wizard works until it is finished."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def wizard(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FirstRunWizard]:
    del temporary
    monkeypatch.setattr("app.ui.first_run.wizard.confirm", _agreed)
    made = FirstRunWizard(sample_office(), Settings(tmp_path / "settings.json"))
    made.restart()
    yield made
    if shiboken6.isValid(made):  # finished or cancelled, it deletes itself
        made.reject()
        made.deleteLater()


def _agreed(*question: object) -> bool:
    return bool(question)


def to_members(wizard: FirstRunWizard, organizations: str = ORGANIZATIONS) -> None:
    wizard.next()
    wizard.unit_page._unit.setText(UNIT)
    wizard.unit_page.entry.table.paste(organizations)
    wizard.next()


def finish(wizard: FirstRunWizard, path: Path) -> Desk:
    made: list[Desk] = []
    wizard.made.connect(made.append)
    wizard.done_page._place.setText(str(path))
    wizard.button(QWizard.WizardButton.FinishButton).click()
    assert len(made) == 1, wizard.done_page.fault.text()
    return made[0]


def test_five_pages_lead_to_a_ledger_with_a_round(
    wizard: FirstRunWizard, tmp_path: Path, temporary: Path
) -> None:
    assert len(wizard.pageIds()) <= 5
    place = wizard.schemes_page._names.index("qingdao-2010")
    wizard.schemes_page._list.setCurrentRow(place)
    to_members(wizard)
    wizard.members_page.entry.table.paste(MEMBERS)
    wizard.next()
    assert wizard.round_page._name.text() == "2011年上半年"
    wizard.next()
    assert wizard.currentPage() is wizard.done_page
    assert "党组织：3 个" in wizard.done_page._said.text()
    assert "党员：3 名" in wizard.done_page._said.text()
    with finish(wizard, tmp_path / "新.ledger") as desk:
        tree = desk.workspace.directory(desk.workspace.today()).tree
        assert tree.root.name == UNIT
        assert {o.name for o in tree.organizations} == {UNIT, "第一党支部", "第二党支部"}
        assert [r.name for r in desk.rounds.all()] == ["2011年上半年"]
        assert desk.tasks.list(desk.rounds.all()[0]).rows
    assert not list(temporary.glob("taizhang-*"))


def test_what_was_not_taken_in_is_said_once_and_can_be_passed_over(
    wizard: FirstRunWizard,
) -> None:
    to_members(wizard)
    wizard.members_page.entry.table.paste("王一\t第一党支部\t男\t1980.1")
    wizard.next()
    assert wizard.currentPage() is wizard.members_page
    assert "第 1 行：出生年月“1980.1”" in wizard.members_page.fault.text()
    wizard.next()
    assert wizard.currentPage() is wizard.round_page


def test_what_was_not_taken_in_stands_beside_the_new_ledger(
    wizard: FirstRunWizard, tmp_path: Path
) -> None:
    to_members(wizard)
    wizard.members_page.entry.table.paste("王一\t第一党支部\t男\t1980.1\n李二\t第二党支部")
    wizard.next()
    assert "重新导入" not in wizard.members_page.fault.text()
    wizard.next()
    wizard.next()
    assert "未读入.xlsx" in wizard.done_page._said.text()
    wizard.done_page._user.setText(" 李干事 ")
    with finish(wizard, tmp_path / "新.ledger") as desk:
        assert len(desk.workspace.records.members) == 1
    assert Settings(tmp_path / "settings.json").preferences.user == "李干事"
    ((sheet,),) = [load_workbook(tmp_path / "未读入.xlsx").worksheets]
    headings, row = sheet.iter_rows(values_only=True)
    told = dict(zip(headings, row, strict=True))
    assert (told["姓名"], told["出生年月"]) == ("王一", "1980.1")
    assert told[REJECT_REASON]


def test_where_the_rows_left_out_cannot_be_written_no_ledger_is_left(
    wizard: FirstRunWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_members(wizard)
    wizard.members_page.entry.table.paste("王一\t第一党支部\t男\t1980.1")
    for _ in range(3):
        wizard.next()
    folder = tmp_path / "处"
    folder.mkdir()
    (folder / "未读入.xlsx").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr("app.ops.first_run.rejects_path", _taken)
        wizard.done_page._place.setText(str(folder / "新.ledger"))
        wizard.button(QWizard.WizardButton.FinishButton).click()
    assert wizard.done_page.fault.text()
    assert [each.name for each in folder.iterdir()] == ["未读入.xlsx"]
    with finish(wizard, folder / "新.ledger"):
        assert (folder / "未读入_2.xlsx").is_file()


def _taken(ledger: Path) -> Path:
    return ledger.with_name("未读入.xlsx")


def test_a_mended_row_is_taken_in(wizard: FirstRunWizard) -> None:
    to_members(wizard)
    table = wizard.members_page.entry.table
    table.paste("王一\t第一党支部\t男\t1980.1")
    wizard.next()
    table.setCurrentCell(0, 0)
    table.paste("王一\t第一党支部\t男\t1980.10")
    wizard.next()
    assert wizard.currentPage() is wizard.round_page
    assert wizard.outcome.members == 1


def test_lists_can_come_from_files(wizard: FirstRunWizard, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,所在党支部\n王一,第一党支部\n李二,第二党支部\n", encoding="utf-8")
    to_members(wizard)
    wizard.members_page.entry.take_files([roster])
    wizard.next()
    assert wizard.outcome.members == 2


def test_without_a_name_of_the_unit_the_page_stays(wizard: FirstRunWizard) -> None:
    wizard.next()
    wizard.next()
    assert wizard.currentPage() is wizard.unit_page
    assert wizard.unit_page.fault.text()


def test_a_place_that_is_taken_is_refused_and_nothing_is_lost(
    wizard: FirstRunWizard, tmp_path: Path
) -> None:
    taken = tmp_path / "有了.ledger"
    taken.write_bytes(b"mine")
    to_members(wizard, "")
    wizard.next()
    wizard.next()
    wizard.done_page._place.setText(str(taken))
    wizard.button(QWizard.WizardButton.FinishButton).click()
    assert wizard.done_page.fault.text()
    assert taken.read_bytes() == b"mine"
    finish(wizard, tmp_path / "没有.ledger").close()


def test_cancelling_leaves_nothing_behind(
    wizard: FirstRunWizard, tmp_path: Path, temporary: Path
) -> None:
    to_members(wizard)
    assert list(temporary.glob("taizhang-*"))
    wizard.button(QWizard.WizardButton.CancelButton).click()
    assert not list(temporary.glob("taizhang-*"))
    assert not list(tmp_path.glob("*.ledger"))


def test_what_was_entered_is_not_thrown_away_unasked(
    wizard: FirstRunWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_members(wizard)
    with monkeypatch.context() as refusing:
        refusing.setattr("app.ui.first_run.wizard.confirm", lambda *_: False)
        wizard.button(QWizard.WizardButton.CancelButton).click()
    assert wizard.unit_page.unit() == UNIT
    assert wizard.result() == 0
    assert wizard.currentPage() is wizard.members_page


def test_a_row_without_kind_and_parent_is_completed(wizard: FirstRunWizard) -> None:
    to_members(wizard)
    row = dict(wizard.unit_page.entered().rows[0])
    name, kind, parent, secretary = ORGANIZATION_COLUMNS
    assert row == {name: "第一党支部", kind: "党支部", parent: UNIT, secretary: "王一"}


def test_rows_and_files_of_a_first_run_count_together(tmp_path: Path) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text("党组织名称,党组织类别,上级党组织\n甲党支部,党支部,某局党委\n", "utf-8")
    run = FirstRun(sample_office())
    rows = ({"党组织名称": "乙党支部", "党组织类别": "党支部", "上级党组织": "某局党委"}, {"": " "})
    outcome = run.build(Choices("qingdao-2010", "某局党委", organizations=Entered((roster,), rows)))
    assert outcome.organizations == 3
    run.discard()


def test_a_unit_without_a_name_is_refused() -> None:
    run = FirstRun(sample_office())
    with pytest.raises(Refusal):
        run.build(Choices("qingdao-2010", " "))
    run.discard()


def test_sample_data_are_marked_as_such(tmp_path: Path) -> None:
    path = tmp_path / "示例.ledger"
    make_sample(sample_office(), path)
    with sample_office().open(path) as desk:
        assert desk.workspace.stores.settings.get("sample")
        rows = desk.tasks.list(desk.rounds.all()[0]).rows
        assert {row.state.value for row in rows} >= {"open", "done"}
