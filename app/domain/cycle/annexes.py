"""附页: files that belong to a form, such as the written 前段小结."""

from dataclasses import dataclass

from app.domain.cycle.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex(Record):
    """Files that were handed in with a form."""

    title: str
    """What they are: 前段小结, 自我小结 …"""
