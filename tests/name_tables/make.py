"""Makes ``resources/names/{strokes,pinyin}.txt``: ``python -m tests.name_tables.make FOLDER``.

FOLDER is one into which ``pip install --no-deps --target FOLDER cn-sort pypinyin`` was run; their
tables are read as files, the packages are never imported. Where the order changes, ``EDITION`` in
``app/domain/names.py`` must be raised, so that ledgers get their keys anew (a test reminds).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from app import paths

OUT = paths.resources() / "names"
LINE = 80
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
AFTER = {
    "㛃": "契",  # 横横横竖折撇 as 契, then 折撇横
    "䶮": "虺",  # 横撇折撇点…: behind 横撇折竖…, before 横撇折撇折…
    "𠮷": "吉",  # the same strokes
    "㳘": "流",  # 流 without its dot above: kept beside it
}
"""Characters that the table of strokes lacks, each with the one that it follows."""
READ_AS = {
    **{"䶮": "yǎn", "㛃": "jié", "𠮷": "jí", "嗯": "ēn", "呣": "mú", "哼": "hēng", "〇": "líng"},
    **{"长": "cháng", "晟": "shèng", "都": "dū"},
}
"""Readings that are missing, or that are not the usual one in names of people and places."""


def main() -> int:
    """Write both files."""
    folder = Path(sys.argv[1])
    order = _stroke_order(folder)
    OUT.mkdir(parents=True, exist_ok=True)
    lines = [order[at : at + LINE] for at in range(0, len(order), LINE)]
    (OUT / "strokes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    by_sound = _readings(folder, {character: rank for rank, character in enumerate(order)})
    text = "".join(f"{sound} {characters}\n" for sound, characters in sorted(by_sound.items()))
    (OUT / "pinyin.txt").write_text(text, encoding="utf-8")
    print(f"{len(order)} characters in order, {len(by_sound)} syllables")
    return 0


def _stroke_order(folder: Path) -> str:
    table = json.loads((folder / "cn_sort/res/all_word.json").read_text(encoding="utf-8"))
    ranks = {
        entry["chinese"]: entry["stroke_increment_level"]
        for entry in table["all_word"]
        if len(entry["chinese"]) == 1 and entry["chinese"] >= "\u3400"
    }
    known = [character for character in ranks if not "\ue000" <= character <= "\uffff"]
    order = sorted(known, key=lambda character: ranks[character])
    for character, before in AFTER.items():
        if character not in ranks:
            order.insert(order.index(before) + 1, character)
    return "".join(order)


def _readings(folder: Path, ranks: dict[str, int]) -> dict[str, str]:
    table = json.loads((folder / "pypinyin/pinyin_dict.json").read_text(encoding="utf-8"))
    first = {chr(int(code)): sounds.split(",")[0] for code, sounds in table.items()}
    first.update(READ_AS)
    found: dict[str, list[str]] = {}
    for character, sound in first.items():
        if "\u3400" <= character < "\ue000" or character in "〇\U00020bb7" or character > "\uffff":
            found.setdefault(numbered(sound), []).append(character)
    return {
        sound: "".join(sorted(those, key=lambda c: (ranks.get(c, len(ranks)), c)))
        for sound, those in found.items()
    }


def numbered(sound: str) -> str:
    """Return a syllable with its tone as a number: zhāng → zhang1, lǚ → lv3, de → de5."""
    tone = "5"
    letters: list[str] = []
    for sign in unicodedata.normalize("NFD", sound.replace("ɡ", "g")):
        if sign in TONES:
            tone = TONES[sign]
        elif sign == "\u0308":
            letters[-1] = "v"
        else:
            letters.append(sign)
    plain = "".join(letters).replace("ê", "e").replace("\u0302", "")
    return plain + tone


if __name__ == "__main__":
    sys.exit(main())
