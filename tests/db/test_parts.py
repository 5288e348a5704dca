"""The SQLite files of a package hold what they promise: all of a unit, nothing of others."""

from __future__ import annotations

import resource
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.db.database import open_ledger
from app.db.part_image import NAME, image_path
from app.db.parts import (
    data_image,
    data_part,
    office_part,
    opened_part,
    part_counts,
    skeleton_image,
)
from app.db.report_locks import ReportLock, lock_reported
from app.domain.cycle.commitments import Commitment
from app.domain.cycle.meetings import Attendee, Meeting
from app.domain.errors.fault import Refusal
from app.domain.handoff import leader_id
from app.domain.ids import OversightId, PersonId, RecordId, TaskId
from app.domain.organization import Oversight, Person
from app.domain.part_schema import DATA_TABLES, OFFICE_TABLES, create_statements
from app.domain.plain import to_plain
from app.domain.review import ReviewTask, Target
from app.domain.words import OversightKind, ReviewerKind, TargetKind
from tests.builders import organization_id, person_id, review, round_, unit

if TYPE_CHECKING:
    from collections.abc import Collection

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


def skeleton(database: Database, unit: OrganizationId, leaders: Collection[PersonId] = ()) -> bytes:
    with skeleton_image(database, unit, leaders) as image:
        return image.read()


def names(part: bytes, table: str = "person") -> list[str]:
    return [name for (name,) in rows(part, f"SELECT name FROM {table} ORDER BY rowid")]


def test_a_part_holds_exactly_the_declared_tables(city: Database) -> None:
    schema = "SELECT sql FROM sqlite_schema ORDER BY rowid"
    for part in (data_part(city, BUREAU), skeleton(city, BUREAU)):
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
    assert not part_counts(skeleton(city, BUREAU)).keys() & {"meeting", "commitment"}


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
    part = skeleton(city, BUREAU, [person_id("王一"), person_id("钱六")])
    counts = part_counts(part)
    assert counts.keys() == {"round", "organization", "person", "appointment", "oversight"}
    outside = "SELECT name FROM person WHERE outside = 1"
    assert rows(part, outside) == [("王一",)]  # 钱六 holds a post below
    assert names(part, "organization") == ["甲一局党委", "一支部", "二支部"]


def test_nothing_is_left_on_the_ledgers_connection(city: Database) -> None:
    before = city.revision
    data_part(city, BUREAU)
    skeleton(city, BUREAU)
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
        data_part(city, BRANCH)
    finally:
        city.raw.set_trace_callback(None)
    image = f"INSERT INTO {NAME}."
    told = (sql[sql.index("SELECT") :] if sql.startswith(image) else sql for sql in seen)
    wanted = [
        sql
        for sql in map(str.lstrip, told)
        if sql.startswith(("WITH", "INSERT", "SELECT")) and NAME not in sql
    ]
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


# ---- the file in which it is made --------------------------------------------------------------


def test_a_part_is_the_same_bytes_each_time_and_in_pieces(city: Database) -> None:
    with data_image(city, ROOT) as image:
        pieces = [bytes(piece) for piece in image.pieces()]
        assert b"".join(pieces) == image.read() == data_part(city, ROOT)
        assert image.size == sum(map(len, pieces))
        assert image.counts == part_counts(image.read())
        assert image.counts["member"] == 5


def test_a_part_stands_beside_the_ledger_for_nobody_else_and_leaves_nothing(
    city: Database,
) -> None:
    folder = city.path.parent
    before = sorted(folder.iterdir())
    with data_image(city, BUREAU):
        for made in set(folder.iterdir()) - set(before):
            assert made.stat().st_mode & 0o077 == 0
    assert sorted(folder.iterdir()) == before
    with pytest.raises(ZeroDivisionError), data_image(city, BUREAU):
        raise ZeroDivisionError
    assert sorted(folder.iterdir()) == before


def test_what_a_killed_program_left_of_a_part_is_no_hindrance(city: Database) -> None:
    left = image_path(city.path)
    left.write_bytes(b"half a part")
    assert part_counts(data_part(city, BUREAU))["member"] == 3
    assert not left.exists()
    left.write_bytes(b"half a part")
    path = city.path
    city.close()
    open_ledger(path).close()
    assert not left.exists(), "who opens the ledger again takes it away"


def test_where_a_part_finds_no_room_nothing_is_left_and_the_reason_is_told(
    city: Database,
) -> None:
    before = sorted(city.path.parent.iterdir())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, limits[1]))
    try:
        with pytest.raises(Refusal) as refused, data_image(city, ROOT):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.fault.code == "file.write_failed"  # a full disk: file.no_space
    assert sorted(city.path.parent.iterdir()) == before
    assert [name for _, name, _ in city.sql("PRAGMA database_list")] in (["main"], ["main", "temp"])
    assert part_counts(data_part(city, ROOT))["member"] == 5


def test_no_part_is_made_within_a_transaction(city: Database) -> None:
    with pytest.raises(RuntimeError), city.transaction(), data_image(city, ROOT):
        pass
    assert part_counts(data_part(city, ROOT))["member"] == 5


def test_records_stand_in_a_part_as_the_submission_will_lock_them(
    city: Database, stores: Stores
) -> None:
    every = "SELECT id, locked FROM review ORDER BY rowid"
    kept, other = (id_ for (id_,) in city.sql("SELECT id FROM review ORDER BY rowid LIMIT 2"))
    with city.transaction():
        city.raw.execute("UPDATE review SET locked = '已上报（早）' WHERE id = ?", (kept,))
        city.raw.execute("UPDATE review SET locked = '定稿' WHERE id = ?", (other,))
    below = [organization_id(name) for name in ("甲一局党委", "一支部", "二支部")]
    lock = ReportLock(round_().id, below, round_().end, "已上报（今）")
    with data_image(city, ROOT, lock) as image:
        told = rows(image.read(), every)
    assert city.sql(every) != told, "nothing is locked in the ledger yet"
    with city.transaction():
        assert lock_reported(city, lock, "上报") == 1
    assert city.sql(every) == told
    assert dict(told)[kept] == "已上报（早）"
    assert dict(told)[other] == "已上报（今）"
