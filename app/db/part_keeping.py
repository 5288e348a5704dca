"""Files of packages as a ledger keeps them: each once, packed, written and read piece by piece.

What hangs on a record (``attachments``) is kept as it is.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from app.db import attachments, bulk
from app.db.connection import Database
from app.db.handoff_models import PackagePartRow, PartRow
from app.domain.content import PIECE, Content, Piece, even, pieces_of, size_of
from app.domain.package_format import attached

_FAST = 1
_FROM = "FROM package_part JOIN part USING (sha256) WHERE package_id = ? AND name = ?"


def keep_part(
    database: Database, package_id: int, name: str, content: Content, packed: Content | None
) -> None:
    """Keep a file of a package.

    Args:
        database: the ledger, in a transaction.
        package_id: whose.
        name: in the package.
        content: what it holds.
        packed: the same as a ``zlib`` stream, where there is one already.
    """
    sha = attached(name) or _digest(content)
    if not database.sql("SELECT 1 FROM part WHERE sha256 = ?", (sha,)):
        _write(database, sha, content if attached(name) else packed or _packed(content))
    bulk.insert(database, PackagePartRow, [(package_id, name, sha)])


def _write(database: Database, sha: str, kept: Content) -> None:
    if isinstance(kept, bytes):
        bulk.insert(database, PartRow, [(sha, kept)])
        return
    sql = "INSERT INTO part (sha256, content) VALUES (?, zeroblob(?))"
    database.many(sql, [(sha, size_of(kept))])
    ((place,),) = database.sql("SELECT rowid FROM part WHERE sha256 = ?", (sha,))
    with database.raw.blobopen("part", "content", place) as blob:
        for piece in pieces_of(kept):
            blob.write(piece)


def _digest(content: Content) -> str:
    digest = sha256()
    for piece in pieces_of(content):
        digest.update(piece)
    return digest.hexdigest()


def _packed(content: Content) -> bytes:
    packer = zlib.compressobj(_FAST)
    return b"".join((*map(packer.compress, pieces_of(content)), packer.flush()))


def kept_part(database: Database, package_id: int, name: str) -> bytes | None:
    """Return a kept file of a package whole, or None."""
    if attached(name):
        return attachments.content(database, attached(name))
    rows = database.sql(f"SELECT content {_FROM}", (package_id, name))
    return _unpacked(rows[0][0]) if rows else None


def part_source(database: Database, package_id: int, name: str, size: int) -> Content | None:
    """Return what gives a kept file of a package, or None; nothing is read yet.

    Args:
        database: the ledger.
        package_id: whose.
        name: in the package.
        size: how many bytes the file has.
    """
    if attached(name):
        is_here = attachments.sizes(database, [attached(name)])
        return attachments.KeptFile(database, attached(name), size) if is_here else None
    found = database.sql(f"SELECT part.rowid {_FROM}", (package_id, name))
    return _KeptPart(database, found[0][0], size) if found else None


@dataclass(frozen=True, slots=True)
class _KeptPart:
    """Unpacks a kept file while it is read."""

    _database: Database
    _place: int
    size: int

    def pieces(self) -> Iterator[Piece]:
        with self._database.raw.blobopen("part", "content", self._place, readonly=True) as blob:
            yield from even(_inflated(iter(partial(blob.read, PIECE), b"")))


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Give what was packed; what was not (``_unpacked``) as it is."""
    unpacker, first = zlib.decompressobj(), next(packed, b"")
    try:
        yield unpacker.decompress(first, PIECE)
    except zlib.error:
        yield first
        yield from packed
        return
    while not unpacker.eof and (more := unpacker.unconsumed_tail or next(packed, b"")):
        yield unpacker.decompress(more, PIECE)


def _unpacked(kept: bytes) -> bytes:
    """Return a file of a package; what hangs on a record too is kept as it is."""
    try:
        return zlib.decompress(kept)
    except zlib.error:
        return bytes(kept)
