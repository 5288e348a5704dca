"""A city with a few units below: some that report, one that is late, one that has no program.

Everything goes through the program's own rooms: the city issues, each unit makes its ledger from
what was issued, enters members and reviews, and submits; the city receives. Names are made up.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from app import paths
from app.domain.proposal import SheetKind
from app.domain.words import OrganizationKind
from app.ops.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import OrganizationId
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
    return ledger


def enter_members(desk: Desk, unit: str) -> None:
    """Enter some members of a unit's branches."""
    place = UNITS.index(unit)
    rows = [
        {
            "姓名": f"{SURNAMES[place]}{unit[0]}{name}",
            "所在党支部": unit.replace("党委", branch),
            "性别": "男",
            "出生年月": f"19{70 + number}.05",
            "入党时间": f"199{number}-07-01",
            "职务或职业": "科员",
        }
        for branch in BRANCHES
        for number, name in enumerate(f"{branch[1]}{each}" for each in NAMES)
    ]
    _take_in(desk, SheetKind.MEMBERS, rows)


def submit(ledger: Path, package: Path, day: date = TODAY) -> None:
    """Submit a unit's whole ledger."""
    with office().open(ledger) as desk:
        desk.submissions.submit(package, round_of(desk), desk.workspace.root_id, day)
