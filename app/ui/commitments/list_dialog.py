"""The dialog 导入承诺清单: a list is read or pasted, and shown before it is taken in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES
from app.domain.errors.fault import Fault
from app.ops.commitment_lists import ROW_FATES, CommitmentProposal, ProposedCommitment, RowFate
from app.ui.commitments.lines import day_text
from app.ui.dropping import dropped_files
from app.ui.faults import refusals_shown
from app.ui.file_dialog import ask_file_name, ask_files, documents
from app.ui.file_kinds import EXCEL_FILTER, SHEET_FILTER
from app.ui.filter_row import Facet, FilterRow
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded, one_line
from app.ui.line_table import current_line, line_table
from app.ui.settings import Settings
from app.ui.tones import AMBER, GREEN, RED
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button, text_block
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.commitment_lists import CommitmentLists

WIDTH, HEIGHT = 860, 480
HEADINGS = ("处理", "承诺人", "所在党组织", "承诺事项", "完成时限", "状态", "说明")
WIDTHS = {0: 80, 1: 90, 2: 130, 3: 200, 4: 110, 5: 70}
UNREAD = "不能读入"
FATES = (*ROW_FATES.values(), UNREAD)
HINT = (
    "选择、拖入或粘贴承诺清单（Excel、WPS 表格、CSV）。第一行是表头："
    "承诺人、所在党组织、承诺事项、具体措施、完成时限、状态、完成情况。"
)
EMPTY = "剪贴板里没有表格。请先在 Excel 里连表头一起复制。"
BLANK_NAME = "公开承诺_空白清单.xlsx"
_COLOURS = {
    ROW_FATES[RowFate.NEW]: GREEN,
    ROW_FATES[RowFate.CHANGED]: AMBER,
    UNREAD: RED,
}


@dataclass(frozen=True, slots=True)
class RowLine(Line):
    """One row of the list."""


class RowModel(LineModel[RowLine]):
    """What would become of a row has a colour."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent)

    def colour(self, line: RowLine, column: int) -> QColor | None:
        """Return the colour of what would become of a row."""
        return _COLOURS.get(line.cells[0]) if column == 0 else None


class CommitmentListDialog(QDialog):
    """Nothing is written before 导入; rows that cannot be read never stop the others."""

    told = Signal(object)
    """The ``Changes`` of the import."""

    def __init__(
        self, lists: "CommitmentLists", round_: "Round", settings: Settings, parent: QWidget | None
    ) -> None:
        """Wait for a list.

        Args:
            lists: read lists and take them in.
            round_: the round that the promises belong to.
            settings: where the table remembers its columns.
            parent: the window it belongs to.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dressed(self, windowTitle="导入承诺清单", acceptDrops=True)
        self._lists, self._round = lists, round_
        self._proposal: CommitmentProposal | None = None
        self._lines: Sequence[RowLine] = ()
        self._choose = push_button(lettered("选择文件…"), "选择承诺清单")
        self._paste = push_button("粘贴", "粘贴承诺清单", "粘贴从 Excel 复制的行（Ctrl+V）")
        self._blank = push_button("空白清单…", "另存空白清单", "存一份空白清单，发下去填写")
        self._said = dressed(
            QLabel(HINT, wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="说明"
        )
        self._filters = FilterRow((Facet("处理", FATES),))
        self.model = RowModel(self)
        self.table = line_table("承诺清单预览", self.model, settings, WIDTHS)
        self._whole = text_block(name="说明全文")
        self._do = dressed(QPushButton(lettered("导入")), accessibleName="导入", enabled=False)
        self._cancel = push_button(lettered("取消"))
        self._key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        self._lay_out()
        self._connect()
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for button in (self._choose, self._paste, self._blank):
            top.addWidget(button)
        top.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._do)
        bottom.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._said)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_file)
        self._paste.clicked.connect(self.paste)
        self._blank.clicked.connect(self.save_blank)
        self._key.activated.connect(self.paste)
        self._filters.changed.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)
        self._do.clicked.connect(self.apply)
        self._cancel.clicked.connect(self.reject)

    # ---- reading -----------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a list and show what taking it in would do."""
        found = ask_files(self, "选择承诺清单", documents(), SHEET_FILTER)
        if found:
            self.read_file(found[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what taking in the dropped list would do."""
        event.acceptProposedAction()
        self.read_file(dropped_files(event.mimeData())[0])

    def read_file(self, path: Path) -> None:
        """Show what taking in a list would do."""

        def read() -> CommitmentProposal:
            return self._lists.propose(path, self._round)

        self._propose(read, path.name)

    def paste(self) -> None:
        """Show what taking in the copied rows would do."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._show(None, EMPTY)
            return

        def read() -> CommitmentProposal:
            return self._lists.propose_pasted(text, self._round)

        self._propose(read, "粘贴的内容")

    def _propose(self, read: Callable[[], CommitmentProposal], name: str) -> None:
        def work(progress: "Progress") -> CommitmentProposal:
            progress(0, 0)
            return read()

        self._show(None, HINT)
        with refusals_shown(self, "没有读入"):
            proposal = wait_for(self, "正在读入…", work)
            self._show(proposal, f"{name}：{counts(proposal)}")

    def _show(self, proposal: CommitmentProposal | None, said: str) -> None:
        self._proposal = proposal
        self._lines = row_lines(proposal) if proposal is not None else ()
        self._said.setText(said)
        self._filter()
        ready = proposal is not None and bool(proposal.brings)
        self._do.setEnabled(ready)
        self._do.setDefault(ready)
        self._choose.setDefault(not ready)

    def _filter(self) -> None:
        self.model.show_lines(self._filters.kept(self._lines))
        if self.model.rowCount():
            self.table.choose_row(self.model.index(0, 0))
        self._show_whole()

    def _show_whole(self) -> None:
        """Show the whole remark about the current row."""
        line = current_line(self.table, self.model)
        self._whole.setText(line.cells[-1] if line is not None else "")

    # ---- doing it ----------------------------------------------------------------------------

    def save_blank(self) -> None:
        """Ask where an empty list goes, and write it."""
        proposed = documents() / BLANK_NAME
        path = ask_file_name(self, "另存空白清单", proposed, EXCEL_FILTER)
        if path is not None:
            with refusals_shown(self, "没有保存"):
                self._lists.write_template(path, overwrite=True)
                self._said.setText(f"空白清单已保存：{path}")

    def apply(self) -> None:
        """Keep what the preview shows, and close."""
        proposal = self._proposal
        if proposal is None:
            return

        def work(progress: "Progress") -> "Changes":
            progress(0, 0)
            return self._lists.apply(proposal)

        with refusals_shown(self, "没有导入"):
            changes = wait_for(self, "正在导入…", work)
            self.accept()
            self.told.emit(changes)


def counts(proposal: CommitmentProposal) -> str:
    """Return how many rows are new, changed and so on."""
    numbers = [(word, proposal.count(fate)) for fate, word in ROW_FATES.items()]
    numbers.append((UNREAD, len(proposal.faults)))
    told = "，".join(f"{word} {number}" for word, number in numbers if number)
    return f"{told}。" if told else "表里一条承诺也没有。"


def row_lines(proposal: CommitmentProposal) -> Sequence[RowLine]:
    """Return what a list holds as lines: first what cannot be read."""
    unread = [_unread(number, each) for number, each in enumerate(proposal.faults)]
    return [*unread, *map(_taken, proposal.rows)]


def _unread(number: int, fault: Fault) -> RowLine:
    cells = (UNREAD, "", "", "", "", "", f"{fault.place}：{fault.message}{fault.remedy}")
    return RowLine(f"fault{number}", cells, (UNREAD,), folded(" ".join(cells)))


def _taken(row: ProposedCommitment) -> RowLine:
    record, fate = row.record, ROW_FATES[row.fate]
    cells = (
        fate,
        row.name,
        row.organization,
        one_line(record.matter),
        day_text(record.until),
        COMMITMENT_STATES[record.standing],
        row.place,
    )
    return RowLine(record.id, cells, (fate,), folded(" ".join(cells)))
