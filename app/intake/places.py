"""Finds the unit that a whole sheet is about, where its rows do not say where they belong."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.errors.catalogue import fault
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.proposal import RowFault, SheetKind, SheetRows, SheetTable, by_column
from app.domain.tree import Tree
from app.domain.words import OrganizationKind
from app.intake.headers import Header
from app.intake.names import OrganizationNames
from app.intake.sheets import Sheet, cell_text
from app.specs.habit_reader import Habits

UNIT_LINE, TITLE, SHEET_NAME, FILE_NAME = "表上方的单位栏", "表格标题", "工作表名", "文件名"
_LONGEST = 200
"""A longer text names no unit."""
_END_OF_UNIT = re.compile(r"[\s　]{2,}|(?=(?:填[报表]|制表|报送)?(?:时间|日期|人)\s*[:：])")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|[0-9]{4}年?度?(?:[0-9]{1,2}月)?份?")
_DEFAULT_SHEET = re.compile(r"^(sheet|工作表|表)\s*\d*$", re.IGNORECASE)
_COLUMNS = {SheetKind.MEMBERS: "所在党支部", SheetKind.ORGANIZATIONS: "上级党组织"}
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})


def named_places(
    sheet: Sheet, header: Header, stem: str, habits: Habits
) -> tuple[tuple[str, str], ...]:
    """Return where a sheet names a unit and what it says, the surest first.

    Args:
        sheet: the sheet.
        header: what stands above it is looked at.
        stem: the file's name without its suffix.
        habits: how unit lines and titles are worded.
    """
    above = [
        [text for cell in row if len(text := cell_text(cell)) <= _LONGEST]
        for row in sheet.rows[: header.place]
    ]
    found = [(UNIT_LINE, text) for row in above for text in _unit_line(row, habits)]
    titles = [next(filter(None, row), "") for row in above[:3]]
    found += [(TITLE, text) for text in titles if not habits.unit_label.search(text)]
    if not _DEFAULT_SHEET.match(sheet.name):
        found.append((SHEET_NAME, sheet.name))
    found.append((FILE_NAME, stem))
    return tuple((where, text) for where, each in found if (text := _unit(each, where, habits)))


def _unit_line(row: Sequence[str], habits: Habits) -> Iterator[str]:
    """Give what stands behind labels: 填报单位（盖章）：第一党支部, also in the next cell."""
    filled = [text for text in row if text]
    for index, text in enumerate(filled):
        label = habits.unit_label.search(text)
        if label is None:
            continue
        rest = _END_OF_UNIT.split(text[label.end() :].strip(), maxsplit=1)[0]
        if rest:
            yield rest
        elif index + 1 < len(filled):
            yield filled[index + 1]


def _unit(text: str, where: str, habits: Habits) -> str:
    """Return the part of a text that can be a unit's name."""
    plain = unicodedata.normalize("NFKC", text)
    if where != UNIT_LINE:
        plain = habits.title_end.sub("", _BRACKETS.sub("", plain).strip(" _-—")).strip(" _-—的")
    return plain if 2 < len(plain) < 60 else ""


def settled(
    table: SheetTable, names: OrganizationNames, tree: Tree, under: OrganizationId | None
) -> SheetTable:
    """Return a table whose rows without a place have the unit's that the sheet names.

    Args:
        table: as recognised.
        names: to look the unit up.
        tree: for its path.
        under: what the user said; a branch leaves nothing to look for.
    """
    column = _COLUMNS.get(table.kind, "")
    rows = by_column(table.rows)
    texts = rows.cells.get(column) or [""] * len(rows)
    bare = [index for index, text in enumerate(texts) if not text]
    if not column or not bare or (under is not None and tree[under].kind in _BRANCHES):
        return table
    for where, text in table.places:
        if table.kind is SheetKind.ORGANIZATIONS and where != UNIT_LINE:
            continue  # a title names the list's head as often as its parent
        unit = _unit_of(table.kind, text, names, tree, under)
        if unit is not None:
            return _filled(table, rows, column, bare, (where, text), unit, tree)
    return table


def _unit_of(
    kind: SheetKind,
    text: str,
    names: OrganizationNames,
    tree: Tree,
    under: OrganizationId | None,
) -> Organization | None:
    found = names.certain(text)
    if kind is SheetKind.MEMBERS:
        found = tuple(o for o in found if o.kind in _BRANCHES)
    if under is not None:
        found = tuple(o for o in found if tree.within(o.id, under))
    return found[0] if len(found) == 1 else None


def _filled(
    table: SheetTable,
    rows: SheetRows,
    column: str,
    bare: Sequence[int],
    said: tuple[str, str],
    unit: Organization,
    tree: Tree,
) -> SheetTable:
    path = tree.path(unit.id)
    texts = list(rows.cells.get(column) or [""] * len(rows))
    own = rows.cells.get("党组织名称", [""] * len(rows))
    count = 0
    for index in bare:
        if not own[index] or own[index] not in (unit.name, unit.short_name):
            texts[index] = path
            count += 1
    if not count:
        return table
    details = {"count": count, "column": column, "where": said[0], "text": said[1], "path": path}
    note = RowFault(0, column, fault("sheet.default_place", "", **details))
    fresh = SheetRows(rows.numbers, {**rows.cells, column: texts}, rows.extra)
    return replace(table, rows=fresh, doubts=(note, *table.doubts))
