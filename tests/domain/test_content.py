"""What a file holds comes in pieces of one size, wherever it comes from."""

from __future__ import annotations

import random

import pytest

from app.domain.content import PIECE, even, pieces_of, size_of


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_bytes_come_in_even_pieces(size: int) -> None:
    whole = random.Random(size).randbytes(size)
    pieces = [bytes(piece) for piece in pieces_of(whole)]
    assert b"".join(pieces) == whole
    assert size_of(whole) == size
    assert all(len(piece) == PIECE for piece in pieces[:-1])
    assert all(pieces)


@pytest.mark.parametrize("step", [1_000, PIECE - 1, PIECE, 2 * PIECE + 5])
def test_pieces_of_any_size_are_made_even(step: int) -> None:
    whole = random.Random(step).randbytes(3 * PIECE + 17)
    uneven = [b"", *(whole[at : at + step] for at in range(0, len(whole), step)), b""]
    assert [bytes(piece) for piece in even(uneven)] == [bytes(piece) for piece in pieces_of(whole)]
    assert not list(even([]))
