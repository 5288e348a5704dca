"""Writes the corpus: what branches really do to forms before they bring them back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from app.domain.form import Annex, annex_title, cut_for_annex
from app.specs.word_xml import w
from tests.intake.forms_corpus import surgery as s
from tests.intake.forms_corpus.case import (
    LONG,
    Case,
    Expected,
    filled,
    shipped,
    template,
    values_of,
)
from tests.word_builder import word_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

Q, L, C, B = "qingdao-2010", "lianyungang-2011", "changsha-2010", "bureau-2013"


def _case(
    name: str,
    scheme: str,
    form: str,
    change: Callable[[Element], None],
    over: Mapping[str, str] | None = None,
    gone: tuple[str, ...] = (),
) -> Case:
    word, values = filled(scheme, form)
    kept = {key: text for key, text in {**values, **(over or {})}.items() if key not in gone}
    expected = Expected(form, kept, frozenset(gone))
    return Case(name, scheme, s.cut(word, change), (expected,))


# ---- as exported, and through other programs -------------------------------------------------


def exported() -> list[Case]:
    """Every shipped form as the program writes it."""
    cases = []
    for scheme, form in shipped():
        word, values = filled(scheme, form)
        cases.append(Case(f"exported {scheme} {form}", scheme, word, (Expected(form, values),)))
    return cases


TRIPS = (("docx",), ("doc", "docx"), ("odt", "docx"))


def trips() -> list[Case]:
    """Forms to be saved by another program, one way for each, with and without marks."""
    cases = []
    for number, (scheme, form) in enumerate(shipped()):
        for turn, trip in enumerate(TRIPS):
            if (number + turn) % 2 == 0 and number > 1:
                continue
            word, values = filled(scheme, form, "存")
            plain = (number + turn) % 3 == 0
            if plain:
                word = s.cut(word, s.unmark)
            name = f"saved as {'-'.join(trip)}{' without marks' if plain else ''} {scheme} {form}"
            cases.append(Case(name, scheme, word, (Expected(form, values),), trip))
    return cases


# ---- labels ----------------------------------------------------------------------------------


def _respaced(body: Element) -> None:
    s_unmarked = s.labels(body)
    for number, cell in enumerate(s_unmarked):
        text = s.text_of(cell)
        s.say(cell, ("　" if number % 2 else "  ").join(text) + ("：" if number % 3 == 0 else ""))
    s.unmark(body)


def _wide(body: Element) -> None:
    for cell in s.labels(body):
        s.say(cell, s.text_of(cell).replace("（", "(").replace("）", ")") + "＊")
    s.unmark(body)


def _reworded(words: Mapping[str, str]) -> Callable[[Element], None]:
    def change(body: Element) -> None:
        for cell in s.labels(body):
            text = "".join(s.text_of(cell).split())
            if text in words:
                s.say(cell, words[text])
        s.unmark(body)

    return change


KNOWN_WORDS = {
    "党员姓名": "姓　　名",
    "职务或职业": "工作岗位",
    "入党时间": "加入党组织时间",
    "点评领导姓名、单位及职务": "点评人姓名、单位及职务",
    "点评时间": "点评日期",
    "前段小结（可另附页）": "前一阶段小结",
    "存在的问题和不足": "存在问题与不足",
    "下阶段工作建议": "下一步工作建议",
}
STRANGE_WORDS = {
    "点评领导姓名、单位及职务": "点评领导的姓名、所在单位和担任职务",
    "承诺事项及完成情况": "承诺的事项和目前完成的情况",
    "存在的问题和不足": "目前还存在的一些问题",
    "下一阶段工作建议": "对下阶段的几点建议",
    "地点": "点评会地点",
}
LOST_WORDS = {"主要成绩": "亮点", "点评形式": "怎样点评", "出生年月": "何时生"}


def labels() -> list[Case]:
    """Printed labels that changed."""
    return [
        _case("labels respaced", Q, "org-review", _respaced),
        _case("labels respaced", L, "member-review", _respaced),
        _case("labels in half width with stars", C, "org-review", _wide),
        _case("labels worded as elsewhere", Q, "member-review", _reworded(KNOWN_WORDS)),
        _case("labels worded freely", L, "org-review", _reworded(STRANGE_WORDS)),
        _case("labels that say nothing known", Q, "org-review", _reworded(LOST_WORDS)),
        _case("a label without its words", Q, "member-review", _reworded({"性别": " "})),
    ]


# ---- rows ------------------------------------------------------------------------------------


def _without_rows(*numbers: int, marks: bool = False) -> Callable[[Element], None]:
    def change(body: Element) -> None:
        rows = s.rows(body)
        for number in numbers:
            s.table(body).remove(rows[number])
        if not marks:
            s.unmark(body)

    return change


def _swapped(one: int, other: int, *, marks: bool = False) -> Callable[[Element], None]:
    def change(body: Element) -> None:
        rows, table = s.rows(body), s.table(body)
        low, high = table.index(rows[one]), table.index(rows[other])
        table[low], table[high] = s.copy_of(rows[other]), s.copy_of(rows[one])
        if not marks:
            s.unmark(body)

    return change


def _texts_swapped(body: Element) -> None:
    """Labels and texts of two rows change places, the marks stay where they are."""
    for one, other in (("review.place", "organization.member_count"),):
        first, second = s.value_cell(body, one), s.value_cell(body, other)
        beside = [_before(first), _before(second)]
        words = [s.text_of(c) for c in (first, second, *beside)]
        for cell, text in zip((second, first, *reversed(beside)), words, strict=True):
            s.say(cell, text)


def _before(cell: Element) -> Element:
    found = cell.getprevious()
    assert found is not None
    return found


def _with_row(body: Element) -> None:
    row = etree.Element(w("tr"))
    for text, span in (("民族", 2), ("汉族", 1), ("学历", 1), ("大学", 1)):
        row.append(s.cell_of(text, span))
    rows = s.rows(body)
    s.table(body).insert(s.table(body).index(rows[1]), row)
    s.unmark(body)


def _in_two_tables(body: Element) -> None:
    table = s.table(body)
    second = etree.Element(w("tbl"))
    for name in ("tblPr", "tblGrid"):
        part = table.find(w(name))
        assert part is not None
        second.append(s.copy_of(part))
    for row in s.rows(body)[6:]:
        second.append(row)
    table.addnext(second)
    table.addnext(s.paragraph_of(""))
    s.unmark(body)


def rows() -> list[Case]:
    """Rows deleted, moved, added."""
    return [
        _case(
            "a row deleted", Q, "org-review", _without_rows(1), gone=("organization.member_count",)
        ),
        _case(
            "rows deleted",
            L,
            "org-review",
            _without_rows(2, 3),
            gone=("review.date", "review.place", "target.commitments"),
        ),
        _case(
            "a row deleted, marks kept",
            C,
            "member-review",
            _without_rows(3, marks=True),
            gone=tuple(_row_keys(C, "member-review", 3)),
        ),
        _case("rows swapped", Q, "org-review", _swapped(1, 4)),
        _case("rows swapped, marks kept", B, "branch-review", _swapped(2, 4, marks=True)),
        _case("rows of the head swapped", B, "member-review", _swapped(1, 3)),
        _case("labels and texts swapped under the marks", L, "org-review", _texts_swapped),
        _case("a row nobody knows", Q, "org-review", _with_row),
        _case("a table cut in two", Q, "org-review", _in_two_tables),
    ]


def _row_keys(scheme: str, form: str, row: int) -> list[str]:
    spec = template(scheme, form).spec
    return [cell.field for cell in spec.cells if cell.row == row and cell.field]


# ---- cells -----------------------------------------------------------------------------------


def _split_beside(key: str, first: str, second: str, *, marks: bool) -> Callable[[Element], None]:
    def change(body: Element) -> None:
        cell = s.value_cell(body, key)
        span = s.span_of(cell)
        s.say(cell, first)
        if span > 1:
            s.set_span(cell, span - 1)
        cell.addnext(s.cell_of(second))
        if not marks:
            s.unmark(body)

    return change


def _split_below(body: Element) -> None:
    """A tall cell is cut in two, the label beside it runs over both."""
    cell = s.value_cell(body, "target.commitments")
    row = cell.getparent()
    assert row is not None
    below = s.copy_of(row)
    row.addnext(below)
    s.say(cell, LONG[0])
    under = below.findall(w("tc"))
    s.say(under[0], "")
    for paragraph in under[0].findall(w("p")):
        for run in paragraph.findall(w("r")):
            paragraph.remove(run)
    s.merge_down(row.findall(w("tc"))[0], "restart")
    s.merge_down(under[0], "continue")
    s.say(under[1], LONG[1])
    s.unmark(body)


def _with_column(body: Element) -> None:
    for number, row in enumerate(s.rows(body)):
        row.append(s.cell_of("备注" if number == 0 else ""))
    s.unmark(body)


def _label_and_text_in_one(body: Element) -> None:
    cell = s.value_cell(body, "review.place")
    text, label = s.text_of(cell), _before(cell)
    s.say(label, f"地点：{text}")
    s.set_span(label, s.span_of(label) + s.span_of(cell))
    row = cell.getparent()
    assert row is not None
    row.remove(cell)
    s.unmark(body)


def _text_below_label(body: Element) -> None:
    """The summary's label gets a row of its own, the text stands below over the whole width."""
    cell = s.value_cell(body, "target.summary")
    label, row = _before(cell), cell.getparent()
    assert row is not None
    below = etree.Element(w("tr"))
    row.addnext(below)
    row.remove(cell)
    below.append(cell)
    s.set_span(label, 5)
    s.set_span(cell, 5)
    s.unmark(body)


def cells() -> list[Case]:
    """Cells split, merged, added."""
    both = f"{LONG[0]}\n{LONG[1]}"
    head = {"review.date": "2011年1月10日"}
    return [
        _case("a split cell", Q, "org-review", _split_beside("review.date", "2011年", "1月10日", marks=False), head),
        _case("a split cell, marks kept", Q, "member-review", _split_beside("review.place", "三楼", "会议室", marks=True), {"review.place": "三楼会议室"}),
        _case("an empty cell split off", L, "member-review", _split_beside("review.place", "三楼会议室", "", marks=False)),
        _case("a tall cell split", L, "org-review", _split_below, {"target.commitments": both}),
        _case("a column more", Q, "org-review", _with_column),
        _case("label and text in one cell", Q, "member-review", _label_and_text_in_one),
        _case("text below its label", Q, "org-review", _text_below_label),
    ]  # fmt: skip


# ---- how it was typed ------------------------------------------------------------------------


def _typed(scheme: str, form: str, *, gaps: bool = False) -> Case:
    """A blank form, filled by hand: no marks, runs of many fonts, spaces around."""
    made = template(scheme, form)
    values = values_of(made.spec, "手")
    left_empty = {f.key for f in made.spec.fields if gaps and f.kind == "text"}
    values = {key: "" if key in left_empty else text for key, text in values.items()}

    def change(body: Element) -> None:
        for key, text in values.items():
            cell = s.value_cell(body, key)
            first = cell.find(w("p"))
            assert first is not None
            for number, line in enumerate(text.split("\n")):
                paragraph = first if number == 0 else s.copy_of(first)
                if number:
                    for run in paragraph.findall(w("r")):
                        paragraph.remove(run)
                    cell.append(paragraph)
                for piece in re.findall(".{1,7}", line):
                    paragraph.append(_fancy(piece))
        s.unmark(body)

    word = s.cut(made.fill({}), change)
    name = f"typed by hand{' with gaps' if gaps else ''} {scheme} {form}"
    return Case(name, scheme, word, (Expected(form, values),))


def _fancy(text: str) -> Element:
    run = s.run_of(text)
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("rFonts")).set(w("eastAsia"), "楷体")
    etree.SubElement(properties, w("b"))
    run.insert(0, properties)
    return run


def _controlled(body: Element) -> None:
    for number, cell in enumerate(s.cells(body)):
        if number % 2:
            _wrap(cell, "sdt")
    for row in s.rows(body)[1:4:2]:
        _wrap(row, "sdt")
    s.unmark(body)


def _wrap(element: Element, name: str) -> None:
    outer = etree.Element(w(name))
    element.addprevious(outer)
    inner = etree.SubElement(outer, w("sdtContent")) if name == "sdt" else outer
    inner.append(element)


def _tracked(body: Element) -> None:
    for key in ("review.place", "review.achievements"):
        paragraph = s.value_cell(body, key).find(w("p"))
        assert paragraph is not None
        inserted = etree.Element(w("ins"))
        deleted = etree.SubElement(paragraph, w("del"))
        etree.SubElement(etree.SubElement(deleted, w("r")), w("delText")).text = "旧的说法"
        runs = paragraph.findall(w("r"))
        runs[0].addprevious(inserted)
        inserted.append(runs[0])


def _smart(body: Element) -> None:
    for cell in s.cells(body):
        for run in list(cell.iter(w("r"))):
            _wrap(run, "smartTag")
    s.unmark(body)


def typed() -> list[Case]:
    """Typed by hand, in controls, with tracked changes."""
    return [
        _typed(Q, "org-review"),
        _typed(L, "member-review"),
        _typed(B, "cadre-review"),
        _typed(C, "member-review", gaps=True),
        _case("content controls around cells and rows", Q, "member-review", _controlled),
        _case("tracked changes", Q, "org-review", _tracked),
        _case("smart tags", L, "org-review", _smart),
    ]


# ---- in other documents ----------------------------------------------------------------------


def _body_of(word: bytes, *, title: bool) -> str:
    texts = []

    def change(body: Element) -> None:
        s.unmark(body)
        for block in body:
            if block.tag == w("tbl") or (title and block.tag == w("p")):
                texts.append(etree.tostring(block, encoding="unicode"))

    s.cut(word, change)
    return "".join(texts)


def _pasted(scheme: str, form: str, *, title: bool) -> Case:
    word, values = filled(scheme, form, "贴")
    around = [
        etree.tostring(s.paragraph_of(text), encoding="unicode")
        for text in (
            "关于报送点评材料的函",
            "市局党办：",
            "现将有关材料报上，请审阅。",
            "二〇一一年一月",
        )
    ]
    body = "".join(around[:3]) + _body_of(word, title=title) + around[3]
    name = f"pasted into a letter{' with its title' if title else ''} {scheme} {form}"
    return Case(name, scheme, word_file(body), (Expected(form, values),))


def _two(scheme: str, one: str, other: str) -> Case:
    words = [filled(scheme, form, salt) for form, salt in ((one, "甲"), (other, "乙"))]
    body = "".join(_body_of(word, title=True) for word, _ in words)
    expected = tuple(
        Expected(form, values) for form, (_, values) in zip((one, other), words, strict=True)
    )
    return Case(f"two forms in one file {scheme} {one} {other}", scheme, word_file(body), expected)


def _beside_others(body: Element) -> None:
    """A table of another kind stands before the form."""
    strange = etree.Element(w("tbl"))
    for texts in (("序号", "材料名称", "份数"), ("1", "点评登记表", "3")):
        row = etree.SubElement(strange, w("tr"))
        for text in texts:
            row.append(s.cell_of(text))
    body.insert(0, strange)
    body.insert(1, s.paragraph_of("附：登记表"))
    s.unmark(body)


def _combined() -> Case:
    made = template(Q, "org-review")
    values = [values_of(made.spec, f"{n}") for n in range(4)]
    word = made.combine((each, []) for each in values)
    expected = tuple(Expected("org-review", each) for each in values)
    return Case("forms combined by the program", Q, word, expected)


def _annexed(*, marks: bool, twice: bool = False) -> Case:
    made = template(Q, "org-review")
    values = values_of(made.spec, "附")
    whole = "\n".join(LONG * 3)
    cell, rest = cut_for_annex(whole, len(LONG[0]) + 4)
    title = annex_title(made.spec.field_by_key["target.summary"])
    annexes = [Annex("target.summary", title, rest)]
    shown = {**values, "target.summary": cell}
    forms = [(shown, annexes)] * 2
    word = made.combine(forms) if twice else made.fill(shown, annexes)
    word = word if marks else s.cut(word, s.unmark)
    expected = Expected("org-review", {**values, "target.summary": whole})
    name = f"附页{'' if marks else ' without marks'}{' twice' if twice else ''}"
    return Case(name, Q, word, (expected,) * (2 if twice else 1))


def documents() -> list[Case]:
    """Forms inside other documents, several in one, with 附页."""
    return [
        _pasted(Q, "org-review", title=False),
        _pasted(L, "member-review", title=True),
        _pasted(C, "org-review", title=False),
        _two(Q, "org-review", "member-review"),
        _two(B, "member-review", "cadre-review"),
        _case("a strange table before the form", L, "member-review", _beside_others),
        _combined(),
        _annexed(marks=True),
        _annexed(marks=False),
        _annexed(marks=False, twice=True),
    ]


def made_by_hand() -> list[Case]:
    """Everything that needs no other program."""
    return [*labels(), *rows(), *cells(), *typed(), *documents()]
