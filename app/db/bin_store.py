"""The bin of a ledger (回收站), and what hangs on something that is to be deleted."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.db import bulk
from app.db.clock import now
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.office_models import BinRow
from app.domain.binned import BinKind, Binned

_OF_ORGANIZATION = {
    "下级党组织": "organization WHERE parent_id = :id",
    "曾经的下级": "organization WHERE former LIKE :named",
    "党员": "member WHERE organization_id = :id",
    "职务": "appointment WHERE organization_id = :id",
    "分管或联系点": "oversight WHERE organization_id = :id",
    "登记表": "review WHERE organization_id = :id",
    "手工安排的任务": (
        "task WHERE (organization_id = :id OR target_id = :id)"
        " AND (manual_reason <> '' OR exempt_reason <> '')"
    ),
}
_OF_PERSON = {
    "职务": "appointment WHERE person_id = :id",
    "分管或联系点": "oversight WHERE person_id = :id",
    "登记表": "review WHERE target_kind = 'member' AND target_id = :id OR secretary_id = :id",
    "作为点评人的登记表": "review_reviewer WHERE person_id = :id",
    "手工安排的任务": (
        "task WHERE (target_id = :id OR reviewers LIKE :named)"
        " AND (manual_reason <> '' OR exempt_reason <> '')"
    ),
}


class BinStore:
    """Things that were deleted and can be brought back."""

    def __init__(self, database: Database, now: Callable[[], str] = now) -> None:
        self._database = database
        self._now = now

    def put(self, items: Iterable[Binned]) -> None:
        """Put things into the bin; their time and sequence are given here."""
        time = self._now()
        bulk.insert(
            self._database,
            BinRow,
            (
                (None, time, i.kind.value, i.record_id, i.title, json_text(i.content), i.reason)
                for i in items
            ),
        )

    def all(self) -> tuple[Binned, ...]:
        """Return everything in the bin, what was deleted last first."""
        return tuple(map(_binned, bulk.read(self._database, BinRow, "ORDER BY id DESC")))

    def get(self, sequence: int) -> Binned | None:
        """Return one thing, or None."""
        rows = bulk.read(self._database, BinRow, "WHERE id = ?", (sequence,))
        return _binned(rows[0]) if rows else None

    def drop(self, sequences: Iterable[int]) -> None:
        """Take things out of the bin for good."""
        self._database.many("DELETE FROM bin WHERE id = ?", ((each,) for each in sequences))

    def uses_of_organization(self, id_: str) -> dict[str, int]:
        """Count what hangs on an organisation, by what it is; only what there is."""
        return self._count(_OF_ORGANIZATION, id_)

    def uses_of_person(self, id_: str) -> dict[str, int]:
        """Count what hangs on a person besides the memberships, by what it is."""
        return self._count(_OF_PERSON, id_)

    def _count(self, places: Mapping[str, str], id_: str) -> dict[str, int]:
        given = {"id": id_, "named": f'%"{id_}"%'}
        counts = {
            word: int(self._database.sql(f"SELECT count(*) FROM {place}", given)[0][0])
            for word, place in places.items()
        }
        return {word: count for word, count in counts.items() if count}


def _binned(row: tuple[Any, ...]) -> Binned:
    sequence, time, kind, record_id, title, content, reason = row
    return Binned(BinKind(kind), record_id, title, json.loads(content), reason, time, sequence)
