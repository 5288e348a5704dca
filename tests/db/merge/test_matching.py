"""What stands in two ledgers under different ids is found to be the same, or left apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.dates import PartialDate
from app.domain.directory import Directory
from app.domain.doubles import merged as merged_doubles
from app.domain.doubles import stand_ins
from app.domain.organization import Person
from app.domain.review import Target
from app.domain.words import TargetKind
from tests.builders import organization_id, person_id, review, unit
from tests.db.merge.exchange import Office, office
from tests.db.merge.sample import BUREAU, ROUND, reviews_of_bureau

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_day_that_both_typed_otherwise_is_a_conflict_and_no_second_member(
    city: Office, tmp_path: Path
) -> None:
    joined = PartialDate(1995, 7, 1)
    city.enter("甲一局党委 [党委] 书记=张三\n  一支部 [党支部] 党员=赵五")
    city.change_member("赵五", birth=PartialDate(1970, 3), joined=joined)
    city.database.raw.execute(
        "UPDATE organization SET parent_id = ? WHERE name = '甲一局党委'",
        (organization_id("甲市委"),),
    )
    below = "甲一局党委 [党委] 书记=张三\n  一支部 [党支部] 党员=赵五"
    with office(tmp_path / "b.ledger", below, "theirs") as other:
        other.change_member("赵五", birth=PartialDate(1970, 4), joined=joined)
        merged = city.receive(other.submit("甲一局党委"), unit="甲一局党委")
    assert city.members() == ["一支部/赵五"]
    (conflict,) = [each for each in merged.conflicts if each.field == "birth"]
    assert (conflict.ours, conflict.theirs) == ("1970-03", "1970-04")


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
