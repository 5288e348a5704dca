"""Unsaved forms are offered again: after a crash, and whenever some are left."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.draft import Draft
from app.domain.errors.fault import Refusal
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ops.reviews import OpenForm
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from app.ui.questions import confirm
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ui.settings import Settings

WIDTH = 460


def offer_drafts(
    parent: QWidget,
    desk: Desk,
    settings: "Settings | None",
    told: Callable[[Changes], object],
) -> "DraftsDialog | None":
    """Offer the forms that were typed into and not saved; called after a ledger was opened.

    Args:
        parent: the window it belongs to.
        desk: the open ledger.
        settings: the user's settings, for the form that is opened.
        told: is given the ``Changes`` of a form that is kept; a method of what outlives it.

    Returns:
        The dialog, open; None where there is no draft.
    """
    if not desk.drafts.all():
        return None
    dialog = DraftsDialog(desk, settings, told, parent)
    dialog.open()
    return dialog


class DraftsDialog(QDialog):
    """The list of drafts; one is opened, or dropped, or all wait."""

    def __init__(
        self,
        desk: Desk,
        settings: "Settings | None",
        told: Callable[[Changes], object],
        parent: QWidget | None = None,
    ) -> None:
        """List what the ledger holds; see ``offer_drafts``."""
        super().__init__(parent)
        dressed(self, windowTitle="没有保存的登记表")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._settings, self._told = desk, settings, told
        self._source = FormDesk(desk)
        self._drafts: list[Draft] = []
        self._text = dressed(QLabel(), wordWrap=True)
        self._list = dressed(QListWidget(), accessibleName="没有保存的登记表")
        self._go_on = dressed(
            QPushButton(lettered("继续填写"), default=True), accessibleName="继续填写"
        )
        self._drop = dressed(QPushButton("放弃", autoDefault=False), accessibleName="放弃所选")
        self._later = dressed(QPushButton("以后再说", autoDefault=False), accessibleName="以后再说")
        self._lay_out()
        self._connect()
        self._reload()
        fit(self, WIDTH, 300)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._drop)
        buttons.addStretch(1)
        buttons.addWidget(self._go_on)
        buttons.addWidget(self._later)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self._text)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._list.itemDoubleClicked.connect(self._open)
        self._go_on.clicked.connect(self._open)
        self._drop.clicked.connect(self._discard)
        self._later.clicked.connect(self.reject)

    def _reload(self) -> None:
        self._drafts = list(self._desk.drafts.all())
        self._text.setText(
            f"有 {len(self._drafts)} 份登记表上次填了没有保存，内容已自动留存，可以接着填。"
        )
        self._list.clear()
        self._list.addItems([self._line(draft) for draft in self._drafts])
        self._list.setCurrentRow(0)

    def _line(self, draft: Draft) -> str:
        spec = self._desk.workspace.forms.get(draft.review.form)
        title = (spec.short_title or spec.title) if spec is not None else ""
        return "　".join(filter(None, (self._name(draft), title, draft.time[:16])))

    def _name(self, draft: Draft) -> str:
        try:
            return self._source.name(draft.review)
        except LookupError:
            return "（已不在名单里）"

    def _current(self) -> Draft | None:
        row = self._list.currentRow()
        return self._drafts[row] if 0 <= row < len(self._drafts) else None

    def _open(self) -> None:
        draft = self._current()
        if draft is None:
            return
        with refusals_shown(self, "没有打开"):
            opened = self._opened(draft)
            form = FormDialog(
                self._source,
                (),
                None,
                self.parentWidget(),
                opened=opened,
                settings=self._settings,
            )
            form.saved.connect(self._told)
            form.open()
            self.accept()

    def _opened(self, draft: Draft) -> OpenForm:
        """Return the form of a draft: the record, the task's, or the one that was begun."""
        reviews = self._desk.reviews
        try:
            return reviews.open_kept(draft.review.id)
        except Refusal:
            if draft.review.task_id is None:
                return reviews.open_review(draft.review)
        try:
            return reviews.open(draft.review.task_id)
        except Refusal:
            return reviews.open_review(draft.review)

    def _discard(self) -> None:
        draft = self._current()
        if draft is None:
            return
        sentence = f"要放弃“{self._name(draft)}”没有保存的内容吗？"
        if confirm(self, "放弃没有保存的内容", sentence, "放弃"):
            with refusals_shown(self, "没有放弃"):
                self._desk.drafts.discard(draft.review)
                self._reload()
            if not self._drafts:
                self.accept()
