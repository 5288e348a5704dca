"""What the program proposes for the empty cells of Word forms that nobody has marked."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import paths
from app.domain.errors.fault import Refusal
from app.domain.form import FieldKind
from app.domain.own_form import Certainty, DraftCell, FormDraft, is_own, place_key, shown_form
from app.domain.words import CopyPurpose, TargetKind
from app.specs.excel_names import named_file
from app.specs.form_cells import LINE_HEIGHT
from app.specs.form_guess import Known
from app.specs.form_marking import marked_file
from app.specs.label_words import LabelWords, known_labels
from app.specs.library import load_scheme
from app.specs.own_form_reader import draft_of, read_draft
from app.specs.own_table_reader import table_draft_of
from app.specs.word_xml import open_word
from tests.fuzz.spoil import spoiled
from tests.own_forms import CARE_KEYS, care_form, small_file, table, with_controls
from tests.word_builder import edited, paragraph, unzipped, word_file, word_form, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.form import Field, FormSpec
    from app.domain.own_table import TableDraft
    from tests.office import Soffice

SHIPPED = sorted(path.parent.name for path in paths.schemes().glob("*/*.docx"))
OFFICIAL = ("qingdao-2010", "lianyungang-2011", "changsha-2010")


def draft(word: bytes, name: str = "表.docx", known: Known | None = None) -> FormDraft:
    return draft_of(word, name, known or Known())


def table_draft(excel: bytes) -> TableDraft:
    return table_draft_of(excel, "表.xlsx", ())


@cache
def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for row in (["点评统计表"], ["填报单位："], ["党组织总数", "被点评数", "党员总数"], [None] * 3):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    return stream.getvalue()


def by_label(found: FormDraft) -> dict[str, DraftCell]:
    return {cell.label: cell for cell in found.fields}


def codes(word: bytes) -> list[str]:
    with pytest.raises(Refusal) as caught:
        draft(word)
    return [fault.code for fault in caught.value.faults]


def is_right(field: Field, cell: DraftCell | None) -> bool:
    """An item of the scheme's own content is right as an own field of the same kind."""
    if cell is None:
        return False
    if field.key.startswith("item."):
        return is_own(cell.key) and cell.kind is field.kind and cell.label == field.label
    return (cell.key, cell.kind) == (field.key, field.kind)


# ---- the shipped forms, stripped of their bookmarks ------------------------------------------


def score(spec: FormSpec, word: bytes) -> tuple[int, int, list[str]]:
    bare = marked_file(open_word(word, ""), 0, {})
    found = draft(bare, f"{spec.id}.docx")
    cells = {(cell.row, cell.column): cell for cell in found.fields}
    wrong = [
        f"{spec.title}：{field.label}"
        for field in spec.fields
        for cell in [spec.cell_by_key[field.key]]
        if not is_right(field, cells.get((cell.row, cell.column)))
    ]
    extra = len(cells) - len(spec.fields)
    assert extra <= 0, "a printed cell taken for a field"
    assert found.target is spec.target
    assert (
        found.title == "".join(p.text for p in spec.before if "附件" not in p.text).replace(" ", "")
        or found.title in spec.title
    )
    return len(spec.fields) - len(wrong), len(spec.fields), wrong


def test_official_forms_without_bookmarks_are_guessed() -> None:
    right = total = 0
    for name in sorted(set(SHIPPED)):
        for spec, word in load_scheme(paths.schemes() / name).forms:
            good, fields, wrong = score(spec, word)
            print(f"{name} {spec.id}: {good} of {fields} {'、'.join(wrong)}")
            if name in OFFICIAL:
                assert good >= 0.95 * fields
            right, total = right + good, total + fields
    print(f"together {right} of {total}: {right / total:.1%}")
    assert right >= 0.95 * total


# ---- a form that nobody has seen -------------------------------------------------------------


def test_every_cell_of_a_form_nobody_has_seen_is_proposed() -> None:
    found = draft(care_form())
    assert (found.title, found.target) == ("党员联系帮扶点评登记表", TargetKind.MEMBER)
    assert found.copies == (CopyPurpose.SELF, CopyPurpose.OWN)
    assert {label: cell.key for label, cell in by_label(found).items()} == CARE_KEYS


def test_the_kind_is_told_by_label_text_and_height() -> None:
    cells = by_label(draft(care_form()))
    kinds = {label: cell.kind for label, cell in cells.items() if is_own(cell.key)}
    assert kinds == {
        "走访户数": FieldKind.NUMBER,
        "帮扶等次": FieldKind.CHOICE,
        "得分（20分）": FieldKind.NUMBER,
    }
    assert cells["帮扶等次"].options == ("优秀", "良好", "一般")
    assert (cells["得分（20分）"].most, cells["得分（20分）"].decimals) == (20, 1)
    assert cells["群众评议（可附页）"].annex
    assert [c.label for c in cells.values() if c.required] == [
        "主要成绩", "存在问题及不足", "希望与要求",
    ]  # fmt: skip


def test_a_cell_held_open_by_empty_lines_stays_as_high() -> None:
    found = draft(small_file("<w:p/>" * 5))
    (cell,) = found.fields
    assert (cell.kind, cell.height) == (FieldKind.TEXT, 5 * LINE_HEIGHT)
    assert found.layout.rows[cell.row].height == 5 * LINE_HEIGHT
    assert not found.layout.rows[cell.row].exact


def test_text_that_goes_leaves_its_setting_behind() -> None:
    run = '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>__年__月__日</w:t></w:r>'
    found = draft(edited(small_file(f"<w:p>{run}</w:p>"), "主要成绩", "点评时间"))
    (cell,) = [cell for cell in found.layout.cells if cell.field]
    assert (cell.paragraphs[0].style.bold, cell.paragraphs[0].style.half_points) == (True, 32)
    assert found.cells[0].printed == "__年__月__日"


def test_the_first_date_stands_in_for_the_day_of_the_review() -> None:
    found = draft(word_form("谈心日期 | | 回访日期 |", (2000, 2000, 2000, 2000)))
    assert [(c.key, c.kind) for c in found.fields] == [
        ("review.date", FieldKind.DATE),
        ("own.1", FieldKind.DATE),
    ]
    found = draft(word_form("谈心日期 | | 点评时间 |", (2000, 2000, 2000, 2000)))
    assert [c.key for c in found.fields] == ["own.1", "review.date"]


def test_how_sure_it_is_is_told() -> None:
    cells = by_label(draft(care_form()))
    assert cells["主要成绩"].certainty is Certainty.CERTAIN
    assert cells["联系点评领导"].certainty is Certainty.GUESSED
    assert cells["走访户数"].certainty is Certainty.OWN


def test_a_line_to_sign_on_stays_as_printed() -> None:
    found = draft(care_form())
    (signed,) = [cell for cell in found.cells if not cell.is_field]
    assert signed.certainty is Certainty.PRINTED
    shown = shown_form(found)
    assert "签名：" in next(c.text for c in shown.cells if (c.row, c.column) == (8, 1))


def test_a_content_control_that_shows_its_hint_is_empty() -> None:
    found = draft(with_controls(care_form()))
    assert by_label(found)["党员姓名"].key == "member.name"


def test_printed_hints_are_labels() -> None:
    word = word_form("姓名（正楷） | | （盖章） |", (2000, 2000, 2000, 2000))
    assert [cell.label for cell in draft(word).fields] == ["姓名（正楷）", "（盖章）"]


def test_several_cells_of_one_label_are_told_apart() -> None:
    drawing = "↓主要成绩 | \n^ | \n^ | \n存在的问题 |"
    found = draft(word_form(drawing, (2000, 6000)))
    assert [(c.label, c.key) for c in found.fields] == [
        ("主要成绩", "review.achievements"),
        ("主要成绩（2）", "own.1"),
        ("主要成绩（3）", "own.2"),
        ("存在的问题", "review.problems"),
    ]


def test_a_table_with_headings_on_two_sides_tells_both() -> None:
    drawing = """
        评分项目 | 自评得分 | 测评得分
        政治学习 | |
        联系群众 | |
    """
    found = draft(word_form(drawing, (3000, 2500, 2500)))
    assert [(c.label, c.kind) for c in found.fields] == [
        ("政治学习·自评得分", FieldKind.NUMBER),
        ("政治学习·测评得分", FieldKind.NUMBER),
        ("联系群众·自评得分", FieldKind.NUMBER),
        ("联系群众·测评得分", FieldKind.NUMBER),
    ]


def test_headings_above_name_the_cells_below() -> None:
    found = draft(word_form("姓名 | 性别 | 入党时间\n | | ", (2000, 2000, 2000)))
    assert [c.key for c in found.fields] == ["member.name", "member.sex", "member.joined"]


def test_an_own_field_keeps_its_key_where_the_ledger_knows_its_label() -> None:
    known = Known(own={"帮扶等次": "own.7"}, next_own=9)
    cells = by_label(draft(care_form(), known=known))
    assert cells["帮扶等次"].key == "own.7"
    assert cells["走访户数"].key == "own.9"


def test_labels_of_the_ledgers_own_forms_are_known() -> None:
    known = Known({"member": {"得分": "item.4"}})
    assert by_label(draft(care_form(), known=known))["得分（20分）"].key == "item.4"


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("一、主要成绩：", "review.achievements"),
        ("存在问题与不足", "review.problems"),
        ("下一步的工作建议", "review.suggestions"),
        ("点评时间（年月日）", "review.date"),
        ("党支部书记点评时间", "review.date"),
        ("点 评 地 点", "review.place"),
        ("点评领导签名", ""),
        ("联系电话", ""),
        ("民族", ""),
    ],
)
def test_labels_are_known_however_they_are_written(label: str, key: str) -> None:
    assert LabelWords(TargetKind.MEMBER).meaning(label)[0] == key


def test_no_label_means_two_fields_of_one_form() -> None:
    for target in TargetKind:
        words = [w for f in known_labels() if f.target in (None, target) for w in f.words]
        assert len(words) == len(set(words))


# ---- forms made after the vocabulary ----------------------------------------------------------

APART = (
    ("基层党组织领导点评记录卡", (1700, 2200, 1500, 2600), """
        受点评支部 | | 支部书记姓名 | : organization.name organization.secretary
        支部党员总数 | ____名 | 本次点评方式 | : organization.member_count review.mode
        点评领导姓名和职务 | >3 : reviewer.identity
        点评日期 | ____年__月__日 | 点评地点 | : review.date review.place
        一、前阶段工作总结（可附页） | >3 | 2000 : target.summary
        二、工作成绩与亮点 | >3 | 2000 : review.achievements
        三、存在的突出问题 | >3 | 2000 : review.problems
        四、下步整改意见 | >3 | 2000 : review.suggestions
        五、整改落实情况（年底填） | >3 | 1500 : rectification.summary
        备注 | >3 : own
    """),
    ("党员领导点评情况反馈表", (1300, 1300, 1000, 900, 1300, 1500), """
        姓 名 | | 性 别 | | 出生日期 | : member.name member.sex member.birth
        所在支部名称 | >2 | 入党年月 | >2 : member.organization member.joined
        单位及职务 | >2 | 联系电话 | >2 : member.post own
        点评人 | | 时间 | | 地点 | : reviewer.identity review.date review.place
        个人自评 | >5 | 1500 : target.summary
        ↓书记点评 | 优点 | >4 | 1200 : review.achievements
        ^ | 不足之处 | >4 | 1200 : review.problems
        ^ | 今后努力方向 | >4 | 1200 : review.suggestions
        群众代表意见 | >5 | 1000 : opinions
        整改承诺 | >5 | 1000 : own
        综合评定等次 | □优秀 □合格 □基本合格 □不合格 >5 : own
        本人签字 | 签字：______　　年　月　日 >5 :
    """),
    ("党支部书记点评党员记录表", (2000, 2000, 2000, 2500), """
        被点评党员姓名 | | 党内职务 | : member.name member.post
        点评书记 | | 点评的时间 | : reviewer.identity review.date
        公开承诺事项及兑现情况 | >3 | 1500 : target.commitments
        对其评价 | >3 | 1500 : review.evaluation
        主要成绩和特点 | >3 | 1500 : review.achievements
        存在的主要问题和差距 | >3 | 1500 : review.problems
        希望和建议 | >3 | 1500 : review.suggestions
        本人对点评的态度 | >3 | 1000 : own
    """),
    ("党组织书记抓党建述职点评表", (2000, 2000, 2000, 2500), """
        单位名称 | | 党组织负责人 | : organization.name organization.secretary
        党员数量 | | 会议地点 | : organization.member_count review.place
        述职时间 | ____年__月__日 | 点评领导 | : review.date reviewer.identity
        主要做法和成效 | >3 | 1500 : review.achievements
        查摆的问题 | >3 | 1500 : review.problems
        下一年度工作打算 | >3 | 1500 : own
        上级领导点评意见 | >3 | 1500 : review.evaluation
        民主测评得分 | | 位次 | : own own
    """),
    ("机关党支部开展点评工作情况表", (1700, 2200, 1500, 2600), """
        支部全称 | | 现有党员数 | : organization.name organization.member_count
        支部负责同志 | | 点评次数 | ____次 : organization.secretary own
        点评人姓名职务 | | 点评的日期 | ____年__月__日 : reviewer.identity review.date
        开展活动情况 | >3 | 1600 : own
        取得的主要成效 | >3 | 1600 : review.achievements
        尚存在的不足 | >3 | 1600 : review.problems
        今后改进的方向 | >3 | 1600 : review.suggestions
        上级党组织意见 | 盖章：　　　　　　　年　　月　　日 >3 | 1400 :
    """),
)  # fmt: skip
"""Drawn without a look at the vocabulary, which then took 7 of 62 for own fields."""


def test_forms_made_after_the_vocabulary_are_guessed() -> None:
    right = total = 0
    for title, widths, text in APART:
        rows = [line.rpartition(":") for line in text.strip().splitlines()]
        keys = [key for _, _, said in rows for key in said.split()]
        found = draft(word_form("\n".join(row for row, _, _ in rows), widths, before=(title,)))
        guessed = ["own" if is_own(cell.key) else cell.key for cell in found.fields]
        assert len(guessed) == len(keys)
        right += sum(one == other for one, other in zip(guessed, keys, strict=True))
        total += len(keys)
    print(f"apart {right} of {total}: {right / total:.1%}")
    assert right >= 0.95 * total


# ---- files with faults -----------------------------------------------------------------------

NESTED = f"<w:p/>{table('<w:p/>')}<w:p/>"
HEAD = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def headed(text: str) -> bytes:
    """Return a small file with this text in its header."""
    return zipped(
        {**unzipped(small_file()), "word/header1.xml": f"{HEAD}{paragraph(text)}</w:hdr>"}
    )


BOX = "<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (small_file(NESTED), "form.nested"),
        (small_file(around=BOX), "form.text_box"),
        (word_file(paragraph("没有表格")), "form.no_table"),
        (small_file(paragraph("写满了")), "own.no_blanks"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "own.old_word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "own.encrypted",
        ),
        (b"<html><table></table></html>", "form.not_word"),
        (edited(small_file(), "document.main+xml", "document.macroEnabled.main+xml",
                "[Content_Types].xml"), "own.macros"),
        (word_form("\n".join("甲 | " for _ in range(1600)), (1000, 1000)), "own.too_many"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_form_is_refused_in_plain_words(word: bytes, code: str) -> None:
    assert codes(word) == [code]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (small_file(around=table(paragraph("旁"))), "own.more_tables"),
        (small_file(properties='<w:tblpPr w:tblpX="10"/>'), "own.floating"),
        (edited(small_file(), 'w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"'), "own.across"),
        (edited(small_file(), 'w:w="11906" w:h="16838"', 'w:w="10000" w:h="14000"'), "own.paper"),
        (small_file(around=paragraph("填表人：______  年  月  日")), "own.outside"),
        (small_file(around="<w:p><w:ins><w:r/></w:ins></w:p>"), "own.tracked"),
        (small_file(around="<w:p><w:r><w:drawing/></w:r></w:p>"), "own.pictures"),
        (headed("内部资料"), "own.header"),
    ],
)
def test_what_is_odd_is_said_and_goes_all_the_same(word: bytes, code: str) -> None:
    found = draft(word)
    assert [fault.code for fault in found.warnings] == [code]
    assert [cell.key for cell in found.fields] == ["review.achievements"]


def test_an_empty_header_is_nothing_odd() -> None:
    assert not draft(headed("")).warnings


# ---- any table -------------------------------------------------------------------------------

TEXTS = st.sampled_from(
    [
        "",
        "姓名",
        "主要成绩",
        "甲",
        "　　年　月　日",
        "____",
        "□是 □否",
        "备注（可附页）",
        "得分",
        "　人",
    ]
)


@st.composite
def drawings(draw: st.DrawFn) -> tuple[str, tuple[int, ...]]:
    columns = draw(st.integers(1, 6))
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        left, cells = columns, []
        while left:
            span = draw(st.integers(1, left))
            cells.append(f"{draw(TEXTS)} >{span}")
            left -= span
        lines.append(" | ".join(cells) + " | 600")
    return "\n".join(lines), (1200,) * columns


@settings(max_examples=150, deadline=None)
@given(drawings())
def test_any_table_gives_a_form_or_is_refused(drawn: tuple[str, tuple[int, ...]]) -> None:
    word = word_form(*drawn)
    try:
        found = draft(word)
    except Refusal as refused:
        if refused.fault.code == "own.no_blanks":
            return
        raise
    keys = [cell.key for cell in found.fields]
    assert len(keys) == len(set(keys))
    labels = [cell.label for cell in found.fields]
    assert len(labels) == len(set(labels))
    assert all(labels)
    marked = {cell.field for cell in found.layout.cells if cell.field}
    assert marked == {place_key(cell.row, cell.column) for cell in found.cells}
    assert {c.field for c in shown_form(found).cells if c.field} == set(keys)


def test_foreign_files_are_read_in_a_child_process() -> None:
    word = care_form()
    assert read_draft(word, "表.docx", Known()) == draft(word)


def test_a_file_that_bloats_its_parser_costs_nothing() -> None:
    rows = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>"
    bomb = word_file(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows * 30000}</w:tbl>")
    with pytest.raises(Refusal) as caught:
        read_draft(bomb, "大.docx", Known())
    assert caught.value.fault.code in {
        *("own.too_many", "form.not_word", "file.parser_failed", "file.parser_timeout"),
    }


@pytest.mark.office
def test_a_form_saved_by_another_program_is_guessed_alike(soffice: Soffice, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(care_form())
    again = soffice(path, "docx:MS Word 2007 XML", tmp_path / "再存")
    found = draft(again.read_bytes())
    assert {label: cell.key for label, cell in by_label(found).items()} == CARE_KEYS
    assert found.copies == (CopyPurpose.SELF, CopyPurpose.OWN)


def test_a_form_of_the_program_keeps_what_its_bookmarks_say() -> None:
    spec, word = load_scheme(paths.schemes() / "qingdao-2010").forms[0]
    found = draft(word)
    assert [cell.key for cell in found.fields] == [field.key for field in spec.fields]
    assert {cell.certainty for cell in found.fields} == {Certainty.CERTAIN}


# ---- hostile files ---------------------------------------------------------------------------


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 1 << 32))
def test_spoiled_files_are_read_or_refused_with_a_code(seed_number: int) -> None:
    chance = Random(seed_number)
    table_file = named_file(workbook(), "表", {"members_total": "C5"})
    for seed, read in ((care_form(), draft), (table_file, table_draft)):
        with suppress(Refusal):
            read(spoiled(seed, chance))
