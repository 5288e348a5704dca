"""Things in the bin (回收站): deleted because they were entered by mistake."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class BinKind(StrEnum):
    """What can be deleted."""

    REVIEW = "review"
    ORGANIZATION = "organization"
    PERSON = "person"


BIN_KINDS: dict[BinKind, str] = {
    BinKind.REVIEW: "登记表",
    BinKind.ORGANIZATION: "党组织",
    BinKind.PERSON: "人员",
}


@dataclass(frozen=True, slots=True)
class Binned:
    """One deleted thing."""

    kind: BinKind
    record_id: str
    title: str
    """Its name for people."""
    content: Any
    """All of it, as plain values."""
    reason: str
    """Why it was deleted."""
    time: str = ""
    """As the clock said; the order is that of ``sequence``."""
    sequence: int = 0
    """Given by the ledger."""
