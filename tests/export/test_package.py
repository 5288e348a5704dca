from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import pytest
from pyrage import x25519

from app.domain.errors.fault import Refusal
from app.domain.handoff import PackageKind, Part, Unit
from app.domain.ids import OrganizationId
from app.domain.package_format import CONTENTS, MANIFEST, clashing, is_sealed, name_fault
from app.domain.part_schema import DATA_PART, FIGURES_PART
from app.domain.passphrase_key import SALT_BYTES, identity_text
from app.export import files, package_secret
from app.export import package as writer
from app.export.package import seal, write_package
from app.export.package_secret import secret_of
from app.intake.package_zip import entries
from tests.package_files import MANIFEST_OF_A_UNIT, contents, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.fault.code


# ---- what a package is ------------------------------------------------------------------------


def test_a_package_is_a_plain_zip_that_any_program_opens() -> None:
    package = seal(MANIFEST_OF_A_UNIT, parts())
    data, manifest = package.content(), package.manifest
    assert len(data) == package.size
    assert is_sealed(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [MANIFEST, CONTENTS, *parts()]
        assert archive.comment.startswith(b"DPBAG1 sha256=")
    assert {part.name: part.bytes for part in manifest.parts} == {
        name: len(part) for name, part in parts().items()
    }
    assert len(manifest.digest) == 64
    assert manifest.digest.startswith(manifest.check_code.lower())


def test_the_digest_speaks_for_the_manifest_and_every_part() -> None:
    told = [
        seal(MANIFEST_OF_A_UNIT, parts()).manifest.digest,
        seal(replace(MANIFEST_OF_A_UNIT, sequence=4), parts()).manifest.digest,
        seal(MANIFEST_OF_A_UNIT, {**parts(), FIGURES_PART: b"{}"}).manifest.digest,
        seal(MANIFEST_OF_A_UNIT, parts(), needed=(DATA_PART,)).manifest.digest,
    ]
    assert len(set(told)) == len(told)
    once_more = replace(MANIFEST_OF_A_UNIT, digest="0" * 64, parts=(Part("x", "", 0),))
    assert seal(once_more, parts()).manifest.digest == told[0], (
        "they are worked out, not taken over"
    )


def test_the_contents_tell_people_what_it_is() -> None:
    package = seal(MANIFEST_OF_A_UNIT, {**parts(), "附件/会议.pdf": b"x"})
    data, manifest = package.content(), package.manifest
    text = contents(data)[CONTENTS].decode("utf-8-sig")
    for told in (
        "数据包（上报）", "某市委 / 某机关党委", "2013年第一季度（2013-01-01 至 2013-03-31）",
        "截止日期：2013-03-31", "第 3 号", f"校 验 码：{manifest.check_code}", "党员：2",
        "未报单位（1 个）", "某市委 / 某机关党委 / 二支部", "data.sqlite", "附件/会议.pdf",
        "附带文件，1 字节", manifest.parts[0].sha256,
    ):  # fmt: skip
        assert told in text
    for word in ("SQLite", "数据库", "age", "密钥"):
        assert word not in text, "it is for clerks"
    assert contents(data)[CONTENTS].startswith("\ufeff".encode()), "old editors need the mark"
    assert "\r\n" in text


def test_the_contents_name_the_scheme_as_people_know_it() -> None:
    def line(title: str, edition: str) -> str:
        named = replace(MANIFEST_OF_A_UNIT, scheme_title=title, scheme_edition=edition)
        text = contents(seal(named, {}).content())[CONTENTS].decode()
        return next(each for each in text.splitlines() if each.startswith("方    案"))

    assert line("通行规定（2010年）", "5e0b1c49" + "f" * 56) == (
        "方    案：通行规定（2010年），版本 5e0b1c49"
    )
    assert line("通行规定", "") == "方    案：通行规定"
    assert line("", "") == f"方    案：{MANIFEST_OF_A_UNIT.scheme}", "packages of before"


def test_the_contents_of_what_goes_down_name_for_whom_it_is() -> None:
    down = replace(
        MANIFEST_OF_A_UNIT,
        kind=PackageKind.ISSUE,
        to=Unit(OrganizationId("o2"), "一支部", ("某机关党委", "一支部")),
    )
    text = contents(seal(down, {}).content())[CONTENTS].decode()
    assert "数据包（下发）" in text
    assert "发    往：某机关党委 / 一支部" in text


def test_the_outside_of_an_encrypted_package_tells_no_more_than_it_must() -> None:
    data = seal(MANIFEST_OF_A_UNIT, parts(), secret_of("口令")).content()
    text = contents(data)[CONTENTS].decode()
    assert "某市委 / 某机关党委" in text
    assert "需要输入口令" in text
    for hidden in ("校 验 码", "二支部", "党员", "第 3 号"):
        assert hidden not in text


def test_the_same_passphrase_encrypts_differently_each_time() -> None:
    once, again = (
        contents(seal(MANIFEST_OF_A_UNIT, parts(), secret_of("口令")).content()) for _ in range(2)
    )
    assert not set(once.values()) & set(again.values())


def test_the_key_of_a_passphrase_never_changes() -> None:
    """Old packages must open for ever; age itself holds the checksum in the key's text."""
    key = "AGE-SECRET-KEY-1PGWJFT4KNPQYFVMMKQ7T52MUEPSHNE2Z6MMA0X6P4ZCARHWTF4RQRTKYFY"
    assert identity_text("口令", bytes(SALT_BYTES)) == key
    assert str(x25519.Identity.from_str(key)) == key
    assert identity_text("口令", bytes([1] * SALT_BYTES)) != key


def test_too_little_memory_for_the_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> str:
        raise MemoryError

    monkeypatch.setattr(package_secret, "identity_text", none_left)
    with pytest.raises(Refusal) as refused:
        secret_of("口令")
    assert code_of(refused) == "package.no_memory"


@pytest.mark.parametrize(
    "names",
    [
        ["../x"], ["/x"], ["C:/x"], ["a\\b"], ["CON"], ["附件/nul.txt"], ["x."], ["a /b"],
        ["x" * 300], ["A", "a"], ["a", "a/b"], [MANIFEST], [CONTENTS], ["Manifest.json"], [""],
    ],
)  # fmt: skip
def test_names_that_no_reader_takes_are_not_written(names: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        seal(MANIFEST_OF_A_UNIT, dict.fromkeys(names, b""))
    assert code_of(refused) == "package.part_name"


def test_names_as_people_give_them_are_written() -> None:
    names = ["附件/张三 2013年(一).pdf", "附件/㛃𠮷・.docx", "附件/a/b/c", "console", "a.con"]
    assert not any(map(name_fault, names))
    assert not clashing(names)
    assert set(names) < set(
        contents(seal(MANIFEST_OF_A_UNIT, dict.fromkeys(names, b"x")).content())
    )


def test_what_packs_so_well_that_its_reader_would_call_it_a_bomb_is_not_packed() -> None:
    data = seal(MANIFEST_OF_A_UNIT, {"附件/白纸": bytes(200 << 20)}).content()
    assert len(data) > 200 << 20
    assert {each.name: each.size for each in entries(data)}["附件/白纸"] == 200 << 20


def test_what_no_stick_can_hold_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_FILE", 1000)
    with pytest.raises(Refusal) as refused:
        seal(MANIFEST_OF_A_UNIT, parts())
    assert code_of(refused) == "package.too_large"


# ---- onto the stick ---------------------------------------------------------------------------


def test_a_package_is_written_once_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "某机关党委.dpbag"
    data = seal(MANIFEST_OF_A_UNIT, parts()).content()
    assert write_package(path, data) == path
    assert path.read_bytes() == data
    with pytest.raises(Refusal) as refused:
        write_package(path, b"other")
    assert code_of(refused) == "file.exists"
    assert path.read_bytes() == data
    write_package(path, data[:-1], overwrite=True)
    assert path.read_bytes() == data[:-1]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kept", [lambda d: d[:-1], lambda d: d + b"x", lambda d: b"x" + d[1:]])
def test_a_medium_that_gives_back_something_else_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: object
) -> None:
    good = files.write_new

    def forgetful(
        path: Path, content: Callable[[BinaryIO], None], *, overwrite: bool = False
    ) -> Path:
        assert callable(kept)
        content(whole := io.BytesIO())
        return good(path, kept(whole.getvalue()), overwrite=overwrite)

    monkeypatch.setattr(writer, "write_new", forgetful)
    with pytest.raises(Refusal) as refused:
        write_package(tmp_path / "x.dpbag", seal(MANIFEST_OF_A_UNIT, parts()).content())
    assert code_of(refused) == "package.not_verified"
    assert refused.value.fault.place == str(tmp_path / "x.dpbag")
    assert not list(tmp_path.iterdir()), "nothing broken stays under that name"


def test_a_medium_that_was_pulled_before_it_was_read_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = files.write_new

    def pulled(path: Path, content: files.Content, *, overwrite: bool = False) -> Path:
        written = good(path, content, overwrite=overwrite)
        written.unlink()
        return written

    monkeypatch.setattr(writer, "write_new", pulled)
    with pytest.raises(Refusal) as refused:
        write_package(tmp_path / "x.dpbag", b"x")
    assert code_of(refused) == "package.not_verified"


def test_a_stick_that_is_full_keeps_no_broken_package(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(Refusal) as refused:
            write_package(tmp_path / "x.dpbag", seal(MANIFEST_OF_A_UNIT, parts()).content())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code_of(refused) == "file.no_space"
    assert not list(tmp_path.iterdir())


@contextlib.contextmanager
def mounted(place: Path, *words: str) -> Iterator[Path]:
    """Mount something for the time being, or skip with the reason."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    place.mkdir()
    done = subprocess.run(["mount", *words, str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.decode(errors='replace').strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_real_stick_that_is_full_keeps_no_broken_package(tmp_path: Path) -> None:
    with mounted(tmp_path / "U", "-t", "tmpfs", "-o", "size=64k", "tmpfs") as stick:
        noise = {"附件/图.jpg": os.urandom(63_000)}
        with pytest.raises(Refusal) as refused:
            write_package(
                stick / "x.dpbag", seal(MANIFEST_OF_A_UNIT, {**parts(), **noise}).content()
            )
        assert code_of(refused) in {"file.no_space", "file.no_room"}
        assert not list(stick.iterdir())
        write_package(stick / "x.dpbag", seal(MANIFEST_OF_A_UNIT, parts()).content())


def test_a_fat_stick_that_is_full_keeps_no_broken_package(tmp_path: Path) -> None:
    mkfs = shutil.which("mkfs.vfat")
    if mkfs is None:
        pytest.skip("mkfs.vfat is not installed")
    image = tmp_path / "stick.img"
    image.write_bytes(bytes(1 << 20))
    subprocess.run([mkfs, str(image)], check=True, capture_output=True)
    with mounted(tmp_path / "U", "-o", "loop", str(image)) as stick:
        noise = {"附件/图.jpg": os.urandom(1 << 20)}
        with pytest.raises(Refusal) as refused:
            write_package(
                stick / "x.dpbag", seal(MANIFEST_OF_A_UNIT, {**parts(), **noise}).content()
            )
        assert code_of(refused) in {"file.no_space", "file.no_room"}
        assert not list(stick.iterdir())


def test_a_stick_with_write_protection_is_told(tmp_path: Path) -> None:
    with mounted(tmp_path / "U", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs") as stick:
        with pytest.raises(Refusal) as refused:
            write_package(stick / "x.dpbag", b"x")
        assert code_of(refused) == "file.read_only"
