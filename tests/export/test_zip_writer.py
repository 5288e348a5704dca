"""Archives are what every zip program reads, large files included."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from app.export.zip_writer import zip_archive


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 7])
def test_files_of_any_size_come_out_as_they_went_in(size: int) -> None:
    data = random.Random(size).randbytes(size // 2) + bytes(size - size // 2)
    entries = [("目录.txt", "目录".encode(), True), ("数据", data, True), ("图.png", data, False)]
    made = zip_archive(entries, 1, b"seal")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.comment == b"seal"
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: content for name, content, _ in entries
        }
    assert zip_archive(entries, 1, b"seal") == made
