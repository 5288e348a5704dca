"""The archive: what belongs to a round in folders, with a list of it, all or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from app.domain.cycle.annexes import Annex
from app.domain.cycle.meetings import MeetingState
from app.domain.errors.fault import Refusal
from app.domain.progress import Cancelled
from app.ops.archive import ArchiveBy
from app.ui.open_paper import open_paper
from tests.ui.rectification.mending import name_problems

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
    assert {row[1] for row in rows} == {"登记表", "整改回复", "会议", "附件", "清单"}
    assert {path.name for path in folder.iterdir()} == {
        "01登记表",
        "02整改回复",
        "03会议",
        "05附件",
        "06清单",
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
