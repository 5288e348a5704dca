"""The dialog 填写说明: why a check of the figures (核实) does not come out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from app.domain.check import Check, sentences
from app.domain.words import CheckLevel
from app.ui.dialogs import FormLikeDialog
from app.ui.widgets import dressed, text_block
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.units import UnitOps

SIZE = QSize(520, 320)
WHAT = "说明随数据一起上报，打印的统计表上不显示。清空后保存，就是撤回说明。"
CHANGED = "核对结果变了，这是上次的说明，请核对后保存。"


class ExplainDialog(FormLikeDialog):
    """One 说明 holds for everything that a check says."""

    told = Signal(object)
    """The ``Changes`` of what was written."""

    def __init__(
        self,
        units: "UnitOps",
        round_: "Round",
        unit: "OrganizationId",
        checks: Sequence[Check],
        parent: QWidget | None,
    ) -> None:
        """Show what a check says, with the 说明 that it has.

        Args:
            units: where it is kept.
            round_: whose figures were checked.
            unit: whose figures were checked.
            checks: the sentences of one check, one at least.
            parent: the window it belongs to.
        """
        super().__init__("填写说明", "保存", parent)
        self._units, self._of = units, (round_, unit, checks[0].id)
        self._about = sentences(checks, checks[0].id)
        shown = text_block("\n".join(c.message for c in checks if c.level is CheckLevel.VERIFY))
        self._text = dressed(QPlainTextEdit(), tabChangesFocus=True, minimumHeight=80)
        before = self._said_before() if not checks[0].explanation else ""
        self._text.setPlainText(checks[0].explanation or before)
        self.row("核对结果", dressed(shown, accessibleName="核对结果"))
        self.row("说明", self._text)
        what = f"{CHANGED}{WHAT}" if before else WHAT
        self.rows.addRow(dressed(QLabel(what, wordWrap=True), accessibleName="提示"))
        fit(self, SIZE.width(), SIZE.height())
        self._text.setFocus()

    def _said_before(self) -> str:
        """Return what was kept when the check said something else; empty: nothing."""
        round_, unit, check_id = self._of
        kept = self._units.explanations(round_, unit).get(check_id)
        return kept.text if kept is not None else ""

    def do_it(self) -> None:
        """Keep the 说明; an empty one is taken back."""
        self.told.emit(self._units.explain(*self._of, self._text.toPlainText(), self._about))
