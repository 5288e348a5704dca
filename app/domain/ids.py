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
_SHARED = 13
"""Characters: 48 bits of 128; at least 72 random ones are left."""


def derived_id(*parts: str) -> str:
    """Return the id that always belongs to these parts, so that planning twice gives one task.

    It is the UUID of version 5 (RFC 4122), put together without an object in between: a round of a
    city has a hundred thousand of them.
    """
    digest = sha1(_NAMESPACE + "\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANTS[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def ids_of_ledger(ledger: str, new_id: Callable[[], str]) -> Callable[[], str]:
    """Return what makes ids that begin as the id of the ledger does that they are made in.

    So the records of one unit lie together in every index of the ledger that takes them in; those
    of two hundred units strewn at random touch nearly every page of it with each package.

    Args:
        ledger: the ledger's own id, the text of a UUID.
        new_id: makes new ones at random, the texts of UUIDs.
    """
    begin = ledger[:_SHARED]

    def next_id() -> str:
        return begin + new_id()[len(begin) :]

    return next_id


def many_ids(new_id: Callable[[], str]) -> Callable[[], str]:
    """Return what makes very many ids, far faster than ``new_id``, which is asked only once.

    They begin as the one does that ``new_id`` gives.
    """
    first = new_id()
    bits = Random(first).getrandbits
    begin = first[:_SHARED]

    def next_id() -> str:
        text = f"{bits(72):018x}"
        return f"{begin}-4{text[:3]}-a{text[3:6]}-{text[6:]}"

    return next_id
