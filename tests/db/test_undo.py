"""What was done in the open ledger is taken back and done again to the last byte."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.db import undo_journal
from app.db.database import Database, create
from app.db.models import MODELS
from app.db.stores import Stores
from app.db.undo import REDO, UNDO, Undo
from app.domain.history import STEP
from app.domain.ids import QuestionId, ReviewId, RoundId
from app.domain.proposal import Question
from app.domain.work_settings import OWN_DATES
from tests.db.snapshots import tables
from tests.db.values import ROUND, RandomLedger, records, reviews, task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.domain.organization import Records


RECORDS = [ReviewId("r1"), ReviewId("r2"), ReviewId("r3")]


@contextmanager
def step(undo: Undo, database: Database, title: str = "做事") -> Iterator[None]:
    with undo.step(title), database.transaction():
        yield


@pytest.fixture
def undo(ledger: Database) -> Undo:
    return Undo(ledger)


@pytest.fixture
def filled(ledger: Database, stores: Stores) -> RandomLedger:
    """A ledger with a structure, two rounds and reviews."""
    drawn = RandomLedger(7, organizations=8, people=30)
    known = drawn.records
    stores.structure.save(known.organizations, known.persons, known.members, known.appointments)
    stores.rounds.add(ROUND)
    stores.rounds.add(replace(ROUND, id=RoundId("other"), name="2011年上半年"))
    stores.reviews.save_many(drawn.reviews)
    return drawn


# ---- any sequence of steps -------------------------------------------------------------------


class Hand:
    """Does one drawn thing after another to a ledger."""

    def __init__(self, stores: Stores, draw: st.DataObject) -> None:
        self.stores = stores
        self.draw = draw
        self.known: list[Records] = []

    def one(self) -> None:
        deeds: list[Callable[[], None]] = [self.write_structure, self.write_round, self.ask]
        if self.known:
            deeds += [self.write_review, self.remove_review, self.plan, self.change_structure]
        self.draw.draw(st.sampled_from(deeds))()

    def write_structure(self) -> None:
        found = self.draw.draw(records())
        self.known.append(found)
        self.stores.structure.save(
            found.organizations, found.persons, found.members, found.appointments, found.oversights
        )

    def change_structure(self) -> None:
        found = self.draw.draw(records())
        appointments = [a.id for a in self.stores.structure.records().appointments]
        self.stores.structure.remove(appointments=appointments[:2])
        self.stores.structure.save(found.organizations)

    def write_round(self) -> None:
        number = self.draw.draw(st.integers(1, 3))
        self.stores.rounds.add(replace(ROUND, id=RoundId(f"round{number}"), name=f"第{number}轮"))

    def write_review(self) -> None:
        self.stores.rounds.add(ROUND)
        found = [self.draw.draw(reviews(self.stores.structure.records())) for _ in range(3)]
        self.stores.reviews.save_many(list({each.id: each for each in found}.values()))

    def remove_review(self) -> None:
        some = self.draw.draw(st.lists(st.sampled_from(RECORDS), unique=True))
        self.stores.reviews.remove(some, reason="试填")

    def plan(self) -> None:
        self.stores.rounds.add(ROUND)
        numbers = self.draw.draw(st.lists(st.integers(1, 9), unique=True))
        self.stores.tasks.replace(ROUND.id, [task(number) for number in numbers])

    def ask(self) -> None:
        number = self.draw.draw(st.integers(1, 3))
        question = Question(QuestionId(f"q{number}"), "row.person_ambiguous", "谁？", (1,), ("甲",))
        self.stores.questions.ask(question, {})
        if self.draw.draw(st.booleans()):
            self.stores.questions.answer(question.id, "甲")


@settings(
    max_examples=40,
    phases=[Phase.generate],  # making an example smaller takes long, with a file for each
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_steps_are_undone_and_redone_to_the_last_byte(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("undo") / "甲.ledger"
    with create(path) as database:
        stores, undo = Stores(database), Undo(database)
        hand, states = Hand(stores, data), [tables(database)]
        for _ in range(data.draw(st.integers(1, 6))):
            with step(undo, database):
                for _ in range(data.draw(st.integers(1, 3))):
                    hand.one()
            if len(undo._journal.done) == len(states):  # something was written, if only for nothing
                states.append(tables(database))
        log = len(stores.changes.latest())
        for state in reversed(states[:-1]):
            assert undo.play()
            assert tables(database) == state
        assert not undo.play()
        for state in states[1:]:
            assert undo.play(redo=True)
            assert tables(database) == state
        assert not undo.play(redo=True)
        assert len(stores.changes.latest()) >= min(log, 1000)
        assert database.integrity() == ()
        assert database.sql("PRAGMA foreign_keys") == [(1,)]


def test_back_and_forth_again_and_again(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    states = [tables(ledger)]
    for number in range(5):
        with step(undo, ledger):
            stores.structure.save(
                [replace(filled.organizations[0], name=f"名{number}")],
                members=[replace(filled.members[number], post="教师")],
            )
            stores.reviews.save(replace(filled.reviews[number], place=f"地点{number}"))
        states.append(tables(ledger))
    place = 5
    for move in (-1, -1, 1, -1, -1, -1, 1, 1, 1, -1, 1, 1):
        assert undo.play(redo=move > 0)
        place += move
        assert tables(ledger) == states[place]


# ---- what is a step --------------------------------------------------------------------------


def rename(stores: Stores, drawn: RandomLedger, name: str) -> None:
    stores.structure.save([replace(drawn.organizations[0], name=name)])


def test_a_failing_transaction_leaves_no_step_and_what_can_be_redone(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    with step(undo, ledger, "更名"):
        rename(stores, filled, "新名")
    undo.play()
    before = tables(ledger)
    with pytest.raises(ZeroDivisionError), step(undo, ledger):  # noqa: PT012
        rename(stores, filled, "别的名")
        raise ZeroDivisionError
    assert tables(ledger) == before
    assert undo.title() is None
    assert undo.title(redo=True) == "更名"


def test_a_new_step_ends_what_could_be_redone(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    with step(undo, ledger):
        rename(stores, filled, "新名")
    undo.play()
    with step(undo, ledger, "再更名"):
        rename(stores, filled, "别的名")
    assert undo.title(redo=True) is None
    assert undo.title() == "再更名"


def test_a_step_without_a_change_is_none(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    with step(undo, ledger):
        stores.structure.save([filled.organizations[0]])
        stores.settings.set("font", "大")
    assert undo.title() is None


def test_the_first_title_within_a_step_names_it(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    with step(undo, ledger, ""), step(undo, ledger, "导入"), step(undo, ledger, "填写"):
        rename(stores, filled, "新名")
    assert undo.title() == "导入"
    before = tables(ledger)
    with step(undo, ledger, "整个"), step(undo, ledger, "部分"):
        rename(stores, filled, "别的名")
    assert undo.title() == "整个"
    undo.play()
    assert tables(ledger) == before


def test_what_hangs_on_a_deleted_record_comes_back_with_it(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    before = tables(ledger)
    with step(undo, ledger):
        stores.reviews.remove([review.id for review in filled.reviews])
    assert tables(ledger)["review_reviewer"] == []
    undo.play()
    assert tables(ledger) == before


def test_steps_end_where_something_was_changed_outside_of_any(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    with step(undo, ledger):
        rename(stores, filled, "新名")
    rename(stores, filled, "没有步骤的名")
    assert undo.title() is None
    with step(undo, ledger, "之后"):
        rename(stores, filled, "后来的名")
    assert undo.title() == "之后"


def test_the_oldest_steps_are_forgotten(
    ledger: Database,
    stores: Stores,
    filled: RandomLedger,
    undo: Undo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(undo_journal, "MOST_STEPS", 3)
    for number in range(5):
        with step(undo, ledger, f"第{number}步"):
            rename(stores, filled, f"名{number}")
    titles = []
    while undo.title():
        titles.append(undo.title())
        undo.play()
    assert titles == ["第4步", "第3步", "第2步"]
    assert stores.structure.records().organizations[0].name == "名1"


def test_large_steps_push_out_older_ones_but_never_the_last(
    ledger: Database,
    stores: Stores,
    filled: RandomLedger,
    undo: Undo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(undo_journal, "MOST_ROWS", 5)
    with step(undo, ledger, "小"):
        rename(stores, filled, "新名")
    with step(undo, ledger, "大"):
        stores.structure.save(
            persons=[replace(person, unit="某局") for person in filled.persons[:20]]
        )
    assert undo.title() == "大"
    undo.play()
    assert undo.title() is None


def test_every_table_is_looked_after_or_left_out_by_name(undo: Undo) -> None:
    noted = {notes.model for notes in undo._journal.tables}
    assert noted | set(undo_journal.NOT_NOTED) == set(MODELS)
    names = {model._meta.table_name for model in undo_journal.NOT_NOTED}
    assert {"change", "draft", "backup"} == names


def test_of_the_settings_those_are_undone_that_belong_to_the_work(
    ledger: Database, stores: Stores, undo: Undo
) -> None:
    stores.settings.set("package.sequence", "7")
    with step(undo, ledger, "本级期限"):
        stores.settings.set(OWN_DATES, "[1]")
        stores.settings.set("package.sequence", "8")
    with step(undo, ledger, "本级期限"):
        stores.settings.set(OWN_DATES, "[1, 2]")
    undo.play()
    assert stores.settings.get(OWN_DATES) == "[1]"
    undo.play()
    assert stores.settings.get(OWN_DATES) == ""
    assert stores.settings.get("package.sequence") == "8", "what was sent stays sent"
    undo.play(redo=True)
    assert stores.settings.get(OWN_DATES) == "[1]"
    stores.settings.set("package.sequence", "9")
    assert undo.title(redo=True) == "本级期限", "the program's own settings cut nothing off"


# ---- the log ---------------------------------------------------------------------------------


def test_undoing_is_logged_and_the_log_only_grows(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    review = filled.reviews[0]
    with step(undo, ledger, "填写登记表"):
        stores.reviews.save(replace(review, place="礼堂"))
    before = stores.changes.latest()
    undo.play()
    lines = stores.changes.of_record("review", review.id)
    assert [(c.field, c.old, c.new, c.reason) for c in lines[-1:]] == [
        ("place", "礼堂", review.place, UNDO)
    ]
    undo.play(redo=True)
    lines = stores.changes.of_record("review", review.id)
    assert (lines[-1].new, lines[-1].reason) == ("礼堂", REDO)
    assert stores.changes.latest()[-len(before) :] == before
    steps = stores.changes.of_record(STEP, "")
    assert [(c.new, c.reason) for c in steps] == [("填写登记表", UNDO), ("填写登记表", REDO)]


def test_a_record_that_vanishes_or_comes_back_is_logged(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    review = filled.reviews[0]
    with step(undo, ledger):
        stores.reviews.remove([review.id], reason="误填")
    undo.play()
    back = [c for c in stores.changes.of_record("review", review.id) if c.reason == UNDO]
    assert ("form", "", "form") in [(c.field, c.old, c.new) for c in back]
    undo.play(redo=True)
    assert stores.changes.of_record("review", review.id)[-1].field == ""


def test_undoing_a_change_of_the_structure_is_logged_in_its_record(
    ledger: Database, stores: Stores, filled: RandomLedger, undo: Undo
) -> None:
    first = filled.organizations[0]
    with step(undo, ledger, "更名"):
        rename(stores, filled, "新名")
    undo.play()
    line = stores.changes.of_record("organization", first.id)[-1]
    assert (line.field, line.old, line.new, line.reason) == ("name", "新名", first.name, UNDO)


def test_an_undo_that_fails_changes_nothing_and_can_be_tried_again(
    ledger: Database,
    stores: Stores,
    filled: RandomLedger,
    undo: Undo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = tables(ledger)
    with step(undo, ledger, "更名"):
        rename(stores, filled, "新名")
    after, log = tables(ledger), stores.changes.latest()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(undo._structure, "log_changes", fail)
    with pytest.raises(ZeroDivisionError):
        undo.play()
    monkeypatch.undo()
    assert tables(ledger) == after
    assert stores.changes.latest() == log
    assert ledger.sql("PRAGMA foreign_keys") == [(1,)]
    assert undo.title() == "更名"
    undo.play()
    assert tables(ledger) == before
