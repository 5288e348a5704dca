"""What a unit below submitted, beside what is counted here, and what it says about the checks."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget, QTextEdit, QVBoxLayout, QWidget

from app.domain.check import Check
from app.domain.submission import Report
from app.domain.words import CHECK_LEVELS, CheckLevel
from app.ops.unit_comparison import UnitComparison
from app.ui.handoff.days import day_words, time_words
from app.ui.handoff.figures_beside import FiguresBeside
from app.ui.handoff.record_changes import RecordChanges
from app.ui.settings import Settings
from app.ui.tones import GREEN, RED, text_style
from app.ui.widgets import dressed, text_block

WORDS = ("上报数", "本级现在")
NO_WORD = "没有写说明"
ALL_SAME = "上报数和本级现在的统计完全相同"


class ReportView(QTabWidget):
    """Pages: 上报数与现在, 记录差别, 核对与说明; nothing in them can be changed."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the tables remember their columns.
            parent: the dialog.
        """
        super().__init__(parent, documentMode=True)
        dressed(self, accessibleName="下级上报的内容")
        self._found: UnitComparison | None = None
        self.said = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="对照结果"
        )
        self.frozen = text_block(name="上报的统计表")
        self.figures = FiguresBeside("上报数与现在", WORDS, settings)
        self.records = RecordChanges("上报以后的记录", settings)
        self.checks = dressed(
            QTextEdit(readOnly=True), accessibleName="核对与说明", tabChangesFocus=True
        )
        self.checks.document().setDocumentMargin(8)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.frozen)
        column.addWidget(self.said)
        column.addWidget(self.figures, 1)
        self.addTab(first, "上报数与现在")
        self.addTab(self.records, "记录差别")
        self.addTab(self.checks, "核对与说明")

    def show_comparison(self, found: UnitComparison) -> None:
        """Show what a unit submitted, beside what stands here."""
        self._found = found
        received, count = found.received, len(found.differing)
        self.frozen.setText(frozen_words(found))
        self.said.setText(said_words(found))
        self.said.setStyleSheet(text_style(RED if count else GREEN))
        self.figures.show_figures(found.figures)
        if count:
            self.setTabText(0, f"上报数与现在：{count} 项不同")
        if found.records is not None:
            self.records.show_difference(found.records)
            self.setTabText(1, f"记录差别 {self.records.count}")
        for page in range(3):
            self.setTabVisible(page, page != 1 or found.records is not None)
        self.setCurrentIndex(0)
        sentences = "\n\n".join(_sentences(received.report))
        self.checks.setPlainText(sentences or "核对没有发现问题。")

    @property
    def listing(self) -> FiguresBeside | RecordChanges | None:
        """The list on the page in front that can be copied and printed, or None."""
        pages: tuple[FiguresBeside | RecordChanges, ...] = (self.figures, self.records)
        place = self.currentIndex()
        return pages[place] if 0 <= place < len(pages) else None

    @property
    def listing_title(self) -> str:
        """What the list in front is called on paper."""
        received = self._found.received if self._found is not None else None
        if received is None:
            return ""
        name = "上报数与现在" if self.currentIndex() == 0 else "上报以后的记录差别"
        return f"{name}（第 {received.sequence} 号，校验码 {received.check_code}）"

    def add_page(self, page: QWidget, title: str) -> None:
        """Put a page behind the others."""
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(page)
        self.addTab(around, title)

    def hide_report(self) -> None:
        """Show only the pages that were added."""
        for page in range(3):
            self.setTabVisible(page, False)


def frozen_words(found: UnitComparison) -> str:
    """Return which submission it is: its number, its day and the 校验码 on paper."""
    received = found.received
    report = received.report
    return (
        f"上报第 {received.sequence} 号　数据截至 {day_words(report.day)}　"
        f"校验码 {received.check_code}（应和盖章的统计表上印的一样）　"
        f"{time_words(received.time)} 收到"
    )


def said_words(found: UnitComparison) -> str:
    """Return in a sentence whether the two sides agree, and what can lie behind it."""
    count, day = len(found.differing), day_words(found.day)
    text = f"{count} 项和本级现在不同" if count else ALL_SAME
    text += f"（本级统计截至 {day}）。"
    if found.by_figures:
        text += "该单位在本级按报表数统计。"
    report = found.received.report
    otherwise = [
        f"{report.titles.get(measure, measure)}（统计数 {report.figures.get(measure, 0)}）"
        for measure, number in report.reported.items()
        if number != report.figures.get(measure)
    ]
    if otherwise:
        text += f"下级自己改报的：{'、'.join(otherwise)}，原因见“核对与说明”。"
    return text


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
