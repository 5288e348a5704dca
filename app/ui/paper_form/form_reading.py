"""One form on the screen while it is read and written: gentle hints, and the mark 典型."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QHideEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.ops.reviews import OpenForm
from app.ui.appearance import tint
from app.ui.faults import refusals_shown
from app.ui.paper_form.form_beside import FormBeside
from app.ui.paper_form.form_desk import FormSource

if TYPE_CHECKING:
    from app.ops.changes import Changes

PAUSE_MS = 800
"""So long nothing is typed before the text is looked at."""
_INK = QColor("#5f6368")


class FormReading(FormBeside):
    """Tells after a pause what is worth a second look; never keeps anybody from saving."""

    def __init__(self, source: FormSource, parent: QWidget | None) -> None:
        """Show nothing yet."""
        super().__init__(source, parent)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.show_hints)
        self._mark.clicked.connect(self.mark)
        colours = self._hint.palette()
        colours.setColor(QPalette.ColorRole.WindowText, tint(_INK))
        self._hint.setPalette(colours)

    def show_form(self, opened: OpenForm) -> None:
        """Show a form; what is written in it is looked at when it is at rest."""
        super().show_form(opened)
        self._say_hints(())
        self._show_mark()
        self._pause.start()

    def _take_edit(self) -> None:
        super()._take_edit()
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no further at what nobody sees."""
        self._pause.stop()
        super().hideEvent(event)

    # ---- hints -------------------------------------------------------------------------------

    def show_hints(self) -> None:
        """Look at what is written, and say what is worth a second look."""
        found: tuple[str, ...] = ()
        if not self._review.locked:
            found = self._source.hints(self._as_typed(), self._spec, self._sheet.values())
        self._say_hints(found)

    def _say_hints(self, found: tuple[str, ...]) -> None:
        self._hint.setText(f"提示（不影响保存）：{''.join(found)}" if found else "")
        self._hint.setVisible(bool(found))

    # ---- 典型 --------------------------------------------------------------------------------

    def _show_mark(self) -> None:
        marked = self._review.id in self._source.cases.marked()
        self._mark.setText("★ 典型" if marked else "标记典型")
        self._mark.setAccessibleName("已标记典型" if marked else "标记典型")

    def mark(self) -> None:
        """Ask what this review is an example of; one that is new is kept first."""
        from app.ui.reports.case_dialog import mark_dialog

        if not self._source.beside.is_kept(self._review) and not self._keep_first():
            return
        with refusals_shown(self, "没有标记"):
            dialog = mark_dialog(self._source.cases, self._review.id, self)
            dialog.told.connect(self._take_mark)
            dialog.open()

    def _take_mark(self, changes: "Changes") -> None:
        self._show_mark()
        self.saved.emit(changes)
