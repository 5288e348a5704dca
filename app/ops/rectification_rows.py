"""Rectifications as lists show them, on the screen and in Excel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.cycle.rectification import (
    RECTIFICATION_STATES,
    REPLY_STATES,
    Rectification,
    Reply,
    ReplyState,
)
from app.domain.dates import from_day
from app.domain.official_document import OFFICIAL_ACROSS, Grid, OfficialDocument

COLUMNS = {
    "序号": 6,
    "点评对象": 14,
    "党组织": 20,
    "点评领导": 12,
    "存在的问题": 36,
    "整改措施": 36,
    "责任人": 12,
    "完成时限": 12,
    "状态": 10,
    "整改进展": 36,
    "整改结果": 24,
    "核实人": 12,
    "销号日期": 12,
    "书面回复": 12,
    "附件": 16,
}
"""Heading → width of the list."""
_PRINTED = {
    "序号": 5,
    "点评对象": 9,
    "存在的问题": 24,
    "整改措施": 22,
    "责任人": 8,
    "完成时限": 11,
    "整改情况": 21,
    "状态": 8,
}
"""Heading → width of the list on paper."""


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """A rectification as lists show it."""

    record: Rectification
    target: str
    organization: str
    reviewer: str
    is_overdue: bool
    is_due_soon: bool
    reply: Reply | None


def list_document(rows: Sequence[RectificationRow], title: str) -> OfficialDocument:
    """Return a list of rectifications for paper, lying across.

    Args:
        rows: in their order.
        title: what stands above the list.
    """
    grid = Grid(
        tuple(_PRINTED),
        tuple(_printed(row, number) for number, row in enumerate(rows, 1)),
        tuple(_PRINTED.values()),
        small=True,
    )
    return OfficialDocument(title=title, content=(grid,), page=OFFICIAL_ACROSS)


def _printed(row: RectificationRow, number: int) -> tuple[str, ...]:
    record = row.record
    return (
        str(number),
        row.target,
        record.problem,
        record.measure,
        record.responsible,
        _short_day(record.until),
        record.result or (record.progress[-1].text if record.progress else ""),
        RECTIFICATION_STATES[record.standing] + ("\n逾期" if row.is_overdue else ""),
    )


def list_bytes(rows: Sequence[RectificationRow]) -> bytes:
    """Return a list of rectifications as an Excel file."""
    from app.export import excel_sheets

    texts = [list_texts(row, number) for number, row in enumerate(rows, 1)]
    return excel_sheets.list_bytes("整改清单", tuple(COLUMNS), texts, list(COLUMNS.values()))


def list_texts(row: RectificationRow, number: int) -> list[str]:
    """Return what stands in the columns of the list."""
    record = row.record
    return [
        str(number),
        row.target,
        row.organization,
        row.reviewer,
        record.problem,
        record.measure,
        record.responsible,
        _day(record.until),
        RECTIFICATION_STATES[record.standing] + ("（逾期）" if row.is_overdue else ""),
        progress_text(record),
        record.result,
        record.checked_by,
        _day(record.checked_on),
        reply_text(row.reply),
        "、".join(each.name for each in record.attachments),
    ]


def progress_text(record: Rectification) -> str:
    """Return what was done on which day, one line each."""
    return "\n".join(f"{_day(each.day)}　{each.text}" for each in record.progress)


def reply_text(reply: Reply | None) -> str:
    """Return how far a reply has come, with the day of its delivery; empty without one."""
    if reply is None:
        return ""
    state = REPLY_STATES[ReplyState(reply.state or ReplyState.DRAFT)]
    return f"{state} {_day(reply.day)}".strip() if reply.day else state


def _day(day: date | None) -> str:
    return from_day(day).for_form if day is not None else ""


def _short_day(day: date | None) -> str:
    return f"{day.year}.{day.month}.{day.day}" if day is not None else ""
