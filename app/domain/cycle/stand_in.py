"""Records of the cycle after two people were made one: who stays stands wherever the other did."""

from typing import Any, TypeVar

from app.domain.cycle.meetings import Draw
from app.domain.cycle.record import Record
from app.domain.ids import PersonId
from app.domain.plain import from_plain, to_plain

R = TypeVar("R", bound=Record)


def with_stand_in(record: R, gone: PersonId, kept: PersonId) -> R:
    """Return a record with one person in the place of another; the same where he is not named.

    A draw stands as it was drawn: with other ids its seed would draw others.

    Args:
        record: of any kind.
        gone: who falls away; as target, in a roll, a pool, a count, or anywhere else.
        kept: who stays.
    """
    if isinstance(record, Draw):
        return record
    plain = to_plain(record)
    put = _put(plain, gone, kept)
    return record if put == plain else from_plain(type(record), put)


def _put(plain: Any, gone: str, kept: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    if isinstance(plain, str):
        if plain == gone:
            return kept
        head, mark, id_ = plain.rpartition(":")  # what is counted is named by kind and id
        return f"{head}{mark}{kept}" if mark and id_ == gone else plain
    if isinstance(plain, list):
        return [_put(each, gone, kept) for each in plain]
    if isinstance(plain, dict):
        return {_put(key, gone, kept): _put(item, gone, kept) for key, item in plain.items()}
    return plain
