"""What the Debian package says of itself and where it puts things, with a made-up program."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from shipping import deb

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package laid out around a program that only says that it runs."""
    frozen = tmp_path / "frozen"
    frozen.mkdir()
    program = frozen / deb.NAME
    program.write_text("#!/bin/sh\necho runs\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(deb, "FROZEN", frozen)
    laid_out = tmp_path / "package"
    deb.lay_out(laid_out)
    return laid_out


def test_every_field_that_dpkg_wants_is_there(tree: Path) -> None:
    text = (tree / "DEBIAN" / "control").read_text(encoding="utf-8")
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == deb.NAME
    assert fields["Version"] == deb.version()
    assert {"Architecture", "Maintainer", "Description", "Depends"} <= set(fields)
    assert int(fields["Installed-Size"]) >= 0
    assert text.endswith("\n")


def test_a_font_with_chinese_letters_is_among_what_it_depends_on() -> None:
    assert "fonts-noto-cjk" in deb.control(1)


def test_starter_menu_and_icon_stand_where_a_desktop_looks(tree: Path) -> None:
    assert (tree / "usr" / "bin" / deb.NAME).stat().st_mode & 0o111
    entry = (tree / "usr/share/applications" / f"{deb.NAME}.desktop").read_text(encoding="utf-8")
    assert f"Exec={deb.NAME} %f" in entry
    assert "*.ledger" in (tree / "usr/share/mime/packages" / f"{deb.NAME}.xml").read_text("utf-8")


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_dpkg_reads_the_package(tree: Path, tmp_path: Path) -> None:
    package = tmp_path / "made.deb"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", "-Znone", str(tree), str(package)],
        check=True,
        capture_output=True,
    )
    subprocess.run(["dpkg-deb", "-x", str(package), str(tmp_path / "root")], check=True)
    program = tmp_path / "root" / "opt" / deb.NAME / deb.NAME
    said = subprocess.run([str(program)], check=True, capture_output=True, text=True)
    assert said.stdout == "runs\n"
