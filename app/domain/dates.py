"""Dates as people write them: to the year, the month or the day."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(10_000, 60_001)
_CHINESE_DIGITS = str.maketrans("〇○◯零一二三四五六七八九", "0000123456789")
_SIGNS = str.maketrans("。,\\–—―·•", "../---..")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_AROUND = re.compile(r"^['‘’`]+|(?:份|生|出生|入党|转正|加入)$")
_LETTERS_FOR_DIGITS = str.maketrans("OoｏＯlI", "000011")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the precision that was given; ``month`` and ``day`` may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return ISO text with the given precision: 1975, 1975-06 or 1975-06-01."""
        return "-".join(f"{n:02d}" for n in (self.year, self.month, self.day) if n)

    @property
    def first_day(self) -> date:
        """The first day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that this date can mean."""
        if self.month and self.day:
            return self.first_day
        year, month = (self.year, self.month + 1) if self.month else (self.year, 13)
        following = date(year + 1, 1, 1) if month == 13 else date(year, month, 1)
        return following - timedelta(days=1)

    @property
    def to_month(self) -> "PartialDate":
        """Without the day (出生年月)."""
        return PartialDate(self.year, self.month)

    @property
    def for_form(self) -> str:
        """As printed in forms: 1975年6月1日."""
        text = f"{self.year}年"
        if self.month:
            text += f"{self.month}月"
        if self.day:
            text += f"{self.day}日"
        return text

    @property
    def for_table(self) -> str:
        """As printed in tables: 1975.06.01."""
        return str(self).replace("-", ".")


def from_day(day: date) -> PartialDate:
    """Return the full date of a calendar day."""
    return PartialDate(day.year, day.month, day.day)


def is_likely(day: date) -> bool:
    """Tell whether a day lies in the years that people can write here."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def from_serial(serial: int) -> PartialDate:
    """Return the date of an Excel serial number (1900 date system)."""
    return from_day(_EXCEL_EPOCH + timedelta(days=serial))


def parse_date(text: str) -> PartialDate:
    """Read a date as people write it.

    Takes 1975-06-01, 1975/6/1, 1975.06, 1975年6月1日, 197506, 19750601, full-width digits, O for
    0, spaces between digits, 二〇一一年一月十三日, and five-digit Excel serials.

    Raises:
        Refusal: ``date.ambiguous`` for 1975.1 (January, or October with its zero lost),
            ``date.invalid`` for anything that is no date.
    """
    plain = _plain(text)
    invalid = refusal("date.invalid", text=text.strip())
    serial = re.fullmatch(r"[0-9]{5}", unicodedata.normalize("NFKC", text.strip()))
    if serial and int(serial[0]) in _EXCEL_SERIALS:
        return from_serial(int(serial[0]))
    for pattern in _PATTERNS:
        found = re.fullmatch(pattern, plain)
        if found:
            return _checked(PartialDate(*map(int, found.groups())), invalid)
    lost_zero = re.fullmatch(r"([0-9]{4})\.1", plain)
    if lost_zero:
        year = lost_zero[1]
        raise refusal("date.ambiguous", text=plain, first=f"{year}.01", second=f"{year}.10")
    raise invalid


def parse_day(text: str) -> date:
    """Read a date that must be precise to the day.

    Raises:
        Refusal: ``date.invalid`` or ``date.ambiguous``.
    """
    found = parse_date(text)
    if not found.day:
        raise refusal("date.invalid", text=text.strip())
    return found.first_day


def readable_day(text: str) -> str:
    """Return a date that stands in a ledger (2011-01-25, 2011-01) as people write it.

    Any other text is returned as it is.
    """
    if not _ISO_DAY.fullmatch(text):
        return text
    try:
        return parse_date(text).for_form
    except Refusal:
        return text


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS_FOR_DIGITS)
    text = re.sub(r"[\sT][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$", "", text.strip())
    text = re.sub(r"\s+", "", text).translate(_SIGNS)
    text = _AROUND.sub("", text).replace("元月", "1月")
    if re.search("[〇○◯零一二三四五六七八九十]", text):
        text = _chinese_numbers(text)
    return text


def _chinese_numbers(text: str) -> str:
    def tens(found: re.Match[str]) -> str:
        head, tail = found[1], found[2]
        return (head or "1") + (tail or "0")

    text = re.sub("([一二三])?十([一二三四五六七八九])?", tens, text)
    return text.translate(_CHINESE_DIGITS)


def _checked(found: PartialDate, invalid: Exception) -> PartialDate:
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise invalid
    try:
        _ = found.first_day
    except ValueError as error:
        raise invalid from error
    return found


_YEAR, _MONTH, _DAY = "([0-9]{4})", "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_MONTH_2, _DAY_2 = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_PATTERNS = (
    f"{_YEAR}年?",
    f"{_YEAR}年{_MONTH}月?",
    f"{_YEAR}年{_MONTH}月{_DAY}[日号]?",
    f"{_YEAR}[-/.、]{_MONTH}[-/.、]{_DAY}[日号.]?",
    f"{_YEAR}[-/.、]{_MONTH}月",
    f"{_YEAR}[-/.、]{_MONTH}月{_DAY}[日号]?",
    f"{_YEAR}[-/、]{_MONTH}",
    rf"{_YEAR}\.(0[1-9]|1[0-2]|[2-9])\.?",
    f"{_YEAR}{_MONTH_2}",
    f"{_YEAR}{_MONTH_2}{_DAY_2}",
)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day up to the day of its end, on which it no longer holds; None means 'always'."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


ALWAYS = Span()
