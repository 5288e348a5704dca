"""Promises, opinions and the files that are kept with forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.cycle.commitments import CommitmentState
from app.domain.cycle.opinions import SpeakerKind
from app.domain.errors.fault import Refusal
from app.domain.review import Target
from app.domain.words import CopyPurpose, TargetKind
from app.ops import annexes
from app.ops.forms_asked import FormsAsked, OfReviews
from app.paper.press import Press

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.review import Review, Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def review(desk: Desk, round_: Round) -> Review:
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    return next(r for r in reviews if r.target.kind is TargetKind.MEMBER)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.fault.code


def test_a_promise_is_made_kept_and_told_in_the_form(
    desk: Desk, round_: Round, review: Review
) -> None:
    ops = desk.commitments
    new = ops.new(round_, review.target)
    assert refused(lambda: ops.save([new])) == "commitment.empty"
    before = len(ops.rows(round_))
    ops.save([replace(new, matter="走访企业十户", until=date(2010, 12, 31))])

    row = next(row for row in ops.rows(round_) if row.record.id == new.id)
    assert len(ops.rows(round_)) == before + 1
    assert row.is_overdue
    assert new.organization_id == review.organization_id
    ops.mark([new.id], CommitmentState.KEPT, "走访12户")
    assert "走访企业十户。已兑现，走访12户。" in ops.text(round_, review.target)
    ops.mark([new.id], CommitmentState.KEPT)
    assert "走访12户" in ops.text(round_, review.target)
    ops.remove([new.id])
    assert len(ops.rows(round_)) == before


def test_an_organisation_promises_in_its_own_name(desk: Desk, round_: Round) -> None:
    root = desk.workspace.root_id
    new = desk.commitments.new(round_, Target(TargetKind.ORGANIZATION, root))
    desk.commitments.save([replace(new, matter="建一个党员活动室")])

    under = desk.commitments.rows(round_, root)
    assert new.id in {row.record.id for row in under}


def test_nobody_unknown_promises_anything(desk: Desk, round_: Round) -> None:
    nobody = Target(TargetKind.MEMBER, "nobody")
    assert refused(lambda: desk.commitments.new(round_, nobody)) == "target.unknown"


def test_opinions_are_heard_and_told_in_the_form(desk: Desk, round_: Round, review: Review) -> None:
    ops = desk.opinions
    new = ops.new(round_, review.target, review.organization_id)
    assert refused(lambda: ops.save([new])) == "opinion.empty"
    assert refused(lambda: ops.save([replace(new, text="好", count=0)])) == "opinion.count"
    ops.save([replace(new, text="多下基层", speaker="群众代表", count=2)])
    ops.save(
        [
            replace(
                ops.new(round_, review.target, review.organization_id),
                text="态度好",
                speaker="王小明",
                speaker_kind=SpeakerKind.COUNTED,
            )
        ]
    )

    text = ops.text(round_, review.target)
    assert "多下基层（群众代表2人）" in text
    assert "王小明" not in text
    assert len(ops.all(round_, review.organization_id)) == 2
    ops.remove([new.id])
    assert "多下基层" not in ops.text(round_, review.target)


def test_files_stay_with_the_form_as_they_were(desk: Desk, review: Review, tmp_path: Path) -> None:
    paper = tmp_path / "小结.docx"
    paper.write_bytes(b"content")
    desk.annexes.add(review.id, "前段小结", [paper])

    annex = desk.annexes.of_review(review.id)[0]
    kept = annex.attachments[0]
    assert (annex.title, kept.name, kept.bytes) == ("前段小结", "小结.docx", 7)
    paper.unlink()
    desk.annexes.write(kept, tmp_path / "另存.docx")
    assert (tmp_path / "另存.docx").read_bytes() == b"content"
    desk.annexes.remove(annex.id)
    assert desk.annexes.of_review(review.id) == ()


def test_what_cannot_be_kept_is_refused(
    desk: Desk, review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, paper = tmp_path / "小结.exe", tmp_path / "小结.pdf"
    script.write_bytes(b"MZ")
    paper.write_bytes(b"%PDF")
    add = desk.annexes.add
    assert refused(lambda: add(review.id, "", [script])) == "attachment.kind"
    assert refused(lambda: add(review.id, "", [tmp_path / "没有.pdf"])) == "file.missing"
    assert refused(lambda: add(type(review.id)("x"), "", [paper])) == "review.unknown"
    monkeypatch.setattr(annexes, "MOST_BYTES", 3)
    assert refused(lambda: add(review.id, "", [paper])) == "attachment.large"
    assert desk.annexes.of_review(review.id) == ()


def test_a_file_that_changed_in_the_ledger_is_not_opened(
    desk: Desk, review: Review, tmp_path: Path
) -> None:
    paper = tmp_path / "小结.pdf"
    paper.write_bytes(b"%PDF")
    desk.annexes.add(review.id, "前段小结", [paper])
    kept = desk.annexes.of_review(review.id)[0].attachments[0]

    desk.workspace.database.many("UPDATE part SET content = x'00'", [()])
    assert refused(lambda: desk.annexes.content(kept)) == "attachment.damaged"
    missing = replace(kept, sha256="0" * 64)
    assert refused(lambda: desk.annexes.content(missing)) == "attachment.missing"


def test_evidence_is_attached_to_a_record(
    desk: Desk, round_: Round, review: Review, tmp_path: Path
) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"jpg")
    new = replace(desk.commitments.new(round_, review.target), matter="办实事")

    with_photo = desk.annexes.attach(new, [photo])

    assert [each.name for each in with_photo.attachments] == ["照片.jpg"]
    assert desk.annexes.content(with_photo.attachments[0]) == b"jpg"


def test_an_export_names_the_files_that_go_with_a_form_but_not_with_what_is_put_up(
    desk: Desk, review: Review, tmp_path: Path
) -> None:
    paper = tmp_path / "小结.docx"
    paper.write_bytes(b"paper")
    desk.annexes.add(review.id, "前段小结", [paper])
    choice = OfReviews((review.id,))
    done = desk.exports.write(choice, FormsAsked(), tmp_path / "out", Press)
    assert done.annexed == ((done.files[0].name, ("小结.docx",)),)
    posted = FormsAsked(copies=(CopyPurpose.POSTING,))
    assert desk.exports.write(choice, posted, tmp_path / "posted", Press).annexed == ()


def test_one_file_of_several_is_taken_out_and_the_last_takes_the_annex_with_it(
    desk: Desk, review: Review, tmp_path: Path
) -> None:
    papers = [tmp_path / "小结.docx", tmp_path / "照片.jpg"]
    for number, path in enumerate(papers):
        path.write_bytes(bytes([number]))
    desk.annexes.add(review.id, "前段小结", papers)
    (annex,) = desk.annexes.of_review(review.id)
    desk.annexes.take_out(annex, annex.attachments[0])
    (left,) = desk.annexes.of_review(review.id)
    assert [each.name for each in left.attachments] == ["照片.jpg"]
    desk.annexes.take_out(left, left.attachments[0])
    assert desk.annexes.of_review(review.id) == ()


def test_a_comment_of_the_reviewer_stands_behind_its_promise(
    desk: Desk, round_: Round, review: Review
) -> None:
    new = desk.commitments.new(round_, review.target)
    desk.commitments.save([replace(new, matter="走访企业", comment="做得实。")])
    assert "走访企业。未开始。点评：做得实。" in desk.commitments.text(round_, review.target)


def test_promises_are_reviewed_one_by_one_only_where_the_scheme_says_so(
    desk: Desk, round_: Round, review: Review
) -> None:
    new = desk.commitments.new(round_, review.target)
    desk.commitments.save([replace(new, matter="走访企业")])
    assert desk.ready_texts.promises(review) == ()
    workspace = desk.workspace
    forms = tuple(replace(form, each_commitment=True) for form in workspace.scheme.forms)
    workspace.scheme_changed(replace(workspace.scheme, forms=forms), dict(workspace.forms))
    assert [each.matter for each in desk.ready_texts.promises(review)] == ["走访企业"]


def test_a_file_that_is_refused_keeps_the_promise_as_it_was(
    desk: Desk, round_: Round, review: Review, tmp_path: Path
) -> None:
    new = desk.commitments.new(round_, review.target)
    promise = replace(new, matter="走访企业")
    before = len(desk.commitments.of(round_, review.target))
    missing = [tmp_path / "没有.docx"]
    assert (
        refused(lambda: desk.commitments.save_with_files(promise, desk.annexes, missing))
        == "file.missing"
    )
    assert len(desk.commitments.of(round_, review.target)) == before
