"""Personal details in a text that everybody will read: numbers of the roster, and what looks so."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.organization import Member
from app.domain.plausibility import is_valid_id

ID_WORD, PHONE_WORD, BIRTH_WORD = "身份证号", "联系电话", "出生日期"
LEAST_DIGITS = 7
"""A shorter number is no phone."""
LEAST_TEXT = 6
"""A shorter text of the roster (an address) stands in other texts by chance."""
_RUN = re.compile(r"[0-9](?:[ \-‐–—]?[0-9])+[Xx]?")
_ALONE = re.compile(r"(?<![0-9])[0-9]{11,18}[Xx]?(?![0-9])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


@dataclass(frozen=True, slots=True)
class Detail:
    """A personal detail that was found, and whose it is."""

    word: str
    """What it is: 身份证号, 联系电话, 出生日期, the heading of a column of the roster."""
    owner: str = ""
    """By name; empty where the roster does not know it."""


def plain_number(text: str) -> str:
    """Return a number as it is compared: no spaces, no hyphens, narrow, X in capitals."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in narrow if sign in "0123456789X")


def numbers_in(text: str) -> frozenset[str]:
    """Return the long numbers of a text, as ``plain_number`` writes them.

    Numbers that stand beside each other with a space between may come as one.
    """
    narrow = unicodedata.normalize("NFKC", text)
    found = (plain_number(each[0]) for each in _RUN.finditer(narrow))
    return frozenset(each for each in found if len(each) >= LEAST_DIGITS)


def numbers_of(member: Member) -> Iterator[tuple[str, str]]:
    """Give the numbers of a member that are long enough to be known again, each with its word."""
    for word, text in ((ID_WORD, member.id_number), (PHONE_WORD, member.phone)):
        number = plain_number(text)
        if len(number) >= LEAST_DIGITS:
            yield word, number


def private_texts(member: Member) -> Iterator[tuple[str, str]]:
    """Give what else the roster says of a member and nobody else should read, each with its word.

    His day of birth in the ways in which it is written, and the columns that the roster has beside
    the usual ones (an address, a certificate); without spaces, as ``details_in`` looks for them.
    """
    if member.birth is not None and member.birth.day:
        birth = member.birth
        ways = (birth.for_form, birth.for_table, str(birth))
        yield from ((BIRTH_WORD, _joined(way)) for way in ways)
    for heading, text in member.extra:
        joined = _joined(text)
        if len(joined) >= LEAST_TEXT:
            yield heading, joined


def details_in(
    text: str,
    numbers: Mapping[str, Detail],
    private: Iterable[tuple[str, Detail]] = (),
    *,
    by_look: bool = True,
) -> tuple[Detail, ...]:
    """Return the personal details that stand in a text.

    Args:
        text: what will be readable.
        numbers: the numbers of people as ``plain_number`` writes them, with whose they are.
        private: other texts that must not be readable, as ``private_texts`` gives them, with whose
            they are.
        by_look: True: what looks like an ID number or a mobile phone counts though nobody has it.
    """
    runs = numbers_in(text)
    found = [detail for number, detail in numbers.items() if any(number in run for run in runs)]
    whole = _joined(text)
    found += [detail for each, detail in private if each in whole]
    if by_look:
        known = {detail.word for detail in found}
        found += [Detail(word) for word in _looks(text) if word not in known]
    return tuple(dict.fromkeys(found))


def _looks(text: str) -> Iterator[str]:
    for each in _ALONE.findall(unicodedata.normalize("NFKC", text)):
        if is_valid_id(each.upper()):
            yield ID_WORD
        elif _MOBILE.fullmatch(each):
            yield PHONE_WORD


def _joined(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
