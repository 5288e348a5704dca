"""Ledgers of a city exchange packages in any order: nothing is lost, nothing is counted twice.

What each ledger must hold is kept beside it in plain dicts (``handoff_truth``) and compared after
every step. ``python3 run.py fuzz handoff [EXAMPLES]`` makes longer runs.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.handoff import Resolve
from tests.stories.handoff_hands import CITY, UNITS, City, make_ledgers
from tests.stories.handoff_planted import OFFICES, Planted

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = int(os.environ.get("HANDOFF_EXAMPLES", "3"))
STEPS = int(os.environ.get("HANDOFF_STEPS", "25"))
ORDERS = max(2, EXAMPLES // 10)
PHASES = [phase for phase in Phase if phase is not Phase.shrink or "HANDOFF_SHRINK" in os.environ]
"""A smaller example takes minutes to find."""
NUMBER = st.integers(0, 999)
ONE_ABOVE_MOSTLY = st.sampled_from([1, 1, 1, 2, 3])
RESOLVE = st.sampled_from([Resolve.ASK, Resolve.ASK, Resolve.OURS, Resolve.THEIRS])


class Machine(RuleBasedStateMachine):
    """What people may do, in any order."""

    ledgers: dict[str, Path]

    def __init__(self) -> None:
        super().__init__()
        self.planted = Planted(self.ledgers)

    def teardown(self) -> None:
        self.planted.close()

    @rule(what=NUMBER, who=st.sampled_from(UNITS), number=NUMBER)
    def work(self, what: int, who: str, number: int) -> None:
        """Do something in a ledger."""
        works = self.planted.works
        works[what % len(works)](who, number)

    @rule(what=NUMBER, who=st.sampled_from(UNITS), number=NUMBER)
    def work_more(self, what: int, who: str, number: int) -> None:
        """Do something in a ledger: people work more than they send."""
        self.work(what, who, number)

    @rule(who=st.sampled_from(UNITS[1:]), resolve=RESOLVE)
    def report(self, who: str, resolve: Resolve) -> None:
        """Write a package and take it in above."""
        self.planted.deliver(self.planted.submit(who), 1, resolve)

    @rule(who=st.sampled_from(UNITS[1:]))
    def submit(self, who: str) -> None:
        """Write a package; it may come in late, or never."""
        self.planted.submit(who)

    @precondition(lambda self: self.planted.bag)
    @rule(number=NUMBER, up=ONE_ABOVE_MOSTLY, resolve=RESOLVE, undone=st.booleans())
    def deliver(self, number: int, up: int, resolve: Resolve, undone: bool) -> None:
        """Take any package in that was ever written: late, again, over the head of a level."""
        bag = self.planted.bag
        self.planted.deliver(number % len(bag), up, resolve, undone=undone)

    @precondition(lambda self: any(book.conflicts for book in self.planted.books.values()))
    @rule(resolve=st.sampled_from([Resolve.OURS, Resolve.THEIRS]))
    def settle(self, resolve: Resolve) -> None:
        """Settle the conflicts of a ledger."""
        books = self.planted.books
        self.planted.settle(next(name for name in books if books[name].conflicts), resolve)

    @precondition(lambda self: any(book.taken for book in self.planted.books.values()))
    @rule(number=NUMBER)
    def take_out(self, number: int) -> None:
        """Take the last package of a ledger out again."""
        self.planted.take_out(OFFICES[number % len(OFFICES)])

    @invariant()
    def as_planted(self) -> None:
        """Every ledger holds what its book says."""
        self.planted.check()


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_ledgers(tmp_path_factory.mktemp("handoff"), random.Random(5))


def test_packages_in_any_order(ledgers: dict[str, Path]) -> None:
    class City_(Machine):  # noqa: N801 - it is shown in what fails
        pass

    City_.ledgers = ledgers
    run_state_machine_as_test(
        City_,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("seed", range(ORDERS))
def test_every_order_of_the_same_packages_gives_the_same_records(
    ledgers: dict[str, Path], seed: int, tmp_path: Path
) -> None:
    """Also some of them twice, some late; the office has entered records of its own before."""
    draw = random.Random(seed)
    planted = Planted(ledgers)
    try:
        for _ in range(3):
            for _ in range(12):
                draw.choice(planted.works)(draw.choice(UNITS), draw.randrange(999))
            for who in draw.sample(UNITS[1:], 3):
                planted.submit(who)
        packages = [path for _, path in planted.bag]
        planted.city.hands[CITY].desk.close()
        found = [
            _taken_in(planted.folder / f"{CITY}.ledger", tmp_path / str(number), order)
            for number, order in enumerate(
                draw.sample([*packages, *draw.sample(packages, 3)], len(packages) + 3)
                for _ in range(2)
            )
        ]
    finally:
        planted.close()
    assert found[0] == found[1]


def _taken_in(ledger: Path, folder: Path, order: list[Path]) -> dict[str, object]:
    """Take packages in in this order; return what the ledger holds then."""
    folder.mkdir()
    city = City.open({CITY: ledger}, folder, random.Random(7))
    try:
        hands = city.hands[CITY]
        for package in order:
            hands.desk.receiving.apply([package])
        return {
            "organizations": hands.organizations(),
            "members": hands.members(),
            "reviews": hands.reviews(),
            "figures": hands.figures(),
        }
    finally:
        city.close()


def test_everybody_reports_up_level_by_level(ledgers: dict[str, Path]) -> None:
    """The plain case: at the end the city holds what was entered anywhere, once."""
    planted = Planted(ledgers)
    try:
        draw = random.Random(1)
        for _ in range(40):
            draw.choice(planted.works)(draw.choice(UNITS), draw.randrange(999))
        for who in UNITS[:0:-1]:
            planted.deliver(planted.submit(who), 1, Resolve.THEIRS)
        planted.check()
        entered = {
            record["person"]
            for book in planted.books.values()
            for (kind, _), record in book.records.items()
            if kind == "member"
        }
        held = {line[1] for line in planted.city.hands[CITY].members()}
        assert held == entered
    finally:
        planted.close()
