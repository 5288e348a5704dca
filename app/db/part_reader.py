"""Looks into the SQLite files of a package, which have been checked before.

They stay in memory: nothing of a package is written anywhere but into the ledger.
"""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.db.parts import opened_part
from app.domain.form import FormSpec
from app.domain.handoff import RoundHead
from app.domain.ids import OrganizationId
from app.domain.plain import from_plain
from app.domain.scheme import Scheme
from app.domain.table import TableSpec
from app.domain.words import OrganizationKind

_NOT_MEANT = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError)


@dataclass(frozen=True, slots=True)
class DataHead:
    """What must be known of the records of a package before they are merged."""

    root: OrganizationId
    kind: OrganizationKind
    """The kind of the organisation that the records are about."""
    forms: tuple[tuple[str, str], ...]
    """Form and edition that its records stand on."""
    rounds: tuple[RoundHead, ...]


@dataclass(frozen=True, slots=True)
class OfficeContent:
    """The scheme of a package with its forms and tables."""

    scheme: Scheme
    edition: str
    forms: tuple[tuple[FormSpec, bytes], ...]
    """Those that hold today, in their order."""
    tables: tuple[tuple[TableSpec, bytes], ...]


def data_head(part: bytes) -> DataHead:
    """Return what must be known of ``data.sqlite``.

    Raises:
        ValueError: there is not exactly one organisation on top.
    """
    with opened_part(part) as image:
        roots = image.execute('SELECT "id", "kind" FROM organization WHERE parent_id IS NULL')
        ((root, kind),) = roots.fetchall()
        editions = 'SELECT DISTINCT "form", form_edition FROM review ORDER BY 1, 2'
        forms = image.execute(editions).fetchall()
        days = 'SELECT "id", "name", "start", "end" FROM "round" ORDER BY rowid'
        rounds = image.execute(days).fetchall()
        return DataHead(
            OrganizationId(root),
            OrganizationKind(kind),
            tuple(forms),
            tuple(
                RoundHead(id_, name, date.fromisoformat(start), date.fromisoformat(end))
                for id_, name, start, end in rounds
            ),
        )


FormRow = tuple[str, str, int, str, bytes]
"""Form, edition, position, declaration, Word file; as ``PackageStore.add_forms`` takes them."""


def unknown_forms(part: bytes, known: Collection[tuple[str, str]]) -> tuple[FormRow, ...]:
    """Return the editions of forms in ``office.sqlite`` that are not known yet.

    Args:
        part: the file.
        known: form and edition of those that are.

    Raises:
        ValueError: one of them is no form.
    """
    with opened_part(part) as image:
        listed = image.execute('SELECT "form", edition FROM form').fetchall()
        if set(listed) <= set(known):
            return ()
        rows = image.execute('SELECT "form", edition, position, spec, "file" FROM form')
        found = tuple(row for row in rows if row[:2] not in known)
    for row in found:
        spec = _form(row[3])
        if (spec.id, spec.edition) != row[:2]:
            message = "not the form that it is said to be"
            raise ValueError(message)
    return found


def office_content(part: bytes) -> OfficeContent:
    """Return the scheme, forms and tables of ``office.sqlite``.

    Raises:
        ValueError: something in it is no scheme, form or table.
    """
    try:
        with opened_part(part) as image:
            return _office_content(image)
    except _NOT_MEANT as error:
        message = "no scheme"
        raise ValueError(message) from error


def _form(text: str) -> FormSpec:
    try:
        return from_plain(FormSpec, json.loads(text))
    except _NOT_MEANT as error:
        message = "no form"
        raise ValueError(message) from error


def _office_content(image: sqlite3.Connection) -> OfficeContent:
    edition, content = image.execute("SELECT edition, content FROM scheme").fetchone()
    forms = image.execute(
        'SELECT spec, "file" FROM form WHERE current = 1 ORDER BY position'
    ).fetchall()
    tables = image.execute('SELECT spec, "file" FROM table_template ORDER BY rowid').fetchall()
    return OfficeContent(
        from_plain(Scheme, json.loads(content)),
        edition,
        tuple((from_plain(FormSpec, json.loads(spec)), file) for spec, file in forms),
        tuple((from_plain(TableSpec, json.loads(spec)), file) for spec, file in tables),
    )
