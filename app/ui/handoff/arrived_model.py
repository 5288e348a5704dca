"""Packages that arrive as lines: whose, which number, and what taking them in would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.handoff import PACKAGE_KINDS
from app.domain.history_words import OFFICE_RECORDS, RECORDS
from app.ops.reception import ARRIVED_STATUSES, OWN, Arrived, ArrivedStatus
from app.ui.faults import fault_text
from app.ui.handoff.days import day_cell, day_words
from app.ui.line_model import Line, LineModel, SortKey, folded
from app.ui.tones import AMBER, BLUE, GREEN, GREY, RED


class Column(IntEnum):
    """The columns, in their order."""

    UNIT = 0
    STATUS = 1
    AS_OF = 2
    SEQUENCE = 3
    NEW = 4
    CHANGED = 5
    UNCHANGED = 6
    REMOVED = 7
    CONFLICTS = 8
    FILE = 9


HEADINGS = ("单位", "状态", "数据截至", "序号", "新增", "更改", "未变", "删除", "冲突", "文件")
WIDTHS: dict[int, int] = {
    Column.UNIT: 150,
    Column.STATUS: 116,
    Column.AS_OF: 90,
    Column.SEQUENCE: 50,
    Column.NEW: 52,
    Column.CHANGED: 52,
    Column.UNCHANGED: 58,
    Column.REMOVED: 52,
    Column.CONFLICTS: 52,
}
NUMBERS = frozenset({3, 4, 5, 6, 7, 8})
UNKNOWN = "不详"
WARNED = "·有提示"
"""Stands behind the status of a file of which something is to be told."""
WORDS = {**RECORDS, **OFFICE_RECORDS}
"""Kind of record → its word, in the order in which they are told."""
COLOURS = {
    ArrivedStatus.READY: BLUE,
    ArrivedStatus.APPLIED: GREEN,
    ArrivedStatus.SAME: GREY,
    ArrivedStatus.OLDER: AMBER,
    ArrivedStatus.QUESTION: AMBER,
    ArrivedStatus.DECLINED: GREY,
    ArrivedStatus.OTHER_SCHEME: AMBER,
    ArrivedStatus.PASSPHRASE: AMBER,
    ArrivedStatus.NEWER: RED,
    ArrivedStatus.REFUSED: RED,
}
ORDER = {status: place for place, status in enumerate(ArrivedStatus)}


@dataclass(frozen=True, slots=True)
class ArrivedLine(Line):
    """One file."""

    arrived: Arrived


def arrived_lines(arrived: Iterable[Arrived]) -> tuple[ArrivedLine, ...]:
    """Return the lines of files, in the order in which they are given."""
    return tuple(_line(each) for each in arrived)


def _line(arrived: Arrived) -> ArrivedLine:
    manifest, status = arrived.manifest, arrived.word
    counted = arrived.status in (
        ArrivedStatus.READY,
        ArrivedStatus.APPLIED,
        ArrivedStatus.SAME,
        ArrivedStatus.OLDER,
        ArrivedStatus.OTHER_SCHEME,
    )
    parts = (arrived.new, arrived.changed, arrived.unchanged, arrived.removed)
    counts = [str(sum(part.values())) if counted else "" for part in parts]
    cells = (
        unit_name(arrived),
        f"{status}{WARNED}" if arrived.warnings else status,
        day_cell(manifest.as_of) if manifest is not None else "",
        str(manifest.sequence) if manifest and not arrived.is_closed else "",
        *counts,
        str(len(arrived.conflicts)) if counted else "",
        arrived.file.name,
    )
    searched = folded(" ".join((unit_path(arrived), status, arrived.file.name)))
    clash = "有冲突" if arrived.conflicts else ""
    return ArrivedLine(str(arrived.file), cells, (status, clash), searched, arrived)


def unit_name(arrived: Arrived) -> str:
    """Return whose package it is: as we or it calls the unit; 上级 and our own as such."""
    manifest = arrived.manifest
    if arrived.is_own and manifest is not None:
        return f"本台账下发给{manifest.to.name}" if manifest.to else "本台账的上报"
    if arrived.is_downward and arrived.manifest is not None:
        return f"上级：{arrived.manifest.sender.name}"
    unit = arrived.unit or (arrived.manifest.sender if arrived.manifest else None)
    return unit.name if unit is not None else UNKNOWN


def unit_path(arrived: Arrived) -> str:
    """Return the whole path of the unit."""
    unit = arrived.unit or (arrived.manifest.sender if arrived.manifest else None)
    return "／".join(unit.path or (unit.name,)) if unit is not None else UNKNOWN


class ArrivedModel(LineModel[ArrivedLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(
            HEADINGS,
            parent,
            keys={Column.STATUS: _by_status, **{n: _by_number(n) for n in NUMBERS}},
            numbers=NUMBERS,
        )

    def colour(self, line: ArrivedLine, column: int) -> QColor | None:
        """Return the colour of the status, and of conflicts."""
        if column == Column.STATUS:
            return GREY if line.arrived.is_own else COLOURS[line.arrived.status]
        return RED if column == Column.CONFLICTS and line.arrived.conflicts else None

    def hint(self, line: ArrivedLine, column: int) -> str:
        """Return the whole path of a unit or a file."""
        if column == Column.UNIT:
            return unit_path(line.arrived)
        if column == Column.STATUS and line.arrived.warnings:
            return "\n".join(each.message for each in line.arrived.warnings)
        return str(line.arrived.file) if column == Column.FILE else line.cells[column]


def _by_status(line: ArrivedLine) -> int:
    return ORDER[ArrivedStatus.SAME if line.arrived.is_own else line.arrived.status]


def _by_number(column: int) -> SortKey[ArrivedLine]:
    def number(line: ArrivedLine) -> int:
        return int(line.cells[column] or -1)

    return number


def arrived_text(arrived: Arrived) -> str:
    """Return what there is to say about a file: what it is, what it brings, what is amiss."""
    lines = [_head(arrived)]
    if arrived.sent_back:
        lines.append(f"退回意见 {arrived.sent_back} 条，接收后在“退回意见”里看，改正后再上报。")
    if arrived.receipts:
        lines.append(f"回执 {arrived.receipts} 份，接收后在上报记录的“回执”一栏看。")
    kinds = {
        **dict.fromkeys(WORDS),
        **arrived.new,
        **arrived.changed,
        **arrived.unchanged,
        **arrived.removed,
    }
    lines += filter(None, (_counts(arrived, kind) for kind in kinds))
    if arrived.fault is not None:
        lines.append(fault_text(arrived.fault))
    lines += [f"提示：{each.message}{each.remedy}" for each in arrived.warnings]
    return "\n".join(filter(None, lines))


def _head(arrived: Arrived) -> str:
    manifest = arrived.manifest
    if manifest is None:
        return str(arrived.file)
    parts = [
        f"{PACKAGE_KINDS[manifest.kind]}数据包",
        "" if arrived.is_closed else f"第 {manifest.sequence} 号",
        manifest.round.name if manifest.round else "",
        f"数据截至 {day_words(manifest.as_of)}" if manifest.as_of else "",
        f"校验码 {manifest.check_code}" if manifest.digest and not arrived.is_closed else "",
        "已加密" if arrived.encrypted else "",
    ]
    above = f"{manifest.sender.name}　下发给　" if arrived.is_downward else ""
    whose = unit_name(arrived) if arrived.is_own else above + unit_path(arrived)
    lines = [whose, "　".join(filter(None, parts))]
    if manifest.missing:
        lines.append(
            f"不完整：该单位还有 {len(manifest.missing)} 个下级未报：{_some(manifest.missing)}"
        )
    return "\n".join(lines)


def _counts(arrived: Arrived, kind: str) -> str:
    columns: Iterable[tuple[str, Mapping[str, int]]] = (
        ("新增", arrived.new),
        ("更改", arrived.changed),
        ("未变", arrived.unchanged),
        ("删除", arrived.removed),
    )
    clashes = [each.record_id for each in arrived.conflicts if each.what == kind]
    numbers = [f"{word} {part[kind]}" for word, part in columns if part.get(kind)]
    numbers += [f"冲突 {len(set(clashes))}（{len(clashes)} 处）"] if clashes else []
    return f"{WORDS.get(kind, kind)}：{'，'.join(numbers)}" if numbers else ""


def _some(names: tuple[str, ...], most: int = 5) -> str:
    return "、".join(names[:most]) + (f"等 {len(names)} 个" if len(names) > most else "")


def summary(arrived: Iterable[Arrived], missing: tuple[str, ...]) -> str:
    """Return in a sentence what became of the files, and who has not reported."""
    found = list(arrived)
    order = (*ARRIVED_STATUSES.values(), OWN)
    counts = {word: sum(each.word == word for each in found) for word in order}
    words = "，".join(f"{word} {n}" for word, n in counts.items() if n)
    text = f"共 {len(found)} 个数据包：{words}。" if found else "没有找到数据包。"
    return f"{text}\n未报单位 {len(missing)} 个：{_some(missing)}。" if missing and found else text
