"""工作要求: what a scheme asks for, step by step, with what a ledger already has of each step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.dates import from_day
from app.domain.official_document import Grid, Line, OfficialDocument, Role
from app.domain.scheme import Deadline, Requirement, Scheme, Step

STEPS, DEADLINES, REQUIREMENTS = "环节", "期限", "其他要求"
IN_ORDER, ANY_ORDER = "次序严格，后一步不走在前一步之前", "次序可以灵活"
_NUMERALS = "一二三"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of something there is: 已点评 12/30, 公示 2 次."""

    words: str
    count: int
    total: int | None = None
    """Out of so many; None: nobody says how many there must be."""
    unit: str = ""
    """The measure word, where there is no total."""

    @property
    def text(self) -> str:
        """The tally in words."""
        if self.total is None:
            return f"{self.words} {self.count} {self.unit}".rstrip()
        return f"{self.words} {self.count}/{self.total}" if self.total else f"{self.words} 0"


@dataclass(frozen=True, slots=True)
class StepStanding:
    """A step of the work with what there is of it."""

    number: int
    step: Step
    tallies: tuple[Tally, ...] = ()
    """Empty: nothing is counted for this step."""
    first: date | None = None
    last: date | None = None
    """The first and the last day on which something of it was done."""
    early: int = 0
    """So many records on which it was taken before an earlier step, where the order binds."""

    @property
    def text(self) -> str:
        """Everything that there is of it, in one line; empty: nothing is counted."""
        parts = [each.text for each in self.tallies]
        parts += [days] if (days := period_text(self.first, self.last)) else []
        parts += [f"走在前一步之前 {self.early} 份"] if self.early else []
        return "，".join(parts)


@dataclass(frozen=True, slots=True)
class Demands:
    """Everything that a scheme asks of those who do the work."""

    title: str
    document: str
    order_strict: bool = False
    steps: tuple[StepStanding, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def source(self) -> str:
        """By what the work is done: the scheme's title and its document."""
        return f"{self.title}（{self.document}）" if self.document else self.title

    @property
    def is_empty(self) -> bool:
        """Whether the scheme says nothing of all this."""
        return not (self.steps or self.deadlines or self.requirements)


def without_standing(scheme: Scheme) -> Demands:
    """Return what a scheme asks for, of no round."""
    return Demands(
        scheme.title,
        scheme.document,
        scheme.order_strict,
        tuple(StepStanding(number, step) for number, step in enumerate(scheme.steps, 1)),
        tuple(sorted(scheme.deadlines, key=lambda each: each.date)),
        scheme.requirements,
    )


def period_text(first: date | None, last: date | None) -> str:
    """Return days as people write them: 2011年1月5日至12日; empty where there is none."""
    if first is None or last is None:
        return ""
    begun, ended = from_day(first).for_form, from_day(last).for_form
    if first == last:
        return begun
    if first.year != last.year:
        return f"{begun}至{ended}"
    ended = ended.partition("年")[2]
    return f"{begun}至{ended.partition('月')[2] if first.month == last.month else ended}"


def demands_document(title: str, demands: Demands, day: date | None) -> OfficialDocument:
    """Return what is asked for as a sheet to print and hand out.

    Args:
        title: what stands above.
        demands: what is asked for.
        day: as of when the steps stand; None: it is not told how they stand.
    """
    content: list[Line | Grid] = [Line(f"依据：{demands.source}")]
    numerals = iter(_NUMERALS)
    for heading, grid in _parts(demands, day):
        content += [Line(f"{next(numerals)}、{heading}", Role.HEADING), grid]
    return OfficialDocument(title=title, content=tuple(content))


def _parts(demands: Demands, day: date | None) -> Iterator[tuple[str, Grid]]:
    if demands.steps:
        order = IN_ORDER if demands.order_strict else ANY_ORDER
        yield f"{STEPS}（{order}）", _steps(demands.steps, day)
    if demands.deadlines:
        rows = ((from_day(d.date).for_form + "前", d.what, d.to) for d in demands.deadlines)
        yield DEADLINES, _grid(("日期", "事项", "报送（对象）"), rows, (22, 36, 30))
    if demands.requirements:
        numbered = enumerate(demands.requirements, 1)
        lines = ((str(number), each.text, each.section) for number, each in numbered)
        yield REQUIREMENTS, _grid(("序号", "要求", "文件所在部分"), lines, (8, 60, 20))


def _steps(steps: Iterable[StepStanding], day: date | None) -> Grid:
    headings, shares = ("序号", "环节", "做什么"), (8, 20, 60)
    rows = [(str(each.number), each.step.title, each.step.text) for each in steps]
    if day is None:
        return _grid(headings, rows, shares)
    told = (f"进展（截至{from_day(day).for_form}）",)
    full = ((*row, each.text or "—") for row, each in zip(rows, steps, strict=True))
    return _grid((*headings, *told), full, (7, 17, 36, 34))


def _grid(
    headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], shares: tuple[int, ...]
) -> Grid:
    return Grid(headings, tuple(rows), shares, small=True)
