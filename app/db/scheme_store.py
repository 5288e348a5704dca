"""The scheme that a ledger was made with: compiled, with its forms and tables."""

import hashlib
import json
from collections.abc import Iterable
from typing import TypeVar

from app.db import bulk
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.office_models import FormRow, SchemeRow, TableTemplateRow
from app.domain.form import FormSpec
from app.domain.plain import from_plain, to_plain
from app.domain.scheme import Scheme

TableSpec = TypeVar("TableSpec")
_EDITIONS = "SELECT form, edition FROM form"


class SchemeStore:
    """The scheme, its forms in all editions, its tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self,
        scheme: Scheme,
        forms: Iterable[tuple[FormSpec, bytes]] = (),
        tables: Iterable[tuple[str, object, bytes]] = (),
    ) -> None:
        """Write a scheme with its files; earlier editions of forms stay readable.

        Args:
            scheme: as compiled.
            forms: each with its Word file.
            tables: id, a dataclass of plain values that declares it, and the Excel file.
        """
        content = json_text(to_plain(scheme))
        edition = hashlib.sha256(content.encode()).hexdigest()
        with self._database.transaction():
            bulk.delete(self._database, SchemeRow, "edition", [edition])
            bulk.insert(self._database, SchemeRow, [(None, scheme.id, edition, content)])
            self._database.many("UPDATE form SET current = ?", [(False,)])
            for position, (spec, file) in enumerate(forms):
                self._keep_form(position, spec, file)
            bulk.upsert(
                self._database,
                TableTemplateRow,
                [(id_, json_text(to_plain(spec)), file) for id_, spec, file in tables],
            )

    def _keep_form(self, position: int, spec: FormSpec, file: bytes) -> None:
        again = "DELETE FROM form WHERE form = ? AND edition = ?"
        self._database.many(again, [(spec.id, spec.edition)])
        row = (None, spec.id, spec.edition, position, True, json_text(to_plain(spec)), file)
        bulk.insert(self._database, FormRow, [row])

    def scheme(self) -> Scheme | None:
        """Return the scheme that holds, or None in an empty ledger."""
        rows = self._database.sql("SELECT content FROM scheme ORDER BY id DESC LIMIT 1")
        return from_plain(Scheme, json.loads(rows[0][0])) if rows else None

    def edition(self) -> str:
        """Return which edition of the scheme holds; empty in an empty ledger."""
        rows = self._database.sql("SELECT edition FROM scheme ORDER BY id DESC LIMIT 1")
        return str(rows[0][0]) if rows else ""

    def form_editions(self) -> set[tuple[str, str]]:
        """Return form and edition of every form that is kept, of today or of earlier."""
        return {(form, edition) for form, edition in self._database.sql(_EDITIONS)}

    def form_specs(self) -> dict[str, FormSpec]:
        """Return the forms of today's scheme by their ids, in its order."""
        sql = "SELECT form, spec FROM form WHERE current = 1 ORDER BY position"
        return {
            id_: from_plain(FormSpec, json.loads(spec)) for id_, spec in self._database.sql(sql)
        }

    def form_spec(self, form_id: str, edition: str = "") -> FormSpec | None:
        """Return one edition of a form; without an edition the one that holds today."""
        found = self._form("spec", form_id, edition)
        return from_plain(FormSpec, json.loads(str(found))) if found is not None else None

    def form_file(self, form_id: str, edition: str = "") -> bytes | None:
        """Return the Word file of one edition of a form."""
        found = self._form("file", form_id, edition)
        return bytes(found) if isinstance(found, bytes) else None

    def _form(self, column: str, form_id: str, edition: str) -> object:
        condition = "edition = ?" if edition else "current = 1 AND ? = ''"
        sql = f"SELECT {column} FROM form WHERE form = ? AND {condition}"
        rows = self._database.sql(sql, (form_id, edition))
        return rows[0][0] if rows else None

    def table_spec(self, table_id: str, kind: type[TableSpec]) -> TableSpec | None:
        """Return the declaration of a statistics table, as a value of this type."""
        sql = "SELECT spec FROM table_template WHERE id = ?"
        rows = self._database.sql(sql, (table_id,))
        return from_plain(kind, json.loads(rows[0][0])) if rows else None

    def table_file(self, table_id: str) -> bytes | None:
        """Return the Excel file of a statistics table."""
        rows = self._database.sql("SELECT file FROM table_template WHERE id = ?", (table_id,))
        return bytes(rows[0][0]) if rows else None
