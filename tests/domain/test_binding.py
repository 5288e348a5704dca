"""Whose a package is: by id, by an earlier answer, by name; else a person is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.binding import (
    AS_NEW,
    NOT_OURS,
    Binding,
    Known,
    bind_receiver,
    bind_sender,
    question_id,
)
from app.domain.handoff import Unit
from app.domain.ids import OrganizationId
from app.domain.tree import grow
from tests.builders import organization_id, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.ids import QuestionId

DRAWN = unit("""
市局党委 [党委]
  机关党总支 [党总支]
    第一党支部甲 [党支部]
    办公室党支部 [党支部]
  分局党总支 [党总支]
    第一党支部乙 [党支部]
    站前党支部 [党支部]
""").on("2010-12-31")
TREE = grow(replace(each, name=each.name.rstrip("甲乙")) for each in DRAWN.tree)


def sender(*path: str, id_: str = "elsewhere") -> Unit:
    return Unit(OrganizationId(id_), path[-1], path)


def known(
    answers: Mapping[QuestionId, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    holders: Mapping[OrganizationId, str] | None = None,
    above: Unit | None = None,
) -> Known:
    return Known(TREE, aliases or {}, holders or {}, answers or {}, above)


def options(found: Binding) -> tuple[str, ...]:
    assert found.question is not None
    return found.question.options


def path(binding: Binding) -> str:
    assert binding.unit is not None
    return TREE.path(binding.unit)


def codes(binding: Binding) -> list[str]:
    return [each.code for each in binding.warnings]


def test_an_id_that_is_ours_needs_no_name() -> None:
    renamed = sender("改名后", id_=organization_id("站前党支部"))
    assert bind_sender(renamed, "L", known()) == Binding(organization_id("站前党支部"))


def test_an_id_that_was_bound_before_stays_bound() -> None:
    ours = organization_id("站前党支部")
    found = bind_sender(sender("随便什么"), "L", known(aliases={"elsewhere": ours}))
    assert found == Binding(ours)


def test_the_only_one_of_that_name_is_meant_and_that_is_told() -> None:
    found = bind_sender(sender("市局党委", "站前 党支部"), "L", known())
    assert path(found) == "市局党委/分局党总支/站前党支部"
    assert codes(found) == ["handoff.bound_by_name"]


def test_of_two_of_one_name_the_path_tells() -> None:
    found = bind_sender(sender("分局党总支", "第一党支部"), "L", known())
    assert path(found) == "市局党委/分局党总支/第一党支部"


def test_two_of_one_name_without_a_path_are_asked_about() -> None:
    found = bind_sender(sender("第一党支部"), "L", known())
    assert found.unit is None
    assert found.question is not None
    assert found.question.code == "handoff.sender"
    assert found.question.options[:2] == (
        "市局党委/机关党总支/第一党支部",
        "市局党委/分局党总支/第一党支部",
    )


def test_who_is_held_from_another_ledger_is_not_taken_by_name() -> None:
    held = {organization_id("站前党支部"): "another"}
    assert bind_sender(sender("站前党支部"), "L", known(holders=held)).question


def test_who_is_left_of_two_of_one_name_is_not_meant_since_the_other_has_reported() -> None:
    """The other may have lost its ledger and report from a new one."""
    held = {organization_id("第一党支部甲"): "another"}
    found = bind_sender(sender("第一党支部"), "L", known(holders=held))
    assert found.unit is None
    assert set(options(found)[:2]) == {
        "市局党委/机关党总支/第一党支部",
        "市局党委/分局党总支/第一党支部",
    }
    by_path = bind_sender(sender("分局党总支", "第一党支部"), "L", known(holders=held))
    assert path(by_path) == "市局党委/分局党总支/第一党支部"
    assert bind_sender(sender("机关党总支", "第一党支部"), "L", known(holders=held)).question


def test_of_two_of_one_name_none_is_meant_whose_path_is_another_further_up() -> None:
    found = bind_sender(sender("县局党委", "分局党总支", "第一党支部"), "L", known())
    assert found.question is not None
    above = sender("省局党委", "市局党委", "分局党总支", "第一党支部")
    assert path(bind_sender(above, "L", known())) == "市局党委/分局党总支/第一党支部"


def test_a_further_unit_of_a_ledger_is_not_the_one_that_it_reported_before() -> None:
    held = {organization_id("站前党支部"): "L"}
    assert bind_sender(sender("站前党支部"), "L", known(holders=held)).question


def test_an_id_that_comes_from_another_ledger_than_before_is_told() -> None:
    held = {organization_id("站前党支部"): "another"}
    found = bind_sender(
        sender("站前党支部", id_=organization_id("站前党支部")), "L", known(holders=held)
    )
    assert codes(found) == ["handoff.other_ledger"]


def test_the_root_is_never_taken_by_name_alone() -> None:
    assert bind_sender(sender("市局党委"), "L", known()).question


def test_a_renamed_unit_is_asked_about_with_names_like_it_and_a_new_place() -> None:
    asked = bind_sender(sender("市局党委", "机关党总支", "办公厅党支部"), "L", known()).question
    assert asked is not None
    assert "市局党委/机关党总支/办公室党支部" in asked.options
    assert asked.options[-1] == f"{AS_NEW}市局党委/机关党总支/办公厅党支部"


def test_who_is_called_otherwise_is_sought_where_it_says_that_it_stands() -> None:
    """Names like it go first, then of whom nobody holds anything, then the others there."""
    held = {organization_id("第一党支部甲"): "another"}
    new = f"{AS_NEW}市局党委/机关党总支/信息中心"
    found = bind_sender(sender("市局党委", "机关党总支", "信息中心"), "L", known(holders=held))
    office, first = "市局党委/机关党总支/办公室党支部", "市局党委/机关党总支/第一党支部"
    assert options(found) == (office, first, new)
    near = bind_sender(sender("市局党委", "机关党总支", "站后党支部"), "L", known(holders=held))
    assert options(near)[0] == "市局党委/分局党总支/站前党支部"
    assert {office, first} < set(options(near))


def test_of_many_no_more_are_offered_than_can_be_read_and_groups_never() -> None:
    rows = "".join(f"\n  {each}室 [党支部]" for each in "甲乙丙丁戊己庚辛壬癸")
    tree = unit(f"市局党委 [党委]{rows}\n  一 [党小组]").on("2010-12-31").tree
    found = bind_sender(sender("完全不同"), "L", replace(known(), tree=tree))
    assert options(found) == (
        *(f"市局党委/{each}室" for each in "甲乙丙丁戊己庚辛"),
        f"{AS_NEW}市局党委/完全不同",
    )


def test_the_only_one_of_that_name_is_not_meant_where_it_stands_elsewhere() -> None:
    found = bind_sender(sender("市局党委", "机关党总支", "站前党支部"), "L", known())
    assert found.unit is None
    assert options(found)[0] == "市局党委/分局党总支/站前党支部"
    assert options(found)[-1] == f"{AS_NEW}市局党委/机关党总支/站前党支部"


def test_our_own_root_in_its_path_is_no_other_organisation_of_that_name() -> None:
    who = sender("省局", "分局党总支", "市局党委", "新党支部")
    assert options(bind_sender(who, "L", known()))[-1] == f"{AS_NEW}市局党委/新党支部"


def test_who_stands_above_us_is_no_unit_of_ours() -> None:
    above = Unit(OrganizationId("province"), "省局", ("部", "省局"))
    for who in (sender("省局", id_="province"), sender("部"), sender("部", "省 局")):
        found = bind_sender(who, "L", known(above=above))
        assert found.question is None
        assert found.refused is not None
        assert found.refused.code == "handoff.from_above"
        assert who.name in found.refused.message
    for other in (sender("部", "别的局"), sender("部", "省局", "市局党委", "新支部"), sender("新")):
        assert bind_sender(other, "L", known(above=above)).question
    ours = sender("部", "省局", "市局党委", "站前党支部")
    assert bind_sender(ours, "L", known(above=above)).unit == organization_id("站前党支部")


def test_an_answer_is_remembered() -> None:
    who = sender("办公厅党支部")
    answers = {question_id("L", who): "市局党委/机关党总支/办公室党支部"}
    assert bind_sender(who, "L", known(answers)) == Binding(organization_id("办公室党支部"))
    assert bind_sender(who, "another ledger", known(answers)).question


def test_a_unit_answered_to_be_new_comes_under_the_nearest_that_is_known() -> None:
    who = sender("市局党委", "机关党总支", "新党支部")
    answers = {question_id("L", who): f"{AS_NEW}市局党委/机关党总支/新党支部"}
    assert bind_sender(who, "L", known(answers)).new_under == organization_id("机关党总支")


def test_an_answer_that_means_nobody_any_more_is_asked_again() -> None:
    who = sender("办公厅党支部")
    assert bind_sender(who, "L", known({question_id("L", who): "撤销了的"})).question


def test_a_package_from_above_is_for_our_root_or_for_nobody_here() -> None:
    root = organization_id("市局党委")
    assert bind_receiver(sender("别名", id_=root), "L", known()) == Binding(root)
    other = sender("站前党支部", id_=organization_id("站前党支部"))
    assert bind_receiver(other, "L", known()) == Binding()


def test_a_package_from_above_is_bound_by_the_name_of_our_root() -> None:
    found = bind_receiver(sender("省局", "市局 党委"), "L", known())
    assert found.unit == organization_id("市局党委")
    assert codes(found) == ["handoff.bound_by_name"]


def test_a_package_from_above_for_another_name_is_asked_about() -> None:
    to = sender("市局委员会")
    asked = bind_receiver(to, "L", known()).question
    assert asked is not None
    assert (asked.code, asked.options) == ("handoff.receiver", ("市局党委",))
    answered = known({question_id("L", to): "市局党委"})
    assert bind_receiver(to, "L", answered).unit == organization_id("市局党委")


def test_a_new_unit_stands_where_the_answer_says() -> None:
    who = sender("市局党委", "机关党总支", "新党支部")
    answers = {question_id("L", who): f"{AS_NEW}市局党委/分局党总支/新党支部"}
    assert bind_sender(who, "L", known(answers)).new_under == organization_id("分局党总支")
    answers = {question_id("L", who): f"{AS_NEW}不存在的党委/新党支部"}
    assert bind_sender(who, "L", known(answers)).new_under == organization_id("机关党总支")


def test_who_was_turned_away_stays_so_until_it_is_answered_anew() -> None:
    who = sender("别处党委", "完全不同")
    found = bind_sender(who, "L", known({question_id("L", who): NOT_OURS}))
    assert found.declined
    assert found.unit is None
    assert found.question == bind_sender(who, "L", known()).question
    to = bind_receiver(who, "L", known({question_id("L", who): NOT_OURS}))
    assert to.declined
    assert to.question is not None
