"""Forms whose tables were changed: labels, rows, cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from app.specs.word_xml import w
from tests.intake.forms_corpus import surgery as s
from tests.intake.forms_corpus.case import LONG, B, C, Case, L, Q, changed_case, template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element


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
        changed_case("labels respaced", Q, "org-review", _respaced),
        changed_case("labels respaced", L, "member-review", _respaced),
        changed_case("labels in half width with stars", C, "org-review", _wide),
        changed_case("labels worded as elsewhere", Q, "member-review", _reworded(KNOWN_WORDS)),
        changed_case("labels worded freely", L, "org-review", _reworded(STRANGE_WORDS)),
        changed_case("labels that say nothing known", Q, "org-review", _reworded(LOST_WORDS)),
        changed_case("a label without its words", Q, "member-review", _reworded({"性别": " "})),
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
        changed_case(
            "a row deleted", Q, "org-review", _without_rows(1), gone=("organization.member_count",)
        ),
        changed_case(
            "rows deleted",
            L,
            "org-review",
            _without_rows(2, 3),
            gone=("review.date", "review.place", "target.commitments"),
        ),
        changed_case(
            "a row deleted, marks kept",
            C,
            "member-review",
            _without_rows(3, marks=True),
            gone=tuple(_row_keys(C, "member-review", 3)),
        ),
        changed_case("rows swapped", Q, "org-review", _swapped(1, 4)),
        changed_case("rows swapped, marks kept", B, "branch-review", _swapped(2, 4, marks=True)),
        changed_case("rows of the head swapped", B, "member-review", _swapped(1, 3)),
        changed_case("labels and texts swapped under the marks", L, "org-review", _texts_swapped),
        changed_case("a row nobody knows", Q, "org-review", _with_row),
        changed_case("a table cut in two", Q, "org-review", _in_two_tables),
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
    day = _split_beside("review.date", "2011年", "1月10日", marks=False)
    place = _split_beside("review.place", "三楼", "会议室", marks=True)
    nothing = _split_beside("review.place", "三楼会议室", "", marks=False)
    return [
        changed_case("a split cell", Q, "org-review", day),
        changed_case("a split cell, marks kept", Q, "member-review", place),
        changed_case("an empty cell split off", L, "member-review", nothing),
        changed_case(
            "a tall cell split", L, "org-review", _split_below, {"target.commitments": both}
        ),
        changed_case("a column more", Q, "org-review", _with_column),
        changed_case("label and text in one cell", Q, "member-review", _label_and_text_in_one),
        changed_case("text below its label", Q, "org-review", _text_below_label),
    ]
