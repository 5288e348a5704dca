"""测评票 on paper: one object with its items, or all objects as rows; never a voter's name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import Assessed, Assessment, VotedItem, VotedItems
from app.domain.official_document import Grid, Line, OfficialDocument, Role, written_day

_LEAST_WIDTH = 14
MOST_PAPERS = 5000
"""So many ballots in one file can still be opened and printed."""


class Layout(StrEnum):
    """What stands on one ballot."""

    EACH = "each"
    ALL = "all"


LAYOUTS: dict[Layout, str] = {
    Layout.EACH: "每个对象一张，列出各项内容",
    Layout.ALL: "全部对象列在一张上",
}


@dataclass(frozen=True, slots=True)
class Papers:
    """Which ballots are wanted."""

    layout: Layout
    copies: int = 1
    """How many voters get some; without numbers one is enough, the printer makes the others."""
    numbered: bool = False
    group: str = ""
    """The name of the group that they are for; empty: it is not told."""


def ballot_document(assessment: Assessment, wanted: Papers) -> OfficialDocument:
    """Return the ballots: all of one voter, then all of the next."""
    title = f"{assessment.title}测评票"
    content = [
        part
        for number in range(1, wanted.copies + 1)
        for paper in _papers(assessment, wanted, number)
        for part in (Line(title, Role.TITLE, new_page=True), *paper)
    ]
    return OfficialDocument(title, tuple(content[1:]), page_numbers=False)


def paper_count(assessment: Assessment, wanted: Papers) -> int:
    """Return how many ballots there are to be."""
    each = len(assessment.objects) if wanted.layout is Layout.EACH else 1
    return each * wanted.copies


def _papers(
    assessment: Assessment, wanted: Papers, number: int
) -> Iterator[tuple[Line | Grid, ...]]:
    """Give the ballots of one voter, without their title."""
    if wanted.layout is Layout.ALL:
        yield (
            *_head(assessment, wanted, number, ""),
            *_all(assessment),
            *_notes(assessment, wanted),
        )
        return
    for each in assessment.objects:
        about = f"评议对象：{each.name}" + (f"（{each.place}）" if each.place else "")
        yield (
            *_head(assessment, wanted, number, about),
            _items_grid(assessment, each),
            *_notes(assessment, wanted),
        )


def _head(assessment: Assessment, wanted: Papers, number: int, about: str) -> Iterator[Line]:
    """Give what stands above the table: who is voted on, who votes, when, and the number."""
    if about:
        yield Line(about, Role.NOTE)
    told = [f"参评人员：{wanted.group}" if wanted.group else ""]
    told += [written_day(assessment.day) if assessment.day else ""]
    told += [f"编号：{number:03}" if wanted.numbered else ""]
    text = "\u3000\u3000".join(filter(None, told))
    if text:
        yield Line(text, Role.NOTE)


def _items_grid(assessment: Assessment, each: Assessed) -> Grid:
    grades = tuple(grade.label for grade in assessment.scale.grades)
    rows = tuple(
        (str(number), item.title, *("" for _ in grades))
        for number, item in enumerate(assessment.items_of(each), 1)
    )
    return Grid(("序号", "评议内容", *grades), rows, (12, 36, *(_width(g) for g in grades)))


def _width(label: str) -> int:
    return max(_LEAST_WIDTH, 6 + 3 * len(label))


def _all(assessment: Assessment) -> Iterator[Line | Grid]:
    """Give a table for each list of items: grades as columns, or the items where there are many."""
    lists = [each for each in assessment.lists if _graded_on(assessment, each)]
    for number, items in enumerate(lists):
        if number:
            yield Line("", Role.NOTE)
        found = _graded_on(assessment, items)
        yield (
            _rows_of_marks(assessment, found)
            if len(items.items) == 1
            else _rows_of_items(items.items, found)
        )


def _graded_on(assessment: Assessment, items: VotedItems) -> list[Assessed]:
    return [each for each in assessment.objects if each.items == items.id]


def _rows_of_marks(assessment: Assessment, objects: Sequence[Assessed]) -> Grid:
    grades = tuple(grade.label for grade in assessment.scale.grades)
    head, shares = _object_head(objects)
    rows = ((*_object_row(n, each, objects), *("" for _ in grades)) for n, each in _from_1(objects))
    widths = (*shares, *map(_width, grades))
    return Grid((*head, *grades), tuple(rows), widths, small=_has_places(objects))


def _rows_of_items(items: Sequence[VotedItem], objects: Sequence[Assessed]) -> Grid:
    head, shares = _object_head(objects)
    rows = ((*_object_row(n, each, objects), *("" for _ in items)) for n, each in _from_1(objects))
    titles = tuple(item.title for item in items)
    return Grid((*head, *titles), tuple(rows), (*shares, *(12 for _ in items)), small=True)


def _from_1(objects: Sequence[Assessed]) -> Iterator[tuple[int, Assessed]]:
    return enumerate(objects, 1)


def _has_places(objects: Sequence[Assessed]) -> bool:
    """Whether places tell the objects apart; one and the same is not printed in every row."""
    return len({each.place for each in objects}) > 1


def _object_head(objects: Sequence[Assessed]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    people = {AssessedKind.MEMBER, AssessedKind.SECRETARY}
    word = "姓名" if all(each.kind in people for each in objects) else "评议对象"
    name_width = 18 if word == "姓名" else 34
    if _has_places(objects):
        return ("序号", word, "所在党组织"), (11, name_width, 40)
    return ("序号", word), (11, name_width)


def _object_row(number: int, each: Assessed, objects: Sequence[Assessed]) -> tuple[str, ...]:
    row = (str(number), each.name)
    return (*row, each.place) if _has_places(objects) else row


def _notes(assessment: Assessment, wanted: Papers) -> Iterator[Line]:
    """Give what stands below the table: how to vote, and that nobody signs."""
    grades = assessment.scale.grades
    by_number = wanted.layout is Layout.ALL and any(
        len(items.items) > 1 and _graded_on(assessment, items) for items in assessment.lists
    )
    marks = "请在相应的等次栏内打“√”，每项只选一个等次"
    if by_number:
        told = "、".join(f"{number} {grade.label}" for number, grade in enumerate(grades, 1))
        marks = f"请在每一格里填写等次的序号：{told}"
        if any(
            len(items.items) == 1 and _graded_on(assessment, items) for items in assessment.lists
        ):
            marks += "；印有等次的表打“√”"
    left = "不选为弃权" if assessment.scale.abstention else "漏选的票无效"
    yield Line(f"说明：1. {marks}；多选的票无效，{left}。", Role.NOTE)
    yield Line("2. 本票不署名。本人或亲属是评议对象的，请在该栏写“回避”。", Role.NOTE)
