"""The shipped tables of strokes and sounds are whole."""

from __future__ import annotations

import hashlib

import pytest

from app import paths
from app.domain.names import EDITION, Names, is_han
from app.specs.name_reader import read_names

FOLDER = paths.resources() / "names"
DIGESTS = {"1": "b45c9a292dc0ccd56cc920cb32b51d8a1428f2dff4f143eacbcb811953aa1340"}
"""Edition → digest of the strokes; a changed table needs a new edition and a line here."""


@pytest.fixture(scope="module")
def names() -> Names:
    return read_names(FOLDER)


def _strokes() -> str:
    return "".join((FOLDER / "strokes.txt").read_text(encoding="utf-8").split())


def test_the_edition_is_raised_when_the_order_changes() -> None:
    assert hashlib.sha256(_strokes().encode()).hexdigest() == DIGESTS[EDITION]


def test_every_character_stands_once_in_the_order() -> None:
    strokes = _strokes()
    assert len(set(strokes)) == len(strokes)
    assert all(map(is_han, strokes))


def test_every_character_of_gb2312_has_a_rank_and_a_sound(names: Names) -> None:
    known = [
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA) or row > 0xD7
    ]
    assert len(known) == 6763
    assert set(known) <= set(_strokes())
    assert all(sound.isascii() and sound for sound in names.sounds(known))


def test_every_surname_in_the_list_differs_from_its_usual_reading(names: Names) -> None:
    listed = [
        line.split(" ")[0]
        for line in (FOLDER / "surnames.txt").read_text(encoding="utf-8").splitlines()
    ]
    assert len(set(listed)) == len(listed)
    plain = Names(_strokes(), _readings(), {})
    pairs = zip(listed, names.sound_keys(listed), plain.sound_keys(listed), strict=True)
    assert [surname for surname, own, usual in pairs if own == usual] == []


def _readings() -> dict[str, str]:
    lines = (FOLDER / "pinyin.txt").read_text(encoding="utf-8").splitlines()
    return {c: sound for sound, those in (line.split(" ") for line in lines) for c in those}
