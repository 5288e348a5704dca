"""The archive: what belongs to a round in folders, with a list of it, all or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook

from app.domain.cycle.annexes import Annex
from app.domain.cycle.meetings import MeetingState
from app.domain.errors.fault import Refusal
from app.domain.official_document import Line
from app.domain.progress import Cancelled
from app.domain.words import OrganizationKind
from app.ops.archive import ArchiveBy
from app.ui.open_paper import open_paper
from tests.ops.votes import enter_all, make_bureau, make_planned
from tests.ui.rectification.mending import name_problems
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def full(desk: Desk, round_: Round, tmp_path: Path) -> Desk:
    """A ledger with forms, a meeting, problems with evidence, and an 附页."""
    name_problems(desk, 2)
    desk.rectifications.gather(round_)
    first = desk.rectifications.rows(round_)[0].record
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"photo")
    desk.annexes.keep_with(first.id, [photo])
    assert first.review_id is not None
    desk.annexes.add(first.review_id, "前段小结", [photo])
    meeting = desk.gatherings.new_meeting(round_, branch_of(desk, round_))
    desk.gatherings.save_meeting(meeting)
    assert meeting.state == MeetingState.PLANNED
    return desk


def branch_of(desk: Desk, round_: Round) -> OrganizationId:
    """The branch whose member's problems stand first; a small one makes short work."""
    place = desk.rectifications.rows(round_)[0].record.organization_id
    return desk.workspace.directory(desk.workspace.today()).tree.branch_of(place).id


def listed(files: tuple[Path, ...]) -> list[tuple[str, ...]]:
    sheet = load_workbook(files[0]).active
    assert sheet is not None
    return [tuple(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]


def test_everything_of_a_round_stands_in_folders_with_a_list(
    full: Desk, round_: Round, tmp_path: Path
) -> None:
    desk, root = full, branch_of(full, round_)
    folder, steps = tmp_path / "档案", list[tuple[int, int]]()

    files = desk.archive.write(
        round_, root, folder, ArchiveBy.KIND, open_paper, lambda *step: steps.append(step)
    )

    assert files[0] == folder / "目录.xlsx"
    rows = listed(files)[1:]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(files))]
    assert {row[-1] for row in rows} == {f.relative_to(folder).as_posix() for f in files[1:]}
    assert all((folder / row[-1]).is_file() for row in rows)
    assert {row[1] for row in rows} == {"登记表", "整改回复", "会议", "报告", "附件", "清单"}
    assert {path.name for path in folder.iterdir()} == {
        "01登记表",
        "02整改回复",
        "03会议",
        "06报告",
        "07附件",
        "08清单",
        "目录.xlsx",
    }
    photos = [row for row in rows if row[1] == "附件"]
    assert len(photos) == 2
    assert all((folder / row[-1]).read_bytes() == b"photo" for row in photos)
    assert any(row[2].startswith("前段小结") for row in photos)
    assert steps[-1] == (len(files) - 1, len(files) - 1)
    assert desk.workspace.stores.cycle.of_kind(Annex)


def test_each_branch_and_each_person_can_have_a_folder(
    full: Desk, round_: Round, tmp_path: Path
) -> None:
    root = branch_of(full, round_)
    branches = full.archive.write(round_, root, tmp_path / "支部", ArchiveBy.BRANCH, open_paper)
    people = full.archive.write(round_, root, tmp_path / "人", ArchiveBy.PERSON, open_paper)

    assert len(branches) == len(people)
    for row in listed(branches)[1:]:
        assert row[-1].startswith(f"{row[4]}/")
    of_members = [row for row in listed(people)[1:] if "/党组织/" not in row[-1]]
    assert of_members
    for row in of_members:
        assert row[-1].startswith(f"{row[4]}/{row[3]}/")


def test_the_papers_of_votes_stand_in_a_folder_of_their_own(tmp_path: Path) -> None:
    with open_sample(make_bureau(tmp_path / "局")) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        planned = make_planned(desk)
        counted = enter_all(desk, planned[0], (7, 2, 1, 0))
        by_ballot = planned[1]
        cells = len(by_ballot.cells())
        desk.ballots.add(by_ballot.id, by_ballot.groups[0].id, "", 1, "1" * cells)
        desk.ballots.add(by_ballot.id, by_ballot.groups[0].id, "", 2, "X")
        desk.ballots.count(by_ballot.id)
        files = desk.archive.write(round_, root, tmp_path / "档案", ArchiveBy.KIND, open_paper)
        folder = files[0].parent

    rows = [row for row in listed(files)[1:] if row[1] == "评议"]
    assert {row[-1].split("/")[0] for row in rows} == {"05评议"}
    words = [row[2] for row in rows]
    assert words.count("测评票样") == len(planned)
    assert words.count("评议汇总表") == 2
    tallies = [folder / row[-1] for row in rows if row[2] == "计票表"]
    by_totals, one_by_one = map(load_workbook, tallies)
    assert by_totals.sheetnames == ["评议汇总表", "测评票统计", "计票表"]
    assert one_by_one.sheetnames == ["评议汇总表", "测评票统计", "计票表", "测评票"]
    tally = [*by_totals["计票表"].values][2:]
    assert len(tally) == len(counted.counts)
    assert all(row[4:8] == (7, 2, 1, 0) for row in tally)
    marks = [*one_by_one["测评票"].values][2:]
    assert len(marks) == cells + 1
    assert (marks[-1][1], marks[-1][4]) == (2, "无效票")


def test_report_table_and_bulletins_stand_in_a_folder_of_their_own(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    tree = desk.workspace.directory(desk.workspace.day_of(round_)).tree
    unit = next(each for each in tree if each.kind is OrganizationKind.GENERAL_BRANCH)
    branches = [each.id for each in tree.children(unit.id)]
    day = desk.workspace.day_of(round_)

    files = desk.archive.write(round_, unit.id, tmp_path / "档案", ArchiveBy.KIND, open_paper)

    rows = [row for row in listed(files)[1:] if row[1] == "报告"]
    assert [row[2] for row in rows] == ["统计表", "工作报告", *["情况通报"] * len(branches)]
    assert [row[4] for row in rows[2:]] == [tree[branch].name for branch in branches]
    made = {row[2]: tmp_path / "档案" / row[-1] for row in rows}
    report = desk.reports.report(round_, unit.id, day)
    assert f"{report.addressee}：" in paragraphs(made["工作报告"])
    bulletin = desk.reports.bulletin(round_, branches[-1], day)
    said = [each.text for each in bulletin.content if isinstance(each, Line)]
    assert set(said) <= set(paragraphs(made["情况通报"]))
    first = load_workbook(made["统计表"]).worksheets[0]
    assert any("统计表" in str(cell) for row in first.values for cell in row)


def paragraphs(path: Path) -> list[str]:
    return [each.text for each in Document(str(path)).paragraphs]


def test_a_branch_has_an_archive_of_its_own(full: Desk, round_: Round, tmp_path: Path) -> None:
    unit = branch_of(full, round_)
    branch = full.workspace.directory(full.workspace.today()).tree[unit]

    files = full.archive.write(round_, unit, tmp_path / "支部", ArchiveBy.KIND, open_paper)

    assert {row[4] for row in listed(files)[1:]} == {branch.name}
    assert (branch.short_name or branch.name) in full.archive.name(round_, unit)


def test_stopped_it_leaves_nothing(full: Desk, round_: Round, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    root, folder = branch_of(full, round_), tmp_path / "档案"
    with pytest.raises(Cancelled):
        full.archive.write(round_, root, folder, ArchiveBy.BRANCH, open_paper, stop)
    assert not folder.exists()


def test_a_damaged_file_leaves_nothing_either(
    full: Desk, round_: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(full.workspace.stores.cycle), "file", lambda *_: None)
    with pytest.raises(Refusal) as refused:
        full.archive.write(
            round_, branch_of(full, round_), tmp_path / "档案", ArchiveBy.KIND, open_paper
        )
    assert refused.value.fault.code == "attachment.missing"
    assert not (tmp_path / "档案").exists()


def test_nothing_to_put_away_is_told(desk: Desk, tmp_path: Path) -> None:
    empty = desk.rounds.open("2012年", date(2012, 1, 1), date(2012, 12, 31)).round
    with pytest.raises(Refusal) as refused:
        desk.archive.write(
            empty, desk.workspace.root_id, tmp_path / "档案", ArchiveBy.KIND, open_paper
        )
    assert refused.value.fault.code == "archive.nothing"
