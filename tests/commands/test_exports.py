"""export-forms and export-ledger: which copies, in which shape, and what they hold."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import REVIEW_HEADINGS, REVIEWS, ROUND, UNIT, review
from tests.program import Program, content, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable

MEMBER_TARGETS, ORG_TARGETS = (
    {"郑华", "吴刚", "冯娟"},
    {
        *("办公室党支部", "一分局第一党支部", "机关党委"),
    },
)
COPIES = {
    "self": MEMBER_TARGETS,
    "own": MEMBER_TARGETS | ORG_TARGETS,
    "superior": ORG_TARGETS,
    "posting": MEMBER_TARGETS | ORG_TARGETS,
}


def targets(files: Iterable[str]) -> set[str]:
    return {Path(file).stem.split("_")[2] for file in files}


def cells(path: str | Path) -> list[str]:
    table = docx.Document(str(path)).tables[0]
    return [cell.text for row in table.rows for cell in row.cells]


def text_of(path: str | Path) -> str:
    return "\n".join(cells(path))


@pytest.mark.parametrize("copy", sorted(COPIES))
def test_a_copy_is_made_of_the_forms_whose_note_names_it(
    program: Program, reviewed: Path, tmp_path: Path, copy: str
) -> None:
    out = tmp_path / "新" / "登记表"
    made = program("export-forms", reviewed, "--out", out, "--copy", copy)
    assert set(made) == {"files", "count", "overflowing"}
    assert (made["count"], made["overflowing"]) == (len(COPIES[copy]), [])
    assert targets(made["files"]) == COPIES[copy]
    assert {Path(file).parent for file in made["files"]} == {out}
    assert sorted(made["files"]) == sorted(map(str, out.iterdir()))


def test_all_copies_stand_in_folders_of_their_own(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    made = program("export-forms", reviewed, "--out", tmp_path / "全部", "--copy", "all")
    folders: dict[str, set[str]] = {}
    for file in made["files"]:
        folders.setdefault(Path(file).parent.name, set()).update(targets([file]))
    words = {"self": "本人", "own": "党组织", "superior": "上一级党组织", "posting": "公示"}
    assert folders == {words[copy]: names for copy, names in COPIES.items()}
    assert made["count"] == sum(map(len, COPIES.values()))


def test_each_form_comes_once_where_no_copy_is_named(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    made = program("export-forms", reviewed, "--out", tmp_path / "o")
    assert sorted(Path(file).name for file in made["files"]) == sorted(
        (
            "办公室党支部_党员点评表_郑华_20101220.docx",
            "一分局第一党支部_党员点评表_吴刚_20101221.docx",
            "一分局第一党支部_党员点评表_冯娟_20110120.docx",
            "机关党委_党组织点评表_办公室党支部_20101228.docx",
            "一分局党总支_党组织点评表_一分局第一党支部_20101229.docx",
            "市局党组_党组织点评表_机关党委_20101230.docx",
        )
    )
    filled = next(file for file in made["files"] if "郑华" in file)
    text = text_of(filled)
    for expected in ("郑华", "女", "1981年2月", "2005年6月", "科员", "2010年12月20日", "会议室"):
        assert expected in text
    assert "赵敏，办公室党支部书记" in text
    assert "郑华成绩明显" in text


def test_under_and_filing_choose_among_the_forms(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    part = ("--under", "一分局党总支")
    made = program("export-forms", reviewed, "--out", tmp_path / "a", *part)
    assert targets(made["files"]) == {"吴刚", "冯娟", "一分局第一党支部"}
    made = program("export-forms", reviewed, "--out", tmp_path / "b", "--filing")
    assert targets(made["files"]) == {"办公室党支部", "机关党委"}, "reviewed by the head himself"
    made = program("export-forms", reviewed, "--out", tmp_path / "c", "--filing", *part)
    assert targets(made["files"]) == {"一分局第一党支部"}
    made = program("export-forms", reviewed, "--out", tmp_path / "d", "--under", "一分局第二党支部")
    assert (made["files"], made["count"]) == ([], 0)


def test_a_posted_copy_hides_and_its_properties_are_clean(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    hidden = [
        ("姓名", "所在党支部", "出生年月", "身份证号", "联系电话"),
        ("郑华", "办公室党支部", "1981.02.05", "000000198102050000", "13800000000"),
    ]
    program("import", reviewed, write_xlsx(tmp_path / "名册.xlsx", hidden))
    made = program("export-forms", reviewed, "--out", tmp_path / "o", "--copy", "posting")
    for file in map(Path, made["files"]):
        with zipfile.ZipFile(file) as package:
            everything = b"".join(map(package.read, package.namelist())).decode("utf-8", "ignore")
            properties = package.read("docProps/core.xml").decode()
        for secret in ("000000198102050000", "13800000000", "1981.02.05", "2月5日"):
            assert secret not in everything
        document = docx.Document(str(file))
        said = document.core_properties
        assert not any((said.author, said.last_modified_by, said.comments, said.keywords))
        assert str(tmp_path) not in properties


def test_unfinished_forms_are_not_posted(program: Program, opened: Path, tmp_path: Path) -> None:
    rows = [REVIEW_HEADINGS[:9], (*review("郑华", "赵敏", "")[:8], "已写小结")]
    program("import", opened, write_xlsx(tmp_path / "a.xlsx", rows))
    own = program("export-forms", opened, "--out", tmp_path / "a", "--copy", "own")
    posted = program("export-forms", opened, "--out", tmp_path / "b", "--copy", "posting")
    assert (own["count"], posted["count"]) == (1, 0)


def test_blank_forms_are_empty(program: Program, reviewed: Path, tmp_path: Path) -> None:
    made = program("export-forms", reviewed, "--out", tmp_path / "o", "--copy", "blank")
    assert sorted(Path(file).name for file in made["files"]) == [
        "市局党组_党员点评表_空白表.docx",
        "市局党组_党组织点评表_空白表.docx",
    ]
    texts = " ".join(map(text_of, made["files"]))
    assert "党员姓名" in texts
    assert not any(name in texts for name in MEMBER_TARGETS | ORG_TARGETS)


@pytest.mark.parametrize("combined", [(), ("--combine",)], ids=["apart", "combined"])
def test_pdf_and_word_come_apart_or_in_one(
    program: Program, reviewed: Path, tmp_path: Path, combined: tuple[str, ...]
) -> None:
    import pypdfium2

    words = ("export-forms", reviewed, "--copy", "own", *combined)
    pdf = program(*words, "--out", tmp_path / "p", "--format", "pdf")
    word = program(*words, "--out", tmp_path / "w")
    assert pdf["count"] == word["count"] == (2 if combined else 6)
    pages = 0
    for file in pdf["files"]:
        document = pypdfium2.PdfDocument(file)
        pages += len(document)
        document.close()
    assert pages == 6, "one page for each form"
    assert sum(len(docx.Document(file).tables) for file in word["files"]) == 6
    assert [Path(f).stem for f in pdf["files"]] == [Path(f).stem for f in word["files"]]


def test_a_form_that_runs_over_is_named(program: Program, opened: Path, tmp_path: Path) -> None:
    long = "认真学习，扎实工作，服务群众，" * 120
    rows = [REVIEW_HEADINGS, review("郑华", "赵敏", "2010-12-20", said=long)]
    program("import", opened, write_xlsx(tmp_path / "a.xlsx", rows))
    made = program("export-forms", opened, "--out", tmp_path / "o", code=1)
    assert made["overflowing"] == [Path(made["files"][0]).name]
    document = docx.Document(made["files"][0])
    whole = "".join(p.text for p in document.paragraphs) + "".join(cells(made["files"][0]))
    assert whole.count("服务群众") >= 240, "no word is lost"


def test_existing_files_stay_and_all_or_nothing_is_written(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    out.mkdir()
    mine = out / "市局党组_党组织点评表_机关党委_20101230.docx"
    mine.write_bytes(b"mine")
    with unchanged(tmp_path):
        fault = program.refused("export-forms", reviewed, "--out", out)
        assert (fault["code"], fault["place"]) == ("file.exists", str(mine))
    made = program("export-forms", reviewed, "--out", out, "--overwrite")
    assert made["count"] == 6
    assert mine.read_bytes() != b"mine"


def test_the_ledger_list_comes_back_without_a_change(
    program: Program, reviewed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "台账.xlsx"
    assert program("export-ledger", reviewed, "--out", out) == {"file": str(out), "rows": 6}
    with unchanged(tmp_path):
        assert program.refused("export-ledger", reviewed, "--out", out)["code"] == "file.exists"
    before = content(reviewed)
    (file,) = program("import", reviewed, out)["files"]
    assert (file["added"], file["changed"], file["unchanged"]) == (0, 0, 6)
    assert content(reviewed) == before
    book = openpyxl.load_workbook(out)
    rows = list(book.worksheets[0].values)
    book.close()
    assert rows[0][:9] == (
        *("轮次", "登记表", "点评对象", "所在党组织", "点评领导", "点评领导单位及职务"),
        *("点评时间", "地点", "点评形式"),
    )
    assert {row[2] for row in rows[1:]} == {row[2] for row in REVIEWS[1:]}


def test_text_that_looks_like_a_formula_stays_text(
    program: Program, opened: Path, tmp_path: Path
) -> None:
    rows = [REVIEW_HEADINGS, (*review("郑华", "赵敏", "2010-12-20")[:9], "=1+1", "-无", "@下一步")]
    program("import", opened, write_xlsx(tmp_path / "a.xlsx", rows))
    program("export-ledger", opened, "--out", tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    found = {cell.value: cell.data_type for row in book.worksheets[0] for cell in row}
    book.close()
    assert {found[text] for text in ("=1+1", "-无", "@下一步")} == {"s"}


def test_everything_is_written_and_named(program: Program, reviewed: Path, tmp_path: Path) -> None:
    out = tmp_path / "全部"
    made = program("export-all", reviewed, "--out", out)
    assert set(made) == {"files"}
    assert sorted(made["files"]) == sorted(str(p) for p in out.rglob("*") if p.is_file())
    assert Path(made["files"][0]).name == "目录.txt"
    assert program.refused("export-all", reviewed, "--out", out)["code"] == "file.exists"
    before = {path: Path(path).read_bytes() for path in made["files"]}
    again = program("export-all", reviewed, "--out", out, "--overwrite")
    assert again == made
    assert {path: Path(path).read_bytes() for path in made["files"]} == before


def test_everything_can_be_imported_again(program: Program, reviewed: Path, tmp_path: Path) -> None:
    out, fresh = tmp_path / "全部", tmp_path / "新.ledger"
    program("export-all", reviewed, "--out", out)
    program("new", fresh, "--scheme", "qingdao-2010", "--unit", UNIT)
    lists = program("import", fresh, out / "党组织名单.xlsx", out / "党员名册.xlsx")
    assert [len(file["rejected"]) for file in lists["files"]] == [0, 0]
    program("open-round", fresh, *ROUND, code=1)
    program("import", fresh, out / "台账.xlsx")
    stats = [program("stats", ledger, code=1)["figures"] for ledger in (reviewed, fresh)]
    assert stats[0] == stats[1]
