"""One problem to be filled in: what it is, what is done about it, who, until when, evidence."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from app.domain.cycle.rectification import RECTIFICATION_STATES, Rectification
from app.ops.rectification_rows import progress_text
from app.ui.date_line import DateLine
from app.ui.kept_files import KeptFiles, write_and_open
from app.ui.people import PersonRow
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from app.domain.ids import PersonId, RecordId
    from app.ops.desk import Desk


_FILES_HEIGHT = 110
_MOST_TOLD = 3
"""So many of the last steps stand in the dialog; the list shows them all."""


class ItemBox(QWidget):
    """Shows a problem and gives it back as it was filled in."""

    edited = Signal()
    """The text of the problem was changed."""
    for_all = Signal()
    """All others are to have the same person and day."""

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            desk: the ledger.
            parent: the dialog.
        """
        super().__init__(parent)
        self._desk = desk
        self._item: Rectification | None = None
        self.new_files: dict[RecordId, list[Path]] = {}
        """Files that are to be kept with problems."""
        self.problem = _text("问题")
        self.measure = _text("整改措施")
        self.person = dressed(PersonRow(desk), accessibleName="责任人")
        self.until = DateLine("时限", whole_day=True)
        self._all = push_button("用于全部", hint="责任人、时限用于这份登记表的全部事项")
        self.state = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="状态"
        )
        self.files = KeptFiles("佐证材料")
        self.files.setMaximumHeight(_FILES_HEIGHT)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.until, 1)
        beside.addWidget(self._all)
        line.setFocusProxy(self.until)
        rows = QFormLayout(
            self,
            labelAlignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow,
            horizontalSpacing=12,
            verticalSpacing=8,
        )
        rows.setContentsMargins(0, 0, 0, 0)
        for words, control in (
            ("问题", self.problem),
            ("措施", self.measure),
            ("责任人", self.person),
            ("时限", line),
            ("状态", self.state),
            ("材料", self.files),
        ):
            label = QLabel(words)
            label.setBuddy(control)
            rows.addRow(label, control)

    def _connect(self) -> None:
        self.problem.textChanged.connect(self._tell_edited)
        self._all.clicked.connect(self.for_all)
        self.files.added.connect(self.keep)
        self.files.removed.connect(self.take_away)
        self.files.opened.connect(self.open_file)

    def _tell_edited(self) -> None:
        self.edited.emit()

    def show_item(self, item: Rectification) -> None:
        """Show a problem."""
        self._item = item
        self.problem.setPlainText(item.problem)
        self.measure.setPlainText(item.measure)
        self.person.show_person(item.responsible_person, item.responsible)
        self.until.show_value(item.until)
        said = [
            RECTIFICATION_STATES[item.standing],
            *progress_text(item).splitlines()[-_MOST_TOLD:],
            item.result,
        ]
        self.state.setText("\n".join(part for part in said if part))
        self._show_files()

    def item(self) -> Rectification:
        """Return the problem as it is filled in.

        Raises:
            Refusal: ``date.*``.
        """
        assert self._item is not None
        person, name = self._responsible()
        return replace(
            self._item,
            problem=self.problem.toPlainText().strip(),
            measure=self.measure.toPlainText().strip(),
            responsible=name,
            responsible_person=person,
            until=self.until.day(),
        )

    def _responsible(self) -> "tuple[PersonId | None, str]":
        """Return who is named: somebody of the ledger, or a name as it was typed."""
        person = self.person.resolve()
        name = self.person.text().partition("，")[0].strip()
        return person if name else None, name

    # ---- evidence ----------------------------------------------------------------------------

    def _show_files(self) -> None:
        kept = self._item.attachments if self._item is not None else ()
        shown = [(each.name, each.bytes) for each in kept]
        self.files.show_files([*shown, *((path.name, _size(path)) for path in self._waiting)])

    @property
    def _waiting(self) -> list[Path]:
        return self.new_files.setdefault(self._item.id, []) if self._item is not None else []

    def keep(self, paths: list[Path]) -> None:
        """Keep files with the problem, once the dialog is left by 保存."""
        self._waiting.extend(paths)
        self._show_files()

    def take_away(self, place: int) -> None:
        """Take a file away from the problem."""
        if self._item is None:
            return
        files = self._item.attachments
        if place < len(files):
            self._item = replace(self._item, attachments=(*files[:place], *files[place + 1 :]))
        else:
            del self._waiting[place - len(files)]
        self._show_files()

    def open_file(self, place: int) -> None:
        """Write a kept file somewhere and open it; one that is not kept yet is opened as it is."""
        if self._item is None:
            return
        kept = self._item.attachments
        if place < len(kept):
            write_and_open(self, self._desk.annexes, kept[place])
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._waiting[place - len(kept)])))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


class _Lines(QPlainTextEdit):
    """A text of a few lines; more of them scroll."""

    def sizeHint(self) -> QSize:
        """Return room for three lines."""
        return QSize(super().sizeHint().width(), 3 * self.fontMetrics().lineSpacing() + 12)


def _text(name: str) -> QPlainTextEdit:
    return dressed(_Lines(), accessibleName=name, tabChangesFocus=True, minimumHeight=46)
