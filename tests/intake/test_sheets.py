from __future__ import annotations

import io
import random
import time
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors.fault import Refusal
from app.domain.proposal import SheetKind
from app.intake import sheet_parser
from app.intake.sheets import Sheet, cell_text, read_sheets
from app.intake.tables import recognise
from tests.intake.helpers import BOOKS, ORGANIZATIONS, Ledger, codes, read, table, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.office import Soffice

ROSTER = table(("姓名", "所在党支部"), ("张三", "第一党支部"))


def outcome(path: Path) -> str:
    """Return the code that a file ends in, or nothing where it can be read."""
    try:
        read_sheets(path)
    except Refusal as refused:
        return refused.fault.code
    return ""


def code_of(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        read_sheets(path)
    assert refused.value.fault.place == str(path.resolve())
    return refused.value.fault.code


# ---- what can be read ------------------------------------------------------------------------


def test_cells_become_the_text_a_person_would_type(tmp_path: Path) -> None:
    values = [1975.1, 42, 42.0, date(2010, 1, 2), True, 370285197506011234, "=1+1", " 字 "]
    (sheet,) = read_sheets(write_xlsx(tmp_path / "a.xlsx", [values, ["末"]]))
    texts = [cell_text(cell) for cell in sheet.rows[0]]
    assert texts == [
        "1975.1",
        "42",
        "42",
        "2010-01-02",
        "是",
        "3.702851975060113e+17",
        "=1+1",
        "字",
    ]


def test_the_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    source = write_xlsx(tmp_path / "a.xlsx", ROSTER)
    for name in ("a.xls", "a.et", "a.csv", "a"):
        path = tmp_path / name
        path.write_bytes(source.read_bytes())
        assert read_sheets(path)[0].rows[1][0] == "张三"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_by_bom_then_utf8_then_gb18030(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "名册.csv"
    text = f"姓名{mark}入党时间\r\n𠮷田㛃{mark}1975.1\r\n=1+1{mark}\r\n"
    path.write_bytes(text.encode(encoding))
    (sheet,) = read_sheets(path)
    assert sheet.rows == [["姓名", "入党时间"], ["𠮷田㛃", "1975.1"], ["=1+1", None]]


@pytest.mark.office
def test_old_excel_and_open_document_sheets(tmp_path: Path, soffice: Soffice) -> None:
    source = write_xlsx(tmp_path / "a.xlsx", [*ROSTER, ["李四", date(2010, 1, 2)]])
    for ending in ("xls", "ods"):
        out = soffice(source, ending, tmp_path / ending)
        (sheet,) = read_sheets(out)
        assert sheet.rows[2] == ["李四", date(2010, 1, 2)]
        assert sheet.first_row == 1


def test_blank_rows_above_and_cells_that_span_several_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in ([], [None, "支部", "姓名"], [None, "一支部", "张三"], [None, None, "李四"]):
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    book.save(tmp_path / "a.xlsx")
    (found,) = read_sheets(tmp_path / "a.xlsx")
    assert found.first_row == 2
    assert list(found.rows) == [["支部", "姓名"], ["一支部", "张三"], ["一支部", "李四"]]


# ---- what cannot -----------------------------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


GARBAGE: dict[str, tuple[bytes | str, str]] = {
    "empty": (b"", "sheet.empty"),
    "blank": (b" \r\n \r\n", "sheet.empty"),
    "commas": (b",,,\r\n,,,\r\n", "sheet.empty"),
    "bytes": (bytes(range(256)) * 40, "sheet.unreadable"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "sheet.picture"),
    "html": ("<html><body><table><tr><td>姓名</td></table>".encode(), "sheet.html"),
    "html with a mark": ("\ufeff <TABLE border=1><tr><td>姓名".encode(), "sheet.html"),
    "html in gbk": ('<!DOCTYPE html><meta charset="gbk">姓名'.encode("gbk"), "sheet.html"),
    "xml": ('<?xml version="1.0"?><Workbook>姓名</Workbook>'.encode(), "sheet.unreadable"),
    "word": (zipped({"word/document.xml": b"<w:document/>"}), "sheet.word"),
    "zip of something": (zipped({"a.txt": b"a"}), "sheet.archive"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "sheet.unreadable"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le"),
        "sheet.encrypted",
    ),
    "old word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "WordDocument".encode("utf-16-le"),
        "sheet.old_word",
    ),
    "big5": ("姓名,黨支部\r\n" + "張學良,憲兵隊第一黨支部書記\r\n" * 20, "sheet.encoding"),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_what_is_no_sheet_says_so(tmp_path: Path, name: str) -> None:
    content, code = GARBAGE[name]
    path = tmp_path / "名册.xls"
    path.write_bytes(content.encode("big5") if isinstance(content, str) else content)
    assert code_of(path) == code


def test_a_missing_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "没有.xlsx") == "file.missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "名册.xlsx"
    folder.mkdir()
    assert code_of(folder) == "file.unreadable"


def test_what_unpacks_to_more_than_anybody_needs(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROSTER)
    with zipfile.ZipFile(path, "a") as package:
        noise = random.Random(1).randbytes(1 << 20)
        for number in range(3):
            package.writestr(f"xl/media/{number}.bin", noise)
            package.getinfo(f"xl/media/{number}.bin").file_size = 240 << 20
    assert code_of(path) == "sheet.too_large_unpacked"


def test_truncated_files(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", ROSTER).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[: int(len(whole) * share)])
        assert code_of(path) == "sheet.damaged"


def test_cells_at_the_ends_of_the_world(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["XFD1048576"] = "姓名", "完"
    book.save(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size < 5000
    started = time.monotonic()
    assert code_of(tmp_path / "a.xlsx") == "sheet.too_many_cells"
    assert time.monotonic() - started < 10


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.xlsx"
    source = zipfile.ZipFile(io.BytesIO(write_xlsx(tmp_path / "a.xlsx", ROSTER).read_bytes()))
    parts = {name: source.read(name) for name in source.namelist()}
    path.write_bytes(zipped({**parts, "xl/media/zeros": bytes(700 << 20)}))
    assert path.stat().st_size < 1 << 20
    assert code_of(path) == "sheet.bomb"

    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' if n else '<!ENTITY e0 "哈哈哈哈哈哈哈哈">'
        for n in range(12)
    )
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    laughs = f"<!DOCTYPE x [{entities}]>" + sheet.replace("<v>0</v>", "<v>&e11;</v>")
    path.write_bytes(zipped({**parts, "xl/worksheets/sheet1.xml": laughs.encode()}))
    assert outcome(path).partition(".")[0] in ("", "sheet", "file")

    monkeypatch.setattr(sheet_parser, "MAX_BYTES", 100)
    with pytest.raises(Refusal) as refused_size:
        sheet_parser.parse(str(tmp_path / "a.xlsx"))
    assert refused_size.value.fault.code == "file.too_large"


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_damaged_bytes_end_in_rows_or_in_a_code(
    tmp_path_factory: pytest.TempPathFactory, r: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(write_xlsx(folder / "a.xlsx", ROSTER).read_bytes())
    for _ in range(r.randint(1, 30)):
        content[r.randrange(len(content))] = r.randrange(256)
    path = folder / "b.xlsx"
    path.write_bytes(bytes(content))
    assert outcome(path).partition(".")[0] in ("", "sheet", "file")


# ---- header rows and kinds -------------------------------------------------------------------


def test_the_header_is_found_below_titles_and_footers_are_passed_over(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [
            ["党员花名册"],
            ["填报单位：城阳分局", None, None, "2010年12月"],
            [],
            ["序号", "党员\n姓名*", "所 在 支 部：", "入党时间（年月）", "民 族"],
            [1, "张三", "第一党支部", "1975.06", "汉"],
            [None, None, None, None, None],
            [2, "李四", "第一党支部", None, None],
            ["序号", "党员\n姓名*", "所 在 支 部：", "入党时间（年月）", "民 族"],
            [3, "注册商", "第一党支部", None, None],
            ["合计", 3],
            ["填表人：张三", None, "审核人：李四"],
            ["注：本表一式两份"],
        ],
    )
    (found,) = read(path)
    assert found.kind is SheetKind.MEMBERS
    assert found.header_row == 4
    assert found.mapping["党员姓名*"] == "姓名"
    assert set(found.mapping.values()) == {"序号", "姓名", "所在党支部", "入党时间"}
    assert [(row.number, row.cells["姓名"]) for row in found.rows] == [
        (5, "张三"),
        (7, "李四"),
        (9, "注册商"),
    ]
    assert found.rows[0].extra == {"民族": "汉"}


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("支部名称", "类型", "上级组织"), SheetKind.ORGANIZATIONS),
        (("姓名", "党支部"), SheetKind.MEMBERS),
        (
            ("轮次", "登记表", "点评对象", "党员姓名", "性别", "出生年月", "入党时间"),
            SheetKind.REVIEWS,
        ),
    ],
)
def test_the_columns_tell_the_kind(header: tuple[str, ...], kind: SheetKind) -> None:
    assert recognise("f", [Sheet("", [header, header])], BOOKS)[0].kind is kind


def test_sheets_that_are_no_list(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read(write_xlsx(tmp_path / "a.xlsx", [["诗"], ["床前明月光"]]))
    assert refused.value.fault.code == "sheet.kind"
    with pytest.raises(Refusal) as refused:
        read(write_xlsx(tmp_path / "a.xlsx", [["党组织名称", "类别"], ["甲", "党委"]]))
    assert refused.value.fault.code == "sheet.header"
    with pytest.raises(Refusal) as refused:
        read(write_xlsx(tmp_path / "a.xlsx", ROSTER), SheetKind.REVIEWS)
    assert refused.value.fault.code == "sheet.header"
    assert "点评对象" in refused.value.fault.remedy


def test_several_sheets_of_one_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first: Any = book.active
    first.append(["填表说明"])
    for name, rows in (("党组织", [ORGANIZATIONS, ("甲党支部", "党支部", None)]), ("党员", ROSTER)):
        sheet: Any = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    hidden: Any = book.create_sheet("字典")
    hidden.append(["姓名", "性别"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert [t.kind for t in found] == [SheetKind.ORGANIZATIONS, SheetKind.MEMBERS]
    assert {w.code for w in found[0].warnings} == {"sheet.hidden_sheets", "sheet.passed_by"}


def test_a_csv_in_gb18030_goes_all_the_way(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    path = tmp_path / "组织.csv"
    text = "党组织名称,党组织类别,上级党组织\r\n甲党支部,党支部,城阳分局党委\r\n乙,党支部,丙\r\n"
    path.write_bytes(text.encode("gb18030"))
    done = ledger.apply(ledger.propose_tables(read(path)))
    assert codes(done) == [(3, "row.parent_missing")]
    assert "城阳分局党委/甲党支部" in ledger.paths()
