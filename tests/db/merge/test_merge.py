"""Packages merged into ledgers: what comes in, what stays, what becomes a conflict."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.db.name_keys import SETTING as NAME_KEYS
from app.domain.dates import Span
from app.domain.handoff import Resolve
from app.domain.handoff_records import ConflictState
from app.domain.ids import AppointmentId
from app.domain.names import EDITION
from app.domain.organization import Appointment
from app.domain.words import MemberStatus, PostKind, ReviewState, TargetKind
from tests.builders import organization_id, person_id, unit
from tests.db.merge.exchange import Office, office
from tests.db.merge.sample import BUREAU, text_of, typed
from tests.db.refusals import refused

if TYPE_CHECKING:
    from pathlib import Path

# ---- what is new -----------------------------------------------------------------------------


def test_everything_of_a_unit_comes_in_once(city: Office, bureau: Office) -> None:
    package = bureau.submit("甲一局党委")
    merged = city.receive(package)
    assert merged.new == {
        "round": 1,
        "organization": 2,
        "person": 5,
        "member": 5,
        "appointment": 2,
        "review": 2,
    }
    assert merged.unchanged == {"organization": 1, "person": 1}
    assert merged.changed == {"appointment": 1}  # its place in the list is the unit's to say
    assert city.members() == bureau.members()
    assert city.reviews() == bureau.reviews()
    again = city.receive(package)
    assert (again.new, again.changed, again.removed) == ({}, {}, {})
    assert again.unchanged["member"] == 5
    assert not again.conflicts


def test_new_rows_are_those_that_the_ledger_writes_itself(city: Office, bureau: Office) -> None:
    bureau.change_member(
        "赵五", status=MemberStatus.MOVED_OUT, on_books=Span(date(2010, 1, 5), None)
    )
    city.receive(bureau.submit("甲一局党委"))
    for table in ("person", "member", "review", "review_reviewer", "review_block", "took_part"):
        sql = f"SELECT * FROM {table} ORDER BY 1, 2"
        mine = city.database.sql(sql)
        assert [row for row in bureau.database.sql(sql) if row not in mine] == [], table
    keys = dict(city.database.sql("SELECT id, name_key FROM member"))
    assert len(set(keys.values())) == len(keys)


def test_names_stand_in_order_only_later_where_their_order_is_not_at_hand(
    city: Office, bureau: Office
) -> None:
    city.read_names = None
    city.receive(bureau.submit("甲一局党委"))
    assert city.stores.settings.get(NAME_KEYS) == ""
    city.stores.structure.renew_name_keys()
    assert city.members() == bureau.members()
    assert city.stores.settings.get(NAME_KEYS) == EDITION


def test_the_unit_keeps_its_place_in_our_tree(city: Office, bureau: Office) -> None:
    sql = "SELECT parent_id, position FROM organization WHERE name = '甲一局党委'"
    before = city.database.sql(sql)
    city.receive(bureau.submit("甲一局党委"))
    assert city.database.sql(sql) == before
    assert before[0][0] == organization_id("甲市委")


def test_a_preview_tells_what_taking_in_does_and_changes_nothing(
    city: Office, bureau: Office
) -> None:
    before, package = city.content(), bureau.submit("甲一局党委")
    told = city.preview(package)
    assert city.content() == before
    assert city.stores.handoff.packages() == ()
    done = city.receive(package)
    assert (done.new, done.unchanged) == (told.new, told.unchanged)


def test_one_line_tells_of_what_came(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    (line,) = [each for each in city.stores.changes.latest() if each.what == "import"]
    assert "党员 5" in line.new
    assert line.reason == "接收 甲一局党委 第1号"


def test_a_unit_that_is_new_goes_under_the_place_given(city: Office, tmp_path: Path) -> None:
    with office(tmp_path / "三.ledger", "甲三局党委 [党委]\n  三支部 [党支部] 党员=冯一") as third:
        city.receive(third.submit("甲三局党委"), under="甲市委")
    found = city.database.sql(
        "SELECT parent_id, position FROM organization WHERE name LIKE '甲三%'"
    )
    assert found == [(organization_id("甲市委"), 3)]
    assert city.members() == ["三支部/冯一"]


# ---- changes and conflicts -------------------------------------------------------------------


def test_what_changed_below_replaces_and_is_logged(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    bureau.change_member("赵五", phone="138")
    typed(bureau, "赵五", "调研不够")
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.changed == {"member": 1, "review": 1}
    assert city.member("赵五").phone == "138"
    assert text_of(city, "赵五") == "调研不够"
    (line,) = city.stores.changes.of_record("member", city.member("赵五").id)
    assert (line.field, line.old, line.new) == ("phone", "", "138")
    assert line.reason == "接收 甲一局党委 第2号"


def test_what_only_the_office_changed_stays(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.change_member("赵五", phone="139")
    typed(city, "赵五", "办公室改的")
    merged = city.receive(bureau.submit("甲一局党委"))
    assert not merged.changed
    assert not merged.conflicts
    assert (city.member("赵五").phone, text_of(city, "赵五")) == ("139", "办公室改的")


def test_both_sides_changes_meet_field_by_field(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.change_member("赵五", phone="139")
    typed(city, "赵五", "好", "review.achievements")
    bureau.change_member("赵五", post="科长")
    typed(bureau, "赵五", "调研不够")
    merged = city.receive(bureau.submit("甲一局党委"))
    assert not merged.conflicts
    assert (city.member("赵五").phone, city.member("赵五").post) == ("139", "科长")
    assert text_of(city, "赵五") == "调研不够"
    assert text_of(city, "赵五", "review.achievements") == "好"


@pytest.mark.parametrize(
    ("resolve", "phone", "text", "state"),
    [
        (Resolve.ASK, "139", "上", ConflictState.OPEN),
        (Resolve.OURS, "139", "上", ConflictState.OURS),
        (Resolve.THEIRS, "138", "下", ConflictState.THEIRS),
    ],
)
def test_one_field_changed_on_both_sides_is_a_conflict(
    city: Office, bureau: Office, resolve: Resolve, phone: str, text: str, state: ConflictState
) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.change_member("赵五", phone="139")
    typed(city, "赵五", "上")
    bureau.change_member("赵五", phone="138")
    typed(bureau, "赵五", "下")
    merged = city.receive(bureau.submit("甲一局党委"), resolve=resolve)
    assert [(c.what, c.field, c.ours, c.theirs, c.state) for c in merged.conflicts] == [
        ("member", "phone", "139", "138", state),
        ("review", "review.problems", "上", "下", state),
    ]
    assert (city.member("赵五").phone, text_of(city, "赵五")) == (phone, text)
    assert city.stores.handoff.conflicts() == merged.conflicts
    lost = "139" if resolve is Resolve.THEIRS else "138"
    lines = city.stores.changes.of_record("member", city.member("赵五").id)
    kept = {line.old for line in lines} | {c.theirs for c in merged.conflicts}
    assert lost in kept


def test_a_conflict_is_not_asked_twice(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.change_member("赵五", phone="139")
    bureau.change_member("赵五", phone="138")
    city.receive(bureau.submit("甲一局党委"))
    assert not city.receive(bureau.submit("甲一局党委")).conflicts
    bureau.change_member("赵五", phone="137")
    city.receive(bureau.submit("甲一局党委"))
    (waiting,) = city.stores.handoff.conflicts(ConflictState.OPEN)
    assert waiting.theirs == "137"


def test_a_conflict_is_over_where_both_say_the_same(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.change_member("赵五", phone="139")
    bureau.change_member("赵五", phone="138")
    city.receive(bureau.submit("甲一局党委"))
    bureau.change_member("赵五", phone="139")
    city.receive(bureau.submit("甲一局党委"))
    assert city.stores.handoff.conflicts(ConflictState.OPEN) == ()


def test_a_lock_below_is_taken_over_and_holds_nothing_up(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    (found,) = [r for r in bureau.reviews() if r.target.kind is TargetKind.MEMBER]
    bureau.stores.reviews.save(replace(found, locked="已上报"))
    city.receive(bureau.submit("甲一局党委"))
    (mine,) = [r for r in city.reviews() if r.target.kind is TargetKind.MEMBER]
    assert mine.locked == "已上报"
    opened = replace(mine, locked="")
    bureau.stores.reviews.save_many([opened], unlocking=True)
    bureau.stores.reviews.save(replace(opened, place="乙地"))
    merged = city.receive(bureau.submit("甲一局党委"))
    assert not merged.conflicts
    assert {r.place for r in city.reviews() if r.id == mine.id} == {"乙地"}


def test_without_a_base_blanks_are_filled_and_the_rest_asked(city: Office, bureau: Office) -> None:
    city.enter(BUREAU)
    city.database.raw.execute(
        "UPDATE organization SET parent_id = ? WHERE name = '甲一局党委'",
        (organization_id("甲市委"),),
    )
    city.change_member("赵五", phone="139", post="科员")
    city.change_member("李四", post="处长")
    bureau.change_member("赵五", phone="138", sex="男")
    merged = city.receive(bureau.submit("甲一局党委"))
    assert [(c.field, c.ours, c.theirs) for c in merged.conflicts] == [("phone", "139", "138")]
    mine = city.member("赵五")
    assert (mine.sex, mine.post, mine.phone) == ("男", "科员", "139")
    assert city.member("李四").post == "处长"


def test_issued_records_are_the_first_base(city: Office, tmp_path: Path) -> None:
    city.issue("甲一局党委")
    with office(tmp_path / "b.ledger", BUREAU) as below:
        posts = below.stores.structure.records().appointments
        held = next(a for a in posts if a.person_id == person_id("张三"))
        below.stores.structure.save(appointments=[replace(held, title="党委书记")])
        merged = city.receive(below.submit("甲一局党委"))
    assert not merged.conflicts
    assert merged.changed == {"appointment": 1}


# ---- what goes -------------------------------------------------------------------------------


def test_what_is_taken_away_below_goes_here(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    gone = [r for r in bureau.reviews() if r.target.kind is TargetKind.MEMBER]
    bureau.stores.reviews.remove([r.id for r in gone])
    held = next(
        a
        for a in bureau.stores.structure.records().appointments
        if a.person_id == person_id("钱六")
    )
    bureau.stores.structure.remove(appointments=[held.id])
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.removed == {"review": 1, "appointment": 1}
    assert len(city.reviews()) == 1
    lines = city.stores.changes.of_record("review", gone[0].id)
    assert ("review.problems", "学习不够") in {(line.field, line.old) for line in lines}


def test_what_the_office_changed_does_not_go_unasked(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    typed(city, "赵五", "上")
    gone = [r for r in bureau.reviews() if r.target.kind is TargetKind.MEMBER]
    bureau.stores.reviews.remove([r.id for r in gone])
    merged = city.receive(bureau.submit("甲一局党委"))
    assert not merged.removed
    assert [(c.what, c.field, bool(c.ours), c.theirs) for c in merged.conflicts] == [
        ("review", "", True, "")
    ]


def test_a_branch_that_something_needs_stays_and_is_told(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    second = organization_id("二支部")
    mine = next(p for p in city.stores.structure.records().persons if p.name == "孙七")
    extra = Appointment(AppointmentId("x"), mine.id, second, PostKind.COMMITTEE_MEMBER)
    city.stores.structure.save(appointments=[extra])
    records = bureau.stores.structure.records()
    bureau.stores.structure.remove(
        members=[m.id for m in records.members if m.organization_id == second],
        appointments=[a.id for a in records.appointments if a.organization_id == second],
        organizations=[second],
    )
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.left == ("二支部",)
    assert merged.removed == {"member": 2, "appointment": 1}
    assert "二支部" in city.names("organization")


def test_what_the_office_entered_itself_stays_and_is_listed(city: Office, bureau: Office) -> None:
    city.enter("一支部 [党支部] 党员=周十")
    city.database.raw.execute("DELETE FROM member")
    city.database.raw.execute("DELETE FROM organization WHERE name = '一支部'")
    city.receive(bureau.submit("甲一局党委"))
    extra = unit("一支部 [党支部] 党员=周十").records.members
    city.stores.structure.save(members=extra)
    merged = city.receive(bureau.submit("甲一局党委"))
    assert [(c.what, c.record_id, c.field) for c in merged.conflicts] == [
        ("member", extra[0].id, "")
    ]
    assert "一支部/周十" in city.members()
    again = city.receive(bureau.submit("甲一局党委"))
    assert not again.conflicts
    assert len(city.stores.handoff.conflicts()) == 1


def test_a_member_who_left_below_has_left_here(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    bureau.change_member(
        "赵五", status=MemberStatus.MOVED_OUT, on_books=Span(None, date(2010, 12, 1))
    )
    city.receive(bureau.submit("甲一局党委"))
    assert city.member("赵五") == bureau.member("赵五")
    until = "SELECT books_until FROM member WHERE id = ?"
    assert city.database.sql(until, (city.member("赵五").id,)) == [("2010-12-01",)]


# ---- not whole -------------------------------------------------------------------------------


def test_a_package_whose_records_dangle_is_refused(city: Office, bureau: Office) -> None:
    package = bureau.submit("甲一局党委")
    with closing(sqlite3.connect(":memory:")) as image:
        image.deserialize(package.data)
        image.execute("DELETE FROM person WHERE name = '赵五'")
        image.commit()
        broken = replace(package, data=image.serialize())
    before = city.content()
    with refused("handoff.references"):
        city.receive(broken)
    assert city.content() == before


def test_only_what_the_state_says_counts(city: Office, bureau: Office) -> None:
    (found,) = [r for r in bureau.reviews() if r.target.kind is TargetKind.MEMBER]
    bureau.stores.reviews.save(replace(found, state=ReviewState.SUMMARIZED))
    city.receive(bureau.submit("甲一局党委"))
    days = city.database.sql("SELECT state, done_day FROM review ORDER BY state")
    assert days == [("reviewed", "2010-12-20"), ("summarized", None)]
