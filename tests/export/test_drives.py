"""Removable drives, the room on them, and writing onto a disk that fills up."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.export import drives, files
from app.export.files import write_all, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = 256 << 10


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a few hundred KB."""
    place = tmp_path / "盘"
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    options = f"size={ROOM}"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if done.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What Linux tells about disks, made up: sda is fixed, sdb a stick, sdc a card in a reader."""
    folder = tmp_path / "system"
    for name, removable in (("sda", "0"), ("sdb", "0"), ("sdc", "1")):
        bus = "usb1/1-1" if name == "sdb" else "ata1"
        disk = folder / "devices" / bus / "block" / name
        (disk / f"{name}1").mkdir(parents=True)
        (disk / "removable").write_text(removable)
        (folder / "block").mkdir(exist_ok=True)
        (folder / "block" / f"{name}1").symlink_to(disk / f"{name}1")
    for each in ("home", "我的 U盘", "card"):
        (folder / each).mkdir()
    stick = str(folder / "我的 U盘").replace(" ", "\\040")
    (folder / "mounts").write_text(
        f"/dev/sda1 {folder}/home ext4 rw 0 0\n"
        f"/dev/sdb1 {stick} vfat rw 0 0\n"
        f"/dev/sdc1 {folder}/card vfat rw 0 0\n"
        f"tmpfs {folder}/home tmpfs rw 0 0\n"
    )
    (folder / "labels").mkdir()
    (folder / "sdb1").touch()
    (folder / "labels" / "\\xe5\\x85\\x9a\\x20U").symlink_to(folder / "sdb1")
    monkeypatch.setattr(drives, "_MOUNTS", folder / "mounts")
    monkeypatch.setattr(drives, "_BLOCKS", folder / "block")
    monkeypatch.setattr(drives, "_LABELS", folder / "labels")
    return folder


def test_sticks_and_cards_are_listed_with_their_label_and_room(system: Path) -> None:
    card, stick = drives.removable_drives()
    assert (card.folder, card.label) == (system / "card", "card")
    assert (stick.folder, stick.label) == (system / "我的 U盘", "党 U")
    assert stick.free > 0
    assert stick.title.startswith("党 U（")
    assert "可用" in stick.title


def test_a_drive_that_has_been_pulled_out_is_not_listed(system: Path) -> None:
    (system / "card").rmdir()
    (system / "我的 U盘").rmdir()
    assert drives.removable_drives() == ()


def test_nothing_is_listed_where_the_system_tells_nothing(
    system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "_MOUNTS", system / "nothing")
    assert drives.removable_drives() == ()


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 字节"), (1023, "1023 字节"), (1536, "1.5 KB"), (3 << 30, "3 GB"), (1 << 52, "4096 TB")],
)
def test_sizes_are_said_as_people_read_them(size: int, text: str) -> None:
    assert drives.size_text(size) == text


def test_what_surely_does_not_fit_is_refused_before_it_is_begun(stick: Path) -> None:
    with pytest.raises(Refusal) as refused:
        drives.require_room(stick / "new" / "file", ROOM + 1)
    assert refused.value.fault.code == "file.no_room"
    assert "256 KB" in refused.value.fault.message
    drives.require_room(stick / "file", 1000)
    with pytest.raises(Refusal) as refused:
        write_new(stick / "file", b"x" * (ROOM + 1))
    assert refused.value.fault.code == "file.no_room"
    assert not list(stick.iterdir())


def test_a_disk_that_fills_up_is_left_as_it_was(stick: Path) -> None:
    (stick / "old").write_bytes(b"old")
    with pytest.raises(Refusal) as refused:
        write_all((stick / str(number), b"x" * 50_000) for number in range(9))
    assert refused.value.fault.code == "file.no_space"
    assert [path.name for path in stick.iterdir()] == ["old"]


def test_replaced_files_come_back_when_the_disk_fills_up(stick: Path) -> None:
    for number in range(3):
        (stick / str(number)).write_bytes(b"old")
    with pytest.raises(Refusal):
        write_all(((stick / str(number), b"x" * 90_000) for number in range(4)), overwrite=True)
    assert {path.name: path.read_bytes() for path in stick.iterdir()} == {
        str(number): b"old" for number in range(3)
    }


@pytest.mark.parametrize("knows_second_names", [True, False])
def test_replacing_many_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, knows_second_names: bool
) -> None:
    (tmp_path / "0").write_bytes(b"old")
    (tmp_path / "2").write_bytes(b"old")
    names = {tmp_path / str(number) for number in range(4)}
    real = os.replace
    renamed: list[Path] = []

    def replace(source: str, target: Path) -> None:
        if target in names and len(renamed) == 3 and str(source).endswith(".part"):
            raise OSError(errno.EIO, "broken")
        renamed.append(target)
        real(source, target)

    def no_link(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "replace", replace)
    if not knows_second_names:
        monkeypatch.setattr(os, "link", no_link)
    with pytest.raises(Refusal) as refused:
        write_all(((path, b"new") for path in sorted(names)), overwrite=True)
    assert refused.value.fault.code == "file.write_failed"
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"0": b"old", "2": b"old"}
    monkeypatch.setattr(os, "replace", real)
    write_all(((path, b"new") for path in sorted(names)), overwrite=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        str(number): b"new" for number in range(4)
    }


def test_on_a_stick_every_file_is_flushed_once_more_after_its_renaming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_rename, real_sync = os.replace, os.fsync

    def rename(source: str, target: Path) -> None:
        steps.append("rename")
        real_rename(source, target)

    def sync(handle: int) -> None:
        where = Path(f"/proc/self/fd/{handle}").resolve()
        steps.append("folder" if where.is_dir() else where.suffix or where.name)
        real_sync(handle)

    monkeypatch.setattr(files, "is_removable", lambda path: True)
    monkeypatch.setattr(os, "replace", rename)
    monkeypatch.setattr(os, "fsync", sync)
    write_new(tmp_path / "one", b"x")
    assert steps == ["folder", ".part", "rename", "folder", "one"]
    steps.clear()
    write_all((tmp_path / f"many{n}", b"x") for n in range(5))
    assert steps == [".part"] * 5 + ["rename"] * 5 + [f"many{n}" for n in range(5)]
