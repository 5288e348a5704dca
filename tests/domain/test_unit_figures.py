"""Units that are counted by figures: totals, names, checks and who has not reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.breakdown import By, breakdown
from app.domain.check import explained
from app.domain.checks import Evidence, checks
from app.domain.coverage import MEASURES, Coverage
from app.domain.coverage_names import NameList, UnitCount, name_lists
from app.domain.handoff_records import UnitFigures
from app.domain.unit_checks import Earlier
from app.domain.unit_figures import NO_UNITS, UnitsByFigures
from app.domain.unreported import Unreported, find_missing
from app.domain.words import MEASURE_TITLES, CheckLevel
from tests.builders import organization_id, qingdao, review, round_, unit
from tests.domain.test_coverage import TABLE, TWO_TIERS, Naive, facts_of
from tests.strategies import Reviewed, reviewed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.check import Check
    from app.domain.directory import Directory
    from app.domain.ids import OrganizationId
    from app.domain.review import Review
    from app.domain.scheme import TableDeclaration

TITLES = {measure: MEASURE_TITLES[measure] for measure in MEASURES}
ERROR = CheckLevel.ERROR
FIGURES = dict(zip(MEASURES, (0, 0, 4, 3, 5, 4, 60, 50), strict=True))


def figures_of(unit_: OrganizationId, values: Mapping[str, int], source: str = "") -> UnitFigures:
    return UnitFigures(round_().id, unit_, None, source or "报表.xlsx", "2011-01-10", values)


# ---- totals ----------------------------------------------------------------------------------


@dataclass
class NaiveMixed(Naive):
    """Counts what is not in a unit by figures, and adds the figures of the uppermost of those."""

    given: Mapping[OrganizationId, Mapping[str, int]] = field(default_factory=dict)

    def way_up(self, place: OrganizationId) -> list[OrganizationId]:
        """From an organisation up to the unit, both included."""
        parents = {o.id: o.parent_id for o in self.directory.records.organizations}
        way = [place]
        while way[-1] != self.unit:
            above = parents[way[-1]]
            assert above is not None
            way.append(above)
        return way

    def inside(self, place: OrganizationId | None) -> bool:
        return (
            place is not None
            and super().inside(place)
            and not any(each in self.given for each in self.way_up(place))
        )

    def mixed(self) -> dict[str, int]:
        counts = self.count()
        for place, values in self.given.items():
            if Naive.inside(self, place) and not set(self.way_up(place)[1:]) & set(self.given):
                counts = {m: number + values[m] for m, number in counts.items()}
        return counts


@st.composite
def mixed(draw: Callable) -> tuple[Reviewed, dict[OrganizationId, dict[str, int]]]:
    """A random unit, some of whose organisations gave figures."""
    found = draw(reviewed())
    places = [o.id for o in found.directory.tree]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=4))
    return found, {p: {m: draw(st.integers(0, 99)) for m in MEASURES} for p in chosen}


def counted(
    directory: Directory,
    reviews: tuple[Review, ...],
    values: Mapping[OrganizationId, Mapping[str, int]],
    table: TableDeclaration = TABLE,
) -> Coverage:
    units = UnitsByFigures(directory.tree, tuple(figures_of(*each) for each in values.items()))
    return Coverage(directory.tree, facts_of(directory, reviews, table), table, units)


@given(mixed())
def test_a_total_is_the_naive_sum_of_units_counted_either_way(
    drawn: tuple[Reviewed, dict[OrganizationId, dict[str, int]]],
) -> None:
    found, values = drawn
    directory, reviews = found.directory, found.reviews
    coverage = counted(directory, reviews, values)
    for place in directory.tree:
        naive = NaiveMixed(directory, reviews, TABLE, place.id, values)
        assert coverage.figures(place.id).measures() == naive.mixed()


@given(mixed())
def test_every_figure_has_its_names_or_says_whose_it_is(
    drawn: tuple[Reviewed, dict[OrganizationId, dict[str, int]]],
) -> None:
    found, values = drawn
    directory, reviews = found.directory, found.reviews
    coverage = counted(directory, reviews, values)
    for place in directory.tree:
        names = name_lists(directory, reviews, TABLE, place.id, (), coverage.units)
        figures = coverage.figures(place.id).measures()
        assert {measure: those.total for measure, those in names.items()} == figures


@given(mixed())
def test_a_mixed_unit_is_still_the_sum_of_its_parts(
    drawn: tuple[Reviewed, dict[OrganizationId, dict[str, int]]],
) -> None:
    found, values = drawn
    directory, reviews = found.directory, found.reviews
    coverage = counted(directory, reviews, values)
    for place in directory.tree:
        names = name_lists(directory, reviews, TABLE, place.id, (), coverage.units)
        evidence = Evidence(directory, TABLE, qingdao(), round_(), reviews, (), titles=TITLES)
        made = checks(place.id, coverage, names, evidence)
        assert [
            c for c in made if c.id == "T1-07" and c.level is CheckLevel.ERROR and not c.ok
        ] == []


CITY = """
市局党组 [党组] 书记=王一
  甲党委 [党委] 书记=李二
    甲一支部 [党支部] 书记=张三 党员=张三、刘四
    甲二支部 [党支部] 书记=赵五 党员=钱六
  乙党委 [党委] 书记=张三
    乙一支部 [党支部] 书记=孙七 党员=孙七
"""


def city(*given_: tuple[str, Mapping[str, int]], reviews: tuple = ()) -> tuple[Directory, Coverage]:
    directory = unit(CITY).on("2010-12-31")
    made = tuple(review(directory, *each) for each in reviews)
    values = {organization_id(name): numbers for name, numbers in given_}
    return directory, counted(directory, made, values)


def test_figures_take_the_place_of_the_records_of_a_unit_and_all_below_it() -> None:
    directory, coverage = city(("甲党委", FIGURES))
    root = directory.tree.root.id

    assert coverage.figures(organization_id("甲党委")).measures() == FIGURES
    assert coverage.figures(root).members_total == 60 + 1
    assert coverage.figures(root).organizations_total == 5 + 2
    assert coverage.figures(root).secretaries_total == 4 + 2  # 张三 and 孙七 of 乙党委
    assert coverage.figures(root).leaders_total == 1
    assert coverage.figures(organization_id("甲一支部")).members_total == 2, (
        "it has its own records"
    )


def test_of_units_by_figures_one_in_another_the_upper_one_holds() -> None:
    directory, coverage = city(("甲党委", FIGURES), ("甲一支部", {**FIGURES, "members_total": 9}))
    root, upper, lower = directory.tree.root.id, "甲党委", "甲一支部"

    assert coverage.figures(root).members_total == 60 + 1
    assert coverage.figures(organization_id(lower)).members_total == 9
    nested = coverage.units.nested(root)
    assert [(low.name, high.name) for low, high in nested] == [(lower, upper)]
    above = coverage.units.above(organization_id("甲二支部"))
    assert above is not None
    assert above.name == upper


def test_figures_of_an_organisation_that_the_tree_does_not_know_are_nobodys() -> None:
    directory, coverage = city(("丙党委", FIGURES))

    assert coverage.figures(directory.tree.root.id).members_total == 4
    assert not coverage.units
    assert not NO_UNITS


def test_further_tiers_are_added_by_their_own_names() -> None:
    directory = unit(CITY).on("2010-12-31")
    values = {**FIGURES, "leaders_total": 3, "tier.committees.total": 7}
    coverage = counted(directory, (), {organization_id("甲党委"): values}, TWO_TIERS)

    leaders, committees = coverage.figures(directory.tree.root.id).tiers
    assert (leaders.total, leaders.took_part) == (3 + 1, 0)
    assert (committees.total, committees.took_part) == (7, 0)


def test_a_list_of_names_says_which_units_have_none() -> None:
    directory, coverage = city(("甲党委", FIGURES))
    root = directory.tree.root.id

    names = name_lists(directory, (), TABLE, root, (), coverage.units)["members_total"]

    assert [each.name for each in names.counted] == ["孙七"]
    assert names.units == (UnitCount(organization_id("甲党委"), "甲党委", 60),)


def test_a_breakdown_has_a_row_for_what_cannot_be_broken_down() -> None:
    directory, coverage = city(("甲党委", FIGURES))
    root = directory.tree.root.id

    def rows(by: By) -> tuple:
        return breakdown(by, directory, (), root, frozenset(), coverage.units).rows

    assert rows(By.CATEGORY) == (("正式党员", 1, 0), ("（报表数，不分类）", 60, 50))
    assert rows(By.KIND) == (("党委", 1, 0), ("党支部", 1, 0), ("（报表数，不分类）", 5, 4))
    assert rows(By.MODE) == ()


# ---- checks ----------------------------------------------------------------------------------


def check(
    directory: Directory,
    coverage: Coverage,
    at: str = "",
    reviews: tuple[Review, ...] = (),
    **evidence: Any,  # noqa: ANN401 - whatever Evidence takes
) -> list[Check]:
    place = organization_id(at) if at else directory.tree.root.id
    names = name_lists(directory, reviews, TABLE, place, (), coverage.units)
    scheme = qingdao()
    known = Evidence(directory, TABLE, scheme, round_(), reviews, (), titles=TITLES, **evidence)
    return list(checks(place, coverage, names, known))


def wrong(found: list[Check], number: str) -> list[str]:
    return [c.message for c in found if c.id == number and not c.ok]


def test_a_total_with_figures_says_so_and_what_cannot_be_known() -> None:
    directory, coverage = city(("甲党委", FIGURES))

    found = check(directory, coverage)

    assert wrong(found, "T1-07") == [
        "1 个单位按报表数计入（甲党委），其余按台账记录统计。"
        "报表数没有名单，跨单位的重复任职无法核对。"
    ]
    assert {c.level for c in found if c.id == "T1-07" and not c.ok} == {CheckLevel.HINT}
    sums = {c.message for c in found if c.id == "T1-07" and c.ok}
    assert "党员 61 ＝ 下属单位合计 61 ＋ 本级 0。" in sums
    assert wrong(found, "T1-08") == [
        "为免重复计算，下列没有计入：甲党委的台账记录（党组织 3 个、党员 3 人）。"
    ]


def test_a_unit_by_figures_has_no_parts_and_its_lower_ones_are_told_of_it() -> None:
    directory, coverage = city(("甲党委", FIGURES), ("甲一支部", FIGURES))

    upper = check(directory, coverage, "甲党委")
    lower = check(directory, coverage, "甲二支部")

    assert wrong(upper, "T1-07") == ["本单位的数字取自报表（报表.xlsx），没有名单。"]
    assert not [c for c in upper if c.id == "T1-07" and c.level is ERROR]
    assert wrong(upper, "T1-08") == [
        "为免重复计算，下列没有计入：甲一支部的报表数（上级甲党委已报）、"
        "甲党委的台账记录（党组织 3 个、党员 3 人）。"
    ]
    assert wrong(lower, "T1-08") == ["上级单位“甲党委”按报表数计入，本单位的数字不进入它的合计。"]


def test_full_coverage_counts_the_missing_of_units_without_names() -> None:
    directory, coverage = city(("甲党委", FIGURES))

    assert wrong(check(directory, coverage), "T1-04")[-1] == (
        "党员 61 人，11 人未被点评。未点评：孙七；报表数：甲党委 10 人。请填写说明。"
    )


def test_secretaries_and_organisations_differ_in_the_figures_of_a_unit_too() -> None:
    directory, coverage = city(("甲党委", FIGURES))

    assert wrong(check(directory, coverage), "T1-05") == [
        "基层党组织 7 个，书记 6 人，两数不等："
        "报表数不等 1 个（甲党委（党组织 5 个、书记 4 人））。请填写说明。"
    ]


def test_more_done_than_there_are_in_one_unit_is_not_hidden_by_the_total() -> None:
    directory, coverage = city(("甲党委", {**FIGURES, "secretaries_took_part": 5}))

    found = check(directory, coverage)

    assert wrong(found, "T1-02") == [
        "甲党委（报表数）基层党组织书记参加点评 5 人，多于总数 4 人。请核对该单位的报表。"
    ]
    assert wrong(found, "T1-03") == []
    own = check(directory, coverage, "甲党委")
    assert wrong(own, "T1-02") == [
        "基层党组织书记参加点评 5 人，多于总数 4 人。请核对点评人和任职。"
    ]


def test_every_figure_given_is_a_whole_number() -> None:
    odd: dict = {**FIGURES, "members_total": -1, "organizations_total": "五"}
    del odd["members_reviewed"]

    directory, coverage = city(("甲党委", odd))
    found = check(directory, coverage)

    assert coverage.figures(directory.tree.root.id).members_total == 0 + 1
    assert wrong(found, "T1-01") == [
        "填报的数字有误：甲党委（报表数）基层党组织总数（五）、甲党委（报表数）党员总数（-1）、"
        "甲党委（报表数）党员被点评数（未填）。请填全，每格填不小于 0 的整数。"
    ]
    fine = check(*city(("甲党委", FIGURES)))
    assert [c.message for c in fine if c.id == "T1-01"] == [
        "填报的数字已填全，都是不小于 0 的整数。"
    ]
    assert "T1-01" not in {c.id for c in check(*city())}


def test_records_that_are_not_counted_are_not_found_fault_with() -> None:
    outline = """
市局党组 [党组]
  甲党委 [党委]
    甲一支部 [党支部] 党员=张三、刘四
    甲一支部2 [党支部] 党员=张三
  乙支部 [党支部] 党员=李一、李二、李三
"""
    directory = unit(outline).on("2010-12-31")
    reviews = (review(directory, "刘四", "刘四"),)
    records = counted(directory, reviews, {})
    figures = counted(directory, reviews, {organization_id("甲党委"): FIGURES})

    with_records = check(directory, records, reviews=reviews)
    with_figures = check(directory, figures, reviews=reviews)

    for number, error in (("T1-08", "有重复的"), ("T1-10", "不符"), ("T1-11", "不足 3 名")):
        assert any(error in message for message in wrong(with_records, number)), number
        assert not any(error in message for message in wrong(with_figures, number)), number


def test_a_reported_figure_stands_beside_the_counted_one() -> None:
    directory, coverage = city()

    same = check(directory, coverage, reported={"members_total": 4})
    other = check(directory, coverage, reported={"members_total": 5, "members_reviewed": 6})

    assert [c.message for c in same if c.id == "T1-06"] == ["填报数与台账统计数一致。"]
    assert wrong(other, "T1-06") == [
        "党员总数填报 5，台账统计 4，两数不同。请核对或填写说明。",
        "党员被点评数填报 6，台账统计 0，两数不同。请核对或填写说明。",
    ]
    assert wrong(other, "T1-03") == ["填报的党员被点评 6 人，多于总数 5 人。请核对点评对象和名册。"]
    negative = check(directory, coverage, reported={"members_reviewed": -2})
    assert wrong(negative, "T1-01") == [
        "填报的数字有误：党员被点评数（-2）。请填全，每格填不小于 0 的整数。"
    ]


def test_a_second_report_that_is_smaller_says_who_left() -> None:
    directory, coverage = city()
    root = directory.tree.root.id
    then = dict(name_lists(unit(CITY + "    乙二支部 [党支部] 党员=周八、吴九").on("2010-12-31"),
                           (), TABLE, root))  # fmt: skip
    before = {m: those.total for m, those in then.items()}
    earlier = Earlier(date(2011, 1, 12), before, then)

    found = check(directory, coverage, earlier=earlier)

    assert wrong(found, "T1-09") == [
        "基层党组织总数本次 5，上次报送（2011-01-12）6，少 1：乙二支部。请核对或填写说明。",
        "党员总数本次 4，上次报送（2011-01-12）6，少 2：周八、吴九。请核对或填写说明。",
    ]
    nobody = check(directory, coverage, earlier=Earlier(date(2011, 1, 12), {"members_total": 5}))
    assert wrong(nobody, "T1-09") == [
        "党员总数本次 4，上次报送（2011-01-12）5，少 1。请核对或填写说明。"
    ]
    now = coverage.figures(root).values()
    fine = check(directory, coverage, earlier=Earlier(date(2011, 1, 12), now))
    assert [c.message for c in fine if c.id == "T1-09"] == [
        "各项数字都不小于上次报送（2011-01-12）。"
    ]
    assert "T1-09" not in {c.id for c in check(directory, coverage)}


def test_units_that_have_not_reported_make_a_total_partial() -> None:
    directory, coverage = city()
    tree = directory.tree
    lacking = Unreported(tree, frozenset({organization_id("乙党委")}))

    found = check(directory, coverage, unreported=lacking)

    assert wrong(found, "T1-07") == ["未报单位 1 个（乙党委），合计不完整。请催报或填写说明。"]
    assert {c.level for c in found if c.id == "T1-07" and not c.ok} == {CheckLevel.VERIFY}
    whole = check(directory, coverage, "甲党委", unreported=lacking)
    assert "所属单位都已报送，合计完整。" in {c.message for c in whole}
    assert wrong(check(directory, coverage), "T1-07") == [], "nobody is asked to report"


def test_a_check_knows_its_explanation() -> None:
    directory, coverage = city()

    written = {"T1-04": "两名党员长期外出", "T1-08": "无"}
    found = explained(check(directory, coverage), written)

    assert {c.explanation for c in found if c.id == "T1-04"} == {"两名党员长期外出"}
    assert not any(c.needs_explanation for c in found if c.id == "T1-04")
    assert all(c.explanation == "" for c in found if c.ok), "what is fine needs none"
    assert any(c.needs_explanation for c in check(directory, coverage) if c.id == "T1-04")


# ---- who has not reported --------------------------------------------------------------------


def test_whom_a_unit_misses_is_found_below_it_by_its_path() -> None:
    tree = unit(CITY).on("2010-12-31").tree
    upper = organization_id("甲党委")

    found = find_missing(tree, frozenset(), {upper: ("甲一支部", "新总支/新支部")})

    assert found.units == {organization_id("甲一支部")}
    assert found.of(tree.root.id) == ("甲党委/甲一支部", "甲党委/新总支/新支部")
    assert found.of(organization_id("甲一支部")) == ("甲一支部",)
    assert found.of(organization_id("甲二支部")) == ()
    assert found.of(organization_id("乙党委")) == ()


@pytest.mark.parametrize("at", ["乙党委", "乙一支部"])
def test_who_stands_in_a_unit_that_has_not_reported_is_missing_with_it(at: str) -> None:
    tree = unit(CITY).on("2010-12-31").tree
    found = Unreported(tree, frozenset({organization_id("乙党委")}))

    assert found.of(organization_id(at)) == ("乙党委",)
    assert organization_id("乙党委") in found
    assert NameList().total == 0
