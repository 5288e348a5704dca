"""A table handed in for a day comes out the same however the ledger goes on.

R1: what is entered with a later day changes nothing on an earlier one.
R2: a review by the secretary of that day answers the task of whoever follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import REVIEW_HEADINGS, REVIEWS, ROUND, UNIT, review, write_csv, write_lists
from tests.program import Program

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND = "2011-01-12", "2011-02-10"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    program, made = Program(), tmp_path / "台账.ledger"
    program("new", made, "--scheme", "qingdao-2010", "--unit", UNIT)
    program("import", made, *write_lists(tmp_path))
    program("open-round", made, *ROUND, code=1)
    program("import", made, write_xlsx(tmp_path / "台账.xlsx", REVIEWS))
    return made


def handed_in(ledger: Path, day: str, out: Path) -> tuple[Any, Any, bytes]:
    words = ("stats", ledger, "--as-of", day, "--names", "--out", out, "--json")
    data = Program().answer(*words).data
    counted = {
        figure: {each["id"] for each in found["counted"]} for figure, found in data["names"].items()
    }
    return data["figures"], counted, out.read_bytes()


def go_on(ledger: Path, folder: Path) -> None:
    """A month of work: reviews, a death, a new name, a move, a merger, a new secretary."""
    program, day = Program(), ("--date", "2011-01-20")
    rows = [REVIEW_HEADINGS, review("王一平", "赵敏", "2011-01-22")]
    program("import", ledger, write_xlsx(folder / "续.xlsx", rows))
    head = ("姓名", "所在党支部", "出生年月", "党员状态", "状态日期")
    died = ("郑华", "办公室党支部", "1981.02", "去世", "2011-01-15")
    program("import", ledger, write_csv(folder / "变动.csv", [head, died]))
    program("move", ledger, "一分局第一党支部", "--parent", "机关党委", *day)
    program("merge", ledger, "一分局第二党支部", "--into", "一分局第一党支部", *day)
    program("rename", ledger, "办公室党支部", "--name", "综合党支部", *day)


def test_the_first_table_comes_out_the_same_after_later_work(ledger: Path, tmp_path: Path) -> None:
    first = handed_in(ledger, FIRST, tmp_path / "一.xlsx")
    go_on(ledger, tmp_path)
    second = handed_in(ledger, SECOND, tmp_path / "二.xlsx")
    assert handed_in(ledger, FIRST, tmp_path / "三.xlsx") == first
    assert second[0] != first[0]
    assert second[0]["members_total"] == first[0]["members_total"] - 1


def test_the_review_of_the_former_secretary_answers_the_task(ledger: Path, tmp_path: Path) -> None:
    head = ("党组织名称", "党组织类别", "上级党组织", "书记", "任职起")
    row = ("办公室党支部", "党支部", "机关党委", "郑华", "2011-01-10")
    Program().answer("import", ledger, write_csv(tmp_path / "换届.csv", [head, row]))
    Program()(
        "import",
        ledger,
        write_xlsx(tmp_path / "前任.xlsx", [REVIEW_HEADINGS, review("李文", "赵敏", "2010-12-22")]),
    )
    tasks = Program().answer("tasks", ledger, "--json").data["tasks"]
    found = [
        (task["reviewer"], task["state"])
        for task in tasks
        if task["target"] == "李文" and "branch-members" in task["rules"]
    ]
    assert found == [("郑华", "done")]
