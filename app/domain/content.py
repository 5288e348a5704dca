"""What a file holds: bytes that are there, or what gives them piece by piece and never whole."""

from collections.abc import Iterable, Iterator
from typing import Protocol

PIECE = 1 << 20
"""Bytes of every piece but the last."""

Piece = bytes | memoryview


class Source(Protocol):
    """Gives what a file holds, as often as it is asked, the same each time."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def pieces(self) -> Iterator[Piece]:
        """Give the bytes one piece after the other; ends at once where there are none."""


Content = bytes | Source
"""What goes into a package, or into a file that is larger than what shall be in memory."""


def size_of(content: Content) -> int:
    """Return how many bytes there are."""
    return len(content) if isinstance(content, bytes) else content.size


def pieces_of(content: Content) -> Iterator[Piece]:
    """Give the bytes in pieces of ``PIECE`` bytes, the last one shorter; none where it is empty."""
    return cut(content) if isinstance(content, bytes) else content.pieces()


def cut(whole: bytes) -> Iterator[Piece]:
    """Give bytes that are there in pieces; nothing is copied."""
    view = memoryview(whole)
    return (view[start : start + PIECE] for start in range(0, len(view), PIECE))


def even(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give pieces of any size as such of ``PIECE`` bytes, the last one shorter."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(memoryview(held)[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)
