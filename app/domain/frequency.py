"""How often each object is reviewed, against what the scheme asks for (每半年、每季度至少一次)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.review import Target
from app.domain.scheme import Period

MONTHS: Mapping[Period, int] = {Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Overdue:
    """An object whose last review lies further back than the scheme allows."""

    target: Target
    last: date | None
    """The day of its last done review; None: never."""


def overdue(
    targets: Iterable[Target], last_days: Mapping[Target, date], period: Period, day: date
) -> tuple[Overdue, ...]:
    """Return the objects that were not reviewed within one period before a day.

    Args:
        targets: the objects that ought to be reviewed.
        last_days: the day of the last done review of each, as far as there is one.
        period: how often the scheme asks for a review; a named period asks for nothing.
        day: the day on which one looks.
    """
    months = MONTHS.get(period)
    if months is None:
        return ()
    limit = months_before(day, months)
    return tuple(
        Overdue(target, last_days.get(target))
        for target in dict.fromkeys(targets)
        if target not in last_days or last_days[target] < limit
    )


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise ValueError(day)
