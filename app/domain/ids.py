"""Identifiers: UUID text, one type per thing, so that mypy tells them apart."""

from collections.abc import Callable
from random import Random
from typing import NewType
from uuid import UUID, uuid5

OrganizationId = NewType("OrganizationId", str)
PersonId = NewType("PersonId", str)
MemberId = NewType("MemberId", str)
AppointmentId = NewType("AppointmentId", str)
OversightId = NewType("OversightId", str)
RoundId = NewType("RoundId", str)
TaskId = NewType("TaskId", str)
ReviewId = NewType("ReviewId", str)
QuestionId = NewType("QuestionId", str)
RecordId = NewType("RecordId", str)
"""Of a record of the cycle: 承诺, 会议, 公示, 整改, 评议 …"""

_NAMESPACE = UUID("6f0f4d2e-5b5c-4b0e-9a57-3f1d3c0c8a11")


def derived_id(*parts: str) -> str:
    """Return the id that always belongs to these parts, so that planning twice gives one task."""
    return str(uuid5(_NAMESPACE, "\x1f".join(parts)))


def many_ids(new_id: Callable[[], str]) -> Callable[[], str]:
    """Return what makes very many ids, far faster than ``new_id``, which is asked only once."""
    bits = Random(new_id()).getrandbits

    def next_id() -> str:
        text = f"{bits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"

    return next_id
