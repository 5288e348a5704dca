"""Word files that people bring, many at a time: read in child processes with limits."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import sandbox
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.errors.system import reason_of
from app.domain.form import FormSpec
from app.domain.plain import from_plain, to_plain
from app.intake.word_forms import FilledForm, FormReading, form_from_plain, plain_form

WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".doc", ".wps", ".odt", ".rtf"})
MOST_BYTES = 60 << 20
_TOGETHER = 1000
"""So many files are read by one child."""
_BROKEN = frozenset({"file.parser_failed", "file.parser_timeout"})

PlainAnswer = tuple[list[Any], list[dict[str, str]]]
"""Forms and faults, as plain values."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """One file and what stands in it."""

    path: Path
    forms: tuple[FilledForm, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Why nothing could be read."""


def word_paths(path: Path) -> list[Path]:
    """Return the Word files below a folder in order, or the file itself."""
    if not path.is_dir():
        return [path]
    found = (p for p in path.rglob("*") if p.suffix.lower() in WORD_SUFFIXES)
    return sorted(p for p in found if p.is_file() and not p.name.startswith("~$"))


def read_word_files(paths: Sequence[Path], specs: Sequence[FormSpec]) -> Iterator[WordFile]:
    """Read filled forms from files; one that cannot be read does not stop the others.

    Args:
        paths: the files.
        specs: the forms that they can be; of equal ones the first counts.
    """
    plain = [to_plain(spec) for spec in specs]
    for start in range(0, len(paths), _TOGETHER):
        part = paths[start : start + _TOGETHER]
        for path, answer in zip(part, _answers(part, plain), strict=True):
            forms, faults = answer
            yield WordFile(
                path,
                tuple(form_from_plain(form) for form in forms),
                tuple(Fault(**each) for each in faults),
            )


def _answers(paths: Sequence[Path], specs: list[Any]) -> list[PlainAnswer]:
    """Read files in one child; where it breaks down, each half in a child of its own."""
    full = [str(path.absolute()) for path in paths]
    try:
        return sandbox.run(read_files, full, specs, place=full[0])
    except Refusal as refused:
        if refused.fault.code not in _BROKEN or len(paths) == 1:
            return [([], [dict(each.as_dict()) for each in refused.faults])] * len(paths)
    middle = len(paths) // 2
    return _answers(paths[:middle], specs) + _answers(paths[middle:], specs)


def read_files(paths: list[str], specs: list[Any]) -> list[PlainAnswer]:
    """Read files with plain values in and out; runs in the child process."""
    reading = FormReading([from_plain(FormSpec, spec) for spec in specs])
    answers: list[PlainAnswer] = []
    for path in paths:
        try:
            forms = reading.read(_bytes(path), path)
            answers.append(([plain_form(form) for form in forms], []))
        except Refusal as refused:
            answers.append(([], [dict(each.as_dict()) for each in refused.faults]))
    return answers


def _bytes(path: str) -> bytes:
    file = Path(path)
    try:
        found = file.stat()
        size = found.st_size
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise refusal("file.unreadable", path, reason="这不是普通文件")
        if size > MOST_BYTES:
            raise refusal(
                "file.too_large", path, size=f"{size >> 20} MB", limit=f"{MOST_BYTES >> 20} MB"
            )
        return file.read_bytes()
    except FileNotFoundError:
        raise Refusal(fault("file.missing", path)) from None
    except OSError as error:
        raise refusal("file.unreadable", path, reason=reason_of(error)) from None
