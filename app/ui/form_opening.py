"""Opening the form dialog from wherever a form is named."""

from typing import TYPE_CHECKING

from app.ui.faults import refusals_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ops.desk import Desk
    from app.ui.notices import Notices
    from app.ui.page import Page, Place
    from app.ui.settings import Settings


def open_form(
    parent: "QWidget",
    desk: "Desk",
    settings: "Settings",
    notices: "Notices",
    place: "Place",
    page: "Page | None",
) -> None:
    """Open the form of a task or of a record.

    Args:
        parent: the window it belongs to.
        desk: the open ledger.
        settings: the user's settings.
        notices: told of every form that is kept.
        place: names the task with its neighbours, or the record.
        page: the page 点评任务 where it has been made; its line follows the dialog.
    """
    from app.ui.paper_form.form_desk import FormDesk
    from app.ui.paper_form.form_dialog import FormDialog
    from app.ui.task_page import TaskPage

    with refusals_shown(parent):
        source = FormDesk(desk)
        opened = None if place.review is None else desk.reviews.open_kept(place.review)
        tasks = place.tasks or ((place.task,) if place.task is not None else ())
        dialog = FormDialog(
            source, tasks, place.task, parent.window(), opened=opened, settings=settings
        )
        dialog.saved.connect(notices.tell)
        if isinstance(page, TaskPage):
            dialog.moved.connect(page.choose)
        dialog.open()
