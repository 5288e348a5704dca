"""What lies in the files that a user brings: who wrote which package, and which cannot be read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff import SUFFIX, Manifest, PackageKind
from app.domain.package_format import is_encrypted
from app.domain.progress import Progress, unwatched
from app.ops.passphrases import Passphrases
from app.ops.reception import Arrived, ArrivedStatus
from app.sandbox import Child

_STATUSES = {
    "package.newer": ArrivedStatus.NEWER,
    "package.passphrase_needed": ArrivedStatus.PASSPHRASE,
    "package.wrong_passphrase": ArrivedStatus.PASSPHRASE,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One file with what its package says of itself."""

    path: Path
    manifest: Manifest
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """The packages in the order in which they are best taken in, and the files that are none."""

    found: tuple[Found, ...]
    unread: tuple[Arrived, ...]


def survey(
    paths: Sequence[Path],
    passphrases: Passphrases | None = None,
    progress: Progress = unwatched,
    child: Child | None = None,
) -> Survey:
    """Look at every file, no longer than is needed to know whose package it is.

    What comes from above goes first, then the newest of every ledger.

    Args:
        paths: files, or folders that are searched.
        passphrases: for those that are encrypted.
        progress: told after each file.
        child: a child process that reads several files.

    Raises:
        Refusal: ``handoff.no_file`` where there is no package among all that; ``file.*``.
    """
    passphrases = passphrases or Passphrases()
    files = tuple(dict.fromkeys(_files(paths)))
    if not files:
        raise refusal("handoff.no_file", "；".join(map(str, paths)), suffix=SUFFIX)
    looked: list[Found | Arrived] = []
    for number, path in enumerate(files):
        progress(number, len(files))
        looked.append(_look(path, passphrases, child))
    found = sorted((each for each in looked if isinstance(each, Found)), key=_order)
    return Survey(tuple(found), tuple(each for each in looked if isinstance(each, Arrived)))


def told_of(path: Path, fault: Fault, manifest: Manifest | None = None) -> Arrived:
    """Return what is told of a file that cannot be taken in."""
    status = _STATUSES.get(fault.code, ArrivedStatus.REFUSED)
    encrypted = manifest is not None and is_encrypted(manifest)
    return Arrived(path, status, manifest, fault=fault, encrypted=encrypted)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    from app.intake.packages import find_packages

    for path in paths:
        if path.is_dir():
            yield from find_packages(path)
        else:
            yield path


def _look(path: Path, passphrases: Passphrases, child: Child | None) -> Found | Arrived:
    from app.intake.packages import peek

    manifest = None
    try:
        manifest = peek(path, child)
        if is_encrypted(manifest):
            return Found(path, passphrases.read(path, child).manifest, encrypted=True)
        return Found(path, manifest)
    except Refusal as refused:
        return told_of(path, refused.fault, manifest)


def _order(found: Found) -> tuple[bool, str, int]:
    manifest = found.manifest
    return manifest.kind is not PackageKind.ISSUE, manifest.ledger, -manifest.sequence
