"""Reads days off and weekends worked on from what offices are told, as a notice or as a list."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.cycle.postings import Holidays
from app.domain.errors.catalogue import refusal

LONGEST = timedelta(days=60)
"""A longer holiday is a slip of the pen."""
_WORKED = "上班"
_CLAUSE = re.compile(r"[^。；;，,\n]+")
_ASIDE = re.compile(r"\([^)]*\)|星期[一二三四五六日天]|周[一二三四五六日]")
_COUNT = re.compile(r"共?[0-9]+天")
_DAY = r"(?:([0-9]{4})[年./-])?([0-9]{1,2})[月./-]([0-9]{1,2})[日号]?"
_LATER = r"(?:(?:([0-9]{4})[年./-])?([0-9]{1,2})[月./-])?([0-9]{1,2})[日号]?"
_SPAN = re.compile(rf"{_DAY}(?:(?:至|到|--?|—+|–|~|～){_LATER})?")


def read_holidays(text: str, year: int) -> Holidays:
    """Return the days that a notice or a list of days names.

    Args:
        text: days and spans of days, one beside the other or in sentences; those in a clause with
            上班 are worked on, all others are off.
        year: of days that say no year.

    Raises:
        Refusal: ``holiday.unread`` for a clause with numbers that are no days.
    """
    off: set[date] = set()
    worked: set[date] = set()
    for clause in _clauses(text):
        found = list(_days(clause, year))
        (worked if _WORKED in clause else off).update(found)
    return Holidays(frozenset(off - worked), frozenset(worked))


def _clauses(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text.replace("；", "。").replace("，", "。"))
    for found in _CLAUSE.finditer(_ASIDE.sub("", plain)):
        clause = _COUNT.sub("", "".join(found[0].split()))
        if re.search("[0-9]", clause):
            yield clause


def _days(clause: str, year: int) -> Iterator[date]:
    rest = clause
    for found in _SPAN.finditer(clause):
        rest = rest.replace(found[0], "", 1)
        yield from _span(found, clause, year)
    if re.search("[0-9]", rest):
        raise refusal("holiday.unread", text=clause)


def _span(found: re.Match[str], clause: str, year: int) -> Iterator[date]:
    year_1, month_1, day_1, year_2, month_2, day_2 = found.groups()
    try:
        first = date(int(year_1 or year), int(month_1), int(day_1))
        last = first
        if day_2:
            month = int(month_2 or month_1)
            turned = not year_2 and month < first.month
            last = date(int(year_2 or first.year + turned), month, int(day_2))
    except ValueError as error:
        raise refusal("holiday.unread", text=clause) from error
    if not first <= last <= first + LONGEST:
        raise refusal("holiday.unread", text=clause)
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def of_year(holidays: Holidays, year: int) -> Holidays:
    """Return the days of one year."""
    return Holidays(
        frozenset(day for day in holidays.off if day.year == year),
        frozenset(day for day in holidays.worked if day.year == year),
    )


def joined(one: Holidays, other: Holidays) -> Holidays:
    """Return the days of both; where they differ about a day, the second is right."""
    return Holidays((one.off - other.worked) | other.off, (one.worked - other.off) | other.worked)
