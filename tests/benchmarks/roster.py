"""Proposing a roster of 100,000 members, against what calamine needs to read the bare file."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from python_calamine import CalamineWorkbook

from app.db import bulk, mapping
from app.db.models import OrganizationRow
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.proposal import RowStatus
from app.domain.words import OrganizationKind
from tests.benchmarks.people import GIVEN, SURNAMES
from tests.benchmarks.result import Result, median_ratio, seconds
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ops.desk import Desk

ROWS = 100_000
BRANCHES = 2_000
RUNS = 3
MOST, MOST_AGAIN = 3.0, 4.0
"""Beside reading: who is new, and who of 100,000 that are there is meant."""
HEADINGS = (
    "序号", "姓名", "性别", "民族", "出生日期", "身份证号", "所在党支部", "入党时间",
    "转正时间", "工作岗位", "人员类别", "联系电话",
)  # fmt: skip
POSTS = ("科员", "科长", "副科长", "教师", "医生", "工人", "农民", "退休", "经理", "会计", "司机")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def branch_name(number: int) -> str:
    """Return the name of a branch of the sample."""
    return f"示例第{number + 1}党支部"


def roster_rows(count: int, branches: int) -> Iterator[list[object]]:
    """Give the rows of a roster as an office keeps it: text, real dates, numbers; some blanks."""
    draw = random.Random(20110125)
    for number in range(count):
        given = "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2, 2))))
        birth = date(1935, 1, 1) + timedelta(days=draw.randrange(20_000))
        joined = birth + timedelta(days=draw.randrange(7_000, 9_000))
        full = joined.replace(year=joined.year + 1, day=min(joined.day, 28))
        male = draw.random() < 0.7
        yield [
            number + 1,
            draw.choice(SURNAMES) + given,
            "男" if male else "女",
            "汉族" if draw.random() < 0.95 else "满族",
            f"{birth:%Y.%m}",
            _id_number(birth, draw.randrange(500) * 2 + male),
            branch_name(draw.randrange(branches)),
            joined,
            full,
            draw.choice(POSTS),
            "正式党员" if draw.random() < 0.97 else "预备党员",
            f"13{draw.randrange(10**9):09d}" if draw.random() < 0.9 else None,
        ]


def _id_number(birth: date, order: int) -> str:
    body = f"370200{birth:%Y%m%d}{order:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def write_roster(path: Path, count: int, branches: int) -> None:
    """Write such a roster as .xlsx, below a title."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("党员名册")
    sheet.append(["党员名册"])
    sheet.append(HEADINGS)
    for row in roster_rows(count, branches):
        sheet.append(row)
    book.save(path)


def open_branches(ledger: Path, branches: int) -> Desk:
    """Make a ledger with so many branches and nobody in them."""
    desk = sample_office().create(ledger, "qingdao-2010", "示例市委")
    root, database = desk.workspace.root_id, desk.workspace.database
    rows = [
        Organization(
            OrganizationId(desk.workspace.new_id()),
            branch_name(number),
            OrganizationKind.BRANCH,
            root,
            position=number,
        )
        for number in range(branches)
    ]
    with desk.workspace.transaction():
        bulk.insert(database, OrganizationRow, map(mapping.organization_row, rows))
    desk.workspace.structure_changed()
    return desk


def run() -> list[Result]:
    """Propose the roster to a ledger without members, and once more to one that has them all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "党员名册.xlsx"
        write_roster(path, ROWS, BRANCHES)

        def bare() -> None:
            CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

        with open_branches(Path(folder) / "a.ledger", BRANCHES) as desk:

            def propose() -> None:
                proposal = desk.imports.propose([path])
                (sheet,) = proposal.sheets
                assert len(sheet.rows) == ROWS
                assert sheet.count(expected) + len(sheet.rejected) > ROWS * 0.97

            expected = RowStatus.NEW
            first = [(seconds(propose), seconds(bare)) for _ in range(RUNS)]
            desk.imports.apply(desk.imports.propose([path]))
            len(desk.workspace.records.members)
            expected = RowStatus.UNCHANGED
            again = [(seconds(propose), seconds(bare)) for _ in range(RUNS)]
    return [
        _result("roster proposed", first, MOST),
        _result("roster proposed again", again, MOST_AGAIN),
    ]


def _result(what: str, pairs: list[tuple[float, float]], most: float) -> Result:
    best, bare = min(pairs)
    detail = f"{ROWS} rows in {best:.2f} s against bare {bare:.2f} s"
    return Result(what, median_ratio(pairs), most, detail=detail)
