"""The official figures against small cases by hand and a naive count on random units."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from app.domain.coverage import MEASURES, Coverage, CoverageFacts, Holder
from app.domain.coverage_names import NameList, name_lists
from app.domain.review import Review, Target
from app.domain.scheme import TableDeclaration, Tier
from app.domain.words import (
    GRASS_ROOTS,
    MemberStatus,
    OrganizationKind,
    PostKind,
    ReviewState,
    TargetKind,
    UncountedReason,
)
from tests.builders import Unit, organization_id, person_id, qingdao, review, unit
from tests.strategies import Reviewed, reviewed

if TYPE_CHECKING:
    from app.domain.directory import Directory
    from app.domain.ids import OrganizationId

TABLE = qingdao().tables[0]
TWO_TIERS = replace(
    TABLE,
    tiers=(
        *TABLE.tiers,
        Tier(
            "committees",
            "机关班子成员",
            frozenset({OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH}),
            frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY}),
            frozenset({"机关"}),
        ),
    ),
    secretaries_as_members=False,
)


# ---- facts, gathered as plainly as can be ----------------------------------------------------


def _done(reviews: tuple[Review, ...], directory: Directory) -> list[Review]:
    states = {ReviewState.REVIEWED, ReviewState.ARCHIVED}
    return [r for r in reviews if r.state in states and r.day and r.day <= directory.day]


def _reviewed_persons(done: list[Review], table: TableDeclaration) -> set[str]:
    persons = {r.target.id for r in done if r.target.kind is TargetKind.MEMBER}
    if table.secretaries_as_members:
        for r in done:
            if r.target.kind is TargetKind.ORGANIZATION and r.secretary_id not in r.reviewers:
                persons |= {r.secretary_id} if r.secretary_id else set()
    return persons


def _on_books(directory: Directory) -> list[tuple[str, OrganizationId]]:
    found: list[tuple[str, OrganizationId]] = []
    for member in directory.records.members:
        since, until = member.on_books.since, member.on_books.until
        if since and directory.day < since:
            continue
        if until and until <= directory.day:
            continue
        if until is None and member.status is not MemberStatus.ACTIVE:
            continue
        found.append((member.person_id, member.organization_id))
    return found


def facts_of(
    directory: Directory, reviews: tuple[Review, ...], table: TableDeclaration
) -> CoverageFacts:
    done = _done(reviews, directory)
    persons = _reviewed_persons(done, table)
    rows = _on_books(directory)
    return CoverageFacts(
        day=directory.day,
        members=Counter(place for _, place in rows),
        members_reviewed=Counter(place for person, place in rows if person in persons),
        organizations_reviewed=frozenset(
            r.target.organization_id for r in done if r.target.kind is TargetKind.ORGANIZATION
        ),
        holders=tuple(
            Holder(a.person_id, a.organization_id, a.post)
            for a in directory.records.appointments
            if a.held.covers(directory.day)
        ),
        reviewers=frozenset(person for r in done for person in r.reviewers),
        member_times=Counter(r.organization_id for r in done if r.target.kind is TargetKind.MEMBER),
        organization_times=Counter(
            r.target.organization_id for r in done if r.target.kind is TargetKind.ORGANIZATION
        ),
    )


# ---- the naive count -------------------------------------------------------------------------


@dataclass
class Naive:
    """Counts one unit by asking of every single thing whether it belongs."""

    directory: Directory
    reviews: tuple[Review, ...]
    table: TableDeclaration
    unit: OrganizationId

    def inside(self, place: OrganizationId | None) -> bool:
        parents = {o.id: o.parent_id for o in self.directory.records.organizations}
        while place is not None and place != self.unit:
            place = parents[place]
        return place is not None

    def exists(self, place: OrganizationId) -> bool:
        span = next(o.active for o in self.directory.records.organizations if o.id == place)
        day = self.directory.day
        return not (span.since and day < span.since) and not (span.until and span.until <= day)

    def holders(self, kinds: frozenset, posts: frozenset, tags: frozenset = frozenset()) -> set:
        places = {
            o.id
            for o in self.directory.records.organizations
            if o.kind in kinds and (not tags or o.tags & tags)
            if self.inside(o.id) and self.exists(o.id)
        }
        return {
            a.person_id
            for a in self.directory.records.appointments
            if a.organization_id in places and a.post in posts
            if a.held.covers(self.directory.day)
        }

    def count(self) -> dict[str, int]:
        done = _done(self.reviews, self.directory)
        reviewers = {person for r in done for person in r.reviewers}
        leaders = self.holders(self.table.tiers[0].kinds, self.table.tiers[0].posts)
        secretaries = self.holders(GRASS_ROOTS, frozenset({PostKind.SECRETARY}))
        organizations = {
            o.id
            for o in self.directory.records.organizations
            if o.kind in GRASS_ROOTS and self.inside(o.id) and self.exists(o.id)
        }
        targets = {r.target.id for r in done if r.target.kind is TargetKind.ORGANIZATION}
        members = [person for person, place in _on_books(self.directory) if self.inside(place)]
        persons = _reviewed_persons(done, self.table)
        return {
            "leaders_total": len(leaders),
            "leaders_took_part": len(leaders & reviewers),
            "secretaries_total": len(secretaries),
            "secretaries_took_part": len(secretaries & reviewers),
            "organizations_total": len(organizations),
            "organizations_reviewed": len(organizations & targets),
            "members_total": len(members),
            "members_reviewed": len([person for person in members if person in persons]),
        }


@pytest.mark.parametrize("table", [TABLE, TWO_TIERS], ids=["as shipped", "two tiers"])
@given(given_=reviewed())
def test_figures_equal_a_naive_count_for_every_unit(
    table: TableDeclaration, given_: Reviewed
) -> None:
    directory, reviews = given_.directory, given_.reviews
    coverage = Coverage(directory.tree, facts_of(directory, reviews, table), table)

    for place in directory.tree:
        naive = Naive(directory, reviews, table, place.id)
        figures = coverage.figures(place.id)
        assert figures.measures() == naive.count()
        done = [r for r in _done(reviews, directory) if naive.inside(r.organization_id)]
        members = [r for r in done if r.target.kind is TargetKind.MEMBER]
        units = [r for r in done if directory.tree[r.organization_id].kind is OrganizationKind.UNIT]
        of_units = [r for r in units if r not in members]
        assert (figures.member_times, figures.organization_times) == (
            len(members),
            len(done) - len(members) - len(of_units),
        )
        for tier, counted in zip(table.tiers, figures.tiers, strict=True):
            assert counted.total == len(naive.holders(tier.kinds, tier.posts, tier.tags))


@given(reviewed())
def test_every_figure_has_its_names(given_: Reviewed) -> None:
    directory, reviews = given_.directory, given_.reviews
    coverage = Coverage(directory.tree, facts_of(directory, reviews, TABLE), TABLE)

    for place in directory.tree:
        names = name_lists(directory, reviews, TABLE, place.id)
        figures = coverage.figures(place.id).measures()
        assert {measure: len(those.counted) for measure, those in names.items()} == figures
        for total, part in zip(MEASURES[::2], MEASURES[1::2], strict=True):
            those = names[part]
            left = [n.id for n in those.not_counted]
            assert sorted([n.id for n in those.counted] + left) == sorted(
                n.id for n in names[total].counted
            )


@given(reviewed())
def test_the_order_of_siblings_changes_no_figure(given_: Reviewed) -> None:
    directory, reviews = given_.directory, given_.reviews
    backwards = replace(
        directory,
        records=replace(directory.records, organizations=directory.records.organizations[::-1]),
    )

    for place in directory.tree:
        one, other = (
            Coverage(d.tree, facts_of(d, reviews, TABLE), TABLE).figures(place.id)
            for d in (directory, backwards)
        )
        assert one == other


# ---- each line of the table, by hand ---------------------------------------------------------

OFFICE = """
局党组 [党组] 书记=王一
  机关党委 [党委] 书记=李二
    一支部 [党支部] 书记=张三 党员=张三、李二、刘四
      一小组 [党小组] 组长=刘四 党员=陈五
    二支部 [党支部] 党员=杨六、周七（转出2010-12-15）、\
吴九（转入2010-12-22）、徐十（去世2010-12-20）
    三支部 [党支部] 书记=张三
    旧支部 [党支部] 书记=赵八 撤销=2010-12-20
    科室 [科室]
"""


@dataclass(frozen=True)
class Case:
    """A unit, its reviews, and what is counted of it."""

    known: Unit
    day: str
    reviews: tuple[Review, ...]

    @property
    def names(self) -> dict[str, NameList]:
        directory = self.known.on(self.day)
        root = directory.tree.root.id
        return dict(name_lists(directory, self.reviews, TABLE, root))

    def figure(self, measure: str) -> int:
        directory = self.known.on(self.day)
        coverage = Coverage(directory.tree, facts_of(directory, self.reviews, TABLE), TABLE)
        count = coverage.figures(directory.tree.root.id).measures()[measure]
        assert count == len(self.names[measure].counted)
        return count

    def counted(self, measure: str) -> list[str]:
        return [n.name for n in self.names[measure].counted]

    def missing(self, measure: str) -> dict[str, UncountedReason]:
        return {n.name: n.reason for n in self.names[measure].not_counted}


def _case(*given_: tuple, outline: str = OFFICE, day: str = "2010-12-20") -> Case:
    known = unit(outline)
    directory = known.on(day)
    return Case(known, day, tuple(review(directory, *each) for each in given_))


def test_leaders_are_secretaries_of_leading_groups() -> None:
    case = _case(("机关党委", "王一"))

    assert case.counted("leaders_total") == ["王一"]
    assert case.figure("leaders_took_part") == 1
    assert _case().missing("leaders_took_part") == {"王一": UncountedReason.TOOK_NO_PART}


def test_secretaries_are_heads_and_vacancies_are_listed() -> None:
    case = _case(("一支部", "李二"), ("刘四", "张三", "2010-12-21"))

    assert case.counted("secretaries_total") == ["李二", "张三"]  # 张三 holds two posts
    assert case.missing("secretaries_total") == {"二支部": UncountedReason.VACANT}
    assert case.counted("secretaries_took_part") == ["李二"]
    assert case.missing("secretaries_took_part") == {"张三": UncountedReason.LATER}
    assert case.figure("secretaries_total") == 2


def test_organizations_are_the_grass_roots_that_exist_on_the_day() -> None:
    case = _case(("一支部", "李二"), ("旧支部", "李二", "2010-12-01"), ("局党组", "王一"))

    assert case.counted("organizations_total") == ["机关党委", "一支部", "二支部", "三支部"]
    assert case.missing("organizations_total") == {"旧支部": UncountedReason.ABOLISHED}
    assert case.counted("organizations_reviewed") == ["一支部"]
    assert case.figure("organizations_reviewed") == 1


def test_a_branch_counts_until_the_day_before_its_end() -> None:
    before = _case(("旧支部", "李二", "2010-12-01"), day="2010-12-19")

    assert "旧支部" in before.counted("organizations_reviewed")
    assert before.figure("secretaries_total") == 3


def test_a_branch_to_come_is_not_counted_yet() -> None:
    case = _case(outline="支部 [党支部] 书记=王一\n  新支部 [党支部] 成立=2010-12-21")

    assert case.figure("organizations_total") == 1
    assert case.missing("organizations_total") == {"新支部": UncountedReason.NOT_YET_FOUNDED}


def test_members_are_those_on_the_books_on_the_day() -> None:
    case = _case()

    assert case.counted("members_total") == ["张三", "李二", "刘四", "陈五", "杨六"]
    assert case.missing("members_total") == {
        "周七": UncountedReason.MOVED_OUT,
        "吴九": UncountedReason.NOT_YET_ENTERED,
        "徐十": UncountedReason.DECEASED,
    }


def test_who_moves_within_the_unit_is_counted_once_and_not_missing() -> None:
    case = _case(
        outline="""
党委 [党委]
  一支部 [党支部] 党员=王一（转出2010-12-15）、李二（出党2010-12-15）、张三（停止党籍2010-12-01）
  二支部 [党支部] 党员=王一（转入2010-12-15）
"""
    )

    assert case.counted("members_total") == ["王一"]
    assert case.missing("members_total") == {
        "李二": UncountedReason.EXPELLED,
        "张三": UncountedReason.SUSPENDED,
    }


@pytest.mark.parametrize(
    ("day", "state", "reason"),
    [
        ("2010-12-20", ReviewState.REVIEWED, None),
        ("2010-12-20", ReviewState.ARCHIVED, None),
        ("2010-12-21", ReviewState.REVIEWED, UncountedReason.LATER),
        ("2010-12-20", ReviewState.SUMMARIZED, UncountedReason.UNFINISHED),
        ("2010-12-20", ReviewState.PLANNED, UncountedReason.UNFINISHED),
        ("", ReviewState.REVIEWED, UncountedReason.UNDATED),
    ],
)
def test_only_what_is_done_by_the_day_counts(
    day: str, state: ReviewState, reason: UncountedReason | None
) -> None:
    case = _case(("刘四", "张三", day, state))

    assert case.missing("members_reviewed").get("刘四") is reason
    assert case.figure("members_reviewed") == (1 if reason is None else 0)
    assert case.figure("secretaries_took_part") == (1 if reason is None else 0)


def test_the_furthest_review_decides() -> None:
    case = _case(("刘四", "张三", "", ReviewState.PLANNED), ("刘四", "张三", "2010-12-22"))

    assert case.missing("members_reviewed")["刘四"] is UncountedReason.LATER


def test_a_secretary_of_a_reviewed_organization_counts_where_he_is_a_member() -> None:
    case = _case(("三支部", "李二"))

    assert case.counted("members_reviewed") == ["张三"]
    directory = case.known.on(case.day)
    third = name_lists(directory, case.reviews, TABLE, organization_id("三支部"))
    first = name_lists(directory, case.reviews, TABLE, organization_id("一支部"))
    assert not third["members_reviewed"].counted
    assert [n.name for n in first["members_reviewed"].counted] == ["张三"]
    off = name_lists(directory, case.reviews, TWO_TIERS, directory.tree.root.id)
    assert not off["members_reviewed"].counted


def test_the_secretary_of_the_review_counts_not_who_follows_him() -> None:
    outline = """
党委 [党委] 书记=李二
  支部 [党支部] 书记=张三（至2010-12-10）、刘四（自2010-12-10） 党员=张三、刘四
"""
    then = unit(outline).on("2010-12-01")
    made = review(then, "支部", "李二", "2010-12-01")
    case = Case(unit(outline), "2010-12-20", (made,))

    assert case.counted("members_reviewed") == ["张三"]


def test_a_secretary_is_not_reviewed_by_himself() -> None:
    case = _case(("一支部", "张三"))

    assert case.figure("organizations_reviewed") == 1
    assert case.figure("members_reviewed") == 0


def test_times_are_apart_from_heads() -> None:
    known = unit(OFFICE)
    directory = known.on("2010-12-20")
    reviews = tuple(review(directory, "刘四", "张三", number=i) for i in range(3))

    figures = Coverage(directory.tree, facts_of(directory, reviews, TABLE), TABLE).figures(
        directory.tree.root.id
    )

    assert (figures.members_reviewed, figures.member_times) == (1, 3)


def test_exempt_targets_stay_in_the_total_and_are_listed() -> None:
    case = _case(("杨六", "张三"))
    directory = case.known.on(case.day)
    exempt = {
        Target(TargetKind.MEMBER, person_id("刘四")),
        Target(TargetKind.MEMBER, person_id("杨六")),
    }

    names = name_lists(directory, case.reviews, TABLE, directory.tree.root.id, exempt)

    reasons = {n.name: n.reason for n in names["members_reviewed"].not_counted}
    assert len(names["members_total"].counted) == 5
    assert reasons["刘四"] is UncountedReason.EXEMPT
    assert "杨六" not in reasons


def test_own_level_is_the_unit_without_what_is_below() -> None:
    directory = unit(OFFICE).on("2010-12-20")
    coverage = Coverage(directory.tree, facts_of(directory, (), TABLE), TABLE)

    own = coverage.own_level(organization_id("一支部")).measures()

    assert (own["organizations_total"], own["members_total"], own["secretaries_total"]) == (1, 3, 1)
