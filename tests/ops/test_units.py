"""Units that report here: who stands how to which deadline, and units that only give figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from app.domain.coverage import MEASURES
from app.domain.handoff import Manifest, PackageKind, RoundHead, Unit
from app.domain.handoff_records import (
    Conflict,
    Held,
    PackageDirection,
    PackageRecord,
    PackageState,
)
from app.domain.words import CheckLevel
from app.ops.changes import Topic
from app.ops.reporting import UnitState
from app.ops.units import TYPED
from tests.builders import organization_id, review, unit
from tests.ops.refusals import refused
from tests.ui.sample import sample_office
from tests.unit_tables import take_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk

CITY = """
市局党组 [党组] 书记=王一
  甲党委 [党委] 书记=李二
    甲一支部 [党支部] 书记=张三 党员=张三、刘四
    甲二支部 [党支部] 书记=赵五 党员=钱六
  乙党委 [党委] 书记=张三
    乙一支部 [党支部] 书记=孙七 党员=孙七、周八
  丙支部 [党支部] 书记=吴九 党员=郑十
  旧支部 [党支部] 撤销=2010-12-01
  科室 [科室]
    丁支部 [党支部] 党员=冯某
"""
FIGURES = dict(zip(MEASURES, (0, 0, 4, 3, 5, 4, 60, 50), strict=True))
DAY = date(2010, 12, 31)
FIRST, SECOND = date(2011, 1, 12), date(2011, 2, 10)
"""The days by which the scheme wants its table."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sample_office().create(tmp_path / "市局.ledger", "qingdao-2010", "市局党组") as opened:
        stores, records = opened.workspace.stores, unit(CITY).records
        stores.structure.remove(organizations=[opened.workspace.root_id])
        stores.structure.save(
            records.organizations,
            records.persons,
            records.members,
            records.appointments,
            records.oversights,
        )
        opened.workspace.structure_changed()
        opened.rounds.open("2010年下半年", date(2010, 7, 1), date(2011, 1, 25))
        yield opened


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


def arrive(
    desk: Desk,
    name: str,
    time: str = "2011-01-10 09:00:00",
    *,
    sequence: int = 1,
    missing: tuple[str, ...] = (),
    round_id: str = "",
    kind: PackageKind = PackageKind.SUBMIT,
    direction: PackageDirection = PackageDirection.IN,
    state: PackageState = PackageState.APPLIED,
) -> int:
    """Keep a package in the journal as taking one in does; returns its number there."""
    known = desk.workspace.round()
    place = organization_id(name)
    manifest = Manifest(
        kind=kind,
        ledger=f"ledger of {name}",
        sequence=sequence,
        sender=Unit(place, name),
        time=time,
        program="1",
        scheme="qingdao-2010",
        scheme_edition="",
        round=RoundHead(known.id if not round_id else known.id.__class__(round_id), known.name,
                        known.start, known.end),
        as_of=DAY,
        missing=missing,
        digest=uuid4().hex * 2,
    )  # fmt: skip
    record = PackageRecord(direction, place, manifest, time, f"{name}-{sequence}.dpbag", state)
    return desk.workspace.stores.handoff.add_package(record).id


def reviewed(desk: Desk, name: str, by: str) -> None:
    """Record a done review."""
    directory, known = desk.workspace.directory(DAY), desk.workspace.round()
    made = replace(review(directory, name, by), round_id=known.id)
    desk.workspace.stores.reviews.save(made)


def states(desk: Desk, round_: Round) -> dict[str, UnitState]:
    return {each.name: each.state for each in desk.units.standing(round_, DAY)}


def wrong(desk: Desk, round_: Round, number: str, at: str = "") -> list[str]:
    place = organization_id(at) if at else desk.workspace.root_id
    found = desk.statistics.count(round_, DAY).checks(place)
    return [c.message for c in found if c.id == number and not c.ok]


def total(desk: Desk, round_: Round, unit_: OrganizationId | None = None) -> int:
    place = unit_ or desk.workspace.root_id
    return desk.statistics.figures(round_, place, DAY).members_total


# ---- who stands how --------------------------------------------------------------------------


def test_who_reports_here_are_the_party_organisations_right_below(desk: Desk) -> None:
    assert [o.name for o in desk.units.reporting(DAY)] == ["甲党委", "乙党委", "丙支部", "丁支部"]
    assert "旧支部" in [o.name for o in desk.units.reporting(date(2010, 11, 30))]


def test_where_only_some_below_a_unit_report_it_is_no_level_of_its_own(
    desk: Desk, round_: Round
) -> None:
    arrive(desk, "甲二支部")

    found = states(desk, round_)

    assert found["甲二支部"] is UnitState.ON_TIME
    assert found["甲一支部"] is UnitState.MISSING
    assert "甲党委" not in found
    arrive(desk, "甲党委")
    found = states(desk, round_)
    assert "甲一支部" not in found, "now it reports with all below it"
    assert found["甲二支部"] is UnitState.ON_TIME, "what it sent itself stays seen"


def test_nobody_is_missing_where_nobody_was_asked(desk: Desk, round_: Round) -> None:
    assert desk.units.standing(round_, DAY) == ()
    assert desk.units.missing(round_, DAY) == ()
    assert not desk.units.is_asked(round_)
    assert wrong(desk, round_, "T1-07") == []
    assert not any(due.missing for due in desk.units.due(round_))


def test_a_unit_is_on_time_by_the_first_deadline_for_the_table(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委", "2011-01-12 23:59:59")
    arrive(desk, "乙党委", "2011-01-13 00:00:00")
    desk.units.enter_figures(organization_id("丙支部"), round_, FIGURES, DAY)

    assert states(desk, round_) == {
        "甲党委": UnitState.ON_TIME,
        "乙党委": UnitState.LATE,
        "丙支部": UnitState.FIGURES,
        "丁支部": UnitState.MISSING,
    }
    assert desk.units.missing(round_, DAY) == ("科室/丁支部",)


def test_a_unit_has_reported_where_every_deadline_lies_before_the_round(desk: Desk) -> None:
    first = desk.workspace.round()
    late = desk.rounds.open("2012年", date(2012, 1, 1), date(2012, 6, 30)).round
    assert desk.overview.has_passed_deadlines(late)
    assert not desk.overview.has_passed_deadlines(first)
    arrive(desk, "甲党委", round_id=late.id)
    assert states(desk, late)["甲党委"] is UnitState.REPORTED


def test_a_second_report_does_not_make_the_first_one_late(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委", "2011-01-10 08:00:00", sequence=3)
    arrive(desk, "甲党委", "2011-02-01 08:00:00", sequence=4, missing=("甲一支部",))

    (found, *_) = desk.units.standing(round_, DAY)

    assert (found.state, found.received) == (UnitState.ON_TIME, date(2011, 1, 10))
    assert (found.sequence, found.time, found.source) == (
        4,
        "2011-02-01 08:00:00",
        "甲党委-4.dpbag",
    )
    assert (found.as_of, found.path) == (DAY, "市局党组/甲党委")
    assert found.partial
    assert found.missing == ("甲一支部",)


def test_every_deadline_has_its_own_list(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委", "2011-01-20 08:00:00")
    reviewed(desk, "冯某", "王一")  # 丁支部 is kept here

    due = {each.deadline.date: each for each in desk.units.due(round_) if each.deadline.table}

    assert [u.name for u in due[FIRST].late] == ["甲党委"]
    assert [u.name for u in due[SECOND].on_time] == ["甲党委"]
    assert [u.name for u in due[FIRST].missing] == ["乙党委", "丙支部"]
    assert due[FIRST].days == -13


def test_what_was_taken_out_again_or_went_the_other_way_is_no_report(
    desk: Desk, round_: Round
) -> None:
    arrive(desk, "甲党委", state=PackageState.TAKEN_OUT)
    assert desk.units.standing(round_, DAY) == ()
    arrive(
        *(desk, "甲党委"),
        kind=PackageKind.ISSUE,
        direction=PackageDirection.OUT,
        state=PackageState.SENT,
    )
    assert states(desk, round_)["甲党委"] is UnitState.MISSING, "who was sent something is asked"


def test_a_round_with_an_id_of_its_own_is_known_by_its_name(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委", round_id="another")
    assert states(desk, round_)["甲党委"] is UnitState.ON_TIME


def test_a_unit_that_came_within_another_package_has_reported(desk: Desk, round_: Round) -> None:
    package = arrive(desk, "市局党组")
    held = Held(organization_id("甲党委"), "of 甲", 7, DAY, package)
    desk.workspace.stores.handoff.hold([held])

    (found, *_) = desk.units.standing(round_, DAY)

    assert (found.name, found.state, found.sequence) == ("甲党委", UnitState.ON_TIME, 7)


def test_records_kept_here_are_no_missing_report(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委")
    reviewed(desk, "孙七", "张三")
    reviewed(desk, "丙支部", "王一")

    found = states(desk, round_)

    assert found["乙党委"] is UnitState.OWN
    assert found["丙支部"] is UnitState.MISSING, "its review is the business of the level above"
    desk.units.count_by_records(organization_id("丙支部"), round_)
    assert states(desk, round_)["丙支部"] is UnitState.OWN


def test_open_conflicts_stand_with_the_unit_that_brought_them(desk: Desk, round_: Round) -> None:
    package = arrive(desk, "甲党委")
    member = desk.workspace.records.members[0]
    conflict = Conflict("member", member.id, "phone", "1", "2", package_id=package)
    desk.workspace.stores.handoff.add_conflicts([conflict, replace(conflict, field="post")])

    assert [each.conflicts for each in desk.units.standing(round_, DAY)] == [2, 0, 0, 0]


# ---- totals ----------------------------------------------------------------------------------


def test_a_partial_total_is_marked_wherever_it_stands(desk: Desk, round_: Round) -> None:
    arrive(desk, "甲党委", missing=("甲一支部", "新支部"))
    desk.units.enter_figures(organization_id("丙支部"), round_, FIGURES, DAY)
    count = desk.statistics.count(round_, DAY)
    root = desk.workspace.root_id

    table = count.summary(root)

    assert table.columns[-1].title == "备注"
    assert [(row[0], row[-1]) for row in table.rows] == [
        ("甲党委", "不完整，缺 2 个未报单位"),
        ("乙党委", "未报"),
        ("丙支部", "报表数"),
        ("旧支部", ""),
        ("科室", "不完整，缺 1 个未报单位"),
        ("本级", ""),
        ("减：重复任职", ""),
    ]
    assert table.totals[0] == "合计（不完整）"
    members = [column.title for column in table.columns].index("党员总数")
    assert table.totals[members] == 3 + 2 + 60 + 1 == total(desk, round_)
    assert count.sheet(root).values["unit"] == "填报单位（盖章）：市局党组"
    assert count.sheet(root).values["date"] == "填报时间：2010年12月31日（不完整，含报表数）"
    below = count.summary(organization_id("甲党委"))
    assert [(row[0], row[-1]) for row in below.rows][:2] == [("甲一支部", "未报"), ("甲二支部", "")]
    assert count.summary(organization_id("丙支部")).rows == ()
    assert wrong(desk, round_, "T1-07") == [
        "未报单位 4 个（甲党委/甲一支部、乙党委、科室/丁支部、甲党委/新支部），合计不完整。"
        "请催报或填写说明。",
        "1 个单位按报表数计入（丙支部），其余按台账记录统计。"
        "报表数没有名单，跨单位的重复任职无法核对。",
    ]


def test_screen_and_excel_say_the_same(desk: Desk, round_: Round, tmp_path: Path) -> None:
    desk.units.enter_figures(organization_id("甲党委"), round_, FIGURES, DAY)
    root, file = desk.workspace.root_id, tmp_path / "统计表.xlsx"

    desk.statistics.export(round_, root, DAY, file)

    book = load_workbook(file)
    table = desk.statistics.summary(round_, root, DAY)
    rows = [[cell.value for cell in row] for row in book["汇总"].iter_rows(min_row=3)]
    assert [row[0] for row in rows] == [*(row[0] for row in table.rows), table.totals[0]]
    assert [row[-1] for row in rows][:2] == ["报表数", "未报"]
    assert book["统计表"]["C3"].value == "填报时间：2010年12月31日（不完整，含报表数）"
    assert book["统计表"]["C9"].value == 60 + 2 + 1 + 1


def test_where_everything_is_recorded_nothing_is_remarked(desk: Desk, round_: Round) -> None:
    table = desk.statistics.summary(round_, desk.workspace.root_id, DAY)

    assert [column.title for column in table.columns][-1] != "备注"
    assert table.totals[0] == "合计"


def test_the_second_report_says_who_left_since_the_first(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    root = desk.workspace.root_id
    desk.submissions.submit(tmp_path / "一.dpbag", round_, root, DAY)
    assert wrong(desk, round_, "T1-09") == []
    members = desk.workspace.records.members
    (gone,) = [m for m in members if m.organization_id == organization_id("丙支部")]
    desk.workspace.stores.structure.remove(members=[gone.id])
    desk.workspace.structure_changed()

    assert wrong(desk, round_, "T1-09") == [
        "党员总数本次 6，上次报送（2010-12-31）7，少 1：郑十。请核对或填写说明。"
    ]
    before = desk.statistics.count(round_, date(2010, 12, 30)).checks(root)
    assert "T1-09" not in {c.id for c in before}, "a day before is no second report"


# ---- figures ---------------------------------------------------------------------------------


def test_a_unit_is_counted_by_records_or_by_figures_never_both(desk: Desk, round_: Round) -> None:
    unit_ = organization_id("甲党委")
    assert total(desk, round_) == 7

    taken = desk.units.enter_figures(unit_, round_, FIGURES, DAY)

    assert taken.changes.topics == {Topic.HANDOFF}
    assert (total(desk, round_, unit_), total(desk, round_)) == (60, 60 + 4)
    covered = desk.overview.coverage(round_, desk.workspace.root_id, DAY)
    overview = {each.name: each.members for each in covered}
    assert overview["甲党委"] == 60
    assert overview["市局党组"] == 64
    names = desk.overview.names(round_, desk.workspace.root_id, DAY)["members_total"]
    assert names.total == 64

    desk.units.enter_figures(unit_, round_, {**FIGURES, "members_total": 61}, DAY)
    assert total(desk, round_) == 61 + 4, "the last ones hold"
    desk.units.count_by_records(unit_, round_)
    assert total(desk, round_) == 7
    kept = desk.units.figures(unit_, round_)
    assert kept is not None
    assert (kept.values["members_total"], kept.used, kept.source) == (61, False, TYPED)


def test_what_is_typed_is_checked_before_it_is_kept(desk: Desk, round_: Round) -> None:
    unit_ = organization_id("甲党委")
    less = {m: n for m, n in FIGURES.items() if m != "leaders_total"}
    enter = desk.units.enter_figures

    assert refused(enter, unit_, round_, {**less, "members_total": -1, "heads": 3}) == [
        "figures.unknown",
        "figures.empty",
        "figures.negative",
    ]
    for name in ("市局党组", "科室"):
        assert refused(enter, organization_id(name), round_, FIGURES) == ["figures.not_a_unit"]
        by_records = desk.units.count_by_records
        assert refused(by_records, organization_id(name), round_) == ["figures.not_a_unit"]
    assert desk.units.figures(unit_, round_) is None


def test_a_further_tier_that_the_table_has_no_cell_for_need_not_be_given(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    scheme, unit_ = desk.workspace.scheme, organization_id("甲党委")
    (table,) = scheme.tables
    tiers = (*table.tiers, replace(table.tiers[0], id="committees", title="班子成员"))
    desk.workspace.scheme = replace(scheme, tables=(replace(table, tiers=tiers),))
    assert "tier.committees.total" in desk.units.titles()
    file = exported(desk, round_, tmp_path / "统计表.xlsx")

    taken = take_table(desk, file, unit_, round_)

    assert set(taken.values) == set(MEASURES)
    assert wrong(desk, round_, "T1-01") == []
    more = {**taken.values, "tier.committees.total": 3}
    assert desk.units.enter_figures(unit_, round_, more).values == more
    bad = {**more, "tier.committees.total": -3}
    assert refused(desk.units.enter_figures, unit_, round_, bad) == ["figures.negative"]


def exported(desk: Desk, round_: Round, file: Path, **cells: str | int | None) -> Path:
    """Return the table of 甲党委 as this program writes it, then changed by somebody."""
    desk.statistics.export(round_, organization_id("甲党委"), DAY, file)
    book = load_workbook(file)
    for reference, value in cells.items():
        book["统计表"][reference] = value
    book.save(file)
    return file


def test_a_table_that_this_program_wrote_is_taken_in(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    file = exported(desk, round_, tmp_path / "甲党委统计表.xlsx", C9=612)

    taken = take_table(desk, file, organization_id("甲党委"), round_)

    assert taken.warnings == ()
    assert (taken.values["members_total"], taken.as_of) == (612, DAY)
    kept = desk.units.figures(organization_id("甲党委"), round_)
    assert kept is not None
    assert (kept.source, kept.as_of, kept.used) == (file.name, DAY, True)
    assert total(desk, round_) == 612 + 4


def test_another_units_table_is_taken_in_and_told(
    desk: Desk, round_: Round, tmp_path: Path
) -> None:
    head = "填报单位（盖章）：甲党委（不完整）"
    file = exported(desk, round_, tmp_path / "统计表.xlsx", A3=head)

    taken = take_table(desk, file, organization_id("乙党委"), round_)

    assert [fault.code for fault in taken.warnings] == ["figures.other_unit", "figures.partial"]
    assert taken.warnings[0].message == "统计表上的填报单位是“甲党委”，读入的是“乙党委”的数字。"


def test_a_table_with_faults_changes_nothing(desk: Desk, round_: Round, tmp_path: Path) -> None:
    file = exported(desk, round_, tmp_path / "统计表.xlsx", C9=None, D9="许多")
    unit_ = organization_id("甲党委")

    assert refused(take_table, desk, file, unit_, round_) == [
        "figures.empty",
        "figures.not_whole",
    ]
    assert desk.units.figures(unit_, round_) is None
    assert refused(take_table, desk, tmp_path / "没有.xlsx", unit_, round_) == ["file.missing"]


def test_entered_figures_can_be_undone(desk: Desk, round_: Round) -> None:
    undo = desk.undo  # notes from now on
    desk.units.enter_figures(organization_id("甲党委"), round_, FIGURES, DAY)
    assert total(desk, round_) == 64
    assert undo.undo_title == "录入报表数"
    assert Topic.HANDOFF in undo.undo().topics
    assert total(desk, round_) == 7


# ---- explanations ----------------------------------------------------------------------------


def test_an_explanation_is_kept_for_round_unit_and_check(desk: Desk, round_: Round) -> None:
    root, lower = desk.workspace.root_id, organization_id("乙党委")

    def about(check_id: str) -> tuple[str, ...]:
        found = desk.statistics.count(round_, DAY).checks(root)
        return tuple(c.message for c in found if c.id == check_id and not c.ok)

    desk.units.explain(round_, root, "T1-04", " 两名党员长期外出 ", about("T1-04"))

    def open_checks(place: OrganizationId) -> set[str]:
        found = desk.statistics.count(round_, DAY).checks(place)
        assert all(c.level is CheckLevel.VERIFY for c in found if c.needs_explanation)
        return {c.id for c in found if c.needs_explanation}

    assert "T1-04" not in open_checks(root)
    assert "T1-04" in open_checks(lower)
    assert desk.units.explanations(round_, root)["T1-04"].text == "两名党员长期外出"
    desk.units.explain(round_, root, "T1-04", "", ())
    assert "T1-04" in open_checks(root)
    assert refused(desk.units.explain, round_, root, "T9", "x", ()) == ["handoff.check_unknown"]
