"""Writes packages (.dpbag): sealed, encrypted where a passphrase is given, read back when written.

Nothing goes into a file but the package itself; what it is made from stays in memory.
"""

import hashlib
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.errors.catalogue import refusal
from app.domain.handoff import Manifest, Part, Unit
from app.domain.package_format import (
    CONTENT,
    CONTENTS,
    KEY,
    KNOWN_PARTS,
    MANIFEST,
    MAX_FILE,
    MAX_PARTS,
    SEAL_MARK,
    attached,
    canonical,
    clashing,
    most_unpacked,
    name_fault,
    plain_manifest,
    seal_of,
)
from app.domain.passphrase_key import SALT_BYTES, identity_text, plain_key
from app.export.drives import size_text
from app.export.files import write_new
from app.export.package_contents import contents_text
from app.export.zip_writer import zip_archive

LEVEL = 1
"""Records deflate to nearly the size of the higher levels in a fraction of their time."""
_STORED = (".age", ".docx", ".xlsx", ".pdf", ".jpg", ".jpeg", ".png", ".zip", ".gz")
_CHUNK = 1 << 20
_OWN = (MANIFEST, CONTENTS)


def seal(
    manifest: Manifest,
    parts: Mapping[str, bytes],
    passphrase: str = "",
    needed: Collection[str] = KNOWN_PARTS,
) -> tuple[bytes, Manifest]:
    """Return the bytes of a package, and its manifest with parts and digest.

    Args:
        manifest: what it says of itself; its parts and its digest are worked out here.
        parts: the files in it by name.
        passphrase: not empty: only sender, round and day stay readable.
        needed: who does not know one of these cannot take the package in; the others are passed on.

    Raises:
        Refusal: ``package.part_name``, ``package.too_large``, ``package.no_memory``.
    """
    if any(map(name_fault, parts)) or clashing([*parts, *_OWN]) or len(parts) > MAX_PARTS:
        raise refusal("package.part_name")
    content, sealed = _sealed(manifest, parts, needed)
    if sum(map(len, parts.values())) > most_unpacked(len(content)):
        content, sealed = _sealed(manifest, parts, needed, packed=False)
    if passphrase:
        content = _encrypted(sealed, content, passphrase)
    if len(content) > MAX_FILE:
        size, limit = size_text(len(content)), size_text(MAX_FILE)
        raise refusal("package.too_large", size=size, limit=limit)
    return content, sealed


def write_package(path: Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Write a package, read it back from the medium, and return its path.

    Args:
        path: the file; its folder must exist.
        content: what ``seal`` returned.
        overwrite: True replaces a file of that name.

    Raises:
        Refusal: as ``files.write_new``; ``package.not_verified`` where the medium does not give
            back what was written; then no file is left under that name.
    """
    written = write_new(path, content, overwrite=overwrite)
    if not _reads_back(written, content):
        written.unlink(missing_ok=True)
        raise refusal("package.not_verified", str(path))
    return written


def _sealed(
    manifest: Manifest,
    parts: Mapping[str, bytes],
    needed: Collection[str],
    *,
    packed: bool = True,
) -> tuple[bytes, Manifest]:
    listed = tuple(
        Part(name, hashlib.sha256(data).hexdigest(), len(data), name in needed)
        for name, data in parts.items()
    )
    plain = plain_manifest(replace(manifest, parts=listed, digest=""))
    sealed = replace(manifest, parts=listed, digest=plain["digest"])
    told = {
        MANIFEST: canonical(plain),
        CONTENTS: "\ufeff".encode() + contents_text(sealed).encode(),
    }
    entries = (
        (name, data, packed and not attached(name) and not name.lower().endswith(_STORED))
        for name, data in {**told, **parts}.items()
    )
    content = zip_archive(entries, LEVEL, SEAL_MARK + b"0" * 64)[:-64]
    return content + seal_of(content), sealed


def _encrypted(sealed: Manifest, content: bytes, passphrase: str) -> bytes:
    """Return the package that holds another one, encrypted, and tells little of it."""
    from pyrage import encrypt, x25519

    salt = secrets.token_bytes(SALT_BYTES)
    try:
        identity = x25519.Identity.from_str(identity_text(passphrase, salt))
    except MemoryError:
        raise refusal("package.no_memory") from None
    outside = Manifest(
        kind=sealed.kind,
        ledger="",
        sequence=0,
        sender=Unit(sealed.sender.id, sealed.sender.name, sealed.sender.path),
        time=sealed.time,
        program=sealed.program,
        scheme="",
        scheme_edition="",
        round=sealed.round,
        as_of=sealed.as_of,
    )
    parts = {KEY: canonical(plain_key(salt)), CONTENT: encrypt(content, [identity.to_public()])}
    return _sealed(outside, parts, tuple(parts))[0]


def _reads_back(path: Path, content: bytes) -> bool:
    """Tell whether the file holds exactly the content, read from the medium where that can be."""
    at, left = 0, memoryview(content)
    try:
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):  # what was just written need not come from memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while chunk := file.read(_CHUNK):
                if chunk != left[at : at + len(chunk)]:
                    return False
                at += len(chunk)
    except OSError:
        return False
    return at == len(content)
