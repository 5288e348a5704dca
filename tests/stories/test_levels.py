"""Levels on levels: figures go up as tables or packages, and each office's ledger adds them up."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.coverage import MEASURES
from app.domain.words import CheckLevel
from tests.benchmarks.scale_simulation import Step, planted, roll_up, simulate
from tests.builders import organization_id, review, unit
from tests.ui.sample import sample_office
from tests.unit_tables import take_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk

DAY = date(2010, 12, 31)
BRANCHES = {
    "一支部": "一支部 [党支部] 书记=张三 党员=张三、李四、王五",
    "二支部": "二支部 [党支部] 书记=赵六 党员=赵六、钱七",
}
ABOVE = {
    "甲总支": "甲总支 [党总支] 书记=周八\n  一支部 [党支部]\n  二支部 [党支部]",
    "乙党委": "乙党委 [党委] 书记=吴九\n  甲总支 [党总支]\n  三支部 [党支部] 书记=郑十 党员=郑十",
    "市局党组": "市局党组 [党组] 书记=冯一\n  乙党委 [党委]\n  丙党委 [党委]",
}


@contextmanager
def office(path: Path, outline: str) -> Iterator[Desk]:
    """A ledger with this structure and a round."""
    records = unit(outline).records
    root = records.organizations[0].name
    with sample_office().create(path, "qingdao-2010", root) as desk:
        stores = desk.workspace.stores
        stores.structure.remove(organizations=[desk.workspace.root_id])
        stores.structure.save(
            *(records.organizations, records.persons, records.members),
            *(records.appointments, records.oversights),
        )
        desk.workspace.structure_changed()
        desk.rounds.open("2010年下半年", date(2010, 7, 1), date(2011, 1, 25))
        yield desk


def report(desk: Desk, file: Path) -> dict[str, int]:
    """Write the official table of a ledger and return its figures."""
    round_, root = desk.workspace.round(), desk.workspace.root_id
    desk.statistics.export(round_, root, DAY, file)
    return desk.statistics.figures(round_, root, DAY).measures()


def test_tables_go_up_from_branch_to_city_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    tables = {name: tmp_path / f"{name}.xlsx" for name in (*BRANCHES, *ABOVE)}
    sums = dict.fromkeys(MEASURES, 0)
    for name, outline in BRANCHES.items():
        with office(tmp_path / f"{name}.ledger", outline) as desk:
            directory, round_ = desk.workspace.directory(DAY), desk.workspace.round()
            leader = directory.records.persons[0].name
            made = review(directory, directory.records.persons[1].name, leader)
            desk.workspace.stores.reviews.save(replace(made, round_id=round_.id))
            for measure, figure in report(desk, tables[name]).items():
                sums[measure] += figure
    for name, below in (("甲总支", BRANCHES), ("乙党委", ("甲总支",)), ("市局党组", ("乙党委",))):
        with office(tmp_path / f"{name}.ledger", ABOVE[name]) as desk:
            round_, root = desk.workspace.round(), desk.workspace.root_id
            own = desk.statistics.figures(round_, root, DAY).measures()
            for place in below:
                without = desk.statistics.figures(round_, organization_id(place), DAY).measures()
                own = {m: figure - without[m] for m, figure in own.items()}
                taken = take_table(desk, tables[place], organization_id(place), round_)
                assert taken.warnings == ()
            if name == "乙党委":  # 三支部 has nothing reviewed and no ledger
                assert desk.units.missing(round_, DAY) == ("三支部",)
                desk.units.count_by_records(organization_id("三支部"), round_)
                assert desk.units.missing(round_, DAY) == ()
            sums = {m: figure + own[m] for m, figure in sums.items()}
            assert report(desk, tables[name]) == sums
            checks = desk.statistics.count(round_, DAY).checks(root)
            assert [c for c in checks if c.level is CheckLevel.ERROR and not c.ok] == []
    assert sums["members_total"] == 5 + 1
    assert sums["members_reviewed"] == 2
    assert sums["organizations_total"] == 2 + 1 + 2 + 1  # 市局党组 is no 基层党组织


def test_a_total_that_is_not_whole_stays_so_all_the_way_up(tmp_path: Path) -> None:
    table, lower = tmp_path / "乙党委.xlsx", organization_id("乙党委")
    with office(tmp_path / "乙.ledger", ABOVE["乙党委"]) as desk:
        round_ = desk.workspace.round()
        figures = dict.fromkeys(MEASURES, 0)
        desk.units.enter_figures(organization_id("甲总支"), round_, figures, DAY)
        report(desk, table)
    with office(tmp_path / "市.ledger", ABOVE["市局党组"].replace("\n  丙党委 [党委]", "")) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id

        taken = take_table(desk, table, lower, round_)

        assert [fault.code for fault in taken.warnings] == ["figures.partial"]
        (standing,) = desk.units.standing(round_, DAY)
        assert standing.partial
        assert desk.units.missing(round_, DAY) == ("乙党委/未列明的单位",)
        sheet = desk.statistics.sheet(round_, root, DAY)
        assert str(sheet.values["date"]).endswith("日（不完整，含报表数）")


def test_figures_in_a_package_are_counted_above_as_they_were_below(tmp_path: Path) -> None:
    package, lower, figures = (
        tmp_path / "乙党委.dpbag",
        organization_id("甲总支"),
        dict.fromkeys(MEASURES, 7),
    )
    with office(tmp_path / "乙.ledger", ABOVE["乙党委"]) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        desk.units.enter_figures(lower, round_, figures, DAY)
        below = desk.statistics.figures(round_, root, DAY).measures()
        desk.submissions.submit(package, round_, root, DAY)
    outline = ABOVE["市局党组"].replace("丙党委", "丙党委 [党委]\n  丁党委")
    with office(tmp_path / "市.ledger", outline) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        before = desk.statistics.figures(round_, root, DAY)

        reception = desk.receiving.apply([package])

        assert reception.changes
        received = desk.statistics.figures(round_, organization_id("乙党委"), DAY).measures()
        assert received == below
        assert received["members_total"] == 7 + 1
        held = desk.units.figures(lower, round_)
        assert held is not None
        assert (held.source, held.as_of) == ("乙党委.dpbag：手工录入", DAY)
        names = {each.name: each.state.value for each in desk.units.standing(round_, DAY)}
        assert list(names) == ["乙党委", "丙党委", "丁党委"]
        (package_id,) = [line.package for line in desk.receiving.journal()]
        desk.receiving.take_out(package_id)
        assert desk.units.figures(lower, round_) is None
        assert desk.statistics.figures(round_, root, DAY) == before


def test_what_is_planted_at_the_bottom_arrives_at_the_top() -> None:
    told: list[Step] = []

    found = simulate(130, (2, 3), told.append)

    assert found.top == found.planted
    assert found.top["organizations_total"] == 6 * 22
    assert [(step.name, step.reports, step.offices, step.packages) for step in told] == [
        ("县 → 市", 132, 6, 132),
        ("市 → 省", 6, 2, 6),
        ("省 → 全国", 2, 1, 2),
    ]
    assert all("数据包实写实读" in str(step) for step in told)


def test_an_office_counts_what_its_units_gave() -> None:
    reports = [planted(number) for number in range(10)]
    assert roll_up("县", reports) == {m: sum(each[m] for each in reports) for m in MEASURES}
