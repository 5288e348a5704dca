"""What the writer and the reader of packages have in common: names, seal, canonical JSON, names.

The seal is the last text of the file and speaks for every byte before it; the digest of the
manifest speaks for what is in the package, whatever file it travels in.
"""

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, BinaryIO

from app.domain.handoff import Manifest
from app.domain.part_schema import ATTACHMENTS, DATA_PART, DOWN_PART, FIGURES_PART, OFFICE_PART
from app.domain.plain import to_plain

MANIFEST = "manifest.json"
CONTENTS = "目录.txt"
"""For people; no program reads it."""
CONTENT = "content.age"
"""In an encrypted package: the package itself."""
KEY = "content.key"
"""In an encrypted package: how the key follows from the passphrase."""
KNOWN_PARTS = (DATA_PART, OFFICE_PART, FIGURES_PART, DOWN_PART)
"""What this program knows how to take in."""
SQLITE_PARTS = frozenset({DATA_PART, OFFICE_PART})
JSON_PARTS = frozenset({FIGURES_PART, DOWN_PART})

CONTAINER = 1
"""The number of the seal; a container of another build would have another one."""
SEAL_MARK = b"DPBAG%d sha256=" % CONTAINER
SEAL_SIZE = len(SEAL_MARK) + 64
MAX_FILE = 1 << 30
"""Bytes; also far from the 4 GiB that a file on FAT32 can have."""
_FEW = 160 << 20
_MOST_TIMES = 12
MAX_NAME = 200
MAX_PARTS = 50_000
MAX_ATTACHED = 500 << 20
"""Bytes of all files that hang on the records of one package."""

_SEAL = re.compile(rb"DPBAG([1-9][0-9]{0,2}) sha256=([0-9a-f]{64})\Z")
_ATTACHMENT = re.compile(rf"{ATTACHMENTS}([0-9a-f]{{64}})")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|\Z)")


def seal_of(before: bytes | memoryview) -> bytes:
    """Return the 64 digits that end a file whose other bytes are these."""
    return hashlib.sha256(before).hexdigest().encode()


def container_of(data: bytes) -> int | None:
    """Return the number of a file's seal, or None where it has none at its end."""
    found = _SEAL.search(data[-SEAL_SIZE - 2 :])
    return int(found[1]) if found else None


def container_at_end(file: BinaryIO) -> int | None:
    """Return the number of the seal that an open file ends with; no more than its end is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - SEAL_SIZE - 2))
    return container_of(file.read())


def is_sealed(data: bytes) -> bool:
    """Tell whether a file's seal speaks for exactly these bytes."""
    return len(data) > SEAL_SIZE and data[-64:] == seal_of(memoryview(data)[:-64])


def most_unpacked(size: int) -> int:
    """Return how many bytes a package of this size may unpack to; more is a bomb to its reader."""
    return _FEW + _MOST_TIMES * size


def attachment_name(sha256: str) -> str:
    """Return the name in a package of a file that hangs on a record."""
    return ATTACHMENTS + sha256


def attached(name: str) -> str:
    """Return the SHA-256 of the file that a part is, if it hangs on a record; else nothing."""
    found = _ATTACHMENT.fullmatch(name)
    return found[1] if found else ""


def canonical(value: object) -> bytes:
    """Return the one JSON text that stands for a plain value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def digest_of(plain: Mapping[str, Any]) -> str:
    """Return the digest of a manifest as plain values; what it says of its digest is left out."""
    said = {key: value for key, value in plain.items() if key != "digest"}
    return hashlib.sha256(canonical(said)).hexdigest()


def plain_manifest(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as plain values, its format said and its digest worked out."""
    plain: dict[str, Any] = {**to_plain(manifest), "format": manifest.format}
    return {**plain, "digest": digest_of(plain)}


def is_encrypted(manifest: Manifest) -> bool:
    """Tell whether this is what an encrypted package says on its outside."""
    return any(part.name == CONTENT for part in manifest.parts)


def name_fault(name: str) -> bool:
    """Tell whether a name in a package could mean anything but a file below its folder.

    That is so on any system that people use: separators, drives, devices, dots and blanks at the
    end of a name.
    """
    if not name or len(name) > MAX_NAME or _FORBIDDEN.search(name):
        return True
    if any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co", "Cn"} for each in name):
        return True
    return any(
        not step or step[-1] in ". " or step[0] == " " or _DEVICE.match(step.casefold())
        for step in name.split("/")
    )


def clashing(names: Collection[str]) -> bool:
    """Tell whether two names would be one file, or one the folder of another, on some disk."""
    folded = [unicodedata.normalize("NFKC", name).casefold() for name in names]
    folders = {name[:at] for name in folded for at, each in enumerate(name) if each == "/"}
    return len(set(folded)) != len(folded) or not folders.isdisjoint(folded)
