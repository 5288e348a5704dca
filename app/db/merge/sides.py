"""The records of a package as temporary tables beside the ledger's own, in the ledger's ids.

``theirs_…`` holds what came, ``base_…`` what both sides had before. Temporary tables stand in
memory. ``source`` is the id that a row, or the review that it hangs on, has in the package.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from app.db.connection import Database
from app.db.mapping import json_text
from app.db.parts import attached_part
from app.domain.part_schema import DATA_TABLES

THEIRS, BASE, STAGE = "theirs", "base", "stage"
KEYED = tuple(table for table, columns in DATA_TABLES.items() if columns[0] == "id")
OF_REVIEW = tuple(table for table in DATA_TABLES if table not in KEYED)
PLACED = ("member", "appointment", "oversight", "task", "review", "cycle_record")
"""Tables whose rows belong to an organisation."""
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "round": ("id", "previous_id"),
    "organization": ("id", "parent_id"),
    "person": ("id",),
    "member": ("id", "person_id", "organization_id"),
    "appointment": ("id", "person_id", "organization_id"),
    "oversight": ("id", "person_id", "organization_id"),
    "task": ("id", "round_id", "target_id", "organization_id", "replaces"),
    "review": ("id", "round_id", "target_id", "organization_id", "task_id", "secretary_id"),
    "review_reviewer": ("review_id", "person_id"),
    "review_snapshot": ("review_id",),
    "review_block": ("review_id",),
    "cycle_record": ("id", "organization_id", "round_id", "review_id", "target_id"),
}
"""Table → its columns with ids. Ids within JSON texts: ``_WITHIN``."""
_WITHIN = (("task", "reviewers"), ("organization", "former"), ("cycle_record", "content"))
_AFTER_KIND = ":"
"""In contents an id may stand behind the kind of what it is the id of: ``member:…``."""

_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT value FROM json_each(:tops)
    UNION SELECT o.id FROM {image}.organization AS o JOIN below ON o.parent_id = below.id
)
"""
_IN_TOPS = "WHERE organization_id IN (SELECT id FROM below)"
_OF_REVIEWS = f"WHERE review_id IN (SELECT id FROM {{image}}.review {_IN_TOPS})"
_WITHIN_TOPS = {
    "organization": "WHERE id IN (SELECT id FROM below)",
    **dict.fromkeys(PLACED, _IN_TOPS),
    **dict.fromkeys(OF_REVIEW, _OF_REVIEWS),
}


def named(columns: Iterable[str], row: str = "") -> str:
    """Return a list of columns as SQL writes it."""
    before = f"{row}." if row else ""
    return ", ".join(f'{before}"{column}"' for column in columns)


def key_of(table: str) -> str:
    """Return the column that tells of which record a row is."""
    return DATA_TABLES[table][0]


class Side:
    """The temporary tables of one side."""

    def __init__(self, database: Database, prefix: str) -> None:
        """Take the tables, empty; they are made when they are first needed.

        They are kept for the next package: to make or drop a table, all statements of the
        connection are prepared anew.
        """
        self.database = database
        self.prefix = prefix
        self._run = database.raw.execute
        known = "SELECT 1 FROM sqlite_temp_schema WHERE name = ?"
        if not database.sql(known, (self.table("round"),)):
            self._make()

    def _make(self) -> None:
        for table, columns in DATA_TABLES.items():
            name = self.table(table)
            self._run(
                f"CREATE TEMP TABLE {name}"
                f" (number INTEGER PRIMARY KEY, {named(columns)}, source TEXT)"
            )
            self._run(f"CREATE INDEX temp.{name}_key ON {name} ({key_of(table)})")
        name = self.table("organization")
        self._run(f"CREATE INDEX temp.{name}_parent ON {name} (parent_id)")

    def table(self, name: str) -> str:
        """Return the name of the temporary table that stands for a table of the ledger."""
        return f"{self.prefix}_{name}"

    def load(self, part: bytes, tops: Collection[str] = ()) -> None:
        """Fill the tables from a part that has been checked.

        Args:
            part: the SQLite file.
            tops: only what is in the subtree of one of these; none: everything.
        """
        given = {"tops": json_text(list(tops))}
        with attached_part(self.database, part) as image:
            for table, columns in DATA_TABLES.items():
                within = _WITHIN_TOPS.get(table, "").format(image=image) if tops else ""
                self._run(
                    f"{_BELOW.format(image=image) if within else ''}"
                    f"INSERT INTO {self.table(table)} ({named(columns)}, source)"
                    f" SELECT {named(columns)}, {key_of(table)} FROM {image}.{table} {within}"
                    " ORDER BY rowid",
                    given if within else {},
                )

    def clear(self) -> None:
        """Empty the tables."""
        for table in DATA_TABLES:
            self._run(f"DELETE FROM {self.table(table)}")

    def take(self, other: "Side", places: str) -> None:
        """Put the rows of some places in the stead of the own ones.

        Args:
            other: where the rows are.
            places: a temporary table with the ids of organisations.
        """
        self.leave_out(places)
        for table, columns in DATA_TABLES.items():
            wanted = f"{key_of(table)} NOT IN (SELECT {key_of(table)} FROM {self.table(table)})"
            if table == "organization":
                wanted = f"id IN (SELECT id FROM {places})"
            elif table in PLACED:
                wanted = f"organization_id IN (SELECT id FROM {places})"
            elif table in OF_REVIEW:
                wanted = f"review_id IN (SELECT id FROM {self.table('review')})" + (
                    f" AND review_id IN (SELECT id FROM {other.table('review')}"
                    f" WHERE organization_id IN (SELECT id FROM {places}))"
                )
            self._run(
                f"INSERT INTO {self.table(table)} ({named(columns)}, source)"
                f" SELECT {named(columns)}, source FROM {other.table(table)} WHERE {wanted}"
                " ORDER BY number"
            )

    def leave_out(self, places: str) -> None:
        """Drop the rows of some places; people stay."""
        reviews = self.table("review")
        within = f"organization_id IN (SELECT id FROM {places})"
        for table in OF_REVIEW:
            self._run(
                f"DELETE FROM {self.table(table)} WHERE review_id IN"
                f" (SELECT id FROM {reviews} WHERE {within})"
            )
        for table in PLACED:
            self._run(f"DELETE FROM {self.table(table)} WHERE {within}")
        organizations = self.table("organization")
        self._run(f"DELETE FROM {organizations} WHERE id IN (SELECT id FROM {places})")

    def drop_loose_persons(self) -> None:
        """Drop people whom nothing else names."""
        table = self.table
        self._run(f"""
        DELETE FROM {table("person")} WHERE id NOT IN (
            SELECT person_id FROM {table("member")}
            UNION SELECT person_id FROM {table("appointment")}
            UNION SELECT person_id FROM {table("oversight")}
            UNION SELECT person_id FROM {table("review_reviewer")}
            UNION SELECT coalesce(secretary_id, '') FROM {table("review")}
            UNION SELECT target_id FROM {table("review")}
            UNION SELECT target_id FROM {table("task")}
            UNION SELECT each.value FROM {table("task")} JOIN json_each(reviewers) AS each
            UNION SELECT coalesce(target_id, '') FROM {table("cycle_record")}
            UNION SELECT each.atom FROM {table("cycle_record")}
                JOIN json_tree(content) AS each WHERE each.type = 'text'
        )""")

    # ---- ids ---------------------------------------------------------------------------------

    def translate(self, pairs: Mapping[str, str]) -> None:
        """Write the ledger's ids in the stead of the package's; one row of each record stays."""
        given = {theirs: ours for theirs, ours in pairs.items() if theirs != ours}
        if not given:
            return
        self._run(
            "CREATE TEMP TABLE IF NOT EXISTS merge_ids"
            " (theirs TEXT PRIMARY KEY, ours TEXT) WITHOUT ROWID"
        )
        self.database.raw.executemany("INSERT INTO merge_ids VALUES (?, ?)", given.items())
        for table, columns in _REFERENCES.items():
            for column in columns:
                self._run(
                    f"UPDATE {self.table(table)} SET {column} ="
                    f" (SELECT ours FROM merge_ids WHERE theirs = {column})"
                    f" WHERE {column} IN (SELECT theirs FROM merge_ids)"
                )
        for table, column in _WITHIN:
            self._translate_within(table, column, given)
        self._run("DELETE FROM merge_ids")
        self._keep_one_each()

    def _translate_within(self, table: str, column: str, pairs: Mapping[str, str]) -> None:
        name = self.table(table)
        found = self.database.sql(f"SELECT number, {column} FROM {name} WHERE length({column}) > 2")
        changed = []
        for number, text in found:
            parts = text.split('"')
            put = [_translated(part, pairs) for part in parts]
            if put != parts:
                changed.append(('"'.join(put), number))
        self.database.raw.executemany(f"UPDATE {name} SET {column} = ? WHERE number = ?", changed)

    def _keep_one_each(self) -> None:
        """Where two of theirs are one of ours, keep the row that has our id there too."""
        for table in KEYED:
            name = self.table(table)
            self._run(f"""
            DELETE FROM {name} WHERE id IN (
                SELECT id FROM {name} GROUP BY id HAVING count(*) > 1
            ) AND number NOT IN (
                SELECT number FROM (
                    SELECT number, row_number() OVER (
                        PARTITION BY id ORDER BY source <> id, number
                    ) AS place FROM {name}
                ) WHERE place = 1
            )""")
        for table in OF_REVIEW:
            self._run(
                f"DELETE FROM {self.table(table)}"
                f" WHERE source NOT IN (SELECT source FROM {self.table('review')})"
            )

    def ids(self) -> dict[str, str]:
        """Return the ids in the package → ours, where they differ."""
        found: dict[str, str] = {}
        for table in KEYED:
            sql = f"SELECT source, id FROM {self.table(table)} WHERE source <> id"
            found.update(self.database.sql(sql))
        return found


def _translated(text: str, pairs: Mapping[str, str]) -> str:
    """Return our id for theirs, alone or behind the kind of what it is the id of."""
    if text in pairs:
        return pairs[text]
    before, colon, id_ = text.partition(_AFTER_KIND)
    return f"{before}{colon}{pairs[id_]}" if id_ in pairs else text


@contextmanager
def sides(database: Database, *prefixes: str) -> Iterator[tuple[Side, ...]]:
    """Take the temporary tables of some sides, and empty them at the end.

    Runs in a transaction: where that is rolled back, they are as they were.
    """
    made = tuple(Side(database, prefix) for prefix in prefixes)
    yield made
    for side in made:
        side.clear()


@contextmanager
def listed(database: Database, name: str, ids: Iterable[str] = ()) -> Iterator[str]:
    """Put ids into a temporary table with one column ``id``, and empty it at the end.

    Gives its name. Runs in a transaction, as ``sides`` does.
    """
    run = database.raw.execute
    run(f"CREATE TEMP TABLE IF NOT EXISTS {name} (id TEXT PRIMARY KEY) WITHOUT ROWID")
    run(f"INSERT OR IGNORE INTO {name} SELECT value FROM json_each(?)", (json_text(list(ids)),))
    yield name
    run(f"DELETE FROM {name}")
