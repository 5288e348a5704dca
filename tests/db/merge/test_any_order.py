"""Packages of several units in any order, any number of times: the same ledger in the end."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.ids import MemberId, PersonId, derived_id
from app.domain.organization import Person
from app.domain.review import Block
from tests.builders import organization_id, review
from tests.builders import unit as outline_of
from tests.db.merge.exchange import Office, Package, office
from tests.db.merge.sample import CITY, ROUND

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """
甲一局党委 [党委] 书记=张三
  一支部 [党支部] 书记=李四 党员=李四、赵五、郑八
"""
SECOND = """
甲二局党委 [党委] 书记=孙七
  三支部 [党支部] 书记=周九 党员=周九、吴十、张三
"""


def work_on(made: Office, draw: random.Random, outline: str) -> None:
    """Do something that a clerk does."""
    records = made.stores.structure.records()
    member = draw.choice(records.members)
    name = next(p.name for p in records.persons if p.id == member.person_id)
    match draw.randrange(5):
        case 0:
            made.stores.structure.save(members=[replace(member, phone=str(draw.random()))])
        case 1:
            number = derived_id(made.ledger, str(draw.random()))
            person = Person(PersonId(number), f"新{draw.randrange(99)}")
            known = replace(member, id=MemberId(number + "m"), person_id=person.id)
            made.stores.structure.save(persons=[person], members=[known])
        case 2:
            by = draw.choice(records.persons)
            directory = outline_of(outline).on("2010-12-31")
            wanted = review(directory, name, by.name, number=draw.randrange(2))
            place = replace(wanted, organization_id=member.organization_id, reviewers=(by.id,))
            text = {"review.problems": str(draw.random())}
            target = replace(place.target, id=member.person_id)
            blocks = (Block("review", text),)
            made.stores.reviews.save(replace(place, target=target, blocks=blocks))
        case 3:
            found = made.reviews()
            made.stores.reviews.remove([each.id for each in found[:1]])
        case 4:
            gone = [m for m in records.members if m.person_id.startswith("新")][:1]
            made.stores.structure.remove(members=[m.id for m in gone])


def take(city: Office, package: Package) -> None:
    """Take a package in unless a newer one is held, which is asked before any merge."""
    manifest = package.manifest
    held = city.held(manifest.sender.id)
    if held is None or held < manifest.sequence:
        city.receive(package)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_ends_alike(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    packages: list[Package] = []
    last: dict[str, tuple[list, list]] = {}
    with (
        office(tmp_path / "1.ledger", FIRST) as first,
        office(tmp_path / "2.ledger", SECOND) as second,
    ):
        for made in (first, second):
            made.stores.rounds.add(ROUND)
        for _ in range(4):
            for made, outline in ((first, FIRST), (second, SECOND)):
                for _ in range(3):
                    work_on(made, draw, outline)
                packages.append(made.submit(made.root.name))
                last[made.ledger] = made.members(), made.reviews()
    found = []
    for number in range(3):
        order = [*packages, *draw.choices(packages, k=3)]
        if number:
            draw.shuffle(order)
        with office(tmp_path / f"city{number}.ledger", CITY) as city:
            for package in order:
                take(city, package)
            found.append(city.content())
            assert not city.stores.handoff.conflicts()
            assert city.members() == sorted(m for members, _ in last.values() for m in members)
            texts = sorted(r.typed["review.problems"] for _, rs in last.values() for r in rs)
            assert sorted(r.typed["review.problems"] for r in city.reviews()) == texts
            assert city.held(organization_id("甲一局党委")) == 4
    assert found[0] == found[1] == found[2]
