"""Progress of 20,000 organisations with 100,000 tasks, and search in the tree at every key.

``python -m tests.benchmarks overview``; BENCH_ORGANIZATIONS makes it smaller.
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.ids import (
    AppointmentId,
    MemberId,
    OrganizationId,
    PersonId,
    ReviewId,
    derived_id,
)
from app.domain.organization import Appointment, Member, Organization, Person
from app.domain.review import Review
from app.domain.words import OrganizationKind, PostKind, ReviewState, TargetKind
from tests.benchmarks.result import Result, median_ratio, seconds
from tests.builders import round_
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.review import Round
    from app.ops.desk import Desk

ORGANIZATIONS = int(os.environ.get("BENCH_ORGANIZATIONS", "20000"))
BRANCHING, MEMBERS_EACH = 25, 4
REVIEWED = 0.6
PAIRS = 5
MOST_OF_READING = 0.9
MOST_OF_SCAN = 3


def run() -> Iterator[Result]:
    """Give both ratios."""
    with tempfile.TemporaryDirectory() as folder, city(Path(folder)) as desk:
        yield _progress(desk)
        yield _search(desk)


def _progress(desk: Desk) -> Result:
    """Progress after each change against reading the round's tasks as values."""
    workspace, found = desk.workspace, desk.rounds.all()[0]
    day = workspace.day_of(found)
    first = seconds(lambda: desk.overview.progress(found, day))

    def anew() -> None:
        workspace.stores.rounds.add(found)  # any change: what was counted is stale
        desk.overview.progress(found, day)

    pairs = [
        (seconds(anew), seconds(lambda: workspace.stores.tasks.of_round(found.id)))
        for _ in range(PAIRS)
    ]
    again = min(ours for ours, _ in pairs)
    detail = f"[first {first * 1000:.0f} ms, after a change {again * 1000:.0f} ms]"
    name = f"progress of {ORGANIZATIONS:,} organisations / reading their tasks"
    return Result(name, median_ratio(pairs), MOST_OF_READING, detail=detail)


def _search(desk: Desk) -> Result:
    """The slowest of some keys against looking through a list of the names alone."""
    workspace = desk.workspace
    tree = workspace.directory(workspace.today()).tree
    finder = desk.overview.finder(tree)
    names = [organization.name for organization in tree]

    def key(words: str) -> None:
        if finder.count(words):
            finder.next(words, len(names) // 2)

    def timed(words: str) -> float:
        return seconds(lambda: key(words))

    def slowest() -> float:
        typed = ("支", "支部", f"{ORGANIZATIONS - 1}", "zhibu", "dzb", "没有这个")
        return max(map(timed, typed))

    def scan() -> None:
        sum("没有这个" in name for name in names)

    pairs = [(slowest(), seconds(scan)) for _ in range(PAIRS)]
    detail = f"[{min(ours for ours, _ in pairs) * 1000:.1f} ms]"
    name = f"the slowest key among {ORGANIZATIONS:,} organisations / a scan of their names"
    return Result(name, median_ratio(pairs), MOST_OF_SCAN, detail=detail)


def city(folder: Path) -> Desk:
    """A ledger three deep, with a round of which more than half is done."""
    kind = OrganizationKind.COMMITTEE
    desk = sample_office().create(folder / "city.ledger", "qingdao-2010", "示例市委", kind)
    root = desk.workspace.directory(desk.workspace.today()).tree.root
    organizations = [root]
    for number in range(1, ORGANIZATIONS):
        above = organizations[(number - 1) // BRANCHING]
        organizations.append(
            Organization(
                OrganizationId(derived_id("o", str(number))),
                f"第{number}党支部",
                OrganizationKind.BRANCH,
                above.id,
            )
        )
    persons, members, posts = [], [], []
    for place in organizations:
        for number in range(MEMBERS_EACH + 1):
            person = PersonId(derived_id("p", place.id, str(number)))
            persons.append(Person(person, f"党员{number}"))
            members.append(Member(MemberId(derived_id("m", person)), person, place.id))
        head = persons[-1].id
        posts.append(
            Appointment(
                AppointmentId(derived_id("a", head)), head, place.id, PostKind.SECRETARY, "书记"
            )
        )
    desk.workspace.stores.structure.save(organizations, persons, members, posts)
    desk.workspace.structure_changed()
    _review(desk, desk.rounds.open(round_().name, round_().start, round_().end).round)
    return desk


def _review(desk: Desk, found: Round) -> None:
    draw = random.Random(20110112)
    directory = desk.workspace.directory(desk.workspace.day_of(found))
    made = []
    for task in desk.workspace.stores.tasks.of_round(found.id):
        if draw.random() < REVIEWED:
            place = (
                directory.members[task.target.person_id].organization_id
                if task.target.kind is TargetKind.MEMBER
                else task.target.organization_id
            )
            made.append(
                Review(
                    ReviewId(derived_id("r", task.id)),
                    found.id,
                    task.form,
                    task.target,
                    place,
                    task.id,
                    task.reviewers,
                    day=found.start,
                    state=ReviewState.REVIEWED,
                )
            )
    desk.workspace.stores.reviews.save_many(made)
