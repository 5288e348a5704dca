"""The dialog 录入报表数: figures of a unit without the program, typed or read from its table."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.progress import Cancelled
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text, refusals_shown, tell
from app.ui.file_dialog import ask_files, documents
from app.ui.file_kinds import SHEET_FILTER
from app.ui.handoff.enter import enter_goes_on
from app.ui.handoff.figure_grid import FigureGrid
from app.ui.questions import confirm
from app.ui.text_line import TextLine
from app.ui.tones import AMBER, text_style
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button, text_block
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ops.figures_reading import FiguresRead
    from app.ops.units import FiguresTaken, UnitStanding

SIZE = (640, 520)
TYPED = "手工录入"
BY_FIGURES = "录入后，该单位按这些数字统计，不再按记录统计；两种不会同时计入。"
ANOTHER = "figures.other_unit"
NOT_YET = "读入的数字还没有保存，核对后请按“保存”。"
NOW_FIGURES = "该单位现在按报表数计入。改为按记录统计后，这些数字保留，但不再计入。"


class FiguresDialog(FormLikeDialog):
    """A unit is counted by records or by figures, never by both."""

    told = Signal(object)
    """The ``Changes`` of what was kept."""

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
        self._grid = FigureGrid("报表数", whole=True)
        self._grid.show_figures(desk.units.titles(), held.values if held is not None else {})
        self._doubt = dressed(text_block(name="核对"), visible=False, styleSheet=text_style(AMBER))
        self._read = push_button("读入统计表…", "从统计表文件读入")
        self._records = push_button("按记录统计", hint="不再用这些数字，改按该单位的记录统计")
        self._lay_out()
        self._wire()
        for line in [*self._grid.lines.values()][:1]:  # typing begins with the first figure
            line.setFocus()
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
        self.column.insertWidget(2, self._doubt)
        self.column.setStretch(self.column.count() - 2, 0)
        kind = self.buttons.ButtonRole.ResetRole
        self.buttons.addButton(self._read, kind)
        self.buttons.addButton(self._records, kind)
        self._records.setVisible(self._is_counted_so)

    def _wire(self) -> None:
        self._read.clicked.connect(self.choose_file)
        self._records.clicked.connect(self.count_by_records)
        self._grid.changed.connect(self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; it does not press the default button."""
        if not enter_goes_on(self, event):
            super().keyPressEvent(event)

    def choose_file(self) -> None:
        """Ask for the unit's 统计表 and fill the lines from it."""
        files = ask_files(self, "读入统计表", documents(), SHEET_FILTER)
        if files:
            self.read_file(files[0])

    def read_file(self, path: "Path") -> None:
        """Fill the lines from a 统计表; nothing is kept before 保存."""
        from app.ops.figures_reading import read_table

        def work(progress: "Progress") -> "FiguresRead":
            progress(0, 0)
            return read_table(self._desk.units, path, self._unit.id)

        with refusals_shown(self, "没有读入"):
            read = wait_for(self, "正在读入…", work)
            if self._is_meant(read):
                self._show(read)

    def _is_meant(self, read: "FiguresRead") -> bool:
        """Ask where the table is another unit's."""
        others = [doubt.message for doubt in read.doubts if doubt.code == ANOTHER]
        more = "请核对文件是否选对。"
        return not others or confirm(self, "读入统计表", others[0], "仍然读入", more)

    def _show(self, read: "FiguresRead") -> None:
        self._grid.set_numbers(read.values)
        self._source.setText(read.source)
        if read.as_of is not None:
            self._day.show_value(read.as_of)
        doubts = [fault_text(doubt) for doubt in read.doubts if doubt.code != ANOTHER]
        self.show_fault("\n".join((*doubts, NOT_YET)))

    def _look(self) -> None:
        """Say at once what cannot be."""
        found = self._impossible()
        self._doubt.setText("\n".join(found))
        self._doubt.setVisible(bool(found))

    def _impossible(self) -> "Sequence[str]":
        from app.ops.figures_reading import impossible

        known = self._grid.readable()
        return impossible(self._desk.workspace, self._unit.name, known)

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

    def try_it(self) -> None:
        """Keep what was typed; stay where the user would rather look at it again."""
        with suppress(Cancelled):
            super().try_it()

    def do_it(self) -> None:
        """Keep what was typed; the unit is counted by it from now on."""
        values, day = self._grid.numbers(), self._day.wanted_day()
        source = self._source.value() or TYPED
        found = self._impossible()
        if found and not confirm(self, "核对数字", "\n".join(found), "仍然保存"):
            raise Cancelled

        def work(progress: "Progress") -> "FiguresTaken":
            del progress
            return self._desk.units.enter_figures(self._unit.id, self._round, values, day, source)

        taken = wait_for(self, "正在保存…", work)
        self.told.emit(taken.changes)
        if taken.warnings:
            text = "\n\n".join(fault_text(each) for each in taken.warnings)
            tell(self.parentWidget(), "录入报表数", "已保存，请核对。", text)
