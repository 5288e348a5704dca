"""Figures of a whole city against one scan of its members and reviews, in the same ledger.

``python -m tests.benchmarks coverage``; BENCH_MEMBERS makes it smaller.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.db import bulk, mapping, settling
from app.db.coverage_store import CoverageStore
from app.db.database import Database, create, open_ledger
from app.db.models import MODELS, MemberRow
from app.db.stores import Stores
from app.domain.coverage import Coverage
from app.domain.dates import PartialDate, Span
from app.domain.ids import AppointmentId, MemberId, OrganizationId, PersonId, RoundId
from app.domain.organization import Appointment, Member, Organization, Person
from app.domain.review import Round
from app.domain.scheme import TableDeclaration, Tier
from app.domain.tree import grow
from app.domain.words import MemberStatus, OrganizationKind, PostKind
from tests.benchmarks.result import Result, median_ratio, seconds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator


ORGANIZATIONS = 20_000
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "1000000"))
REVIEWED = 0.7
PAIRS = 7
DAY = date(2010, 12, 31)
ROUND = Round(RoundId(str(uuid.UUID(int=1))), "2010年下半年", date(2010, 7, 1), DAY)
TABLE = TableDeclaration(
    "table",
    "统计表",
    "",
    (
        Tier(
            "leaders",
            "党组书记",
            frozenset({OrganizationKind.LEADING_GROUP}),
            frozenset({PostKind.SECRETARY}),
        ),
    ),
)
SCAN = (
    "SELECT (SELECT sum(length(phone)) FROM member NOT INDEXED)"
    " + (SELECT sum(length(place)) FROM review NOT INDEXED)"
)


@dataclass
class City:
    """A tree six deep, its people in branches, some moved or gone, two thirds reviewed."""

    draw: random.Random = field(default_factory=lambda: random.Random(20110112))
    organizations: list[Organization] = field(default_factory=list)
    branches: list[OrganizationId] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = [
            OrganizationKind.LOCAL_COMMITTEE,
            OrganizationKind.LEADING_GROUP,
            OrganizationKind.COMMITTEE,
            OrganizationKind.GENERAL_BRANCH,
            OrganizationKind.BRANCH,
        ]
        for number in range(ORGANIZATIONS):
            parent = self.organizations[(number - 1) // 8] if number else None
            depth = kinds.index(parent.kind) + 1 if parent and parent.kind in kinds else 0
            kind = kinds[min(depth, len(kinds) - 1)]
            id_ = OrganizationId(self.id())
            self.organizations.append(
                Organization(id_, f"第{number}党组织", kind, parent.id if parent else None)
            )
        first_leaf = (ORGANIZATIONS - 2) // 8 + 1
        self.branches = [o.id for o in self.organizations[first_leaf:]]

    def id(self) -> str:
        """A new UUID, the same in every run."""
        return str(uuid.UUID(int=self.draw.getrandbits(128), version=4))

    def branch(self, number: int) -> OrganizationId:
        """The branch of the person with this number."""
        return self.branches[number * len(self.branches) // MEMBERS]

    def member(self, number: int, person_id: str) -> Member:
        """A membership as rosters give it; one in twenty left, one in five moved in once."""
        fate = self.draw.random()
        status = MemberStatus.MOVED_OUT if fate < 0.05 else MemberStatus.ACTIVE
        until = date(2010, 10, 1) if fate < 0.05 else None
        since = date(2009, 3, 1) if fate > 0.8 else None
        return Member(
            MemberId(self.id()),
            PersonId(person_id),
            self.branch(number),
            "男",
            PartialDate(1975, 6),
            PartialDate(2001, 7, 1),
            PartialDate(2002, 7, 1),
            "科员",
            status=status,
            on_books=Span(since, until),
            id_number=f"37020219750601{number % 10_000:04d}",
            phone="13800000000",
            extra=(("民族", "汉族"), ("学历", "大学")),
        )

    def member_review(self, number: int, person_id: str) -> tuple[object, ...]:
        """The head of a done review of a member; one in a hundred was elsewhere then."""
        place = self.branch(number)
        if self.draw.random() < 0.01:
            place = self.draw.choice(self.branches)
        return (
            *(self.id(), ROUND.id, "member", "e" * 64, "member", person_id, place, self.id()),
            *("person", None, "2010-09-01", "机关会议室", "集中点评"),
            *("reviewed", "2010-09-01", None, "9", 0, None, ""),
        )

    def organization_review(self, place: str, secretary: str) -> tuple[object, ...]:
        """The head of a done review of an organisation with its secretary."""
        return (
            *(self.id(), ROUND.id, "organization", "e" * 64, "organization", place, place),
            *(self.id(), "person", secretary, "2010-09-01", "机关会议室", "集中点评"),
            *("reviewed", "2010-09-01", secretary, "9", 0, None, ""),
        )


def fill(database: Database) -> tuple[Organization, ...]:
    """Write a city."""
    city = City()
    persons = [city.id() for _ in range(MEMBERS)]
    secretaries = {o.id: persons[city.draw.randrange(MEMBERS)] for o in city.organizations}
    stores = Stores(database)
    with database.transaction():
        stores.structure.save(
            city.organizations, (Person(PersonId(id_), "张三") for id_ in persons)
        )
        stores.rounds.add(ROUND)
        stores.structure.save(
            appointments=[
                Appointment(AppointmentId(city.id()), PersonId(s), OrganizationId(o), _SECRETARY)
                for o, s in secretaries.items()
            ]
        )
        rows = (mapping.member_row(city.member(n, id_)) for n, id_ in enumerate(persons))
        bulk.insert(database, MemberRow, rows)
        _fill_reviews(database, city, persons, secretaries)
    return tuple(city.organizations)


_SECRETARY = PostKind.SECRETARY


def _fill_reviews(
    database: Database, city: City, persons: list[str], secretaries: dict[OrganizationId, str]
) -> None:
    models = {model._meta.table_name: model for model in MODELS}
    reviewers: list[tuple[str, str]] = []

    def heads() -> Iterator[tuple[object, ...]]:
        for number, person_id in enumerate(persons):
            times = 1 if city.draw.random() < REVIEWED else 0
            times += city.draw.random() < 0.01
            for _ in range(times):
                head = city.member_review(number, person_id)
                reviewers.append((str(head[0]), secretaries[city.branch(number)]))
                yield head
        for organization in city.organizations:
            if city.draw.random() < REVIEWED and organization.parent_id:
                head = city.organization_review(organization.id, secretaries[organization.id])
                reviewers.append((str(head[0]), secretaries[organization.parent_id]))
                yield head

    bulk.insert(database, models["review"], heads())
    rows = ((review, 0, person, ROUND.id, "2010-09-01") for review, person in reviewers)
    bulk.insert(database, models["review_reviewer"], rows)
    with database.transaction():
        organizations = (str(each.id) for each in city.organizations)
        settling.settle_targets(database, [*persons, *organizations])
        settling.settle_reviewers(database, {(str(ROUND.id), person) for _, person in reviewers})


def coverage(database: Database, organizations: tuple[Organization, ...]) -> Result:
    """Facts and roll-up against one scan of the two tables."""
    tree = grow(organizations)
    store = CoverageStore(database)

    def figures() -> None:
        counted = Coverage(tree, store.facts(ROUND.id, DAY), TABLE)
        assert counted.figures(tree.root.id).members_total > MEMBERS * 0.9

    def all_figures() -> None:
        counted = Coverage(tree, store.facts(ROUND.id, DAY), TABLE)
        for organization in tree:
            counted.figures(organization.id)

    pairs = _pairs(figures, lambda: database.sql(SCAN))
    each = _pairs(all_figures, lambda: database.sql(SCAN))
    scan = statistics.median(second for _, second in pairs)
    detail = (
        f"[{MEMBERS:,} members; scan {scan * 1000:.0f} ms;"
        f" with every unit's figures taken out {median_ratio(each):.2f}]"
    )
    return Result(
        "coverage / one scan of members and reviews", median_ratio(pairs), 1.5, detail=detail
    )


def _pairs(first: Callable[[], object], second: Callable[[], object]) -> list[tuple[float, float]]:
    first()
    return [(seconds(first), seconds(second)) for _ in range(PAIRS)]


def bulk_insert(folder: Path) -> Result:
    """The helper that takes its SQL from Peewee's metadata against SQL written by hand."""
    city = City()
    size = min(MEMBERS, 50_000)
    persons = [Person(PersonId(city.id()), "张三") for _ in range(size)]
    rows = [mapping.member_row(city.member(0, person.id)) for person in persons]
    by_hand = f"INSERT INTO member VALUES ({', '.join('?' * len(rows[0]))})"
    with create(folder / "bulk.ledger") as database:
        Stores(database).structure.save(city.organizations, persons)

        def helper() -> None:
            bulk.insert(database, MemberRow, rows)

        def raw() -> None:
            connection: sqlite3.Connection = database.raw
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(by_hand, rows)
            connection.execute("COMMIT")

        def timed(action: Callable[[], object]) -> float:
            taken = seconds(action)
            database.many("DELETE FROM member", [()])
            return taken

        pairs = [(timed(helper), timed(raw)) for _ in range(PAIRS)]
    return Result("bulk insert / executemany by hand", median_ratio(pairs), 1.1)


def run() -> Iterator[Result]:
    """Measure both; the city is written once and thrown away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield bulk_insert(folder)
        with create(folder / "city.ledger") as database:
            organizations = fill(database)
        with open_ledger(folder / "city.ledger") as database:
            yield coverage(database, organizations)


def main() -> int:
    """Print the results; 1 where a bound is not kept."""
    results = list(run())
    for result in results:
        print(result)
    return 0 if all(result.ok for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
