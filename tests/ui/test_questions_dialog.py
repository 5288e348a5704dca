"""待确认: what an import or a reception left open is answered as it would have been at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton

from app.domain.binding import AS_NEW, NOT_OURS
from app.ops.changes import Topic
from app.ui.questions_dialog import RECEIVE_AGAIN, QuestionsDialog
from app.ui.structure.choose_organization import ChooseOrganizationDialog
from tests.ui.closing import is_freed
from tests.ui.handoff.doubles import QUESTION
from tests.ui.hands import button, click

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


def asked(desk: Desk, window: QWidget) -> QuestionsDialog:
    """The dialog, with the question of a sender that 接收 has kept."""
    desk.workspace.stores.questions.ask(QUESTION, {"tables": [], "under": None})
    dialog = QuestionsDialog(desk, window)
    dialog.open()
    return dialog


def test_a_sender_can_be_turned_away(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = asked(desk, window)
    assert dialog._text.text().endswith(RECEIVE_AGAIN)
    options = dialog.findChildren(QRadioButton)
    assert [each.text() for each in options] == [*QUESTION.options, NOT_OURS]
    options[-1].click()
    with qtbot.waitSignal(dialog.answered) as told:
        click(dialog, "确定")
    assert Topic.QUESTIONS in told.args[0].topics
    assert desk.workspace.stores.questions.answers() == {QUESTION.id: NOT_OURS}
    assert not button(dialog, "新单位…").isVisible()
    dialog.reject()
    assert is_freed(dialog)


def test_a_sender_can_be_new_anywhere_or_any_of_ours(desk: Desk, window: QWidget) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    place = next(o for o in tree if o.name.endswith("机关党委"))
    for pressed, answer in (
        ("新单位…", f"{AS_NEW}{tree.path(place.id)}/东山局党委"),
        ("其他单位…", tree.path(place.id)),
    ):
        dialog = asked(desk, window)
        click(dialog, pressed)
        chooser = dialog.findChild(ChooseOrganizationDialog)
        assert chooser is not None
        chooser._chooser.choose(place.id)
        click(chooser, "确定")
        assert desk.workspace.stores.questions.answers() == {QUESTION.id: answer}
        dialog.reject()
