"""The report tells the figures of the statistics page, good examples, and what is still open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document

from app.domain.cycle.cases import CaseKind
from app.domain.cycle.commitments import CommitmentState
from app.domain.cycle.notices import readable
from app.domain.errors.fault import Refusal
from app.domain.progress import Cancelled
from app.domain.words import TargetKind
from tests.ui.sample import UNIT, sample_office

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.review import Review, Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def review(desk: Desk, round_: Round) -> Review:
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    return next(r for r in reviews if r.is_done and r.target.kind is TargetKind.MEMBER)


def report_of(desk: Desk, round_: Round) -> tuple[str, ...]:
    root, day = desk.workspace.root_id, desk.workspace.day_of(round_)
    return readable(desk.reports.report(round_, root, day))


def test_the_report_has_its_five_parts_and_the_figures_of_the_statistics_page(
    desk: Desk, round_: Round
) -> None:
    root, day = desk.workspace.root_id, desk.workspace.day_of(round_)
    figures = desk.statistics.figures(round_, root, day).values()
    said = report_of(desk, round_)

    headings = [text for text in said if text[1:2] == "、" and len(text) < 12]
    assert headings == [
        *("一、总体情况", "二、突出做法", "三、典型事例", "四、存在问题", "五、下一步打算")
    ]
    overall = said[said.index("一、总体情况") + 1]
    for measure, title in desk.statistics.titles().items():
        assert f"{title}{figures[measure]}" in overall
        assert said[said.index(title) + 1] == str(figures[measure])


def test_a_report_goes_to_the_organisation_above(desk: Desk, round_: Round) -> None:
    day, root = desk.workspace.day_of(round_), desk.workspace.root_id
    tree = desk.workspace.directory(day).tree
    below = next(each for each in tree.organizations if each.parent_id == root)
    assert desk.reports.report(round_, below.id, day).addressee == tree.root.name
    papers = {each.to for each in desk.workspace.scheme.deadlines if each.table or each.forms}
    assert desk.reports.report(round_, root, day).addressee in papers


def test_a_ledger_made_from_a_package_knows_whom_to_report_to(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    day = desk.workspace.day_of(round_)
    tree = desk.workspace.directory(day).tree
    unit = next(each for each in desk.issuing.units() if len(tuple(tree.ancestors(each.id))) > 1)
    desk.issuing.issue(tmp_path / "下发.dpbag", unit.id)
    with sample_office().receive_new(tmp_path / "下级.ledger", tmp_path / "下发.dpbag") as own:
        (its,) = own.rounds.all()
        found = own.reports.report(its, own.workspace.root_id, day)
    assert found.addressee == next(iter(tree.ancestors(unit.id))).name


def test_what_was_marked_while_reading_stands_in_the_report(
    desk: Desk, round_: Round, review: Review
) -> None:
    case = desk.reports.case_of(review.id)
    assert case.target == review.target
    marked = replace(case, kind=CaseKind.PRACTICE, title="“一线工作法”", text="每周下企业。")
    desk.reports.save_case(marked)
    assert desk.reports.case_of(review.id) == marked

    said = report_of(desk, round_)
    at = said.index("（一）“一线工作法”")
    assert said[at + 1] == "每周下企业。"
    desk.reports.save_case(replace(marked, reported=False))
    assert "（一）“一线工作法”" not in report_of(desk, round_)
    desk.reports.remove_cases([case.id])
    assert desk.reports.cases(round_) == ()


def test_cases_are_told_in_the_order_in_which_they_were_put(desk: Desk, round_: Round) -> None:
    root, ops = desk.workspace.root_id, desk.reports
    for title in ("甲", "乙", "丙", "丁"):
        ops.save_case(replace(ops.new_case(round_, root), title=title))

    def titles() -> str:
        return "".join(each.title for each in ops.cases(round_))

    ids = {each.title: each.id for each in ops.cases(round_)}
    ops.arrange_cases(round_, [ids[each] for each in "丁乙甲"])
    assert titles() == "丁乙丙甲"
    said = [text for text in report_of(desk, round_) if text.startswith("（") and text[2] == "）"]
    assert said == ["（一）丁", "（二）乙", "（三）丙", "（四）甲"]
    assert not ops.arrange_cases(round_, [ids[each] for each in "丁乙丙甲"])
    ops.save_case(replace(ops.new_case(round_, root), title="戊"))
    assert titles() == "丁乙丙甲戊"


def test_a_case_that_no_review_tells_of_is_of_the_unit(desk: Desk, round_: Round) -> None:
    root = desk.workspace.root_id
    case = replace(desk.reports.new_case(round_, root), title="联系点制度")
    desk.reports.save_case(case)
    assert desk.reports.whose(case).startswith(UNIT)
    assert desk.reports.cases(round_, root) == (case,)
    assert desk.reports.marked() == frozenset()


def test_marked_reviews_are_known(desk: Desk, round_: Round, review: Review) -> None:
    desk.reports.save_case(desk.reports.case_of(review.id))
    assert desk.reports.marked() == {review.id}


def test_a_scheme_without_a_table_has_a_report_all_the_same(desk: Desk, round_: Round) -> None:
    with_table = report_of(desk, round_)
    workspace = desk.workspace
    workspace.scheme_changed(replace(workspace.scheme, tables=()), dict(workspace.forms))
    without = report_of(desk, round_)
    assert [text for text in without if text.startswith("共开展点评")] == [
        text for text in with_table if text.startswith("共开展点评")
    ]
    assert "二、突出做法" in without


def test_the_reading_of_reviews_can_be_stopped(desk: Desk, round_: Round) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.reports.report(round_, desk.workspace.root_id, desk.workspace.today(), stop)


def test_a_case_needs_a_title(desk: Desk, review: Review) -> None:
    with pytest.raises(Refusal) as refused:
        desk.reports.save_case(replace(desk.reports.case_of(review.id), title=" "))
    assert refused.value.fault.code == "case.empty"
    with pytest.raises(Refusal) as refused:
        desk.reports.case_of(type(review.id)("nobody"))
    assert refused.value.fault.code == "review.unknown"


def test_the_report_counts_promises_and_rectification(
    desk: Desk, round_: Round, review: Review
) -> None:
    before = "\n".join(report_of(desk, round_))
    assert "指出问题" not in before
    desk.rectifications.gather(round_)
    first = desk.rectifications.of_review(review.id)[0]
    desk.rectifications.finish([first.id], "好")
    promise = replace(
        desk.commitments.new(round_, review.target), matter="办事", state=CommitmentState.KEPT
    )
    desk.commitments.save([promise])

    said = "\n".join(report_of(desk, round_))
    total = len(desk.rectifications.rows(round_))
    assert f"点评共指出问题{total}个，已整改1个，正在整改{total - 1}个" in said
    promises = len(desk.commitments.rows(round_))
    assert f"公开承诺{promises}项" in said


def test_what_many_reviews_name_is_told_once_and_the_most_frequent_first(
    desk: Desk, round_: Round
) -> None:
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    texts = ("会风松散；请假随意。", "1.请假随意\n2.会风松散", "请假随意；没有问题")
    for number, review in enumerate(reviews):
        values = {"review.problems": texts[number % len(texts)]}
        blocks = tuple(replace(b, values={**b.values, **values}) for b in review.blocks)
        desk.workspace.stores.reviews.save(replace(review, blocks=blocks))

    named = next(t for t in report_of(desk, round_) if t.startswith("点评中反映较多"))
    assert named == "点评中反映较多的问题有：请假随意；会风松散。"


def test_a_bulletin_tells_the_opinions_that_may_be_read_and_what_is_to_be_mended(
    desk: Desk, round_: Round, review: Review
) -> None:
    desk.rectifications.gather(round_)
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = tree.branch_of(review.organization_id).id
    said = readable(desk.reports.bulletin(round_, branch, desk.workspace.today()))

    name = desk.workspace.directory(desk.workspace.today()).name(review.target.person_id)
    assert any(text.endswith(name) for text in said)
    assert any(text.startswith("主要成绩：") for text in said)
    problem = desk.rectifications.of_review(review.id)[0].problem
    assert any(f"{name}：{problem}" in text for text in said)


def test_report_and_bulletin_are_written_as_word(desk: Desk, round_: Round, tmp_path: Path) -> None:
    root, day = desk.workspace.root_id, desk.workspace.day_of(round_)
    files = desk.reports.export(round_, root, day, tmp_path / "报告", with_bulletin=True)

    titles = [Document(str(file)).paragraphs[0].text for file in files]
    assert titles[0].endswith("领导点评工作情况的报告")
    assert titles[1].endswith("的通报")
