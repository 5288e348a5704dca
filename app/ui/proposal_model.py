"""What an import would do, row by row, as a table; and one row in full, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.proposal import FieldChange, Proposal, RowStatus, SheetKind, SheetProposal
from app.ui.line_model import Line, LineModel, folded
from app.ui.tones import AMBER, BLUE, GREEN, GREY, RED

STATUSES = {
    RowStatus.REJECTED: "不导入",
    RowStatus.QUESTION: "待确认",
    RowStatus.NEW: "新增",
    RowStatus.CHANGED: "修改",
    RowStatus.UNCHANGED: "不变",
}
"""What is done with a row; what needs attention comes first."""
REMARK, DOUBTFUL = "提示", "有提示"
COLOURS = {
    STATUSES[RowStatus.NEW]: GREEN,
    STATUSES[RowStatus.CHANGED]: BLUE,
    STATUSES[RowStatus.UNCHANGED]: GREY,
    STATUSES[RowStatus.QUESTION]: AMBER,
    STATUSES[RowStatus.REJECTED]: RED,
    REMARK: AMBER,
}
KINDS = {
    SheetKind.ORGANIZATIONS: "党组织",
    SheetKind.MEMBERS: "党员",
    SheetKind.REVIEWS: "点评记录",
    SheetKind.FORMS: "登记表",
    SheetKind.FIGURES: "报表数",
}
UNREAD = "文件"
"""What a file is that could not be read."""
UNRECOGNIZED = "form.unrecognized"
"""The fault of a Word form that belongs to no scheme yet."""
EMPTY = "（空）"


class Column(IntEnum):
    """The columns, in their order."""

    SHEET = 0
    ROW = 1
    NAME = 2
    STATUS = 3
    DETAIL = 4


HEADINGS = ("内容", "行", "名称", "处理", "说明")


@dataclass(frozen=True, slots=True)
class ProposalLine(Line):
    """One line of the preview."""

    said: tuple[str, ...]
    """What was rejected, asked or doubted, in sentences."""
    changes: tuple[FieldChange, ...]
    file: str
    """The name of the file, and of the sheet in it."""
    own_form: Path | None = None
    """The file, where it is a form that the scheme does not know."""


def proposal_lines(proposal: Proposal) -> tuple[ProposalLine, ...]:
    """Return the lines of a proposal; what needs attention comes first in each sheet."""
    lines = (line for sheet in proposal.sheets for line in _sheet_lines(sheet))
    return tuple(lines)


def _sheet_lines(sheet: SheetProposal) -> list[ProposalLine]:
    said: dict[int, list[str]] = {}
    unknown = {each.row for each in sheet.rejected if each.code == UNRECOGNIZED}
    for each in (*sheet.rejected, *sheet.warnings):
        said.setdefault(each.row, []).append(_without_row(each.message, each.row))
    for question in sheet.questions:
        for number in question.rows:
            said.setdefault(number, []).append(question.message)
    whole = tuple(each.message for each in sheet.rejected if not each.row)
    said[0] = [text for text in said.get(0, []) if text not in whole]
    about = [*(fault.message + fault.remedy for fault in sheet.table.warnings), *said.pop(0)]
    kind = UNREAD if sheet.table.is_unread else KINDS[sheet.table.kind]
    name = "　".join(filter(None, (Path(sheet.table.file).name, sheet.table.sheet)))
    lines = [_line(kind, "", name, REMARK, (text,), (), name) for text in about]
    if whole:
        refused = STATUSES[RowStatus.REJECTED]
        lines.insert(0, _line(kind, "", name, refused, whole, (), name))
    order = {status: place for place, status in enumerate(STATUSES)}
    calm = order[RowStatus.NEW]
    for row in sorted(sheet.rows, key=lambda each: min(order[each.status], calm)):
        told = tuple(said.get(row.row, ()))
        file = Path(sheet.table.file) if row.row in unknown else None
        word = STATUSES[row.status]
        lines.append(_line(kind, str(row.row), row.name, word, told, row.changes, name, file))
    return lines


def _line(
    kind: str,
    number: str,
    name: str,
    word: str,
    said: tuple[str, ...],
    changes: tuple[FieldChange, ...],
    file: str,
    own_form: Path | None = None,
) -> ProposalLine:
    differences = [f"{c.column}：{_cut(c.old)} → {_cut(c.new)}" for c in changes]
    detail = "；".join([*said, *differences])
    cells = (kind, number, name, word, detail)
    doubted = DOUBTFUL if said else ""
    return ProposalLine(
        *("", cells, (word, kind, doubted), folded(f"{name} {detail} {file}")),
        *(said, changes, file, own_form),
    )


def _cut(text: str, most: int = 40) -> str:
    if not text:
        return EMPTY
    return text if len(text) <= most else f"{text[:most]}…"


def _without_row(message: str, row: int) -> str:
    for word in ("行", "张表"):
        message = message.removeprefix(f"第 {row} {word}：")
    return message


class ProposalModel(LineModel[ProposalLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, numbers=frozenset({Column.ROW}))

    def colour(self, line: ProposalLine, column: int) -> QColor | None:
        """Return the colour of what is done with a row."""
        return COLOURS[line.cells[Column.STATUS]] if column == Column.STATUS else None


class DifferenceModel(LineModel[Line]):
    """One row in full: what is in the ledger beside what the file says."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(("项目", "台账里", "文件里"), parent)

    def show_changes(self, changes: Sequence[FieldChange]) -> None:
        """Show these differences."""
        self.show_lines(
            [Line(c.column, (c.column, c.old or EMPTY, c.new or EMPTY), (), "") for c in changes]
        )
