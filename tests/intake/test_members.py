from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.dates import PartialDate
from app.domain.organization import Member, on_books
from app.domain.words import MemberCategory, MemberStatus, PostKind
from tests.intake.helpers import (
    ORGANIZATIONS,
    Ledger,
    codes,
    questions,
    rows_of,
    statuses,
    table,
    warnings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.domain.proposal import Proposal

TREE = table(
    (*ORGANIZATIONS, "书记"),
    ("城阳分局党委", "党委", None, None),
    ("第一党支部", "党支部", "城阳分局党委", None),
    ("第二党支部", "党支部", "城阳分局党委", None),
    ("第一党小组", "党小组", "第一党支部", None),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path)
    ledger.take(TREE)
    return ledger


def roster(*rows: Mapping[str, Any]) -> list[Sequence[Any]]:
    header = dict.fromkeys(["姓名", "所在党支部", *(name for row in rows for name in row)])
    return rows_of(list(header), [{"所在党支部": "第一党支部", **row} for row in rows])


def take(ledger: Ledger, *rows: Mapping[str, Any]) -> Proposal:
    return ledger.take(roster(*rows))


def the_member(ledger: Ledger, name: str) -> Member:
    person = ledger.person(name).id
    (found,) = [m for m in ledger.records.members if m.person_id == person]
    return found


def test_a_full_row_is_read(ledger: Ledger) -> None:
    done = take(
        ledger,
        {
            "姓名": "张　三", "性别": "男性", "出生年月": 197506, "入党时间": "2001年7月1日",
            "转正时间": date(2002, 7, 1), "职务或职业": "科长", "人员类别": "预备党员",
            "党小组": "一组", "标签": "党员领导干部，外出实习", "身份证号": "11010519491231002X",
            "联系电话": 13800000000, "民族": "汉", "转入日期": "2009-03-02",
        },
    )  # fmt: skip
    assert statuses(done) == ["new"]
    member = the_member(ledger, "张三")
    assert member.organization_id == ledger.organization("第一党小组").id
    assert (member.sex, member.birth) == ("男", PartialDate(1975, 6))
    assert (member.joined, member.full_since) == (PartialDate(2001, 7, 1), PartialDate(2002, 7, 1))
    assert member.category is MemberCategory.PROBATIONARY
    assert member.tags == {"党员领导干部", "外出实习"}
    assert (member.phone, member.extra) == ("13800000000", (("民族", "汉"),))
    assert member.on_books.since == date(2009, 3, 2)
    assert warnings(done) == [(2, "row.id_mismatch")]


def test_importing_twice_changes_nothing(ledger: Ledger) -> None:
    rows = (
        {"姓名": "张三", "出生年月": "1975.06", "党内职务": "书记兼纪检委员"},
        {"姓名": "李四", "出生年月": "1980.02", "党内职务": "组织委员"},
        {"姓名": "王五", "党小组": "第一党小组", "党内职务": "组长"},
        {"姓名": "赵六", "党员状态": "转出", "状态日期": "2010-11-01"},
    )
    take(ledger, *rows)
    assert ledger.holders("第一党支部") == ["张三"]
    assert ledger.holders("第一党支部", PostKind.COMMITTEE_MEMBER) == ["李四"]
    assert ledger.holders("第一党小组", PostKind.GROUP_LEADER) == ["王五"]
    again = ledger.propose(roster(*rows))
    assert statuses(again) == ["unchanged"] * 4
    assert again.writes.is_empty


def test_what_a_row_changes_is_told_and_blanks_never_wipe(ledger: Ledger) -> None:
    take(ledger, {"姓名": "张三", "出生年月": "1975.06", "职务或职业": "科员", "标签": "机关"})
    done = take(ledger, {"姓名": "张三", "职务或职业": "科长", "标签": None, "性别": "无"})
    (row,) = done.sheets[0].rows
    assert [(c.column, c.old, c.new) for c in row.changes] == [("职务或职业", "科员", "科长")]
    assert the_member(ledger, "张三").tags == {"机关"}


def test_bad_dates_reject_their_row_and_no_other(ledger: Ledger) -> None:
    done = take(
        ledger,
        {"姓名": "张三", "入党时间": 1975.1},
        {"姓名": "李四", "入党时间": "很久以前"},
        {"姓名": "王五", "入党时间": 1995.6},
        {"姓名": None, "入党时间": "1990.06"},
        {"姓名": "赵六", "所在党支部": "第九党支部"},
    )
    assert codes(done) == [
        (2, "row.date_ambiguous"),
        (3, "row.date"),
        (5, "row.missing"),
        (6, "row.organization_unknown"),
    ]
    assert ledger.members("第一党支部") == ["王五"]
    first = done.sheets[0].rejected[0]
    assert first.column == "入党时间"
    assert first.message == (
        "第 2 行：入党时间“1975.1”无法判断是 1 月还是 10 月。请改为 1975.01 或 1975.10 后重新导入。"
    )


def test_plausibility_is_only_doubted(ledger: Ledger) -> None:
    done = take(
        ledger,
        {"姓名": "张三", "出生年月": "1990.06", "入党时间": "2001.07"},
        {"姓名": "李四", "入党时间": "2001.07", "转正时间": "2000.07"},
        {"姓名": "王五", "身份证号": "110105194912310021"},
        {"姓名": "赵六", "身份证号": 370285197506011234},
        {"姓名": "钱七", "性别": "？"},
        {"姓名": "孙八", "党小组": "第九党小组"},
        {"姓名": "周九", "所在党支部": "城阳分局党委"},
    )
    assert not codes(done)
    assert warnings(done) == [
        (2, "row.age"),
        (3, "row.full_before_joined"),
        (4, "row.id_number"),
        (5, "row.id_lost_digits"),
        (6, "row.value"),
        (7, "row.organization_unknown"),
        (8, "row.not_branch"),
    ]
    assert the_member(ledger, "赵六").id_number == ""
    assert the_member(ledger, "孙八").organization_id == ledger.organization("第一党支部").id


@pytest.mark.parametrize(
    ("status", "day", "kept", "counts"),
    [
        ("转出", "2010-11-01", MemberStatus.MOVED_OUT, False),
        ("转出", "2010-12-05", MemberStatus.MOVED_OUT, True),
        ("去世", None, MemberStatus.DECEASED, False),
        ("正常", "2010-11-01", MemberStatus.ACTIVE, True),
        ("出党", "2010.11", MemberStatus.EXPELLED, False),
    ],
)
def test_status_and_its_day(
    ledger: Ledger, status: str, day: str | None, kept: MemberStatus, counts: bool
) -> None:
    take(ledger, {"姓名": "张三", "党员状态": status, "状态日期": day})
    member = the_member(ledger, "张三")
    assert member.status is kept
    assert on_books(member, date(2010, 12, 1)) is counts


def test_a_day_without_its_day_is_the_first_of_the_month_and_told(ledger: Ledger) -> None:
    done = take(ledger, {"姓名": "张三", "转入日期": "2009年3月"})
    assert warnings(done) == [(2, "row.day_assumed")]
    assert the_member(ledger, "张三").on_books.since == date(2009, 3, 1)


def test_an_unknown_status_or_a_non_member_is_refused(ledger: Ledger) -> None:
    done = take(
        ledger, {"姓名": "张三", "党员状态": "外星人"}, {"姓名": "李四", "政治面貌": "群众"}
    )
    assert codes(done) == [(2, "row.value"), (3, "row.not_member")]


def test_category_columns_hold_categories_statuses_and_tags(ledger: Ledger) -> None:
    take(
        ledger,
        {"姓名": "张三", "党籍状态": "预备党员"},
        {"姓名": "李四", "党籍状态": "停止党籍"},
        {"姓名": "王五", "党籍状态": "离退休"},
    )
    assert the_member(ledger, "张三").category is MemberCategory.PROBATIONARY
    assert the_member(ledger, "李四").status is MemberStatus.SUSPENDED
    assert the_member(ledger, "王五").tags == {"离退休"}


# ---- who is who ------------------------------------------------------------------------------


def test_members_are_matched_by_number_then_birth_then_name(ledger: Ledger) -> None:
    number = "11010519491231002X"
    take(ledger, {"姓名": "张三", "身份证号": number}, {"姓名": "李四", "出生年月": "1980.02"})
    moved = take(
        ledger,
        {"姓名": "张山", "身份证号": number, "所在党支部": "第二党支部"},
        {"姓名": "李四", "出生年月": "1980-02-03"},
    )
    assert statuses(moved) == ["changed", "changed"]
    assert ledger.members("第二党支部") == ["张山"]
    assert len(ledger.records.members) == 2


def test_namesakes_in_one_branch(ledger: Ledger) -> None:
    done = take(
        ledger,
        {"姓名": "张三", "出生年月": "1975.06"},
        {"姓名": "张三", "出生年月": "1980.02"},
        {"姓名": "张三", "出生年月": "1975.06"},
    )
    assert codes(done) == [(4, "row.duplicate")]
    assert ledger.members("第一党支部") == ["张三", "张三"]
    again = ledger.propose(
        roster({"姓名": "张三", "出生年月": "1980.02"}, {"姓名": "张三", "出生年月": "1975.06"})
    )
    assert again.writes.is_empty


@pytest.mark.parametrize(("option", "count"), [("同一个人", 1), ("另一个人", 2)])
def test_rows_that_nothing_tells_apart_are_asked(ledger: Ledger, option: str, count: int) -> None:
    rows = ({"姓名": "张三", "职务或职业": "科员"}, {"姓名": "张三", "职务或职业": "司机"})
    asked = take(ledger, *rows)
    assert questions(asked) == [("row.same_person", (3,))]
    assert len(ledger.records.members) == 1
    tables = [s.table for s in asked.sheets]
    ledger.answers[asked.sheets[0].questions[0].id] = option
    ledger.apply(ledger.propose_tables(tables))
    assert len(ledger.records.members) == count


def test_another_birth_for_a_known_name_is_asked(ledger: Ledger) -> None:
    take(ledger, {"姓名": "张三", "出生年月": "1975.06"})
    asked = take(ledger, {"姓名": "张三", "出生年月": "1980.02"})
    assert questions(asked) == [("row.same_person", (2,))]
    ledger.answer(asked, "另一个人")
    assert len(ledger.records.members) == 2


def test_an_ambiguous_branch_is_one_question_for_all_its_rows(ledger: Ledger) -> None:
    ledger.take(
        table(
            ORGANIZATIONS,
            ("甲党总支", "党总支", "城阳分局党委"),
            ("机关党支部", "党支部", "甲党总支"),
            ("乙党总支", "党总支", "城阳分局党委"),
            ("机关党支部", "党支部", "乙党总支"),
        )
    )
    asked = take(
        ledger,
        {"姓名": "张三", "所在党支部": "机关党支部"},
        {"姓名": "李四", "所在党支部": "机关党支部"},
        {"姓名": "王五", "所在党支部": "乙党总支/机关党支部"},
    )
    assert questions(asked) == [("row.organization_ambiguous", (2, 3))]
    assert len(ledger.records.members) == 1
    ledger.answer(asked, "城阳分局党委/乙党总支/机关党支部")
    assert len(ledger.records.members) == 3
    near = ledger.take(roster({"姓名": "赵六", "所在党支部": "机关党支部"}), under="甲党总支")
    assert not questions(near)


def test_branches_by_abbreviation(ledger: Ledger) -> None:
    done = take(
        ledger,
        {"姓名": "张三", "所在党支部": "一支部"},
        {"姓名": "李四", "所在党支部": "中共第二党支部"},
    )
    assert not questions(done)
    assert (ledger.members("第一党支部"), ledger.members("第二党支部")) == (["张三"], ["李四"])


# ---- posts of the organisation list and of the roster are the same ----------------------------


def organizations(**secretaries: str) -> list[Sequence[Any]]:
    names = ("城阳分局党委", "第一党支部", "第二党支部")
    rows = [(n, None, None if n == names[0] else names[0], secretaries.get(n)) for n in names]
    return table((*ORGANIZATIONS, "书记"), *rows)


def test_a_roster_binds_to_the_secretary_of_the_list(ledger: Ledger) -> None:
    ledger.take(organizations(第一党支部="张三"))
    take(ledger, {"姓名": "张三", "党内职务": "书记"}, {"姓名": "李四", "党内职务": "副书记"})
    assert the_member(ledger, "张三").person_id == ledger.records.appointments[0].person_id
    assert len(ledger.records.appointments) == 2


def test_a_list_binds_to_the_member_of_the_roster(ledger: Ledger) -> None:
    take(ledger, {"姓名": "张三"}, {"姓名": "张三", "所在党支部": "第二党支部"})
    done = ledger.take(organizations(第一党支部="张三", 第二党支部="张三"))
    assert not questions(done)
    branches = {a.person_id: a.organization_id for a in ledger.records.appointments}
    assert len(branches) == 2
    assert all(m.organization_id == branches[m.person_id] for m in ledger.records.members)


def test_list_and_roster_in_one_call_in_either_order(tmp_path: Path) -> None:
    for place, order in enumerate((1, -1)):
        folder = tmp_path / str(place)
        folder.mkdir()
        ledger = Ledger(folder)
        sheets = [organizations(第一党支部="张三"), roster({"姓名": "张三", "党内职务": "书记"})]
        ledger.take(*sheets[::order])
        assert ledger.holders("第一党支部") == ["张三"]
        assert the_member(ledger, "张三").person_id == ledger.records.appointments[0].person_id
        assert ledger.propose(*sheets).writes.is_empty


def test_several_possible_members_for_a_post_are_asked(ledger: Ledger) -> None:
    take(
        ledger,
        {"姓名": "张三", "出生年月": "1975.06"},
        {"姓名": "张三", "出生年月": "1980.02"},
    )
    asked = ledger.take(organizations(第一党支部="张三"))
    assert questions(asked) == [("row.person_ambiguous", (3,))]
    assert ledger.holders("第一党支部") == []
    options = asked.sheets[0].questions[0].options
    assert options[-1] == "另一个人"
    ledger.answer(asked, options[1])
    (appointment,) = ledger.records.appointments
    (member,) = [m for m in ledger.records.members if m.person_id == appointment.person_id]
    assert member.birth == PartialDate(1980, 2)
    assert ledger.propose(organizations(第一党支部="张三")).writes.is_empty


def test_several_possible_rows_for_a_known_holder_are_asked(ledger: Ledger) -> None:
    ledger.take(organizations(城阳分局党委="张三"))
    asked = take(ledger, {"姓名": "张三"}, {"姓名": "张三", "所在党支部": "第二党支部"})
    assert questions(asked) == [("row.holder_ambiguous", (2, 3))]
    assert not ledger.records.members
    ledger.answer(asked, "张三（城阳分局党委/第二党支部）")
    assert len(ledger.records.members) == 2
    holder = ledger.records.appointments[0].person_id
    bound = [m for m in ledger.records.members if m.person_id == holder]
    assert [m.organization_id for m in bound] == [ledger.organization("第二党支部").id]


def test_another_secretary_in_the_roster_is_asked(ledger: Ledger) -> None:
    ledger.take(organizations(第一党支部="张三"))
    asked = take(ledger, {"姓名": "李四", "党内职务": "支部书记"})
    assert questions(asked) == [("row.secretary_conflict", (2,))]
    assert ledger.holders("第一党支部") == ["张三"]
    ledger.answer(asked, asked.sheets[0].questions[0].options[1])
    assert ledger.holders("第一党支部") == ["李四"]


def test_posts_elsewhere_are_not_taken_for_the_branchs(ledger: Ledger) -> None:
    done = take(
        ledger, {"姓名": "张三", "党内职务": "党委书记"}, {"姓名": "李四", "党内职务": "普通党员"}
    )
    assert warnings(done) == [(2, "row.post_elsewhere")]
    assert not ledger.records.appointments


def test_a_leader_in_charge_is_bound_by_a_later_roster(ledger: Ledger) -> None:
    ledger.take(
        table(
            (*ORGANIZATIONS, "分管领导"),
            ("城阳分局党委", None, None, None),
            ("第一党支部", None, "城阳分局党委", "钱局长"),
        )
    )
    assert ledger.person("钱局长").outside
    take(ledger, {"姓名": "钱局长", "所在党支部": "第二党支部"})
    assert not ledger.person("钱局长").outside
    assert the_member(ledger, "钱局长").person_id == ledger.records.oversights[0].person_id


def test_a_small_branch_needs_no_branch_column(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, "机关党支部", "branch")
    ledger.take(table(("姓名", "性别"), ("张三", "男")))
    assert ledger.members("机关党支部") == ["张三"]


def test_dots_in_names_are_one_dot(ledger: Ledger) -> None:
    take(ledger, {"姓名": "阿不都•买买提"})
    assert ledger.propose(roster({"姓名": "阿不都‧买买提"})).writes.is_empty
    assert ledger.person("阿不都·买买提").name in ledger.members("第一党支部")
