"""Forms typed by hand, inside other documents, drawn again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from app.domain.form import Annex, annex_title, cut_for_annex
from app.specs.word_xml import w
from tests.intake.forms_corpus import surgery as s
from tests.intake.forms_corpus.case import (
    LONG,
    B,
    C,
    Case,
    Expected,
    L,
    Q,
    changed_case,
    filled,
    template,
    values_of,
)
from tests.word_builder import word_file, word_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element


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
        changed_case("content controls around cells and rows", Q, "member-review", _controlled),
        changed_case("tracked changes", Q, "org-review", _tracked),
        changed_case("smart tags", L, "org-review", _smart),
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
        changed_case("a strange table before the form", L, "member-review", _beside_others),
        _combined(),
        _annexed(marks=True),
        _annexed(marks=False),
        _annexed(marks=False, twice=True),
    ]


# ---- drawn again -----------------------------------------------------------------------------


def _drawn(name: str, line: Callable[[str, str], str], *widths: int) -> Case:
    """A form that somebody drew again in a table of his own, from the labels."""
    spec = template(Q, "member-review").spec
    values = values_of(spec, "画")
    lines = [line(each.label, values[each.key].replace("\n", "/")) for each in spec.fields]
    word = word_form("\n".join(lines), widths, before=(spec.title,))
    return Case(name, Q, word, (Expected("member-review", values),))


def _without_group(body: Element) -> None:
    for row in s.rows(body)[-3:]:
        row.remove(row.findall(w("tc"))[0])
    s.unmark(body)


def _inside_cell(name: str) -> Callable[[Element], None]:
    """The text of a cell stands in a table or a text box inside it."""

    def change(body: Element) -> None:
        cell = s.value_cell(body, "review.achievements")
        s.say(cell, "")
        if name == "tbl":
            row = etree.Element(w("tr"))
            row.append(s.cell_of("内层文字"))
            table = etree.Element(w("tbl"))
            table.append(row)
            cell.insert(1, table)
        else:
            run = s.run_of("")
            cell.findall(w("p"))[0].append(run)
            box = etree.SubElement(etree.SubElement(run, w("pict")), w("txbxContent"))
            box.append(s.paragraph_of("内层文字"))

    return change


def layouts() -> list[Case]:
    """Tables drawn again, with the same labels in other places."""
    inner = {"review.achievements": "内层文字"}
    return [
        _drawn("two columns", "{} | {}".format, 2000, 7000),
        _drawn("label above its text", "{}\n{}".format, 9000),
        _drawn("label and text in every cell", "{}：{}".format, 9000),
        _drawn("label and text below in every cell", "{}/{}".format, 9000),
        changed_case("a group's column taken out", Q, "member-review", _without_group),
        changed_case("a table inside a cell", Q, "org-review", _inside_cell("tbl"), inner),
        changed_case("a text box inside a cell", L, "org-review", _inside_cell("box"), inner),
    ]
