"""Where settings and the log lie: with the user, or beside a program that is carried about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from app import paths
from app.ui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program."""
    folder = tmp_path / "点评台账"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "dianping-taizhang"))
    return folder


def test_without_a_folder_beside_the_program_data_stays_with_the_user(program: Path) -> None:
    assert paths.portable() is None
    assert program not in paths.user_data().parents


def test_a_folder_beside_the_program_takes_everything(program: Path) -> None:
    (program / "data").mkdir()
    assert paths.portable() == paths.user_data() == program / "data"
    Settings().set("user", "张三")
    assert [each.name for each in (program / "data").iterdir()] == ["settings.json"]
    assert Settings().get("user") == "张三"


def test_a_file_of_that_name_is_no_folder(program: Path) -> None:
    (program / "data").write_text("")
    assert paths.portable() is None


def test_a_folder_that_cannot_be_written_is_passed_over(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "data").mkdir()
    monkeypatch.setattr("app.paths.os.access", lambda path, mode: False)
    assert paths.portable() is None
