"""更名, 迁移, 合并, 拆分, 撤销, 转移: from a day on; the days before keep what they had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest

from app.domain.directory import Directory
from app.domain.errors.fault import Refusal
from app.domain.reorganization import (
    Reorganization,
    dissolve,
    merge,
    move,
    rename,
    split,
    transfer,
)
from tests.builders import organization_id, person_id, unit

if TYPE_CHECKING:
    from app.domain.organization import Records

OUTLINE = """
    机关党委 [党委] 书记=王一
      甲总支 [党总支] 书记=李二
        一支部 [党支部] 书记=张三 党员=张三、赵五
          一小组 [党小组] 组长=赵五 党员=钱六
        二支部 [党支部] 书记=孙七 党员=孙七、周八
      乙总支 [党总支] 书记=吴九
"""
BEFORE, DAY = date(2010, 9, 30), date(2010, 10, 1)
SUN, ZHOU = person_id("孙七"), person_id("周八")
ONE, TWO = organization_id("一支部"), organization_id("二支部")
FIRST, SECOND = organization_id("甲总支"), organization_id("乙总支")


@pytest.fixture
def records() -> Records:
    return unit(OUTLINE).records


def applied(records: Records, change: Reorganization) -> Records:
    """Return the records with what a change writes."""
    organizations = {o.id: o for o in records.organizations}
    members = {m.id: m for m in records.members}
    organizations.update({o.id: o for o in change.organizations})
    members.update({m.id: m for m in change.members})
    return replace(
        records, organizations=tuple(organizations.values()), members=tuple(members.values())
    )


def ids() -> object:
    numbers = count()
    return lambda: f"new-{next(numbers)}"


def names(directory: Directory, organization: str) -> set[str]:
    place = next(o for o in directory.tree if o.name == organization)
    return {directory.name(m.person_id) for m in directory.members_under(place.id)}


def test_a_new_name_holds_from_its_day_on(records: Records) -> None:
    after = applied(records, rename(Directory(records, DAY), ONE, "先锋支部"))
    assert Directory(after, BEFORE).tree[ONE].name == "一支部"
    assert Directory(after, DAY).tree[ONE].name == "先锋支部"
    assert names(Directory(after, BEFORE), "一支部") == names(Directory(after, DAY), "先锋支部")


def test_a_moved_branch_counts_where_it_stood_on_the_day(records: Records) -> None:
    after = applied(records, move(Directory(records, DAY), ONE, SECOND))
    before, since = Directory(after, BEFORE), Directory(after, DAY)
    assert before.tree.path(ONE) == "机关党委/甲总支/一支部"
    assert since.tree.path(ONE) == "机关党委/乙总支/一支部"
    assert "张三" in names(before, "甲总支")
    assert "张三" not in names(since, "甲总支")


def test_a_merged_branch_hands_its_members_over_and_keeps_its_past(records: Records) -> None:
    change = merge(Directory(records, DAY), [ONE, TWO], TWO, ids())  # type: ignore[arg-type]
    after = applied(records, change)
    before, since = Directory(after, BEFORE), Directory(after, DAY)
    assert names(before, "一支部") == {"张三", "赵五", "钱六"}
    assert names(since, "二支部") == {"张三", "赵五", "钱六", "孙七", "周八"}
    assert before.is_active(before.tree[ONE])
    assert not since.is_active(since.tree[ONE])
    assert len(since.members) == len(before.members) == 5


def test_what_stood_below_goes_to_the_heir(records: Records) -> None:
    change = dissolve(Directory(records, DAY), FIRST, SECOND, ids())  # type: ignore[arg-type]
    since = Directory(applied(records, change), DAY)
    assert since.tree.path(ONE) == "机关党委/乙总支/一支部"
    assert names(since, "一支部") == {"张三", "赵五", "钱六"}


def test_a_split_takes_the_members_named(records: Records) -> None:
    parts = [("三支部", [person_id("周八")])]
    change = split(Directory(records, DAY), TWO, parts, ids())  # type: ignore[arg-type]
    before, since = (Directory(applied(records, change), day) for day in (BEFORE, DAY))
    assert names(since, "二支部") == {"孙七"}
    assert names(since, "三支部") == {"周八"}
    assert names(before, "二支部") == {"孙七", "周八"}


def test_a_transfer_is_two_memberships_of_one_person(records: Records) -> None:
    change = transfer(Directory(records, DAY), [person_id("赵五")], TWO, ids())  # type: ignore[arg-type]
    after = applied(records, change)
    assert "赵五" in names(Directory(after, BEFORE), "一支部")
    assert "赵五" in names(Directory(after, DAY), "二支部")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: move(d, FIRST, ONE), "organization.cycle"),
        (lambda d: move(d, ONE, FIRST), "organization.unchanged"),
        (lambda d: rename(d, ONE, " "), "organization.name_missing"),
        (lambda d: rename(d, ONE, "一支部"), "organization.unchanged"),
        (lambda d: move(d, organization_id("机关党委"), ONE), "organization.root_fixed"),
        (lambda d: dissolve(d, FIRST, ONE, str), "organization.cycle"),
        (lambda d: transfer(d, [person_id("王一")], ONE, str), "member.unknown"),
        (
            lambda d: split(d, TWO, [("三支部", [SUN, ZHOU]), ("四支部", [ZHOU])], str),
            "split.twice",
        ),
    ],
)
def test_what_cannot_be_is_refused(change: object, code: str, records: Records) -> None:
    with pytest.raises(Refusal) as refused:
        change(Directory(records, DAY))  # type: ignore[operator]
    assert refused.value.fault.code == code


def test_who_is_named_twice_moves_once(records: Records) -> None:
    change = transfer(Directory(records, DAY), [SUN, SUN], ONE, ids())  # type: ignore[arg-type]
    assert len(change.members) == 2
    change = split(Directory(records, DAY), TWO, [("三支部", [ZHOU, ZHOU])], ids())  # type: ignore[arg-type]
    assert len(change.members) == 2
    change = merge(Directory(records, DAY), [ONE, ONE], TWO, ids())  # type: ignore[arg-type]
    assert len({m.id for m in change.members}) == len(change.members) == 6


@pytest.mark.parametrize("day", [date(2010, 4, 30), DAY])
def test_what_is_not_there_yet_or_any_more_cannot_change(day: date) -> None:
    outline = OUTLINE.replace("二支部 [党支部]", "二支部 [党支部] 成立=2010-05-01 撤销=2010-10-01")
    directory = Directory(unit(outline).records, day)
    for change in (
        lambda: rename(directory, TWO, "先锋支部"),
        lambda: move(directory, TWO, SECOND),
        lambda: dissolve(directory, TWO, ONE, str),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.fault.code == "organization.ended"


def test_changes_are_entered_in_their_order(records: Records) -> None:
    after = applied(records, rename(Directory(records, DAY), ONE, "先锋支部"))
    with pytest.raises(Refusal) as refused:
        rename(Directory(after, BEFORE), ONE, "更早的名称")
    assert refused.value.fault.code == "organization.earlier_change"
