"""Two hundred units with their members and reviews, written in bulk, for the hand-off.

The units stand below one city. One ledger holds all of them; another one the city's organisations
alone, as they would be issued. Everything follows from numbers and is the same in every run.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.dates import PartialDate
from app.domain.form import MAIN_BLOCK
from app.domain.ids import (
    AppointmentId,
    MemberId,
    OrganizationId,
    PersonId,
    ReviewId,
    derived_id,
    ids_of_ledger,
)
from app.domain.organization import Appointment, Member, Organization, Person
from app.domain.review import Block, Review, Target
from app.domain.words import OrganizationKind, PostKind, ReviewState, TargetKind
from tests.benchmarks.people import GIVEN, SURNAMES
from tests.builders import round_
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk

UNITS = int(os.environ.get("BENCH_UNITS", "200"))
BRANCHES, MEMBERS = 10, 50
"""Branches of each unit, and members of each branch."""
CELLS = ("target.summary", "review.achievements", "review.problems", "review.suggestions")
_SYLLABLES = "学习工作群众服务活动支部党员作用发挥落实制度整改措施加强改进业务能力作风建设承诺履行"
_WORDS = [one + other for one in _SYLLABLES[::2] for other in _SYLLABLES[1::2]]


@dataclass(frozen=True)
class UnitRecords:
    """What stands in one unit, its own organisation included."""

    ledger: str
    """The id of the unit's own ledger, in which all this but the root was made."""
    root: Organization
    organizations: list[Organization]
    persons: list[Person]
    members: list[Member]
    posts: list[Appointment]
    reviews: list[Review]

    def id_of(self, *parts: str) -> str:
        """Return an id as the unit's ledger makes them."""
        return ids_of_ledger(self.ledger, lambda: derived_id(*parts))()


def ledger_id(number: int) -> str:
    """Return the id of a unit's own ledger."""
    return derived_id("ledger", str(number))


def unit_id(number: int) -> OrganizationId:
    """Return the id of a unit."""
    return OrganizationId(derived_id("unit", str(number)))


def unit_records(number: int, city: OrganizationId) -> UnitRecords:
    """Return everything of one unit."""
    draw = random.Random(f"unit {number}")
    name = f"示例第{number + 1}党委"
    root = Organization(unit_id(number), name, OrganizationKind.COMMITTEE, city, position=number)
    made = UnitRecords(ledger_id(number), root, [root], [], [], [], [])
    head = _head(made, root, draw)
    _reviewed(made, Target(TargetKind.ORGANIZATION, root.id), root.id, _city_head().id, draw)
    for branch in range(BRANCHES):
        place = Organization(
            OrganizationId(made.id_of("branch", root.id, str(branch))),
            f"{name}第{branch + 1}党支部",
            OrganizationKind.BRANCH,
            root.id,
            position=branch,
        )
        made.organizations.append(place)
        secretary = _head(made, place, draw)
        _reviewed(made, Target(TargetKind.ORGANIZATION, place.id), place.id, head, draw)
        for row in range(MEMBERS):
            person = secretary if row == 0 else _person(made, draw, place.id, row)
            joined = PartialDate(draw.randrange(1975, 2009), draw.randrange(1, 13), 1)
            made.members.append(
                Member(
                    MemberId(made.id_of("member", person)),
                    person,
                    place.id,
                    draw.choice("男女"),
                    PartialDate(joined.year - draw.randrange(20, 30), draw.randrange(1, 13)),
                    joined,
                    PartialDate(joined.year + 1, joined.month, 1),
                    draw.choice(("科员", "科长", "教师", "医生", "工人")),
                )
            )
            if row:
                _reviewed(made, Target(TargetKind.MEMBER, person), place.id, secretary, draw)
    return made


def _city_head() -> Person:
    return Person(PersonId(derived_id("city head")), "王一平")


def _person(made: UnitRecords, draw: random.Random, *parts: object) -> PersonId:
    given = "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2, 2))))
    person = PersonId(made.id_of("person", *map(str, parts)))
    made.persons.append(Person(person, draw.choice(SURNAMES) + given))
    return person


def _head(made: UnitRecords, place: Organization, draw: random.Random) -> PersonId:
    person = _person(made, draw, place.id, "secretary")
    made.posts.append(
        Appointment(
            AppointmentId(made.id_of("post", person)), person, place.id, PostKind.SECRETARY, "书记"
        )
    )
    return person


def _reviewed(
    made: UnitRecords, target: Target, place: OrganizationId, by: PersonId, draw: random.Random
) -> None:
    organization = target.kind is TargetKind.ORGANIZATION
    texts = {cell: "".join(draw.choices(_WORDS, k=25)) + "。" for cell in CELLS}
    made.reviews.append(
        Review(
            ReviewId(made.id_of("review", target.id)),
            round_().id,
            "org-review" if organization else "member-review",
            target,
            place,
            reviewers=(by,),
            secretary_id=made.posts[-1].person_id if organization else None,
            day=round_().start,
            place="会议室",
            mode="集中点评",
            state=ReviewState.REVIEWED,
            snapshot={"target.name": made.root.name, "reviewer.name": "点评领导"},
            blocks=(Block(MAIN_BLOCK, texts),),
        )
    )


# ---- ledgers ---------------------------------------------------------------------------------


def all_records(city: OrganizationId, units: int = UNITS) -> Iterator[UnitRecords]:
    """Give the records of every unit."""
    return (unit_records(number, city) for number in range(units))


def make_ledger(
    path: Path, units: int = UNITS, *, filled: bool, without: int | None = None
) -> Desk:
    """Make and open the city's ledger.

    Args:
        path: where.
        units: how many units it knows.
        filled: with everything in the units; False: the units' organisations alone, as issued.
        without: the number of a unit that is issued only all the same.
    """
    desk = sample_office().create(path, "qingdao-2010", "示例市委", OrganizationKind.COMMITTEE)
    stores = desk.workspace.stores
    city, head = desk.workspace.root_id, _city_head()
    post = Appointment(AppointmentId(derived_id("city")), head.id, city, PostKind.SECRETARY, "书记")
    with desk.workspace.transaction("准备"):
        stores.rounds.add(round_())
        stores.structure.save(persons=[head], appointments=[post])
        for number, made in enumerate(all_records(city, units)):
            if filled and number != without:
                stores.structure.save(made.organizations, made.persons, made.members, made.posts)
                stores.reviews.save_many(made.reviews)
            else:
                stores.structure.save([made.root])
    desk.workspace.structure_changed()
    return desk
