"""The passphrases that a user has given, and which of them opens which file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors.fault import Fault, Refusal

if TYPE_CHECKING:
    from app.intake.packages import Package
    from app.sandbox import Child

_WRONG = "package.wrong_passphrase"
_Stamp = tuple[Path, int, int]


@dataclass
class _Tried:
    fitted: str | None = None
    wrong: dict[str, Fault] = field(default_factory=dict)
    """Those that do not fit, and what was said of them."""


class Passphrases:
    """Every file is tried with every passphrase, with none of them twice: trying takes long."""

    def __init__(self, *given: str) -> None:
        """Begin with these; an empty one is none."""
        self._given = [each for each in given if each]
        self._tried: dict[_Stamp, _Tried] = {}

    @property
    def given(self) -> tuple[str, ...]:
        """Those that are tried, in their order."""
        return tuple(self._given)

    def add(self, passphrase: str) -> None:
        """Try this one too."""
        if passphrase and passphrase not in self._given:
            self._given.append(passphrase)

    def forget(self, passphrase: str) -> None:
        """Try this one no longer: it fits nothing."""
        self._given = [each for each in self._given if each != passphrase]

    def read(self, path: Path, child: "Child | None" = None) -> "Package":
        """Read a package with the passphrase that fits it.

        Args:
            path: the file; one that is not encrypted is read as it is.
            child: a child process that reads several files.

        Raises:
            Refusal: as ``read_package``; ``package.wrong_passphrase`` where none fits.
        """
        from app.intake.packages import read_package

        tried = self._tried.setdefault(_stamp(path), _Tried())
        if tried.fitted is not None:
            return read_package(path, tried.fitted, child)
        for passphrase in self._given or [""]:
            if passphrase in tried.wrong:
                continue
            try:
                package = read_package(path, passphrase, child)
            except Refusal as refused:
                if refused.fault.code != _WRONG:
                    raise
                tried.wrong[passphrase] = refused.fault
            else:
                tried.fitted = passphrase
                return package
        raise Refusal(tried.wrong[self._given[-1]])


def _stamp(path: Path) -> _Stamp:
    """Return what tells a file from another one that is put in its place."""
    try:
        found = path.stat()
    except OSError:
        return path, 0, 0
    return path, found.st_size, found.st_mtime_ns
