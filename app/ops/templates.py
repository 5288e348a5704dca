"""Blank lists to hand out (导入模板): what comes back filled can be imported as it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain import ledger_columns
from app.domain.proposal import SheetKind

if TYPE_CHECKING:
    from app.ops.workspace import Workspace
    from app.specs.column_reader import ColumnBook

NAMES: Mapping[SheetKind, str] = {
    SheetKind.ORGANIZATIONS: "党组织名单",
    SheetKind.MEMBERS: "党员名册",
    SheetKind.REVIEWS: "点评台账",
}
LEFT_OUT = frozenset({"序号", "身份证号", "联系电话"})
"""Columns that nobody needs to fill."""
EXPLAINED: Mapping[str, str] = {
    "党组织名称": "全称，必填。",
    "党组织类别": "地方党委、党组、工委、党委、党总支、党支部、联合党支部、党小组、科室，必填。",
    "上级党组织": "上级的全称，必填；本单位自己这一行写在最前面。",
    "书记": "姓名；党小组写组长。",
    "班子成员": "姓名（职务）、姓名（职务），例如：王一（书记）、李二（组织委员）。",
    "标签": "几个标签之间用顿号分开。",
    "姓名": "必填。",
    "所在党支部": "所在党支部的全称，必填。",
    "性别": "男或女。",
    "出生年月": "例如 1975.06；10 月写 1975.10，并把单元格设为文本。",
    "入党时间": "例如 2001年7月1日 或 2001.07。",
    "转正时间": "例如 2002年7月1日。",
    "党内职务": "在本支部的职务，例如：书记、组织委员。",
    "人员类别": "正式党员或预备党员。",
    "党员状态": "在册、转出、停止党籍、出党、去世；不填就是在册。",
    "轮次": "轮次名称，必填。",
    "登记表": "登记表名称，必填。",
    "点评对象": "党组织名称或党员姓名，必填。",
    "点评时间": "例如 2011年1月12日。",
}
NOTES = "填写说明"


class TemplateOps:
    """What a user can hand out to be filled."""

    def __init__(self, workspace: "Workspace") -> None:
        """Work on this ledger: its scheme gives the columns of the 台账."""
        self._workspace = workspace

    def write(self, folder: Path, *, overwrite: bool = False) -> tuple[Path, ...]:
        """Write an empty Excel list of each kind with a sheet of notes.

        Args:
            folder: where; made if it is not there.
            overwrite: True replaces files of the same names.

        Returns:
            The files.

        Raises:
            Refusal: ``file.*``; nothing is left then.
        """
        from app.export.excel_sheets import ListSheet, lists_bytes
        from app.export.files import make_folder, write_all
        from app.specs.column_reader import read_columns

        books = read_columns()
        made: list[tuple[Path, bytes]] = []
        for kind, name in NAMES.items():
            headings = self._headings(kind, books[kind])
            notes = [(heading, EXPLAINED.get(heading, "")) for heading in headings]
            sheets = [
                ListSheet(name, headings, (), [16] * len(headings)),
                ListSheet(NOTES, ("这一列", "怎么填"), notes, (24, 70)),
            ]
            made.append((folder / f"{name}_模板.xlsx", lists_bytes(sheets)))
        make_folder(folder)
        return tuple(write_all(made, overwrite=overwrite))

    def _headings(self, kind: SheetKind, book: "ColumnBook") -> list[str]:
        if kind is SheetKind.REVIEWS:
            forms = self._workspace.forms.values()
            return [n for n in ledger_columns.columns(forms) if n != ledger_columns.NUMBER]
        return [name for name in book.spellings if name not in LEFT_OUT]
