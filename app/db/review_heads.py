"""What is needed to choose and order records before any of them is read whole."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.db.connection import Database
from app.domain.ids import OrganizationId, PersonId, ReviewId, RoundId
from app.domain.review import Target
from app.domain.words import DONE_STATES, ReviewState, TargetKind

_COLUMNS = (
    "review.id, review.round_id, form, form_edition, target_kind, target_id, organization_id, state"
)
_FILLED = (
    f"(state <> '{ReviewState.PLANNED.value}' OR EXISTS (SELECT 1 FROM review_block"
    " WHERE review_block.review_id = review.id AND review_block.\"values\" <> '{}'))"
)
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A record in short."""

    id: ReviewId
    round_id: RoundId
    form: str
    form_edition: str
    target: Target
    organization_id: OrganizationId
    state: ReviewState

    @property
    def is_done(self) -> bool:
        """Whether the review counts as reviewed."""
        return self.state in DONE_STATES


def filled_heads(database: Database, round_id: RoundId) -> list[ReviewHead]:
    """Return the records of a round in which something was filled in, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM review WHERE round_id = ? AND {_FILLED} ORDER BY review.rowid"
    return [_head(row) for row in database.sql(sql, (round_id,))]


def heads_among(database: Database, review_ids: Iterable[ReviewId]) -> list[ReviewHead]:
    """Return the records with these ids in the order of the ids, as far as there are such."""
    ids = list(dict.fromkeys(review_ids))
    found = {head.id: head for head in map(_head, _among(database, _COLUMNS, ids))}
    return [found[each] for each in ids if each in found]


def lock_states(
    database: Database, review_ids: Iterable[ReviewId]
) -> frozenset[tuple[ReviewState, bool]]:
    """Return the states that occur among records, each with whether one in it is locked."""
    rows = _among(database, "DISTINCT state, locked <> ''", list(dict.fromkeys(review_ids)))
    return frozenset((ReviewState(state), bool(locked)) for state, locked in rows)


def _among(database: Database, columns: str, ids: list[ReviewId]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(ids), _MOST_AT_ONCE):
        some = ids[start : start + _MOST_AT_ONCE]
        marks = ", ".join("?" * len(some))
        yield from database.sql(f"SELECT {columns} FROM review WHERE id IN ({marks})", tuple(some))


def reviewed_by(
    database: Database, round_id: RoundId, persons: Collection[PersonId]
) -> frozenset[ReviewId]:
    """Return the records of a round in which one of these people is a reviewer."""
    marks = ", ".join("?" * len(persons))
    sql = f"SELECT review_id FROM review_reviewer WHERE round_id = ? AND person_id IN ({marks})"
    return frozenset(ReviewId(id_) for (id_,) in database.sql(sql, (round_id, *persons)))


def _head(row: tuple[Any, ...]) -> ReviewHead:
    id_, round_id, form, edition, kind, target_id, organization_id, state = row
    target = Target(TargetKind(kind), target_id)
    return ReviewHead(id_, round_id, form, edition, target, organization_id, ReviewState(state))
