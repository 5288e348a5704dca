"""What differs between the records of two packages, against changes that are known."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.db.part_difference import part_difference
from app.domain.part_schema import DATA_TABLES, create_statements

Records = dict[str, list[dict[str, object]]]

BASE: Records = {
    "organization": [{"id": "o1", "name": "一支部"}, {"id": "o2", "name": "二支部"}],
    "person": [{"id": "p1", "name": "甲"}, {"id": "p2", "name": "乙"}],
    "member": [{"id": "m1", "person_id": "p1", "organization_id": "o1"}],
    "appointment": [{"id": "a1", "person_id": "p2", "organization_id": "o2"}],
    "oversight": [],
    "review": [
        {"id": "r1", "target_kind": "member", "target_id": "p1", "place": "会议室"},
        {"id": "r2", "target_kind": "organization", "target_id": "o2", "place": "会议室"},
    ],
    "review_block": [{"review_id": "r1", "position": 0, "values": '{"a":"好"}'}],
    "cycle_record": [{"id": "c1", "content": '{"matter":"走访"}', "position": 1}],
}


def part(records: Records) -> bytes:
    with closing(sqlite3.connect(":memory:")) as image:
        for statement in create_statements(DATA_TABLES):
            image.execute(statement)
        for table, rows in records.items():
            gaps = ", ".join("?" * len(DATA_TABLES[table]))
            values = ([row.get(column) for column in DATA_TABLES[table]] for row in rows)
            image.executemany(f'INSERT INTO "{table}" VALUES ({gaps})', values)
        image.commit()
        return image.serialize()


def changed(table: str, at: int, **columns: object) -> Records:
    rows = [dict(row) for row in BASE[table]]
    rows[at].update(columns)
    return {**BASE, table: rows}


def without(table: str, at: int) -> Records:
    return {**BASE, table: [row for n, row in enumerate(BASE[table]) if n != at]}


def test_the_same_records_do_not_differ() -> None:
    assert part_difference(part(BASE), part(BASE)) == ((), (), ())


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (changed("organization", 0, name="新支部"), ("organization", "o1", "新支部")),
        (changed("member", 0, sex="女"), ("member", "m1", "甲")),
        (changed("person", 0, name="丙"), ("member", "m1", "丙")),
        (changed("appointment", 0, title="书记"), ("appointment", "a1", "乙 二支部")),
        (changed("review", 1, place="礼堂"), ("review", "r2", "二支部")),
        (changed("review_block", 0, values='{"a":"很好"}'), ("review", "r1", "甲")),
        (without("review_block", 0), ("review", "r1", "甲")),
        (changed("cycle_record", 0, state="kept"), ("cycle_record", "c1", "走访")),
    ],
)
def test_a_change_is_told_with_whom_it_is_about(new: Records, told: tuple[str, str, str]) -> None:
    found = part_difference(part(BASE), part(new))
    assert found.changed == (told,)
    assert (found.added, found.removed) == ((), ())
    back = part_difference(part(new), part(BASE))
    assert [each[:2] for each in back.changed] == [told[:2]]


def test_what_came_and_what_went_is_told_from_the_side_where_it_stands() -> None:
    less = without("review", 0)
    assert part_difference(part(BASE), part(less)).removed == (("review", "r1", "甲"),)
    assert part_difference(part(less), part(BASE)).added == (("review", "r1", "甲"),)


def test_a_lock_or_another_place_in_a_list_is_no_change() -> None:
    for new in (changed("review", 0, locked="已上报"), changed("organization", 0, position=3)):
        assert part_difference(part(BASE), part(new)) == ((), (), ())
