"""Reads the tables that names are ordered and found by."""

from pathlib import Path

from app.domain.names import Names


def read_names(folder: Path) -> Names:
    """Read ``strokes.txt``, ``pinyin.txt`` and ``surnames.txt`` of a folder."""
    strokes = (folder / "strokes.txt").read_text(encoding="utf-8")
    readings = {
        character: sound
        for sound, characters in _lines(folder / "pinyin.txt")
        for character in characters
    }
    surnames = {name: sounds.split(" ") for name, sounds in _lines(folder / "surnames.txt")}
    return Names("".join(strokes.split()), readings, surnames)


def _lines(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(first, rest) for first, _, rest in (line.partition(" ") for line in lines)]
