"""Under every scheme a branch goes from its promises to the report, and the office has it all.

Nothing here knows a scheme: what is to be done and found is read from its data.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document

from app.domain.cycle.kinds import CLASSES
from app.domain.cycle.postings import POSTED_MATTERS, PostedMatter, PostingState
from app.domain.cycle.record import RECORD_KINDS, RecordKind
from app.domain.cycle.rectification import RectificationState
from app.domain.official_document import written_day
from app.domain.review import form_values
from app.domain.words import CopyPurpose, TargetKind
from app.export.file_names import safe_part
from tests.stories import cycle, cycle_votes
from tests.stories.cycle import BRANCH, OFFICE, Cycle
from tests.stories.second_count import WITH_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.domain.cycle.record import Record
    from app.ops.desk import Desk


@pytest.fixture(scope="module", params=WITH_FORMS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """A scheme's whole story, with the package received above."""
    made = cycle.begun(request.param, tmp_path_factory.mktemp(request.param))
    cycle.live_through(made)
    cycle.hand_up(made)
    return made


def words(path: Path) -> str:
    """Return everything that is readable in a Word file, its tables included."""
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def named(files: Iterable[Path], part: str) -> Path:
    (found,) = (path for path in files if part in path.name)
    return found


def records(desk: Desk) -> dict[str, list[Record]]:
    """Return every record of the cycle by its kind."""
    store = desk.workspace.stores.cycle
    return {
        kind.value: sorted(store.of_kind(each), key=lambda record: record.id)
        for kind, each in CLASSES.items()
    }


def test_promises_opinions_and_annexes_reach_the_forms(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        round_ = desk.workspace.round()
        tasks = cycle.tasks_of(desk)
        specs = [desk.workspace.form(task.form) for task in tasks]
        unit = told.branch
        own = [spec for spec in specs if spec.target is TargetKind.ORGANIZATION]
        annexes = desk.annexes.of_review(
            next(r.id for r in desk.workspace.stores.reviews.of_round(round_.id) if r.is_done)
        )
        kept = [row.record for row in desk.commitments.rows(round_)]
        assert {each.matter for each in kept} == {cycle.PROMISE, cycle.OWN_PROMISE}
    keys = {key for spec in own for key in spec.field_by_key}
    about_unit = "".join(words(p) for p in told.files["登记表"] if p.stem.count(unit) > 1)
    if keys & {"target.commitments", "target.summary"}:
        assert cycle.PROMISE in about_unit
        assert cycle.KEPT_SO_FAR in about_unit
    if "opinions" in keys:
        assert f"{cycle.HEARD}（群众代表3人）" in about_unit
    for key in keys & set(cycle.TEXTS):
        assert all(line in about_unit for line in cycle.TEXTS[key].split("\n")), key
    assert all(CopyPurpose.OWN in spec.copies for spec in specs)
    assert len(told.files["登记表"]) == len(tasks)
    assert all(each.attachments for each in annexes)


def test_the_meeting_fills_its_forms_and_its_papers_name_everybody(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        (held,) = desk.gatherings.meetings(desk.workspace.round())
        reviews = desk.workspace.stores.reviews.among(held.reviews)
        counts = {form.id: form.counts for form in desk.workspace.scheme.forms}
        scheme_modes = {mode.title for mode in desk.workspace.scheme.modes}
        draws = desk.gatherings.draws(desk.workspace.round())
        drawn_mode = desk.gatherings.drawn_mode
    assert len(reviews) == len(told.files["登记表"])
    assert all(review.is_done == counts[review.form] for review in reviews)
    assert {review.day for review in reviews} == {held.day}
    assert {review.mode for review in reviews} <= scheme_modes | {""}
    assert len(draws) == bool(drawn_mode)
    drawn = {target for draw in draws for target in draw.drawn}
    assert all(r.mode == drawn_mode for r in reviews if r.target in drawn)
    sheet = words(named(told.files["会议"], "签到表"))
    assert all(each.name in sheet for each in held.roll)
    minutes = words(named(told.files["会议"], "会记录"))
    assert f"应到{held.expected}人，实到{held.present}人" in minutes
    assert "群众代表吴小红建议延长窗口时间" in minutes
    assert "本季度补学三次" in words(named(told.files["会议"], "专门约谈"))


def test_what_the_scheme_makes_public_is_posted_without_private_numbers(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        posted = cycle.postings(desk)
        specs = [desk.workspace.form(each.id) for each in desk.workspace.scheme.forms]
        posted_specs = [spec for spec in specs if CopyPurpose.POSTING in spec.copies]
        assert all(each.standing(told.today) is PostingState.HANDLED for each in posted)
    matters = {each.matter for each in posted}
    assert (PostedMatter.FORMS in matters) == bool(posted_specs)
    posters = [words(path) for path in told.files["公示"] if "_公示_" in path.name]
    assert len(posters) == len(posted)
    for each, poster in zip(posted, posters, strict=True):
        assert each.day is not None
        assert each.until is not None
        assert f"{written_day(each.day)}至{written_day(each.until)}（5个工作日）" in poster
        assert POSTED_MATTERS[each.matter] in poster
        assert "支部委员会" in poster
        assert each.basis in poster
    everything = b"".join(map(unpacked, told.files["公示"])).decode()
    told_there = {"target.commitments", "target.summary"}
    has_cell = any(told_there & spec.field_by_key.keys() for spec in posted_specs)
    assert (cycle.PROMISE in everything) == (PostedMatter.COMMITMENTS in matters or has_cell)
    assert cycle.PHONE not in everything
    assert cycle.NUMBER not in everything


def unpacked(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return b"".join(map(package.read, package.namelist()))


def test_every_problem_is_struck_off_and_answered_in_a_letter(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        round_ = desk.workspace.round()
        rows = desk.rectifications.rows(round_)
        reviews = {r.id: r for r in desk.workspace.stores.reviews.of_round(round_.id)}
        for row in rows:
            review = reviews[row.record.review_id]  # type: ignore[index]
            if desk.replies.has_summary_cell(review.id):
                assert cycle.MENDED in form_values(review)["rectification.summary"]
    with_problems = {
        r.id for r in reviews.values() if r.is_done and form_values(r).get("review.problems")
    }
    assert {row.record.review_id for row in rows} == with_problems
    assert {row.record.standing for row in rows} == {RectificationState.CHECKED}
    letters = [words(path) for path in told.files["书面回复"]]
    assert len(letters) == len(with_problems)
    for letter in letters:
        assert all(problem in letter for problem in cycle.PROBLEMS)
        assert cycle.MENDED in letter
        assert letter.rstrip().endswith(written_day(told.mended_on))
    with_reviewer = {row.reviewer for row in rows}
    assert all(any(f"{name}同志：" in letter for letter in letters) for name in with_reviewer)


def test_votes_are_counted_on_whom_the_scheme_names(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        votes = desk.assessments.among(root, round_)
        rules = {each.id: each for each in desk.workspace.scheme.assessments}
        proposed = desk.assessments.proposed(root, round_)
    assert bool(votes)
    assert all(each.is_done for each in votes)
    assert len(proposed) == sum(1 for each in votes if each.rule)
    for number, made in enumerate(votes):
        if made.rule:
            voters = [group.name for group in made.groups]
            assert voters == [each.name for each in rules[made.rule].voters]
        summary = words(named(told.files["评议"], f"{number}汇总表.docx"))
        assert all(each.name in summary for each in made.objects)
        assert "88.89" in summary
        assert "11.11" in summary
        ballot = words(named(told.files["评议"], f"{number}测评票"))
        assert all(grade.label in ballot for grade in made.scale.grades)


def test_report_bulletin_ledger_and_archive_tell_of_the_whole_round(told: Cycle) -> None:
    report, bulletin = (words(named(told.files["报告"], n)) for n in ("工作报告", "情况通报"))
    with told.at(BRANCH) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        rows = desk.rectifications.rows(round_)
        posted = cycle.postings(desk)
        figures = desk.statistics.figures(round_, root, desk.workspace.day_of(round_))
    assert cycle.PRACTICE in report
    assert f"问题{len(rows)}个，已整改{len(rows)}个" in report
    assert "公开承诺2项，已兑现2项" in report
    assert f"公示{len(posted)}次，收到反馈1条，已处理1条" in report
    assert all(str(number) in report for number in figures.values().values())
    assert all(problem in bulletin for problem in cycle.PROBLEMS)
    head, *ledger = openpyxl.load_workbook(told.files["台账"][0]).worksheets[0].values
    columns = {title: [row[place] for row in ledger] for place, title in enumerate(head)}
    assert "1/1" in columns["承诺兑现"]
    assert len([done for done in columns["整改进度"] if done == "2/2"]) * 2 == len(rows)
    assert f"{told.mended_on}" in columns["销号日期"]
    assert f"{told.mended_on}" in columns["回复日期"]
    contents, *files = told.files["归档"]
    listed = {str(row[-1]) for row in openpyxl.load_workbook(contents).worksheets[0].values}
    folder = contents.parent
    assert {str(path.relative_to(folder)).replace("\\", "/") for path in files} <= listed
    kept = {path.read_bytes() for path in files if path.suffix in (".pdf", ".png")}
    assert kept == {cycle.ANNEX_BYTES, cycle.PHOTO_BYTES}


def test_the_archive_holds_the_votes_the_report_and_the_bulletin(told: Cycle) -> None:
    contents, *files = told.files["归档"]
    rows = [*openpyxl.load_workbook(contents).worksheets[0].values][1:]
    with told.at(BRANCH) as desk:
        votes = desk.assessments.among(desk.workspace.root_id, desk.workspace.round())
    of_votes = [path for path in files if path.parent.name == "05评议"]
    assert len(of_votes) == 3 * len(votes) == sum(row[1] == "评议" for row in rows)
    for made in votes:
        own = [path for path in of_votes if path.stem.endswith(safe_part(made.title))]
        ballot, summary = (words(named(own, part)) for part in ("测评票样", "评议汇总表"))
        assert all(each.name in ballot for each in made.objects)
        assert "88.89" in summary
        tally = openpyxl.load_workbook(named(own, "计票表"))["计票表"]
        counted = [row for row in tally.values if cycle_votes.VALID in row]
        assert len(counted) == len(made.counts)
    reports = [path for path in files if path.parent.name == "06报告"]
    assert words(named(reports, "工作报告")) == words(named(told.files["报告"], "工作报告"))
    assert words(named(reports, "情况通报")) == words(named(told.files["报告"], "情况通报"))
    assert any("统计表" in path.name for path in reports) == bool(told.scheme.tables)
    lists = [path for path in files if path.parent.name == "08清单"]
    kept = openpyxl.load_workbook(named(lists, "工作记录"))
    assert {"公开承诺", "意见建议", "会议", "公示", "整改", "群众评议"} <= {*kept.sheetnames}


def test_who_leaves_takes_every_record_paper_and_file_along(told: Cycle) -> None:
    contents, *files = told.files["全部"]
    book = openpyxl.load_workbook(named(files, "工作记录"))
    with told.at(BRANCH) as desk:
        kept = records(desk)
        votes = desk.assessments.among(desk.workspace.root_id, desk.workspace.round())
    kept["assessment"] = [each for vote in votes for each in vote.objects]  # type: ignore[misc]
    listed = {sheet.title: [*sheet.values][1:] for sheet in book.worksheets}
    assert {title: len(rows) for title, rows in listed.items()} == {
        RECORD_KINDS[RecordKind(kind)]: len(found) for kind, found in kept.items() if found
    }
    said = {
        title: " ".join(map(str, (c for r in rows for c in r))) for title, rows in listed.items()
    }
    assert cycle.KEPT_SO_FAR in said["公开承诺"]
    assert cycle.HEARD in said["意见建议"]
    assert "吴小红（群众代表，服务对象代表）" in said["会议"]
    assert cycle.OBJECTION in said["公示"]
    assert all(problem in said["整改"] for problem in cycle.PROBLEMS)
    assert cycle.MENDED in said["整改"]
    assert "占88.89%" in said["群众评议"]
    assert cycle.PRACTICE in said["典型"]
    folders = {path.parent.name for path in files}
    assert {"登记表", "整改回复", "会议", "公示", "评议", "报告", "附件", "清单"} <= folders
    assert all(f"/{name}/" in contents.read_text("utf-8-sig") for name in ("评议", "报告"))
    attached = {path.read_bytes() for path in files if path.parent.name == "附件"}
    assert attached == {cycle.ANNEX_BYTES, cycle.PHOTO_BYTES}


def test_the_office_receives_all_of_it_with_the_files(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        below, root = records(desk), desk.workspace.root_id
        store = desk.workspace.stores.cycle
        attached = {a for those in below.values() for each in those for a in each.attachments}
        files = {each.sha256: store.file(each) for each in attached}
    with told.at(OFFICE) as desk:
        above = records(desk)
        round_, day = desk.workspace.round(), desk.workspace.day_of(desk.workspace.round())
        assert {a.sha256: desk.annexes.content(a) for a in attached} == files
        states = {row.record.standing for row in desk.rectifications.rows(round_, root)}
        figures = desk.statistics.figures(round_, root, day).measures()
    with told.at(BRANCH) as desk:
        round_, own = desk.workspace.round(), desk.workspace.root_id
        assert figures == desk.statistics.figures(round_, own, day).measures()
    assert above == below
    assert states == {RectificationState.CHECKED}
    assert sorted(files.values()) == sorted([cycle.ANNEX_BYTES, cycle.PHOTO_BYTES])  # type: ignore[type-var]
    assert cycle.PRACTICE in words(told.files["上级报告"][0])


def test_content_and_guidance_of_the_scheme_stand_beside_each_form(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        scheme = desk.workspace.scheme
        directory = desk.workspace.directory(told.today)
        advised = set()
        for task in desk.workspace.stores.tasks.of_round(desk.workspace.round().id):
            opened = desk.reviews.open(task.id)
            declared = scheme.form(task.form)
            assert declared is not None
            assert declared.items in {"", *(each.id for each in opened.items)}
            member = directory.members.get(task.target.person_id)
            tags = member.tags if member else frozenset()
            advised |= {(each.id, bool(each.tags & tags)) for each in opened.guidance}
            assert {g.id for g in scheme.guidance if g.tags & tags} <= {
                each.id for each in opened.guidance
            }
    own = [row for row in told.unit.members if row["所在党支部"] == told.branch]
    here = {tag for row in own for tag in row.get("标签", "").split("、")}
    assert {g.id for g in scheme.guidance if g.tags & here} <= {id_ for id_, _ in advised}


def test_nothing_came_before_what_the_scheme_wants_first(told: Cycle) -> None:
    with told.at(BRANCH) as desk:
        problems = desk.upkeep.problems(desk.workspace.round())
    assert [each.message for each in problems if each.id in ("order", "cells", "praise")] == []
