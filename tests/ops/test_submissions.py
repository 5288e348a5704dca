"""上报: frozen figures, locked records, a package that can be written again, what changed since."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from app.db.report_locks import REPORTED
from app.domain.check import LISTED
from app.domain.dates import from_day
from app.domain.handoff_records import PackageState
from app.domain.ids import MemberId, PersonId
from app.domain.organization import Member, Person
from app.domain.submission import Report, read_paper
from app.domain.words import CheckLevel
from app.intake.packages import peek, read_package
from app.ops.changes import Topic
from app.specs.library import Library
from tests.builders import SCHEMES
from tests.ops.refusals import refused
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import ReviewId
    from app.domain.review import Review
    from app.ops.desk import Desk
    from app.ops.submissions import Submitted

WORDS = {"T1-04": "两名党员长期病休", "T1-05": "一个支部书记空缺"}


def submit(desk: Desk, path: Path, day: date = TODAY, **named: object) -> Submitted:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    return desk.submissions.submit(path, round_, root, day, **named)  # type: ignore[arg-type]


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> Submitted:
    return submit(desk, tmp_path / "一.dpbag", explanations=WORDS)


def reviews(desk: Desk) -> dict[ReviewId, Review]:
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return {review.id: review for review in found}


def a_done_one(desk: Desk) -> Review:
    return next(r for r in reviews(desk).values() if r.is_done and r.locked)


def changed_late(desk: Desk, review: Review, place: str) -> Review:
    """Open a submitted record with a reason and write another place into it."""
    desk.locks.unlock([review.id], "地点写错")
    opened = desk.reviews.open_review(reviews(desk)[review.id])
    values = {**opened.values, "review.place": place}
    saved, _ = desk.reviews.save(opened.review, values, opened.review.day, "改地点")
    return saved


# ---- before ----------------------------------------------------------------------------------


def test_it_is_told_beforehand_what_would_go_up(desk: Desk) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    told = desk.submissions.prepare(round_, root, TODAY)
    figures = desk.statistics.figures(round_, root, TODAY).values()
    assert dict(told.figures) == {measure: figures[measure] for measure in told.titles}
    assert not told.blocking
    assert {check.id for check in told.unexplained} == {"T1-04", "T1-05"}
    assert told.last is None
    assert desk.workspace.stores.handoff.explanations(round_.id, root) == {}


def test_an_explanation_is_kept_and_holds_the_next_time(desk: Desk, sent: Submitted) -> None:
    assert sent.unexplained == ()
    told = desk.submissions.prepare(desk.workspace.round(), desk.workspace.root_id, TODAY)
    assert told.unexplained == ()
    assert dict(told.explanations) == WORDS
    assert told.last is not None
    assert told.last.sequence == 1


def joins(desk: Desk, *names: str) -> None:
    """Add members whom nobody reviewed, or name those anew who came before, in this order."""
    branch = next(iter(desk.workspace.records.members)).organization_id
    persons = [Person(PersonId(f"new{n}"), name) for n, name in enumerate(names)]
    members = [Member(MemberId(p.id), p.id, branch) for p in persons]
    with desk.workspace.transaction():
        desk.workspace.stores.structure.save((), persons, members)
    desk.workspace.structure_changed()


def test_an_explanation_does_not_hold_for_others(
    desk: Desk, sent: Submitted, tmp_path: Path
) -> None:
    joins(desk, "新来人")
    made = submit(desk, tmp_path / "二.dpbag")
    assert {check.id for check in made.unexplained} == {"T1-04"}
    assert "T1-04" not in made.submission.report.explanations
    said = {"T1-04": "新来的也病休"}
    assert submit(desk, tmp_path / "三.dpbag", explanations=said).unexplained == ()
    made = submit(desk, tmp_path / "四.dpbag")
    assert made.unexplained == ()
    assert made.submission.report.explanations["T1-04"] == "新来的也病休"


def test_an_explanation_that_does_not_hold_is_still_known(desk: Desk, sent: Submitted) -> None:
    joins(desk, "新来人")
    told = desk.submissions.prepare(desk.workspace.round(), desk.workspace.root_id, TODAY)
    assert sent.unexplained == ()
    assert "T1-04" not in told.explanations
    assert dict(told.earlier) == {"T1-04": WORDS["T1-04"]}


def test_an_explanation_does_not_hold_for_others_whom_the_sentence_cuts(
    desk: Desk, tmp_path: Path
) -> None:
    names = [f"新来人{n}" for n in range(LISTED + 5)]
    joins(desk, *names)
    made = submit(desk, tmp_path / "一.dpbag", explanations=WORDS)
    assert made.unexplained == ()
    assert {check.behind for check in made.submission.report.checks} == {""}
    joins(desk, *names[:-1], "又一人")
    again = submit(desk, tmp_path / "二.dpbag")
    assert [c.message for c in again.unexplained] == [
        c.message for c in made.checks if c.id == "T1-04" and not c.ok
    ]


def test_what_nobody_explained_goes_up_and_is_told(desk: Desk, tmp_path: Path) -> None:
    made = submit(desk, tmp_path / "一.dpbag", explanations={"T1-04": "病休"})
    assert {check.id for check in made.unexplained} == {"T1-05"}


def test_a_day_before_the_round_is_told_since_it_may_be_mistyped(
    desk: Desk, tmp_path: Path
) -> None:
    round_ = desk.workspace.round()
    early = submit(desk, tmp_path / "早.dpbag", round_.start - timedelta(days=1))
    assert [each.code for each in early.warnings] == ["handoff.before_round"]
    assert round_.name in early.warnings[0].message
    first = submit(desk, tmp_path / "首日.dpbag", round_.start)
    assert first.warnings == ()


def test_a_check_that_does_not_exist_cannot_be_explained(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "一.dpbag"
    named = {"explanations": {"T9-99": "不知道"}}
    assert refused(submit, desk, path, **named) == ["handoff.check_unknown"]
    assert not path.exists()


def test_errors_keep_it_from_going_up(desk: Desk, tmp_path: Path) -> None:
    """T1-08: the same organisation twice under one parent."""
    stores = desk.workspace.stores
    branch = next(o for o in desk.workspace.records.organizations if o.parent_id)
    twin = replace(branch, id=type(branch.id)(desk.workspace.new_id()))
    with desk.workspace.transaction():
        stores.structure.save(organizations=(twin,))
    desk.workspace.structure_changed()
    told = desk.submissions.prepare(desk.workspace.round(), desk.workspace.root_id, TODAY)
    assert told.blocking
    assert {c.level for c in told.errors} == {CheckLevel.ERROR}
    before = desk.workspace.database.revision
    assert "handoff.blocked" in refused(submit, desk, tmp_path / "一.dpbag")
    assert desk.workspace.database.revision == before
    assert list(tmp_path.glob("*.dpbag")) == []


# ---- figures reported otherwise --------------------------------------------------------------


def test_another_figure_needs_a_reason_and_both_are_kept(desk: Desk, tmp_path: Path) -> None:
    counted = desk.statistics.figures(desk.workspace.round(), desk.workspace.root_id, TODAY)
    other = {"members_total": counted.members_total + 2}
    path = tmp_path / "一.dpbag"
    assert refused(submit, desk, path, reported=other) == ["handoff.reason_missing"]
    said = {**WORDS, "T1-06": "两名新党员的介绍信在路上"}
    made = submit(desk, path, reported=other, explanations=said)
    report = made.submission.report
    assert report.figures["members_total"] == counted.members_total
    assert report.told["members_total"] == counted.members_total + 2
    assert report.values["members_total"] == counted.members_total + 2
    assert report.explanations["T1-06"] == said["T1-06"]
    check = next(c for c in made.checks if c.id == "T1-06")
    assert not check.ok
    assert str(counted.members_total + 2) in check.message
    in_package = read_paper(Report, read_package(path).parts["figures.json"])
    assert in_package == report


@pytest.mark.parametrize("wrong", [{"members_total": -1}, {"nobody_total": 3}])
def test_a_figure_that_cannot_be_is_refused(
    desk: Desk, tmp_path: Path, wrong: dict[str, int]
) -> None:
    assert refused(submit, desk, tmp_path / "一.dpbag", reported=wrong) == ["handoff.figure"]


def test_a_reported_figure_that_is_the_counted_one_needs_no_reason(
    desk: Desk, tmp_path: Path
) -> None:
    counted = desk.statistics.figures(desk.workspace.round(), desk.workspace.root_id, TODAY)
    made = submit(desk, tmp_path / "一.dpbag", reported={"members_total": counted.members_total})
    assert made.submission.report.reported == {}


def test_more_reported_as_reviewed_than_there_are_is_an_error(desk: Desk, tmp_path: Path) -> None:
    named = {"reported": {"members_reviewed": 9999}, "explanations": {"T1-06": "写错"}}
    assert "handoff.blocked" in refused(submit, desk, tmp_path / "一.dpbag", **named)


# ---- the package -----------------------------------------------------------------------------


def test_the_package_says_what_it_is(desk: Desk, sent: Submitted) -> None:
    manifest = peek(sent.file)
    assert manifest == sent.manifest
    assert manifest.sequence == 1
    assert manifest.scheme_title == desk.workspace.scheme.title
    assert manifest.sender.id == desk.workspace.root_id
    assert manifest.round is not None
    assert manifest.round.name == desk.workspace.round().name
    assert (manifest.as_of, manifest.scheme) == (TODAY, desk.workspace.scheme.id)
    assert manifest.counts["review"] == len(reviews(desk))
    assert manifest.counts["member"] == len(desk.workspace.records.members)
    assert manifest.digest.startswith(manifest.check_code)
    assert sent.changes.topics >= {Topic.HANDOFF, Topic.REVIEWS}


def test_a_part_of_the_tree_goes_up_alone(desk: Desk, tmp_path: Path) -> None:
    tree = desk.workspace.directory(TODAY).tree
    unit = next(o for o in tree.children(tree.root.id) if tree.children(o.id))
    made = desk.submissions.submit(tmp_path / "一.dpbag", desk.workspace.round(), unit.id, TODAY)
    assert made.manifest.sender.path == (tree.root.name, unit.name)
    assert made.manifest.counts["organization"] == len(tree.subtree(unit.id))
    locked = {r.organization_id for r in reviews(desk).values() if r.locked}
    assert locked
    assert all(tree.within(each, unit.id) for each in locked)


def test_numbers_grow_and_a_refused_one_takes_none(desk: Desk, tmp_path: Path) -> None:
    first = submit(desk, tmp_path / "一.dpbag")
    assert refused(submit, desk, tmp_path / "没有" / "二.dpbag") == ["file.folder_missing"]
    assert refused(submit, desk, first.file) == ["file.exists"]
    second = submit(desk, tmp_path / "二.dpbag")
    assert (first.manifest.sequence, second.manifest.sequence) == (1, 2)
    assert first.manifest.digest != second.manifest.digest


def test_the_open_ledger_is_no_place_for_a_package(desk: Desk) -> None:
    ledger = desk.workspace.database.path
    assert refused(submit, desk, ledger, overwrite=True) == ["file.in_use"]


def test_another_ledger_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "别人的.ledger"
    shutil.copy(desk.backups.automatic().path, other)
    before = other.read_bytes()
    assert refused(submit, desk, other, overwrite=True) == ["file.is_ledger"]
    assert refused(submit, desk, other) == ["file.exists"]
    assert other.read_bytes() == before


def test_an_encrypted_one_opens_with_its_passphrase_alone(desk: Desk, tmp_path: Path) -> None:
    made = submit(desk, tmp_path / "一.dpbag", passphrase="春风化雨")
    outside = peek(made.file)
    assert (outside.scheme, dict(outside.counts), outside.sequence) == ("", {}, 0)
    assert refused(read_package, made.file) == ["package.passphrase_needed"]
    assert read_package(made.file, "春风化雨").manifest == made.manifest


# ---- faults on the way -----------------------------------------------------------------------


def test_a_place_that_cannot_be_written_leaves_the_ledger_before(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The medium gives back something else than was written."""
    monkeypatch.setattr("app.export.package._read_back", lambda path: None)
    assert refused(submit, desk, tmp_path / "一.dpbag") == ["package.not_verified"]
    assert desk.submissions.all() == ()
    assert all(not review.locked for review in reviews(desk).values())
    assert [p for p in tmp_path.iterdir() if p.suffix == ".dpbag" or p.name[0] == "~"] == []


def test_a_stick_pulled_at_the_last_moment_is_told_and_the_file_can_be_written_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger is done, the file never got its name: everything is told, nothing is lost."""
    path = tmp_path / "一.dpbag"

    def pulled(*_: object, **__: object) -> None:
        raise OSError(5, os.strerror(5))

    with monkeypatch.context() as patch:
        patch.setattr("app.export.files.os.replace", _only_beside(pulled))
        assert refused(submit, desk, path) == ["handoff.unwritten"]
    assert not path.exists()
    assert list(tmp_path.glob("~*")) == []
    (made,) = desk.submissions.all()
    assert not made.is_written
    record = desk.workspace.stores.handoff.package(made.package)
    assert record is not None
    assert record.state is PackageState.UNWRITTEN
    told = desk.submissions.prepare(desk.workspace.round(), desk.workspace.root_id, TODAY)
    assert told.unwritten == made
    again = desk.submissions.write_again(made.package, path)
    assert again.digest == made.digest
    assert desk.submissions.all()[0].is_written
    assert read_package(path).manifest == again


def _only_beside(pulled: object) -> object:
    """Let files be written beside their place, and fail where the final name is given."""
    real = os.replace

    def rename(old: str, new: object) -> None:
        if str(new).endswith(".dpbag"):
            assert callable(pulled)
            pulled()
        real(old, str(new))

    return rename


def test_what_went_out_can_be_written_again_byte_for_byte_after_the_scheme_was_renewed(
    desk: Desk, sent: Submitted, tmp_path: Path
) -> None:
    desk.schemes.renew(Library(SCHEMES).load("heilongjiang-2010"))
    desk.submissions.write_again(sent.submission.package, tmp_path / "再.dpbag")
    assert (tmp_path / "再.dpbag").read_bytes() == sent.file.read_bytes()


def test_what_never_went_out_cannot_be_written_again(desk: Desk, tmp_path: Path) -> None:
    assert refused(desk.submissions.write_again, 7, tmp_path / "再.dpbag") == ["handoff.not_kept"]


# ---- locks -----------------------------------------------------------------------------------


def test_what_was_done_up_to_the_day_is_locked_and_the_rest_stays_open(
    desk: Desk, tmp_path: Path
) -> None:
    day = desk.workspace.round().end - timedelta(days=14)
    before = reviews(desk)
    wanted = {id_ for id_, r in before.items() if r.is_done and r.day and r.day <= day}
    assert 0 < len(wanted) < len(before)
    final = next(iter(wanted))
    desk.locks.finalize([final])
    made = submit(desk, tmp_path / "一.dpbag", day)
    after = reviews(desk)
    assert {id_ for id_, r in after.items() if r.locked} == wanted
    text = f"{REPORTED}（{from_day(day).for_form}，第1号）"
    assert {after[id_].locked for id_ in wanted} == {text}
    assert [replace(r, locked="") for r in after.values()] == list(before.values())
    lines = desk.workspace.stores.changes.of_record("review", final)
    assert (lines[-1].field, lines[-1].new, lines[-1].reason) == ("locked", text, "上报第1号")
    assert lines[-1].old.startswith("定稿")
    assert made.submission.sequence == 1


def test_the_package_holds_the_records_as_they_are_locked(sent: Submitted) -> None:
    with closing(sqlite3.connect(":memory:")) as image:
        image.deserialize(read_package(sent.file).parts["data.sqlite"])
        locks = {lock for (lock,) in image.execute("SELECT DISTINCT locked FROM review")}
    assert locks == {"", f"{REPORTED}（{from_day(TODAY).for_form}，第1号）"}


@pytest.mark.usefixtures("sent")
def test_a_late_change_needs_a_reason(desk: Desk) -> None:
    review = a_done_one(desk)
    opened = desk.reviews.open_review(review)
    values = {**opened.values, "review.place": "礼堂"}
    assert refused(desk.reviews.save, review, values, review.day, "改") == ["review.locked"]
    assert refused(desk.locks.unlock, [review.id], " ") == ["reason.missing"]
    assert changed_late(desk, review, "礼堂").place == "礼堂"
    reasons = [c.reason for c in desk.workspace.stores.changes.of_record("review", review.id)]
    assert "地点写错" in reasons


def test_a_record_tells_with_which_submission_it_went_up_as_it_is(
    desk: Desk, sent: Submitted, tmp_path: Path
) -> None:
    late = changed_late(desk, a_done_one(desk), "礼堂")
    submit(desk, tmp_path / "二.dpbag")
    numbers = {id_: r.locked[-4:] for id_, r in reviews(desk).items() if r.locked}
    assert numbers.pop(late.id) == "第2号）"
    assert set(numbers.values()) == {"第1号）"}
    assert sent.manifest.sequence == 1


def test_it_is_to_go_up_again_once_a_submitted_record_is_changed(
    desk: Desk, sent: Submitted, tmp_path: Path
) -> None:
    round_ = desk.workspace.round()
    assert desk.submissions.later(round_) == ()
    review = a_done_one(desk)
    desk.locks.unlock([review.id], "地点写错")
    assert desk.submissions.later(round_) == ()  # opened, and not changed
    opened = desk.reviews.open_review(reviews(desk)[review.id])
    values = {**opened.values, "review.place": "礼堂"}
    desk.reviews.save(opened.review, values, opened.review.day, "改地点")
    (found,) = desk.submissions.later(round_)
    assert (found.submission, found.records, found.packages) == (sent.submission, 1, 0)
    submit(desk, tmp_path / "二.dpbag")
    assert desk.submissions.later(round_) == ()


@pytest.mark.usefixtures("sent")
def test_it_is_to_go_up_again_once_a_submitted_record_is_taken_back(desk: Desk) -> None:
    """It is no longer done, and all the same another one than was submitted."""
    review = a_done_one(desk)
    desk.locks.unlock([review.id], "重新点评")
    desk.locks.go_back([review.id], "重新点评")
    assert [each.records for each in desk.submissions.later(desk.workspace.round())] == [1]


def test_what_is_done_after_a_submission_is_counted_for_each_unit(
    desk: Desk, tmp_path: Path
) -> None:
    day = desk.workspace.round().end - timedelta(days=14)
    submit(desk, tmp_path / "一.dpbag", day)
    late = sum(r.is_done and not r.locked for r in reviews(desk).values())
    assert late
    assert [each.records for each in desk.submissions.later(desk.workspace.round())] == [late]


def test_rosters_and_lists_need_no_reason_after_it(desk: Desk, sent: Submitted) -> None:
    person = next(p for p in desk.workspace.records.persons if not p.outside)
    desk.workspace.stores.structure.save(persons=(replace(person, post="调研员"),))
    assert sent.submission.report.figures


# ---- for ever --------------------------------------------------------------------------------


def test_the_table_prints_the_same_for_ever(desk: Desk, sent: Submitted, tmp_path: Path) -> None:
    number = sent.submission.id
    desk.submissions.reprint(number, tmp_path / "当时.xlsx")
    table, foot = desk.submissions.table(number), desk.submissions.foot(number)
    for review in [r for r in reviews(desk).values() if r.is_done][:20]:
        desk.locks.unlock([review.id], "核实")
        desk.locks.go_back([review.id], "核实")
    desk.schemes.renew(Library(SCHEMES).load("heilongjiang-2010"))
    desk.submissions.reprint(number, tmp_path / "后来.xlsx")
    assert (tmp_path / "后来.xlsx").read_bytes() == (tmp_path / "当时.xlsx").read_bytes()
    assert desk.submissions.table(number) == table
    assert desk.submissions.foot(number) == foot
    assert refused(desk.submissions.reprint, 99, tmp_path / "无.xlsx") == [
        "handoff.submission_unknown"
    ]


def test_the_check_code_stands_at_the_foot_and_no_official_cell_is_another(
    desk: Desk, sent: Submitted, tmp_path: Path
) -> None:
    plain, frozen = tmp_path / "统计表.xlsx", tmp_path / "上报.xlsx"
    round_, root = desk.workspace.round(), desk.workspace.root_id
    desk.statistics.export(round_, root, TODAY, plain)
    desk.submissions.reprint(sent.submission.id, frozen)
    books = [openpyxl.load_workbook(path) for path in (plain, frozen)]
    for ours, theirs in zip(*(book.worksheets for book in books), strict=True):
        assert [list(row) for row in ours.values] == [list(row) for row in theirs.values]
        assert sent.submission.check_code in (theirs.oddFooter.right.text or "")
        assert not ours.oddFooter.right.text
    with zipfile.ZipFile(io.BytesIO(frozen.read_bytes())) as archive:
        assert sent.submission.check_code in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("shape", [str, str.upper, lambda code: f" {code[:4]} {code[4:]} "])
def test_a_check_code_finds_its_submission(desk: Desk, sent: Submitted, shape: object) -> None:
    assert callable(shape)
    assert desk.submissions.verify(shape(sent.submission.check_code)) == sent.submission
    assert desk.submissions.verify(sent.manifest.digest) == sent.submission


@pytest.mark.usefixtures("sent")
def test_another_check_code_finds_nothing(desk: Desk) -> None:
    assert desk.submissions.verify("00000000") is None
    assert desk.submissions.verify("") is None


# ---- since then ------------------------------------------------------------------------------


def test_nothing_has_changed_right_after(desk: Desk, sent: Submitted) -> None:
    assert not desk.submissions.since(sent.submission.id)
    assert desk.submissions.compare(sent.submission.id) == ()


def test_what_changed_since_is_told_by_name(desk: Desk, sent: Submitted) -> None:
    done = a_done_one(desk)
    name = desk.locks.name(done)
    changed_late(desk, done, "礼堂")
    found = desk.submissions.since(sent.submission.id)
    assert found.figures == ()
    assert [(c.what, c.record_id, c.name) for c in found.changed] == [("review", done.id, name)]
    assert (found.added, found.removed) == ((), ())


def test_a_new_submission_tells_what_differs_from_the_old(
    desk: Desk, sent: Submitted, tmp_path: Path
) -> None:
    """Held against a naive comparison of the two ledgers' own lists."""
    round_, root = desk.workspace.round(), desk.workspace.root_id
    before = {m: names.counted for m, names in desk.statistics.names(round_, root, TODAY).items()}
    ours = reviews(desk)
    members = [r for r in ours.values() if r.is_done and r.target.kind == "member"]
    back, gone = members[3], members[5]
    for review in (back, gone):
        desk.locks.unlock([review.id], "核实")
    desk.locks.go_back([back.id], "核实")
    desk.bin.delete_reviews([gone.id], "误填")
    second = submit(desk, tmp_path / "二.dpbag")
    after = {m: names.counted for m, names in desk.statistics.names(round_, root, TODAY).items()}
    found = desk.submissions.difference(second.submission.id, sent.submission.id)
    told = {f.measure: (f.then, f.now, set(f.left), set(f.came)) for f in found.figures}
    naive = {
        measure: (
            len(before[measure]),
            len(after[measure]),
            {each.name for each in before[measure] if each not in after[measure]},
            {each.name for each in after[measure] if each not in before[measure]},
        )
        for measure in before
        if set(before[measure]) != set(after[measure])
    }
    assert told == naive
    assert told["members_reviewed"][0] > told["members_reviewed"][1]
    assert "T1-09" in {check.id for check in second.unexplained}, "fewer than the first time"
    assert [(c.what, c.record_id) for c in found.changed] == [("review", back.id)]
    assert [(c.what, c.record_id) for c in found.removed] == [("review", gone.id)]
    assert found.added == ()
    assert [s.sequence for s in desk.submissions.all()] == [2, 1]
    turned = desk.submissions.difference(sent.submission.id, second.submission.id)
    assert [c.record_id for c in turned.added] == [gone.id]


def test_a_submission_is_never_undone(desk: Desk, tmp_path: Path) -> None:
    undo = desk.undo
    final = next(r for r in reviews(desk).values() if r.is_done)
    desk.locks.finalize([final.id])
    submit(desk, tmp_path / "一.dpbag")
    assert undo.undo_title is None
    assert len(desk.submissions.all()) == 1
    assert reviews(desk)[final.id].locked.startswith(REPORTED)
