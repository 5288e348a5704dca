"""Reads the values of the rows of a roster, with every fault and doubt about them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress
from typing import NamedTuple

from app.domain.dates import PartialDate
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.organization import HOST
from app.domain.plausibility import (
    ID_LENGTH,
    IdNumbers,
    agree,
    is_adult,
    is_earlier,
    sex_of,
)
from app.domain.proposal import SheetRows
from app.domain.typed import plain_name
from app.domain.words import MEMBER_STATUSES, STATUS_SPELLINGS, MemberCategory, MemberStatus
from app.intake.cells import filled, has_lost_digits, read_date, tags, without_daytime
from app.intake.columns import Cell, Columns
from app.intake.person_names import is_usual, judged, without_invisible
from app.intake.report import Report

NAME, BRANCH, GROUP = "姓名", "所在党支部", "党小组"
SEX, BIRTH, JOINED, FULL = "性别", "出生年月", "入党时间", "转正时间"
POST, PARTY_POST, CATEGORY, STATUS = "职务或职业", "党内职务", "人员类别", "党员状态"
STATUS_DATE, MOVED_IN, TAGS = "状态日期", "转入日期", "标签"
ID_NUMBER, PHONE = "身份证号", "联系电话"

Pairs = tuple[tuple[str, str], ...]

_SEXES = {"男": "男", "男性": "男", "1": "男", "女": "女", "女性": "女", "2": "女"}
_CATEGORIES = {
    **dict.fromkeys(("正式", "正式党员", "中共党员", "党员", "中共正式党员"), MemberCategory.FULL),
    **dict.fromkeys(
        ("预备", "预备党员", "中共预备党员", "预备期", "预备期党员"), MemberCategory.PROBATIONARY
    ),
}
_NOT_MEMBERS = frozenset({"群众", "共青团员", "团员", "民主党派", "无党派人士"})
_NO_TAGS: frozenset[str] = frozenset()
_SPACES = re.compile(r"\s+")


class MemberValues(NamedTuple):
    """What a row says; None and empty texts say nothing.

    A tuple, for rosters have very many rows and are read by column.
    """

    name: str
    sex: str
    birth: PartialDate | None
    joined: PartialDate | None
    full_since: PartialDate | None
    post: str
    category: MemberCategory | None
    status: MemberStatus | None
    left: date | None
    entered: date | None
    tags: frozenset[str]
    id_number: str
    phone: str
    extra: Pairs


class _Standing(NamedTuple):
    """What 党员状态 and 人员类别 say together."""

    status: MemberStatus | None = None
    category: MemberCategory | None = None
    tags: frozenset[str] = _NO_TAGS


_NO_STANDING = _Standing()


def read_members(report: Report) -> Iterator[tuple[int, MemberValues]]:
    """Give the index and the values of every row; those that cannot be taken are told.

    A row without a name is refused and not looked at further.
    """
    names = _names(report)
    kept = [index for index, name in enumerate(names) if name]
    if len(kept) == len(names):
        columns = Columns(report, report.columns)
    else:
        columns = Columns(report, _taken(report.columns, names))
        names = [name for name in names if name]
    found = list(map(MemberValues, names, *_values(columns)))
    _check_ages(columns, found)
    return zip(kept, found, strict=True)


def _names(report: Report) -> list[str]:
    """Return the names; rows without one are refused."""
    numbers = report.columns.numbers
    written: Sequence[str] = report.columns.cells.get(NAME) or [""] * len(numbers)
    read = {text: _name(text) for text in set(written)}
    odd = {text: judged(name) for text, name in read.items() if name and not is_usual(name)}
    told = {text: cell for text, cell in odd.items() if cell.doubt or cell.refused}
    read.update({text: cell.value for text, cell in told.items()})
    names = [read[text] for text in written]
    report.name_all(dict(zip(numbers, names, strict=True)))
    for number, text in zip(numbers, written, strict=True) if told else ():
        if text in told:
            _tell(report, number, told[text])
    if "" in read.values():
        missing = (not read[text] and text not in told for text in written)
        for number in compress(numbers, missing):
            report.reject(number, NAME, fault("row.missing", "", column=NAME))
    return names


def _tell(report: Report, number: int, cell: Cell[str]) -> None:
    if cell.refused is not None:
        report.reject(number, NAME, cell.refused)
    if cell.doubt is not None:
        report.warn(number, NAME, cell.doubt)


def _taken(rows: SheetRows, names: Sequence[str]) -> SheetRows:
    """Return the rows that have a name."""
    return SheetRows(
        list(compress(rows.numbers, names)),
        {column: list(compress(texts, names)) for column, texts in rows.cells.items()},
        {column: list(compress(texts, names)) for column, texts in rows.extra.items()},
    )


def _name(text: str) -> str:
    name = text if text.isalpha() else plain_name(without_invisible(text))
    return filled(name)


def _values(columns: Columns) -> Iterator[Sequence[object]]:
    """Give the columns of ``MemberValues`` behind the name."""
    sexes = columns.read(SEX, _sex, "")
    births = columns.read(BIRTH, _date, None)
    yield sexes
    yield births
    yield columns.read(JOINED, _date, None)
    yield columns.read(FULL, _date, None)
    yield _texts(columns, POST)
    standings = _standings(columns)
    yield [each.category for each in standings]
    yield [each.status for each in standings]
    yield _left(columns, standings)
    yield columns.read(MOVED_IN, _day, None)
    marks = columns.read(TAGS, lambda text: Cell(tags(text)), _NO_TAGS)
    yield [own | each.tags for own, each in zip(marks, standings, strict=True)]
    yield _id_numbers(columns, sexes, births)
    yield _texts(columns, PHONE)
    yield _extra(columns.rows)


def _texts(columns: Columns, column: str) -> list[str]:
    found = list(map(str.strip, columns.rows.cells.get(column) or [""] * len(columns.rows)))
    blanks = {text for text in set(found) if text and not filled(text)}
    return ["" if text in blanks else text for text in found] if blanks else found


def _date(text: str) -> Cell[PartialDate | None]:
    text = filled(text)
    found = read_date(text) if text else None
    if not isinstance(found, Fault):
        return Cell(found)
    day, rest = without_daytime(text)
    taken = read_date(day) if rest else found
    if isinstance(taken, Fault):
        return Cell(None, refused=found)
    return Cell(taken, doubt=fault("row.day_taken", "", text=text, day=taken, rest=rest))


def _day(text: str) -> Cell[date | None]:
    cell = _date(text)
    if cell.value is None:
        return Cell(None, refused=cell.refused)
    day = cell.value.first_day
    if cell.value.day:
        return Cell(day, doubt=cell.doubt)
    return Cell(day, doubt=fault("row.day_assumed", "", text=text.strip(), day=day))


def _sex(text: str) -> Cell[str]:
    text = filled(text)
    sex = _SEXES.get(text, "")
    if text and not sex:
        return Cell("", doubt=fault("row.value", "", text=text, column=SEX, known="男、女"))
    return Cell(sex)


# ---- 党员状态 and 人员类别 ------------------------------------------------------------------


def _standings(columns: Columns) -> list[_Standing]:
    stated = columns.read(STATUS, _status, _NO_STANDING)
    sorted_as = columns.read(CATEGORY, _category, _NO_STANDING)
    pairs = list(zip(stated, sorted_as, strict=True))
    together = {pair: _together(*pair) for pair in set(pairs)}
    return [together[pair] for pair in pairs]


def _status(text: str) -> Cell[_Standing]:
    text = _SPACES.sub("", filled(text))
    if text in _CATEGORIES:
        return Cell(_Standing(category=_CATEGORIES[text]))
    status = STATUS_SPELLINGS.get(text) or STATUS_SPELLINGS.get(text.removesuffix("党员"))
    if not text or status is not None:
        return Cell(_Standing(status))
    known = "、".join(MEMBER_STATUSES.values())
    wrong = fault("row.value", "", text=text, column=STATUS, known=known)
    return Cell(_NO_STANDING, refused=wrong)


def _category(text: str) -> Cell[_Standing]:
    text = _SPACES.sub("", filled(text))
    if text in _NOT_MEMBERS:
        return Cell(_NO_STANDING, refused=fault("row.not_member", "", text=text))
    if text in _CATEGORIES:
        return Cell(_Standing(category=_CATEGORIES[text]))
    return Cell(_Standing(STATUS_SPELLINGS.get(text), tags=tags(text)))


def _together(stated: _Standing, sorted_as: _Standing) -> _Standing:
    """Return both; a status among the categories counts where no other is stated, else as a tag."""
    category = sorted_as.category or stated.category
    if sorted_as.status is not None and stated.status is None:
        return _Standing(sorted_as.status, category)
    return _Standing(stated.status, category, sorted_as.tags)


def _left(columns: Columns, standings: Sequence[_Standing]) -> list[date | None]:
    days = columns.read(STATUS_DATE, _day, None)
    here = (None, MemberStatus.ACTIVE)
    return [None if each.status in here else day for day, each in zip(days, standings, strict=True)]


# ---- ID numbers, ages, other columns ---------------------------------------------------------


def _id_numbers(
    columns: Columns, sexes: Sequence[str], births: Sequence[PartialDate | None]
) -> list[str]:
    texts = columns.rows.cells.get(ID_NUMBER)
    if texts is None:
        return [""] * len(columns.rows)
    numbers, report = columns.rows.numbers, columns.report
    look = IdNumbers().look
    found = []
    for index, text in enumerate(texts):
        clean = text if len(text) == ID_LENGTH and text.isdigit() else _clean_id(text)
        if clean:
            doubt = _doubtful_id(clean, look(clean), sexes[index], births[index])
            if doubt is not None:
                report.warn(numbers[index], ID_NUMBER, doubt)
                clean = "" if doubt.code == "row.id_lost_digits" else clean
        found.append(clean)
    return found


def _clean_id(text: str) -> str:
    return _SPACES.sub("", filled(text)).upper().lstrip("'’`")


def _doubtful_id(
    text: str, born: PartialDate | None, sex: str, birth: PartialDate | None
) -> Fault | None:
    if born is None:
        lost = has_lost_digits(text)
        return fault("row.id_lost_digits" if lost else "row.id_number", "")
    if sex and sex != sex_of(text):
        return fault("row.id_mismatch", "", what=SEX)
    if birth is not None and not agree(birth, born):
        return fault("row.id_mismatch", "", what=BIRTH)
    return None


def _check_ages(columns: Columns, rows: Sequence[MemberValues]) -> None:
    report, closed = columns.report, columns.report.closed
    for number, row in zip(columns.rows.numbers, rows, strict=True):
        birth, joined, full = row.birth, row.joined, row.full_since
        if joined is None or number in closed:
            continue
        if birth is not None and not is_adult(birth, joined):
            report.warn(number, JOINED, fault("row.age", ""))
        if full is not None and is_earlier(full, joined):
            report.warn(number, FULL, fault("row.full_before_joined", ""))


def _extra(rows: SheetRows) -> list[Pairs]:
    """Return what stands in the columns that have no place of their own, and 流入党组织."""
    columns = {**rows.extra, **({HOST: rows.cells[HOST]} if HOST in rows.cells else {})}
    if not columns:
        return [()] * len(rows)
    names = tuple(columns)
    combinations = list(zip(*columns.values(), strict=True))
    pairs = {texts: _pairs(names, texts) for texts in set(combinations)}
    return [pairs[texts] for texts in combinations]


def _pairs(names: Sequence[str], texts: Sequence[str]) -> Pairs:
    said = ((n, filled(t) if n == HOST else t) for n, t in zip(names, texts, strict=True))
    return tuple((name, text) for name, text in said if text)


def differ(one: MemberValues, other: MemberValues) -> bool:
    """Tell whether two rows of one name say themselves that they are two people."""
    return (
        _unlike(one.id_number, other.id_number)
        or _unlike(one.sex, other.sex)
        or bool(one.birth and other.birth and not agree(one.birth, other.birth))
    )


def _unlike(one: str, other: str) -> bool:
    return bool(one and other and one != other)
