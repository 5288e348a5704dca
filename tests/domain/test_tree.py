"""The tree: places, paths, names; however it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tree import Tree, grafted, grow
from tests.builders import organization_id, unit
from tests.strategies import organizations

if TYPE_CHECKING:
    from app.domain.organization import Organization

UNIT = unit("""
局 [科室]
  机关党委 [党委] 简称=机关
    第一党支部 [党支部] 简称=一支部
      甲小组 [党小组]
        乙小组 [党小组]
    机关/老干部联合支部 [联合党支部]
  分局党总支 [党总支]
    分局第一党支部 [党支部] 简称=一支部
""")
TREE = grow(UNIT.records.organizations)


def _names(found: tuple[Organization, ...]) -> list[str]:
    return [o.name for o in found]


@pytest.mark.parametrize(
    ("written", "under", "found"),
    [
        ("第一党支部", None, ["第一党支部"]),
        ("一支部", None, ["第一党支部", "分局第一党支部"]),
        ("一支部", "分局党总支", ["分局第一党支部"]),
        ("机关党委", "分局党总支", ["机关党委"]),  # nothing near: everywhere
        ("局/机关党委/第一党支部", None, ["第一党支部"]),
        ("机关党委/第一党支部", None, ["第一党支部"]),
        ("关党委/第一党支部", None, []),
        ("分局党总支/第一党支部", None, []),
        ("机关/老干部联合支部", None, ["机关/老干部联合支部"]),
        ("局/机关党委/机关/老干部联合支部", None, ["机关/老干部联合支部"]),
        ("分局党总支/一支部", None, ["分局第一党支部"]),
        ("机关", None, ["机关党委"]),
        ("没有的支部", None, []),
        ("", None, []),
    ],
)
def test_what_a_name_can_mean(written: str, under: str | None, found: list[str]) -> None:
    near = organization_id(under) if under else None

    assert _names(TREE.named(written, near)) == found


def test_an_id_names_its_organisation() -> None:
    assert _names(TREE.named(organization_id("甲小组"))) == ["甲小组"]


def test_paths_parents_and_children() -> None:
    first, group = organization_id("第一党支部"), organization_id("乙小组")

    assert TREE.path(first) == "局/机关党委/第一党支部"
    assert [o.name for o in TREE.ancestors(group)] == ["甲小组", "第一党支部", "机关党委", "局"]
    assert TREE.branch_of(group).name == "第一党支部"
    assert TREE.branch_of(first).name == "第一党支部"
    assert _names(TREE.children(TREE.root.id)) == ["机关党委", "分局党总支"]
    assert TREE.parent(TREE.root.id) is None


def test_a_top_has_no_party_organisation_above() -> None:
    tops = {o.name for o in TREE if TREE.is_top(o.id)}

    assert tops == {"局", "机关党委", "分局党总支"}


@given(organizations(most=14), st.randoms(use_true_random=False))
def test_shuffled_input_grows_the_same_tree(given_: tuple[Organization, ...], luck: object) -> None:
    shuffled = list(given_)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = grow(given_), grow(shuffled)

    assert set(one) == set(other) == set(given_)
    for place in given_:
        assert set(one.subtree(place.id)) == set(other.subtree(place.id))
        assert one.path(place.id) == other.path(place.id)


def _below(tree: Tree, top: Organization) -> set[str]:
    return {o.id for o in tree if o == top or top in set(tree.ancestors(o.id))}


@given(organizations(most=14))
def test_subtrees_are_what_hangs_below(given_: tuple[Organization, ...]) -> None:
    tree = grow(given_)
    for place in tree:
        below = {o.id for o in tree.subtree(place.id)}
        assert below == _below(tree, place)
        assert below == {o.id for o in tree if tree.within(o.id, place.id)}
        assert [o for o in tree if o.parent_id == place.id] == list(tree.children(place.id))


def test_siblings_stand_by_position_then_as_given() -> None:
    assert _names(TREE.organizations) == [o.name for o in UNIT.records.organizations]
    backwards = grow(UNIT.records.organizations[::-1])
    assert _names(backwards.organizations) == _names(TREE.organizations)


@given(organizations(), st.data())
def test_a_subtree_that_is_put_in_again_changes_nothing(
    known: list[Organization], data: st.DataObject
) -> None:
    tree = grow(known)
    top = data.draw(st.sampled_from(tree.organizations)).id
    assert grafted(tree, tree.subtree(top), top) == tree


@given(organizations(), st.data())
def test_a_subtree_grows_where_it_stands(known: list[Organization], data: st.DataObject) -> None:
    whole = grow(known)
    top = data.draw(st.sampled_from(whole.organizations)).id
    below = {each.id for each in whole.subtree(top)} - {top}
    bare = grow([each for each in known if each.id not in below])
    order = [each for each in known if each.id in below or each.id == top]
    assert grafted(bare, order, top) == whole
