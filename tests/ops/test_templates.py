"""导入模板: blank lists that come back filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from app.domain.errors.fault import Refusal
from app.domain.proposal import RowStatus
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_sample(make_sample(tmp_path / "空", filled=False)) as made:
        yield made


def test_each_kind_of_list_has_its_template(desk: Desk, tmp_path: Path) -> None:
    files = desk.templates.write(tmp_path / "模板")
    assert [path.name for path in files] == [
        "党组织名单_模板.xlsx",
        "党员名册_模板.xlsx",
        "点评台账_模板.xlsx",
    ]
    roster = openpyxl.load_workbook(files[1])
    headings = [cell.value for cell in roster.worksheets[0][1]]
    assert {"姓名", "所在党支部", "入党时间"} <= set(headings)
    assert not {"身份证号", "联系电话"} & set(headings)
    assert roster.sheetnames[1] == "填写说明"


def test_a_filled_template_is_taken_in_whole(desk: Desk, tmp_path: Path) -> None:
    organizations, members, _ = desk.templates.write(tmp_path)
    root = desk.workspace.directory(desk.workspace.today()).tree.root.name
    for path, row in (
        (organizations, {"党组织名称": "甲党支部", "党组织类别": "党支部", "上级党组织": root}),
        (members, {"姓名": "王一", "所在党支部": "甲党支部", "出生年月": "1975.06"}),
    ):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for column, cell in enumerate(sheet[1], 1):
            sheet.cell(2, column, row.get(str(cell.value)))
        book.save(path)
    proposal = desk.imports.propose([organizations, members])
    statuses = [row.status for sheet in proposal.sheets for row in sheet.rows]
    assert statuses == [RowStatus.NEW, RowStatus.NEW]


def test_files_that_are_there_stay(desk: Desk, tmp_path: Path) -> None:
    desk.templates.write(tmp_path)
    with pytest.raises(Refusal) as caught:
        desk.templates.write(tmp_path)
    assert caught.value.fault.code == "file.exists"
