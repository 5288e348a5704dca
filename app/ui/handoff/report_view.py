"""What a unit below submitted: its figures, and what it says about the checks."""

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget, QTextEdit, QVBoxLayout, QWidget

from app.domain.check import Check
from app.domain.submission import Report
from app.domain.words import CHECK_LEVELS, CheckLevel
from app.ui.handoff.lists import line_table, stretch_first
from app.ui.line_model import Line, LineModel
from app.ui.settings import Settings
from app.ui.widgets import dressed

HEADINGS = ("项目", "上报数", "计算数")
WIDTHS = {0: 260, 1: 90, 2: 90}
NO_WORD = "没有写说明"


class ReportView(QTabWidget):
    """Two pages: 上报数字 and 核对与说明; nothing in them can be changed."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the dialog.
        """
        super().__init__(parent, documentMode=True)
        dressed(self, accessibleName="下级上报的内容")
        self.model: LineModel[Line] = LineModel(HEADINGS, self, numbers=frozenset({1, 2}))
        self._table = line_table("下级上报的数字", self.model, settings, WIDTHS)
        stretch_first(self._table)
        self._checks = dressed(
            QTextEdit(readOnly=True), accessibleName="核对与说明", tabChangesFocus=True
        )
        self._checks.document().setDocumentMargin(8)
        self.addTab(self._table, "上报数字")
        self.addTab(self._checks, "核对与说明")

    def show_report(self, report: Report) -> None:
        """Show what a unit submitted."""
        said, counted = report.told, report.figures
        lines = []
        for measure, title in report.titles.items():
            cells = (title, str(said.get(measure, "")), str(counted.get(measure, "")))
            lines.append(Line(measure, cells, (), ""))
        self.model.show_lines(lines)
        self._checks.setPlainText("\n\n".join(_sentences(report)) or "核对没有发现问题。")

    def add_page(self, page: QWidget, title: str) -> None:
        """Put a page before the two."""
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.insertTab(0, around, title)
        self.setCurrentIndex(0)

    def hide_report(self) -> None:
        """Show only the pages before the two."""
        for place in (self.count() - 1, self.count() - 2):
            self.setTabVisible(place, False)


def _sentences(report: Report) -> Iterator[str]:
    """Give every check that is not fine, the most serious first, with what is said about it."""
    order = list(CheckLevel)
    failed = [check for check in report.checks if not check.ok]
    for check in sorted(failed, key=lambda each: order.index(each.level)):
        yield f"{CHECK_LEVELS[check.level]}　{check.message}{_word(check, report)}"


def _word(check: Check, report: Report) -> str:
    word = check.explanation or report.explanations.get(check.id, "")
    if word:
        return f"\n说明：{word}"
    return f"\n{NO_WORD}" if check.level is CheckLevel.VERIFY else ""
