"""The dialog 标记兑现情况: how far chosen promises are kept, said of all of them at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES, CommitmentState
from app.ui.commitments.text_box import TextBox
from app.ui.dialogs import FormLikeDialog
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.ids import RecordId
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.commitments.lines import PromiseLine

ORDER = (
    CommitmentState.KEPT,
    CommitmentState.UNDER_WAY,
    CommitmentState.NOT_KEPT,
    CommitmentState.OPEN,
)
MOST_NAMED = 4
UNCHANGED = "不填则保留各条原来的完成情况。"


class MarkDialog(FormLikeDialog):
    """One state for all of them; words only where some are typed."""

    told = Signal(object)
    """The ``Changes`` of what was marked."""

    def __init__(
        self, desk: "Desk", lines: "Sequence[PromiseLine]", parent: QWidget | None
    ) -> None:
        """Ask how far these promises are kept.

        Args:
            desk: the ledger.
            lines: the chosen promises.
            parent: the window it belongs to.
        """
        super().__init__("标记兑现情况", "标记", parent)
        self._desk = desk
        self._ids: tuple[RecordId, ...] = tuple(line.record.id for line in lines)
        names = list(dict.fromkeys(line.row.name for line in lines))
        more = f"等 {len(names)} 家（人）" if len(names) > MOST_NAMED else ""
        sentence = f"所选 {len(lines)} 条承诺：{'、'.join(names[:MOST_NAMED])}{more}。"
        said = QLabel(sentence, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._state = dressed(QComboBox(), accessibleName="状态")
        for state in ORDER:
            self._state.addItem(COMMITMENT_STATES[state], state)
        self._progress = TextBox("完成情况", "", 3)
        self._progress.setPlaceholderText(UNCHANGED)
        self.rows.addRow(dressed(said, accessibleName="所选承诺"))
        self.row("状态", self._state)
        self.row("完成情况", self._progress)
        fit(self, 440, 240)
        self._state.setFocus()

    def do_it(self) -> None:
        """Mark them all in one step."""
        state = CommitmentState(self._state.currentData())
        said = self._progress.value()

        def work(progress: "Progress") -> "Changes":
            progress(0, 0)
            return self._desk.commitments.mark(self._ids, state, said)

        self.told.emit(wait_for(self, "正在保存…", work))
