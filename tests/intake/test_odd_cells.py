"""Cells that say nothing, or that it is as above, and columns that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.intake.column_values import MOST_TOLD
from app.intake.person_names import judged
from tests.intake.helpers import Ledger

if TYPE_CHECKING:
    from pathlib import Path

TREE = [
    ["党组织名称", "党组织类别", "上级党组织", "书记"],
    ["第一党支部", "党支部", "城阳分局党委", "（空缺）"],
    ["第二党支部", "党支部", "城阳分局党委", "待定"],
]
HEAD = ["姓名", "出生年月", "入党时间", "所在党支部", "入党时间"]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path)
    proposal = made.take(TREE)
    told = [each.code for sheet in proposal.sheets for each in sheet.warnings]
    assert told == ["row.vacant", "row.vacant"]
    assert not made.records.persons
    return made


def _numerals() -> list[str]:
    """Return some more numerals than are told one by one."""
    signs = "一二三四五六七八"
    return [one + other for one in signs for other in signs]


def _told(ledger: Ledger, *rows: list[str]) -> list[tuple[int, str]]:
    (sheet,) = ledger.take([HEAD, *rows]).sheets
    return [(each.row, each.code) for each in (*sheet.rejected, *sheet.warnings)]


def _joined(ledger: Ledger) -> dict[str, str]:
    names = {person.id: person.name for person in ledger.records.persons}
    return {names[m.person_id]: str(m.joined or "") for m in ledger.records.members}


def test_of_two_columns_only_what_agrees_is_taken(ledger: Ledger) -> None:
    told = _told(
        ledger,
        ["张三", "1975.06", "2000.07", "第一党支部", "2001.07"],
        ["李四", "1975.06", "", "第一党支部", "2001.07"],
        ["王五", "1975.06", "2001.07", "第一党支部", ""],
        ["赵六", "1975.06", "2001.07", "第一党支部", "2001-07"],
    )
    assert told == [(2, "row.columns_differ")]
    assert _joined(ledger) == {"张三": "", "李四": "2001-07", "王五": "2001-07", "赵六": "2001-07"}


def test_where_many_rows_differ_it_is_told_once(ledger: Ledger) -> None:
    rows = [
        [f"党员{place}", "1975.06", "2000.07", "第一党支部", "2001.07"] for place in _numerals()
    ]
    (sheet,) = ledger.take([HEAD, *rows]).sheets
    (told,) = sheet.warnings
    assert told.code == "sheet.columns_differ"
    assert f" {len(rows)} 行" in told.message
    assert set(_joined(ledger).values()) == {""}
    assert {dict(m.extra)["入党时间"] for m in ledger.records.members} == {"2000.07；2001.07"}


@pytest.mark.parametrize(("more", "codes"), [(0, {"row.serial_date"}), (1, {"sheet.serial_dates"})])
def test_serial_dates_are_told_each_or_where_they_are_many_once(
    ledger: Ledger, more: int, codes: set[str]
) -> None:
    rows = [
        [f"党员{place}", "1975.06", "37073", "第一党支部", ""]
        for place in _numerals()[: MOST_TOLD + more]
    ]
    told = [code for _, code in _told(ledger, *rows)]
    assert set(told) == codes
    assert len(told) == (1 if more else MOST_TOLD)
    assert set(_joined(ledger).values()) == {"2001-07-01"}


def test_dittos_say_what_stands_above(ledger: Ledger) -> None:
    told = _told(
        ledger,
        ["张三", "1975.06", "2000.07", "第二党支部", ""],
        ["李四", "1976.06", "〃", "同上", ""],
        ["王五", "1977.06", "同上", "〃", ""],
    )
    assert told == []
    assert set(_joined(ledger).values()) == {"2000-07"}
    assert len({m.organization_id for m in ledger.records.members}) == 1


def test_unfilled_dates_say_nothing_and_times_are_told(ledger: Ledger) -> None:
    told = _told(
        ledger,
        ["张三", "1975.06", "    年   月   日", "第二党支部", ""],
        ["李四", "1976.06", "二○○一年七月一日下午", "第二党支部", ""],
        ["王五", "1976.06", "2001-07-01（星期日）", "第二党支部", ""],
    )
    assert told == [(3, "row.day_taken"), (4, "row.day_taken")]
    assert _joined(ledger) == {"张三": "", "李四": "2001-07-01", "王五": "2001-07-01"}


@pytest.mark.parametrize("text", ["（以下空白）", "机关党委（盖章）", "正式党员9人，预备党员1人"])
def test_closing_lines_are_no_members(ledger: Ledger, text: str) -> None:
    rows = [["张三", "1975.06", "", "第二党支部", ""], ["", "", "", "", ""]]
    rows[1][3 if "盖章" in text else 0] = text
    assert _told(ledger, *rows) == [(0, "sheet.rows_passed_by")]
    assert list(_joined(ledger)) == ["张三"]


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "John Smith", "张三", "欧阳明"])
def test_usual_names_are_not_doubted(name: str) -> None:
    cell = judged(name)
    assert (cell.value, cell.doubt, cell.refused) == (name, None, None)


@pytest.mark.parametrize("name", ["张三2", "王？", "甲" * 40])
def test_odd_names_are_taken_and_told(name: str) -> None:
    cell = judged(name)
    assert cell.value == name
    assert cell.doubt is not None
    assert cell.doubt.code == "row.odd_name"


@pytest.mark.parametrize("name", ["12345", "空缺", "王\u202e五", "甲" * 101, "——"])
def test_what_is_no_name_is_refused(name: str) -> None:
    cell = judged(name)
    assert not cell.value
    assert cell.refused is not None
    assert cell.refused.code == "row.no_name"


def test_who_has_no_name_is_not_entered_and_an_odd_name_is(ledger: Ledger) -> None:
    told = _told(
        ledger,
        ["12345", "1975.06", "", "第一党支部", ""],
        ["张三2", "1975.06", "", "第一党支部", ""],
    )
    assert told == [(2, "row.no_name"), (3, "row.odd_name")]
    assert list(_joined(ledger)) == ["张三2"]
