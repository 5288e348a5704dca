"""Schemes as folders: copied to be varied, packed into one file, unpacked again."""

import io
import re
import shutil
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from app.domain.errors.catalogue import refusal
from app.specs.scheme_reader import SCHEME_FILE, read_scheme

PACK_SUFFIX = "dpscheme"
_MOST_BYTES = 32 << 20
_MOST_FILES = 64
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError, LookupError),
)
"""What zipfile raises on spoiled files."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def copy_scheme(source: Path, folder: Path, scheme_id: str, title: str) -> Path:
    """Copy a scheme so that it can be varied; the copy has an id and title of its own.

    Args:
        source: the folder of the scheme.
        folder: where the copy's own folder is made.
        scheme_id: small letters, digits and hyphens; also the name of the copy's folder.
        title: for people.

    Raises:
        Refusal: ``scheme.id``, ``file.exists``; nothing is left behind then.
    """
    if not _ID.fullmatch(scheme_id):
        raise refusal("scheme.id", value=scheme_id)
    target = folder / scheme_id
    if target.exists():
        raise refusal("file.exists", str(target))
    target.mkdir(parents=True)
    try:
        for path in _files(source):
            shutil.copyfile(path, target / path.name)
        text = (target / SCHEME_FILE).read_text("utf-8-sig")
        for key, value in (("id", scheme_id), ("title", title)):
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            line = f'{key} = "{quoted}"'.replace("\\", "\\\\")
            text = re.sub(rf"(?m)^{key}\s*=.*$", line, text, count=1)
        (target / SCHEME_FILE).write_text(text, "utf-8")
        read_scheme(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def pack_scheme(source: Path) -> bytes:
    """Return a scheme with its forms and tables as one file.

    Raises:
        Refusal: every fault of the scheme; only sound ones are handed on.
    """
    scheme = read_scheme(source)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in _files(source):
            entry = zipfile.ZipInfo(f"{scheme.id}/{path.name}", _FIXED_TIME)
            pack.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def unpack_scheme(pack: bytes, folder: Path) -> Path:
    """Unpack a scheme into a folder of its own and read it.

    Raises:
        Refusal: ``scheme.pack`` for what is no such file, ``file.too_large``, ``file.exists``,
            or every fault of the scheme; nothing is left behind then.
    """
    files = _unpacked(pack)
    target = folder / next(iter(files)).parent.name
    if target.exists():
        raise refusal("file.exists", str(target))
    target.mkdir(parents=True)
    try:
        for name, content in files.items():
            (target / name.name).write_bytes(content)
        read_scheme(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _files(source: Path) -> list[Path]:
    suffixes = {".toml", ".docx", ".xlsx"}
    return sorted(p for p in source.iterdir() if p.is_file() and p.suffix.lower() in suffixes)


def _unpacked(pack: bytes) -> dict[PurePosixPath, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(pack)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            size = sum(entry.file_size for entry in entries)
            if size > _MOST_BYTES or len(entries) > _MOST_FILES:
                limit = f"{_MOST_BYTES >> 20} MB"
                raise refusal("file.too_large", size=f"{size >> 20} MB", limit=limit)
            files = {PurePosixPath(e.filename): archive.read(e) for e in entries}
    except _UNREADABLE as error:
        raise refusal("scheme.pack") from error
    folders = {name.parent.as_posix() for name in files}
    names = {name.name for name in files}
    plain = all(re.fullmatch(r"[A-Za-z0-9_.-]+", name) and name[0] != "." for name in names)
    if len(folders) != 1 or SCHEME_FILE not in names or not plain:
        raise refusal("scheme.pack")
    if not _ID.fullmatch(folders.pop()):
        raise refusal("scheme.pack")
    return files
