"""Schemes are copied to be varied, handed on as one file, and shown as a difference."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from app.domain.difference import differences
from app.domain.errors.fault import Refusal
from app.specs.library import load_scheme
from app.specs.scheme_folder import copy_scheme, pack_scheme, unpack_scheme
from app.specs.scheme_reader import read_scheme
from tests.builders import SCHEMES

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = SCHEMES / "qingdao-2010"


def test_a_copy_differs_in_id_and_title_alone(tmp_path: Path) -> None:
    folder = copy_scheme(SOURCE, tmp_path, "our-unit", '我们的"方\\案')
    found = differences(read_scheme(SOURCE), read_scheme(folder))
    assert [(d.path, d.new) for d in found] == [("id", "our-unit"), ("title", '我们的"方\\案')]


def test_what_is_varied_in_a_copy_is_shown_with_its_place(tmp_path: Path) -> None:
    folder = copy_scheme(SOURCE, tmp_path, "our-unit", "我们的方案")
    path = folder / "scheme.toml"
    path.write_text(
        path.read_text("utf-8").replace('text = "抽样确定点评对象"', 'text = "抽签"'), "utf-8"
    )
    found = {d.path: (d.old, d.new) for d in differences(read_scheme(SOURCE), read_scheme(folder))}
    assert found["modes[random].text"] == ("抽样确定点评对象", "抽签")


@pytest.mark.parametrize("scheme_id", ["", "A", "../x", "a b", "局"])
def test_an_id_that_is_no_folder_name_is_refused(scheme_id: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        copy_scheme(SOURCE, tmp_path, scheme_id, "名称")
    assert refused.value.fault.code == "scheme.id"
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place_of_the_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "scheme.toml").mkdir()
    with pytest.raises(Refusal) as refused:
        load_scheme(tmp_path)
    assert refused.value.fault.code == "file.unreadable"


def test_a_copy_never_overwrites(tmp_path: Path) -> None:
    copy_scheme(SOURCE, tmp_path, "our-unit", "甲")
    with pytest.raises(Refusal) as refused:
        copy_scheme(SOURCE, tmp_path, "our-unit", "乙")
    assert refused.value.fault.code == "file.exists"
    assert read_scheme(tmp_path / "our-unit").title == "甲"


def test_a_packed_scheme_comes_out_the_same_with_its_forms(tmp_path: Path) -> None:
    pack = pack_scheme(SOURCE)
    assert pack == pack_scheme(SOURCE)
    assert load_scheme(unpack_scheme(pack, tmp_path)) == load_scheme(SOURCE)


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "pack",
    [
        b"",
        b"PK\x03\x04 no zip",
        zipped({}),
        zipped({"a/readme.txt": b""}),
        zipped({"../evil/scheme.toml": b""}),
        zipped({"/abs/scheme.toml": b""}),
        zipped({"a/scheme.toml": b"", "b/x.docx": b""}),
        zipped({"a/scheme.toml": b"", "a/..": b""}),
    ],
)
def test_what_is_no_scheme_pack_is_refused_and_leaves_nothing(pack: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "schemes"
    folder.mkdir()
    with pytest.raises(Refusal) as refused:
        unpack_scheme(pack, folder)
    assert refused.value.fault.code == "scheme.pack"
    assert not list(folder.iterdir())


def test_a_pack_with_a_faulty_scheme_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        unpack_scheme(zipped({"a/scheme.toml": b"id = 1"}), tmp_path)
    assert not list(tmp_path.iterdir())
