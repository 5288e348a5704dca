"""Files made to hurt: each ends in its own message, within ten seconds and 500 MB."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import ROOT
from tests.fuzz.seeds import FOLDER, workbook
from tests.lists import UNIT
from tests.program import Program, content, hold_fault

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="what it costs is asked by wait4")

MOST_SECONDS, MOST_MEGABYTES = 10.0, 500.0
MEASURED = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
sys.stderr.write(f"\\n{usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Measures from a small process: a child is charged with the size of what it was forked from."""
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("账") / "台账.ledger"
    Program()("new", path, "--scheme", "qingdao-2010", "--unit", UNIT)
    return path


def zipped(change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """Return the good workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def in_sheet(old: str, new: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        text = parts[SHEET].decode()
        assert old in text
        parts[SHEET] = text.replace(old, new, 1).encode()

    return zipped(change)


def laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' if n else '<!ENTITY e0 "哈哈">' for n in range(12)
    )
    return in_sheet("<worksheet", f"<!DOCTYPE x [{entities}]><worksheet")


def outside(what: str) -> bytes:
    return in_sheet("<worksheet", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{what}">]><worksheet')


def lying() -> bytes:
    """Return a zip whose directory claims a part of 40 MB to be of a few bytes."""
    data = zipped(lambda p: p.update({SHEET: p[SHEET] + b" " * (40 << 20)}))
    out, at = bytearray(data), data.rindex(SHEET.encode()) - 46
    assert out[at : at + 4] == b"PK\x01\x02"
    out[at + 24 : at + 28] = (3000).to_bytes(4, "little")
    return bytes(out)


def nested() -> bytes:
    data = bytes(10 << 20)
    for level in range(6):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(4):
                package.writestr(f"{level}{number}.zip", data)
        data = stream.getvalue()
    return data


def many_parts() -> bytes:
    return zipped(lambda p: p.update({f"xl/media/{n}": b"" for n in range(6000)}))


def locked_zip() -> bytes:
    data = bytearray(workbook())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + place] |= 1
    return bytes(data)


def locked_xls() -> bytes:
    """Return an .xls in which a record of no weight says that all others are encrypted."""
    data = (FOLDER / "roster.xls").read_bytes()
    assert data.count(b"\x5c\x00\x70\x00") == 1
    return data.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00")


def compound(name: str) -> bytes:
    return OLE + bytes(900) + name.encode("utf-16-le") + bytes(600)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities that multiply": (laughs, "sheet.entities"),
    "an entity from a file": (
        lambda: outside(Path("/etc/passwd").as_uri()),
        "sheet.external_entity",
    ),
    "an entity from elsewhere": (lambda: outside("//localhost:9/x"), "sheet.external_entity"),
    "a part of zeros": (
        lambda: zipped(lambda p: p.update({"xl/media/x": bytes(60 << 20)})),
        "sheet.bomb",
    ),
    "a part of blanks in the sheet": (
        lambda: zipped(lambda p: p.update({SHEET: p[SHEET] + b" " * (60 << 20)})),
        "sheet.bomb",
    ),
    "a zip that lies": (lying, "sheet.damaged"),
    "zips in zips": (nested, "sheet.archive"),
    "thousands of parts": (many_parts, "sheet.too_many_parts"),
    "cells at the ends of the world": (
        lambda: in_sheet("</row></sheetData>", '<c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "sheet.too_many_cells",
    ),
    "a column that cannot be": (
        lambda: in_sheet("</row></sheetData>", '<c r="ZZZZ8"><v>1</v></c></row></sheetData>'),
        "sheet.too_many_cells",
    ),
    "millions of commas": (lambda: b"," * 3_000_000 + b"x", "sheet.too_many_cells"),
    "a locked zip": (locked_zip, "sheet.encrypted"),
    "a locked .xlsx": (lambda: compound("EncryptedPackage"), "sheet.encrypted"),
    "a locked .xls": (locked_xls, "sheet.encrypted"),
    "a web page": (lambda: b"<!-- x --><html><table><tr><td>x</td>", "sheet.html"),
    "a web archive": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; x\r\n\r\n",
        "sheet.mht",
    ),
    "an XML table": (
        lambda: (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
        "sheet.xml_table",
    ),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(100), "sheet.pdf"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "sheet.picture"),
    "slides": (lambda: zipped(lambda p: p.update({"ppt/x.xml": b"<x/>"})), "sheet.slides"),
    "an archive": (lambda: b"Rar!\x1a\x07\x00" + bytes(100), "sheet.archive"),
    "an RTF document": (lambda: rb"{\rtf1\ansi x}", "sheet.rtf"),
    "a database": (lambda: b"SQLite format 3\x00" + bytes(100), "sheet.ledger"),
    "Big5": (lambda: ("姓名,黨支部\r\n張學良,書記\r\n" * 20).encode("big5"), "sheet.encoding"),
}

READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten million rows claimed": (
        lambda: in_sheet("<sheetViews", '<dimension ref="A1:L10000000"/><sheetViews'),
        "sheet.hidden_rows",
    ),
    "a formula without its value": (
        lambda: in_sheet("</row></sheetData>", '<c r="H8"><f>A1</f></c></row></sheetData>'),
        "sheet.no_values",
    ),
    "an error for a value": (
        lambda: in_sheet(
            "</row></sheetData>", '<c r="H8" t="e"><v>#REF!</v></c></row></sheetData>'
        ),
        "sheet.error_values",
    ),
    "quotes without end": (
        lambda: "姓名,所在党支部\n".encode() + b'"x,y\n' * 50,
        "sheet.quotes",
    ),
}


def taken(ledger: Path, path: Path) -> tuple[int, dict[str, Any], str]:
    """Import in a process of its own and hold what it and its children cost."""
    words = ["import", str(ledger), str(path), "--dry-run", "--json"]
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-P", "-m", "app", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    *said, cost = done.stderr.decode().splitlines()
    busy, kilobytes = (float(figure) for figure in cost.split())
    assert min(busy, time.monotonic() - started) < MOST_SECONDS
    assert kilobytes / 1024 < MOST_MEGABYTES
    return done.returncode, json.loads(done.stdout), "\n".join(said)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_its_own_name(ledger: Path, tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make())
    before = content(ledger)
    exit_code, answer, err = taken(ledger, path)
    assert (exit_code, answer["error"]["code"]) == (2, code)
    hold_fault(answer["error"])
    assert "Traceback" not in err
    assert content(ledger) == before


@pytest.mark.parametrize("name", READ)
def test_it_is_read_and_what_is_odd_is_said(ledger: Path, tmp_path: Path, name: str) -> None:
    make, code = READ[name]
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make())
    before = content(ledger)
    exit_code, answer, _ = taken(ledger, path)
    assert exit_code in (0, 1)
    warnings = [warning for file in answer["files"] for warning in file["warnings"]]
    assert code in {warning["code"] for warning in warnings}
    assert all(warning["message"] for warning in warnings)
    assert content(ledger) == before


def test_every_disguise_has_its_own_message() -> None:
    from app.domain.errors.catalogue import CATALOGUE

    codes = {code for _, code in REFUSED.values()}
    assert len({CATALOGUE[code].sentence for code in codes}) == len(codes)


def test_the_ledger_is_there_to_be_hurt(ledger: Path, tmp_path: Path) -> None:
    """Hold that a good file would have changed it: the proof above proves something."""
    copy = Path(shutil.copy(ledger, tmp_path / "台账.ledger"))
    rows = "姓名,所在党支部\n张三,甲党支部\n"
    units = f"党组织名称,党组织类别,上级党组织\n甲党支部,党支部,{UNIT}\n"
    (tmp_path / "a.csv").write_text(units, "utf-8")
    (tmp_path / "b.csv").write_text(rows, "utf-8")
    Program()("import", copy, tmp_path / "a.csv", tmp_path / "b.csv")
    assert content(copy) != content(ledger)
