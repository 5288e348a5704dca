from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.domain.form import Align, FieldKind, FormSpec
from app.domain.plain import from_plain, to_plain
from app.domain.scheme import Block, FieldOverride
from app.specs.form_reader import read_form
from tests.word_builder import (
    W,
    declaration,
    edited,
    unzipped,
    word_file,
    word_form,
    zipped,
)

if TYPE_CHECKING:
    from tests.office import Soffice

FORMS = Path(__file__).resolve().parents[2] / "resources" / "schemes" / "qingdao-2010"

# R: a form nobody has seen, seven columns, two vertical merges
WIDTHS = (700, 900, 1300, 1100, 1500, 1000, 2000)
DRAWING = """
    ↓甲乙/丙 | 戊 己 >2  | [k.one] >2         | 庚   | [k.two]
    ^        | 辛 >2      | [k.three] >4
    壬 >3                 | ↓[k.tall] >2       | 癸   | [k.four]  | 1200
    子 >2    | [k.five]   | ^ >2               | 丑   | [k.six]   | 600
"""


@pytest.fixture(scope="module")
def unseen() -> FormSpec:
    return read_form(word_form(DRAWING, WIDTHS), declaration(), "form.docx")


def test_the_grid_is_exactly_as_drawn(unseen: FormSpec) -> None:
    assert unseen.widths == WIDTHS
    grid = [
        (c.row, c.column, c.row_span, c.column_span, c.text or f"[{c.field}]") for c in unseen.cells
    ]
    assert grid == [
        (0, 0, 2, 1, "甲乙\n丙"),
        (0, 1, 1, 2, "戊 己"),
        (0, 3, 1, 2, "[k.one]"),
        (0, 5, 1, 1, "庚"),
        (0, 6, 1, 1, "[k.two]"),
        (1, 1, 1, 2, "辛"),
        (1, 3, 1, 4, "[k.three]"),
        (2, 0, 1, 3, "壬"),
        (2, 3, 2, 2, "[k.tall]"),
        (2, 5, 1, 1, "癸"),
        (2, 6, 1, 1, "[k.four]"),
        (3, 0, 1, 2, "子"),
        (3, 2, 1, 1, "[k.five]"),
        (3, 5, 1, 1, "丑"),
        (3, 6, 1, 1, "[k.six]"),
    ]


def test_labels_stand_to_the_left_without_spaces(unseen: FormSpec) -> None:
    labels = {field.key: field.label for field in unseen.fields}
    assert labels == {
        "k.one": "戊己",
        "k.two": "庚",
        "k.three": "辛",
        "k.tall": "壬",
        "k.four": "癸",
        "k.five": "子",
        "k.six": "丑",
    }


def test_a_heading_above_labels_what_has_no_label_to_the_left() -> None:
    drawing = "事项 | 优 | 良\n作风 | [a] | [b]\n[c] | [d] | [e]"
    spec = read_form(word_form(drawing, (900, 900, 900)), declaration(), "")
    labels = {field.key: field.label for field in spec.fields}
    assert labels == {"a": "作风", "b": "良", "c": "作风", "d": "优", "e": "良"}


def test_unknown_keys_are_text_where_the_cell_is_tall(unseen: FormSpec) -> None:
    kinds = {field.key: field.kind for field in unseen.fields}
    assert kinds["k.tall"] is FieldKind.TEXT
    assert kinds["k.four"] is FieldKind.TEXT
    assert kinds["k.six"] is FieldKind.LINE


def test_known_keys_tell_their_kind() -> None:
    drawing = "性别 | [member.sex] | 生日 | [member.birth]\n一 | [item.1] | 二 | [review.mode]"
    spec = read_form(word_form(drawing, (900,) * 4), declaration(), "")
    assert spec.field_by_key["member.sex"].options == ("男", "女")
    assert [field.kind for field in spec.fields] == [
        FieldKind.CHOICE,
        FieldKind.DATE,
        FieldKind.TEXT,
        FieldKind.CHOICE,
    ]


def test_the_declaration_adds_what_the_file_cannot_say() -> None:
    said = declaration(
        required=("k.one",),
        hidden=("k.two",),
        annex=("k.tall",),
        blocks=(Block("later", "整改", ("k.five",)),),
        fields={"k.six": FieldOverride(kind="choice", label="等次", options=("好", "差"))},
    )
    spec = read_form(word_form(DRAWING, WIDTHS), said, "")
    field = spec.field_by_key
    assert field["k.one"].required
    assert field["k.two"].hidden
    assert field["k.tall"].annex
    assert field["k.five"].block == "later"
    assert (field["k.six"].kind, field["k.six"].label) == (FieldKind.CHOICE, "等次")
    assert field["k.six"].options == ("好", "差")
    assert spec.edition != read_form(word_form(DRAWING, WIDTHS), declaration(), "").edition


def test_page_and_printed_paragraphs(unseen: FormSpec) -> None:
    assert (unseen.page.left, unseen.page.top) == (1200, 1440)
    assert [p.text for p in unseen.before] == ["测试登记表"]
    assert [p.text for p in unseen.after] == ["注：一式两份。"]


def test_a_spec_survives_being_kept(unseen: FormSpec) -> None:
    assert from_plain(FormSpec, to_plain(unseen)) == unseen


STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="20"/></w:rPr>
</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="40"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/>
<w:spacing w:line="400" w:lineRule="exact"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="b"/><w:pPr>
<w:ind w:firstLineChars="200" w:firstLine="1"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="t"><w:tblPr><w:tblCellMar>
<w:left w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>"""
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/styles" Target="styles.xml"/></Relationships>'
)


def test_styles_are_followed_down_to_the_paragraph() -> None:
    files = unzipped(word_form("甲 | [k]", (900, 900)))
    files["word/styles.xml"] = STYLES
    files["word/_rels/document.xml.rels"] = RELATIONS
    document = files["word/document.xml"]
    own = '<w:pPr><w:pStyle w:val="c"/><w:rPr><w:sz w:val="28"/></w:rPr></w:pPr>'
    document = document.replace("<w:p><w:bookmarkStart", f"<w:p>{own}<w:bookmarkStart")
    files["word/document.xml"] = document
    spec = read_form(zipped(files), declaration(), "")
    label, value = spec.cells
    assert (label.paragraphs[0].style.font, label.paragraphs[0].style.half_points) == ("楷体", 24)
    style = value.paragraphs[0].style
    assert (style.font, style.half_points, style.bold) == ("仿宋_GB2312", 28, True)
    assert (style.align, style.line, style.after) == (Align.CENTER, 400, 40)
    assert style.first_line == 2 * 14 * 20
    assert value.padding.left == 70


# ---- files as other programs write them ------------------------------------------------------


def test_controls_insertions_and_smart_tags_are_looked_through(unseen: FormSpec) -> None:
    word = word_form(DRAWING, WIDTHS)
    files = unzipped(word)
    xml = files["word/document.xml"]
    xml = xml.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>", 1)
    xml = xml.replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>", 1)
    xml = xml.replace("<w:tc>", "<w:sdt><w:sdtContent><w:tc>", 1)
    xml = xml.replace("</w:tc>", "</w:tc></w:sdtContent></w:sdt>", 1)
    run = '<w:r><w:t xml:space="preserve">庚</w:t></w:r>'
    assert run in xml
    xml = xml.replace(run, f'<w:smartTag><w:ins w:id="1">{run}</w:ins></w:smartTag>')
    spec = read_form(zipped({**files, "word/document.xml": xml}), declaration(), "")
    assert spec.cells == unseen.cells


def test_strict_files_are_read_too(unseen: FormSpec) -> None:
    word = word_form(DRAWING, WIDTHS)
    for old, new in (
        (W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        ('w:w="11906"', 'w:w="595.3pt"'),
    ):
        word = edited(word, old, new)
    spec = read_form(word, declaration(), "")
    assert spec.cells == unseen.cells
    assert spec.page == unseen.page


def test_columns_skipped_before_and_after_a_row() -> None:
    spec = read_form(word_form("甲 | [a] >2\n- | 乙 | [b]", (900, 800, 700)), declaration(), "")
    assert [(c.row, c.column) for c in spec.cells] == [(0, 0), (0, 1), (1, 1), (1, 2)]


def test_of_several_tables_the_one_with_the_marks_is_the_form() -> None:
    word = edited(
        word_form(DRAWING, WIDTHS),
        "<w:body>",
        '<w:body><w:tbl><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc>'
        "</w:tr></w:tbl>",
    )
    assert len(read_form(word, declaration(), "").cells) == 15


def test_a_mark_that_word_put_over_a_whole_cell() -> None:
    word = edited(
        word_form("甲 |  | 乙 | [k]", (900,) * 4),
        "</w:tcPr><w:p>",
        '</w:tcPr><w:p><w:bookmarkStart w:id="7" w:name="f_other" w:colFirst="1" w:colLast="1"/>'
        '<w:bookmarkEnd w:id="7"/>',
    )
    spec = read_form(word, declaration(), "")
    assert [cell.field for cell in spec.cells] == ["", "other", "", "k"]


# ---- the shipped forms -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["org-review", "member-review"])
def test_shipped_forms_agree_with_themselves(name: str) -> None:
    spec = read_form((FORMS / f"{name}.docx").read_bytes(), declaration(), name)
    assert sum(spec.widths) <= spec.page.width - spec.page.left - spec.page.right
    area = sum(cell.row_span * cell.column_span for cell in spec.cells)
    assert area == len(spec.rows) * len(spec.widths)
    for cell in spec.cells:
        assert all(paragraph.style.line for paragraph in cell.paragraphs)
    tall = {field.key for field in spec.fields if field.kind is FieldKind.TEXT}
    for cell in spec.cells:
        if cell.field in tall:
            assert spec.rows[cell.row].splits


@pytest.mark.office
def test_a_template_saved_by_libreoffice_is_the_same_form(soffice: Soffice, tmp_path: Path) -> None:
    paths = [FORMS / "org-review.docx", FORMS / "member-review.docx"]
    for path, again in zip(paths, soffice.many(paths, "docx", tmp_path), strict=True):
        spec = read_form(path.read_bytes(), declaration(), "")
        saved = read_form(again.read_bytes(), declaration(), "")
        assert saved.fields == spec.fields
        assert saved.rows == spec.rows
        assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in saved.cells] == [
            (c.row, c.column, c.row_span, c.column_span, c.text) for c in spec.cells
        ]
        assert [c.paragraphs[0].style for c in saved.cells] == [
            c.paragraphs[0].style for c in spec.cells
        ]
        assert all(abs(a - b) <= 2 for a, b in zip(saved.widths, spec.widths, strict=True))


# ---- broken templates ------------------------------------------------------------------------

GOOD = word_form("甲 | [a]\n乙 | [b]", (900, 900))


def _mark(name: str, number: int = 900) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


BROKEN = {
    "form.not_word": b"PK\x03\x04 no archive",
    "form.no_table": word_file("<w:p/>"),
    "form.no_marks": word_form("甲 | 乙", (900, 900)),
    "form.mark_unknown": edited(GOOD, "f_a", "f_A-"),
    "form.mark_duplicate": edited(GOOD, "f_b", "f_a"),
    "form.mark_shared": edited(
        GOOD, "<w:p><w:bookmarkStart", f"<w:p>{_mark('f_c')}<w:bookmarkStart"
    ),
    "form.mark_outside": edited(GOOD, "<w:body>", f"<w:body><w:p>{_mark('f_c')}</w:p>"),
    "form.field_text": edited(
        GOOD, "<w:p><w:bookmarkStart", "<w:p><w:r><w:t>年月</w:t></w:r><w:bookmarkStart"
    ),
    "form.grid": edited(GOOD, '<w:gridCol w:w="900"/>', ""),
    "form.nested": edited(
        GOOD, "<w:tc>", "<w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "form.text_box": edited(
        GOOD, "<w:body>", "<w:body><w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent>"
        "</w:pict></w:r></w:p>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_template_is_refused_with_its_code(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_form(BROKEN[code], declaration(), "form.docx")
    fault = next(f for f in refused.value.faults if f.code == code)
    assert fault.place == "form.docx"
    assert fault.message
    assert fault.remedy


def test_a_merge_that_goes_on_from_nothing_is_a_fault() -> None:
    with pytest.raises(Refusal) as refused:
        read_form(word_form("甲 | [a]\n^ | [b]", (900, 900)), declaration(), "")
    assert refused.value.fault.code == "form.grid"


def test_keys_of_the_declaration_without_a_mark_are_faults() -> None:
    said = declaration(
        required=("x.one",),
        annex=("x.two",),
        fields={"a": FieldOverride(kind="nonsense")},
    )
    with pytest.raises(Refusal) as refused:
        read_form(GOOD, said, "")
    assert [f.code for f in refused.value.faults] == [
        "form.field_unmarked",
        "form.field_unmarked",
        "form.kind_unknown",
    ]
    assert "f_x__one" in refused.value.fault.remedy


def test_all_faults_come_at_once() -> None:
    word = edited(edited(GOOD, '<w:gridCol w:w="900"/>', ""), "f_b", "f_a")
    with pytest.raises(Refusal) as refused:
        read_form(word, declaration(required=("z",)), "")
    assert {f.code for f in refused.value.faults} == {
        "form.mark_duplicate",
        "form.grid",
        "form.field_unmarked",
    }


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="%s"><w:body>&a;</w:body></w:document>',
        "<w:document",
        '<other xmlns="x"/>',
    ],
)
def test_hostile_xml_is_no_word_file(xml: str) -> None:
    files = unzipped(GOOD)
    files["word/document.xml"] = xml.replace("%s", W)
    with pytest.raises(Refusal) as refused:
        read_form(zipped(files), declaration(), "")
    assert refused.value.fault.code == "form.not_word"


def test_a_zip_bomb_is_refused() -> None:
    files = unzipped(GOOD)
    files["word/media.bin"] = "\0" * (97 << 20)
    with pytest.raises(Refusal) as refused:
        read_form(zipped(files), declaration(), "")
    assert refused.value.fault.code == "file.too_large"
