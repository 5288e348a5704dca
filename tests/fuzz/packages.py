"""Spoiled packages (.dpbag): as they are, and with everything that seals them made right again.

The first shows that the seal notices, the second what the checks behind it are good for: what they
let pass is opened here as the program opens it, and nothing may come of that but values.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.db.part_reader import data_head, office_content
from app.domain.package_format import SEAL_MARK, SEAL_SIZE
from app.domain.part_schema import DATA_PART, DATA_TABLES, FIGURES_PART, OFFICE_PART, OFFICE_TABLES
from app.domain.plain import to_plain
from app.export.package import seal
from app.export.package_secret import secret_of
from app.intake.packages import Package, read_package
from tests.fuzz.spoil import spoiled
from tests.package_files import MANIFEST_OF_A_UNIT, image, parts, remade, resealed, rows

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from app.specs.library import LoadedScheme
    from tests.fuzz.warm import Cost, Warm

PASSPHRASE = "口令"
KINDS = ("package", "encrypted package", "package sealed again")
_VALUES: tuple[object, ...] = (
    None, 0, -1, 1 << 62, 0.5, float("inf"), b"", b"\xff\xfe", "", " ", "x", "张\0三", "\n", "o1",
    "2010-02-30", "1975.6", "[]", "{}", "[1]", '{"a":1}', '["\\ud800"]', "[" * 3000, "党" * 120_000,
)  # fmt: skip
_STATEMENTS = (
    "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END",
    "CREATE VIEW v AS SELECT 1", "CREATE TABLE x (y)", "CREATE INDEX i ON person (id)", "VACUUM",
    "DROP TABLE person", "PRAGMA user_version = 7", "PRAGMA journal_mode = WAL",
    "DELETE FROM person", "DELETE FROM organization", "UPDATE organization SET parent_id = id",
)  # fmt: skip


class _WarmChild:
    """What ``read_package`` asks of a child, done by the warm process."""

    def __init__(self, warm: Warm) -> None:
        self._warm = warm
        self.cost: Cost | None = None

    def run(self, function: Callable[..., Any], *args: object, place: str = "") -> object:
        found, self.cost = self._warm.run(function, *args, place=place)
        if isinstance(found, Exception):
            raise found
        return found


class Packages:
    """Makes spoiled packages and reads them as the program does."""

    def __init__(self, loaded: LoadedScheme) -> None:
        self._parts = {**parts(), OFFICE_PART: _office(loaded)}
        self._plain = seal(MANIFEST_OF_A_UNIT, self._parts).content()
        self._encrypted = seal(MANIFEST_OF_A_UNIT, self._parts, secret_of(PASSPHRASE)).content()

    def spoiled(self, kind: str, chance: random.Random) -> bytes:
        """Return a spoiled package of one of ``KINDS``."""
        if kind == "package":
            return spoiled(self._plain, chance)
        if kind == "encrypted package":
            again = chance.random() < 0.5
            data = spoiled(self._encrypted, chance)
            return _with_seal(data) if again else data
        return self._sealed_again(chance)

    def _sealed_again(self, chance: random.Random) -> bytes:
        what = chance.choice(
            ("zip", "manifest", "json", "image", "image", "rows", "rows", "office")
        )
        if what == "zip":
            return _with_seal(spoiled(self._plain, chance))
        if what == "manifest":
            return remade(self._plain, manifest=lambda plain: _manifest(plain, chance))
        if what == "json":
            spoilt = {FIGURES_PART: spoiled(self._parts[FIGURES_PART], chance)}
            return remade(self._plain, spoilt)
        name = OFFICE_PART if what == "office" else chance.choice((DATA_PART, OFFICE_PART))
        if what == "image":
            return remade(self._plain, {name: spoiled(self._parts[name], chance)})
        tables = DATA_TABLES if name == DATA_PART else OFFICE_TABLES
        return remade(self._plain, {name: _changed(self._parts[name], tables, chance)})

    def read(self, path: Path, warm: Warm) -> tuple[object, Cost | None]:
        """Read a package whole; what is let pass must be good for the program.

        Returns:
            The refusal or any other exception, or the package; what it took in its process.
        """
        child = _WarmChild(warm)
        try:
            found = read_package(path, PASSPHRASE, child)  # type: ignore[arg-type]
            _open(found)
        except Exception as error:
            return error, child.cost
        return found, child.cost


def _open(package: Package) -> None:
    """Open what passed: the heads, every row, every JSON."""
    for name, tables in ((DATA_PART, DATA_TABLES), (OFFICE_PART, OFFICE_TABLES)):
        if name not in package.parts:
            continue
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(package.parts[name])
            for table in tables:
                connection.execute(f'SELECT * FROM "{table}"').fetchall()
    if DATA_PART in package.parts:
        data_head(package.parts[DATA_PART])
    if OFFICE_PART in package.parts:
        office_content(package.parts[OFFICE_PART])
    if FIGURES_PART in package.parts:
        json.loads(package.parts[FIGURES_PART])


def _with_seal(data: bytes) -> bytes:
    """Return a file with a seal at its end that speaks for it."""
    return resealed(data[:-SEAL_SIZE] + SEAL_MARK + b"0" * 64)


def _office(loaded: LoadedScheme) -> bytes:
    scheme = json.dumps(to_plain(loaded.scheme), ensure_ascii=False)
    forms = [
        (spec.id, spec.edition, at, 1, json.dumps(to_plain(spec), ensure_ascii=False), word)
        for at, (spec, word) in enumerate(loaded.forms)
    ]
    return image(OFFICE_TABLES, {"scheme": [("s", "e" * 64, scheme)], "form": forms})


def _changed(data: bytes, tables: Any, chance: random.Random) -> bytes:  # noqa: ANN401
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(data)
        if chance.random() < 0.2:
            try:
                connection.execute(chance.choice(_STATEMENTS))
            except sqlite3.Error:  # the other part has no such table
                connection.execute("CREATE TABLE x (y)")
            return connection.serialize()
        table = chance.choice(list(tables))
        column = chance.choice(tables[table])
        value = chance.choice(_VALUES)
        if isinstance(value, str | None) and chance.random() < 0.4:
            other = chance.choice(list(rows()))
            value = chance.choice([*rows()[other][0]])
        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        return connection.serialize()


def _manifest(plain: dict[str, Any], chance: random.Random) -> None:
    place: dict[str, Any] = chance.choice((plain, plain, plain["sender"], plain["parts"][0]))
    key = chance.choice([*place, "mood"])
    place[key] = chance.choice(("", "x", 0, -1, 1.5, 1 << 60, None, [], {}, [1], "\ud800", True))
