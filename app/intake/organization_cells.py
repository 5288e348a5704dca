"""Reads cells of organisation lists: codes of kinds, telephones behind names."""

import re

from app.domain.errors.catalogue import fault
from app.intake.column_values import Cells, replaced
from app.specs.habit_reader import Habits

KIND = "党组织类别"
_PEOPLE = ("书记", "班子成员", "分管领导", "联系领导")
_PHONE = re.compile(
    r"[ 　]?[（(]?(?:电话|手机|联系电话)?[:：]?[ 　]?(?<!\d)"
    r"(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8})(?!\d)[ 　]?[)）]?",
    re.ASCII,
)
_CODE = re.compile(r"^[(（\[]?([0-9]{3})[0-9]*[)）\]]?[-—\s、.:：]*(.*)$", re.DOTALL)


def read_organizations(cells: Cells, habits: Habits) -> None:
    """Put words for the codes of kinds, and take telephones out of the columns of people."""
    if KIND in cells.cells:
        kinds = habits.organization_kinds
        cells.cells[KIND] = replaced(cells.cells[KIND], lambda text: _word(text, kinds))
    for column in _PEOPLE:
        texts = cells.cells.get(column, [])
        count = sum(1 for text in texts if _PHONE.search(text))
        if count:
            cells.cells[column] = replaced(texts, lambda text: _PHONE.sub("", text).strip())
            found = fault("sheet.phones_unread", "", column=column, count=count)
            cells.warnings.append(found)


def _word(text: str, kinds: dict[str, str] | object) -> str:
    found = _CODE.match(text)
    if found is None or not isinstance(kinds, dict):
        return text
    return kinds.get(found[1]) or text
