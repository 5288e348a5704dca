"""Reads single cells of people's lists: names, lists of people, dates, yes and no, blanks."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from app.domain.dates import PartialDate, parse_date
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.domain.typed import plain_name

BLANKS = frozenset(
    {"", "无", "—", "——", "-", "--", "/", "\\", "、", "空", "暂无", "没有"}
    | {
        "／",
        "＼",
        "－",
        "―",
        "––",
        "//",
        "无。",
        "（无）",
        "(无)",
        "（空）",
        "未填",
        "N/A",
        "null",
        "NULL",
    }
)
_SPACES = re.compile(r"\s+")
_PERSON = re.compile(r"\s*([^（()）、，,;；/\n]+)(?:[（(]([^（()）]*)[)）])?\s*")
_UNFILLED_STARTS = frozenset("年_＿")
_UNFILLED_DAY = re.compile(r"[_＿\s]*年[_＿\s]*(月[_＿\s]*(日[_＿\s]*)?)?")
_DAYTIME = re.compile(
    r"(.*?[0-9日号])\s*([(]?(?:[上下中]午|早上|晚上|傍晚|(?:星期|周|礼拜)[一二三四五六日天]).{0,15})"
)
_TAG_SEPARATORS = re.compile(r"[、，,;；/\s]+")


def filled(text: str) -> str:
    """Return the text, or nothing where it says that there is nothing (无, —, /)."""
    text = text.strip()
    if text[:1] in _UNFILLED_STARTS and _UNFILLED_DAY.fullmatch(text):
        return ""
    return "" if text in BLANKS else text


@lru_cache(maxsize=65_536)
def organization_key(text: str) -> str:
    """Return an organisation's name as it is compared: no spaces, one width, no 中共 in front."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).removeprefix("中共")


def people(text: str) -> list[tuple[str, str]]:
    """Read 姓名（职务）、姓名（职务）…: names with what stands in brackets."""
    found = []
    for match in _PERSON.finditer(text):
        name = plain_name(match[1])
        if filled(name):
            found.append((name, (match[2] or "").strip()))
    return found


def tags(text: str) -> frozenset[str]:
    """Read tags separated by 、 or a comma."""
    return frozenset(filter(filled, _TAG_SEPARATORS.split(text)))


def without_daytime(text: str) -> tuple[str, str]:
    """Return a date without what is said behind it of the time of day or week, and that."""
    found = _DAYTIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (found[1], found[2].strip()) if found else (text, "")


@lru_cache(maxsize=65_536)
def read_date(text: str) -> PartialDate | Fault:
    """Read a date as people write it, or say why it is none."""
    try:
        return parse_date(text)
    except Refusal as refused:
        if refused.fault.code == "date.ambiguous":
            year = unicodedata.normalize("NFKC", text).strip()[:4]
            return fault(
                "row.date_ambiguous", text=text.strip(), first=f"{year}.01", second=f"{year}.10"
            )
        return fault("row.date", text=text.strip())


def read_day(text: str) -> date | Fault:
    """Read a date that is used as a day: of a month its first."""
    found = read_date(text)
    return found if isinstance(found, Fault) else found.first_day


def has_lost_digits(text: str) -> bool:
    """Tell whether a long number was stored as a rounded one (3.7e+17)."""
    return re.fullmatch(r"[0-9]\.[0-9]+[eE]\+[0-9]+", text) is not None
