"""The structure on one day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import organization_id, person_id, unit

OFFICE = unit("""
局党组 [党组] 委员=王一
  机关党委 [党委] 书记=李二
    一支部 [党支部] 书记=王一 委员=李二 党员=张三
      甲组 [党小组] 党员=吴九
  旧支部 [党支部] 书记=赵六 撤销=2010-12-01
  分局党委 [党委] 书记=李二
""")


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("王一", "王一，局党组委员"),
        ("李二", "李二，机关党委书记"),
        ("张三", "张三，一支部"),
        ("吴九", "吴九，一支部"),
        ("赵六", "赵六"),
    ],
)
def test_a_reviewer_is_introduced_by_the_highest_post(name: str, identity: str) -> None:
    assert OFFICE.on("2010-12-01").identity(person_id(name)) == identity


def test_a_post_without_a_title_has_its_word() -> None:
    directory = OFFICE.on("2010-12-01")
    bare = tuple(replace(a, title="") for a in directory.records.appointments)
    records = replace(directory.records, appointments=bare)

    assert replace(directory, records=records).identity(person_id("李二")) == "李二，机关党委书记"


def test_the_highest_post_is_nearest_the_root_wherever_it_stands() -> None:
    known = unit("""
党组 [党组]
  一党委 [党委]
    支部 [党支部] 书记=王一
  二党委 [党委] 委员=王一
""")

    assert known.on("2010-12-01").identity(person_id("王一")) == "王一，二党委委员"


def test_a_post_ends_with_its_organisation() -> None:
    old = organization_id("旧支部")

    assert OFFICE.on("2010-11-30").secretary(old) == person_id("赵六")
    assert OFFICE.on("2010-12-01").secretary(old) is None


def test_members_under_a_branch_are_those_of_its_groups_too() -> None:
    directory = OFFICE.on("2010-12-01")
    branch = organization_id("一支部")

    assert [OFFICE.name(m.person_id) for m in directory.members_in(branch)] == ["张三"]
    assert [OFFICE.name(m.person_id) for m in directory.members_under(branch)] == ["张三", "吴九"]
