"""The checks of the official table: whole sentences, coloured by their level."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.domain.check import Check, items
from app.domain.words import CHECK_LEVELS, CheckLevel
from app.ui.appearance import tint
from app.ui.tones import AMBER, GREY, RED
from app.ui.widgets import dressed

COLOURS = {
    CheckLevel.ERROR: RED,
    CheckLevel.VERIFY: AMBER,
    CheckLevel.HINT: GREY,
}


EXPLAIN = "explain"


class ChecksView(QTextBrowser):
    """Every check that is not fine, the most serious first; its text can be copied."""

    explain_wanted = Signal(str)
    """The number of the check whose 说明 is to be written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, openLinks=False)
        dressed(self, accessibleName="核对结果", tabChangesFocus=True)
        self.document().setDocumentMargin(8)
        self.anchorClicked.connect(self._go)

    def _go(self, link: QUrl) -> None:
        if link.scheme() == EXPLAIN:
            self.explain_wanted.emit(link.path())

    def show_checks(self, found: Sequence[Check], more: str = "") -> None:
        """Show the checks of a table, those that are fine only by how many they are.

        Args:
            found: the checks.
            more: a sentence that stands behind them.
        """
        failed = items(found)
        rows = [
            f'<p style="margin:0 0 6px 0"><b style="color:{tint(COLOURS[item[0].level]).name()}">'
            f"{CHECK_LEVELS[item[0].level]}</b>　"
            f"{'<br>'.join(escape(check.message) for check in item)}{_said(item[0])}</p>"
            for item in failed
        ]
        fine = {check.id for check in found} - {item[0].id for item in failed}
        passed = f"已核对 {len(fine) + len(failed)} 项，通过 {len(fine)} 项。"
        rows += [f'<p style="margin:0 0 6px 0">{escape(text)}</p>' for text in (passed, more)]
        self.setHtml("".join(rows))


def _said(check: Check) -> str:
    """Return the written 说明 of a check on a line of its own, and the way to write one."""
    if check.level is not CheckLevel.VERIFY:
        return ""
    verb = "修改说明" if check.explanation else "填写说明"
    link = f'<a href="{EXPLAIN}:{check.id}">{verb}</a>'
    said = f"<br>说明：{escape(check.explanation)}" if check.explanation else ""
    return f"{said}<br>{link}"
