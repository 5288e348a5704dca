"""What only a person can decide: renamed, corrected, transferred, another reviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.helpers import (
    ORGANIZATIONS,
    Ledger,
    codes,
    questions,
    statuses,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

TOP = ("城阳分局党委", "党委", None)
HEADER = ("姓名", "所在党支部", "出生年月", "身份证号")
FIRST_NUMBER, SECOND_NUMBER = "11010519491231002X", "110105194912310011"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path)
    ledger.take(
        table(
            (*ORGANIZATIONS, "书记"),
            (*TOP, None),
            ("业务总支部", "党总支", "城阳分局党委", "王强"),
            ("甲党支部", "党支部", "业务总支部", "李四"),
            ("乙党支部", "党支部", "城阳分局党委", "赵六"),
        )
    )
    return ledger


def again(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """The list once more with the organisations that stay."""
    return table((*ORGANIZATIONS, "书记"), (*TOP, None), *rows)


# ---- organisations ---------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "count"), [("更名", 4), ("新设", 5)])
def test_a_new_name_with_the_old_secretary_is_asked(
    ledger: Ledger, option: str, count: int
) -> None:
    rows = again(
        ("业务总支部", "党总支", "城阳分局党委", "王强"),
        ("甲党支部", "党支部", "业务总支部", "李四"),
        ("第二党支部", "党支部", "城阳分局党委", "赵六"),
    )
    old = ledger.organization("乙党支部").id
    asked = ledger.take(rows)
    assert questions(asked) == [("row.renamed", (5,))]
    assert len(ledger.records.organizations) == 4
    done = ledger.answer(asked, option)
    assert len(ledger.records.organizations) == count
    assert (ledger.organization("第二党支部").id == old) is (option == "更名")
    if option == "更名":
        (row,) = done.sheets[0].rows
        assert [(c.column, c.old, c.new) for c in row.changes] == [
            ("党组织名称", "乙党支部", "第二党支部")
        ]
        assert ledger.propose(rows).writes.is_empty, "the same list again adds nothing"


def test_a_new_name_above_the_old_children_is_asked_and_they_wait(ledger: Ledger) -> None:
    rows = again(
        ("技术总支部", "党总支", "城阳分局党委", None),
        ("甲党支部", "党支部", "技术总支部", "李四"),
        ("乙党支部", "党支部", "城阳分局党委", "赵六"),
    )
    asked = ledger.take(rows)
    assert questions(asked) == [("row.renamed", (3, 4))]
    ledger.answer(asked, "更名")
    assert "城阳分局党委/技术总支部/甲党支部" in ledger.paths()
    assert len(ledger.records.organizations) == 4


def test_a_new_name_with_the_old_members_is_asked_and_they_wait(ledger: Ledger) -> None:
    people = [("张三", "1975.06"), ("孙七", "1980.02")]
    ledger.take(table(HEADER, *((name, "乙党支部", born, None) for name, born in people)))
    rows = table(ORGANIZATIONS, TOP, ("丙党支部", "党支部", "城阳分局党委"))
    roster = table(HEADER, *((name, "丙党支部", born, None) for name, born in people))
    asked = ledger.take(rows, roster)
    assert {q[0] for q in questions(asked)} == {"row.renamed"}
    assert not codes(asked), "members of what waits are not refused"
    ids = {q.id for sheet in asked.sheets for q in sheet.questions}
    assert len(ids) == 1
    ledger.answers[ids.pop()] = "更名"
    ledger.apply(ledger.propose_tables([s.waiting for s in asked.sheets if s.waiting]))
    assert sorted(ledger.members("丙党支部")) == ["孙七", "张三"]
    assert len(ledger.records.members) == 2


def test_an_organisation_unlike_any_is_simply_new(ledger: Ledger) -> None:
    done = ledger.take(again(("丁党支部", "党支部", "城阳分局党委", "周九")))
    assert not questions(done)
    assert ledger.organization("丁党支部").parent_id == ledger.organization("城阳分局党委").id


def test_what_the_list_still_has_is_not_renamed(ledger: Ledger) -> None:
    done = ledger.take(
        again(
            ("乙党支部", "党支部", "城阳分局党委", "赵六"),
            ("丁党支部", "党支部", "城阳分局党委", "赵六"),
        )
    )
    assert "row.renamed" not in {code for code, _ in questions(done)}


# ---- members ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "count"), [("同一个人", 1), ("另一个人", 2)])
def test_a_corrected_id_number_is_asked(ledger: Ledger, option: str, count: int) -> None:
    ledger.take(table(HEADER, ("张三", "乙党支部", "1949.12", FIRST_NUMBER)))
    rows = table(HEADER, ("张三", "乙党支部", "1949.12", SECOND_NUMBER))
    asked = ledger.take(rows)
    assert questions(asked) == [("row.other_number", (2,))]
    message = asked.sheets[0].questions[0].message
    assert FIRST_NUMBER not in message
    assert FIRST_NUMBER[-4:] in message
    ledger.answer(asked, option)
    assert len(ledger.records.members) == count
    assert ledger.propose(rows).writes.is_empty


def test_another_number_and_birth_are_another_person(ledger: Ledger) -> None:
    ledger.take(table(HEADER, ("张三", "乙党支部", "1949.12", FIRST_NUMBER)))
    done = ledger.take(table(HEADER, ("张三", "乙党支部", "1980.02", "370285198002011230")))
    assert statuses(done) == ["new"]
    assert len(ledger.records.members) == 2


def test_both_numbers_in_one_list_are_two_people_and_no_question(ledger: Ledger) -> None:
    ledger.take(table(HEADER, ("张三", "乙党支部", "1949.12", FIRST_NUMBER)))
    done = ledger.take(
        table(
            HEADER,
            ("张三", "乙党支部", "1949.12", SECOND_NUMBER),
            ("张三", "乙党支部", "1949.12", FIRST_NUMBER),
        )
    )
    assert statuses(done) == ["new", "unchanged"]


@pytest.mark.parametrize(
    ("option", "first", "second"), [("转接组织关系", 0, 1), ("同名的另一个人", 1, 1)]
)
def test_a_member_under_another_branch_is_asked(
    ledger: Ledger, option: str, first: int, second: int
) -> None:
    ledger.take(table(HEADER, ("张三", "乙党支部", "1975.06", None)))
    rows = table(HEADER, ("张三", "甲党支部", "1975.06", None))
    asked = ledger.take(rows)
    assert questions(asked) == [("row.other_branch", (2,))]
    assert len(ledger.records.members) == 1
    ledger.answer(asked, option)
    assert (len(ledger.members("乙党支部")), len(ledger.members("甲党支部"))) == (first, second)
    assert ledger.propose(rows).writes.is_empty


def test_a_namesake_whom_the_list_has_too_or_who_differs_is_no_question(ledger: Ledger) -> None:
    ledger.take(table(HEADER, ("张三", "乙党支部", "1975.06", None)))
    both = ledger.take(
        table(
            HEADER,
            ("张三", "甲党支部", "1975.06", None),
            ("张三", "乙党支部", "1975.06", None),
        )
    )
    assert statuses(both) == ["new", "unchanged"]
    other = ledger.take(table(HEADER, ("张三", "业务总支部", "1980.02", None)))
    assert not questions(other)


def test_a_month_does_not_wipe_the_day(ledger: Ledger) -> None:
    ledger.take(table(HEADER, ("张三", "乙党支部", "1975-06-15", None)))
    done = ledger.propose(table(HEADER, ("张三", "乙党支部", "1975.06", None)))
    assert statuses(done) == ["unchanged"]
    assert done.writes.is_empty
