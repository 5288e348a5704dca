"""What came of a vote: bars, percentages, grades, what to look at; printed from here."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.cycle.assessment import ASSESSMENT_STATES, Entry
from app.domain.cycle.vote_results import ObjectResult, result_text
from app.domain.cycle.vote_tables import base_text
from app.domain.ids import RecordId
from app.domain.progress import Progress
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ui.assessments.papers import show_document
from app.ui.assessments.result_model import BAR, ResultModel, item_headings, item_lines
from app.ui.assessments.share_bars import ShareBars, legend
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.file_kinds import EXCEL_FILTER, WORD_FILTER
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel
from app.ui.questions import ask_reason
from app.ui.saving import save_as
from app.ui.settings import Settings
from app.ui.tones import AMBER, text_style
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

_CLEAR = "不评定"
_MOST_TOLD = 4


class ResultDialog(QDialog):
    """Shows the results of one assessment; the counts are closed and opened again here."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self, desk: Desk, settings: Settings, assessment_id: RecordId, parent: QWidget | None
    ) -> None:
        """Show the results.

        Args:
            desk: the ledger.
            settings: where columns and page set-up are remembered.
            assessment_id: of the assessment.
            parent: the window it belongs to.

        Raises:
            Refusal: ``vote.unknown``.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._desk, self._settings, self._id = desk, settings, assessment_id
        self._assessment = desk.assessments.get(assessment_id)
        dressed(self, windowTitle=f"评议结果：{self._assessment.title}")
        self._results: dict[str, ObjectResult] = {}
        self._head = dressed(QLabel(wordWrap=True), accessibleName="评议情况")
        self._warnings = dressed(QLabel(wordWrap=True), accessibleName="需要留意")
        self._base = dressed(QLabel(wordWrap=True), accessibleName="百分比的算法")
        self._model = ResultModel(self)
        self._table = DataTable("评议结果", settings)
        self._table.setModel(self._model)
        self._table.setItemDelegateForColumn(
            BAR, ShareBars(len(self._assessment.scale.grades), self._table)
        )
        self._items: LineModel[Line] = LineModel(item_headings(self._assessment), self)
        self._item_table = DataTable("各项内容的票数", settings)
        self._item_table.setModel(self._items)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_again()
        self._table.choose_row(self._model.index(0, 0))
        fit(self, 880, 600)

    def _make_buttons(self) -> None:
        self._print = push_button("打印", "打印评议汇总表")
        self._word = push_button("导出 Word", "导出评议汇总表为 Word")
        self._excel = push_button("导出 Excel", "导出评议汇总表为 Excel")
        self._copy = push_button("复制结论", hint="把所选对象的结果复制成一句话，可粘贴到登记表")
        self._rate = push_button("评定等次", hint="给所选的对象评定等次")
        menu = QMenu(self._rate)
        for grade in self._assessment.scale.grades:
            menu.addAction(grade.label)
        menu.addSeparator()
        menu.addAction(_CLEAR)
        menu.addAction("没有评定的都按得票评定")
        self._rate.setMenu(menu)
        self._menu = menu
        self._state = push_button("汇总")
        self._close = push_button(lettered("关闭"))

    def _lay_out(self) -> None:
        labels = [grade.label for grade in self._assessment.scale.grades]
        labels += ["弃权"] if self._assessment.scale.abstention else []
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._table)
        split.addWidget(self._item_table)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        buttons = QHBoxLayout()
        for button in (self._print, self._word, self._excel, self._copy, self._rate):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._state)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(self._warnings)
        column.addWidget(legend(labels))
        column.addWidget(split, 1)
        column.addWidget(self._base)
        column.addLayout(buttons)
        has_places = any(each.place for each in self._assessment.objects)
        has_points = self._assessment.scale.has_points
        hidden = (*(() if has_places else (1,)), *(() if has_points else (4,)))
        widths = {0: 160, 1: 160, BAR: 200, 3: 76, 4: 100}
        self._table.remember_columns(widths, hidden)
        for column_number in hidden:
            self._table.setColumnHidden(column_number, True)
        grades = len(self._assessment.scale.grades)
        self._item_table.remember_columns({0: 120, **dict.fromkeys(range(1, grades + 2), 122)})

    def _connect(self) -> None:
        self._table.selectionModel().selectionChanged.connect(self._show_items)
        self._print.clicked.connect(self.print_summary)
        self._word.clicked.connect(self.write_word)
        self._excel.clicked.connect(self.write_excel)
        self._copy.clicked.connect(self.copy_texts)
        self._menu.triggered.connect(self._rate_chosen)
        self._state.clicked.connect(self.change_state)
        self._close.clicked.connect(self.close)

    # ---- what is shown -------------------------------------------------------------------------

    def _show_again(self) -> None:
        ops = self._desk.assessments
        self._assessment = found = ops.get(self._id)
        chosen = self._table.chosen_rows()
        results = ops.results(found)
        self._results = {result.object.key: result for result in results}
        self._model.show_results(results)
        parts = [f"状态：{ASSESSMENT_STATES[found.standing]}"]
        for group in found.groups:
            valid = group.accounts.valid
            parts.append(
                f"{group.name}：" + ("没有填写张数" if valid is None else f"有效票 {valid}")
            )
        if found.entry is Entry.ELSEWHERE:
            parts.append(f"来源：{found.source}")
        self._head.setText("　".join(parts))
        told = [f"{fault.place} {fault.message}".strip() for fault in ops.warnings(found)]
        more = [f"另有 {len(told) - _MOST_TOLD} 条。"] if len(told) > _MOST_TOLD else []
        self._warnings.setText("\n".join([*told[:_MOST_TOLD], *more]))
        self._warnings.setVisible(bool(told))
        self._warnings.setStyleSheet(text_style(AMBER))
        self._base.setText(f"注：{base_text(found)}")
        self._state.setText("退回计票" if found.is_done else "汇总")
        self._state.setAccessibleName(self._state.text())
        self._rate.setEnabled(not found.is_done)
        for row in chosen[:1]:
            self._table.choose_row(self._model.index(row, 0))
        self._show_items()

    def _chosen(self) -> list[ObjectResult]:
        return [self._results[self._model.line(row).id] for row in self._table.chosen_rows()]

    def _show_items(self) -> None:
        chosen = self._chosen()
        self._items.show_lines(item_lines(self._assessment, chosen[0] if chosen else None))
        self._copy.setEnabled(bool(chosen))

    # ---- what is done --------------------------------------------------------------------------

    def _tell(self, changes: Changes) -> None:
        if changes:
            self.told.emit(changes)
        self._show_again()

    def _rate_chosen(self, action: QAction) -> None:
        ops = self._desk.assessments
        with refusals_shown(self, "没有评定"):
            if action is self._menu.actions()[-1]:
                self._tell(ops.rate(self._id, ops.proposed_ratings(self._assessment)))
                return
            grade = "" if action.text() == _CLEAR else action.text()
            self._tell(ops.rate(self._id, {r.object.key: grade for r in self._chosen()}))

    def change_state(self) -> None:
        """Close the counts, or open them again with a reason."""
        ops = self._desk.assessments
        with refusals_shown(self, "没有汇总"):
            if not self._assessment.is_done:
                self._tell(ops.close(self._id))
                return
            reason = ask_reason(
                self, "退回计票", f"“{self._assessment.title}”退回后，票数和等次可以更正。"
            )
            if reason:
                self._tell(ops.reopen(self._id, reason))

    def copy_texts(self) -> None:
        """Put the results of the chosen objects on the clipboard, a sentence for each."""
        texts = [
            f"{result.object.name}：{text}" if len(self._chosen()) > 1 else text
            for result in self._chosen()
            if (text := result_text(result, self._assessment))
        ]
        QGuiApplication.clipboard().setText("\n".join(texts))
        self._head.setText(f"已复制 {len(texts)} 个对象的结论。")

    def print_summary(self) -> None:
        """Show 评议汇总表 as it prints."""
        with refusals_shown(self, "没有打印"):
            document = self._desk.assessment_papers.summary(self._id)
            show_document(self, self._settings, document)

    def write_word(self) -> None:
        """Write 评议汇总表 as a Word file."""
        self._write("docx", WORD_FILTER)

    def write_excel(self) -> None:
        """Write 评议汇总表 as an Excel file."""
        self._write("xlsx", EXCEL_FILTER)

    def _write(self, suffix: str, kinds: str) -> None:
        papers = self._desk.assessment_papers
        name = papers.name_of(self._assessment, "汇总表", suffix)

        path = save_as(self, "导出评议汇总表", name, kinds, self._write_to)
        if path is not None:
            self._head.setText(f"已保存：{path}")

    def _write_to(self, path: Path) -> None:
        wait_for(self, "正在导出…", partial(self._written, path))

    def _written(self, path: Path, progress: Progress) -> None:
        progress(0, 0)
        self._desk.assessment_papers.write_summary(self._id, path, overwrite=True)
