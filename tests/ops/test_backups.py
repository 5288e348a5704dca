"""Backups are made where the user wants them, and only where something changed."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from app.db.copies import backup_folder, verify
from tests.db.refusals import refused
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"), filled=False)


@pytest.fixture
def ledger(original: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "台账.ledger"
    shutil.copy(original, copy)
    return copy


def change(desk: Desk) -> None:
    with desk.workspace.transaction():
        desk.workspace.stores.settings.set("unit", desk.workspace.new_id())


def stand_in(ledger: Path) -> int:
    return len([*backup_folder(ledger).glob("*.ledger")])


def test_the_first_exit_makes_a_backup(ledger: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        made = desk.backups.on_exit()
        assert made is not None
        assert made == desk.backups.last()
        assert made.occasion == "退出"
    verify(made.path)


def test_an_exit_without_changes_makes_none(ledger: Path) -> None:
    counts = []
    for changes in (False, False, True, False):
        with closing(open_sample(ledger)) as desk:
            if changes:
                change(desk)
            desk.backups.on_exit()
        counts.append(stand_in(ledger))
    assert counts == [1, 1, 2, 2]


def test_changes_of_a_session_that_ended_without_a_backup_are_caught_up(ledger: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        desk.backups.on_exit()
    with closing(open_sample(ledger)) as desk:
        change(desk)  # by a command, or before a crash
    with closing(open_sample(ledger)) as desk:
        assert desk.backups.on_exit() is not None
    with closing(open_sample(ledger)) as desk:
        assert desk.backups.on_exit() is None


def test_a_backup_that_somebody_deleted_is_made_anew(ledger: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        made = desk.backups.on_exit()
    assert made is not None
    made.path.unlink()
    with closing(open_sample(ledger)) as desk:
        assert desk.backups.on_exit() is not None


def test_before_something_large_one_backup_is_enough(ledger: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        change(desk)
        assert desk.backups.before("导入前") is not None
        assert desk.backups.before("合并前") is None
        change(desk)
        assert desk.backups.before("合并前") is not None
        assert [kept.file.occasion for kept in desk.backups.all()] == ["合并前", "导入前"]


def test_backups_go_to_the_chosen_place(ledger: Path, tmp_path: Path) -> None:
    stick = tmp_path / "另一块硬盘"
    stick.mkdir()
    with closing(open_sample(ledger)) as desk:
        desk.backups.keep_in(stick)
        made = desk.backups.automatic()
        assert made.path.parent.parent == stick
        assert not desk.backups.went_beside
        assert stand_in(ledger) == 0
        change(desk)
        desk.backups.on_exit()
    with closing(open_sample(ledger)) as desk:
        desk.backups.keep_in(stick)
        assert desk.backups.on_exit() is None


def test_where_the_place_is_away_backups_go_beside(ledger: Path, tmp_path: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        desk.backups.keep_in(tmp_path / "拔掉的U盘")
        made = desk.backups.automatic()
        assert made.path.parent == backup_folder(ledger)
        assert desk.backups.went_beside
        assert desk.backups.last() == made


def test_backups_of_another_ledger_are_not_counted(
    ledger: Path, original: Path, tmp_path: Path
) -> None:
    place = tmp_path / "共用"
    place.mkdir()
    other = make_sample(tmp_path / "别的", filled=False).rename(tmp_path / "别的" / ledger.name)
    with closing(open_sample(other)) as desk:
        desk.backups.keep_in(place)
        desk.backups.automatic()
    with closing(open_sample(ledger)) as desk:
        desk.backups.keep_in(place)
        assert desk.backups.all() == ()
        assert desk.backups.automatic().path.parent == place / (ledger.name + ".备份")
        assert len(desk.backups.all()) == 1


def test_a_backup_is_checked_and_written_as_a_ledger(ledger: Path, tmp_path: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        desk.backups.automatic()
        (kept,) = desk.backups.all()
        assert kept.is_sound is None
        assert desk.backups.check(kept).is_sound
        desk.backups.save_as(kept, tmp_path / "副本.ledger")
        with refused("file.exists"):
            desk.backups.save_as(kept, tmp_path / "副本.ledger")
        kept.file.path.write_bytes(kept.file.path.read_bytes()[:-5000])
        assert desk.backups.check(kept).is_sound is False
    with closing(open_sample(tmp_path / "副本.ledger")) as desk:
        assert desk.workspace.stores.settings.get("backup.of") == ""


def test_many_backups_are_thinned_out(ledger: Path) -> None:
    with closing(open_sample(ledger)) as desk:
        for _ in range(8):
            desk.backups.automatic()
        assert [kept.file.sequence for kept in desk.backups.all()] == [8, 7, 6, 5, 4]


def test_closing_while_a_list_is_still_being_read_makes_its_backup(desk: Desk) -> None:
    workspace = desk.workspace
    workspace.stores.settings.set("某项", "值")
    reading = workspace.database.raw.execute("SELECT * FROM form, form AS other")
    reading.fetchone()  # and the rest is never asked for
    made = desk.backups.on_exit()
    assert made is not None
    assert made.path.is_file()
    reading.close()
