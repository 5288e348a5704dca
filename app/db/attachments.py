"""The files that hang on records of the cycle, as a ledger keeps them.

They stand beside the files of packages, by their digest; what came with a package and what was
added here is kept once. Files of packages are kept packed, these as they are.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.db.connection import Database
from app.db.mapping import json_text
from app.domain.content import Piece, cut
from app.domain.part_schema import ATTACHMENTS

_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT ? UNION SELECT o.id FROM organization AS o JOIN below ON o.parent_id = below.id
)
"""
_NAMED = """
SELECT json_extract(each.value, '$.sha256'), min(json_extract(each.value, '$.name')) FROM {records}
CROSS JOIN json_each(r.attachments) AS each WHERE r.attachments <> '[]'
"""
_OF_UNIT = _BELOW + _NAMED.format(
    records="below CROSS JOIN cycle_record AS r ON r.organization_id = below.id"
)
_LEFT = """
SELECT each.value FROM json_each(:digests) AS each
WHERE NOT EXISTS (SELECT 1 FROM package_part WHERE sha256 = each.value)
    AND each.value NOT IN (
        SELECT json_extract(named.value, '$.sha256') FROM cycle_record AS r
        CROSS JOIN json_each(r.attachments) AS named WHERE r.attachments <> '[]'
    )
"""


def content(database: Database, sha256: str) -> bytes | None:
    """Return a file, or None where it is not here; what is damaged comes as it is."""
    found = database.sql("SELECT content FROM part WHERE sha256 = ?", (sha256,))
    if not found:
        return None
    kept = bytes(found[0][0])
    if hashlib.sha256(kept).hexdigest() == sha256:
        return kept
    try:
        return zlib.decompress(kept)
    except zlib.error:
        return kept


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is here, read when it is asked for; only one at a time is in memory."""

    _database: Database
    sha256: str
    size: int

    def pieces(self) -> Iterator[Piece]:
        """Give what it holds."""
        return cut(content(self._database, self.sha256) or b"")


def sound_files(database: Database, digests: Iterable[str]) -> Iterator[KeptFile]:
    """Give those of these files that are here and hold what their digest says."""
    for sha256 in digests:
        found = content(database, sha256)
        if found is not None and hashlib.sha256(found).hexdigest() == sha256:
            yield KeptFile(database, sha256, len(found))


def of_unit(database: Database, unit: str) -> dict[str, str]:
    """Return the files that records of a unit and of all below it name: digest → name."""
    return dict(database.sql(f"{_OF_UNIT} GROUP BY 1 ORDER BY min(r.rowid)", (unit,)))


def sizes(database: Database, digests: Iterable[str]) -> dict[str, int]:
    """Return how large the files are that are here: digest → bytes."""
    sql = """
    SELECT part.sha256, length(part.content) FROM json_each(?) AS each
    CROSS JOIN part ON part.sha256 = each.value
    """
    return dict(database.sql(sql, (json_text(list(digests)),)))


def missing(database: Database, named: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of those files that are not here."""
    here = sizes(database, named)
    return tuple(name for sha256, name in named.items() if sha256 not in here)


def release(database: Database, package_id: int) -> None:
    """Give up the files that a package brought; those that something else names stay."""
    mine = "package_id = ? AND name >= ? AND name < ?"
    given = (package_id, ATTACHMENTS, ATTACHMENTS[:-1] + chr(ord(ATTACHMENTS[-1]) + 1))
    digests = [d for (d,) in database.sql(f"SELECT sha256 FROM package_part WHERE {mine}", given)]
    if not digests:
        return
    database.many(f"DELETE FROM package_part WHERE {mine}", [given])
    drop_unnamed(database, digests)


def drop_unnamed(database: Database, digests: Iterable[str]) -> None:
    """Take those of these files away that neither a package nor a record names."""
    left = database.sql(_LEFT, {"digests": json_text(list(digests))})
    database.many("DELETE FROM part WHERE sha256 = ?", left)
