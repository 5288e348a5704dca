# ruff: noqa: ANN401 - cells of any shape
from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from app.domain import ledger_columns as column
from app.domain.directory import Directory
from app.domain.ids import RoundId
from app.domain.review import Review, Round, form_values
from app.domain.words import REVIEW_STATES, ReviewState, TargetKind
from app.export.excel_ledger import ledger_bytes
from app.intake.review_rows import ReviewContext
from app.specs.library import LoadedScheme, load_scheme
from tests.builders import SCHEMES
from tests.intake.helpers import (
    ORGANIZATIONS,
    Ledger,
    codes,
    questions,
    read,
    rows_of,
    statuses,
    table,
    warnings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.domain.proposal import Proposal

ROUND = Round(RoundId("round"), "2010年下半年", date(2010, 7, 1), date(2011, 1, 25))
ORG_FORM = "上级领导点评下级党组织及书记创先争优工作情况登记表"
DONE = {
    "主要成绩": "好\n很好",
    "存在的问题和不足": "无",
    "下阶段工作建议": "继续努力",
    "点评时间": "2010-12-30",
    "地点": "会议室",
    "点评形式": "集中",
}


@cache
def qingdao() -> LoadedScheme:
    return load_scheme(SCHEMES / "qingdao-2010")


def context(reviews: Sequence[Review]) -> ReviewContext:
    loaded = qingdao()
    return ReviewContext(
        loaded.scheme,
        {spec.id: spec for spec, _ in loaded.forms},
        (ROUND,),
        reviews,
        lambda _review: "个别点评",
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path, context=context)
    posts = (*ORGANIZATIONS, "书记")
    ledger.take(
        table(
            posts,
            ("城阳分局党委", "党委", None, "王一"),
            ("第一党支部", "党支部", "城阳分局党委", "张三"),
            ("第二党支部", "党支部", "城阳分局党委", "李四"),
        ),
        table(
            ("姓名", "所在党支部", "性别", "出生年月", "入党时间", "职务或职业"),
            ("王一", "第一党支部", "男", "1960.05", "1985.07", "局长"),
            ("张三", "第一党支部", "女", "1975.06", "2001.07", "科长"),
            ("赵五", "第一党支部", "男", "1980.02", "2005.07", "科员"),
            ("赵五", "第二党支部", "男", "1981.02", "2005.07", "司机"),
            ("李四", "第二党支部", "男", "1970.02", "1995.07", "科长"),
        ),
    )
    return ledger


def sheet(*rows: Mapping[str, Any]) -> list[Sequence[Any]]:
    header = dict.fromkeys(["轮次", "登记表", "点评对象", *(name for row in rows for name in row)])
    return rows_of(list(header), [{"轮次": ROUND.name, "登记表": "org-review", **r} for r in rows])


def take(ledger: Ledger, *rows: Mapping[str, Any]) -> Proposal:
    return ledger.take(sheet(*rows))


def branch_review(**more: Any) -> dict[str, Any]:
    return {"点评对象": "第一党支部", "点评领导": "王一", **DONE, **more}


def member_review(**more: Any) -> dict[str, Any]:
    return {"登记表": "member-review", "点评对象": "赵五", "所在党组织": "第一党支部",
            "点评领导": "张三", **DONE, **more}  # fmt: skip


def test_a_full_row_is_a_record_with_its_snapshot(ledger: Ledger) -> None:
    done = take(ledger, branch_review())
    assert statuses(done) == ["new"]
    assert not warnings(done)
    (review,) = ledger.reviews
    assert review.state is ReviewState.REVIEWED
    assert (review.day, review.place, review.mode) == (date(2010, 12, 30), "会议室", "集中点评")
    assert review.reviewers == (ledger.person("王一").id,)
    assert review.secretary_id == ledger.person("张三").id
    assert review.organization_id == ledger.organization("第一党支部").id
    assert review.snapshot == {
        "organization.name": "第一党支部",
        "organization.secretary": "张三",
        "organization.member_count": "3",
        "round.name": ROUND.name,
        "reviewer.identity": "王一，城阳分局党委书记",
    }
    assert review.typed["review.achievements"] == "好\n很好"
    assert review.form_edition


def test_a_member_is_found_in_the_branch_and_the_rules_mode_is_taken(ledger: Ledger) -> None:
    take(ledger, member_review(点评形式=None))
    (review,) = ledger.reviews
    assert review.target.kind is TargetKind.MEMBER
    assert review.snapshot["member.birth"] == "1980年2月"
    assert review.snapshot["member.post"] == "科员"
    assert review.mode == "个别点评"
    assert review.state is ReviewState.REVIEWED
    asked = take(ledger, member_review(所在党组织=None, 点评领导="王一"))
    assert questions(asked) == [("row.person_ambiguous", (2,))]


def export(ledger: Ledger, path: Path) -> Path:
    """Write the 台账 as ops does."""
    forms = context(()).forms
    further = column.further_columns(forms.values())
    directory = Directory(ledger.records, ROUND.end)
    rows = []
    for review in ledger.reviews:
        values = form_values(review)
        is_member = review.target.kind is TargetKind.MEMBER
        above = directory.tree.parent(review.organization_id)
        branch = directory.tree.branch_of(review.organization_id)
        rows.append(
            {
                column.ROUND: ROUND.name,
                column.FORM: forms[review.form].title,
                column.TARGET: directory.name(review.target.person_id)
                if is_member
                else directory.tree[review.target.organization_id].name,
                column.ORGANIZATION: branch.name if is_member else above.name if above else "",
                column.REVIEWER: "、".join(directory.name(p) for p in review.reviewers),
                column.REVIEWER_STANDING: values.get("reviewer.identity", "").partition("，")[2],
                column.DAY: review.day.isoformat() if review.day else "",
                column.PLACE: review.place,
                column.MODE: review.mode,
                column.STATE: REVIEW_STATES[review.state],
                column.NUMBER: review.id,
                **{heading: values.get(key, "") for heading, key in column.TEXTS.items()},
                **{heading: values.get(key, "") for heading, key in further.items()},
            }
        )
    path.write_bytes(ledger_bytes(forms.values(), rows))
    return path


def test_importing_an_export_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    take(
        ledger,
        branch_review(状态="已归档"),
        member_review(主要成绩="=1+1"),
        branch_review(点评对象="第二党支部", 主要成绩=None),
        branch_review(点评对象="第二党支部", 点评领导="外来人", 点评领导单位及职务="市局副局长"),
        branch_review(点评对象="第二党支部", 点评领导="王一、钱督导", 点评领导单位及职务=None),
        branch_review(
            点评对象="城阳分局党委", 点评领导=None, 前段小结="已做", **dict.fromkeys(DONE)
        ),
        branch_review(点评时间="2010-12-31"),
    )
    assert len(ledger.reviews) == 7
    tables = read(export(ledger, tmp_path / "台账.xlsx"))
    again = ledger.propose_tables(tables)
    assert statuses(again) == ["unchanged"] * 7
    assert again.writes.is_empty
    assert not warnings(again)
    fresh = Ledger(tmp_path, context=context)
    fresh.records = ledger.records
    moved = fresh.apply(fresh.propose_tables(tables))
    assert statuses(moved) == ["new"] * 7
    seen = [replace(r, id=fresh.reviews[0].id) for r in fresh.reviews]
    meant = [replace(r, id=fresh.reviews[0].id) for r in ledger.reviews]
    assert [form_values(r) for r in seen] == [form_values(r) for r in meant]
    assert [r.state for r in seen] == [r.state for r in meant]


def test_a_person_from_outside_is_added_once(ledger: Ledger) -> None:
    rows = [
        branch_review(点评领导="钱督导", 点评领导单位及职务="市局督导组长", 点评对象=name)
        for name in ("第一党支部", "第二党支部")
    ]
    take(ledger, *rows)
    person = ledger.person("钱督导")
    assert person.outside
    assert person.post == "市局督导组长"
    assert {r.snapshot["reviewer.identity"] for r in ledger.reviews} == {"钱督导，市局督导组长"}


def test_a_row_again_updates_and_blanks_never_wipe(ledger: Ledger) -> None:
    take(ledger, branch_review(主要成绩=None, 点评时间=None))
    assert ledger.reviews[0].state is ReviewState.PLANNED
    done = take(
        ledger,
        {"点评对象": "第一党支部", "点评领导": "王一", "主要成绩": "好", "点评时间": "2010.12.30"},
    )
    assert statuses(done) == ["changed"]
    (review,) = ledger.reviews
    assert review.state is ReviewState.REVIEWED
    assert review.place == "会议室"
    assert review.typed["review.problems"] == "无", "无 is an answer here"


def test_a_cell_typed_over_the_snapshot_is_kept_as_typed(ledger: Ledger) -> None:
    take(ledger, branch_review(党组织成员人数=28, 点评领导单位及职务="分局一把手"))
    (review,) = ledger.reviews
    assert review.typed["organization.member_count"] == "28"
    assert form_values(review)["reviewer.identity"] == "王一，分局一把手"
    assert review.snapshot["organization.member_count"] == "3"


@pytest.mark.parametrize(
    ("written", "row", "state", "warned"),
    [
        ("已点评", {"地点": None}, ReviewState.PLANNED, True),
        ("已点评", {"地点": None, "前段小结": "有"}, ReviewState.SUMMARIZED, True),
        ("已小结", {}, ReviewState.SUMMARIZED, False),
        ("已归档", {}, ReviewState.ARCHIVED, False),
        (None, {}, ReviewState.REVIEWED, False),
    ],
)
def test_states(
    ledger: Ledger, written: str | None, row: dict[str, Any], state: ReviewState, warned: bool
) -> None:
    done = take(ledger, branch_review(状态=written, **row))
    assert ledger.reviews[0].state is state
    assert [code for _, code in warnings(done)] == ["row.incomplete"] * warned


def test_what_cannot_be_taken_is_refused_row_by_row(ledger: Ledger) -> None:
    done = take(
        ledger,
        branch_review(轮次="2009年"),
        branch_review(登记表="没有的表"),
        branch_review(点评对象="第九党支部"),
        member_review(点评对象="周九"),
        member_review(点评对象="李四"),
        branch_review(点评时间="2010.12"),
        branch_review(点评时间="2010.1"),
        branch_review(状态="搞定"),
        branch_review(点评对象=None),
        member_review(所在党组织="第九党支部"),
        branch_review(登记表=ORG_FORM),
        branch_review(),
    )
    assert codes(done) == [
        (2, "row.round_unknown"),
        (3, "row.form_unknown"),
        (4, "row.organization_unknown"),
        (5, "row.person_unknown"),
        (6, "row.person_unknown"),
        (7, "row.day"),
        (8, "row.date_ambiguous"),
        (9, "row.state_unknown"),
        (10, "row.missing"),
        (11, "row.organization_unknown"),
        (13, "row.duplicate"),
    ]
    assert len(ledger.reviews) == 1


def test_doubts_about_a_row(ledger: Ledger) -> None:
    done = take(
        ledger,
        branch_review(点评形式="心灵感应", 点评时间="2010-01-05"),
        member_review(承诺事项及完成情况="都完成了", 心情="好"),
    )
    assert warnings(done) == [
        (2, "row.outside_round"),
        (2, "row.mode_unknown"),
        (3, "row.no_cell"),
        (3, "column.unknown"),
    ]
    assert ledger.reviews[0].mode == "心灵感应"


def test_a_number_of_another_record_is_not_followed(ledger: Ledger) -> None:
    take(ledger, branch_review())
    number = ledger.reviews[0].id
    done = take(ledger, branch_review(点评对象="第二党支部", 编号=number))
    assert statuses(done) == ["new"]
    assert warnings(done) == [(2, "row.number_unfit")]


def test_reviewers_of_one_name(ledger: Ledger) -> None:
    asked = take(ledger, branch_review(点评领导="赵五"))
    assert questions(asked) == [("row.person_ambiguous", (2,))]
    ledger.answer(asked, asked.sheets[0].questions[0].options[0])
    assert len(ledger.reviews) == 1
    ledger.take(
        table(
            (*ORGANIZATIONS, "班子成员"), ("第二党支部", "党支部", "城阳分局党委", "赵五（委员）")
        )
    )
    sure = take(ledger, branch_review(点评对象="第二党支部", 点评领导="赵五"))
    assert not questions(sure), "one of them sits in that branch's committee"


@pytest.mark.parametrize(("option", "count"), [("修改点评人", 1), ("另一条记录", 2)])
def test_another_reviewer_of_a_target_that_has_its_record_is_asked(
    ledger: Ledger, option: str, count: int
) -> None:
    take(ledger, branch_review())
    rows = sheet(branch_review(点评领导="李四", 主要成绩="另写"))
    asked = ledger.take(rows)
    assert questions(asked) == [("row.other_reviewer", (2,))]
    assert len(ledger.reviews) == 1
    ledger.answer(asked, option)
    assert len(ledger.reviews) == count
    reviewers = {review.reviewers for review in ledger.reviews}
    assert (ledger.person("李四").id,) in reviewers
    assert ledger.propose(rows).writes.is_empty


def test_a_reviewer_with_a_task_of_his_own_is_no_question(ledger: Ledger) -> None:
    take(ledger, branch_review())
    record, second = ledger.reviews[0], ledger.person("李四").id
    place = (record.round_id, record.form, record.target)

    def planned(reviews: Sequence[Review]) -> ReviewContext:
        return replace(context(reviews), planned={place: {frozenset({second})}})

    ledger.context = planned
    done = take(ledger, branch_review(点评领导="李四"))
    assert statuses(done) == ["new"]
    assert len(ledger.reviews) == 2
