"""Looks into the SQLite files of a package, which have been checked before.

They stay in memory: nothing of a package is written anywhere but into the ledger.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from app.domain.form import FormSpec
from app.domain.ids import OrganizationId, PersonId
from app.domain.plain import from_plain
from app.domain.scheme import Scheme
from app.domain.table import TableSpec
from app.domain.words import OrganizationKind


@dataclass(frozen=True, slots=True)
class DataHead:
    """What must be known of the records of a package before they are merged."""

    root: OrganizationId
    kind: OrganizationKind
    """The kind of the organisation that the records are about."""
    forms: tuple[str, ...]
    """The ids of the forms that its records stand on."""
    rounds: tuple[tuple[str, str], ...]
    """Id and name of each round."""
    outside: tuple[PersonId, ...]
    """People from outside of what the package is about, in their order."""


@dataclass(frozen=True, slots=True)
class OfficeContent:
    """The scheme of a package with its forms and tables."""

    scheme: Scheme
    edition: str
    forms: tuple[tuple[FormSpec, bytes], ...]
    """Those that hold today, in their order."""
    tables: tuple[tuple[TableSpec, bytes], ...]
    form_rows: tuple[tuple[Any, ...], ...]
    """Every edition, as ``PackageStore.add_forms`` takes them."""


def data_head(part: bytes) -> DataHead:
    """Return what must be known of ``data.sqlite``.

    Raises:
        ValueError: there is not exactly one organisation on top.
    """
    with _opened(part) as image:
        roots = image.execute('SELECT "id", "kind" FROM organization WHERE parent_id IS NULL')
        ((root, kind),) = roots.fetchall()
        forms = image.execute('SELECT DISTINCT "form" FROM review ORDER BY 1').fetchall()
        rounds = image.execute('SELECT "id", "name" FROM "round" ORDER BY rowid').fetchall()
        outside = image.execute('SELECT "id" FROM person WHERE outside = 1 ORDER BY rowid')
        return DataHead(
            OrganizationId(root),
            OrganizationKind(kind),
            tuple(form for (form,) in forms),
            tuple(rounds),
            tuple(PersonId(id_) for (id_,) in outside),
        )


def office_content(part: bytes) -> OfficeContent:
    """Return the scheme, forms and tables of ``office.sqlite``.

    Raises:
        ValueError: something in it is no scheme, form or table.
    """
    try:
        with _opened(part) as image:
            return _office_content(image)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError) as error:
        message = "no scheme"
        raise ValueError(message) from error


def _office_content(image: sqlite3.Connection) -> OfficeContent:
    edition, content = image.execute("SELECT edition, content FROM scheme").fetchone()
    forms = image.execute(
        'SELECT "form", edition, position, spec, "file", current FROM form'
        " ORDER BY current DESC, position"
    ).fetchall()
    tables = image.execute('SELECT spec, "file" FROM table_template ORDER BY rowid').fetchall()
    return OfficeContent(
        from_plain(Scheme, json.loads(content)),
        edition,
        tuple((from_plain(FormSpec, json.loads(row[3])), row[4]) for row in forms if row[5]),
        tuple((from_plain(TableSpec, json.loads(spec)), file) for spec, file in tables),
        tuple(row[:5] for row in forms),
    )


@contextmanager
def _opened(part: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as image:
        image.deserialize(part)
        image.execute("PRAGMA query_only = 1")
        image.execute("PRAGMA trusted_schema = 0")
        yield image
