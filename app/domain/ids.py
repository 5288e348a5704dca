"""Identifiers: UUID text, one type per thing, so that mypy tells them apart."""

from collections.abc import Callable
from hashlib import sha1
from random import Random
from typing import NewType

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

_NAMESPACE = bytes.fromhex("6f0f4d2e5b5c4b0e9a573f1d3c0c8a11")
_VARIANTS = "89ab"


def derived_id(*parts: str) -> str:
    """Return the id that always belongs to these parts, so that planning twice gives one task.

    It is the UUID of version 5 (RFC 4122), put together without an object in between: a round of a
    city has a hundred thousand of them.
    """
    digest = sha1(_NAMESPACE + "\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANTS[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def many_ids(new_id: Callable[[], str]) -> Callable[[], str]:
    """Return what makes very many ids, far faster than ``new_id``, which is asked only once."""
    bits = Random(new_id()).getrandbits

    def next_id() -> str:
        text = f"{bits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"

    return next_id
