"""Odd paths, strange files, files that disagree, a death in the middle: an import stands all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.db.copies import backup_folder
from tests.builders import ROOT
from tests.intake.held_out.sheets import write_book
from tests.lists import MEMBERS, ORGANIZATIONS, ROUND, UNIT
from tests.program import Answer, Program, content, hold_fault, process, unchanged
from tests.stories.test_bad_input import READ_ONLY, needs_mounts, on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEADINGS = ("姓名", "出生年月", "入党时间", "所在党支部")
BRANCH = "办公室党支部"
WORDS = (sys.executable, "-P", "-m", "app")
SOON_SECONDS = 20
"""Starting the program included."""
needs_posix = pytest.mark.skipif(os.name != "posix", reason="no such files on this system")


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program, folder = Program(), tmp_path_factory.mktemp("made")
    ledger = folder / "台账.ledger"
    program("new", ledger, "--scheme", "qingdao-2010", "--unit", UNIT)
    lists = [write_book(folder / "o.xlsx", ORGANIZATIONS), write_book(folder / "m.xlsx", MEMBERS)]
    program("import", ledger, *lists)
    program("open-round", ledger, *ROUND, code=1)
    return ledger


@pytest.fixture
def ledger(_made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "账"
    folder.mkdir()
    return Path(shutil.copy(_made, folder / "台账.ledger"))


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return write_book(tmp_path / "名册.xlsx", [HEADINGS, ("宋丽", "1980.02", "2004.07", BRANCH)])


def _run(*words: object) -> Answer:
    finished = subprocess.run(
        [str(word) for word in words],
        check=False,
        cwd=ROOT,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=SOON_SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return Answer(finished.returncode, finished.stdout.decode(), finished.stderr.decode())


# ---- paths -----------------------------------------------------------------------------------


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("没有.xlsx"))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _nothing(path: Path) -> None:
    path.symlink_to("/dev/null")


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 500)


@needs_posix
@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
@pytest.mark.parametrize(
    "make", [_folder, _loop, _dangling, _pipe, _zeros, _nothing, _huge, _picture]
)
def test_what_is_no_list_is_refused_soon(
    ledger: Path, tmp_path: Path, make: Callable[[Path], None], suffix: str
) -> None:
    path = tmp_path / f"名册.{suffix}"
    make(path)
    before = content(ledger)
    answer = _run(*WORDS, "import", ledger, path, "--json")
    assert answer.code == 2, answer
    hold_fault(answer.data["error"])
    assert answer.data["error"]["code"] != "internal"
    assert "Traceback" not in answer.words
    assert content(ledger) == before
    assert [left.name for left in ledger.parent.iterdir()] == [ledger.name]


@needs_posix
def test_a_ledger_is_no_list(program: Program, ledger: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(ledger, tmp_path / "别的.ledger"))
    for path in (other, ledger):
        with unchanged(tmp_path):
            program.refused("import", ledger, path)


@needs_posix
@pytest.mark.parametrize("name", [b"a\nb.xlsx", b"\xff\xfe.xlsx", b"-x.xlsx", b"'; rm.xlsx"])
def test_a_file_may_be_called_anything(ledger: Path, roster: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(roster.parent) + b"/" + name))
    shutil.copy(roster, path)
    answer = process("import", ledger, path, "--json")
    assert answer.code == 0, answer
    assert answer.data["files"][0]["added"] == 1


@needs_posix
def test_a_link_stands_for_its_file(program: Program, ledger: Path, roster: Path) -> None:
    link = roster.with_name("链接.xlsx")
    link.symlink_to(roster)
    assert program("import", ledger, link)["files"][0]["added"] == 1
    assert link.is_symlink()


# ---- files that disagree ---------------------------------------------------------------------


def _list(path: Path, *rows: Sequence[str]) -> Path:
    return write_book(path, [HEADINGS, *rows])


def test_of_two_files_that_disagree_none_wins_silently(
    program: Program, ledger: Path, tmp_path: Path
) -> None:
    first = _list(tmp_path / "一.xlsx", ("宋丽", "1980.02", "2004.07", BRANCH))
    second = _list(tmp_path / "二.xlsx", ("宋丽", "1980.02", "2006.07", BRANCH))
    one, two = program("import", ledger, first, second, code=1)["files"]
    assert (one["added"], two["added"]) == (1, 0)
    assert [*two["rejected"], *two["questions"], *two["warnings"]]


def test_the_same_file_twice_in_one_go_is_there_once(
    program: Program, ledger: Path, roster: Path
) -> None:
    answer = program.answer("import", ledger, roster, roster, "--json")
    assert answer.code in (0, 1)
    assert sum(file["added"] for file in answer.data["files"]) == 1


@pytest.mark.parametrize("name", ["甲" * 10_000, "王\u202e五", "12345", "\U0001f600"])
def test_what_is_no_name_becomes_nobody_untold(
    program: Program, ledger: Path, tmp_path: Path, name: str
) -> None:
    path = _list(tmp_path / "名册.xlsx", (name, "1980.02", "2004.07", BRANCH))
    (file,) = program("import", ledger, path, code=1)["files"]
    assert [*file["rejected"], *file["questions"], *file["warnings"]]


# ---- files that change while they are looked at ----------------------------------------------


@pytest.mark.parametrize("change", ["gone", "other"])
def test_what_was_agreed_to_is_taken_whatever_becomes_of_the_file(
    program: Program, ledger: Path, roster: Path, change: str
) -> None:
    from app.boot import office

    with office().open(ledger) as desk:
        proposal = desk.imports.propose([roster], "auto", None)
        roster.unlink()
        if change == "other":
            _list(roster, ("唐军", "1981.02", "2005.07", BRANCH))
        desk.imports.apply(proposal, None)
    names = {m["name"] for m in _counted(program, ledger, "members_total")}
    assert "宋丽" in names
    assert "唐军" not in names


def _counted(program: Program, ledger: Path, figure: str) -> list[dict[str, str]]:
    figures = program.answer("stats", ledger, "--names", "--json").data
    found = next(
        value for key, value in _walk(figures) if key == figure and isinstance(value, dict)
    )
    return list(found["counted"])


def _walk(data: object) -> Iterator[tuple[str, object]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key, value
            yield from _walk(value)


# ---- ledgers that cannot be written ----------------------------------------------------------


@needs_mounts
def test_a_ledger_on_a_read_only_disk_takes_nothing_in(ledger: Path, roster: Path) -> None:
    with unchanged(ledger.parent):
        answer, left = on_disk(READ_ONLY, ledger.parent, "import", str(ledger), str(roster))
    assert (answer.code, left) == (2, [ledger.name])
    hold_fault(answer.data["error"])
    assert answer.data["error"]["code"] == "ledger.read_only"


# ---- a death in the middle -------------------------------------------------------------------

PEOPLE = [(f"王{chr(0x4E00 + n)}", "1980.02", "2004.07", BRANCH) for n in range(300)]
DEATHS = [
    *(("pwrite64", n) for n in (1, 3, 8, 40, 120)),
    *(("fdatasync", n) for n in (1, 2, 3, 5)),
    ("unlink", 1),
]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(("call", "number"), DEATHS)
def test_an_import_that_dies_leaves_the_ledger_before_or_after(
    program: Program, ledger: Path, tmp_path: Path, call: str, number: int
) -> None:
    many = _list(tmp_path / "名册.xlsx", *PEOPLE)
    before = _held(program, ledger)
    paths = (ledger, f"{ledger}-wal", ledger.parent)
    died = _run(
        *("strace", "-qq", "-o", os.devnull, *(w for p in paths for w in ("-P", p))),
        *("-e", f"inject={call}:signal=SIGKILL:when={number}"),
        *(*WORDS, "import", ledger, many),
    )
    assert died.code not in (0, 1, 2), "it was to be killed"
    after = tuple(figure + len(PEOPLE) for figure in before)
    assert _held(program, ledger) in (before, after)
    copies = backup_folder(ledger)  # an import begins with a backup
    assert set(ledger.parent.iterdir()) <= {ledger, copies}
    assert {path.suffix for path in copies.glob("*")} <= {".ledger"}
    program("import", ledger, many)
    assert _held(program, ledger) == after


def _held(program: Program, ledger: Path) -> tuple[int, ...]:
    """Members and tasks, which grow together."""
    figures = program.answer("stats", ledger, "--json").data["figures"]
    tasks = program.answer("tasks", ledger, "--json").data["tasks"]
    return figures["members_total"], len(tasks)
