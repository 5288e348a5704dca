"""What goes into a ledger comes out of it, and one save is one transaction."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.db import settling
from app.db.database import create, open_ledger
from app.db.stores import Stores
from app.domain.history import Change
from app.domain.ids import OrganizationId, PersonId, QuestionId, ReviewId, RoundId, TaskId
from app.domain.organization import Organization, Person, Records
from app.domain.proposal import Question
from app.domain.review import Block, Review, Round, Target
from app.domain.words import OrganizationKind, ReviewState, TargetKind
from tests.db.refusals import refused
from tests.db.values import ROUND, RandomLedger, records, reviews, task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.db.connection import Database

ROOT = Organization(OrganizationId("o0"), "甲党委", OrganizationKind.COMMITTEE)
LI = Person(PersonId("p0"), "李四")


@contextmanager
def fresh_ledger() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "a.ledger") as database:
        yield database


def structure(known: Records) -> dict:
    return {name: getattr(known, name) for name in known.__slots__}


# ---- structure -------------------------------------------------------------------------------


@settings(max_examples=40)
@given(records(), records())
def test_records_come_back_and_are_replaced_by_id(first: Records, second: Records) -> None:
    with fresh_ledger() as database:
        store = Stores(database).structure
        store.save(**structure(first))
        assert store.records() == first
        store.save(**structure(second))
        found = store.records()
        for name, values in structure(second).items():
            kept = {value.id: value for value in getattr(found, name)}
            assert all(kept[value.id] == value for value in values)
            assert kept.keys() == {v.id for v in (*values, *getattr(first, name))}


def test_control_characters_are_never_kept(stores: Stores) -> None:
    """A package that held them would be refused where it is received."""
    root = replace(ROOT, name="市局\u202e党委\x07")
    person = replace(LI, name="李\x1b[2J一\n")
    stores.structure.save(organizations=(root,), persons=(person,))
    found = stores.structure.records()
    assert [each.name for each in found.organizations] == ["市局党委"]
    assert [each.name for each in found.persons] == ["李[2J一"]
    stores.rounds.add(replace(ROUND, name="上\x9b半年"))
    assert [each.name for each in stores.rounds.all()] == ["上半年"]


def test_parents_may_come_after_their_children(stores: Stores) -> None:
    branch = Organization(
        OrganizationId("o1"), "一支部", OrganizationKind.BRANCH, OrganizationId("o0")
    )
    stores.structure.save(organizations=(branch, ROOT))
    assert set(stores.structure.records().organizations) == {branch, ROOT}


def test_a_parent_that_does_not_exist_is_refused_whole(stores: Stores) -> None:
    lost = Organization(OrganizationId("o1"), "一支部", OrganizationKind.BRANCH, ROOT.id)
    with refused("ledger.referenced"):
        stores.structure.save(persons=(LI,), organizations=(lost,))
    assert stores.structure.records() == Records()


def test_remove_takes_back_what_an_import_brought(stores: Stores) -> None:
    known = RandomLedger(1).records
    stores.structure.save(**structure(known))
    ids: dict[str, Any] = {n: [v.id for v in vs] for n, vs in structure(known).items()}
    stores.structure.remove(**ids)
    assert stores.structure.records() == Records()


def test_remove_leaves_everything_where_something_is_still_needed(stores: Stores) -> None:
    stores.structure.save(organizations=(ROOT,), persons=(LI,))
    stores.rounds.add(ROUND)
    stores.reviews.save(
        Review(
            ReviewId("r"), ROUND.id, "f", Target(TargetKind.ORGANIZATION, "o0"), ROOT.id,
            reviewers=(LI.id,),
        )
    )  # fmt: skip
    with refused("ledger.referenced"):
        stores.structure.remove(organizations=("o0",), persons=())
    with refused("ledger.referenced"):
        stores.structure.remove(persons=("p0",))
    assert stores.structure.records() == Records((ROOT,), (LI,))


# ---- rounds and tasks ------------------------------------------------------------------------


def test_rounds_come_in_order_of_time(stores: Stores) -> None:
    assert stores.rounds.latest() is None
    later = Round(RoundId("b"), "2011年上半年", date(2011, 1, 1), date(2011, 6, 30), ROUND.id)
    stores.rounds.add(ROUND)
    stores.rounds.add(later)
    assert stores.rounds.all() == (ROUND, later)
    assert stores.rounds.latest() == later


def test_tasks_are_replaced_as_a_whole_and_keep_their_order(stores: Stores) -> None:
    stores.rounds.add(ROUND)
    first = tuple(task(n) for n in (3, 1, 2))
    stores.tasks.replace(ROUND.id, first)
    assert stores.tasks.of_round(ROUND.id) == first
    second = (task(1, exempt_reason="长期病假"), task(9, replaces=TaskId("t3"), body="督查组"))
    stores.tasks.replace(ROUND.id, second)
    assert stores.tasks.of_round(ROUND.id) == second
    assert stores.tasks.get(TaskId("t3")) is None


def test_a_saved_task_keeps_its_place(stores: Stores) -> None:
    stores.rounds.add(ROUND)
    stores.tasks.replace(ROUND.id, (task(1), task(2)))
    changed = task(1, manual_reason="书记出差")
    stores.tasks.save(changed)
    stores.tasks.save(task(7))
    assert stores.tasks.of_round(ROUND.id) == (changed, task(2), task(7))


# ---- reviews ---------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.data())
def test_reviews_come_back(data: st.DataObject) -> None:
    known = data.draw(records())
    with fresh_ledger() as database:
        stores = Stores(database)
        stores.structure.save(**structure(known))
        stores.rounds.add(ROUND)
        kept = {}
        for _ in range(4):
            review = data.draw(reviews(known))
            stores.reviews.save(review)
            kept[review.id] = review
            assert stores.reviews.get(review.id) == review
        assert {r.id: r for r in stores.reviews.of_round(ROUND.id)} == kept
        assert settling.wrongly_settled(database) == 0
        for target in {review.target for review in kept.values()}:
            own = [review for review in kept.values() if review.target == target]
            assert sorted(stores.reviews.of_target(ROUND.id, target), key=repr) == sorted(
                own, key=repr
            )
            assert set(map(repr, stores.reviews.of_round(ROUND.id, [target]))) == set(
                map(repr, own)
            )
        done = {review.id for review in kept.values() if review.is_done and review.day}
        heads = stores.reviews.heads(ROUND.id)
        assert {head.id for head in heads if head.is_done and head.day} == done


@pytest.fixture
def review(stores: Stores) -> Review:
    stores.structure.save(organizations=(ROOT,), persons=(LI,))
    stores.rounds.add(ROUND)
    made = Review(
        ReviewId("r"),
        ROUND.id,
        "organization",
        Target(TargetKind.ORGANIZATION, "o0"),
        ROOT.id,
        blocks=(Block("review", {"review.problems": "不足"}),),
    )
    stores.reviews.save(made)
    return made


def test_a_change_of_a_review_is_logged_with_it(stores: Stores, review: Review) -> None:
    changed = replace(
        review,
        state=ReviewState.REVIEWED,
        day=date(2010, 9, 1),
        blocks=(Block("review", {"review.problems": "学习不够"}),),
    )
    stores.reviews.save(changed, reason="补填", who="张三")
    lines = {c.field: c for c in stores.changes.of_record("review", "r") if c.reason == "补填"}
    assert {name: (c.old, c.new, c.who) for name, c in lines.items()} == {
        "state": ("", "reviewed", "张三"),
        "day": ("", "2010-09-01", "张三"),
        "review.problems": ("不足", "学习不够", "张三"),
    }


def test_the_log_goes_back_with_its_review(
    ledger: Database, stores: Stores, review: Review
) -> None:
    before = stores.changes.latest()

    def fail_after_saving() -> None:
        with ledger.transaction():
            stores.reviews.save(replace(review, place="会议室"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_saving()
    assert stores.reviews.get(review.id) == review
    assert stores.changes.latest() == before


def test_saving_unchanged_logs_nothing(stores: Stores, review: Review) -> None:
    before = stores.changes.latest()
    stores.reviews.save(review)
    assert stores.changes.latest() == before


def test_the_latest_review_of_a_target(stores: Stores, review: Review) -> None:
    assert stores.reviews.latest(review.target) is None
    first = replace(review, id=ReviewId("r1"), day=date(2010, 8, 1))
    last = replace(review, id=ReviewId("r2"), day=date(2010, 9, 1))
    stores.reviews.save_many([last, first])
    assert stores.reviews.latest(review.target) == last
    assert stores.reviews.latest(review.target, before=last.id) == first


def test_removed_reviews_leave_nothing_but_the_log(
    ledger: Database, stores: Stores, review: Review
) -> None:
    stores.reviews.remove([review.id], reason="撤销导入")
    assert stores.reviews.of_round(ROUND.id) == ()
    for table in ("review_block", "review_reviewer", "review_snapshot"):
        assert ledger.sql(f"SELECT count(*) FROM {table}") == [(0,)]
    assert stores.changes.of_record("review", "r")[-1].reason == "撤销导入"


# ---- log, questions, settings ----------------------------------------------------------------


def test_the_log_keeps_its_order(stores: Stores) -> None:
    lines = [
        Change("member", "m1", "phone", "", str(n), time=f"2010-01-{30 - n}") for n in range(20)
    ]
    stores.changes.append(lines)
    found = stores.changes.of_record("member", "m1")
    assert [line.new for line in found] == [str(n) for n in range(20)]
    assert [line.sequence for line in found] == sorted(line.sequence for line in found)
    assert stores.changes.latest(1)[0].new == "19"


def test_questions_wait_and_answers_are_remembered(stores: Stores) -> None:
    asked = Question(QuestionId("q1"), "row.person_ambiguous", "哪一个？", (3, 4), ("甲", "乙"))
    other = Question(QuestionId("q2"), "row.person_unknown", "是谁？", (), ())
    stores.questions.ask(asked, {"rows": [1]})
    stores.questions.ask(other, {})
    stores.questions.ask(asked, {"rows": [2]})
    assert [each.question for each in stores.questions.open()] == [asked, other]
    found = stores.questions.get(asked.id)
    assert found is not None
    assert found.payload == {"rows": [2]}
    stores.questions.answer(asked.id, "甲")
    assert [each.question for each in stores.questions.open()] == [other]
    assert stores.questions.answers() == {asked.id: "甲"}
    stores.questions.drop([other.id])
    assert stores.questions.open() == ()


def test_settings(stores: Stores) -> None:
    assert stores.settings.get("unit", "无") == "无"
    stores.settings.set("unit", "甲")
    stores.settings.set("unit", "乙")
    assert stores.settings.get("unit") == "乙"


# ---- the ledger as a whole -------------------------------------------------------------------


def test_two_ledgers_open_at_once_stay_apart(tmp_path: Path) -> None:
    with create(tmp_path / "a.ledger") as first, create(tmp_path / "b.ledger") as second:
        Stores(first).settings.set("name", "甲")
        Stores(second).settings.set("name", "乙")
        assert Stores(first).settings.get("name") == "甲"
        assert Stores(second).settings.get("name") == "乙"


def test_a_reopened_ledger_holds_what_was_saved(tmp_path: Path) -> None:
    known = RandomLedger(7)
    with create(tmp_path / "a.ledger") as database:
        Stores(database).structure.save(**structure(known.records))
    with open_ledger(tmp_path / "a.ledger") as database:
        assert Stores(database).structure.records() == known.records
