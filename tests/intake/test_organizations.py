from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ids import OrganizationId
from app.domain.organization import Organization, Records
from app.domain.tree import grow
from app.domain.typed import NAME_LENGTH
from app.domain.words import OrganizationKind, OversightKind, PostKind
from app.intake.propose import propose
from app.intake.sheets import Sheet
from app.intake.tables import recognise
from tests.intake.helpers import (
    BOOKS,
    ORGANIZATIONS,
    Ledger,
    codes,
    ids,
    questions,
    rows_of,
    statuses,
    table,
    warnings,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ROOT = ("城阳分局党委", "党委", None)
GENERAL = ("第一党总支", "党总支", "城阳分局党委")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path)


def test_rows_in_any_order_make_the_tree_and_the_root_is_the_ledgers(ledger: Ledger) -> None:
    branch = ("第一党支部", "党支部", "第一党总支")
    done = ledger.take(table(ORGANIZATIONS, branch, ROOT, GENERAL))
    assert statuses(done) == ["new", "unchanged", "new"]
    assert ledger.paths() == {
        "城阳分局党委",
        "城阳分局党委/第一党总支",
        "城阳分局党委/第一党总支/第一党支部",
    }
    again = ledger.propose(table(ORGANIZATIONS, branch, ROOT, GENERAL))
    assert statuses(again) == ["unchanged"] * 3
    assert again.writes.is_empty


def test_the_roots_kind_in_the_list_wins(ledger: Ledger) -> None:
    done = ledger.take(table(ORGANIZATIONS, ("城阳分局党委", "地方党委", None)))
    assert statuses(done) == ["changed"]
    assert ledger.organization("城阳分局党委").kind is OrganizationKind.LOCAL_COMMITTEE


def test_what_is_wrong_with_parents_is_refused_row_by_row(ledger: Ledger) -> None:
    done = ledger.take(
        table(
            ORGANIZATIONS,
            ROOT,
            ("甲支部", "党支部", "不存在的党委"),
            ("乙党总支", "党总支", "丙党总支"),
            ("丙党总支", "党总支", "乙党总支"),
            ("丁党支部", "党支部", "丙党总支"),
            ("戊党支部", "党支部", "戊党支部"),
            ("另一个党委", "党委", None),
            ("己党支部", "党支部", "城阳分局党委"),
            ("己党支部", "党支部", "城阳分局党委"),
            (None, "党支部", "城阳分局党委"),
            ("庚", "俱乐部", "城阳分局党委"),
            ("辛党小组", "党小组", "甲支部"),
        )
    )
    assert codes(done) == [
        (3, "row.parent_missing"),
        (4, "row.parent_cycle"),
        (5, "row.parent_cycle"),
        (6, "row.parent_missing"),
        (7, "row.parent_self"),
        (8, "row.second_root"),
        (10, "row.duplicate"),
        (11, "row.missing"),
        (12, "row.kind"),
        (13, "row.parent_missing"),
    ]
    assert ledger.paths() == {"城阳分局党委", "城阳分局党委/己党支部"}
    (duplicate,) = [f for s in done.sheets for f in s.rejected if f.row == 10]
    assert duplicate.message == "第 10 行：与第 9 行重复。请删去其中一行。"


def test_signs_that_nobody_sees_make_no_other_organisation(ledger: Ledger) -> None:
    head = ("党组织名称", "党组织类别", "上级党组织", "党组织简称")
    hidden, short = "市局\u202a机关\x7f党委\u202c", "机\u2066关"
    ledger.take([head, (hidden, "党委", ROOT[0], short)])
    count = len(ledger.paths())
    ledger.take([head, ("市局机关党委", "党委", ROOT[0], "")])
    assert ledger.organization("市局机关党委").short_name == "机关"
    assert len(ledger.paths()) == count


def test_a_name_of_a_whole_paragraph_is_refused(ledger: Ledger) -> None:
    names = ["支" * (NAME_LENGTH - 3) + "党支部", "支" * (NAME_LENGTH - 2) + "党支部"]
    done = ledger.take(
        table(ORGANIZATIONS, ROOT, *((name, "党支部", "城阳分局党委") for name in names))
    )
    assert codes(done) == [(4, "row.long_name")]
    assert ledger.paths() == {"城阳分局党委", f"城阳分局党委/{names[0]}"}


def test_a_circle_through_the_root_leaves_the_ledger_as_it_is(ledger: Ledger) -> None:
    done = ledger.take(table(ORGANIZATIONS, ("城阳分局党委", "党委", "第一党总支"), GENERAL))
    assert codes(done) == [(2, "row.parent_cycle"), (3, "row.parent_cycle")]
    assert done.writes.is_empty


def test_a_circle_with_what_is_there_already(ledger: Ledger) -> None:
    ledger.take(table(ORGANIZATIONS, ROOT, GENERAL, ("二党总支", "党总支", "第一党总支")))
    done = ledger.propose(table(ORGANIZATIONS, ("第一党总支", "党总支", "二党总支")))
    assert codes(done) == [(2, "row.parent_cycle")]
    assert done.writes.is_empty


def test_the_roots_own_superior_is_outside_the_ledger(ledger: Ledger) -> None:
    done = ledger.take(table(ORGANIZATIONS, ("城阳分局党委", "党委", "市局党组"), GENERAL))
    assert warnings(done) == [(2, "row.root_parent")]
    assert ledger.organization("第一党总支").parent_id == "root"


def test_under_is_the_parent_where_none_is_written(ledger: Ledger) -> None:
    ledger.take(table(ORGANIZATIONS, ROOT, GENERAL))
    done = ledger.take(table(ORGANIZATIONS, ("三支部", "党支部", None)), under="第一党总支")
    assert "城阳分局党委/第一党总支/三支部" in ledger.paths()
    assert statuses(done) == ["new"]
    again = ledger.propose(table(ORGANIZATIONS, ("三支部", None, None)), under="第一党总支")
    assert again.writes.is_empty


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("党支部委员会", "甲", OrganizationKind.BRANCH),
        ("631", "甲", OrganizationKind.BRANCH),
        ("632联合党支部", "甲", OrganizationKind.JOINT_BRANCH),
        ("机关党委", "甲", OrganizationKind.COMMITTEE),
        ("科室", "甲", OrganizationKind.UNIT),
        (None, "第三联合党支部", OrganizationKind.JOINT_BRANCH),
        (None, "第三党小组", OrganizationKind.GROUP),
        ("党 组", "甲", OrganizationKind.LEADING_GROUP),
    ],
)
def test_kinds_are_spelled_in_many_ways(
    ledger: Ledger, written: str | None, name: str, kind: OrganizationKind
) -> None:
    ledger.take(table(ORGANIZATIONS, (name, written, "城阳分局党委")))
    assert ledger.organization(name).kind is kind


def test_parents_by_short_name_path_and_abbreviation(ledger: Ledger) -> None:
    header = (*ORGANIZATIONS, "党组织简称")
    ledger.take(
        table(
            header,
            (*ROOT, "城阳"),
            ("第一党总支", "党总支", "城阳", "一总"),
            ("第二党总支", "党总支", "城阳分局党委", None),
            ("第一党支部", "党支部", "一总", None),
            ("第一党支部", "党支部", "第二总支", None),
            ("第十一党支部", "党支部", "第二党总支", None),
            ("第一党小组", "党小组", "第二党总支/第一党支部", None),
            ("第二党小组", "党小组", "第十一支部", None),
        )
    )
    assert ledger.paths() >= {
        "城阳分局党委/第一党总支/第一党支部",
        "城阳分局党委/第二党总支/第一党支部/第一党小组",
        "城阳分局党委/第二党总支/第十一党支部/第二党小组",
    }


def test_an_ambiguous_parent_is_asked_and_what_hangs_below_waits(ledger: Ledger) -> None:
    rows = table(
        ORGANIZATIONS,
        GENERAL,
        ("第二党总支", "党总支", "城阳分局党委"),
        ("第一党支部", "党支部", "第一党总支"),
        ("第一党支部", "党支部", "第二党总支"),
        ("甲党小组", "党小组", "第一党支部"),
    )
    asked = ledger.take(rows)
    assert questions(asked) == [("row.organization_ambiguous", (6,))]
    assert statuses(asked)[-1] == "question"
    ledger.answer(asked, "城阳分局党委/第二党总支/第一党支部")
    assert "城阳分局党委/第二党总支/第一党支部/甲党小组" in ledger.paths()
    assert ledger.propose(rows).writes.is_empty


def test_a_moved_organization_and_a_namesake_elsewhere(ledger: Ledger) -> None:
    second = ("第二党总支", "党总支", "城阳分局党委")
    ledger.take(table(ORGANIZATIONS, ROOT, GENERAL, second, ("甲党支部", "党支部", "第一党总支")))
    moved = ledger.take(
        table(ORGANIZATIONS, ROOT, GENERAL, second, ("甲党支部", "党支部", "第二党总支"))
    )
    assert statuses(moved)[-1] == "changed"
    assert "城阳分局党委/第二党总支/甲党支部" in ledger.paths()
    namesake = ledger.take(table(ORGANIZATIONS, GENERAL, ("甲党支部", "党支部", "第一党总支")))
    assert statuses(namesake)[-1] == "new"
    assert warnings(namesake) == [(3, "row.same_name")]


def test_dates_tags_and_blanks_never_wipe(ledger: Ledger) -> None:
    header = (*ORGANIZATIONS, "标签", "成立日期", "撤销日期")
    ledger.take(table(header, (*GENERAL, "机关、工作基础较薄弱", "2009.6", None)))
    kept = ledger.propose(table(header, (*GENERAL, None, None, None)))
    assert kept.writes.is_empty
    changed = ledger.take(table(header, (*GENERAL, None, None, date(2010, 11, 1))))
    assert statuses(changed) == ["changed"]
    found = ledger.organization("第一党总支")
    assert found.tags == {"机关", "工作基础较薄弱"}
    assert (found.active.since, found.active.until) == (date(2009, 6, 1), date(2010, 11, 1))
    bad = ledger.propose(table(header, (*GENERAL, None, "1975.1", None)))
    assert codes(bad) == [(2, "row.date_ambiguous")]


POSTS = (*ORGANIZATIONS, "书记", "班子成员", "分管领导", "联系领导", "任职起", "任职止")


def with_posts(*rows: Mapping[str, Any]) -> list[Sequence[Any]]:
    return rows_of(POSTS, [dict(zip(ORGANIZATIONS, ROOT, strict=True)), *rows])


def branch(name: str, **more: str) -> dict[str, str]:
    return {"党组织名称": name, "党组织类别": "党支部", "上级党组织": "城阳分局党委", **more}


def test_holders_are_persons_and_never_members(ledger: Ledger) -> None:
    rows = with_posts(
        branch(
            "一支部",
            书记="张　三",
            班子成员="张三（书记）、李四(副书记、纪委书记)；王五",
            分管领导="赵六（副局长）",
        ),
        branch("二支部", 书记="李四", 联系领导="张三"),
        {**branch("二支部一组", 书记="孙七"), "党组织类别": "党小组", "上级党组织": "二支部"},
    )
    ledger.take(rows)
    assert not ledger.records.members
    assert ledger.holders("一支部") == ["张三"]
    assert ledger.holders("一支部", PostKind.DEPUTY_SECRETARY) == ["李四"]
    assert ledger.holders("一支部", PostKind.COMMITTEE_MEMBER) == ["王五"]
    assert ledger.holders("二支部一组", PostKind.GROUP_LEADER) == ["孙七"]
    assert len(ledger.records.persons) == 5, "one name in several rows is one person"
    outside = ledger.person("赵六")
    assert outside.outside
    assert outside.post == "副局长"
    found = {(o.person_id, o.kind) for o in ledger.records.oversights}
    assert found == {
        (outside.id, OversightKind.IN_CHARGE),
        (ledger.person("张三").id, OversightKind.CONTACT_POINT),
    }
    assert ledger.propose(rows).writes.is_empty


def test_a_new_secretary_replaces_the_old_one(ledger: Ledger) -> None:
    ledger.take(with_posts(branch("一支部", 书记="张三")))
    done = ledger.take(with_posts(branch("一支部", 书记="李四")))
    assert statuses(done) == ["unchanged", "changed"]
    assert done.sheets[0].rows[1].changes[0].old == "张三"
    assert ledger.holders("一支部") == ["李四"]
    assert len(ledger.records.appointments) == 1
    ledger.take(with_posts(branch("一支部", 书记="王五", 任职起="2010-11-15")))
    place = ledger.organization("一支部").id
    for day, name in ((date(2010, 11, 14), "李四"), (date(2010, 11, 15), "王五")):
        directory = ledger.directory(day)
        secretary = directory.secretary(place)
        assert secretary is not None
        assert directory.name(secretary) == name


def test_a_term_that_is_over_does_not_end_the_present_one(ledger: Ledger) -> None:
    ledger.take(with_posts(branch("一支部", 书记="张三")))
    past = with_posts(branch("一支部", 书记="李四", 任职起="2008.5", 任职止="2009.3"))
    ledger.take(past)
    assert ledger.holders("一支部") == ["张三"]
    assert ledger.propose(past).writes.is_empty


def test_several_secretaries_are_warned_about(ledger: Ledger) -> None:
    done = ledger.take(with_posts(branch("一支部", 书记="张三、李四")))
    assert warnings(done) == [(3, "row.second_secretary")]
    assert ledger.holders("一支部") == ["张三"]


def test_oversight_follows_the_list(ledger: Ledger) -> None:
    ledger.take(with_posts(branch("一支部", 分管领导="赵六")))
    ledger.take(with_posts(branch("一支部", 分管领导="钱七")))
    (only,) = ledger.records.oversights
    assert only.person_id == ledger.person("钱七").id


@st.composite
def organization_lists(draw: st.DrawFn) -> list[tuple[str, str, str | None]]:
    size = draw(st.integers(1, 25))
    rows: list[tuple[str, str, str | None]] = [("城阳分局党委", "党委", None)]
    for number in range(1, size):
        parent = draw(st.sampled_from([name for name, _, _ in rows]))
        kind = draw(st.sampled_from(["党委", "党总支", "党支部", "科室"]))
        rows.append((f"单位{number:03}{kind}", kind, parent))
    return rows


@settings(max_examples=60)
@given(organization_lists(), st.randoms())
def test_shuffled_lists_give_the_same_tree(
    rows: list[tuple[str, str, str | None]], r: random.Random
) -> None:
    def tree_of(those: list[tuple[str, str, str | None]]) -> set[str]:
        sheet = Sheet("", [ORGANIZATIONS, *those])
        top = Organization(OrganizationId("root"), "城阳分局党委", OrganizationKind.COMMITTEE)
        tables = recognise("f", [sheet], BOOKS)
        proposal = propose(tables, Records((top,)), ids(), {})
        assert not codes(proposal)
        assert not questions(proposal)
        tree = grow((top, *(o for o in proposal.writes.organizations if o.id != "root")))
        return {tree.path(o.id) + o.kind for o in tree}

    shuffled = list(rows)
    r.shuffle(shuffled)
    parents = {name: parent for name, _, parent in rows}
    expected = set()
    for name, kind, _ in rows:
        path, above = name, parents[name]
        while above:
            path, above = f"{above}/{path}", parents[above]
        words = {
            "党委": "committee",
            "党总支": "general_branch",
            "党支部": "branch",
            "科室": "unit",
        }
        expected.add(path + words[kind])
    assert tree_of(rows) == tree_of(shuffled) == expected
