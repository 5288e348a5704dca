"""The wording of letters and notices that ships with the program."""

import tomllib
from functools import cache
from typing import TypeVar

from app import paths
from app.domain.errors.fault import Refusal
from app.domain.plain import from_plain
from app.specs.raw_models import validate

_FILE = "letters.toml"
Words = TypeVar("Words")


@cache
def letter_words(section: str, kind: type[Words]) -> Words:
    """Return the sentences of one kind of letter.

    Args:
        section: its heading in the file.
        kind: the dataclass of its sentences.

    Raises:
        Refusal: every fault of the section.
    """
    data = tomllib.loads((paths.resources() / _FILE).read_text(encoding="utf-8"))
    checked, faults = validate(kind, data[section], f"{_FILE} {section}")
    if faults:
        raise Refusal(*faults)
    return from_plain(kind, checked)
