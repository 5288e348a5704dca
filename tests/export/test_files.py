from __future__ import annotations

import errno
import os
import resource
from typing import TYPE_CHECKING, BinaryIO

import pytest

from app.domain.errors.fault import Refusal
from app.export import files
from app.export.files import give_name, make_folder, place_beside, write_all, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.fault.code


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = write_new(tmp_path / "表.docx", b"content")
    assert path.read_bytes() == b"content"
    assert list(tmp_path.iterdir()) == [path]


def test_a_function_may_write_the_content(tmp_path: Path) -> None:
    def content(file: BinaryIO) -> None:
        file.write(b"one")
        file.write(b"two")

    assert write_new(tmp_path / "a", content).read_bytes() == b"onetwo"


def test_an_existing_file_stays_unless_overwriting_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(Refusal) as refused:
        write_new(path, b"new")
    assert code_of(refused) == "file.exists"
    assert refused.value.fault.place == str(path)
    assert path.read_bytes() == b"old"
    write_new(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_names_still_fit(tmp_path: Path) -> None:
    path = tmp_path / ("党" * 80 + ".docx")
    assert write_new(path, b"x").exists()


def test_a_file_can_be_written_first_and_get_its_name_later(tmp_path: Path) -> None:
    path = tmp_path / "包.dpbag"
    beside = place_beside(path)
    assert beside.parent == tmp_path
    write_new(beside, b"content")
    assert not path.exists()
    give_name(beside, path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, b"content")]


def test_a_name_that_is_taken_is_given_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "包.dpbag"
    path.write_bytes(b"old")
    beside = write_new(place_beside(path), b"new")
    with pytest.raises(Refusal) as error:
        give_name(beside, path)
    assert error.value.fault.code == "file.exists"
    assert (path.read_bytes(), beside.read_bytes()) == (b"old", b"new")
    give_name(beside, path, overwrite=True)
    assert path.read_bytes() == b"new"


def test_many_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "7").write_bytes(b"old")
    with pytest.raises(Refusal) as refused:
        write_all((tmp_path / str(n), b"x") for n in range(10))
    assert code_of(refused) == "file.exists"
    assert [path.name for path in tmp_path.iterdir()] == ["7"]
    written = write_all((tmp_path / f"n{n}", b"x") for n in range(10))
    assert [path.name for path in written] == [f"n{n}" for n in range(10)]


def test_stopping_halfway_leaves_nothing(tmp_path: Path) -> None:
    def some() -> Iterator[tuple[Path, bytes]]:
        yield tmp_path / "a", b"x"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(some())
    assert not list(tmp_path.iterdir())


def test_the_same_name_twice_in_one_go_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_all([(tmp_path / "a", b"1"), (tmp_path / "a", b"2")])
    assert code_of(refused) == "file.exists"
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(Refusal) as refused:
            write_all([(tmp_path / "small", b"x"), (tmp_path / "big", b"x" * 5000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code_of(refused) == "file.no_space"
    assert refused.value.fault.place.endswith("big")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file.no_space"),
        (errno.EDQUOT, "file.no_space"),
        (errno.EROFS, "file.read_only"),
        (errno.EACCES, "file.read_only"),
        (errno.EIO, "file.write_failed"),
        (12345, "file.write_failed"),
    ],
)
@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_whatever_the_system_reports_has_a_code(
    step: str, number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(Refusal) as refused:
        write_new(tmp_path / "a", b"x")
    monkeypatch.undo()
    assert code_of(refused) == code
    assert not list(tmp_path.iterdir())


def test_flushing_the_whole_disk_may_fail_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(files, "_whole_disk_flush", lambda: fails)
    with pytest.raises(Refusal) as refused:
        write_all((tmp_path / str(n), b"x") for n in range(9))
    assert code_of(refused) == "file.write_failed"
    assert not list(tmp_path.iterdir())


def test_systems_without_such_a_flush_flush_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(files, "_whole_disk_flush", lambda: None)
    monkeypatch.setattr(os, "fsync", flushed.append)
    write_all((tmp_path / str(n), b"x") for n in range(9))
    assert len(flushed) >= 18


def test_a_missing_folder_is_said_and_can_be_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with pytest.raises(Refusal) as refused:
        write_new(folder / "c", b"x")
    assert code_of(refused) == "file.folder_missing"
    make_folder(folder)
    make_folder(folder)
    write_new(folder / "c", b"x")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(Refusal) as refused:
        make_folder(tmp_path / "a" / "b")
    assert code_of(refused) == "file.folder_missing"


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_where_a_file_should_be(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(Refusal) as refused:
        write_new(tmp_path / "a", b"x", overwrite=overwrite)
    assert code_of(refused) == "file.is_folder"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Refusal) as refused:
        write_new(tmp_path / "a", b"x")
    assert code_of(refused) == "file.read_only"
