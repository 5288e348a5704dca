"""The dialog 录入报表数: figures of a unit without the program, typed or read from its table."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text, refusals_shown
from app.ui.file_dialog import ask_files, documents
from app.ui.file_kinds import SHEET_FILTER
from app.ui.handoff.enter import enter_goes_on
from app.ui.handoff.figure_grid import FigureGrid
from app.ui.questions import confirm
from app.ui.text_line import TextLine
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.units import FiguresTaken, UnitStanding

SIZE = (640, 520)
TYPED = "手工录入"
BY_FIGURES = "录入后，该单位按这些数字统计，不再按记录统计；两种不会同时计入。"
NOW_FIGURES = "该单位现在按报表数计入。改为按记录统计后，这些数字保留，但不再计入。"


class FiguresDialog(FormLikeDialog):
    """A unit is counted by records or by figures, never by both."""

    told = Signal(object)
    """The ``Changes`` of what was taken in."""

    def __init__(
        self,
        desk: "Desk",
        round_: "Round",
        unit: "UnitStanding",
        parent: QWidget | None,
    ) -> None:
        """Show the figures that are held, or empty lines.

        Args:
            desk: the ledger.
            round_: whose figures.
            unit: the reporting unit.
            parent: the main window.
        """
        super().__init__("录入报表数", "保存", parent)
        self._desk, self._round, self._unit = desk, round_, unit
        held = desk.units.figures(unit.id, round_)
        self._is_counted_so = held is not None and held.used
        day = held.as_of if held is not None and held.as_of else desk.workspace.day_of(round_)
        self._day = DateLine("数据截至日期", day, wanted=True)
        self._source = TextLine("来源", held.source if held is not None else TYPED)
        self._grid = FigureGrid("报表数")
        self._grid.show_figures(desk.units.titles(), held.values if held is not None else {})
        self._read = push_button("读入统计表…", "从统计表文件读入")
        self._records = push_button("按记录统计", hint="不再用这些数字，改按该单位的记录统计")
        self._lay_out()
        self._wire()
        fit(self, *SIZE)

    def _lay_out(self) -> None:
        text = f"{self._unit.path}　{self._round.name}\n" + (
            NOW_FIGURES if self._is_counted_so else BY_FIGURES
        )
        self.rows.addRow(
            dressed(
                QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText),
                accessibleName="说明",
            )
        )
        self.row("截至", self._day)
        self.row("来源", self._source)
        self.column.insertWidget(1, self._grid, 1)
        self.column.setStretch(self.column.count() - 2, 0)
        kind = self.buttons.ButtonRole.ResetRole
        self.buttons.addButton(self._read, kind)
        self.buttons.addButton(self._records, kind)
        self._records.setVisible(self._is_counted_so)

    def _wire(self) -> None:
        self._read.clicked.connect(self.choose_file)
        self._records.clicked.connect(self.count_by_records)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; it does not press the default button."""
        if not enter_goes_on(self, event):
            super().keyPressEvent(event)

    def choose_file(self) -> None:
        """Ask for the unit's 统计表 and take its figures in."""
        files = ask_files(self, "读入统计表", documents(), SHEET_FILTER)
        if files:
            self.read_file(files[0])

    def read_file(self, path: "Path") -> None:
        """Take the figures of a 统计表 in, and show them with what does not fit."""

        def work(progress: "Progress") -> "FiguresTaken":
            progress(0, 0)
            return self._desk.units.import_figures(path, self._unit.id, self._round)

        with refusals_shown(self, "没有读入"):
            taken = wait_for(self, "正在读入…", work)
            self._show(taken.values, path.name)
            if taken.warnings:
                self.show_fault("\n".join(fault_text(each) for each in taken.warnings))
            self.told.emit(taken.changes)

    def _show(self, values: "Mapping[str, int]", source: str) -> None:
        self._grid.set_numbers(values)
        self._source.setText(source)
        self._is_counted_so = True
        self._records.show()
        self.refuse.setText("关闭")
        self.refuse.setAccessibleName("关闭")

    def count_by_records(self) -> None:
        """Count the unit by its records again."""
        sentence = f"“{self._unit.name}”改为按记录统计，录入的报表数不再计入，是否继续？"
        if not confirm(self, "按记录统计", sentence, "改用记录"):
            return

        def work(progress: "Progress") -> "Changes":
            del progress
            return self._desk.units.count_by_records(self._unit.id, self._round)

        with refusals_shown(self):
            self.told.emit(wait_for(self, "正在保存…", work))
            self.accept()

    def do_it(self) -> None:
        """Keep what was typed; the unit is counted by it from now on."""
        values, day = self._grid.numbers(), self._day.wanted_day()
        source = self._source.value() or TYPED

        def work(progress: "Progress") -> "FiguresTaken":
            del progress
            return self._desk.units.enter_figures(self._unit.id, self._round, values, day, source)

        self.told.emit(wait_for(self, "正在保存…", work).changes)
