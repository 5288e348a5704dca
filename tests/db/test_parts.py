"""The SQLite files of a package hold what they promise: all of a unit, nothing of others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.db.parts import (
    data_part,
    office_part,
    opened_part,
    part_counts,
    room_for_parts,
    skeleton_part,
)
from app.domain.cycle.commitments import Commitment
from app.domain.cycle.meetings import Attendee, Meeting
from app.domain.handoff import leader_id
from app.domain.ids import OversightId, PersonId, RecordId, TaskId
from app.domain.organization import Oversight, Person
from app.domain.part_schema import DATA_TABLES, OFFICE_TABLES, create_statements
from app.domain.plain import to_plain
from app.domain.review import ReviewTask, Target
from app.domain.words import OversightKind, ReviewerKind, TargetKind
from tests.builders import organization_id, person_id, review, round_, unit

if TYPE_CHECKING:
    from app.db.connection import Database
    from app.db.stores import Stores
    from app.domain.ids import OrganizationId

CITY = unit("""
甲市委 [党委] 书记=王一
  甲一局党委 [党委] 书记=张三 分管=王一
    一支部 [党支部] 书记=李四 党员=李四、赵五
    二支部 [党支部] 书记=钱六 党员=钱六
  甲二局党委 [党委] 书记=孙七 联系点=张三
    三支部 [党支部] 书记=周八 党员=周八、吴九
""")
BUREAU, BRANCH = organization_id("甲一局党委"), organization_id("一支部")
ROOT = organization_id("甲市委")
ALONE = Person(person_id("冯一"), "冯一")


@pytest.fixture
def city(ledger: Database, stores: Stores) -> Database:
    records, directory = CITY.records, CITY.on("2010-12-31")
    stores.structure.save(
        records.organizations,
        (*records.persons, Person(person_id("郑十"), "郑十", outside=True), ALONE),
        records.members,
        records.appointments,
        records.oversights,
    )
    stores.rounds.add(round_())
    made = (
        review(directory, "一支部", "张三"),
        review(directory, "赵五", "郑十"),
        review(directory, "吴九", "周八"),
    )
    stores.reviews.save_many([replace(each, snapshot={"a": "甲"}) for each in made])
    stores.tasks.replace(
        round_().id,
        [
            task("all", Target(TargetKind.MEMBER, person_id("赵五")), BRANCH),
            task("free", Target(TargetKind.MEMBER, person_id("李四")), BRANCH, free="病"),
            task("unit", Target(TargetKind.ORGANIZATION, BUREAU), ROOT, by_hand="出差"),
            task("root", Target(TargetKind.ORGANIZATION, ROOT), None, by_hand="无"),
            task(
                "other",
                Target(TargetKind.MEMBER, person_id("吴九")),
                organization_id("三支部"),
                free="病",
            ),
        ],
    )
    return ledger


def task(
    name: str, target: Target, place: OrganizationId | None, free: str = "", by_hand: str = ""
) -> ReviewTask:
    reviewers = (person_id("孙七"),)
    known = ReviewTask(
        TaskId(name), round_().id, ("甲",), "f", target, place, ReviewerKind.PERSON, reviewers
    )
    return replace(known, exempt_reason=free, manual_reason=by_hand)


def rows(part: bytes, sql: str) -> list[tuple[Any, ...]]:
    with opened_part(part) as image:
        return image.execute(sql).fetchall()


def names(part: bytes, table: str = "person") -> list[str]:
    return [name for (name,) in rows(part, f"SELECT name FROM {table} ORDER BY rowid")]


def test_a_part_holds_exactly_the_declared_tables(city: Database) -> None:
    schema = "SELECT sql FROM sqlite_schema ORDER BY rowid"
    for part in (data_part(city, BUREAU), skeleton_part(city, BUREAU)):
        assert tuple(sql for (sql,) in rows(part, schema)) == create_statements(DATA_TABLES)
    found = tuple(sql for (sql,) in rows(office_part(city), schema))
    assert found == create_statements(OFFICE_TABLES)


def test_the_data_of_a_unit_are_its_subtree_and_whom_it_names(city: Database) -> None:
    part = data_part(city, BUREAU)
    assert names(part, "organization") == ["甲一局党委", "一支部", "二支部"]
    assert sorted(names(part)) == sorted(["王一", "张三", "李四", "赵五", "钱六", "郑十", "孙七"])
    assert part_counts(part) == {
        "round": 1,
        "organization": 3,
        "person": 7,
        "member": 3,
        "appointment": 3,
        "oversight": 1,
        "task": 2,
        "review": 2,
        "review_reviewer": 2,
        "review_snapshot": 2,
    }
    assert rows(part, "SELECT id FROM task ORDER BY position") == [("free",), ("unit",)]


def test_the_unit_stands_on_top(city: Database) -> None:
    top = rows(data_part(city, BUREAU), "SELECT id FROM organization WHERE parent_id IS NULL")
    assert top == [(BUREAU,)]


def test_records_of_the_cycle_go_with_whom_they_name(city: Database, stores: Stores) -> None:
    promise = Commitment(
        id=RecordId("c1"),
        organization_id=BRANCH,
        target=Target(TargetKind.MEMBER, person_id("赵五")),
        matter="走访群众",
    )
    there = Attendee("吴九", person_id=person_id("吴九"))
    meeting = Meeting(id=RecordId("c2"), organization_id=BUREAU, title="点评会", roll=(there,))
    other = replace(promise, id=RecordId("c3"), organization_id=organization_id("三支部"))
    stores.cycle.save([meeting, promise, other])
    part = data_part(city, BUREAU)
    found = rows(part, "SELECT id FROM cycle_record ORDER BY rowid")
    assert sorted(found) == [("c1",), ("c2",)]
    counts = part_counts(part)
    assert (counts["meeting"], counts["commitment"]) == (1, 1)
    assert "cycle_record" not in counts
    assert "吴九" in names(part)
    assert part_counts(data_part(city, ROOT))["commitment"] == 2
    assert not part_counts(skeleton_part(city, BUREAU)).keys() & {"meeting", "commitment"}


def test_the_whole_ledger_goes_with_everybody(city: Database) -> None:
    part = data_part(city, ROOT)
    assert "冯一" in names(part)
    assert part_counts(part)["task"] == 4
    kept = city.sql("SELECT id FROM member ORDER BY rowid")
    assert rows(part, "SELECT id FROM member ORDER BY rowid") == kept


def test_that_leaders_above_answer_for_the_root_is_not_told_to_them(
    city: Database, stores: Stores
) -> None:
    leader = Person(PersonId("leader"), "上级", outside=True)
    kind = OversightKind.CONTACT_POINT
    taken = Oversight(leader_id(ROOT, leader.id), leader.id, ROOT, kind)
    entered = Oversight(OversightId("entered"), leader.id, ROOT, kind)
    stores.structure.save(persons=[leader], oversights=[taken, entered])
    with opened_part(data_part(city, ROOT)) as part:
        told = [id_ for (id_,) in part.execute("SELECT id FROM oversight")]
    assert "entered" in told
    assert taken.id not in told


def test_rows_are_those_of_the_ledger(city: Database) -> None:
    part = data_part(city, ROOT)
    for table in ("person", "member", "review", "review_snapshot", "review_reviewer"):
        columns = ", ".join(f'"{column}"' for column in DATA_TABLES[table])
        sql = f"SELECT {columns} FROM {table}"
        assert sorted(rows(part, sql), key=repr) == sorted(city.sql(sql), key=repr)


def test_what_goes_down_has_posts_but_no_members(city: Database) -> None:
    part = skeleton_part(city, BUREAU, [person_id("王一"), person_id("钱六")])
    counts = part_counts(part)
    assert counts.keys() == {"round", "organization", "person", "appointment", "oversight"}
    outside = "SELECT name FROM person WHERE outside = 1"
    assert rows(part, outside) == [("王一",)]  # 钱六 holds a post below
    assert names(part, "organization") == ["甲一局党委", "一支部", "二支部"]


def test_nothing_is_left_on_the_ledgers_connection(city: Database) -> None:
    before = city.revision
    with city.transaction():
        data_part(city, BUREAU)
        skeleton_part(city, BUREAU)
    assert city.sql("SELECT name FROM sqlite_temp_schema") == []
    assert city.raw.execute("PRAGMA main.quick_check").fetchone() == ("ok",)
    assert city.revision >= before


def test_the_office_part_has_the_scheme_that_holds_and_every_form(
    city: Database, stores: Stores
) -> None:
    from tests.builders import shipped

    stores.schemes.keep(shipped("blank"))
    stores.schemes.keep(shipped("central"))
    stores.handoff.add_forms([("member", "e1", 0, "{}", b"word")])
    part = office_part(city)
    assert rows(part, "SELECT scheme FROM scheme") == [("central",)]
    assert rows(part, "SELECT form, edition, current, file FROM form") == [
        ("member", "e1", 0, b"word")
    ]
    assert to_plain(shipped("central"))["id"] == "central"


def test_finding_the_rows_of_a_small_unit_scans_no_table(city: Database) -> None:
    seen: list[str] = []
    city.raw.set_trace_callback(seen.append)
    try:
        with city.transaction():  # where the image cannot be attached: the statements alone
            data_part(city, BRANCH)
    finally:
        city.raw.set_trace_callback(None)
    wanted = [sql for sql in seen if sql.lstrip().startswith(("WITH", "INSERT", "SELECT"))]
    city.raw.execute("CREATE TEMP TABLE part_organization (number INTEGER PRIMARY KEY, id TEXT)")
    for table in (
        *("person", "member", "appointment", "oversight", "task", "review"),
        "cycle_record",
    ):
        city.raw.execute(f"CREATE TEMP TABLE part_{table} (number INTEGER PRIMARY KEY, id TEXT)")
    scanned = {
        line
        for sql in wanted
        for *_, line in city.sql(f"EXPLAIN QUERY PLAN {sql}")
        if line.startswith("SCAN ")
    }
    small = (
        "SCAN part",
        "SCAN place",
        "SCAN found",
        "SCAN each",
        "SCAN main.round",
        "SCAN json_each",
    )
    assert not {line for line in scanned if not line.startswith(small)}


def test_a_part_holds_the_same_rows_wherever_it_is_made(city: Database) -> None:
    seen: list[str] = []
    with room_for_parts(city), city.transaction():
        city.raw.set_trace_callback(seen.append)
        quick = data_part(city, ROOT)
        filled = [sql for sql in seen if sql.startswith("INSERT INTO part_room")]
        slow = data_part(city, ROOT)  # there is room for one
        city.raw.set_trace_callback(None)
    assert len(filled) == len(DATA_TABLES)
    assert [sql for sql in seen if sql.startswith("INSERT INTO part_room")] == filled
    assert _everything(quick) == _everything(slow) == _everything(data_part(city, ROOT))
    assert [name for _, name, _ in city.sql("PRAGMA database_list")] in (["main"], ["main", "temp"])


def _everything(part: bytes) -> dict[str, list[tuple[Any, ...]]]:
    with opened_part(part) as image:
        schema = image.execute("SELECT sql FROM sqlite_schema").fetchall()
        assert [sql for (sql,) in schema] == list(create_statements(DATA_TABLES))
        return {
            table: image.execute(f'SELECT * FROM "{table}"').fetchall() for table in DATA_TABLES
        }
