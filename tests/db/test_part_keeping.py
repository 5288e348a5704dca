"""Files of packages are kept and given back piece by piece, and are the same afterwards."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from app.domain.content import PIECE, pieces_of
from app.domain.package_format import attachment_name
from app.domain.part_schema import DATA_PART
from app.export.zip_writer import ZlibStream, entry_of
from tests.db.test_handoff_store import received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.db.connection import Database
    from app.db.stores import Stores
    from app.domain.content import Piece


@dataclass(frozen=True)
class Given:
    """Gives bytes piece by piece."""

    whole: bytes

    @property
    def size(self) -> int:
        return len(self.whole)

    def pieces(self) -> Iterator[Piece]:
        return pieces_of(self.whole)


def some(size: int) -> bytes:
    return random.Random(size).randbytes(size // 2) + bytes(size - size // 2)


@pytest.mark.parametrize("size", [0, 10, PIECE, 3 * PIECE + 7])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_file_comes_out_as_it_went_in(stores: Stores, size: int, *, is_packed: bool) -> None:
    whole = some(size)
    packed = {DATA_PART: ZlibStream(entry_of(whole, 1))} if is_packed else {}
    kept = stores.handoff.add_package(received(), {DATA_PART: Given(whole)}, packed)
    assert stores.handoff.part(kept.id, DATA_PART) == whole
    source = stores.handoff.part_source(kept.id, DATA_PART, size)
    assert source is not None
    assert [*map(bytes, pieces_of(source))] == [*map(bytes, pieces_of(whole))]
    assert stores.handoff.part_source(kept.id, "unknown", 0) is None


def test_what_hangs_on_a_record_is_given_as_it_is(ledger: Database, stores: Stores) -> None:
    photo = some(PIECE + 3)
    entry = entry_of(photo, None)
    name = attachment_name(entry.sha256)
    kept = stores.handoff.add_package(received(), {name: Given(photo)})
    source = stores.handoff.part_source(kept.id, name, len(photo))
    assert source is not None
    assert b"".join(map(bytes, pieces_of(source))) == photo
    assert ledger.sql("SELECT content FROM part") == [(photo,)]
    ledger.many("DELETE FROM package_part WHERE package_id = ?", [(kept.id,)])
    ledger.many("DELETE FROM part WHERE sha256 = ?", [(entry.sha256,)])
    assert stores.handoff.part_source(kept.id, name, len(photo)) is None


def test_a_file_that_is_kept_unpacked_already_is_given_too(
    ledger: Database, stores: Stores
) -> None:
    whole = some(2 * PIECE)
    sha256 = entry_of(whole, None).sha256
    ledger.many("INSERT INTO part (sha256, content) VALUES (?, ?)", [(sha256, whole)])
    kept = stores.handoff.add_package(received(), {DATA_PART: whole})
    source = stores.handoff.part_source(kept.id, DATA_PART, len(whole))
    assert source is not None
    assert b"".join(map(bytes, pieces_of(source))) == whole
