from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import sandbox
from app.domain.errors.fault import Refusal
from app.domain.part_schema import DATA_PART, DATA_TABLES, OFFICE_PART, OFFICE_TABLES
from app.intake import office_check, part_rules
from app.intake.packages import read_package
from app.intake.part_check import check_part
from tests.package_files import (
    Rows,
    data_image,
    image,
    office_rows,
    package,
    rows,
)
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def code(data: bytes, name: str = DATA_PART) -> str:
    """Return the code with which an image is refused, or nothing."""
    try:
        check_part(name, lambda: data)
    except Refusal as refused:
        return refused.fault.code
    return ""


def test_good_parts_are_taken() -> None:
    assert code(data_image()) == ""
    assert code(image(OFFICE_TABLES, office_rows()), OFFICE_PART) == ""
    empty = {key: some for key, some in rows().items() if key in ("organization", "person")}
    assert code(image(DATA_TABLES, empty)) == ""


def test_the_parts_of_a_real_ledger_are_taken(tmp_path: Path) -> None:
    from app.db.parts import data_part, office_part, skeleton_image

    with open_sample(make_sample(tmp_path)) as desk:
        database = desk.workspace.database
        assert code(office_part(database), OFFICE_PART) == ""
        for (unit,) in database.sql("SELECT id FROM organization"):
            assert code(data_part(database, unit)) == ""
            with skeleton_image(database, unit) as skeleton:
                assert code(skeleton.read()) == ""


# ---- databases that are more, or less, than tables with rows ----------------------------------

TRIGGER = 'CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM "member"; END'
VIEW = "CREATE VIEW v AS SELECT * FROM person"
SCHEMAS: dict[str, Callable[[], bytes]] = {
    "a trigger": lambda: data_image(lambda _: None, TRIGGER),
    "a view": lambda: data_image(lambda _: None, VIEW),
    "an index": lambda: data_image(lambda _: None, "CREATE INDEX i ON person (name)"),
    "one table more": lambda: data_image(lambda _: None, "CREATE TABLE more (x)"),
    "one table less": lambda: data_image(lambda _: None, "DROP TABLE oversight"),
    "a view for a table": lambda: data_image(
        lambda _: None,
        "DROP TABLE oversight",
        "CREATE VIEW oversight AS SELECT 1 AS id, 2 AS person_id, 3 AS organization_id,"
        " 4 AS kind, 5 AS since, 6 AS until",
    ),
    "a virtual table": lambda: data_image(
        lambda _: None, "DROP TABLE oversight", "CREATE VIRTUAL TABLE oversight USING fts5(id)"
    ),
    "another column": lambda: data_image(
        lambda _: None, "ALTER TABLE oversight ADD COLUMN x DEFAULT 1"
    ),
    "a generated column": lambda: data_image(
        lambda _: None,
        "DROP TABLE oversight",
        'CREATE TABLE "oversight" ("id" TEXT, "person_id" TEXT, "organization_id" TEXT,'
        ' "kind" TEXT, "since" TEXT, "until" TEXT AS (zeroblob(1000000000)))',
    ),
    "another name": lambda: data_image(lambda _: None, "ALTER TABLE oversight RENAME TO seen"),
    "statistics": lambda: data_image(lambda _: None, "CREATE INDEX i ON person (id)", "ANALYZE"),
    "nothing": lambda: image({}, {}, ["CREATE TABLE x (y)"]),
    "the tables of the other part": lambda: image(OFFICE_TABLES, office_rows()),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_other_schemas_are_refused(name: str) -> None:
    assert code(SCHEMAS[name]()) == "package.bad_tables"


def test_a_schema_written_by_hand_is_refused() -> None:
    spoiled = data_image(
        lambda _: None,
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'text') WHERE name = 'person'",
    )
    assert code(spoiled) == "package.bad_tables"
    two = data_image(
        lambda _: None,
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
        " WHERE name = 'review') WHERE name = 'task'",
    )
    assert code(two) in {"package.bad_data", "package.bad_value"}


HEADERS: dict[str, tuple[int, bytes]] = {
    "a write-ahead log": (18, b"\2\2"),
    "UTF-16": (56, b"\0\0\0\2"),
    "no page size": (16, b"\0\0"),
    "another page size": (16, b"\2\0"),
    "more pages": (28, b"\xff\xff\xff\xff"),
    "no pages": (28, b"\0\0\0\0"),
    "another mark": (0, b"SQLite format 4"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_that_say_something_else_are_refused(name: str) -> None:
    at, said = HEADERS[name]
    spoiled = bytearray(data_image())
    spoiled[at : at + len(said)] = said
    assert code(bytes(spoiled)) == "package.bad_data"


@pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0", bytes(4096)])
def test_what_is_no_database_is_refused(data: bytes) -> None:
    assert code(data) == "package.bad_data"
    assert code(data_image()[:-1]) == "package.bad_data"
    assert code(data_image() + bytes(4096)) == "package.bad_data"


def test_texts_in_another_encoding_are_refused() -> None:
    spoiled = image(DATA_TABLES, rows(), before=["PRAGMA encoding = 'UTF-16le'"])
    assert code(spoiled) == "package.bad_data"
    torn = data_image(lambda _: None, "UPDATE person SET name = CAST(x'e5bc' AS TEXT)")
    assert code(torn) == "package.bad_data"


def test_corrupt_pages_are_refused_or_mean_something_allowed(tmp_path: Path) -> None:
    """Spoil an image anywhere: it is refused by its code, or has nothing forbidden in it."""
    good, chance = data_image(), random.Random(2013)
    codes: dict[str, int] = {}
    places = [at for at in range(len(good)) if good[at]]
    for _ in range(1500):
        spoiled = bytearray(good)
        for _ in range(chance.choice((1, 1, 4))):
            spoiled[chance.choice(places)] = chance.randrange(256)
        found = code(bytes(spoiled))
        codes[found] = codes.get(found, 0) + 1
    assert codes.keys() <= {
        "", "package.bad_data", "package.bad_tables", "package.bad_value", "package.bad_reference",
        "package.newer",
    }  # fmt: skip
    assert codes["package.bad_data"] > 100
    assert codes["package.bad_tables"] > 100
    assert codes[""] > 10, "a letter of a name may become another"


# ---- values that no ledger has -----------------------------------------------------------------


def put(table: str, column: str, value: object, row: int = 0) -> Callable[[Rows], None]:
    """Return what puts a value into the place of a column."""

    def change(content: Rows) -> None:
        values: list[Any] = list(content[table][row])
        values[DATA_TABLES[table].index(column)] = value
        content[table][row] = tuple(values)

    return change


DEEP = "[" * 5000 + "]" * 5000
VALUES: dict[str, tuple[str, str, object]] = {
    "no id": ("task", "id", None),
    "an empty id": ("task", "id", ""),
    "an id that is long": ("task", "id", "x" * 65),
    "an id with a line feed": ("task", "id", "x\ny"),
    "an id in Chinese": ("task", "id", "党"),
    "an id with a nought": ("task", "id", "x\0y"),
    "an id of bytes": ("task", "id", b"x"),
    "no name": ("person", "name", "  "),
    "a name of bytes": ("person", "name", b"x"),
    "a name with a nought": ("person", "name", "张\0三"),
    "a name of two lines": ("organization", "name", "甲\n乙"),
    "a name that wipes the screen": ("person", "name", "张\x1b[2J三"),
    "a name written backwards": ("round", "name", "\u202e2010"),
    "a name with a mark of direction": ("organization", "name", "甲\u2066乙"),
    "a post that beeps": ("member", "post", "科长\x07"),
    "a post that rings in eight bits": ("member", "post", "科\x9b长"),
    "values that wipe the screen": ("review_block", "values", '{"a":"\\u001b[2J"}'),
    "values that go back": ("review_block", "values", '{"a":"x\\b"}'),
    "values that are deleted": ("review_snapshot", "values", '{"a":"x\x7f"}'),
    "tags that beep": ("organization", "tags", '["\\u0007"]'),
    "columns that beep": ("member", "extra", '[["籍贯","\\u0007"]]'),
    "a promise that beeps": ("cycle_record", "content", '{"matter":"走访\\u0007"}'),
    "a promise that wipes the screen": ("cycle_record", "content", '{"matter":"\\\\\\u001B[2J"}'),
    "a former place of two lines": (
        "organization",
        "former",
        '[{"until":"2010-01-01","name":"x\\ny","parent_id":null}]',
    ),
    "a huge name": ("person", "name", "党" * 200_000),
    "a null text": ("person", "unit", None),
    "half outside": ("person", "outside", 0.5),
    "outside in words": ("person", "outside", "no"),
    "twice outside": ("person", "outside", 2),
    "a position in words": ("organization", "position", "first"),
    "a position without end": ("organization", "position", 1 << 60),
    "an unknown kind": ("organization", "kind", "sect"),
    "a kind of bytes": ("organization", "kind", b"branch"),
    "an unknown post": ("appointment", "post", "king"),
    "an unknown oversight": ("oversight", "kind", "king"),
    "an unknown category": ("member", "category", ""),
    "an unknown status": ("member", "status", "gone"),
    "an unknown target": ("review", "target_kind", "unit"),
    "an unknown reviewer": ("review", "reviewer_kind", "nobody"),
    "an unknown state": ("review", "state", "good"),
    "a day that is none": ("review", "day", "2013-02-30"),
    "a day with an hour": ("review", "day", "2013-02-01 10:00"),
    "a day of the year nought": ("review", "day", "0000-01-01"),
    "a day in other digits": ("review", "day", "２０１３-02-01"),
    "an empty day": ("review", "day", ""),
    "a month that is none": ("member", "birth", "1975-13"),
    "a birth in words": ("member", "birth", "1975年6月"),
    "a birth with a blank": ("member", "birth", "1975 "),
    "a round without start": ("round", "start", None),
    "a round for ever": ("round", "end", "9999-12-31"),
    "a round that ends before it starts": ("round", "end", "2012-12-31"),
    "tags that are no JSON": ("organization", "tags", "[机关]"),
    "tags that are a text": ("organization", "tags", '"机关"'),
    "tags with a number": ("organization", "tags", "[1]"),
    "deep tags": ("organization", "tags", DEEP),
    "tags with half a letter": ("organization", "tags", '["\\ud800"]'),
    "former places that are texts": ("organization", "former", '["x"]'),
    "a former place without a day": ("organization", "former", '[{"name":"x","parent_id":null}]'),
    "a former place of tomorrow's kind": (
        "organization",
        "former",
        '[{"until":"2010-01-01","name":"x","parent_id":null,"mood":1}]',
    ),
    "columns that are no pairs": ("member", "extra", '[["籍贯"]]'),
    "columns that are a mapping": ("member", "extra", '{"籍贯":"山东"}'),
    "reviewers that are no ids": ("task", "reviewers", '["张三"]'),
    "rules that are null": ("task", "rules", "null"),
    "values that are a list": ("review_block", "values", "[]"),
    "values of numbers": ("review_block", "values", '{"a":1}'),
    "values in values": ("review_block", "values", '{"a":{"b":"c"}}'),
    "two values in one": ("review_block", "values", "{},{}"),
    "values with NaN": ("review_block", "values", '{"a":NaN}'),
    "values with a nought": ("review_block", "values", '{"a":"\\u0000"}'),
    "values with half a letter": ("review_snapshot", "values", '{"\\udfff":"a"}'),
    "an attachment without a digest": (
        "cycle_record",
        "attachments",
        '[{"name":"a","sha256":"0","bytes":3}]',
    ),
    "an attachment of less than nothing": (
        "cycle_record",
        "attachments",
        f'[{{"name":"a","sha256":"{"0" * 64}","bytes":-1}}]',
    ),
    "attachments that are none": ("cycle_record", "attachments", "{}"),
    "a promise of nothing": ("cycle_record", "content", "{}"),
    "a promise of a number": ("cycle_record", "content", '{"matter":1}'),
    "a promise with an id of its own": ("cycle_record", "content", '{"matter":"x","id":"c9"}'),
    "a promise that is no JSON": ("cycle_record", "content", "走访"),
    "a deep promise": ("cycle_record", "content", DEEP),
    "a promise of half a target": ("cycle_record", "target_id", None),
    "a promise about an unknown target": ("cycle_record", "target_kind", "unit"),
    "a promise kept on no day": ("cycle_record", "until", "2013-02-30"),
    "a record of no kind": ("cycle_record", "kind", ""),
    "huge values": ("review_snapshot", "values", '{"a":"' + "x" * 5_000_000 + '"}'),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_that_no_ledger_has_are_refused(name: str) -> None:
    table, column, value = VALUES[name]
    assert code(data_image(put(table, column, value))) == "package.bad_value"


WRITTEN: dict[str, tuple[str, str, object]] = {
    "a post of two lines": ("member", "post", "科长\n（兼）\t主任"),
    "values of two lines": ("review_block", "values", '{"a":"一\\r\\n\\t二\\f\\u2028\u3000三"}'),
    "values about escapes": ("review_block", "values", '{"a":"C:\\\\u001b \\\\b"}'),
    "a promise about escapes": ("cycle_record", "content", '{"matter":"C:\\\\b \\\\u0007"}'),
    "a name with a dot": ("person", "name", "买买提·吐尔逊 𠮷"),
    "a text with marks of direction": ("member", "post", "\u202b科长"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_write_is_taken(name: str) -> None:
    table, column, value = WRITTEN[name]
    assert code(data_image(put(table, column, value))) == ""


NEWER: dict[str, tuple[str, object]] = {
    "an unknown kind": ("kind", "prayer"),
    "an unknown field": ("content", '{"matter":"走访","mood":"好"}'),
    "an unknown field of a file": (
        "attachments",
        f'[{{"name":"a","sha256":"{"0" * 64}","bytes":3,"mood":"好"}}]',
    ),
    "an unknown state": ("state", "dreamt_of"),
}


@pytest.mark.parametrize("name", NEWER)
def test_what_only_a_newer_program_knows_of_the_cycle_is_told_as_such(name: str) -> None:
    assert code(data_image(put("cycle_record", *NEWER[name]))) == "package.newer"


REFERENCES: dict[str, Callable[[Rows], object]] = {
    "a member of nowhere": put("member", "organization_id", "o9"),
    "a member who is nobody": put("member", "person_id", "p9"),
    "a post of nobody": put("appointment", "person_id", "p9"),
    "a reviewer who is nobody": put("review_reviewer", "person_id", "p9"),
    "a reviewer of no review": put("review_reviewer", "review_id", "w9"),
    "a secretary who is nobody": put("review", "secretary_id", "p9"),
    "a review of no round": put("review", "round_id", "r9"),
    "texts of no review": put("review_block", "review_id", "w9"),
    "a promise of nobody's unit": put("cycle_record", "organization_id", "o9"),
    "a promise in no round": put("cycle_record", "round_id", "r9"),
    "a round after none": put("round", "previous_id", "r9"),
    "a parent that is not there": put("organization", "parent_id", "o9", 1),
    "two tops": put("organization", "parent_id", None, 1),
    "no top": put("organization", "parent_id", "o2"),
    "its own parent": put("organization", "parent_id", "o2", 1),
    "nobody's tree": lambda content: [content.update({key: []}) for key in rows()],
}


@pytest.mark.parametrize("name", REFERENCES)
def test_records_that_hang_in_the_air_are_refused(name: str) -> None:
    assert code(data_image(REFERENCES[name])) == "package.bad_reference"


@pytest.mark.parametrize("table", [*DATA_TABLES])
def test_what_stands_twice_is_refused(table: str) -> None:
    twice = data_image(lambda content: content[table].append(content[table][0]))
    assert code(twice) == "package.bad_value"


def test_two_rounds_of_one_name_are_refused() -> None:
    def change(content: Rows) -> None:
        content["round"].append(("r2", *content["round"][0][1:]))

    assert code(data_image(change)) == "package.bad_value"


# ---- texts of which many are read at once ------------------------------------------------------


@given(
    st.lists(
        st.sampled_from(
            ['{"a":"', '"}', "{}", "{},{}", '{"a":{}', "{}}", '{"a":[{}', "{}]}", '{"a":"}', '{"}',
             '{"a":"b"}', '{"a":"b\\nc"}', '{"a"\n:"b"}', " {}", '{"a":"\\ud800"}', ""],
        ),
        min_size=1,
        max_size=6,
    )
)  # fmt: skip
def test_mappings_read_together_are_judged_as_if_read_alone(texts: list[str]) -> None:
    alone = sum(not part_rules._is_mapping(text) for text in texts)
    assert part_rules.mappings(texts) == alone


@given(st.lists(st.one_of(st.text("ab\n\0", max_size=3), st.none(), st.integers()), min_size=1))
def test_ids_read_together_are_judged_as_if_read_alone(values: list[object]) -> None:
    assert part_rules.ids(values) == sum(part_rules.ids([value]) for value in values)


# ---- the scheme, the forms, the tables ---------------------------------------------------------


def office(change: Callable[[Rows], object]) -> bytes:
    content = office_rows()
    change(content)
    return image(OFFICE_TABLES, content)


FORM = ("form", "e", 0, 1, "{}", b"PK\x05\x06" + bytes(18))
OFFICES: dict[str, tuple[Callable[[Rows], object], str]] = {
    "no scheme": (lambda c: c.update(scheme=[]), "package.bad_tables"),
    "two schemes": (
        lambda c: c["scheme"].append(("x", "e", c["scheme"][0][2])),
        "package.bad_tables",
    ),
    "a scheme that is a list": (
        lambda c: c.update(scheme=[("x", "e", "[]")]),
        "package.bad_value",
    ),
    "a scheme of texts for numbers": (
        lambda c: c.update(scheme=[("x", "e", c["scheme"][0][2].replace('"own-2013"', "[1]"))]),
        "package.bad_value",
    ),
    "a scheme of tomorrow": (
        lambda c: c.update(scheme=[("x", "e", c["scheme"][0][2].replace("{", '{"mood":1,', 1))]),
        "package.newer",
    ),
    "a form that is none": (lambda c: c.update(form=[FORM]), "package.bad_value"),
    "a form of texts": (
        lambda c: c.update(form=[(*FORM[:5], "text")]),
        "package.bad_value",
    ),
    "a table that is none": (
        lambda c: c.update(table_template=[("t", "{}", b"x")]),
        "package.bad_value",
    ),
}


@pytest.mark.parametrize("name", OFFICES)
def test_schemes_and_forms_that_are_none_are_refused(name: str) -> None:
    change, expected = OFFICES[name]
    assert code(office(change), OFFICE_PART) == expected


def test_the_files_of_a_scheme_are_opened_in_the_child(tmp_path: Path) -> None:
    from app.db.parts import office_part

    with open_sample(make_sample(tmp_path)) as desk:
        good = office_part(desk.workspace.database)
    for table in ("form", "table_template"):
        for file in (b"x", b"PK\x05\x06" + bytes(18)):
            spoiled = changed(good, f"UPDATE {table} SET file = ?", (file,))
            office_check._found_good.clear()
            assert code(spoiled, OFFICE_PART) == "package.bad_value"


def changed(data: bytes, sql: str, values: tuple[object, ...] = ()) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(data)
        connection.execute(sql, values)
        return connection.serialize()


# ---- through the whole way ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SCHEMAS["a trigger"], "package.bad_tables"),
        (lambda: data_image(put("person", "name", "党" * 200_000)), "package.bad_value"),
        (lambda: data_image()[:-4096], "package.bad_data"),
    ],
)
def test_a_package_with_such_a_part_is_refused(
    tmp_path: Path, data: Callable[[], bytes], expected: str
) -> None:
    path = tmp_path / "x.dpbag"
    path.write_bytes(package(data=data()))
    with pytest.raises(Refusal) as refused, sandbox.Child() as child:
        read_package(path, child=child)
    assert refused.value.fault.code == expected
    assert refused.value.fault.place == str(path)
