from __future__ import annotations

import json
import os
import random
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import sandbox
from app.domain.errors.fault import Refusal
from app.domain.handoff import FORMAT, SUFFIX, Manifest
from app.domain.package_format import (
    CONTENT,
    CONTENTS,
    KEY,
    MANIFEST,
    SEAL_MARK,
    is_encrypted,
)
from app.domain.part_schema import DATA_PART, FIGURES_PART, OFFICE_PART
from app.export.package import seal
from app.export.package_secret import secret_of
from app.intake import package_check, packages
from app.intake.package_manifest import read_manifest
from app.intake.package_zip import entries, unpacked
from app.intake.packages import find_packages, peek, read_package
from tests.package_files import (
    MANIFEST_OF_A_UNIT,
    contents,
    package,
    parts,
    remade,
    resealed,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PASSPHRASE = "春风 2013"


@pytest.fixture
def child() -> Iterator[sandbox.Child]:
    with sandbox.Child() as child:
        yield child


def refused(path: Path, data: bytes, child: sandbox.Child, passphrase: str = "") -> str:
    """Return the code with which a file is refused."""
    path.write_bytes(data)
    with pytest.raises(Refusal) as found:
        read_package(path, passphrase, child)
    assert found.value.fault.place == str(path)
    return found.value.fault.code


def code_in_here(path: Path, data: bytes, passphrase: str = "") -> str:
    """Return the code that the child's function gives, without the child."""
    path.write_bytes(data)
    with pytest.raises(Refusal) as found:
        package_check.check(str(path), passphrase)
    return found.value.fault.code


# ---- what comes out is what went in ----------------------------------------------------------


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_package_comes_back_as_it_was_sealed(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / f"某机关党委{SUFFIX}"
    given_parts = {**parts(), "附件/报告.docx": b"PK"}
    package = seal(MANIFEST_OF_A_UNIT, given_parts, secret_of(passphrase))
    data, sealed = package.content(), package.manifest
    path.write_bytes(data)
    found = read_package(path, passphrase)
    assert found.manifest == sealed
    assert {**found.parts, **found.unknown} == given_parts
    assert set(found.unknown) == {"附件/报告.docx"}
    assert found.encrypted is bool(passphrase)
    assert found.path == path


def test_the_check_code_does_not_depend_on_the_file(tmp_path: Path, child: sandbox.Child) -> None:
    codes = set()
    for passphrase in ("", PASSPHRASE):
        path = tmp_path / "x"
        path.write_bytes(package(passphrase))
        codes.add(read_package(path, passphrase, child).manifest.check_code)
    assert len(codes) == 1
    assert package() == package(), "the same content is the same file"


def test_of_an_encrypted_package_only_sender_round_and_day_are_told(
    tmp_path: Path, child: sandbox.Child
) -> None:
    path = tmp_path / "x"
    path.write_bytes(package(PASSPHRASE))
    told = peek(path, child)
    assert is_encrypted(told)
    assert told.sender == MANIFEST_OF_A_UNIT.sender
    assert (told.round, told.as_of) == (MANIFEST_OF_A_UNIT.round, MANIFEST_OF_A_UNIT.as_of)
    assert (told.counts, told.missing, told.scheme, told.sequence) == ({}, (), "", 0)
    for hidden in ("张三", "二支部", "own-2013"):
        assert hidden.encode() not in b"".join(contents(path.read_bytes()).values())


def test_wide_letters_of_a_passphrase_are_narrow_ones(tmp_path: Path, child: sandbox.Child) -> None:
    path = tmp_path / "x"
    path.write_bytes(package("Ab1"))
    assert read_package(path, "Ａｂ１", child).encrypted


@given(
    names=st.lists(
        st.text("abc数据.-_", min_size=1, max_size=8).filter(lambda n: n[-1] != "."),
        max_size=4,
        unique=True,
    ),
    data=st.data(),
)
def test_any_parts_come_back(names: list[str], data: st.DataObject) -> None:
    made = {f"附件/{name}": data.draw(st.binary(max_size=200)) for name in names}
    needed = data.draw(st.sets(st.sampled_from([*made, "x"]))) - set(made)
    package = seal(MANIFEST_OF_A_UNIT, {**parts(), **made}, needed=needed)
    sealed, manifest = package.content(), package.manifest
    assert contents(sealed).keys() == {MANIFEST, CONTENTS, *parts(), *made}
    found = entries(sealed)
    read = {each.name: bytes(unpacked(sealed, each)) for each in found}
    assert read == contents(sealed)
    assert read_manifest(read[MANIFEST])["digest"] == manifest.digest


def of_a_newer_program(said: dict[str, bool]) -> bytes:
    """A package with a part that nobody here knows, and what its manifest says of that."""

    def newer(plain: dict[str, Any]) -> None:
        plain.update({"format": FORMAT + 1, "mood": {"of": ["the", "day"]}})
        part = {"name": "votes.json", "sha256": "", "bytes": 2, "why": "new"}
        plain["parts"].append({**part, **said})

    return remade(remade(package(), {"votes.json": b"{}"}, newer))


@pytest.mark.parametrize("said", [{}, {"needed": False}])
def test_what_a_newer_program_put_in_is_kept(
    tmp_path: Path, child: sandbox.Child, said: dict[str, bool]
) -> None:
    path = tmp_path / "x"
    path.write_bytes(of_a_newer_program(said))
    found = read_package(path, child=child)
    assert found.manifest.format == FORMAT + 1
    assert found.unknown == {"votes.json": b"{}"}
    assert found.parts == parts()
    again = seal(found.manifest, {**found.parts, **found.unknown}, needed=found.parts).manifest
    assert {part.name: part.needed for part in again.parts}["votes.json"] is False


def test_what_a_newer_program_needs_to_be_known_is_refused(
    tmp_path: Path, child: sandbox.Child
) -> None:
    data = of_a_newer_program({"needed": True})
    assert refused(tmp_path / "x", data, child) == "package.newer"


# ---- every byte counts -----------------------------------------------------------------------


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_every_flipped_byte_is_noticed(tmp_path: Path, passphrase: str) -> None:
    good = package(passphrase)
    chance = random.Random(2013)
    path = tmp_path / "x"
    codes = set()
    for at in range(len(good)):
        spoiled = bytearray(good)
        spoiled[at] ^= chance.randrange(1, 256)
        codes.add(code_in_here(path, bytes(spoiled), passphrase))
    assert codes <= {"package.broken_seal", "package.cut_off", "package.not_a_package"}


def test_spoiled_files_are_refused_by_the_child_and_here(
    tmp_path: Path, child: sandbox.Child
) -> None:
    good = package()
    for at in (0, 40, len(good) // 2, len(good) - 70, len(good) - 1):
        spoiled = bytearray(good)
        spoiled[at] ^= 1
        path = tmp_path / "x"
        assert refused(path, bytes(spoiled), child).startswith("package.")
        with pytest.raises(Refusal):
            peek(path, child)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_file_that_ends_too_early_is_noticed(tmp_path: Path, passphrase: str) -> None:
    noise = random.Random(1).randbytes(300_000)
    good = seal(
        MANIFEST_OF_A_UNIT, {**parts(), "附件/图.jpg": noise}, secret_of(passphrase)
    ).content()
    ends = {*range(0, len(good), 4096), *range(len(good) - 200, len(good)), *range(60)}
    codes = {code_in_here(tmp_path / "x", good[:end], passphrase) for end in sorted(ends)}
    assert codes == {"package.empty", "package.cut_off"}


def test_appended_bytes_are_noticed(tmp_path: Path) -> None:
    good = package()
    for more in (b"\0", b"\n", good, SEAL_MARK + b"0" * 64):
        code = code_in_here(tmp_path / "x", good + more)
        assert code in {"package.cut_off", "package.broken_seal"}
    assert code_in_here(tmp_path / "x", b"\0" + good) == "package.broken_seal"


def test_what_is_no_package_is_called_so(tmp_path: Path, child: sandbox.Child) -> None:
    path = tmp_path / "x"
    others = (b"x", b"SQLite format 3\0" + bytes(4096), "姓名,性别\n".encode() * 50)
    assert {refused(path, data, child) for data in others} == {"package.not_a_package"}
    with pytest.raises(Refusal) as found:
        read_package(tmp_path / "没有")
    assert found.value.fault.code == "file.missing"
    with pytest.raises(Refusal) as found:
        peek(tmp_path)
    assert found.value.fault.code == "file.unreadable"


def test_a_file_that_changes_while_it_is_read_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(package())
    checked = packages._asked

    def changed(*args: Any) -> object:  # noqa: ANN401 - as the function it stands for
        other = replace(MANIFEST_OF_A_UNIT, counts={})
        path.write_bytes(seal(other, {"附件/x": b"other"}).content())
        return checked(*args)

    monkeypatch.setattr(packages, "_asked", changed)
    with pytest.raises(Refusal) as found:
        read_package(path)
    assert found.value.fault.code == "package.broken_seal"


# ---- passphrases -----------------------------------------------------------------------------


def test_a_passphrase_is_asked_for_and_must_be_the_right_one(
    tmp_path: Path, child: sandbox.Child
) -> None:
    data = package(PASSPHRASE)
    assert refused(tmp_path / "x", data, child) == "package.passphrase_needed"
    for wrong in ("春风", PASSPHRASE.upper() + " ", "x" * 10_000):
        assert refused(tmp_path / "x", data, child, wrong) == "package.wrong_passphrase"


def test_spoiled_content_under_an_honest_outside_is_refused(tmp_path: Path) -> None:
    good = package(PASSPHRASE)
    inside = contents(good)[CONTENT]
    codes = set()
    for at in (0, 30, 120, 200, len(inside) // 2, len(inside) - 1):
        spoiled = bytearray(inside)
        spoiled[at] ^= 1
        data = remade(good, {CONTENT: bytes(spoiled)})
        codes.add(code_in_here(tmp_path / "x", data, PASSPHRASE))
    assert codes <= {"package.tampered", "package.wrong_passphrase"}
    assert "package.tampered" in codes


def test_the_outside_must_say_what_the_inside_says(tmp_path: Path) -> None:
    good = package(PASSPHRASE)
    told = remade(good, manifest=lambda plain: plain["sender"].update(name="某局党委"))
    assert code_in_here(tmp_path / "x", told, PASSPHRASE) == "package.tampered"


def test_a_package_in_a_package_in_a_package_is_refused(tmp_path: Path) -> None:
    from app.export import package as writer

    secret = secret_of(PASSPHRASE)
    assert secret is not None
    once = seal(MANIFEST_OF_A_UNIT, parts(), secret)
    twice = writer._encrypted(once, secret).content()
    assert code_in_here(tmp_path / "x", twice, PASSPHRASE) == "package.tampered"


def test_no_file_decides_how_much_work_its_key_is(tmp_path: Path) -> None:
    good = package(PASSPHRASE)
    key = json.loads(contents(good)[KEY])
    for change in ({"n": 30}, {"r": 4096}, {"kdf": "none"}, {"salt": "00"}, {"salt": 5}):
        data = remade(good, {KEY: json.dumps({**key, **change}).encode()})
        assert code_in_here(tmp_path / "x", data, PASSPHRASE) == "package.newer"


def test_too_little_memory_for_the_key_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> str:
        raise MemoryError

    good = package(PASSPHRASE)
    monkeypatch.setattr(package_check, "identity_text", none_left)
    assert code_in_here(tmp_path / "x", good, PASSPHRASE) == "package.no_memory"


# ---- the seal was repaired, the content was not ----------------------------------------------


def drop(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda plain: plain.pop(key)


TAMPERED: dict[str, tuple[Callable[[], bytes], str]] = {
    "other counts": (
        lambda: remade(package(), manifest=lambda p: p["counts"].update(member=9), honest=False),
        "package.tampered",
    ),
    "another sender": (
        lambda: remade(package(), manifest=lambda p: p["sender"].update(name="x"), honest=False),
        "package.tampered",
    ),
    "another digest": (
        lambda: remade(package(), manifest=lambda p: p.update(digest="0" * 64), honest=False),
        "package.tampered",
    ),
    "no digest": (lambda: remade(package(), manifest=drop("digest"), honest=False),
                  "package.tampered"),
    "another part": (
        lambda: remade(package(), {FIGURES_PART: b"{}"}, honest=False),
        "package.tampered",
    ),
    "a part taken out": (lambda: remade(package(), {FIGURES_PART: None}), "package.tampered"),
    "a part put in": (lambda: remade(package(), {"extra.txt": b"x"}), "package.tampered"),
    "parts swapped": (
        lambda: remade(
            package(),
            {
                DATA_PART: contents(package())[OFFICE_PART],
                OFFICE_PART: contents(package())[DATA_PART],
            },
        ),
        "package.bad_tables",
    ),
    "no manifest": (lambda: zipped([("x", b"x")]), "package.bad_manifest"),
    "no contents": (lambda: remade(package(), {CONTENTS: None}), "package.tampered"),
    "a part listed twice": (
        lambda: remade(package(), manifest=lambda p: p["parts"].append(p["parts"][0])),
        "package.tampered",
    ),
    "the manifest as a part": (
        lambda: remade(
            package(),
            manifest=lambda p: p["parts"].append({"name": MANIFEST, "sha256": "", "bytes": 0}),
        ),
        "package.tampered",
    ),
    "a needed part that is not known": (
        lambda: seal(MANIFEST_OF_A_UNIT, {**parts(), "votes": b""}, needed=("votes",)).content(),
        "package.newer",
    ),
    "a container of the future": (
        lambda: resealed(package().replace(SEAL_MARK, b"DPBAG2 sha256=")),
        "package.newer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_with_a_repaired_seal_is_noticed(
    tmp_path: Path, child: sandbox.Child, name: str
) -> None:
    make, code = TAMPERED[name]
    assert refused(tmp_path / "x", make(), child) == code


MANIFESTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no sender": drop("sender"),
    "no format": drop("format"),
    "a format in words": lambda p: p.update(format="1"),
    "format nought": lambda p: p.update(format=0),
    "format true": lambda p: p.update(format=True),
    "an unknown key": lambda p: p.update(mood="good"),
    "an unknown kind": lambda p: p.update(kind="steal"),
    "a day that is none": lambda p: p.update(as_of="2013-02-30"),
    "a day in other words": lambda p: p.update(as_of="20130201"),
    "a sequence below nought": lambda p: p.update(sequence=-1),
    "a sequence beyond numbers": lambda p: p.update(sequence=1 << 60),
    "a sequence in words": lambda p: p.update(sequence="3"),
    "a sequence with a half": lambda p: p.update(sequence=3.5),
    "an id with a line feed": lambda p: p["sender"].update(id="o\n1"),
    "an id of any length": lambda p: p["sender"].update(id="o" * 65),
    "no id": lambda p: p["sender"].update(id=""),
    "no name": lambda p: p["sender"].update(name="  "),
    "a name of any length": lambda p: p["sender"].update(name="党" * 3000),
    "a name with nothing in it": lambda p: p["sender"].update(name="党\0委"),
    "a name that wipes the screen": lambda p: p["sender"].update(name="甲\x1b[2J\x07"),
    "a name written backwards": lambda p: p["sender"].update(name="甲\u202e乙"),
    "a path of two lines": lambda p: p["sender"].update(path=["甲\n乙"]),
    "a round that beeps": lambda p: p["round"].update(name="2010\x07"),
    "a count of something that beeps": lambda p: p["counts"].update({"\x9b2J": 2}),
    "missing units that are hidden": lambda p: p.update(missing=["甲\u2067乙"]),
    "a time of two lines": lambda p: p.update(time="2010\r1"),
    "a path that is a text": lambda p: p["sender"].update(path="某市委"),
    "counts that are a list": lambda p: p.update(counts=[1]),
    "a count in words": lambda p: p["counts"].update(member="2"),
    "parts that are numbers": lambda p: p.update(parts=[1]),
    "a part without digest": lambda p: p["parts"][0].pop("sha256"),
    "missing units that are mappings": lambda p: p.update(missing=[{}]),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    data = remade(package(), manifest=MANIFESTS[name])
    assert code_in_here(tmp_path / "x", data) == "package.bad_manifest"


DAYS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no day": (lambda p: p.update(as_of=None), "package.no_day"),
    "no word of a day": (drop("as_of"), "package.no_day"),
    "a day that nobody lives to see": (
        lambda p: p.update(as_of="9999-12-31"),
        "package.bad_day",
    ),
    "a round before there was a party": (
        lambda p: p["round"].update(start="0001-01-01"),
        "package.bad_day",
    ),
    "a round for ever": (lambda p: p["round"].update(end="9999-12-31"), "package.bad_day"),
    "what a unit below reported then": (
        lambda p: p.update(
            holds=[{"unit": "o2", "ledger": "l", "sequence": 1, "as_of": "9999-12-31"}]
        ),
        "package.bad_day",
    ),
    "a round that ends before it starts": (
        lambda p: p["round"].update(start="2013-04-01"),
        "package.bad_round",
    ),
}


@pytest.mark.parametrize("name", DAYS)
def test_a_manifest_with_days_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    change, code = DAYS[name]
    assert code_in_here(tmp_path / "x", remade(package(), manifest=change)) == code


def test_a_unit_below_that_came_without_a_day_is_no_fault(tmp_path: Path) -> None:
    held = {"unit": "o2", "ledger": "l", "sequence": 1, "as_of": None}
    (tmp_path / "x").write_bytes(remade(package(), manifest=lambda p: p.update(holds=[held])))
    package_check.check(str(tmp_path / "x"), "")


LIES: tuple[dict[str, int], ...] = ({"member": 9}, {"review": 0}, {"commitment": 2}, {"gold": 1})


@pytest.mark.parametrize("told", LIES)
def test_a_manifest_that_tells_other_numbers_than_there_are_is_refused(
    tmp_path: Path, told: dict[str, int]
) -> None:
    data = remade(package(), manifest=lambda p: p["counts"].update(told))
    assert code_in_here(tmp_path / "x", data) == "package.bad_counts"


def test_the_numbers_of_all_kinds_may_be_told(tmp_path: Path) -> None:
    told = {"task": 1, "commitment": 1, "meeting": 1, "scheme": 1, "form": 0}
    data = remade(package(), manifest=lambda p: p["counts"].update(told))
    (tmp_path / "x").write_bytes(data)
    package_check.check(str(tmp_path / "x"), "")


def test_of_kinds_that_only_a_newer_program_knows_any_number_may_be_told(tmp_path: Path) -> None:
    def newer(plain: dict[str, Any], **counts: int) -> None:
        plain.update(format=FORMAT + 1, counts={"gold": 7, **counts})

    (tmp_path / "x").write_bytes(remade(package(), manifest=lambda p: newer(p, member=2)))
    package_check.check(str(tmp_path / "x"), "")
    lying = remade(package(), manifest=lambda p: newer(p, member=3))
    assert code_in_here(tmp_path / "y", lying) == "package.bad_counts"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"format": 1, "format": 1}',
        b'{"format": NaN}',
        b"[" * 100_000,
        b'{"format":1,"x":' + b"[" * 500 + b"]" * 500 + b"}",
        b'{"format": 1, "x": "\\ud800"}',
        b'{"format": 1, "x": "\\u0000"}',
    ],
)
def test_a_manifest_must_be_json_that_all_read_alike(tmp_path: Path, text: bytes) -> None:
    files = [(MANIFEST, text), (CONTENTS, b"x")]
    assert code_in_here(tmp_path / "x", zipped(files)) == "package.bad_manifest"


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff", b"[" * 5000, b'{"a":1,"a":2}', b'["\\ud800"]']
)
def test_other_json_is_held_against_the_same_rules(tmp_path: Path, text: bytes) -> None:
    data = remade(package(), {FIGURES_PART: text})
    assert code_in_here(tmp_path / "x", data) == "package.bad_manifest"


# ---- zips that no program of ours makes ------------------------------------------------------

NAMES = (
    "../x", "/x", "\\x", "a/../x", "a/./x", "C:/x", "C:x", "a\\b", "CON", "con.txt", "NUL.docx",
    "a/LPT1", "com1.x", "COM¹", "x.", "x ", "a./x", " x", "a//b", "a/", "", "x\0y", "x\ny", "a?b",
    "x\u202ey", "x" * 201,
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    data = zipped([*contents(package()).items(), (info, b"")])
    if b"\0" in name.encode():
        data = resealed(zipped([("x?y", b"")]).replace(b"x?y", b"x\0y"))
    assert code_in_here(tmp_path / "x", data) == "package.bad_name"


@pytest.mark.parametrize(
    "two", [("a/X", "a/x"), ("Ａ", "A"), ("a", "a/b"), ("MANIFEST.JSON", "x"), ("ﬁ", "fi")]
)
def test_names_that_are_one_on_some_disk_are_refused(tmp_path: Path, two: tuple[str, str]) -> None:
    data = zipped([*contents(package()).items(), *((name, b"") for name in two)])
    assert code_in_here(tmp_path / "x", data) == "package.bad_name"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    data = zipped([*contents(package()).items(), (DATA_PART, b"other")])
    assert code_in_here(tmp_path / "x", data) == "package.bad_name"


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, child: sandbox.Child) -> None:
    bomb = zipped([("a", bytes(150 << 20))], level=9)
    assert len(bomb) < 1 << 20
    assert refused(tmp_path / "x", bomb, child) == "package.bomb"
    good = zipped([*contents(package()).items()])
    for claim in (0xFFFFFFFF, 0xFFFFFFFE, 0x7FFFFFFF):
        assert refused(tmp_path / "x", claiming(good, claim), child) == "package.bomb"
    lying = claiming(seal(MANIFEST_OF_A_UNIT, {"a": bytes(20 << 20)}).content(), 3000)
    assert refused(tmp_path / "x", lying, child) == "package.bad_zip"


def claiming(data: bytes, size: int) -> bytes:
    """Return a package whose last entry says that it is of this size."""
    out = bytearray(data)
    at = data.rindex(b"PK\x01\x02")
    start = int.from_bytes(data[at + 42 : at + 46], "little")
    out[at + 24 : at + 28] = size.to_bytes(4, "little")
    out[start + 22 : start + 26] = size.to_bytes(4, "little")
    return resealed(bytes(out))


def spoiled_zip(good: bytes, chance: random.Random) -> bytes:
    """Return a package whose zip was spoiled anywhere but in what it holds."""
    out = bytearray(good)
    start = good.rindex(b"PK\x05\x06")
    directory = int.from_bytes(good[start + 16 : start + 20], "little")
    out[chance.randrange(directory, len(good) - 78)] ^= chance.randrange(1, 256)
    return resealed(bytes(out))


def test_a_spoiled_directory_is_refused_or_means_the_same(tmp_path: Path) -> None:
    good, chance = package(), random.Random(7)
    codes = set()
    for _ in range(500):
        (tmp_path / "x").write_bytes(spoiled_zip(good, chance))
        try:
            _, manifest, places, _ = package_check.check(str(tmp_path / "x"), "")
        except Refusal as refusal:
            codes.add(refusal.fault.code)
        else:
            assert {name for name, *_ in places} == {part["name"] for part in manifest["parts"]}
    assert "package.bad_zip" in codes
    assert codes <= {"package.bad_zip", "package.bad_name", "package.bomb", "package.tampered"}


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x05\x06" + bytes(16) + (78).to_bytes(2, "little") + SEAL_MARK + b"0" * 64,
        b"x" * 10 + SEAL_MARK + b"0" * 64,
        bytes(5000) + SEAL_MARK + b"0" * 64,
    ],
)
def test_what_has_a_seal_and_nothing_else_is_refused(tmp_path: Path, data: bytes) -> None:
    assert code_in_here(tmp_path / "x", resealed(data)) == "package.bad_zip"


def test_gaps_extra_fields_and_notes_are_refused(tmp_path: Path) -> None:
    for attribute, value in (("extra", b"\xfe\xca\x04\0abcd"), ("comment", b"note")):
        info = zipfile.ZipInfo("x")
        setattr(info, attribute, value)
        data = zipped([*contents(package()).items(), (info, b"x")])
        assert code_in_here(tmp_path / "x", data) == "package.bad_zip"
    bzip = zipfile.ZipInfo("x")
    bzip.compress_type = zipfile.ZIP_BZIP2
    data = zipped([*contents(package()).items(), (bzip, b"x")])
    assert code_in_here(tmp_path / "x", data) == "package.bad_zip"


def test_what_is_too_large_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, child: sandbox.Child
) -> None:
    monkeypatch.setattr(packages, "MAX_FILE", 1000)
    assert refused(tmp_path / "x", package(), child) == "package.too_large"


def test_a_large_package_has_the_room_that_it_says_it_needs(
    tmp_path: Path, child: sandbox.Child
) -> None:
    noise = random.Random(1).randbytes(3 << 20)
    big = {**parts(), "附件/白纸": bytes(150 << 20), "附件/图.jpg": noise}
    for passphrase in ("", PASSPHRASE):
        path = tmp_path / "x"
        path.write_bytes(seal(MANIFEST_OF_A_UNIT, big, secret_of(passphrase)).content())
        found = read_package(path, passphrase, child)
        assert found.unknown["附件/图.jpg"] == noise
        assert len(found.unknown["附件/白纸"]) == 150 << 20
        assert is_encrypted(peek(path, child)) is bool(passphrase)


def test_a_file_that_breaks_the_child_is_refused_as_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(package())

    def broken(*_: object, **__: object) -> None:
        from app.domain.errors.catalogue import refusal

        raise refusal("file.parser_failed", "x")

    monkeypatch.setattr(sandbox, "run", broken)
    with pytest.raises(Refusal) as found:
        read_package(tmp_path / "x")
    assert found.value.fault.code == "package.unreadable"


# ---- a whole drive ---------------------------------------------------------------------------


def test_packages_of_a_drive_are_found_in_order(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"123456789")
    for folder in (tmp_path / "b", tmp_path / "a", deep, tmp_path / ".Trash-0", tmp_path / "单位"):
        folder.mkdir(parents=True)
        (folder / "x.dpbag").touch()
        (folder / "x.docx").touch()
    (tmp_path / "Y.DPBAG").touch()
    (tmp_path / "~1-1.dpbag").touch()
    (tmp_path / "System Volume Information").mkdir()
    (tmp_path / "System Volume Information" / "x.dpbag").touch()
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    found = [str(path.relative_to(tmp_path)) for path in find_packages(tmp_path)]
    assert found == ["Y.DPBAG", "a/x.dpbag", "b/x.dpbag", "单位/x.dpbag"]
    assert find_packages(tmp_path / "Y.DPBAG") == (tmp_path / "Y.DPBAG",)
    assert find_packages(tmp_path / "没有") == (tmp_path / "没有",)


def test_renamed_packages_of_a_drive_are_known_by_their_seal(tmp_path: Path) -> None:
    renamed = ["改名.ZIP", "上报.dpbag.zip", "上报(1).dpbag.bak", "上报.dpbag（复件）"]
    for name in renamed:
        (tmp_path / name).write_bytes(package())
    with zipfile.ZipFile(tmp_path / "资料.zip", "w") as ordinary:
        ordinary.writestr("a.dpbag", package())
    (tmp_path / "空.zip").touch()
    (tmp_path / "上报.dpbag.txt").write_bytes(package()[:-1])
    (tmp_path / "别的.bin").write_bytes(package())
    (tmp_path / "夹.zip").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.zip")
    (tmp_path / "断了.zip").symlink_to(tmp_path / "没有")
    assert {path.name for path in find_packages(tmp_path)} == set(renamed)


def test_one_child_reads_many_packages_and_holds_each_against_the_limits(tmp_path: Path) -> None:
    with sandbox.Child() as child:
        for number in range(5):
            path = tmp_path / f"{number}{SUFFIX}"
            path.write_bytes(package() if number % 2 else b"spoiled" * 100)
            try:
                assert isinstance(peek(path, child), Manifest)
                assert number % 2
            except Refusal:
                assert not number % 2


def test_deflated_files_are_handed_on_as_they_are(tmp_path: Path, child: sandbox.Child) -> None:
    path = tmp_path / "上报.dpbag"
    path.write_bytes(package())
    read = read_package(path, "", child)
    assert read.packed.keys() >= {DATA_PART}
    found = {**read.parts, **read.unknown}
    assert {name: zlib.decompress(packed) for name, packed in read.packed.items()} == {
        name: found[name] for name in read.packed
    }
