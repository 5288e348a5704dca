"""Merges reviews: heads, who reviewed, names as printed, what was typed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.merge import compare
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places
from app.db.merge.sides import BASE, THEIRS, listed, named
from app.db.merge.verdict import Verdict
from app.db.models import ReviewRow
from app.db.on_books import NO_END
from app.db.review_store import RECORD, ReviewStore
from app.domain.history import review_changes, review_texts
from app.domain.ids import ReviewId
from app.domain.merging import Choice, choose
from app.domain.part_schema import DATA_TABLES
from app.domain.plain import to_plain
from app.domain.record_values import with_review_texts
from app.domain.review import Review
from app.domain.words import DONE_STATES

_LOCKED = "locked"

_DONE = ", ".join(f"'{state.value}'" for state in sorted(DONE_STATES))
_NEW = (
    f"""
    INSERT INTO main.review ({named(bulk.columns(ReviewRow))})
    SELECT {named(DATA_TABLES[RECORD][:6], "t")},
        CASE t.target_kind WHEN 'organization' THEN t.target_id ELSE t.organization_id END,
        {named(DATA_TABLES[RECORD][7:-1], "t")},
        CASE WHEN t.state IN ({_DONE}) THEN t.day END,
        CASE WHEN t.target_kind = 'organization' AND NOT EXISTS (
            SELECT 1 FROM {THEIRS}_review_reviewer AS c
            WHERE c.review_id = t.id AND c.person_id = t.secretary_id
        ) THEN t.secretary_id END,
        '{NO_END}', 0, NULL, t.locked
    FROM {{fresh}} AS fresh CROSS JOIN {THEIRS}_review AS t ON t.id = fresh.id ORDER BY t.number
    """,
    f"""
    INSERT INTO main.review_reviewer (review_id, position, person_id, round_id, done_day)
    SELECT c.review_id, c.position, c.person_id, r.round_id, r.done_day
    FROM {{fresh}} AS fresh CROSS JOIN {THEIRS}_review_reviewer AS c ON c.review_id = fresh.id
    CROSS JOIN main.review AS r ON r.id = fresh.id
    WHERE NOT EXISTS (
        SELECT 1 FROM {THEIRS}_review_reviewer AS d WHERE d.review_id = c.review_id
            AND d.person_id = c.person_id AND d.position < c.position
    )
    """,
    f"""
    INSERT INTO main.review_snapshot (review_id, "values")
    SELECT c.review_id, c."values"
    FROM {{fresh}} AS fresh CROSS JOIN {THEIRS}_review_snapshot AS c ON c.review_id = fresh.id
    """,
    f"""
    INSERT INTO main.review_block (review_id, position, block, day, "values")
    SELECT c.review_id, c.position, c.block, c.day, c."values"
    FROM {{fresh}} AS fresh CROSS JOIN {THEIRS}_review_block AS c ON c.review_id = fresh.id
    """,
)
"""Statements that write new reviews as they came, with what ``mapping.review_row`` works out."""
_TARGETS = """
SELECT DISTINCT t.target_id FROM {fresh} AS fresh
CROSS JOIN {theirs}_review AS t ON t.id = fresh.id
"""
_REVIEWERS = """
SELECT DISTINCT t.round_id, c.person_id
FROM {fresh} AS fresh CROSS JOIN {theirs}_review AS t ON t.id = fresh.id
CROSS JOIN {theirs}_review_reviewer AS c ON c.review_id = fresh.id
"""
_OTHER_CHILDREN = """
SELECT t.review_id FROM {theirs}_{table} AS t CROSS JOIN main.review ON review.id = t.review_id
LEFT JOIN main.{table} AS o ON o.review_id = t.review_id {same_place}
WHERE {differs}
UNION
SELECT t.id FROM {theirs}_review AS t CROSS JOIN main.{table} AS o ON o.review_id = t.id
WHERE NOT EXISTS (
    SELECT 1 FROM {theirs}_{table} AS c WHERE c.review_id = o.review_id {there}
)
"""
_PLACED = ("AND o.position = t.position", "AND c.position = o.position")
_COMPARED = {
    "review_reviewer": ("person_id", *_PLACED),
    "review_block": ("block day values", *_PLACED),
    "review_snapshot": ("values", "", ""),
}


class ReviewMerge:
    """Writes what is new and what changed."""

    def __init__(
        self, database: Database, outcome: Outcome, verdict: Verdict, places: Places
    ) -> None:
        """Work between the sides that are loaded."""
        self._database = database
        self._outcome = outcome
        self._verdict = verdict
        self._places = places
        self._store = ReviewStore(database)

    def write(self) -> None:
        """Write what is new or changed."""
        both = compare.count_both(self._database, RECORD)
        differing = self._differing() if both else []
        gone = self._verdict.removed_here(RECORD)
        self._add([id_ for id_ in compare.new_ids(self._database, RECORD) if id_ not in gone])
        self._bring_back(gone)
        for some in compare.chunks(differing):
            self._change(some)
        self._outcome.unchanged[RECORD] += both - self._outcome.changed[RECORD]

    # ---- new ---------------------------------------------------------------------------------

    def _add(self, ids: list[str]) -> None:
        if not ids:
            return
        database, outcome = self._database, self._outcome
        outcome.new[RECORD] += ids
        outcome.reviews.update(ids)
        with listed(database, "merge_fresh", ids) as fresh:
            for statement in _NEW:
                database.raw.execute(statement.format(fresh=fresh))
            targets = database.sql(_TARGETS.format(fresh=fresh, theirs=THEIRS))
            outcome.persons.update(target for (target,) in targets)
            outcome.reviewers.update(database.sql(_REVIEWERS.format(fresh=fresh, theirs=THEIRS)))

    def _touch(self, review: Review) -> None:
        self._outcome.persons.add(review.target.id)
        self._outcome.reviewers.update((review.round_id, each) for each in review.reviewers)

    def _bring_back(self, gone: set[str]) -> None:
        """Decide about what is gone here and still there."""
        ids = compare.gone_here(self._database, RECORD)
        theirs = reviews_of(self._database, THEIRS, [*ids, *gone])
        base = reviews_of(self._database, BASE, ids)
        wanted = [
            id_
            for id_ in ids
            if self._verdict.brings_back(self._outcome, RECORD, theirs[id_], base[id_])
        ]
        wanted += self._verdict.asked_for(self._outcome, RECORD, [theirs[id_] for id_ in gone])
        self._add(wanted)

    # ---- changed -----------------------------------------------------------------------------

    def _differing(self) -> list[str]:
        found = dict.fromkeys(compare.differing(self._database, RECORD))
        for table, (columns, same_place, there) in _COMPARED.items():
            differs = " OR ".join(f'o."{name}" IS NOT t."{name}"' for name in columns.split())
            sql = _OTHER_CHILDREN.format(
                theirs=THEIRS, table=table, differs=differs, same_place=same_place, there=there
            )
            found.update(dict.fromkeys(id_ for (id_,) in self._database.sql(sql)))
        return list(found)

    def _change(self, ids: list[str]) -> None:
        ours: dict[str, Review] = {r.id: r for r in self._store.among(map(ReviewId, ids))}
        theirs = reviews_of(self._database, THEIRS, ids)
        base = reviews_of(self._database, BASE, ids)
        rows = compare.rows(self._database, RECORD, RECORD, ids)
        inside = self._places.inside(RECORD, rows)
        written = []
        for id_ in ids:
            old = ours[id_]
            new = self._merged(old, theirs[id_], base.get(id_), inside=id_ in inside)
            if new != old:
                written.append(new)
                self._outcome.images[RECORD][id_] = to_plain(old)
                self._outcome.log(RECORD, id_, _told(old, new))
                self._touch(old)
                self._touch(new)
        self._store.put(written)
        self._outcome.changed[RECORD] += len(written)
        self._outcome.reviews.update(review.id for review in written)

    def _merged(self, old: Review, theirs: Review, base: Review | None, *, inside: bool) -> Review:
        texts = review_texts(old), review_texts(theirs)
        known = review_texts(base) if base is not None else None
        choices = self._verdict.choices(RECORD, old.id, *texts, known)
        if _LOCKED in choices:
            choices[_LOCKED] = Choice.THEIRS
        if not inside:
            choices = {
                name: Choice.CONFLICT if choice is Choice.THEIRS else choice
                for name, choice in choices.items()
            }
        taken = self._outcome.settle_fields(RECORD, old.id, choices, *texts)
        new = with_review_texts(old, taken, like=theirs)
        if new.target.kind.value == "organization":
            new = replace(new, organization_id=new.target.organization_id)
        return replace(new, snapshot=_snapshot(old, theirs, base)) if inside else new


def _snapshot(old: Review, theirs: Review, base: Review | None) -> Mapping[str, str]:
    """Names as printed follow from records: where both sides changed one, theirs hold."""
    known = base.snapshot if base is not None else None
    merged = {}
    for key in dict.fromkeys((*theirs.snapshot, *old.snapshot)):
        mine, other = old.snapshot.get(key, ""), theirs.snapshot.get(key, "")
        choice = choose(mine, other, None if known is None else known.get(key, ""))
        text = mine if choice is Choice.OURS else other
        if text or (key in old.snapshot and choice is Choice.OURS):
            merged[key] = text
    return merged if merged != dict(old.snapshot) else old.snapshot


def _told(old: Review, new: Review) -> Iterable[tuple[str, str, str]]:
    yield from review_changes(old, new)
    for key, text in old.snapshot.items():
        if new.snapshot.get(key, "") != text:
            yield f"snapshot.{key}", text, new.snapshot.get(key, "")


def reviews_of(database: Database, side: str, ids: Iterable[str]) -> dict[str, Review]:
    """Return reviews as one side has them, by id.

    Args:
        database: the ledger.
        side: ``theirs`` or ``base``.
        ids: which; those that it has not are left out.
    """
    found: dict[str, Review] = {}
    for some in compare.chunks(ids):
        heads = compare.rows(database, f"{side}_{RECORD}", RECORD, some)
        reviewers = _reviewers(database, side, some)
        snapshots = dict(_children(database, side, "review_snapshot", some))
        blocks: dict[str, list[Any]] = {}
        for row in _children(database, side, "review_block", some):
            blocks.setdefault(row[0], []).append(mapping.block(row))
        for id_, head in heads.items():
            snapshot = json.loads(snapshots.get(id_, "{}"))
            who = dict.fromkeys(reviewers.get(id_, ()))
            found[id_] = mapping.review(head, who, snapshot, blocks.get(id_, ()))
    return found


def _reviewers(database: Database, side: str, ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for review_id, _, person in _children(database, side, "review_reviewer", ids):
        found.setdefault(review_id, []).append(person)
    return found


def _children(
    database: Database, side: str, table: str, ids: list[str]
) -> Iterable[tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in compare.columns_of(table))
    gaps = ", ".join("?" * len(ids))
    order = " ORDER BY review_id, position" if table != "review_snapshot" else ""
    sql = f"SELECT {columns} FROM {side}_{table} WHERE review_id IN ({gaps}){order}"
    return database.sql(sql, ids)
