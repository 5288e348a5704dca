"""The next package is read while one is taken in: each once, in any order, its refusal in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.ops import reading_ahead
from app.ops.reading_ahead import ReadingAhead

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    found = [tmp_path / name for name in "abc"]
    for path in found:
        path.write_bytes(b"x")
    return found


class Reader:
    """Notes what it was asked for; a package is told by its file's name."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> str:
        self.read.append(path.name)
        if path.name == "b":
            raise refusal("package.unreadable", str(path))
        return path.name


def test_each_package_is_read_once_and_a_refusal_comes_at_its_turn(paths: list[Path]) -> None:
    reader = Reader()
    with ReadingAhead(reader, paths) as ahead:
        assert ahead.take(paths[0]) == "a"
        with pytest.raises(Refusal) as refused:
            ahead.take(paths[1])
        assert refused.value.fault.code == "package.unreadable"
        assert ahead.take(paths[2]) == "c"
    assert sorted(reader.read) == ["a", "b", "c"]


def test_one_that_was_passed_over_does_no_harm(paths: list[Path]) -> None:
    with ReadingAhead(Reader(), paths) as ahead:
        assert ahead.take(paths[0]) == "a"
        assert ahead.take(paths[2]) == "c"
        assert ahead.take(paths[0]) == "a"


def test_large_packages_wait_for_their_turn(
    paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "MOST_BYTES", 0)
    reader = Reader()
    with ReadingAhead(reader, paths) as ahead:
        assert ahead.take(paths[0]) == "a"
    assert reader.read == ["a"]


def test_one_that_went_away_meanwhile_is_told_when_it_is_asked_for(paths: list[Path]) -> None:
    paths[2].unlink()
    with ReadingAhead(lambda path: path.read_bytes(), paths[:1] + paths[2:]) as ahead:
        assert ahead.take(paths[0]) == b"x"
        with pytest.raises(FileNotFoundError):
            ahead.take(paths[2])
