"""Packages merged into ledgers: what comes in, what stays, what becomes a conflict."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.dates import PartialDate, Span
from app.domain.directory import Directory
from app.domain.doubles import merged as merged_doubles
from app.domain.doubles import stand_ins
from app.domain.handoff import Resolve
from app.domain.handoff_records import ConflictState
from app.domain.ids import AppointmentId, TaskId
from app.domain.organization import Appointment, Person
from app.domain.review import ReviewTask, Target
from app.domain.words import MemberStatus, PostKind, ReviewerKind, ReviewState, TargetKind
from tests.builders import organization_id, person_id, review, unit
from tests.db.merge.exchange import Office, copy_of, office
from tests.db.merge.sample import BUREAU, ROUND, reviews_of_bureau, text_of, typed
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


# ---- other ids -------------------------------------------------------------------------------


def test_what_stands_here_under_other_ids_is_found_by_name(city: Office, tmp_path: Path) -> None:
    city.enter(BUREAU, "ours")
    with office(tmp_path / "b.ledger", BUREAU, "theirs") as other:
        package = other.submit("甲一局党委")
    ours = [o for o in city.stores.structure.records().organizations if o.name == "甲一局党委"]
    assert len(ours) == 2  # that of the city's outline too
    before = city.members()
    bound = next(o for o in ours if o.parent_id is None)
    city.database.raw.execute(
        "UPDATE organization SET name = '甲一局党委（筹）' WHERE id <> ? AND name = '甲一局党委'",
        (bound.id,),
    )
    merged = city.receive(package, unit="甲一局党委")
    assert city.members() == before
    assert merged.new == {}
    assert merged.unchanged["member"] == 5
    assert len(merged.ours) == 3 + 6 + 5 + 3
    city.database.raw.execute(
        "UPDATE organization SET parent_id = ? WHERE id = ?", (organization_id("甲市委"), bound.id)
    )


def test_members_of_one_name_are_told_apart_or_not_joined(city: Office, tmp_path: Path) -> None:
    city.enter("甲一局党委 [党委] 书记=张三\n  一支部 [党支部] 党员=赵五、李四")
    place = city.organization("一支部").id
    city.change_member("赵五", birth=PartialDate(1970, 1), id_number="110101197001010011")
    city.change_member("李四", birth=PartialDate(1971, 1))
    city.database.raw.execute(
        "UPDATE organization SET parent_id = ? WHERE name = '甲一局党委'",
        (organization_id("甲市委"),),
    )
    below = "甲一局党委 [党委] 书记=张三\n  一支部 [党支部] 党员=赵五、李四"
    with office(tmp_path / "b.ledger", below, "theirs") as other:
        other.change_member("赵五", birth=PartialDate(1970, 1), id_number="110101197001010022")
        other.change_member("李四", birth=PartialDate(1971, 1, 5))
        city.receive(other.submit("甲一局党委"), unit="甲一局党委")
    assert city.members() == ["一支部/李四", "一支部/赵五", "一支部/赵五"]
    assert city.member("李四").birth == PartialDate(1971, 1)
    assert place == city.organization("一支部").id


def test_a_leader_from_above_is_known_by_a_name_that_only_one_has(
    city: Office, tmp_path: Path
) -> None:
    with office(tmp_path / "b.ledger", BUREAU, "theirs") as other:
        other.stores.structure.save(persons=[Person(person_id("外王一"), "王一", outside=True)])
        other.stores.rounds.add(ROUND)
        place = other.organization("甲一局党委").id
        made = review(unit(BUREAU).on("2010-12-31"), "一支部", "外王一")
        target = Target(TargetKind.ORGANIZATION, place)
        other.stores.reviews.save(
            replace(made, target=target, organization_id=place, secretary_id=None)
        )
        city.receive(other.submit("甲一局党委"), unit="甲一局党委")
    (found,) = city.reviews()
    assert found.reviewers == (person_id("王一"),)
    assert city.names().count("王一") == 1


def test_a_review_that_the_office_wrote_too_counts_once(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.stores.reviews.remove([r.id for r in city.reviews()])
    mine = [replace(r, id=type(r.id)(f"mine{n}")) for n, r in enumerate(reviews_of_bureau())]
    city.stores.reviews.save_many(mine)
    merged = city.receive(bureau.submit("甲一局党委"))
    assert [r.id for r in city.reviews()] == ["mine0", "mine1"]
    assert "review" not in merged.new


def test_a_round_is_known_by_its_name(city: Office, bureau: Office) -> None:
    own = replace(ROUND, id=type(ROUND.id)("own"), name="2010年 下半年")
    city.stores.rounds.add(own)
    city.receive(bureau.submit("甲一局党委"))
    assert city.stores.rounds.all() == (own,)
    assert {r.round_id for r in city.reviews()} == {"own"}


def test_whom_the_office_made_one_stays_one(city: Office, bureau: Office) -> None:
    extra = unit("一支部 [党支部] 党员=赵五五").records
    bureau.stores.structure.save(persons=extra.persons, members=extra.members)
    city.receive(bureau.submit("甲一局党委"))
    kept, gone = city.person("赵五"), city.person("赵五五")
    directory = Directory(city.stores.structure.records(), date(2010, 12, 31))
    outcome = merged_doubles(directory, kept, gone)
    city.stores.structure.remove(members=[m.id for m in outcome.gone_members], persons=[gone])
    city.stores.handoff.remember_aliases(stand_ins(directory, outcome, gone))
    before = city.members()
    assert len(before) == 5
    for _ in range(2):
        merged = city.receive(bureau.submit("甲一局党委"))
        assert not merged.new
        assert not merged.conflicts
        assert city.members() == before


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


# ---- tasks -----------------------------------------------------------------------------------


def task(name: str, who: str, place: str, **more: Any) -> ReviewTask:  # noqa: ANN401
    target = Target(TargetKind.MEMBER, person_id(who))
    planned = ReviewTask(
        TaskId(name),
        ROUND.id,
        ("甲",),
        "member",
        target,
        organization_id(place),
        ReviewerKind.PERSON,
        (person_id("李四"),),
    )
    return replace(planned, **more)


def test_an_exemption_below_is_one_here_and_goes_again(city: Office, bureau: Office) -> None:
    free = task("t1", "赵五", "一支部", exempt_reason="病假")
    bureau.stores.tasks.replace(ROUND.id, [free])
    city.receive(bureau.submit("甲一局党委"))
    assert city.stores.tasks.of_round(ROUND.id) == (free,)
    bureau.stores.tasks.replace(ROUND.id, [replace(free, exempt_reason="")])
    city.receive(bureau.submit("甲一局党委"))
    assert [t.exempt_reason for t in city.stores.tasks.of_round(ROUND.id)] == [""]


def test_an_exemption_is_put_on_what_is_planned_here(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.stores.tasks.replace(ROUND.id, [task("here", "赵五", "一支部")])
    bureau.stores.tasks.replace(ROUND.id, [task("t1", "赵五", "一支部", exempt_reason="病假")])
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.changed == {"task": 1}
    (found,) = city.stores.tasks.of_round(ROUND.id)
    assert (found.id, found.exempt_reason) == ("here", "病假")


def test_a_change_by_hand_stands_in_for_what_is_planned_here(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.stores.tasks.replace(ROUND.id, [task("here", "赵五", "一支部")])
    by_hand = task("t1", "赵五", "一支部", manual_reason="出差", replaces="there")
    by_hand = replace(by_hand, reviewers=(person_id("张三"),))
    bureau.stores.tasks.replace(ROUND.id, [by_hand])
    city.receive(bureau.submit("甲一局党委"))
    found: dict[str, ReviewTask] = {t.id: t for t in city.stores.tasks.of_round(ROUND.id)}
    assert found["t1"].replaces == "here"
    assert found["t1"].reviewers == (person_id("张三"),)
    bureau.stores.tasks.replace(ROUND.id, [])
    city.receive(bureau.submit("甲一局党委"))
    assert [t.id for t in city.stores.tasks.of_round(ROUND.id)] == ["here"]


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


# ---- copies of one ledger --------------------------------------------------------------------


def test_two_clerks_changes_meet(bureau: Office, tmp_path: Path) -> None:
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        home.change_member("赵五", phone="2")
        home.change_member("李四", post="处长")
        bureau.change_member("李四", phone="3")
        typed(bureau, "赵五", "办公室")
        merged = bureau.receive(home.submit("甲一局党委"))
        assert not merged.conflicts
        home.receive(bureau.submit("甲一局党委"))
        assert home.content() == bureau.content()
        assert bureau.member("赵五").phone == "2"
        assert (bureau.member("李四").post, bureau.member("李四").phone) == ("处长", "3")
        assert text_of(home, "赵五") == "办公室"


def test_two_clerks_who_change_the_same_are_asked(bureau: Office, tmp_path: Path) -> None:
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        home.change_member("赵五", phone="2")
        bureau.change_member("赵五", phone="1")
        merged = bureau.receive(home.submit("甲一局党委"))
        assert [(c.field, c.ours, c.theirs) for c in merged.conflicts] == [("phone", "1", "2")]


def test_what_one_clerk_took_away_does_not_come_back_unasked(
    bureau: Office, tmp_path: Path
) -> None:
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        gone = [r.id for r in bureau.reviews() if r.target.kind is TargetKind.MEMBER]
        bureau.stores.reviews.remove(gone)
        merged = bureau.receive(home.submit("甲一局党委"))
        assert len(bureau.reviews()) == 1
        assert [(c.record_id, c.field, c.ours) for c in merged.conflicts] == [(gone[0], "", "")]
