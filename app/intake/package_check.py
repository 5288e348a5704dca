"""Holds a package against everything that a package has to be; runs in the child process.

What is told of it is plain values only: the manifest, and where in the file its parts stand. Then
the program itself unpacks the very bytes that were looked at here.
"""

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.errors.catalogue import refusal
from app.domain.handoff import FORMAT
from app.domain.package_format import (
    CONTAINER,
    CONTENT,
    CONTENTS,
    JSON_PARTS,
    KEY,
    KNOWN_PARTS,
    MANIFEST,
    SQLITE_PARTS,
    attached,
    container_of,
    is_sealed,
)
from app.domain.passphrase_key import identity_text, salt_of
from app.intake.package_manifest import check_counts, read_json, read_manifest
from app.intake.package_zip import Entry, entries, unpacked
from app.intake.part_check import check_part

_MAX_MANIFEST = 16 << 20
_ZIP = b"PK\x03\x04"
_OURS = MANIFEST.encode()
_PACKED = 12
"""Records pack to a fourth; who repeats himself, to less."""
_NAME_AT = 30
"""Where the name of a zip's first entry stands."""

Place = tuple[str, int, int, int, bool]
"""Name, offset, packed size, size, whether deflated."""


def check_seal(data: bytes) -> None:
    """Refuse a file unless its seal speaks for every byte of it.

    Raises:
        Refusal: ``package.empty``, ``package.not_a_package``, ``package.cut_off``,
            ``package.broken_seal``, ``package.newer``.
    """
    if not data:
        raise refusal("package.empty")
    container = container_of(data)
    if container is None:
        head, name = data[: len(_ZIP)], data[_NAME_AT : _NAME_AT + len(_OURS)]
        ours = _ZIP.startswith(head) and _OURS.startswith(name)
        raise refusal("package.cut_off" if ours else "package.not_a_package")
    if not is_sealed(data):
        raise refusal("package.broken_seal")
    if container != CONTAINER:
        raise refusal("package.newer")


def look(path: str) -> dict[str, Any]:
    """Return the manifest of a package, of its outside where it is encrypted.

    Raises:
        Refusal: whatever is wrong with the seal, the zip, or the manifest.
    """
    data = _read(path)
    return _manifest(data, entries(data))


def unpacked_size(path: str) -> int:
    """Return how many bytes a package says that it unpacks to, guessed where it is encrypted.

    Raises:
        Refusal: whatever is wrong with the seal, the zip, or the manifest.
    """
    data = _read(path)
    found = entries(data)
    encrypted = _is_encrypted(_manifest(data, found))
    return len(data) * _PACKED if encrypted else sum(entry.size for entry in found)


def check(path: str, passphrase: str) -> tuple[str, dict[str, Any], list[Place], bytes | None]:
    """Check a package whole.

    Returns:
        The file's seal, the manifest, where the parts stand, and, of an encrypted package, the
        package that was in it: then the places are those in there.

    Raises:
        Refusal: whatever is wrong with it.
    """
    data = _read(path)
    seal = data[-64:].decode()
    found = entries(data)
    manifest = _manifest(data, found)
    if not _is_encrypted(manifest):
        return seal, manifest, _checked(data, found, manifest), None
    inner = _decrypted(data, found, manifest, passphrase)
    del data
    check_seal(inner)
    found = entries(inner)
    own = _manifest(inner, found)
    same = ("kind", "sender", "round", "as_of", "time")
    if _is_encrypted(own) or any(own.get(key) != manifest.get(key) for key in same):
        raise refusal("package.tampered")
    return seal, own, _checked(inner, found, own), inner


def _read(path: str) -> bytes:
    data = Path(path).read_bytes()
    check_seal(data)
    return data


def _is_encrypted(manifest: dict[str, Any]) -> bool:
    return any(part["name"] == CONTENT for part in manifest.get("parts", ()))


def _manifest(data: bytes, found: tuple[Entry, ...]) -> dict[str, Any]:
    entry = next((each for each in found if each.name == MANIFEST), None)
    if entry is None:
        raise refusal("package.bad_manifest", what=MANIFEST)
    if entry.size > _MAX_MANIFEST:
        raise refusal("package.bad_manifest", what="size")
    manifest = read_manifest(unpacked(data, entry))
    listed = [part["name"] for part in manifest.get("parts", ())]
    there = {each.name for each in found}
    if len(set(listed)) != len(listed) or {*listed, MANIFEST, CONTENTS} != there:
        raise refusal("package.tampered")
    if set(listed) & {MANIFEST, CONTENTS}:
        raise refusal("package.tampered")
    return manifest


def _checked(data: bytes, found: tuple[Entry, ...], manifest: dict[str, Any]) -> list[Place]:
    """Hold every part against the manifest, and those that will be read against their rules."""
    listed = {part["name"]: part for part in manifest.get("parts", ())}
    unknown = {name for name in listed if name not in KNOWN_PARTS and not attached(name)}
    if any(listed[name].get("needed", False) for name in unknown):
        raise refusal("package.newer")
    if any(attached(name) not in ("", part["sha256"]) for name, part in listed.items()):
        raise refusal("package.tampered")
    counts: dict[str, int] = {}
    for entry in found:
        part = partial(_part, data, entry, listed.get(entry.name))
        if entry.name in SQLITE_PARTS:
            counts.update(check_part(entry.name, part))
        elif entry.name in JSON_PARTS:
            read_json(part())
        else:
            part()
    check_counts(manifest, counts)
    return [(e.name, e.offset, e.packed, e.size, e.deflated) for e in found if e.name in listed]


def _part(data: bytes, entry: Entry, listed: dict[str, Any] | None) -> bytearray:
    content = unpacked(data, entry)
    if listed is not None and (
        entry.size != listed["bytes"] or hashlib.sha256(content).hexdigest() != listed["sha256"]
    ):
        raise refusal("package.tampered")
    return content


def _decrypted(
    data: bytes, found: tuple[Entry, ...], manifest: dict[str, Any], passphrase: str
) -> bytes:
    """Return the package in an encrypted one."""
    listed = {part["name"]: part for part in manifest["parts"]}
    if manifest["format"] > FORMAT or set(listed) != {KEY, CONTENT}:
        raise refusal("package.newer")
    parts = {
        each.name: _part(data, each, listed[each.name]) for each in found if each.name in listed
    }
    salt = salt_of(read_json(parts[KEY]))
    if salt is None:
        raise refusal("package.newer")
    if not passphrase:
        raise refusal("package.passphrase_needed")
    from pyrage import DecryptError, decrypt, x25519

    try:
        identity = x25519.Identity.from_str(identity_text(passphrase, salt))
        inner: bytes = decrypt(bytes(parts[CONTENT]), [identity])
    except MemoryError:
        raise refusal("package.no_memory") from None
    except DecryptError as error:
        wrong_key = "No matching keys" in str(error)
        raise refusal("package.wrong_passphrase" if wrong_key else "package.tampered") from None
    return inner
