"""What is said about the whole form: its name, whom it is filled for, its use, its copies."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.domain.own_form import FormDraft
from app.domain.words import COPIES, CopyPurpose, TargetKind
from app.ui.widgets import dressed

TARGETS: Mapping[TargetKind, str] = {
    TargetKind.ORGANIZATION: "党组织",
    TargetKind.MEMBER: "党员",
}
FURTHER = "另加一张（计划外点评、日常点评时选用）"


class HeadBox(QWidget):
    """Name, short name, target, use and copies."""

    edited = Signal()
    target_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._title = dressed(QLineEdit(), accessibleName="表名", maxLength=80)
        self._short = dressed(
            QLineEdit(), accessibleName="简称", toolTip="用在文件名里", maxLength=30
        )
        self._target = dressed(QComboBox(), accessibleName="填写对象")
        for kind, words in TARGETS.items():
            self._target.addItem(words, kind)
        self._use = dressed(QComboBox(), accessibleName="用途")
        self._copies = {
            purpose: dressed(QCheckBox(words), accessibleName=f"存一份：{words}")
            for purpose, words in COPIES.items()
            if purpose is not CopyPurpose.BLANK
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        copies = QHBoxLayout()
        for box in self._copies.values():
            copies.addWidget(box)
        copies.addStretch(1)
        for row, words, control, more, other in (
            (0, "表名", self._title, "简称", self._short),
            (1, "用途", self._use, "填写对象", self._target),
        ):
            for column, (text, widget) in enumerate(((words, control), (more, other))):
                label = QLabel(text)
                label.setBuddy(widget)
                grid.addWidget(label, row, 2 * column)
                grid.addWidget(widget, row, 2 * column + 1)
        grid.addWidget(QLabel("存一份"), 2, 0)
        grid.addLayout(copies, 2, 1, 1, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 1)

    def _connect(self) -> None:
        self._title.textEdited.connect(self.edited)
        self._short.textEdited.connect(self.edited)
        self._use.activated.connect(self.edited)
        self._target.activated.connect(self.target_chosen)
        for box in self._copies.values():
            box.clicked.connect(self.edited)

    def show_draft(self, draft: FormDraft, replaceable: Mapping[str, str]) -> None:
        """Show a draft.

        Args:
            draft: the form as it stands.
            replaceable: ids and titles of the forms whose place it can take.
        """
        for line, text in ((self._title, draft.title), (self._short, draft.short_title)):
            if _plain(line) != text:
                line.setText(text)
                line.setCursorPosition(0)
        self._target.setCurrentIndex(self._target.findData(draft.target))
        with QSignalBlocker(self._use):
            self._use.clear()
            self._use.addItem(FURTHER, "")
            for form, title in replaceable.items():
                self._use.addItem(f"替换“{title}”", form)
        self._use.setCurrentIndex(max(0, self._use.findData(draft.replaces)))
        for purpose, box in self._copies.items():
            box.setChecked(purpose in draft.copies)

    @property
    def target(self) -> TargetKind:
        """Whom the form is filled for."""
        return TargetKind(self._target.currentData())

    def wanted(self) -> dict[str, object]:
        """Return what is said, as the fields of ``FormDraft``."""
        copies: Sequence[CopyPurpose] = [p for p, box in self._copies.items() if box.isChecked()]
        return {
            "title": _plain(self._title),
            "short_title": _plain(self._short),
            "replaces": str(self._use.currentData() or ""),
            "copies": tuple(copies),
        }


def _plain(line: QLineEdit) -> str:
    """Return what is written, without spaces."""
    return "".join(line.text().split())
