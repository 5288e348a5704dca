"""Holds the scheme, the forms and the tables of a package against their types; in the child.

Word and Excel files are opened once here, so that what breaks a parser breaks the child's.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from functools import partial

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.form import FormSpec
from app.domain.part_schema import OFFICE_PART
from app.domain.plain import from_plain
from app.domain.scheme import Scheme
from app.domain.table import TableSpec
from app.intake.plain_check import Unknown, Unsound, sound
from app.specs.table_reader import open_book
from app.specs.word_xml import open_word

_found_good: set[bytes] = set()
"""Digests of what this child has seen before: all units send the same forms."""
_MOST_KEPT = 10_000

_TYPES: tuple[tuple[str, str, type], ...] = (
    ("scheme", "content", Scheme),
    ("form", "spec", FormSpec),
    ("table_template", "spec", TableSpec),
)


def check_office(image: sqlite3.Connection) -> None:
    """Refuse a scheme, form or table that is none.

    Args:
        image: OFFICE_PART, its tables and columns found good.

    Raises:
        Refusal: ``package.bad_value``, ``package.newer`` where only a newer program knows it.
    """
    if image.execute("SELECT count(*) FROM scheme").fetchone() != (1,):
        raise refusal("package.bad_tables", part=OFFICE_PART)
    for table, column, kind in _TYPES:
        for (text,) in image.execute(f'SELECT "{column}" FROM "{table}"'):
            _once(text.encode(), table, column, partial(_made, kind))
    for table, opened in _FILES:
        for (file,) in image.execute(f'SELECT "file" FROM "{table}"'):
            _once(file, table, "file", opened)


def _once(data: bytes, table: str, column: str, look: Callable[[bytes], object]) -> None:
    """Look at something unless it was found good before."""
    digest = hashlib.sha256(f"{table}.{column}\n".encode() + data).digest()
    if digest in _found_good:
        return
    try:
        look(data)
    except Unknown:
        raise refusal("package.newer") from None
    except (Unsound, Refusal, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise refusal("package.bad_value", table=table, column=column, count=1) from None
    if len(_found_good) < _MOST_KEPT:
        _found_good.add(digest)


def _made(kind: type, text: bytes) -> object:
    return from_plain(kind, sound(kind, json.loads(text)))


def _word(file: bytes) -> object:
    return open_word(file, "").root


def _book(file: bytes) -> object:
    return open_book(file, "")


_FILES: tuple[tuple[str, Callable[[bytes], object]], ...] = (
    ("form", _word),
    ("table_template", _book),
)
