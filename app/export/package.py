"""Writes packages (.dpbag): sealed, encrypted where a passphrase is given, read back when written.

Nothing goes into a file but the package itself. What it is made from is read piece by piece; in
memory stays what is compressed of it.
"""

import hashlib
import io
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.domain.content import Content, Piece, pieces_of, size_of
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
    SEAL_SIZE,
    attached,
    canonical,
    clashing,
    most_unpacked,
    name_fault,
    plain_manifest,
)
from app.domain.passphrase_key import plain_key
from app.export.drives import require_room, size_text
from app.export.files import write_new
from app.export.package_contents import contents_text
from app.export.package_secret import Secret
from app.export.zip_writer import Entry, ZlibStream, entry_of, zip_pieces, zip_size

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LEVEL = 1
"""Records deflate to nearly the size of the higher levels in a fraction of their time."""
_STORED = (".age", ".docx", ".xlsx", ".pdf", ".jpg", ".jpeg", ".png", ".zip", ".gz")
_CHUNK = 1 << 20
_SMALL = 64 << 10
"""Bytes for which nobody asks beforehand whether there is room."""
_OWN = (MANIFEST, CONTENTS)
_DIGITS = SEAL_SIZE - len(SEAL_MARK)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package that is ready to be written."""

    manifest: Manifest
    """With its parts and its digest; of an encrypted one, that inside."""
    parts: Mapping[str, Entry]
    """The files in it by name, as they were given."""
    entries: Mapping[str, Entry]
    """What stands in the file; of an encrypted one, that outside."""

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return zip_size(self.entries, SEAL_SIZE)

    def pieces(self) -> Iterator[Piece]:
        """Give the bytes of the file, the seal at their end."""
        digest = hashlib.sha256()
        for piece in zip_pieces(self.entries, SEAL_MARK, _DIGITS):
            digest.update(piece)
            yield piece
        yield digest.hexdigest().encode()

    def content(self) -> bytes:
        """Return the file whole; only for what is small."""
        return b"".join(self.pieces())

    def deflated(self) -> dict[str, ZlibStream]:
        """Return the parts that are compressed already, by name."""
        found = self.parts.items()
        return {name: ZlibStream(each) for name, each in found if each.deflated is not None}


def seal(
    manifest: Manifest,
    parts: Mapping[str, Content],
    secret: Secret | None = None,
    needed: Collection[str] = KNOWN_PARTS,
) -> Sealed:
    """Return a package with its manifest.

    Args:
        manifest: what it says of itself; its parts and its digest are worked out here.
        parts: the files in it by name.
        secret: what it is encrypted with: only sender, round and day stay readable.
        needed: who does not know one of these cannot take the package in; the others are passed on.

    Raises:
        Refusal: ``package.part_name``, ``package.too_large``.
    """
    if any(map(name_fault, parts)) or clashing([*parts, *_OWN]) or len(parts) > MAX_PARTS:
        raise refusal("package.part_name")
    sealed = _sealed(manifest, parts, needed)
    if sum(map(size_of, parts.values())) > most_unpacked(sealed.size):
        sealed = _sealed(manifest, parts, needed, packed=False)
    if secret is not None:
        sealed = _encrypted(sealed, secret)
    if sealed.size > MAX_FILE:
        size, limit = size_text(sealed.size), size_text(MAX_FILE)
        raise refusal("package.too_large", size=size, limit=limit)
    return sealed


def write_package(path: Path, content: Content, *, overwrite: bool = False) -> Path:
    """Write a package, read it back from the medium, and return its path.

    Args:
        path: the file; its folder must exist.
        content: what ``seal`` returned.
        overwrite: True replaces a file of that name.

    Raises:
        Refusal: as ``files.write_new``; ``file.no_room``; ``package.not_verified`` where the
            medium does not give back what was written; then no file is left under that name.
    """
    size, digest = size_of(content), hashlib.sha256()

    def write(file: BinaryIO) -> None:
        for piece in pieces_of(content):
            digest.update(piece)
            file.write(piece)

    if size > _SMALL:
        require_room(path, size)
    written = write_new(path, write, overwrite=overwrite)
    if _read_back(written) != (size, digest.digest()):
        written.unlink(missing_ok=True)
        raise refusal("package.not_verified", str(path))
    return written


def _sealed(
    manifest: Manifest,
    parts: Mapping[str, Content],
    needed: Collection[str],
    *,
    packed: bool = True,
) -> Sealed:
    found = {
        name: entry_of(content, LEVEL if packed and _shrinks(name) else None)
        for name, content in parts.items()
    }
    listed = tuple(
        Part(name, entry.sha256, entry.size, name in needed) for name, entry in found.items()
    )
    plain = plain_manifest(replace(manifest, parts=listed, digest=""))
    sealed = replace(manifest, parts=listed, digest=plain["digest"])
    told = {
        MANIFEST: canonical(plain),
        CONTENTS: "\ufeff".encode() + contents_text(sealed).encode(),
    }
    own = {name: entry_of(text, LEVEL if packed else None) for name, text in told.items()}
    return Sealed(sealed, found, {**own, **found})


def _shrinks(name: str) -> bool:
    return not attached(name) and not name.lower().endswith(_STORED)


def _encrypted(sealed: Sealed, secret: Secret) -> Sealed:
    """Return the package that holds another one, encrypted, and tells little of it."""
    from pyrage import encrypt_io

    inside = sealed.manifest
    outside = Manifest(
        kind=inside.kind,
        ledger="",
        sequence=0,
        sender=Unit(inside.sender.id, inside.sender.name, inside.sender.path),
        time=inside.time,
        program=inside.program,
        scheme="",
        scheme_edition="",
        round=inside.round,
        as_of=inside.as_of,
    )
    content = io.BytesIO()
    encrypt_io(_Reader(sealed.pieces()), content, [secret.recipient])
    parts: dict[str, Content] = {
        KEY: canonical(plain_key(secret.salt)),
        CONTENT: content.getvalue(),
    }
    outer = _sealed(outside, parts, tuple(parts))
    return Sealed(inside, sealed.parts, outer.entries)


class _Reader(io.RawIOBase):
    """Reads pieces as if they were a file."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = iter(pieces)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        for piece in self._pieces if not self._left else ():
            self._left = memoryview(piece)
            if self._left:
                break
        room = memoryview(buffer).cast("B")
        taken = min(len(room), len(self._left))
        room[:taken], self._left = self._left[:taken], self._left[taken:]
        return taken


def _read_back(path: Path) -> tuple[int, bytes] | None:
    """Return a file's size and digest, read from the medium where that can be; None: not read."""
    size, digest = 0, hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):  # what was just written need not come from memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                digest.update(chunk)
    except OSError:
        return None
    return size, digest.digest()
