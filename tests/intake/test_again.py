"""The same list again, in any order, in parts: nothing is added, nothing is different."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.proposal import SheetKind, SheetRow, SheetTable
from tests.intake.helpers import Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

BRANCHES = ("第一党支部", "第二党支部", "第三党支部")
NUMBERS = ("", "11010519491231002X", "110105194912310011", "无")


def listed(kind: SheetKind, rows: Sequence[Mapping[str, str]]) -> SheetTable:
    numbered = tuple(SheetRow(number, row) for number, row in enumerate(rows, 2))
    return SheetTable("名册.xlsx", "", kind, 1, {}, numbered)


def tree() -> SheetTable:
    rows = [{"党组织名称": "城阳分局党委", "党组织类别": "党委"}]
    rows += [
        {"党组织名称": name, "党组织类别": "党支部", "上级党组织": "城阳分局党委"}
        for name in BRANCHES
    ]
    return listed(SheetKind.ORGANIZATIONS, rows)


def fresh() -> Ledger:
    ledger = Ledger(Path(tempfile.gettempdir()))
    ledger.apply(ledger.propose_tables([tree()]))
    return ledger


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, str]]:
    row = st.fixed_dictionaries(
        {
            "姓名": st.sampled_from(("张三", "李四", "王五", "欧阳 娜", "阿不都•买买提")),
            "所在党支部": st.sampled_from(BRANCHES),
            "出生年月": st.sampled_from(("", "1975.06", "1975年6月", "1980-02-03", "1949.12")),
            "性别": st.sampled_from(("", "男", "女")),
            "身份证号": st.sampled_from(NUMBERS),
            "党内职务": st.sampled_from(("", "", "", "书记", "组织委员")),
            "党员状态": st.sampled_from(("", "正常", "转出")),
            "标签": st.sampled_from(("", "机关", "离退休、机关")),
        }
    )
    return draw(st.lists(row, min_size=1, max_size=8))


def take_all(ledger: Ledger, table: SheetTable) -> None:
    """Import, answering every question with its last option, until nothing is asked any more."""
    for _ in range(12):
        proposal = ledger.apply(ledger.propose_tables([table]))
        asked = [q for sheet in proposal.sheets for q in sheet.questions]
        if not asked:
            return
        ledger.answers.update({q.id: q.options[-1] for q in asked})
    raise AssertionError("questions without end")


def content(ledger: Ledger) -> set[tuple[Any, ...]]:
    """What a ledger says, without its ids."""
    names = {p.id: p.name for p in ledger.records.persons}
    places = {o.id: o.name for o in ledger.records.organizations}
    return {
        (names[m.person_id], places[m.organization_id], str(m.birth), m.id_number, m.sex, m.status)
        for m in ledger.records.members
    }


SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@given(people())
@SLOW
def test_the_same_roster_again_adds_nothing(rows: list[dict[str, str]]) -> None:
    ledger = fresh()
    take_all(ledger, listed(SheetKind.MEMBERS, rows))
    count = len(ledger.records.members), len(ledger.records.persons)
    take_all(ledger, listed(SheetKind.MEMBERS, rows))
    assert (len(ledger.records.members), len(ledger.records.persons)) == count


@st.composite
def different_people(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows of people whom their names and births tell apart."""
    every = draw(
        st.lists(
            st.tuples(st.sampled_from(("张三", "李四", "王五", "赵六")), st.integers(1, 9)),
            min_size=1,
            max_size=9,
            unique=True,
        )
    )
    return [
        {
            "姓名": name,
            "出生年月": f"197{month}.0{month}",
            "所在党支部": draw(st.sampled_from(BRANCHES)),
            "性别": "男",
            "职务或职业": draw(st.sampled_from(("", "科员"))),
        }
        for name, month in every
    ]


@given(different_people(), st.randoms(use_true_random=False))
@SLOW
def test_the_order_of_rows_makes_no_difference(rows: list[dict[str, str]], order: Random) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    one, other = fresh(), fresh()
    one.apply(one.propose_tables([listed(SheetKind.MEMBERS, rows)]))
    other.apply(other.propose_tables([listed(SheetKind.MEMBERS, shuffled)]))
    assert content(one) == content(other)
    again = one.propose_tables([listed(SheetKind.MEMBERS, shuffled)])
    assert again.writes.is_empty
    assert {row.status.value for row in again.sheets[0].rows} == {"unchanged"}


@given(different_people(), st.integers(0, 9))
@SLOW
def test_a_roster_in_two_parts_is_the_whole(rows: list[dict[str, str]], cut: int) -> None:
    one, other = fresh(), fresh()
    one.apply(one.propose_tables([listed(SheetKind.MEMBERS, rows)]))
    parts = [listed(SheetKind.MEMBERS, part) for part in (rows[:cut], rows[cut:]) if part]
    other.apply(other.propose_tables(parts))
    assert content(one) == content(other)
