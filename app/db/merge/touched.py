"""What a merge did to which records: enough to take the package out again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.db.connection import Database
from app.domain.handoff_records import Held
from app.domain.ids import OrganizationId
from app.domain.plain import to_plain


@dataclass(frozen=True, slots=True)
class HeldBefore:
    """Which packages of the units were held before a merge."""

    rows: tuple[Held, ...] = ()
    units: tuple[OrganizationId, ...] = ()
    """Units of which none was."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a merge did."""

    new: Mapping[str, tuple[str, ...]]
    """Kind of record → ids of new ones."""
    images: Mapping[str, Mapping[str, Any]]
    """Kind of record → id → what it was, of changed and removed ones: the columns of a row, of a
    review its plain values."""
    last_line: int
    """The last line of the change log; later ones tell what was changed since."""
    held: tuple[Held, ...] = field(default=())
    """Which packages of the units were held before."""
    fresh: tuple[OrganizationId, ...] = ()
    """Units of which none was held before."""


def touched_texts(
    new: Mapping[str, list[str]],
    images: Mapping[str, Mapping[str, Any]],
    last_line: int,
    held: HeldBefore,
) -> dict[str, Any]:
    """Return the plain values that ``Touched`` is read from."""
    return {
        "new": {kind: ids for kind, ids in new.items() if ids},
        "images": images,
        "last_line": last_line,
        "held": to_plain(held.rows),
        "fresh": held.units,
    }


def nothing_held() -> HeldBefore:
    """Return what is said where nothing is held on behalf of units."""
    return HeldBefore()


def last_line(database: Database) -> int:
    """Return the number of the last line of the change log."""
    return int(database.sql("SELECT coalesce(max(id), 0) FROM change")[0][0])
