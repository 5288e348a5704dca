"""Days and times as 报送与汇总 writes them: with dots in tables, in words in sentences."""

from datetime import date

from app.domain.dates import from_day

_DAY, _MINUTE = 10, 16
"""How many letters of a time in the ledger are its day, and its day and minute."""


def day_cell(day: "date | None") -> str:
    """Return a day for a table: 2011.01.05; nothing where there is none."""
    return from_day(day).for_table if day is not None else ""


def time_cell(time: str) -> str:
    """Return a time of the ledger for a table: 2011.01.05 09:00."""
    return time[:_DAY].replace("-", ".") + time[_DAY:_MINUTE].replace("T", " ")


def day_words(day: "date | None") -> str:
    """Return a day for a sentence: 2011年1月5日; nothing where there is none."""
    return from_day(day).for_form if day is not None else ""


def time_words(time: str) -> str:
    """Return a time of the ledger for a sentence: 2011年1月5日 09:00."""
    try:
        day = date.fromisoformat(time[:_DAY])
    except ValueError:
        return time
    return day_words(day) + time[_DAY:_MINUTE].replace("T", " ")
