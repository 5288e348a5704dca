"""Reads what one cell of a roster says of several columns: 张三（女，预备）, 1975.06（35岁）."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from app.domain.dates import PartialDate
from app.domain.errors.catalogue import fault
from app.domain.words import CATEGORY_SPELLINGS, STATUS_SPELLINGS, MemberCategory
from app.intake.cells import filled, has_lost_digits, read_date
from app.intake.column_values import MOST_TOLD, Cells, holds, plain_digits, replaced, where

NAME, SEX, BRANCH, GROUP = "姓名", "性别", "所在党支部", "党小组"
BIRTH, JOINED, FULL = "出生年月", "入党时间", "转正时间"
CATEGORY, STATUS, POST, PARTY_POST = "人员类别", "党员状态", "职务或职业", "党内职务"
ID_NUMBER, PHONE, AGE, NATION = "身份证号", "联系电话", "年龄", "民族"
DATES = (BIRTH, JOINED, FULL, "状态日期", "转入日期")
CANONICAL = frozenset({NAME, SEX, BRANCH, GROUP, *DATES, CATEGORY, STATUS, POST, PARTY_POST})

_SEXES = frozenset({"男", "女", "男性", "女性"})
_BRACKETED = re.compile(r"^(.+?)\s*[(（\[【]\s*([^()（）\[\]【】]*?)\s*[)）\]】]$", re.DOTALL)
_BRACKET = re.compile(r"[(（\[【]")
_LONGEST = 200
"""A longer text is no name and no date: it is left alone."""
_MARK = re.compile(r"^[*＊☆★△▲●○※◆□■#＃√]+|[*＊☆★△▲●○※◆□■#＃√]+$", re.M)
_NO_DIGIT = re.compile(r"[^0-9X\n]")
_ROUNDED = re.compile(r"[eE]\+")
_SEPARATOR = re.compile(r"[、，,;；/／\s]+")
_AGE = re.compile(r"^(?:现?年龄?)?\s*([0-9]{1,3})\s*(?:周?岁)?$")
_PARTY_POST = re.compile(
    r"^(?:(?:党)?支部|党小组|支委|党总支|总支)?(?:(?:副)?书记|(?:副)?组长|小组长|支委|(?:[\u4e00-\u9fff]{2,4})?委员)$"
)
_NATION = re.compile(r"^[\u4e00-\u9fff]{1,7}族$")
_SERIAL = re.compile(r"^[1-6][0-9]{4}$")
_FULL_MARK = re.compile("转正|正式")


def read_names(cells: Cells, inner: str = "") -> None:
    """Take out of names what stands in brackets behind them, where it is certain.

    Args:
        cells: changed in place.
        inner: the column that the heading puts in brackets: 姓名（职务）.
    """
    names = cells.cells[NAME]
    if holds(names, _MARK):
        for index in where(names, {text for text in set(names) if _MARK.search(text)}):
            text, names[index] = names[index], _MARK.sub("", names[index])
            cells.doubt(index, NAME, "row.name_mark", text=text, name=names[index])
    if not holds(names, _BRACKET):
        return
    short = [text for text in set(names) if len(text) <= _LONGEST]
    bracketed = {text: found for text in short if (found := _BRACKETED.match(_flat(text)))}
    read = {text: _meanings(found[2], inner) for text, found in bracketed.items()}
    for index in where(names, bracketed):
        text = names[index]
        meanings = read[text]
        if meanings is None:
            cells.doubt(index, NAME, "row.bracket", text=text)
            continue
        names[index] = bracketed[text][1].strip()
        for column, value in meanings.items():
            _fill(cells, index, column, value, text)


def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text) if "（" in text or "【" in text else text


def _meanings(text: str, inner: str) -> dict[str, str] | None:
    """Return what each part in brackets says, by column; None where one of them is not known."""
    found: dict[str, str] = {}
    for part in filter(None, _SEPARATOR.split(text)):
        column = _column_of(part) or (inner if inner and inner not in found else "")
        if not column or column in found:
            return None
        found[column] = part
    return found


def _column_of(part: str) -> str:
    if part in _SEXES:
        return SEX
    if part in CATEGORY_SPELLINGS:
        return CATEGORY
    if part in STATUS_SPELLINGS:
        return STATUS
    if _NATION.match(part):
        return NATION
    return PARTY_POST if _PARTY_POST.match(part) or ("兼" in part and "书记" in part) else ""


def _fill(cells: Cells, index: int, column: str, value: str, text: str) -> None:
    """Write a value where nothing stands yet; doubt it where something else does."""
    place = cells.place_for(column, canonical=column in CANONICAL)
    there = place[index]
    if not there:
        place[index] = value
    elif value not in there and there not in value:
        details = {"text": text, "inner": value, "column": column, "there": there}
        cells.doubt(index, NAME, "row.bracket_differs", **details)


def read_dates(cells: Cells) -> None:
    """Take ages and second dates out of dates, and tell which were serial numbers."""
    for column in DATES:
        texts = cells.cells.get(column)
        if not texts:
            continue
        values = set(texts)
        for text in [v for v in values if v and v[-1] in ")）]】" and len(v) <= _LONGEST]:
            _split_date(cells, column, text)
        serials = {
            v: d for v in values if len(v) == 5 and _SERIAL.match(v) and _is(d := read_date(v))
        }
        _tell_serials(cells, column, serials)


def _is(found: object) -> bool:
    return isinstance(found, PartialDate)


def _split_date(cells: Cells, column: str, text: str) -> None:
    found = _BRACKETED.match(_flat(text))
    if not found or not _is(read_date(found[1])):
        return
    inner = found[2]
    if column == BIRTH and (age := _AGE.match(inner)):
        other, value = AGE, age[1]
    elif column == JOINED and _is(read_date(_FULL_MARK.sub("", inner))):
        other, value = FULL, _FULL_MARK.sub("", inner)
    elif column == FULL and inner in CATEGORY_SPELLINGS:
        other, value = CATEGORY, inner
    else:
        return
    texts = cells.cells[column]
    place = cells.place_for(other, canonical=other in CANONICAL)
    for index in where(texts, (text,)):
        texts[index] = found[1].strip()
        place[index] = place[index] or value


def _tell_serials(cells: Cells, column: str, serials: Mapping[str, object]) -> None:
    rows = where(cells.cells[column], serials)
    if len(rows) <= MOST_TOLD:
        for index in rows:
            text = cells.cells[column][index]
            cells.doubt(index, column, "row.serial_date", text=text, day=serials[text])
        return
    text = cells.cells[column][rows[0]]
    details = {"column": column, "count": len(rows), "text": text, "day": serials[text]}
    cells.warnings.append(fault("sheet.serial_dates", "", **details))


def read_categories(cells: Cells, columns: Sequence[tuple[str, str, list[str]]]) -> dict[str, str]:
    """Decide by their values what columns about 类别 and 状态 are: 党籍状态 may hold either.

    Args:
        cells: 人员类别 and 党员状态 are written into them.
        columns: heading, what the heading means, texts; the first of a kind leads.

    Returns:
        What each heading turned out to be.
    """
    mapping = {}
    for heading, name, texts in columns:
        values = {text: _family(text, name) for text in set(texts) if text}
        counted = list(map(values.get, texts))
        kinds = set(values.values())
        mapping[heading] = max(sorted(kinds), key=counted.count, default=name)
        if len(kinds) == 1 and not kinds & cells.cells.keys():
            cells.cells[mapping[heading]] = list(texts)
            continue
        further: list[str] = []
        for index, text in enumerate(texts):
            if not text:
                continue
            place = cells.column(values[text])
            if not place[index] or _is_surer(text, place[index]):
                place[index] = text
            elif place[index] != text and not _says_less(text, place[index]):
                further = further or cells.further(heading)
                further[index] = text
    return mapping


def _family(text: str, name: str) -> str:
    plain = re.sub(r"\s", "", text)
    if plain in CATEGORY_SPELLINGS:
        return CATEGORY
    return STATUS if plain in STATUS_SPELLINGS else name


def _is_surer(text: str, there: str) -> bool:
    """预备党员 is surer than 中共党员, which many write for either."""
    both = CATEGORY_SPELLINGS.get(text), CATEGORY_SPELLINGS.get(there)
    return both == (MemberCategory.PROBATIONARY, MemberCategory.FULL) and "正式" not in there


def _says_less(text: str, there: str) -> bool:
    one, other = CATEGORY_SPELLINGS.get(text), CATEGORY_SPELLINGS.get(there)
    return one is not None and other is not None and (one is other or "正式" not in text)


def read_numbers(cells: Cells) -> None:
    """Give ID and telephone numbers plain digits; a telephone that lost its last is left out."""
    for column in (ID_NUMBER, PHONE):
        if column in cells.cells and holds(cells.cells[column], _NO_DIGIT):
            cells.cells[column] = replaced(cells.cells[column], plain_digits)
    phones = cells.cells.get(PHONE, [])
    if not holds(phones, _ROUNDED):
        return
    for index in where(phones, {text for text in set(phones) if has_lost_digits(text)}):
        phones[index] = ""
        cells.doubt(index, PHONE, "row.phone_lost_digits")


def read_several(cells: Cells, heading: str, names: Sequence[str], texts: Sequence[str]) -> None:
    """Split cells that hold the values of several columns; those that cannot be are kept whole."""
    split = {text: _parts(text, names) for text in set(texts) if text}
    whole: list[str] = []
    for index, text in enumerate(texts):
        parts = split.get(text)
        if parts is not None:
            for name, part in zip(names, parts, strict=True):
                place = cells.place_for(name, canonical=name in CANONICAL | {ID_NUMBER, PHONE})
                place[index] = place[index] or part
        elif text:
            whole = whole or cells.further(heading)
            whole[index] = text
            cells.doubt(index, heading, "row.not_split", text=text, columns="、".join(names))


def _parts(text: str, names: Sequence[str]) -> list[str] | None:
    """Return the parts in the order of the columns, or None where it is not certain."""
    for mark in (r"[/／|\\]", r"[、，,;；]", r"\s+", r"[(（]"):
        parts = [filled(part.strip(" )）")) for part in re.split(mark, text.strip())]
        if len(parts) == len(names) and all(map(_fits, names, parts)):
            return parts
    if names[0] == NAME and not _SEPARATOR.search(text):
        return [text, *[""] * (len(names) - 1)]
    if tuple(names) == (SEX, NATION) and text[:1] in _SEXES and len(text) > 1:
        return [text[0], text[1:]]
    return None


def _fits(name: str, text: str) -> bool:
    if name == SEX:
        return text in ("", *_SEXES)
    if name in DATES:
        return not text or _is(read_date(text))
    return True


def fill_sections(cells: Cells, sections: Iterable[tuple[int, str, str]]) -> None:
    """Write what headings among the rows say into the rows below, where they say nothing."""
    every = list(sections)
    groups = [(at, text) for at, column, text in every if column == GROUP]
    branches = [(at, text) for at, column, text in every if column == BRANCH]
    categories = [(at, text) for at, column, text in every if column == CATEGORY]
    ends = [at for at, _ in branches]
    _fill_down(cells, BRANCH, branches, ends)
    _fill_down(cells, GROUP, groups, ends)
    _fill_down(cells, CATEGORY, categories, ends)


def _fill_down(
    cells: Cells, column: str, found: Sequence[tuple[int, str]], ends: Sequence[int]
) -> None:
    """Fill from each heading to the next of its kind; another branch ends it too."""
    for at, text in found:
        later = [end for end in (*(a for a, _ in found), *ends) if end > at]
        texts = cells.column(column)
        for index in range(at, min(later, default=len(texts))):
            texts[index] = texts[index] or text
