"""The cross-checks of the statistics, each with what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from app.domain.checks import LISTED, Check, Evidence, checks
from app.domain.coverage import Coverage
from app.domain.coverage_names import name_lists
from app.domain.directory import Directory
from app.domain.ids import MemberId
from app.domain.responsibility import plan
from app.domain.scheme import Finder, ReviewerSearch
from app.domain.words import CheckLevel, MemberStatus
from tests.builders import organization_id, person_id, qingdao, review, round_, shipped, unit
from tests.domain.test_coverage import facts_of
from tests.strategies import Reviewed, reviewed

if TYPE_CHECKING:
    from app.domain.organization import Records
    from app.domain.review import Review

TABLE = qingdao().tables[0]
UNIT = """
局党组 [党组] 书记=王一
  机关党委 [党委] 书记=王一
    一支部 [党支部] 书记=张三 党员=张三、李二、刘四（预备）
    二支部 [党支部] 党员=杨六、周七、吴九
  直属党委 [党委] 书记=张三
"""


def _checks(
    directory: Directory,
    *reviews: Review,
    at: str = "",
    scheme_id: str = "qingdao-2010",
    planned: Directory | None = None,
) -> list[Check]:
    place = organization_id(at) if at else directory.tree.root.id
    scheme = shipped(scheme_id)
    tasks, table = plan(scheme, planned or directory, round_().id).tasks, scheme.tables[0]
    coverage = Coverage(directory.tree, facts_of(directory, reviews, table), table)
    names = name_lists(directory, reviews, table, place)
    evidence = Evidence(directory, table, scheme, round_(), reviews, tasks)
    return list(checks(place, coverage, names, evidence))


def _made(*given_: tuple, outline: str = UNIT, at: str = "") -> list[Check]:
    directory = unit(outline).on("2010-12-31")
    return _checks(directory, *(review(directory, *each) for each in given_), at=at)


def _of(found: list[Check], check_id: str) -> list[str]:
    return [c.message for c in found if c.id == check_id and not c.ok]


def test_every_check_is_made_and_says_how_serious_it_is() -> None:
    levels = {c.id: c.level for c in _made()}

    assert levels == {
        "T1-02": CheckLevel.ERROR,
        "T1-03": CheckLevel.ERROR,
        "T1-04": CheckLevel.VERIFY,
        "T1-05": CheckLevel.VERIFY,
        "T1-07": CheckLevel.ERROR,
        "T1-08": CheckLevel.ERROR,
        "T1-10": CheckLevel.VERIFY,
        "T1-11": CheckLevel.HINT,
        "T1-12": CheckLevel.VERIFY,
    }


@given(reviewed())
def test_computed_figures_never_contradict_each_other(given_: Reviewed) -> None:
    for place in given_.directory.tree:
        coverage = Coverage(
            given_.directory.tree, facts_of(given_.directory, given_.reviews, TABLE), TABLE
        )
        names = name_lists(given_.directory, given_.reviews, TABLE, place.id)
        evidence = Evidence(given_.directory, TABLE, qingdao(), round_(), given_.reviews, ())
        found = checks(place.id, coverage, names, evidence)
        assert [c for c in found if not c.ok and c.id in ("T1-02", "T1-03", "T1-07")] == []


def test_more_done_than_there_are_is_an_error() -> None:
    directory = unit(UNIT).on("2010-12-31")
    facts = facts_of(directory, (), TABLE)
    wrong = replace(facts, members_reviewed={organization_id("一支部"): 9})
    coverage = Coverage(directory.tree, wrong, TABLE)
    root = directory.tree.root.id
    names = name_lists(directory, (), TABLE, root)
    evidence = Evidence(directory, TABLE, qingdao(), round_(), (), ())

    found = list(checks(root, coverage, names, evidence))

    assert _of(found, "T1-03") == ["党员被点评 9 人，多于总数 6 人。请核对点评对象和名册。"]


def test_incomplete_coverage_names_who_is_missing_and_why() -> None:
    found = _made(("李二", "张三"), ("一支部", "王一", "2011-01-05"), at="一支部")

    assert _of(found, "T1-04") == [
        "基层党组织 1 个，1 个未被点评。点评时间晚于统计日：一支部。请填写说明。",
        "党员 3 人，2 人未被点评。点评时间晚于统计日：张三；未点评：刘四。请填写说明。",
    ]


def test_long_lists_are_cut() -> None:
    people = "、".join(f"某人{i}" for i in range(30))
    found = _made(outline=f"支部 [党支部] 书记=王一 党员={people}")

    message = _of(found, "T1-04")[-1]
    assert message.endswith("等 30 人。请填写说明。")
    assert message.count("某人") == LISTED
    assert message.count("未点评") == 1


def test_secretaries_and_organizations_differ_by_vacancies_and_double_posts() -> None:
    assert _of(_made(), "T1-05") == [
        "基层党组织 4 个，书记 2 人，两数不等：书记空缺 1 个（二支部）；"
        "一人任多职 1 人（张三（一支部、直属党委））。请填写说明。"
    ]


def test_a_unit_is_the_sum_of_its_parts_less_double_posts() -> None:
    found = [c for c in _made() if c.id == "T1-07"]

    assert all(c.ok for c in found)
    said = {c.message for c in found}
    assert "基层党组织书记 2 ＝ 下属单位合计 3 ＋ 本级 0 − 重复任职 1（张三）。" in said
    assert "党员 6 ＝ 下属单位合计 6 ＋ 本级 0。" in said


def test_a_rest_that_nothing_explains_is_an_error() -> None:
    directory = unit(UNIT).on("2010-12-31")
    coverage = Coverage(directory.tree, facts_of(directory, (), TABLE), TABLE)
    root = directory.tree.root.id
    names = dict(name_lists(directory, (), TABLE, root))
    names["secretaries_total"] = replace(names["secretaries_total"], counted=())
    evidence = Evidence(directory, TABLE, qingdao(), round_(), (), ())

    found = list(checks(root, coverage, names, evidence))

    assert _of(found, "T1-07") == [
        "基层党组织书记 2 ≠ 下属单位合计 3 ＋ 本级 0，差 1。请核对各单位数据。"
    ]


def test_nobody_is_counted_twice() -> None:
    outline = "党委 [党委]\n  一支部 [党支部] 党员=王一、李二\n  二支部 [党支部] 党员=王一"
    assert _of(_made(outline=outline), "T1-08") == [
        "有重复的党员或党组织：王一。请删去或合并重复的一条。"
    ]
    assert not _of(_made(outline=outline, at="二支部"), "T1-08")

    known = unit(outline.replace("二支部 [党支部] 党员=王一", "二支部 [党支部] 党员=张三"))
    members = tuple(replace(m, id_number="370200197001010011") for m in known.records.members)
    directory = replace(known.on("2010-12-31"), records=replace(known.records, members=members))
    assert _of(_checks(directory), "T1-08") == [
        "有重复的党员或党组织：王一、李二、张三。请删去或合并重复的一条。"
    ]


def test_an_organization_stands_once_under_its_parent() -> None:
    directory = unit("党委 [党委]\n  一支部 [党支部]\n  二支部 [党支部]").on("2010-12-31")
    records = directory.records
    alike = tuple(replace(o, name=o.name.replace("二", "一")) for o in records.organizations)

    found = _checks(replace(directory, records=replace(records, organizations=alike)))

    assert _of(found, "T1-08") == ["有重复的党员或党组织：一支部。请删去或合并重复的一条。"]


def test_reviews_outside_the_round_of_oneself_or_without_that_duty() -> None:
    found = _made(
        ("李二", "张三"),
        ("刘四", "张三", "2010-06-30"),
        ("杨六", "周七"),
        ("一支部", "张三"),
        ("张三", "张三"),
    )

    assert _of(found, "T1-10") == [
        "有 4 条点评记录与本轮任务不符：刘四（点评时间 2010-06-30 不在本轮次内）、"
        "杨六（周七没有点评任务）、一支部（点评人就是被点评的人）、张三（点评人就是被点评的人）。"
        "请核对或填写说明。"
    ]


def test_where_a_secretary_may_review_the_branch_he_leads_that_is_not_amiss() -> None:
    directory = unit("支部 [党支部] 书记=王一 党员=王一、李二").on("2010-12-31")
    own = review(directory, "支部", "王一")
    himself = review(directory, "王一", "王一")

    assert not _of(_checks(directory, own, scheme_id="lianyungang-2011"), "T1-10")
    assert _of(_checks(directory, himself, scheme_id="lianyungang-2011"), "T1-10")
    assert _of(_checks(directory, own), "T1-10")


LEAVING = """
党委 [党委] 书记=王一
  一支部 [党支部] 书记=张三 党员=张三、李二、刘四
  二支部 [党支部] 书记=杨六 党员=杨六、周七
"""


def _moved(name: str, day: date, to: str = "") -> Records:
    """Return the unit after a member left it, or went to another branch of it."""
    records = unit(LEAVING).records
    member = next(m for m in records.members if m.person_id == person_id(name))
    gone = replace(
        member, status=MemberStatus.MOVED_OUT, on_books=replace(member.on_books, until=day)
    )
    came = replace(member, id=MemberId("again"), organization_id=organization_id(to or "党委"))
    came = replace(came, on_books=replace(member.on_books, since=day))
    rest = tuple(m for m in records.members if m is not member)
    return replace(records, members=(*rest, gone, *((came,) if to else ())))


@pytest.mark.parametrize("to", ["", "二支部"])
def test_a_review_stays_right_when_the_reviewed_leaves_later(to: str) -> None:
    before = unit(LEAVING).on("2010-12-31")
    records = _moved("李二", date(2011, 1, 10), to)
    for day in (date(2011, 1, 9), date(2011, 1, 25)):
        now = Directory(records, day)
        right = review(before, "李二", "张三", "2010-12-20")
        late = review(before, "李二", "张三", "2011-01-11")
        wrong = review(before, "李二", "周七", "2010-12-20")
        tasks_now = Directory(records, date(2011, 1, 25))

        assert not _of(_checks(now, right, planned=tasks_now), "T1-10")
        assert _of(_checks(now, late, planned=tasks_now), "T1-10")
        assert _of(_checks(now, right, wrong, planned=tasks_now), "T1-10") == [
            "有 1 条点评记录与本轮任务不符：李二（周七没有点评任务）。请核对或填写说明。"
        ]


def test_a_review_stays_right_when_the_reviewer_leaves_his_post_later() -> None:
    before = unit(LEAVING).on("2010-12-31")
    records = before.records
    left = tuple(
        replace(a, held=replace(a.held, until=date(2011, 1, 10)))
        if a.person_id == person_id("张三")
        else a
        for a in records.appointments
    )
    now = Directory(replace(records, appointments=left), date(2011, 1, 25))

    assert not _of(_checks(now, review(before, "李二", "张三", "2011-01-09")), "T1-10")
    assert _of(_checks(now, review(before, "李二", "张三", "2011-01-10")), "T1-10")


def test_branches_with_fewer_than_three_full_members() -> None:
    assert _of(_made(), "T1-11") == ["正式党员不足 3 名的党支部 1 个：一支部（2 人）。"]


def test_members_reviewed_though_no_secretary_took_part() -> None:
    found = _made(("李二", "刘四"))
    assert _of(found, "T1-12") == [
        "党员被点评 1 人，却没有一名书记参加点评。请核对点评人或填写说明。"
    ]
    assert not _of(_made(("李二", "张三")), "T1-12")


def test_where_the_rules_use_no_secretaries_their_absence_is_no_matter() -> None:
    directory = unit(UNIT).on("2010-12-31")
    reviews = (review(directory, "李二", "刘四"),)
    body = (ReviewerSearch(Finder.BODY, body="督查组"),)
    scheme = replace(
        qingdao(), rules=tuple(replace(rule, reviewers=body) for rule in qingdao().rules)
    )
    coverage = Coverage(directory.tree, facts_of(directory, reviews, TABLE), TABLE)
    root = directory.tree.root.id
    names = name_lists(directory, reviews, TABLE, root)

    found = checks(root, coverage, names, Evidence(directory, TABLE, scheme, round_(), reviews, ()))

    assert "T1-12" not in {c.id for c in found}
