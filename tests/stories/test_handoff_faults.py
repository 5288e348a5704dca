"""Sticks that are full, write-protected or pulled out, and programs that die on the way.

Real file systems are made where the machine allows it. ``python3 run.py fuzz kills [MOMENTS]``
kills at more moments than the test run does.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from app.db.copies import verify
from app.domain.errors.fault import Refusal
from app.intake import package_check
from tests.builders import ROOT
from tests.program import Program, hold_fault
from tests.stories.handoff_hands import Hands, make_ledgers, office
from tests.stories.killing import command, kill, moments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOMENTS = int(os.environ.get("HANDOFF_KILLS", "6"))
PEOPLE = 30
BRANCH, ABOVE = "一支部", "一总支"
BOUNDARY = 4096
RECORDS = (
    *("organization", "person", "member", "appointment", "oversight", "round", "review"),
    *("review_reviewer", "review_snapshot", "review_block", "took_part"),
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file systems are made with mount")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled branch's ledger, the one above it, and the branch's package."""
    folder = tmp_path_factory.mktemp("faults")
    made = make_ledgers(folder, random.Random(5))
    with office(random.Random(6)).open(made[BRANCH]) as desk:
        hands = Hands(BRANCH, desk)
        for number in range(PEOPLE):
            hands.add_member(f"党员{number}", BRANCH, f"职务{number}", "")
    stick = folder / "U盘"
    stick.mkdir()
    answer = Program().answer("submit", made[BRANCH], "--out", stick / "一.dpbag")
    assert answer.code in (0, 1), answer
    return folder


@pytest.fixture
def desk_folder(ready: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    copy = tmp_path / "办公"
    shutil.copytree(ready, copy)
    return copy


def records(ledger: Path) -> list[str]:
    """Return every record of a ledger that nobody has open."""
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        return sorted(
            f"{table} {row}"
            for table in RECORDS
            for row in connection.execute(f'SELECT * FROM "{table}"')
        )


def packages_sent(ledger: Path) -> int:
    with closing(sqlite3.connect(ledger)) as connection:
        sql = "SELECT count(*) FROM package WHERE direction = 'out'"
        return int(connection.execute(sql).fetchone()[0])


def hold_whole(folder: Path) -> list[Path]:
    """Hold that every package and backup under a final name is whole; return the packages."""
    found = sorted(folder.rglob("*.dpbag"))
    for package in found:
        package_check.check(str(package), "")
    for backup in folder.rglob("*.备份/*.ledger"):
        verify(backup)
    return found


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something on a folder, or skip the test where that is not allowed here."""
    folder.mkdir(exist_ok=True)
    words = ["mount", *options, str(folder)]
    if not hasattr(os, "geteuid") or os.geteuid() or shutil.which("mount") is None:
        pytest.skip("only root mounts")
    if subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip(f"cannot be mounted here: {' '.join(options)}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def small_stick(folder: Path, size: str) -> Iterator[Path]:
    """A stick of this size."""
    with mounted(folder, "-t", "tmpfs", "-o", f"size={size}", "tmpfs") as stick:
        yield stick


@contextmanager
def fat_stick(folder: Path, image: Path, megabytes: int) -> Iterator[Path]:
    """A stick with FAT on it."""
    mkfs = shutil.which("mkfs.vfat") or shutil.which("mkfs.fat")
    if mkfs is None:
        pytest.skip("mkfs.vfat is not installed")
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run([mkfs, str(image)], check=True, capture_output=True)
    with mounted(folder, "-t", "vfat", "-o", "loop,iocharset=utf8", str(image)) as stick:
        yield stick


@contextmanager
def protected(folder: Path) -> Iterator[Path]:
    """The folder as it is on a stick whose switch says that nobody may write."""
    with mounted(folder, "--bind", str(folder)):
        remount = ["mount", "-o", "remount,bind,ro", str(folder)]
        if subprocess.run(remount, check=False, capture_output=True).returncode:
            pytest.skip("cannot be mounted read-only here")
        yield folder


def refused(*words: object) -> str:
    """Run a command that must be refused in words; return its code."""
    answer = Program().answer(*words, "--json")
    assert answer.code == 2, answer
    fault = answer.data["error"]
    hold_fault(fault)
    return str(fault["code"])


# ---- full ------------------------------------------------------------------------------------


def test_submit_to_a_full_stick_changes_nothing_and_works_on_the_next(desk_folder: Path) -> None:
    ledger = desk_folder / f"{BRANCH}.ledger"
    before, sent = records(ledger), packages_sent(ledger)
    with small_stick(desk_folder / "满", "16k") as stick:
        assert refused("submit", ledger, "--out", stick / "二.dpbag") == "file.no_space"
        assert not list(stick.iterdir())
    assert (records(ledger), packages_sent(ledger)) == (before, sent)
    assert Program().answer("submit", ledger, "--out", desk_folder / "二.dpbag").code in (0, 1)
    hold_whole(desk_folder)


def test_submit_to_a_full_fat_stick(desk_folder: Path, tmp_path: Path) -> None:
    ledger = desk_folder / f"{BRANCH}.ledger"
    with fat_stick(desk_folder / "满", tmp_path / "fat.img", 1) as stick:
        (stick / "照片.jpg").write_bytes(bytes(shutil.disk_usage(stick).free - (16 << 10)))
        assert refused("submit", ledger, "--out", stick / "二.dpbag") == "file.no_space"
        assert [path.name for path in stick.iterdir()] == ["照片.jpg"]


def test_receive_on_a_full_disk_changes_nothing(desk_folder: Path) -> None:
    """There is no room for the backup that comes before."""
    ledger, package = desk_folder / f"{ABOVE}.ledger", desk_folder / "U盘" / "一.dpbag"
    need = ledger.stat().st_size + (64 << 10)
    with small_stick(desk_folder / "满", str(need)) as disk:
        there = disk / ledger.name
        shutil.copy(ledger, there)
        before = records(there)
        assert refused("receive", there, package, "--apply").startswith(("file.", "backup."))
        assert records(there) == before
        hold_whole(disk)


def test_backup_to_a_full_stick_leaves_nothing(desk_folder: Path) -> None:
    with small_stick(desk_folder / "满", "64k") as stick:
        code = refused("backup", desk_folder / f"{ABOVE}.ledger", "--out", stick / "备份.ledger")
        assert code == "file.no_space"
        assert not list(stick.iterdir())


@pytest.mark.parametrize("kilobytes", [4, 64, 256])
def test_a_limit_on_the_size_of_files(desk_folder: Path, kilobytes: int) -> None:
    """Also where the ledger itself cannot grow."""
    ledger, package = desk_folder / f"{ABOVE}.ledger", desk_folder / "U盘" / "一.dpbag"
    before = records(ledger)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    finished = subprocess.run(
        command("receive", ledger, package, "--apply", "--json"),
        check=False,
        capture_output=True,
        preexec_fn=limit,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert finished.returncode == 2, finished
    assert "Traceback" not in finished.stderr
    assert records(ledger) == before
    hold_whole(desk_folder)


# ---- write-protected -------------------------------------------------------------------------


def test_a_write_protected_stick_can_be_read_and_not_written(desk_folder: Path) -> None:
    branch, above = (desk_folder / f"{name}.ledger" for name in (BRANCH, ABOVE))
    sent = packages_sent(branch)
    with protected(desk_folder / "U盘") as stick:
        assert refused("submit", branch, "--out", stick / "二.dpbag") == "file.read_only"
        assert refused("backup", branch, "--out", stick / "备份.ledger") == "file.read_only"
        assert packages_sent(branch) == sent
        assert Program().answer("receive", above, stick / "一.dpbag", "--apply").code in (0, 1)
    assert any("党员1'" in line for line in records(above))


# ---- pulled out ------------------------------------------------------------------------------


def test_a_package_cut_anywhere_is_refused(desk_folder: Path) -> None:
    whole = (desk_folder / "U盘" / "一.dpbag").read_bytes()
    ledger = desk_folder / f"{ABOVE}.ledger"
    before = records(ledger)
    ends = [*range(0, len(whole), BOUNDARY), 1, len(whole) - 1]
    cut = []
    for end in ends:
        cut.append(desk_folder / f"断{end}.dpbag")
        cut[-1].write_bytes(whole[:end])
    answer = Program().answer("receive", ledger, *cut, "--apply", "--json")
    assert answer.code in (1, 2), answer
    if answer.code == 1:
        assert [file["status"] for file in answer.data["files"]] == ["refused"] * len(cut)
    assert records(ledger) == before


def test_a_package_whose_end_was_never_written_is_refused(desk_folder: Path) -> None:
    """On FAT the length may stand there while the last clusters hold nothing."""
    whole = (desk_folder / "U盘" / "一.dpbag").read_bytes()
    for end in range(0, len(whole), BOUNDARY):
        path = desk_folder / "空.dpbag"
        path.write_bytes(whole[:end] + bytes(len(whole) - end))
        with pytest.raises(Refusal):
            package_check.check(str(path), "")


def test_flipped_bytes_are_noticed(desk_folder: Path) -> None:
    whole = (desk_folder / "U盘" / "一.dpbag").read_bytes()
    path, draw = desk_folder / "错.dpbag", random.Random(1)
    for place in [
        *range(64),
        *range(len(whole) - 128, len(whole)),
        *draw.sample(range(len(whole)), 200),
    ]:
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << draw.randrange(8)
        path.write_bytes(spoiled)
        with pytest.raises(Refusal):
            package_check.check(str(path), "")


# ---- killed ----------------------------------------------------------------------------------


def say(text: str) -> None:
    """Tell the figures of a run; seen with ``-s``."""
    sys.stdout.write(f"\n{text}\n")


def test_submit_killed_at_any_moment(ready: Path, tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "办公"
    ledger, out = folder / f"{BRANCH}.ledger", folder / "U盘" / "二.dpbag"
    before = records(ready / ledger.name)

    def fresh() -> tuple[object, ...]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ready, folder)
        return ("submit", ledger, "--out", out)

    struck, written, kept = 0, 0, 0
    for moment in moments(fresh, MOMENTS, 1, tmp_path / "calls"):
        struck += kill(fresh(), moment)
        hold_whole(folder)
        assert _unlocked(records(ledger)) == _unlocked(before)
        counted = packages_sent(ledger)
        assert counted in (1, 2)
        assert counted == 2 or not out.exists(), "a file that the ledger does not know"
        kept, written = kept + (counted == 2), written + out.exists()
        again = program.answer("submit", ledger, "--out", folder / "U盘" / "三.dpbag")
        assert again.code in (0, 1), again
        assert ("没有写成" in again.words) == (counted == 2 and not out.exists())
        hold_whole(folder)
    say(f"submit: {struck} of {MOMENTS} killed, {kept} after the commit, {written} with the file")
    assert struck >= MOMENTS // 2


def _unlocked(lines: list[str]) -> list[str]:
    """Return records without those that a submission locks: reviews are not planted here."""
    return [line for line in lines if not line.startswith("review ")]


def test_receive_killed_at_any_moment(ready: Path, tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "办公"
    ledger, package = folder / f"{ABOVE}.ledger", folder / "U盘" / "一.dpbag"
    before = records(ready / ledger.name)

    def fresh() -> tuple[object, ...]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ready, folder)
        return ("receive", ledger, package, "--apply")

    assert Program().answer(*fresh()).code in (0, 1)
    after = records(ledger)
    assert after != before
    struck, taken = 0, 0
    for moment in moments(fresh, MOMENTS, 2, tmp_path / "calls"):
        struck += kill(fresh(), moment)
        found = records(ledger)
        assert found in (before, after), "between before and after"
        hold_whole(folder)
        (told,) = program.answer("receive", ledger, package, "--apply", "--json").data["files"]
        assert told["status"] == ("same" if found == after else "applied")
        assert records(ledger) == after
        taken += found == after
    say(f"receive: {struck} of {MOMENTS} killed, {taken} after the commit")
    assert struck >= MOMENTS // 2


def test_backup_killed_at_any_moment(ready: Path, tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "办公"
    ledger, out = folder / f"{ABOVE}.ledger", folder / "U盘" / "备份.ledger"
    before = records(ready / ledger.name)

    def fresh() -> tuple[object, ...]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ready, folder)
        return ("backup", ledger, "--out", out)

    struck, made = 0, 0
    for moment in moments(fresh, MOMENTS, 3, tmp_path / "calls"):
        struck += kill(fresh(), moment)
        assert records(ledger) == before
        if out.exists():
            verify(out)
            assert records(out) == before
            made += 1
        program("backup", ledger, "--out", out.with_name("再.ledger"))
        verify(out.with_name("再.ledger"))
    say(f"backup: {struck} of {MOMENTS} killed, {made} with the file")
    assert struck >= MOMENTS // 2
