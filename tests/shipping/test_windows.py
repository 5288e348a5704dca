"""The script for Windows, which cannot be run here: what can be seen by reading it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "shipping" / "windows" / "build.ps1"


def test_powershell_can_tell_how_it_is_written() -> None:
    assert SCRIPT.read_bytes().startswith(b"\xef\xbb\xbf")


def test_everything_it_names_is_there() -> None:
    text = SCRIPT.read_text(encoding="utf-8-sig")
    for name in ("requirements-dev.txt", "build.spec"):
        assert name in text
        assert (ROOT / name).is_file()
