"""Open conflicts that are over: both sides have come to say the same, or the record is gone."""

from collections import defaultdict

from app.db.connection import Database
from app.db.cycle_store import RECORD as CYCLE
from app.db.merge import compare
from app.db.merge.cycle import records_of
from app.db.merge.reviews import reviews_of
from app.db.merge.sides import THEIRS
from app.db.merge.structure import KINDS
from app.db.package_store import PackageStore
from app.db.review_store import RECORD, ReviewStore
from app.domain.handoff_records import Conflict, ConflictState
from app.domain.history import record_texts, review_texts
from app.domain.ids import ReviewId

Texts = dict[str, dict[str, str]]


def close_settled(database: Database) -> None:
    """Close the open conflicts about what came that are over."""
    store = PackageStore(database)
    by_kind: defaultdict[str, list[Conflict]] = defaultdict(list)
    for conflict in store.conflicts(ConflictState.OPEN):
        by_kind[conflict.what].append(conflict)
    for what, conflicts in by_kind.items():
        ids = list(dict.fromkeys(each.record_id for each in conflicts))
        theirs, ours = _texts(database, what, ids)
        over = [each.id for each in conflicts if _is_over(each, theirs, ours)]
        store.close_conflicts(over, ConflictState.OURS)


def _is_over(conflict: Conflict, theirs: Texts, ours: Texts) -> bool:
    there, here = theirs.get(conflict.record_id), ours.get(conflict.record_id)
    if not conflict.field:
        return (here is not None) == (there is not None) if conflict.ours else here is not None
    if here is None or there is None:
        return False
    return here.get(conflict.field, "") == there.get(conflict.field, "")


def _texts(database: Database, what: str, ids: list[str]) -> tuple[Texts, Texts]:
    """Return what came and what stands here, of the records that either has."""
    if what == RECORD:
        here = ReviewStore(database).among(map(ReviewId, ids))
        came = reviews_of(database, THEIRS, ids)
        return (
            {id_: review_texts(review) for id_, review in came.items()},
            {review.id: review_texts(review) for review in here},
        )
    if what == CYCLE:
        came_here = (records_of(database, side, ids) for side in (THEIRS, ""))
        theirs, ours = (
            {id_: record_texts(value) for id_, value in some.items()} for some in came_here
        )
        return theirs, ours
    for kind in KINDS:
        if kind.table == what:
            sources = (f"{THEIRS}_{what}", what)
            sides = (compare.rows(database, source, what, ids) for source in sources)
            theirs, ours = (
                {id_: record_texts(kind.value(row)) for id_, row in rows.items()} for rows in sides
            )
            return theirs, ours
    return {}, {}
