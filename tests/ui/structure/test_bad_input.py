"""Impossible input in every field: taken exactly, or refused with a sentence beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.words import OrganizationKind
from app.ui.date_line import DateLine
from app.ui.person_picker import PersonPicker
from app.ui.structure.deeds import Deed
from app.ui.structure.frame import FieldDialog
from app.ui.structure.member_dialog import MemberDialog
from app.ui.structure.opening import deed_dialog
from app.ui.structure.organization_dialog import OrganizationDialog
from app.ui.structure.split_dialog import SplitDialog
from app.ui.structure.value_dialogs import OversightDialog, PersonDialog, PostDialog
from app.ui.text_line import TextLine
from tests.ui.hands import paste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.domain.ids import OrganizationId
    from app.ops.desk import Desk

TABLE = "<table><tr><td>一</td><td>二</td></tr></table>"
NASTY = {
    "impossible day": "2011年2月30日",
    "month 13": "2011.13",
    "lost zero": "1975.1",
    "5,000 characters": "长" * 5000,
    "40,000 characters": "多" * 40_000,
    "emoji": "😀👩‍👩‍👧🏳️‍🌈",
    "beyond the BMP": "𠮷𪚥𫝆",
    "combining": "e\u0301\u0323",
    "right to left": "\u202eabc",
    "table": "一\t二\r\n三\t四",
    "control": "甲\x07乙",
    "line separator": "甲\u2028乙\u2029丙",
    "mark-up": "<b>粗</b>&amp;",
    "formula": '=HYPERLINK("x")',
    "quotes": "'; DROP TABLE member; --",
    "blanks": " \u3000 ",
}


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(FieldDialog):
        dialog.is_ready = False
        dialog.close()


def branch_of(desk: Desk) -> OrganizationId:
    tree = desk.editing.directory.tree
    return next(o.id for o in tree if o.kind is OrganizationKind.BRANCH)


def dialogs(desk: Desk, parent: QWidget) -> Iterator[FieldDialog]:
    branch = branch_of(desk)
    persons = [desk.editing.directory.members_in(branch)[0].person_id]
    for deed in Deed:
        yield deed_dialog(deed, parent, desk, branch, persons)
    sheet = OrganizationDialog(desk, branch, parent)
    yield PostDialog(desk.editing, sheet._posts.empty(), sheet)
    yield OversightDialog(desk.editing, sheet._leaders.empty(), sheet)
    yield PersonDialog(desk.editing, None, sheet)


def lines(dialog: FieldDialog) -> list[TextLine]:
    """Every line of a dialog that takes text, those that only search left out."""
    found = [line for line in dialog.findChildren(TextLine) if line.window() is dialog]
    return [line for line in found if not line.accessibleName().startswith("查找")]


def expected(text: str) -> str:
    """What a line may hold after pasting: the same, on one line."""
    return "".join(text.replace("\r\n", "\n").split())


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_every_line_keeps_what_is_pasted_or_says_why_not(
    desk: Desk, parent: QWidget, text: str
) -> None:
    before = desk.workspace.records
    count = 0
    for dialog in dialogs(desk, parent):
        dialog.open()
        for line in lines(dialog):
            count += 1
            line.clear()
            paste(line, text, TABLE)
            assert "".join(line.text().split()) == expected(text), line.accessibleName()
            line.editingFinished.emit()
            told = line.problem()
            if isinstance(line, DateLine):
                assert bool(told) == bool(text.strip()), line.accessibleName()
            if told:
                field = next(f for f in _notes(dialog, line))
                assert field, line.accessibleName()
                dialog.try_it()
                assert dialog.isVisible()
            line.clear()
            line.editingFinished.emit()
        dialog.is_ready = False
        dialog.close()
    assert count > 30
    assert desk.workspace.records is before


def _notes(dialog: FieldDialog, line: TextLine) -> Iterator[str]:
    """The sentence beside a line."""
    for field in dialog.fields.values():
        if field.control is line:
            yield field.note()
    if isinstance(dialog, SplitDialog):
        yield from (page.name_field.note() for page in dialog._parts.pages)


@pytest.mark.parametrize(
    "text", ["😀👩‍👩‍👧🏳️‍🌈", "𠮷𪚥𫝆", "e\u0301\u0323", "<b>粗</b>&amp;", "'; DROP TABLE member; --"]
)
def test_what_is_taken_is_kept_exactly(desk: Desk, parent: QWidget, text: str) -> None:
    branch = branch_of(desk)
    dialog = OrganizationDialog(desk, branch, parent)
    dialog.open()
    for line in (dialog._name, dialog._short):
        line.setText(text)
    dialog.try_it()
    kept = desk.editing.sheet(branch).organization
    assert (kept.name, kept.short_name) == (text, text)
    person = desk.editing.directory.members_in(branch)[0].person_id
    member_dialog = MemberDialog(desk, person, parent)
    member_dialog.open()
    for line in (
        member_dialog._name,
        member_dialog._post,
        member_dialog._host,
        member_dialog._phone,
    ):
        line.setText(text)
    member_dialog.try_it()
    sheet = desk.editing.member_sheet(person)
    assert (sheet.person.name, sheet.member.post) == (text, text)
    assert (sheet.member.host, sheet.member.phone) == (text, text)


@pytest.mark.parametrize("text", ["长" * 5000, "𠮷𪚥", "😀", "一\t二\n三", "%_\\", "'"])
def test_the_chooser_of_people_takes_anything(desk: Desk, qtbot: QtBot, text: str) -> None:
    picker = PersonPicker(desk.editing.find_people)
    qtbot.addWidget(picker)
    picker.show()
    paste(picker, text)
    assert picker.resolve() is None
    picker._completer.popup().hide()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_searching_lines_take_anything(desk: Desk, parent: QWidget, text: str) -> None:
    dialog = deed_dialog(Deed.MOVE, parent, desk, branch_of(desk), ())
    dialog.open()
    for line in dialog.findChildren(TextLine):
        if line.accessibleName().startswith("查找"):
            paste(line, text)
            line.clear()
    dialog.is_ready = False
    dialog.close()
