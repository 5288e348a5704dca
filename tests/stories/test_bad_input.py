"""Bad input and bad disks: a code, a Chinese sentence, a place, a remedy, nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from tests.builders import ROOT, SCHEMES
from tests.intake.helpers import write_xlsx
from tests.lists import ORGANIZATIONS, REVIEW_HEADINGS, REVIEWS, ROUND, UNIT, review, write_lists
from tests.program import Answer, Program, content, hold_fault, process, unchanged

if TYPE_CHECKING:
    from collections.abc import Callable

HEADINGS = ORGANIZATIONS[0][:3]


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program, folder = Program(), tmp_path_factory.mktemp("made")
    ledger = folder / "台账.ledger"
    program("new", ledger, "--scheme", "qingdao-2010", "--unit", UNIT)
    program("import", ledger, *write_lists(folder))
    program("open-round", ledger, *ROUND, code=1)
    program("import", ledger, write_xlsx(folder / "台账.xlsx", REVIEWS))
    return ledger


@pytest.fixture
def ledger(_made: Path, tmp_path: Path) -> Path:
    """A ledger with a round and reviews, alone in its folder."""
    folder = tmp_path / "账"
    folder.mkdir()
    return Path(shutil.copy(_made, folder / "台账.ledger"))


# ---- lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [
        ([("甲党支部", "党支部", "乙党委")], [(2, "上级党组织", "row.parent_missing")]),
        ([("甲党委", "党委", "甲党委")], [(2, "上级党组织", "row.parent_self")]),
        (
            [("甲党委", "党委", UNIT), ("甲党委", "党委", UNIT)],
            [(3, "党组织名称", "row.duplicate")],
        ),
        (
            [
                ("甲党委", "党委", "丙党委"),
                ("乙党委", "党委", "甲党委"),
                ("丙党委", "党委", "乙党委"),
            ],
            [
                (2, "上级党组织", "row.parent_cycle"),
                (3, "上级党组织", "row.parent_cycle"),
                (4, "上级党组织", "row.parent_cycle"),
            ],
        ),
        (
            [("甲党委", "党委", "乙党委"), ("甲一党支部", "党支部", "甲党委")],
            [(2, "上级党组织", "row.parent_missing"), (3, "上级党组织", "row.parent_missing")],
        ),
        ([("", "党委", UNIT)], [(2, "党组织名称", "row.missing")]),
        ([("另一个党组", "党组", "")], [(2, "上级党组织", "row.second_root")]),
    ],
    ids=["missing", "own", "duplicate", "cyclic", "below a missing one", "nameless", "second root"],
)
def test_a_wrong_parent_rejects_the_row_and_says_why(
    program: Program,
    ledger: Path,
    tmp_path: Path,
    rows: list[tuple[str, ...]],
    rejected: list[tuple[int, str, str]],
) -> None:
    before = content(ledger)
    sheet = write_xlsx(tmp_path / "名单.xlsx", [HEADINGS, *rows])
    (file,) = program("import", ledger, sheet, code=1)["files"]
    assert [(r["row"], r["column"], r["code"]) for r in file["rejected"]] == rejected
    for each in file["rejected"]:
        assert each["message"].startswith(f"第 {each['row']} 行：")
        assert each["message"].endswith("。")
    assert file["added"] == len(rows) - len(rejected)
    assert (content(ledger) == before) is (file["added"] == 0)
    assert not list(ledger.parent.glob("*.part"))


def test_good_rows_beside_a_circle_are_taken(
    program: Program, ledger: Path, tmp_path: Path
) -> None:
    rows = [
        HEADINGS,
        ("甲党委", "党委", "乙党委"),
        ("乙党委", "党委", "甲党委"),
        ("丙党支部", "党支部", "机关党委"),
    ]
    (file,) = program("import", ledger, write_xlsx(tmp_path / "a.xlsx", rows), code=1)["files"]
    assert (file["added"], len(file["rejected"])) == (1, 2)
    assert "甲党委→乙党委→甲党委" in file["rejected"][0]["message"]


def test_what_is_there_never_moves_into_a_circle(
    program: Program, ledger: Path, tmp_path: Path
) -> None:
    before = content(ledger)
    rows = [HEADINGS, ("机关党委", "党委", "一分局党总支"), ("一分局党总支", "党总支", "机关党委")]
    (file,) = program("import", ledger, write_xlsx(tmp_path / "a.xlsx", rows), code=1)["files"]
    assert {r["code"] for r in file["rejected"]} == {"row.parent_cycle"}
    assert content(ledger) == before


def test_an_unknown_form_names_those_there_are(
    program: Program, ledger: Path, tmp_path: Path
) -> None:
    rows = [REVIEW_HEADINGS, review("郑华", "赵敏", "2010-12-20", form="党员登记表")]
    (file,) = program("import", ledger, write_xlsx(tmp_path / "a.xlsx", rows), code=1)["files"]
    (fault,) = file["rejected"]
    assert (fault["row"], fault["column"], fault["code"]) == (2, "登记表", "row.form_unknown")
    assert "基层党组织书记点评党员创先争优工作情况登记表" in fault["message"]


@pytest.mark.parametrize(
    ("name", "made", "code"),
    [
        ("空.xlsx", b"", "sheet."),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 200, "sheet."),
        ("网页.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode(), "sheet.html"),
        ("乱.csv", bytes(range(128, 256)) * 20, "sheet."),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(
    program: Program, ledger: Path, tmp_path: Path, name: str, made: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(made)
    before = content(ledger)
    with unchanged(tmp_path):
        fault = program.refused("import", ledger, path)
        assert fault["code"].startswith(code)
        assert fault["place"] == str(path)
    assert content(ledger) == before


# ---- schemes ---------------------------------------------------------------------------------


def test_an_unknown_scheme_names_those_there_are(program: Program, tmp_path: Path) -> None:
    with unchanged(tmp_path):
        fault = program.refused("new", tmp_path / "a.ledger", "--scheme", "qingdao", "--unit", UNIT)
    assert fault["code"] == "scheme.unknown"
    assert "qingdao-2010" in fault["remedy"]


def test_everything_wrong_with_a_scheme_is_told_at_once(program: Program, tmp_path: Path) -> None:
    folder = shutil.copytree(SCHEMES / "qingdao-2010", tmp_path / "方案")
    toml = folder / "scheme.toml"
    text = toml.read_text(encoding="utf-8")
    text = text.replace('default_kind = "committee"', 'defaultkind = "committee"')
    text = text.replace('form = "member-review"', 'form = "member-revue"', 1)
    text = text.replace('period = "half_year"', 'period = "sometimes"')
    toml.write_text(text, encoding="utf-8")
    plain = docx.Document()
    plain.add_paragraph("没有表格")
    plain.save(str(folder / "member-review.docx"))
    (folder / "org-review.docx").write_bytes(b"no Word file")
    (folder / "coverage.xlsx").unlink()
    with unchanged(tmp_path):
        fault = program.refused("new", tmp_path / "a.ledger", "--scheme", folder, "--unit", UNIT)
    every = fault["all"]
    assert isinstance(every, list)
    for each in every:
        hold_fault(each)
        assert each["place"]
    codes = {each["code"] for each in every}
    assert {"scheme.key_unknown", "scheme.value"} <= codes
    assert any("default_kind" in each["remedy"] for each in every), "a near miss is named"
    assert "scheme.toml" in every[0]["place"]


@pytest.mark.parametrize(
    ("spoil", "code", "place"),
    [
        (
            lambda f: docx.Document().save(str(f / "org-review.docx")),
            "form.no_table",
            "org-review.docx",
        ),
        (lambda f: (f / "org-review.docx").write_bytes(b"x"), "form.not_word", "org-review.docx"),
        (lambda f: (f / "org-review.docx").unlink(), "scheme.file_missing", "scheme.toml"),
        (lambda f: (f / "coverage.xlsx").write_bytes(b"x"), "table.not_excel", "coverage.xlsx"),
        (
            lambda f: (f / "scheme.toml").write_text("id = [", "utf-8"),
            "scheme.syntax",
            "scheme.toml",
        ),
        (lambda f: (f / "scheme.toml").unlink(), "scheme.", "方案"),
    ],
    ids=["no table", "no Word", "no form", "no Excel", "syntax", "no scheme"],
)
def test_a_broken_template_is_refused_by_its_name(
    program: Program, tmp_path: Path, spoil: Callable[[Path], object], code: str, place: str
) -> None:
    folder = shutil.copytree(SCHEMES / "qingdao-2010", tmp_path / "方案")
    spoil(folder)
    with unchanged(tmp_path):
        fault = program.refused("new", tmp_path / "a.ledger", "--scheme", folder, "--unit", UNIT)
    assert fault["code"].startswith(code)
    assert place in fault["place"] + fault["message"]


# ---- ledgers ---------------------------------------------------------------------------------


def _corrupt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()


def _newer_step(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(schema_migration)")]
        found = dict(
            zip(
                columns,
                connection.execute("SELECT * FROM schema_migration").fetchone(),
                strict=True,
            )
        )
        found = {
            k: "9999_later" if v == "0001_first_schema" else v
            for k, v in found.items()
            if k != "id"
        }
        marks = ", ".join("?" for _ in found)
        connection.execute(
            f"INSERT INTO schema_migration ({', '.join(found)}) VALUES ({marks})",
            tuple(found.values()),
        )
        connection.commit()


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (id INTEGER)")
        connection.commit()


def _text(path: Path) -> None:
    path.write_text("这不是台账", encoding="utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


SPOILS = [
    (_corrupt, "ledger.damaged"),
    (_truncate, "ledger.damaged"),
    (_empty, "ledger.damaged"),
    (_newer, "ledger.newer"),
    (_newer_step, "ledger.newer"),
    (_foreign, "ledger.foreign"),
    (_text, "ledger.foreign"),
    (Path.unlink, "ledger.missing"),
]


@pytest.mark.parametrize(("spoil", "code"), SPOILS, ids=lambda s: getattr(s, "__name__", s))
def test_a_ledger_that_cannot_be_trusted_is_refused_and_left_as_it_is(
    program: Program, ledger: Path, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    sheet = write_xlsx(tmp_path / "a.xlsx", REVIEWS)
    spoil(ledger)
    out = tmp_path / "出"
    with unchanged(tmp_path):
        for words in (
            ("stats", ledger),
            ("tasks", ledger),
            ("check", ledger),
            ("import", ledger, sheet),
            ("open-round", ledger, "--name", "x", "--start", "2011-02-01", "--end", "2011-03-01"),
            ("export-forms", ledger, "--out", out),
            ("export-ledger", ledger, "--out", out),
            ("backup", ledger, "--out", out),
        ):
            fault = program.refused(*words)
            assert (fault["code"], fault["place"]) == (code, str(ledger)), words


def test_a_damaged_ledger_offers_its_newest_backup(program: Program, ledger: Path) -> None:
    saved = ledger.parent / "台账_备份.ledger"
    program("backup", ledger, "--out", saved)
    figures = program("stats", ledger, code=1)
    _truncate(ledger)
    fault = program.refused("stats", ledger)
    assert saved.name in fault["remedy"]
    kept = program("restore", saved, "--to", ledger)["kept"]
    assert Path(kept).exists()
    assert program("stats", ledger, code=1) == figures


@pytest.mark.parametrize(
    ("spoil", "code"),
    [s for s in SPOILS if s[1] != "ledger.newer"],
    ids=lambda s: getattr(s, "__name__", s),
)
def test_only_a_sound_ledger_is_restored(
    program: Program, ledger: Path, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    source = Path(shutil.copy(ledger, tmp_path / "来源.ledger"))
    spoil(source)
    with unchanged(tmp_path):
        fault = program.refused("restore", source, "--to", ledger)
    assert fault["code"] in (code, "backup.failed", "file.missing")
    assert fault["place"] == str(source)


# ---- existing targets ------------------------------------------------------------------------

WRITERS: dict[str, tuple[str, ...]] = {
    "export-ledger": ("export-ledger", "{ledger}", "--out", "{out}/台账.xlsx"),
    "export-forms": ("export-forms", "{ledger}", "--out", "{out}"),
    "forms as one PDF": (
        "export-forms",
        "{ledger}",
        "--out",
        "{out}",
        "--format",
        "pdf",
        "--combine",
    ),
    "stats": ("stats", "{ledger}", "--out", "{out}/统计表.xlsx"),
    "export-all": ("export-all", "{ledger}", "--out", "{out}"),
    "backup": ("backup", "{ledger}", "--out", "{out}/备份.ledger"),
    "restore": ("restore", "{ledger}", "--to", "{out}/新.ledger"),
    "new": ("new", "{out}/新.ledger", "--scheme", "qingdao-2010", "--unit", "{unit}"),
    "rejects": ("import", "{ledger}", "{sheet}", "--rejects", "{out}/未导入.xlsx"),
    "demo": ("demo", "--out", "{out}"),
}


def filled_in(name: str, ledger: Path, out: Path, sheet: Path) -> list[str]:
    gaps = {"ledger": ledger, "out": out, "unit": UNIT, "sheet": sheet}
    return [word.format(**gaps) for word in WRITERS[name]]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [("姓名", "所在党支部"), ("宋丽", "办公室党支部"), ("唐军", "没有的党支部")]
    return write_xlsx(tmp_path / "名册.xlsx", rows)


@pytest.mark.parametrize("name", [n for n in WRITERS if n not in ("restore", "demo")])
def test_an_existing_target_stays_as_it_is(
    program: Program, ledger: Path, sheet: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    words = filled_in(name, ledger, out, sheet)
    shutil.copy(ledger, tmp_path / "先.ledger")
    program.answer(*words)
    shutil.copy(tmp_path / "先.ledger", ledger)
    assert list(out.iterdir())
    with unchanged(tmp_path):
        fault = program.refused(*words)
    assert fault["code"] in ("file.exists", "ledger.exists")
    assert Path(fault["place"]).is_relative_to(out)


def test_a_demo_never_writes_into_a_folder_that_holds_something(
    program: Program, tmp_path: Path
) -> None:
    mine = tmp_path / "qingdao-2010" / "我的.txt"
    mine.parent.mkdir()
    mine.write_text("重要", encoding="utf-8")
    with unchanged(tmp_path):
        fault = program.refused("demo", "--out", tmp_path)
    assert (fault["code"], fault["place"]) == ("file.exists", str(mine.parent))


# ---- disks -----------------------------------------------------------------------------------


def own_mounts() -> bool:
    """Tell whether a process may have mounts of its own here."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    script = "mount -t tmpfs none /mnt && umount /mnt"
    return (
        subprocess.run(
            ["unshare", "-m", "sh", "-c", script], check=False, capture_output=True
        ).returncode
        == 0
    )


needs_mounts = pytest.mark.skipif(not own_mounts(), reason="no mounts of one's own on this machine")


def on_disk(mount: str, out: Path, *words: str) -> tuple[Answer, list[str]]:
    """Run a command while a folder is another disk; return the answer and what is left there."""
    notes = out.parent / "notes.txt"
    script = f'{mount}\nshift\n"$@"\ncode=$?\nls -A "$OUT" > "$NOTES"\nexit $code'
    finished = subprocess.run(
        [
            "unshare",
            "-m",
            "sh",
            "-c",
            script,
            "sh",
            "",
            sys.executable,
            "-m",
            "app",
            *words,
            "--json",
        ],
        check=False,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "OUT": str(out), "NOTES": str(notes)},
    )
    answer = Answer(finished.returncode, finished.stdout.decode(), finished.stderr.decode())
    return answer, notes.read_text(encoding="utf-8").split("\n")[:-1]


TINY = 'mount -t tmpfs -o size=4k none "$OUT"'
READ_ONLY = 'mount --bind "$OUT" "$OUT"\nmount -o remount,bind,ro "$OUT"'


@needs_mounts
@pytest.mark.parametrize(
    ("mount", "codes"),
    [(TINY, {"file.no_space", "file.no_room"}), (READ_ONLY, {"file.read_only"})],
    ids=["full", "read-only"],
)
@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_takes_nothing_holds_nothing_half_written(
    ledger: Path, sheet: Path, tmp_path: Path, name: str, mount: str, codes: set[str]
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    before = content(ledger)
    answer, left = on_disk(mount, out, *filled_in(name, ledger, out, sheet))
    assert answer.code == 2, answer
    assert "Traceback" not in answer.words
    fault = answer.data["error"]
    hold_fault(fault)
    assert fault["code"] in codes
    assert Path(fault["place"]).is_relative_to(out)
    assert left == [] if name != "demo" else not [n for n in left if n.endswith(".part")]
    assert content(ledger) == before


@needs_mounts
def test_an_import_that_fills_the_disk_changes_nothing(ledger: Path, tmp_path: Path) -> None:
    people = [(f"王{n}", "办公室党支部", f"很长的职务{n}" * 20) for n in range(3000)]
    many = write_xlsx(tmp_path / "名册.xlsx", [("姓名", "所在党支部", "职务或职业"), *people])
    out, saved, before = ledger.parent, tmp_path / "后.ledger", structure(ledger)
    size = ledger.stat().st_size // 1024 + 600
    mount = (
        f'cp "$OUT/台账.ledger" "$OUT/../先.ledger"\nmount -t tmpfs -o size={size}k none "$OUT"\n'
        'cp "$OUT/../先.ledger" "$OUT/台账.ledger"'
    )
    script_words = ["import", str(ledger), str(many)]
    keep = f'{mount}\ntrap \'cp "$OUT/台账.ledger" "{saved}"\' EXIT'
    answer, left = on_disk(keep, out, *script_words)
    assert answer.code == 2, answer
    hold_fault(answer.data["error"])
    assert answer.data["error"]["code"] == "file.no_space"
    assert set(left) <= {"台账.ledger", "台账.ledger.备份"}, "a backup was made first"
    assert structure(saved) == before


def structure(ledger: Path) -> list[list[tuple[object, ...]]]:
    """Return what an import of people could change; a backup only counts its number up."""
    with closing(sqlite3.connect(ledger)) as connection:
        tables = ("organization", "person", "member", "appointment", "change")
        known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        return [
            connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for name in tables
            if name in known
        ]


@needs_mounts
def test_a_ledger_on_a_read_only_disk_is_refused(ledger: Path) -> None:
    with unchanged(ledger.parent):
        answer, left = on_disk(READ_ONLY, ledger.parent, "stats", str(ledger))
    assert (answer.code, left) == (2, ["台账.ledger"])
    fault = answer.data["error"]
    hold_fault(fault)
    assert fault["code"] == "ledger.read_only"


def test_a_file_larger_than_allowed_is_told_as_no_space(ledger: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    finished = subprocess.run(
        [
            sys.executable,
            "-m",
            "app",
            "export-ledger",
            str(ledger),
            "--out",
            str(tmp_path / "a.xlsx"),
            "--json",
        ],
        check=False,
        capture_output=True,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048)),
    )
    assert finished.returncode == 2, finished
    fault = json.loads(finished.stdout)["error"]
    hold_fault(fault)
    assert not (tmp_path / "a.xlsx").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["账"]


# ---- two programs ----------------------------------------------------------------------------


def test_a_second_program_is_refused_while_the_first_works(program: Program, ledger: Path) -> None:
    from app.boot import office

    with office().open(ledger):
        answer = process("stats", ledger, "--json")
    assert answer.code == 2
    fault = answer.data["error"]
    hold_fault(fault)
    assert fault["code"] == "ledger.locked"
    assert program("stats", ledger, code=1)
