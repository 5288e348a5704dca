"""The dialog 处理冲突: what both sides changed, field by field, both texts in full."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.handoff import Resolve
from app.domain.handoff_records import SIDES
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet
from app.ui.handoff.conflict_model import (
    UNSETTLED,
    WIDTHS,
    ConflictLine,
    ConflictModel,
    conflict_lines,
    side_words,
)
from app.ui.handoff.enter import enter_goes_on
from app.ui.handoff.lists import short_path
from app.ui.handoff.side_by_side import SideBySide
from app.ui.letters import lettered
from app.ui.list_view import ListView
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button, stacked
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.reception import ConflictView
    from app.ui.settings import Settings

WIDTH, HEIGHT = 940, 600
SHARES = (280, 200)
KEYS = ("B", "X")
"""The letters that choose our side and theirs."""
HINT = "同一项内容两边都改过。逐项选择按哪一边；另一边的内容记入变更记录，可以查回。"
DONE = "没有未处理的冲突。"
ALL_HINT = "只管列出的、还没有选的；已经选好的不变"


class ConflictDialog(QDialog):
    """Nothing is chosen beforehand; what was not chosen stays open."""

    told = Signal(object)
    """The ``Changes`` of what was settled."""

    def __init__(
        self, desk: "Desk", settings: "Settings", parent: QWidget | None, unit: str = ""
    ) -> None:
        """Show the open conflicts.

        Args:
            desk: the ledger.
            settings: where the table remembers its columns.
            parent: the window it belongs to.
            unit: the name of the unit whose conflicts are shown first; empty: all.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle="处理冲突")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._conflicts: Sequence[ConflictView] = ()
        self._chosen: dict[int, Resolve] = {}
        self._head = dressed(QLabel(HINT, wordWrap=True), accessibleName="说明")
        facets = Facet("单位"), Facet("内容"), Facet("处理", (UNSETTLED,))
        self._list = ListView("冲突", ConflictModel(), settings, WIDTHS, facets=facets)
        self._about = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="所选一项"
        )
        self._ours, self._theirs = (QRadioButton() for _ in KEYS)
        self._sides = QButtonGroup(self)
        self._texts = SideBySide(self._ours, self._theirs)
        self._all_ours = push_button("", hint=ALL_HINT)
        self._all_theirs = push_button("", hint=ALL_HINT)
        self._do = dressed(QPushButton(lettered("处理")), accessibleName="处理", enabled=False)
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self._read()
        if unit:
            self._list.show_only(0, unit)
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        for place, button in enumerate((self._ours, self._theirs)):
            self._sides.addButton(button, place)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._about)
        column.addWidget(self._texts, 1)
        self._below = below
        buttons = QHBoxLayout()
        buttons.addWidget(self._all_ours)
        buttons.addWidget(self._all_theirs)
        buttons.addStretch(1)
        buttons.addWidget(self._do)
        buttons.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.addWidget(self._head)
        whole.addWidget(stacked(self._list, below, SHARES), 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self._list.chose.connect(self._show_chosen)
        self._list.opened.connect(self._focus_sides)
        self._sides.idClicked.connect(self._choose_side)
        self._all_ours.clicked.connect(self._choose_ours)
        self._all_theirs.clicked.connect(self._choose_theirs)
        self._do.clicked.connect(self.settle)
        self._close.clicked.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; it does not press the default button."""
        if not enter_goes_on(self, event):
            super().keyPressEvent(event)

    # ---- reading ---------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what is open now."""

        def work(progress: "Progress") -> "Sequence[ConflictView]":
            progress(0, 0)
            return self._desk.receiving.conflicts()

        with refusals_shown(self):
            over = self if self.isVisible() else self.parentWidget()
            self._conflicts = wait_for(over, "正在读取…", work)
        open_ids = {each.id for each in self._conflicts}
        self._chosen = {id_: side for id_, side in self._chosen.items() if id_ in open_ids}
        self._head.setText(f"{HINT}共 {len(self._conflicts)} 项。" if self._conflicts else DONE)
        self._show()

    def _show(self) -> None:
        self._list.show_lines(conflict_lines(self._conflicts, self._chosen))

    def _allow(self) -> None:
        count = len(self._chosen)
        self._do.setText(lettered(f"处理 {count} 项" if count else "处理"))
        self._do.setEnabled(bool(count))
        self._do.setDefault(bool(count))
        lines = self._list.model.lines
        words = side_words(line.conflict.side for line in lines)
        for button, word in zip((self._all_ours, self._all_theirs), words, strict=True):
            button.setEnabled(any(line.choice is Resolve.ASK for line in lines))
            button.setText(f"未选的都按{word}")
            button.setAccessibleName(f"未选的都按{word}")

    def _show_chosen(self) -> None:
        self._allow()
        line = self._list.current()
        self._below.setVisible(line is not None)
        if line is None:
            return
        conflict = line.conflict
        self._about.setText(
            "　".join(filter(None, (short_path(conflict.place), conflict.record, conflict.label)))
        )
        words = SIDES[conflict.side]
        for button, word, key in zip((self._ours, self._theirs), words, KEYS, strict=True):
            button.setText(f"按{word}(&{key})")
            button.setAccessibleName(f"按{word}")
        self._texts.show_texts(conflict.ours, conflict.theirs, words)
        self._sides.setExclusive(False)
        self._ours.setChecked(line.choice is Resolve.OURS)
        self._theirs.setChecked(line.choice is Resolve.THEIRS)
        self._sides.setExclusive(True)

    # ---- choosing --------------------------------------------------------------------------

    def _focus_sides(self) -> None:
        self._ours.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_side(self, place: int) -> None:
        """Choose a side for the selected lines and go on to the next one."""
        side = (Resolve.OURS, Resolve.THEIRS)[place]
        lines = self._list.chosen()
        self._choose(lines, side)
        table, model = self._list.table, self._list.model
        row = model.row_of(lines[0].id) if len(lines) == 1 else None
        if row is not None and row + 1 < model.rowCount():
            table.choose_row(model.index(row + 1, 0))

    def _choose_ours(self) -> None:
        self._choose(self._unsettled(), Resolve.OURS)

    def _choose_theirs(self) -> None:
        self._choose(self._unsettled(), Resolve.THEIRS)

    def _unsettled(self) -> "list[ConflictLine]":
        """Return what is listed and not chosen yet: no choice is changed unseen."""
        return [line for line in self._list.model.lines if line.choice is Resolve.ASK]

    def _choose(self, lines: Sequence[ConflictLine], side: Resolve) -> None:
        for line in lines:
            self._chosen[line.conflict.id] = side
        self._show()

    # ---- settling --------------------------------------------------------------------------

    def settle(self) -> None:
        """Write what was chosen; the rest stays open."""
        chosen = dict(self._chosen)

        def work(progress: "Progress") -> "Changes | None":
            found: Changes | None = None
            for done, side in enumerate((Resolve.OURS, Resolve.THEIRS)):
                progress(done, 2)
                ids = [id_ for id_, each in chosen.items() if each is side]
                if ids:
                    changes = self._desk.receiving.settle(ids, side)
                    found = changes if found is None else found | changes
            return found

        with refusals_shown(self, "没有处理"):
            changes = wait_for(self, "正在处理…", work)
            self._chosen.clear()
            if changes is not None:
                self.told.emit(changes)
        self._read()
        if not self._conflicts:
            self.accept()

    def reject(self) -> None:
        """Close; where choices are not written yet, ask first."""
        count = len(self._chosen)
        if count and not confirm(
            self, "处理冲突", f"选好的 {count} 项还没有处理，要放弃吗？", "放弃"
        ):
            return
        self._chosen.clear()
        super().reject()
