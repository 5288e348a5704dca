"""Packages made to hurt: each ends in its own message, within ten seconds and 500 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from app.domain.part_schema import DATA_PART, DATA_TABLES, FIGURES_PART
from app.export.package import seal
from tests.builders import ROOT
from tests.lists import UNIT
from tests.package_files import (
    MANIFEST_OF_A_UNIT,
    contents,
    data_image,
    image,
    package,
    parts,
    remade,
    resealed,
    rows,
    zipped,
)
from tests.program import Program, content, hold_fault
from tests.stories.test_hostile_files import MEASURED, MOST_MEGABYTES, MOST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="what it costs is asked by wait4")


READ = """
import json, sys
from pathlib import Path
from app.domain.errors.fault import Refusal
from app.intake.packages import read_package
try:
    read_package(Path(sys.argv[1]))
    print("{}")
except Refusal as refused:
    print(json.dumps(refused.fault.as_dict()))
"""
"""What every way of taking in a package does first, by hand or by command."""


def claim(size: int) -> bytes:
    """Return a package whose last file says that it is of this size."""
    out = bytearray(package())
    at = out.rindex(b"PK\x01\x02")
    start = int.from_bytes(out[at + 42 : at + 46], "little")
    for place in (at + 24, start + 22):
        out[place : place + 4] = size.to_bytes(4, "little")
    return resealed(bytes(out))


def bomb() -> bytes:
    return zipped([*contents(package()).items(), ("x", bytes(200 << 20))], level=9)


def many_bombs() -> bytes:
    """Return a package of which no file is a bomb for itself."""
    dense = os.urandom(100_000) + bytes(25 << 20)
    return zipped([*contents(package()).items(), *((f"附件/{n}", dense) for n in range(12))])


def image_of_zeros() -> bytes:
    """Return a package whose records are a database of 120 MB of nothing."""
    wide = image(
        DATA_TABLES, rows(), ["CREATE TABLE x (y)", "INSERT INTO x VALUES (zeroblob(120000000))"]
    )
    given = {**parts(), DATA_PART: wide, "附件/x": os.urandom(1 << 20)}
    return seal(MANIFEST_OF_A_UNIT, given).content()


def many_rows() -> bytes:
    """Return a package of a great many records, each of them wrong."""
    statement = (
        "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 600000) SELECT 'x', '', NULL, NULL, 7 FROM n"
    )
    return package(data=data_image(lambda _: None, statement))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zeros": (bomb, "package.bomb"),
    "4 GiB claimed": (lambda: claim(0xFFFFFFFF), "package.bomb"),
    "2 GiB claimed": (lambda: claim(0x7FFFFFFF), "package.bomb"),
    "a little claimed": (lambda: claim(1), "package.bad_zip"),
    "a path that leads elsewhere": (
        lambda: zipped([*contents(package()).items(), ("../../x", b"x")]),
        "package.bad_name",
    ),
    "a database of zeros": (image_of_zeros, "package.bad_tables"),
    "very many wrong records": (many_rows, "package.bad_value"),
    "deep JSON": (
        lambda: remade(package(), {FIGURES_PART: b"[" * 3_000_000}),
        "package.bad_manifest",
    ),
    "another sender, sealed again": (
        lambda: remade(package(), manifest=lambda p: p["sender"].update(name="x"), honest=False),
        "package.tampered",
    ),
    "cut off": (lambda: package()[:4096], "package.cut_off"),
    "many small bombs": (many_bombs, "package.bomb"),
    "not a package": (lambda: b"%PDF-1.7" * 100, "package.not_a_package"),
}


def read(path: Path) -> dict[str, str]:
    """Read a package in a process of its own, hold what it and its children cost."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-P", "-c", READ, str(path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    *said, cost = done.stderr.decode().splitlines()
    assert not "".join(said)
    busy, kilobytes = (float(figure) for figure in cost.split())
    assert min(busy, time.monotonic() - started) < MOST_SECONDS
    assert kilobytes / 1024 < MOST_MEGABYTES
    fault: dict[str, str] = json.loads(done.stdout)
    return fault


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_by_its_own_name(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "某单位.dpbag"
    path.write_bytes(make())
    fault = read(path)
    assert (fault["code"], fault["place"]) == (code, str(path))
    hold_fault(fault)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_good_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "某单位.dpbag"
    path.write_bytes(package())
    assert read(path) == {}


def test_a_ledger_stays_as_it_is(tmp_path: Path) -> None:
    ledger, program = tmp_path / "台账.ledger", Program()
    program("new", ledger, "--scheme", "qingdao-2010", "--unit", UNIT)
    path = tmp_path / "某单位.dpbag"
    path.write_bytes(bomb())
    before = content(ledger)
    assert program.refused("receive", ledger, path, "--apply")["code"] == "package.bomb"
    assert content(ledger) == before
