"""A taste of ``python3 run.py fuzz`` in every test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fuzz.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_spoiled_files_are_read_or_refused_with_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(300, 20110112) == 0, capsys.readouterr().out
