"""Reads the next package while one is taken in: a package is checked in a process of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

Package = TypeVar("Package")

MOST_BYTES = 8 << 20
"""A larger package is not read before its turn: two of them would fill the memory."""


class ReadingAhead(Generic[Package]):
    """Gives packages by their paths, and has the one after it read meanwhile."""

    def __init__(self, read: Callable[[Path], Package], paths: Sequence[Path]) -> None:
        """Read nothing yet.

        Args:
            read: reads one package; it is called by one thread only.
            paths: the packages, in the order in which they will be asked for.
        """
        self._read = read
        self._paths = list(paths)
        self._pool = ThreadPoolExecutor(1)
        self._next: tuple[Path, Future[Package]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def take(self, path: Path) -> Package:
        """Return a package.

        Raises:
            Refusal: what reading it raised.
        """
        ahead, self._next = self._next, None
        if ahead is not None and ahead[0] == path:
            future = ahead[1]
        else:
            future = self._pool.submit(self._read, path)
        package = future.result()
        self._read_after(path)
        return package

    def _read_after(self, path: Path) -> None:
        at = self._paths.index(path) + 1 if path in self._paths else len(self._paths)
        if at < len(self._paths) and _is_small(self._paths[at]):
            following = self._paths[at]
            self._next = following, self._pool.submit(self._read, following)


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= MOST_BYTES
    except OSError:
        return False
