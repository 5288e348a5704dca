"""Archives are what every zip program reads, large files included."""

from __future__ import annotations

import hashlib
import io
import os
import random
import weakref
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from app.domain.content import PIECE
from app.export.zip_writer import ZlibStream, entry_of, zip_pieces, zip_size

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 7])
def test_files_of_any_size_come_out_as_they_went_in(size: int) -> None:
    data = random.Random(size).randbytes(size // 2) + bytes(size - size // 2)
    given = {"目录.txt": ("目录".encode(), 1), "数据": (data, 1), "图.png": (data, None)}
    entries = {name: entry_of(*each) for name, each in given.items()}
    made = b"".join(zip_pieces(entries, b"seal"))
    assert len(made) == zip_size(entries, len(b"seal"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.comment == b"seal"
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: content for name, (content, _) in given.items()
        }
    assert b"".join(zip_pieces({n: entry_of(*g) for n, g in given.items()}, b"seal")) == made


@pytest.mark.parametrize("size", [0, 5, 1 << 20, (2 << 20) + 1])
def test_what_is_compressed_for_an_archive_is_a_zlib_stream_too(size: int) -> None:
    data = random.Random(size).randbytes(size)
    stream = ZlibStream(entry_of(data, 1))
    packed = b"".join(stream.pieces())
    assert zlib.decompress(packed) == data
    assert len(packed) == stream.size
    assert stream.entry.sha256 == hashlib.sha256(data).hexdigest()


def test_a_large_file_is_read_only_a_few_pieces_ahead() -> None:
    source = _Counted(400)
    entry = entry_of(source, 1)
    assert entry.size == source.size
    assert source.most <= 4 * (os.cpu_count() or 1) + 4


class _Counted:
    """A source that knows how many of its pieces are held at once."""

    def __init__(self, pieces: int) -> None:
        self.size = pieces * PIECE
        self.most = 0
        self._there: weakref.WeakSet[_Buffer] = weakref.WeakSet()

    def pieces(self) -> Iterator[memoryview]:
        for _ in range(self.size // PIECE):
            piece = _Buffer(PIECE)
            self._there.add(piece)
            self.most = max(self.most, len(self._there))
            yield memoryview(piece)
            del piece


class _Buffer(bytearray):
    """Bytes of which one can tell when they are gone."""

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
