"""The dialog 承诺: one promise, with the files that show how it was kept."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES, Commitment, CommitmentState
from app.domain.errors.catalogue import refusal
from app.ui.commitments.target_picker import TargetPicker
from app.ui.commitments.text_box import TextBox
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.kept_files import KeptFiles, write_and_open
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.cycle.record import Attachment
    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk

SIZE = QSize(560, 470)


class PromiseDialog(FormLikeDialog):
    """Makes a promise, or changes one; files are kept when the dialog is agreed to."""

    told = Signal(object)
    """The ``Changes`` of what was kept."""

    def __init__(
        self,
        desk: "Desk",
        round_: "Round",
        unit: "OrganizationId",
        record: Commitment | None,
        parent: QWidget | None,
    ) -> None:
        """Show a promise, or an empty one.

        Args:
            desk: the ledger.
            round_: the round that it belongs to.
            unit: the organisation whose own are offered first.
            record: the promise; None: a new one.
            parent: the window it belongs to.
        """
        super().__init__("修改承诺" if record else "新建承诺", "保存", parent)
        self._desk, self._round, self._record = desk, round_, record
        self._kept: list[Attachment] = list(record.attachments) if record else []
        self._added: list[Path] = []
        self._who = TargetPicker(desk, "承诺人", unit)
        if record is not None and record.target is not None:
            self._who.show_target(record.target)
            self._who.setReadOnly(True)
            self._who.setClearButtonEnabled(False)
        self._matter = TextBox("承诺事项", record.matter if record else "", 2)
        self._measure = TextBox("具体措施", record.measure if record else "", 2)
        self._until = DateLine("完成时限", record.until if record else None)
        self._until.setPlaceholderText("长期的可不填")
        self._state = dressed(QComboBox(), accessibleName="状态")
        for state, word in COMMITMENT_STATES.items():
            self._state.addItem(word, state)
        self._state.setCurrentIndex(self._state.findData(_standing(record)))
        self._progress = TextBox("完成情况", record.progress if record else "", 2)
        self._comment = TextBox("逐项点评", record.comment if record else "", 2)
        self._files = KeptFiles("证明材料")
        self._lay_out()
        self._wire()
        self._show_files()
        fit(self, SIZE.width(), SIZE.height())
        (self._matter if record else self._who).setFocus()

    def _lay_out(self) -> None:
        term = QWidget()
        line = QHBoxLayout(term)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._until, 1)
        state = QLabel("状态")
        state.setBuddy(self._state)
        line.addWidget(state)
        line.addWidget(self._state)
        term.setFocusProxy(self._until)
        self.row("承诺人", self._who)
        self.row("承诺事项", self._matter)
        self.row("具体措施", self._measure)
        self.row("完成时限", term)
        self.row("完成情况", self._progress)
        if self._reviews_each():
            self.row("逐项点评", self._comment)
        self.row("证明材料", self._files)

    def _wire(self) -> None:
        self._files.added.connect(self.add_files)
        self._files.removed.connect(self.remove_file)
        self._files.opened.connect(self.open_file)

    def _reviews_each(self) -> bool:
        """Tell whether the scheme reviews promises one by one, or somebody did."""
        forms = self._desk.workspace.scheme.forms
        said = self._record is not None and self._record.comment
        return bool(said) or any(form.each_commitment for form in forms)

    # ---- files -------------------------------------------------------------------------------

    def add_files(self, paths: Sequence[Path]) -> None:
        """Show files that will be kept."""
        self._added.extend(path for path in paths if path not in self._added)
        self._show_files()

    def remove_file(self, place: int) -> None:
        """Take a file out of the list."""
        if place < len(self._kept):
            del self._kept[place]
        else:
            del self._added[place - len(self._kept)]
        self._show_files()

    def open_file(self, place: int) -> None:
        """Write a kept file where the user wants it, and open it."""
        if place < len(self._kept):
            write_and_open(self, self._desk.annexes, self._kept[place])

    def _show_files(self) -> None:
        kept = [(each.name, each.bytes) for each in self._kept]
        added = [(path.name, _size(path)) for path in self._added]
        self._files.show_files([*kept, *added])

    # ---- keeping -----------------------------------------------------------------------------

    def do_it(self) -> None:
        """Keep the promise and its files.

        Raises:
            Refusal: ``text.missing``, ``person.*``, ``commitment.empty``, ``date.*``,
                ``attachment.*``, ``file.*``.
        """
        filled = self._filled()
        desk, added = self._desk, tuple(self._added)

        def work(progress: "Progress") -> "Changes":
            progress(0, 0)
            return desk.commitments.save_with_files(filled, desk.annexes, added)

        self.told.emit(wait_for(self, "正在保存…", work))

    def _filled(self) -> Commitment:
        target = self._who.target()
        record = self._record or self._desk.commitments.new(self._round, target)
        if not self._matter.value():
            raise refusal("commitment.empty", "承诺事项")
        until = self._until.entered()
        return replace(
            record,
            matter=self._matter.value(),
            measure=self._measure.value(),
            until=until.last_day if until is not None else None,
            state=CommitmentState(self._state.currentData()),
            progress=self._progress.value(),
            comment=self._comment.value(),
            attachments=tuple(self._kept),
        )


def _standing(record: Commitment | None) -> CommitmentState:
    return record.standing if record is not None else CommitmentState.OPEN


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
