"""Names of people: in which order they stand, how they sound, how they are set."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

EDITION = "1"
"""Raised whenever the order of ``stroke_key`` changes: ledgers hold keys and make them anew."""

IDEOGRAPHIC_SPACE = "\u3000"
_FIRST_RANK = 0x1000
"""Ranks are written as characters from here on: behind Latin letters, before the unknown ones."""
_UNKNOWN = 0xC0000
_FIRST_MARK = 0xF0000
"""Characters of private use that stand for a surname with a reading of its own."""
_SHORT, _LONG = "1", "2"
_FEED = "\n"


def is_han(character: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U000323af"
        or "\uf900" <= character <= "\ufaff"
        or character == "〇"
    )


def spaced(name: str) -> str:
    """Return a name as lists show it: one of two Chinese characters as 张　三."""
    plain = "".join(name.split())
    if len(plain) == 2 and all(map(is_han, plain)):
        return f"{plain[0]}{IDEOGRAPHIC_SPACE}{plain[1]}"
    return name


class _Ranks(dict[int, str]):
    """Character → its rank as a character; Chinese ones without a rank come last."""

    def __missing__(self, code: int) -> str:
        found = chr(code)
        found = chr(code + _UNKNOWN) if is_han(found) else found.casefold()
        self[code] = found
        return found


class Names:
    """Orders names by strokes (姓氏笔画) and by sound (拼音)."""

    def __init__(
        self, strokes: str, readings: Mapping[str, str], surnames: Mapping[str, Sequence[str]]
    ) -> None:
        """Work with these tables.

        Args:
            strokes: characters by stroke count, then stroke sequence 横竖撇点折.
            readings: characters → syllable with its tone, as ``zhang1``; ü is ``v``.
            surnames: surnames that are read otherwise than their characters → syllables.
        """
        self._ranks = _Ranks((ord(c), chr(_FIRST_RANK + rank)) for rank, c in enumerate(strokes))
        self._toned = {ord(character): sound for character, sound in readings.items()}
        self._surnames: dict[str, str] = {}
        mark = _FIRST_MARK
        for surname in sorted(surnames, key=len, reverse=True):
            marks = [chr(mark + place) for place in range(len(surname))]
            mark += len(surname)
            self._surnames[surname] = "".join(marks)
            self._toned.update(zip(map(ord, marks), surnames[surname], strict=True))

    # ---- order -------------------------------------------------------------------------------

    def stroke_key(self, name: str) -> str:
        """Return a text by which names stand in the order of 姓氏笔画.

        First character, then names of two characters before longer ones, then the others;
        blanks count as nothing.
        """
        ranks = "".join(name.split()).translate(self._ranks)
        return f"{ranks[:1]}{_SHORT if len(ranks) == 2 else _LONG}{ranks[1:]}"

    def sound_keys(self, names: Iterable[str]) -> list[str]:
        """Return texts by which names stand in the order of 拼音: syllable by syllable, tones."""
        return self._marked(names).translate(self._ordered).split("\n")[1:]

    # ---- sound -------------------------------------------------------------------------------

    def written(self, names: Iterable[str]) -> list[str]:
        """Return names as they are written, without blanks."""
        return _lines(names).split("\n")[1:]

    def sounds(self, names: Iterable[str]) -> list[str]:
        """Return the pinyin of names of people without tones, as ``zhangsan``; ü is ``v``."""
        return self._marked(names).translate(self._plain).split("\n")[1:]

    def initials(self, names: Iterable[str]) -> list[str]:
        """Return the first letters of names of people, as ``zs``."""
        return self._marked(names).translate(self._letters).split("\n")[1:]

    def texts_sounds(self, texts: Iterable[str]) -> list[str]:
        """Return the pinyin of texts that begin with no surname."""
        return _lines(texts).translate(self._plain).split("\n")[1:]

    def texts_initials(self, texts: Iterable[str]) -> list[str]:
        """Return the first letters of texts that begin with no surname."""
        return _lines(texts).translate(self._letters).split("\n")[1:]

    @cached_property
    def _plain(self) -> dict[int, str]:
        return _Lower((code, sound.rstrip("12345")) for code, sound in self._toned.items())

    @cached_property
    def _letters(self) -> dict[int, str]:
        return _Lower((code, sound[0]) for code, sound in self._toned.items())

    @cached_property
    def _ordered(self) -> dict[int, str]:
        """Digits and blanks come before letters: ``zhan1`` before ``zhang1``; lü behind lu."""
        return _Lower((code, f"{sound.replace('v', 'u:')} ") for code, sound in self._toned.items())

    def _marked(self, names: Iterable[str]) -> str:
        """Return names as lines, each begun by a line feed, surnames with their own reading."""
        lines = _lines(names)
        for surname, marks in self._surnames.items():
            lines = lines.replace(f"\n{surname}", f"\n{marks}")
        return lines


class _Lower(dict[int, str]):
    """Character → what stands for it; others are taken in small letters."""

    def __missing__(self, code: int) -> str:
        found = chr(code).casefold()
        self[code] = found
        return found


def _lines(texts: Iterable[str]) -> str:
    """Return texts as lines, each begun by a line feed; blanks in them are left out."""
    joined = "".join([f"\n{text.replace(_FEED, '')}" for text in texts])
    for blank in (" ", "\t", IDEOGRAPHIC_SPACE):
        joined = joined.replace(blank, "")
    return joined
