"""公示: working days, what is put up, what people said and what was done about it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.commands.paper import open_paper
from app.domain.cycle.postings import Feedback, Holidays, PostedMatter, PostingState
from app.domain.errors.fault import Refusal
from app.domain.words import TargetKind
from app.ops.overview import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.cycle.postings import Posting
    from app.domain.form import FormSpec
    from app.domain.ids import OrganizationId
    from app.domain.review import Review, Round
    from app.ops.desk import Desk

TODAY = date(2011, 1, 25)
DAY = date(2011, 1, 10)


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def posting(desk: Desk, round_: Round) -> Posting:
    """The list of a branch's reviews, put up and kept."""
    tree = desk.workspace.directory(TODAY).tree
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    branch = next(tree.branch_of(r.organization_id).id for r in reviews if r.is_done)
    made = desk.postings.new(round_, branch, PostedMatter.LIST)
    desk.postings.save(replace(made, day=DAY, until=date(2011, 1, 14)))
    return desk.postings.all(round_)[0]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.fault.code


def with_values(review: Review, values: dict[str, str]) -> Review:
    """Return a review in which something else stands."""
    blocks = tuple(
        replace(block, values={key: values[key] for key in block.values}) for block in review.blocks
    )
    return replace(review, blocks=blocks)


def test_a_posting_begins_on_the_next_working_day_and_lasts_as_the_scheme_says(
    desk: Desk,
) -> None:
    assert desk.postings.period(date(2011, 1, 7)) == (DAY, date(2011, 1, 14))

    desk.postings.set_holidays(Holidays(off=frozenset({date(2011, 1, 11)})))

    assert desk.postings.period(date(2011, 1, 7)) == (DAY, date(2011, 1, 17))
    assert desk.postings.period(date(2011, 1, 7), 2) == (DAY, date(2011, 1, 12))


def test_a_new_posting_is_filled_in(desk: Desk, posting: Posting) -> None:
    desk.postings.set_contact("机关党委")
    round_ = desk.workspace.round()
    new = desk.postings.new(round_, posting.organization_id, PostedMatter.DIGEST)

    assert new.basis == desk.workspace.scheme.document
    assert new.contact == "机关党委"
    assert new.day is not None
    assert new.day > TODAY
    assert new.reviews == posting.reviews
    assert desk.postings.contact() == "机关党委"


def test_what_cannot_be_is_refused(desk: Desk, posting: Posting) -> None:
    ops = desk.postings
    assert refused(lambda: ops.save(replace(posting, title=" "))) == "posting.title"
    backwards = replace(posting, until=DAY - timedelta(days=1))
    assert refused(lambda: ops.save(backwards)) == "posting.days"
    assert refused(lambda: ops.hear(posting.id, Feedback(DAY, " "))) == "posting.said"
    ops.remove([posting.id])
    assert refused(lambda: ops.settle(posting.id)) == "posting.unknown"


def test_a_posting_is_settled_once_it_has_ended_and_everything_said_was_handled(
    desk: Desk, posting: Posting
) -> None:
    ops = desk.postings
    ops.save(replace(posting, until=TODAY))
    assert refused(lambda: ops.settle(posting.id)) == "posting.still_up"
    ops.save(posting)
    ops.hear(posting.id, Feedback(date(2011, 1, 12), "时间有误", "某党员"))
    assert refused(lambda: ops.settle(posting.id)) == "posting.unhandled"
    ops.handle(posting.id, 0, "已更正", date(2011, 1, 13))
    ops.settle(posting.id)

    settled = ops.all(desk.workspace.round())[0]
    assert settled.standing(TODAY) is PostingState.HANDLED
    assert settled.feedback[0].handled_on == date(2011, 1, 13)


def test_what_will_be_readable_is_just_what_stands_in_the_files(
    desk: Desk, round_: Round, posting: Posting, tmp_path: Path
) -> None:
    told = desk.postings.readable(posting)
    files = desk.postings.write(posting, tmp_path / "公示", open_paper)

    assert len(files) == len(told.documents) == 2
    for file, paper in zip(files, told.documents, strict=True):
        with zipfile.ZipFile(file) as package:
            written = package.read("word/document.xml").decode()
        assert all(text in written for _, text in paper.lines)
    assert any("主要成绩" in label for label, _ in told.documents[1].hidden)
    assert told.exposed == ()


def test_forms_are_put_up_as_their_posting_copies(
    desk: Desk, round_: Round, posting: Posting, tmp_path: Path
) -> None:
    made = desk.postings.new(round_, posting.organization_id, PostedMatter.FORMS)
    forms = replace(made, hide_optional=True)

    files = desk.postings.write(forms, tmp_path / "公示", open_paper)
    told = desk.postings.readable(forms)

    assert len(files) == 1 + len(forms.reviews) == 1 + len(told.forms)
    members = [form for form in told.forms if "党员姓名" in dict(form.lines)]
    assert members
    assert all("出生年月" in dict(form.hidden) for form in members)
    assert all("出生年月" not in dict(form.lines) for form in members)
    shown = desk.postings.readable(made)
    assert any("出生年月" in dict(form.lines) for form in shown.forms)


def test_forms_without_a_copy_for_posting_are_not_put_up(
    desk: Desk, round_: Round, posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    ops, edition = desk.postings, desk.workspace.form_edition

    def without_copies(form: str, number: str) -> FormSpec:
        return replace(edition(form, number), copies=())

    monkeypatch.setattr(desk.workspace, "form_edition", without_copies)
    forms = ops.new(round_, posting.organization_id, PostedMatter.FORMS)

    assert refused(lambda: ops.save(forms)) == "posting.no_copies"
    assert forms.id not in {each.id for each in ops.all(round_)}
    ops.save(replace(forms, matter=PostedMatter.LIST))


def test_a_personal_detail_that_was_typed_into_a_form_is_told_with_its_place(
    desk: Desk, round_: Round, posting: Posting
) -> None:
    forms = desk.postings.new(round_, posting.organization_id, PostedMatter.FORMS)
    reviews = desk.workspace.stores.reviews
    found = reviews.among(forms.reviews)
    review = next(r for r in found if r.target.kind is TargetKind.MEMBER)
    member = next(
        m for m in desk.workspace.records.members if m.person_id == review.target.person_id
    )
    with desk.workspace.transaction():
        said = replace(
            member,
            id_number="11010519491231002X",
            phone="0532-8588 1234",
            extra=(("家庭住址", "示例路十二号三单元"),),
        )
        desk.workspace.stores.structure.save(members=[said])
        values = {
            **review.typed,
            "review.achievements": "身份证 110105 19491231 002x，电话０５３２８５８８１２３４。",
            "review.problems": "住在示例路 十二号三单元，另一个人的手机是13912345678。",
        }
        reviews.save(with_values(review, values))
    desk.workspace.structure_changed()

    told = desk.postings.readable(forms).exposed

    name = next(p.name for p in desk.workspace.records.persons if p.id == member.person_id)
    assert len(told) == 4
    assert all(name in sentence for sentence in told)
    assert "“主要成绩”中有" in told[0]
    assert {f"有{name}的身份证号。", f"有{name}的联系电话。"} == {
        s[s.index("有") :] for s in told[:2]
    }
    assert told[2].endswith(f"“存在的问题和不足”中有{name}的家庭住址。")
    assert told[3].endswith("“存在的问题和不足”中有疑似联系电话的数字。")


def test_a_record_knows_when_and_where_it_was_put_up(
    desk: Desk, round_: Round, posting: Posting
) -> None:
    desk.postings.save(replace(posting, place="门厅"))

    assert desk.postings.of_review(posting.reviews[0]) == (
        "2011年1月10日至2011年1月14日，点评情况一览表，公开栏（门厅），公示期满。",
    )
    opened = desk.reviews.open_kept(posting.reviews[0])
    assert opened.postings == desk.postings.of_review(posting.reviews[0])
    rest = next(
        r for r in desk.workspace.stores.reviews.of_round(round_.id) if r.id not in posting.reviews
    )
    assert desk.postings.of_review(rest.id) == ()


def test_what_ended_or_was_not_handled_is_pressing(
    desk: Desk, round_: Round, posting: Posting
) -> None:
    ops = desk.postings
    assert ops.pressing(round_) == (posting.organization_id,)
    ops.save(replace(posting, until=TODAY))
    assert ops.pressing(round_) == ()
    ops.hear(posting.id, Feedback(DAY, "时间有误"))
    assert ops.pressing(round_) == (posting.organization_id,)
    ops.forget(posting.id, 0)
    assert ops.pressing(round_) == ()


def test_what_is_pressing_is_a_step_of_the_overview_where_it_is(
    desk: Desk, round_: Round, posting: Posting
) -> None:
    def counted(unit: OrganizationId) -> list[int]:
        steps = desk.overview.next_steps(round_, unit, TODAY)
        return [step.count for step in steps if step.kind is StepKind.POSTINGS]

    tree = desk.workspace.directory(TODAY).tree
    elsewhere = next(o.id for o in tree if not tree.within(posting.organization_id, o.id))
    assert counted(desk.workspace.root_id) == counted(posting.organization_id) == [1]
    assert counted(elsewhere) == []
    desk.postings.settle(posting.id)
    assert counted(desk.workspace.root_id) == []


def test_holidays_and_contact_are_kept_and_undone_as_one_step(desk: Desk) -> None:
    undo, off = desk.undo, Holidays(off=frozenset({date(2011, 2, 3)}))
    assert desk.postings.keep_usage(off, " 办公室 ")
    assert not desk.postings.keep_usage(off, "办公室")
    assert (desk.postings.holidays(), desk.postings.contact()) == (off, "办公室")
    assert undo.undo_title == "节假日和联系方式"
    undo.undo()
    assert (desk.postings.holidays(), desk.postings.contact()) == (Holidays(), "")
    assert undo.undo_title is None
