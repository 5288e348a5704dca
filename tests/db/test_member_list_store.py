"""Lists of members: whom they hold, in which order, and that keys follow every name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app import paths
from app.db.name_keys import SETTING
from app.db.stores import Stores
from app.domain.ids import PersonId
from app.domain.member_list import MemberOrder, MemberScope, Presence
from app.domain.names import EDITION, Names
from app.domain.words import PostKind
from app.specs.name_reader import read_names
from tests.builders import organization_id, person_id, unit

if TYPE_CHECKING:
    from app.db.database import Database

DAY = date(2011, 1, 25)
OUTLINE = """
机关党委 [党委] 书记=曾三
  一支部 [党支部] 书记=王五 副书记=丁六 党员=曾三、王五、丁六、王一民（转出2010-12-01）
    一小组 [党小组] 组长=张二 党员=张二、李大（转入2011-06-01）
  二支部 [党支部] 党员=仇四、欧阳七（去世2010-10-01）、王小五
"""


@pytest.fixture(scope="module")
def names() -> Names:
    return read_names(paths.resources() / "names")


@pytest.fixture
def known(ledger: Database, names: Names) -> Stores:
    stores = Stores(ledger, lambda: names)
    records = unit(OUTLINE).records
    stores.structure.save(
        records.organizations, records.persons, records.members, records.appointments
    )
    return stores


def listed(stores: Stores, scope: MemberScope) -> list[str]:
    found = stores.member_list
    return [row.name for row in found.rows(found.numbers(scope))]


def scope(
    *places: str,
    presence: Presence = Presence.ON_BOOKS,
    order: MemberOrder = MemberOrder.STROKES,
    whole: bool = False,
) -> MemberScope:
    return MemberScope(tuple(map(organization_id, places)), DAY, presence, order, whole)


EVERYWHERE = ("机关党委", "一支部", "一小组", "二支部")
STROKES = ["丁六", "王五", "王小五", "仇四", "张二", "曾三"]


@pytest.mark.parametrize("whole", [True, False])
def test_on_the_books_by_strokes(known: Stores, whole: bool) -> None:
    assert listed(known, scope(*EVERYWHERE, whole=whole)) == STROKES


def test_a_small_part_of_many_is_in_the_same_order(known: Stores) -> None:
    assert listed(known, scope("二支部")) == ["王小五", "仇四"]
    assert listed(known, scope("一小组")) == ["张二"]
    assert listed(known, scope("一支部", "一小组")) == ["丁六", "王五", "张二", "曾三"]
    assert listed(known, scope()) == []


@pytest.mark.parametrize("order", list(MemberOrder))
@pytest.mark.parametrize("whole", [True, False])
def test_who_has_left_and_who_comes_later(known: Stores, order: MemberOrder, whole: bool) -> None:
    left = scope(*EVERYWHERE, presence=Presence.LEFT, order=order, whole=whole)
    assert set(listed(known, left)) == {"王一民", "欧阳七"}
    everybody = scope(*EVERYWHERE, presence=Presence.ALL, order=order, whole=whole)
    assert set(listed(known, everybody)) == {*STROKES, "王一民", "欧阳七", "李大"}


@pytest.mark.parametrize("whole", [True, False])
def test_by_post_then_by_strokes(known: Stores, whole: bool) -> None:
    found = listed(known, scope(*EVERYWHERE, order=MemberOrder.POST, whole=whole))
    assert found == ["王五", "曾三", "丁六", "张二", "王小五", "仇四"]


@pytest.mark.parametrize("whole", [True, False])
def test_in_their_own_order(known: Stores, whole: bool) -> None:
    found = listed(known, scope(*EVERYWHERE, order=MemberOrder.OWN, whole=whole))
    assert found == ["曾三", "王五", "丁六", "张二", "仇四", "王小五"]


def test_rows_come_in_the_order_asked_for_and_whole(known: Stores) -> None:
    numbers = known.member_list.numbers(scope(*EVERYWHERE))
    backwards = list(reversed(numbers))
    assert [row.name for row in known.member_list.rows(backwards)] == STROKES[::-1]
    members = {member.id: member for member in known.structure.records().members}
    assert all(members[r.member.id] == r.member for r in known.member_list.rows(numbers))
    persons = known.member_list.persons()
    assert persons[numbers[0]] == person_id("丁六")
    assert known.member_list.numbers_of(person_id("丁六")) == [numbers[0]]


def test_posts_on_the_day(known: Stores) -> None:
    found = known.member_list.posts([person_id("王五"), person_id("仇四")], DAY)
    assert found == {person_id("王五"): [(organization_id("一支部"), PostKind.SECRETARY, "书记")]}


# ---- keys follow names -----------------------------------------------------------------------


def test_a_renamed_person_moves(known: Stores) -> None:
    person = next(p for p in known.structure.records().persons if p.name == "曾三")
    known.structure.save(persons=[replace(person, name="一二")])
    assert listed(known, scope(*EVERYWHERE))[0] == "一二"


def test_a_further_membership_of_somebody_known_has_its_key(known: Stores) -> None:
    member = next(m for m in known.structure.records().members if m.person_id == person_id("丁六"))
    known.structure.remove(members=[member.id])
    known.structure.save(members=[member])
    assert listed(known, scope(*EVERYWHERE)) == STROKES


def test_what_is_written_without_the_tables_gets_its_keys_at_the_next_opening(
    known: Stores, ledger: Database
) -> None:
    known.structure.renew_name_keys()
    assert known.settings.get(SETTING) == EDITION
    person = next(p for p in known.structure.records().persons if p.name == "曾三")
    plain = Stores(ledger)
    plain.structure.save(persons=[replace(person, name="一二")])
    assert plain.settings.get(SETTING) == ""
    known.structure.renew_name_keys()
    assert listed(known, scope(*EVERYWHERE))[0] == "一二"
    assert known.settings.get(SETTING) == EDITION


def test_an_earlier_edition_of_the_order_is_made_anew(known: Stores, ledger: Database) -> None:
    ledger.many("UPDATE member SET name_key = 'x' || rowid", [()])
    known.settings.set(SETTING, "0")
    known.structure.renew_name_keys()
    assert listed(known, scope(*EVERYWHERE)) == STROKES


def test_keys_of_today_are_left_alone(known: Stores, ledger: Database) -> None:
    known.structure.renew_name_keys()
    ledger.many("UPDATE member SET name_key = 'x' || rowid", [()])
    known.structure.renew_name_keys()
    assert ledger.sql("SELECT min(name_key) FROM member")[0][0].startswith("x")


def test_nobody_is_no_trouble(known: Stores) -> None:
    assert known.member_list.rows([]) == []
    assert known.member_list.numbers_of(PersonId("nobody")) == []
