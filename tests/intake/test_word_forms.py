from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.form import Annex, FormSpec, annex_title, cut_for_annex
from app.export.word_form import WordTemplate
from app.intake.word_forms import FoundBy, read_back, read_back_safely
from app.specs.form_reader import read_form
from tests.intake.forms_corpus import surgery
from tests.word_builder import declaration, edited, paragraph, unzipped, word_form, zipped

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tests.office import Soffice

FORMS = Path(__file__).resolve().parents[2] / "resources" / "schemes" / "qingdao-2010"
OFFICIAL = ("org-review", "member-review")
UNSEEN = """
    ↓甲乙/丙 | 戊 己 >2  | [k.one] >2         | 庚   | [k.two]
    ^        | 辛 >2      | [k.three] >4
    壬 >3                 | ↓[k.tall] >2       | 癸   | [k.four]  | 1200
    子 >2    | [k.five]   | ^ >2               | 丑   | [k.six]   | 600
"""
TRICKY = '《{key}》a&b <c> "d" =1 😀𠮷㛃\n　　缩进 行\n\n  空格 \n末行'


def template(name: str) -> WordTemplate:
    if name == "unseen":
        word = word_form(UNSEEN, (700, 900, 1300, 1100, 1500, 1000, 2000))
    else:
        word = (FORMS / f"{name}.docx").read_bytes()
    said = declaration(id=name, title=name, annex=(*(["target.summary"] * (name in OFFICIAL)),))
    return WordTemplate(word, read_form(word, said, name))


def specs() -> list[FormSpec]:
    return [template(name).spec for name in (*OFFICIAL, "unseen")]


def tricky(spec: FormSpec) -> dict[str, str]:
    return {key: TRICKY.replace("{key}", key) for key in spec.field_by_key}


def without_marks(word: bytes) -> bytes:
    files = unzipped(word)
    pieces = files["word/document.xml"].split("<w:bookmark")
    plain = pieces[0] + "".join(piece.partition("/>")[2] for piece in pieces[1:])
    return zipped({**files, "word/document.xml": plain})


@pytest.mark.parametrize("name", [*OFFICIAL, "unseen"])
def test_the_right_form_is_recognised_among_others(name: str) -> None:
    filled = template(name)
    (form,) = read_back(filled.fill(tricky(filled.spec)), specs())
    assert form.form == name
    assert form.values == tricky(filled.spec)


@pytest.mark.parametrize("name", [*OFFICIAL, "unseen"])
def test_without_marks_the_place_in_the_grid_tells(name: str) -> None:
    filled = template(name)
    (form,) = read_back(without_marks(filled.fill(tricky(filled.spec))), specs())
    assert form.form == name
    assert form.values == tricky(filled.spec)
    assert set(form.found_by.values()) == {FoundBy.POSITION}


def test_without_marks_an_annex_is_found_by_its_heading() -> None:
    filled = template("org-review")
    cell, rest = cut_for_annex("一二三四\n五六", 2)
    title = annex_title(filled.spec.field_by_key["target.summary"])
    word = filled.fill({"target.summary": cell}, [Annex("target.summary", title, rest)])
    (form,) = read_back(without_marks(word), specs())
    assert form.values["target.summary"] == "一二三四\n五六"


def annexed() -> tuple[bytes, str]:
    """Return a form that goes on on an 附页, and the heading of that."""
    filled = template("org-review")
    cell, rest = cut_for_annex("一二三四\n五六", 2)
    title = annex_title(filled.spec.field_by_key["target.summary"])
    return filled.fill({"target.summary": cell}, [Annex("target.summary", title, rest)]), title


def told(word: bytes) -> list[str]:
    (form,) = read_back(word, specs())
    return [warning.code for warning in form.warnings]


def test_an_annex_of_no_field_is_told_and_not_read() -> None:
    word, title = annexed()
    word = edited(without_marks(word), title, "附页：补充材料")
    (form,) = read_back(word, specs())
    assert [w.code for w in form.warnings] == ["form.annex_missing", "form.annex_unknown"]
    assert "补充材料" in form.warnings[1].message
    assert "三四" not in "".join(form.values.values())


def test_an_annex_with_its_mark_is_read_whatever_its_heading_says() -> None:
    word, title = annexed()
    (form,) = read_back(edited(word, title, "附页：补充材料"), specs())
    assert form.values["target.summary"] == "一二三四\n五六"
    assert not form.warnings


@pytest.mark.parametrize("heading", ["附页：前段小结", "附页：补充材料"])
def test_text_behind_the_end_of_an_annex_is_read_and_doubted(heading: str) -> None:
    word, title = annexed()
    word = edited(edited(word, title, heading), "<w:sectPr", f"{paragraph('另行说明')}<w:sectPr")
    (form,) = read_back(word, specs())
    assert form.values["target.summary"] == "一二三四\n五六\n另行说明"
    assert [warning.code for warning in form.warnings] == ["form.annex_doubtful"]


def test_an_annex_whose_end_nothing_tells_is_doubted() -> None:
    assert told(without_marks(annexed()[0])) == ["form.annex_doubtful"]


def test_two_annexes_of_one_heading_are_both_read() -> None:
    word, title = annexed()
    more = paragraph(title) + paragraph("七八")
    word = edited(without_marks(word), "<w:sectPr", f"{more}<w:sectPr")
    (form,) = read_back(word, specs())
    assert form.values["target.summary"] == "一二三四\n五六\n七八"


def test_cells_that_no_field_takes_are_counted_and_shown() -> None:
    row = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(text)}</w:tc>'
        for text, span in (("民族", 3), ("汉族", 4))
    )
    word = edited(template("unseen").fill({}), "<w:tr>", f"<w:tr>{row}</w:tr><w:tr>")
    (form,) = read_back(word, specs())
    (warning,) = form.warnings
    assert warning.code == "form.text_left"
    assert " 2 " in warning.message
    assert "“民族”“汉族”" in warning.message


def test_a_table_that_only_resembles_a_form_is_read_and_doubted() -> None:
    spec = template("member-review").spec
    drawing = (
        "党员姓名 | 甲\n性别 | 男\n出生年月 | 1970年\n职务或职业 | 工人\n入党时间 | 1990年\n"
        "主要成绩 | 好\n爱好 | 下棋"
    )
    (form,) = read_back(word_form(drawing, (900, 3000), before=(spec.title,)), [spec])
    assert form.values["review.achievements"] == "好"
    assert "form.form_guessed" in {warning.code for warning in form.warnings}


def test_in_another_layout_the_labels_tell() -> None:
    spec = template("member-review").spec
    drawing = (
        "党员姓名 | 甲 | 性别 | 男\n出生年月 | 1970年 | 职务或职业 | 工人\n"
        "入党时间 | 1990年 | 存在的问题/和不足 | 无\n点评时间 | | 地 点 | 青岛\n"
        "主要成绩 | 好 | 别的 | 无"
    )
    (form,) = read_back(word_form(drawing, (900,) * 4), [spec])
    assert form.values["member.name"] == "甲"
    assert form.values["review.problems"] == "无"
    assert form.found_by["member.birth"] is FoundBy.LABEL
    missing = {w.message for w in form.warnings if w.code == "form.cell_missing"}
    assert len(missing) == len(spec.fields) - len(form.values)


def test_a_row_added_by_hand_does_not_move_the_values() -> None:
    filled = template("unseen")
    word = filled.fill(tricky(filled.spec))
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="7"/></w:tcPr><w:p/></w:tc>'
    word = edited(word, "<w:tr>", f"<w:tr>{cell}</w:tr><w:tr>")
    (form,) = read_back(word, specs())
    assert form.values == tricky(filled.spec)


def test_what_was_typed_beside_the_mark_or_as_a_tracked_change_is_read() -> None:
    filled = template("org-review")
    word = filled.fill({"review.place": "甲"})
    word = edited(
        word,
        ">甲</w:t></w:r>",
        '>甲</w:t></w:r><w:ins w:id="1"><w:r><w:t>乙</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        "<w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:noBreakHyphen/></w:r>",
    )
    (form,) = read_back(word, specs())
    assert form.values["review.place"] == "甲乙丙\u2011"
    assert [warning.code for warning in form.warnings] == ["form.tracked"]


def test_text_that_nobody_reads_is_counted() -> None:
    filled = template("org-review")
    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里四字</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    word = edited(filled.fill({}), "<w:body>", f"<w:body>{box}")
    (form,) = read_back(word, specs())
    (warning,) = form.warnings
    assert warning.code == "form.unread"
    assert " 4 " in warning.message


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (b"%PDF-1.4", "form.pdf"),
        (b"nothing", "form.not_word"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "form.picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "form.picture"),
        (b"PK\x03\x04 cut off", "form.damaged"),
        (b"{\\rtf1", "form.rtf"),
        (b"<html><table>", "form.html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "form.old_word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "form.encrypted",
        ),
        (zipped({"content.xml": "", "mimetype": ""}), "form.odt"),
        (zipped({"xl/workbook.xml": ""}), "form.is_sheet"),
        (word_form("甲 | [a]\n乙 | 丙", (900, 900)), "form.unrecognized"),
    ],
)
def test_what_is_no_form_is_refused(word: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_back(word, [template("org-review").spec], "x.docx")
    assert refused.value.fault.code == code
    assert refused.value.fault.place == "x.docx"


@pytest.mark.parametrize("marks", [True, False])
def test_another_form_of_the_scheme_is_not_taken_for_this_one(marks: bool) -> None:
    word = template("org-review").fill({})
    with pytest.raises(Refusal) as refused:
        read_back(word if marks else without_marks(word), [template("member-review").spec])
    assert refused.value.fault.code == "form.unrecognized"


def test_the_child_process_gives_the_same() -> None:
    filled = template("member-review")
    word = filled.fill(tricky(filled.spec))
    assert read_back_safely(word, specs()) == read_back(word, specs())


def test_the_child_process_refuses_with_the_same_code() -> None:
    with pytest.raises(Refusal) as refused:
        read_back_safely(b"nothing", specs(), "x.docx")
    assert refused.value.fault.code == "form.not_word"


# ---- after other programs saved it -----------------------------------------------------------

TRIPS = (("docx",), ("doc", "docx"), ("odt", "docx"))


@pytest.mark.office
@pytest.mark.parametrize("trip", TRIPS, ids="-".join)
def test_forms_come_back_after_libreoffice_saved_them(
    trip: tuple[str, ...], soffice: Soffice, tmp_path: Path
) -> None:
    paths, expected = [], []
    for name in (*OFFICIAL, "unseen"):
        filled = template(name)
        values, annexes = tricky(filled.spec), []
        if name in OFFICIAL:
            whole = values["target.summary"] * 3
            values["target.summary"], rest = cut_for_annex(whole, len(whole) // 2)
            title = annex_title(filled.spec.field_by_key["target.summary"])
            annexes = [Annex("target.summary", title, rest)]
        path = tmp_path / f"{name}.docx"
        path.write_bytes(filled.fill(values, annexes))
        paths.append(path)
        if annexes:
            values["target.summary"] = whole
        expected.append((name, values))
    for number, suffix in enumerate(trip):
        paths = soffice.many(paths, suffix, tmp_path / f"{number}")
    known = specs()
    for path, (name, values) in zip(paths, expected, strict=True):
        (form,) = read_back(path.read_bytes(), known)
        assert form.form == name
        assert form.values == values
        assert set(form.found_by.values()) == {FoundBy.MARK}
        assert not form.warnings


@pytest.mark.office
def test_a_combined_file_comes_back_after_libreoffice_saved_it(
    soffice: Soffice, tmp_path: Path
) -> None:
    filled = template("org-review")
    forms = [{key: f"{n}·{key}" for key in filled.spec.field_by_key} for n in range(5)]
    path = tmp_path / "all.docx"
    path.write_bytes(filled.combine((values, []) for values in forms))
    again = soffice(path, "docx", tmp_path / "again")
    assert [form.values for form in read_back(again.read_bytes(), specs())] == forms


@pytest.mark.parametrize("marks", [True, False])
def test_a_cell_that_runs_past_the_labels_of_two_rows_is_doubtful(marks: bool) -> None:
    def change(body: Element) -> None:
        one = surgery.value_cell(body, "review.achievements")
        other = surgery.value_cell(body, "review.problems")
        surgery.say(one, "两项合写在一起")
        surgery.merge_down(one, "restart")
        surgery.merge_down(other, "continue")
        if not marks:
            surgery.unmark(body)

    (form,) = read_back(surgery.cut(template("org-review").fill({}), change), specs())
    said = {warning.code for warning in form.warnings}
    assert said == {"form.cell_guessed", "form.cell_missing"}
    assert form.found_by["review.achievements"] is FoundBy.GUESS
