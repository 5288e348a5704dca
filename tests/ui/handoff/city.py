"""A city with a few units below: some that report, one that is late, one that has no program.

Everything goes through the program's own rooms: the city issues, each unit makes its ledger from
what was issued, enters members and reviews, and submits; the city receives. Names are made up.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from datetime import date
from typing import TYPE_CHECKING
from unittest import mock
from uuid import uuid4

from app import paths
from app.domain.proposal import SheetKind
from app.domain.words import OrganizationKind
from app.ops.demo_work import do_tasks
from app.ops.office import Office
from app.specs.sample_reader import read_sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import OrganizationId, ReviewId
    from app.domain.review import Round
    from app.ops.desk import Desk

TODAY = date(2011, 1, 25)
SCHEME = "qingdao-2010"
CITY = "示例市质量技术监督局党组"
UNITS = ("东山分局党委", "西河分局党委", "南岭分局党委", "北川分局党委", "中原检测院党委")
BRANCHES = ("第一党支部", "第二党支部")
SURNAMES = "王李张刘陈杨赵黄周吴"
NAMES = "一二三四五六"
START, END = date(2010, 7, 1), date(2010, 12, 31)
ROUND = "2010年下半年"


def office(today: date = TODAY) -> Office:
    return Office(paths.schemes(), lambda: today, lambda: str(uuid4()))


def make_city(folder: Path) -> Path:
    """Make the city's ledger: its units with their branches, a round, nobody's members."""
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "示例市.ledger"
    with office().create(ledger, SCHEME, CITY, OrganizationKind.LEADING_GROUP) as desk:
        rows = [_organization(CITY, "", "党组", "郑局长")]
        for unit in UNITS:
            rows.append(_organization(unit, CITY, "党委", f"{unit[:1]}书记"))
            rows += [
                _organization(
                    unit.replace("党委", branch), unit, "党支部", f"{unit[:1]}{branch[1]}支书"
                )
                for branch in BRANCHES
            ]
        _take_in(desk, SheetKind.ORGANIZATIONS, rows)
        desk.rounds.open(ROUND, START, END)
    return ledger


def branch_of(unit: str, branch: str) -> str:
    """Return the whole name of a unit's branch."""
    return unit.replace("党委", branch)


def _organization(name: str, above: str, kind: str, secretary: str) -> dict[str, str]:
    return {"党组织名称": name, "上级党组织": above, "党组织类别": kind, "书记": secretary}


def _take_in(desk: Desk, kind: SheetKind, rows: list[dict[str, str]]) -> None:
    desk.imports.apply(desk.imports.propose_rows(kind, rows))


def open_city(ledger: Path) -> Desk:
    return office().open(ledger)


def unit_named(desk: Desk, name: str) -> OrganizationId:
    tree = desk.workspace.directory(TODAY).tree
    return tree.named(name)[0].id


def round_of(desk: Desk) -> Round:
    return desk.rounds.all()[0]


def make_unit(city: Desk, name: str, folder: Path) -> Path:
    """Issue to a unit, make its ledger of that, and enter its members."""
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"{name}_下发.dpbag"
    city.issuing.issue(package, unit_named(city, name))
    ledger = folder / f"{name}.ledger"
    with office().receive_new(ledger, package) as desk:
        enter_members(desk, name)
        do_some_tasks(desk)
    return ledger


def enter_members(desk: Desk, unit: str) -> None:
    """Enter some members of a unit's branches."""
    place = UNITS.index(unit)
    rows = [
        {
            "姓名": f"{SURNAMES[place]}{unit[0]}{name}",
            "所在党支部": branch_of(unit, branch),
            "性别": "男",
            "出生年月": f"19{70 + number}.05",
            "入党时间": f"199{number}-07-01",
            "职务或职业": "科员",
        }
        for branch in BRANCHES
        for number, name in enumerate(f"{branch[1]}{each}" for each in NAMES)
    ]
    _take_in(desk, SheetKind.MEMBERS, rows)


def do_some_tasks(desk: Desk) -> None:
    """Do some of the reviews of a unit, as its secretary would."""
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    tasks = desk.workspace.stores.tasks.of_round(round_of(desk).id)
    do_tasks(desk, words, round_of(desk), tasks[:8])


def submit(ledger: Path, package: Path, day: date = TODAY) -> Path:
    """Submit a unit's whole ledger."""
    with office().open(ledger) as desk:
        desk.submissions.submit(package, round_of(desk), desk.workspace.root_id, day)
    return package


def change_member(desk: Desk, unit: str, number: int, **columns: str) -> None:
    """Change what is written of one member of a unit's first branch."""
    name = f"{SURNAMES[UNITS.index(unit)]}{unit[0]}{BRANCHES[0][1]}{NAMES[number]}"
    row = {"姓名": name, "所在党支部": branch_of(unit, BRANCHES[0]), **columns}
    _take_in(desk, SheetKind.MEMBERS, [row])


def at(moment: str) -> AbstractContextManager[object]:
    """Let the clock stand still at a moment for what comes and goes."""
    stack = ExitStack()
    for module in ("app.ops.taking_in", "app.ops.outgoing", "app.db.clock"):
        stack.enter_context(mock.patch(f"{module}.now", return_value=moment))
    return stack


def make_busy_city(folder: Path) -> Path:
    """Make a city in the middle of its round.

    The first unit has reported in time; the second too late and without one of its branches; of
    the third both sides have changed the same; the fourth has not reported; the last one is
    counted by its table.
    """
    ledger = make_city(folder)
    east, west, south, north, hall = UNITS
    with open_city(ledger) as city:
        city.history.sign("市局王干事")
        with at("2011-01-05 09:00:00"):
            units = {name: make_unit(city, name, folder / name) for name in (east, west, south)}
            city.issuing.issue(folder / "北川_下发.dpbag", unit_named(city, north))
        with at("2011-01-06 15:20:00"):
            first = [submit(units[name], folder / f"{name}_1.dpbag") for name in (east, south)]
            city.receiving.apply(first)
        change_member(city, south, 0, 职务或职业="副主任科员", 入党时间="1990-07-02")
        change_member(city, south, 1, 出生年月="1971.06")
        _let_the_south_change(units[south], south)
        _leave_a_branch_out(units[west], west, folder)
        with at("2011-01-22 10:05:00"):
            late = [submit(units[name], folder / f"{name}_2.dpbag") for name in (west, south)]
            city.receiving.apply(late)
            text = "“存在的问题”写得太笼统，请写具体事例。"
            city.issuing.remark(_reviews(city, east)[:2], text)
            down = folder / "东山_意见.dpbag"
            city.issuing.issue(down, unit_named(city, east))
            with office().open(units[east]) as desk:
                desk.receiving.apply([down])
            values = dict.fromkeys(city.units.titles(), 4)
            hall_id = unit_named(city, hall)
            city.units.enter_figures(
                hall_id, round_of(city), values, TODAY, "中原检测院统计表.xlsx"
            )
    return ledger


def let_a_branch_report(city: Desk, unit: str, folder: Path) -> str:
    """Issue to a unit and to each of its branches, and receive from the first branch alone."""
    folder.mkdir(parents=True, exist_ok=True)
    first, *others = (branch_of(unit, branch) for branch in BRANCHES)
    for name in (unit, first, *others):
        city.issuing.issue(folder / f"{name}_下发.dpbag", unit_named(city, name))
    ledger = folder / f"{first}.ledger"
    with office().receive_new(ledger, folder / f"{first}_下发.dpbag") as desk:
        do_some_tasks(desk)
    with at("2011-01-07 09:00:00"):
        city.receiving.apply([submit(ledger, folder / f"{first}.dpbag")])
    return first


def _reviews(city: Desk, unit: str) -> list[ReviewId]:
    """Return the records of a unit's branches that the city holds."""
    tree, place = city.workspace.directory(TODAY).tree, unit_named(city, unit)
    heads = city.workspace.stores.reviews.heads(round_of(city).id)
    return [head.id for head in heads if tree.within(head.organization_id, place)]


def _let_the_south_change(ledger: Path, unit: str) -> None:
    with office().open(ledger) as desk:
        change_member(desk, unit, 0, 职务或职业="主任科员", 入党时间="1990-07-11")
        change_member(desk, unit, 1, 出生年月="1971.08")


def _leave_a_branch_out(ledger: Path, unit: str, folder: Path) -> None:
    """Let a branch of the unit have a ledger of its own from which nothing has come."""
    with office().open(ledger) as desk:
        branch = unit_named(desk, branch_of(unit, BRANCHES[0]))
        desk.issuing.issue(folder / "支部_下发.dpbag", branch)
